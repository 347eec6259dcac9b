"""A gradient is a rate: how far the loss moves for each step of a fader, for all faders at once."""
