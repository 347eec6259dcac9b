"""Two neurons, wrong at first: with the quadratic loss the worse one waits, with the other not."""
