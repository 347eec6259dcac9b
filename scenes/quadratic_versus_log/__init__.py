"""Two losses and their slopes: a line that hardly notices, a hyperbola that does."""
