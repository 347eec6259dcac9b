"""The same nudge, given to one logit after the other: and the answers compared."""
