"""Show that cross entropy has a floor, the entropy of p: leaving p adds more than it saves."""
