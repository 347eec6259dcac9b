"""The loss hears each probability through a gate, and p opens only the true class's gate."""
