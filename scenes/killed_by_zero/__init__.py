"""The loss hears each probability through a gate, which p opens: only that of the true class."""
