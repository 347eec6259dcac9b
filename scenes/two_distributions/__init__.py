"""Draws from p come into rooms that q has built, and what they pay on average is H(p, q)."""
