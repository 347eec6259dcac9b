"""The truth is taken from every row of a prediction, and what is left glows where it is wrong."""
