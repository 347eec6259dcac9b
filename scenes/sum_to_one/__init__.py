"""One logit is raised, and all other probabilities shrink by one factor, for their sum is 1."""
