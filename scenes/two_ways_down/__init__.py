"""The true logit raised, or all others lowered as far: the loss is the same."""
