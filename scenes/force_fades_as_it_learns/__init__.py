"""Logits fly over the steps of a descent; each leaves a ribbon that is as wide as it is pulled."""
