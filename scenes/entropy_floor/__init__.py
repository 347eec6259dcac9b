"""Cross entropy has a floor, the entropy of p: any step away from p adds more than it saves."""
