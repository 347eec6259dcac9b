"""However far from the true place the rest of a prediction lies, cross entropy is the same."""
