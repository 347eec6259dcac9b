"""Logits go up the curve e^z, are summed, and come back down it: the loss is a gap between them."""
