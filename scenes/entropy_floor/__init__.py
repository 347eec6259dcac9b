"""Cross entropy has a floor: every class draws a valley, and all stand on the entropy of p."""
