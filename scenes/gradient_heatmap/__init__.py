"""Prediction minus truth as a wall of lights: each row sums to 0, and is as bright as it is wrong."""
