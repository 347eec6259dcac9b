"""Prediction minus truth as a wall of lights: each row sums to 0, and glows as it is wrong."""
