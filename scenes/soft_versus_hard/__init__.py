"""Temperature stretches or squeezes the gaps between scores: cold, the winner takes all."""
