"""Lay two distributions over each other: each pair of bins spans an area, and the areas add up."""
