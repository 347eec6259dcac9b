"""Each rate is measured with a push of its own; one walk back from the loss finds them all."""
