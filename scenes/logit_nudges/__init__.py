"""The same nudge, given to one logit after the other: which moves the true class most?"""
