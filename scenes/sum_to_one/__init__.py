"""One logit is raised, and all other probabilities shrink by one factor, since their sum is 1."""
