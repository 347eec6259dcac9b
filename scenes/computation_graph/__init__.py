"""A rate, measured with a push, and found by one walk back from the loss."""
