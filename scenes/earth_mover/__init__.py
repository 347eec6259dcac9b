"""With the average walk as the loss, each place is pulled by its share times its arm."""
