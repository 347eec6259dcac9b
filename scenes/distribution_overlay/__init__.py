"""Two distributions laid over each other: each pair of bins is an area, the areas add up."""
