"""Two losses and their slopes: the line of one hardly reacts, the hyperbola of the other does."""
