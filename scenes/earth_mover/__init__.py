"""With the average walk as the loss, the true place is pulled by its share times the walk."""
