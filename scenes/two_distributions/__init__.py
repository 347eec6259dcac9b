"""Draws from p enter rooms that q has built, and pay H(p, q) on average."""
