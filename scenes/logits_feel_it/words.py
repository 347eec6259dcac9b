"""What ``LogitsFeelIt`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.logits_feel_it.numbers import LogitsFeelItNumbers

__all__ = ["answer", "cancel", "enters", "fan", "push", "question", "strip", "true", "wrong"]

ALMOST, FAR = 0.85, 0.5
"""From which share on something is almost as much, and below which it is far less."""

HEARD = 0.02
"""In shares of the loss: less of a change is hardly heard."""


def question(n: LogitsFeelItNumbers) -> str:
    """At first."""
    return f"Only {_q(n)} counts in the loss. Then what does a wrong logit feel?"


def push(n: LogitsFeelItNumbers) -> str:
    """While a wrong logit is pushed."""
    z = f"z{subscript(n.pushed + 1)}"
    if float(n.push_loss[-1] - n.push_loss[0]) < HEARD * max(n.loss, 1.0):
        return f"Push {z}: softmax hardly takes anything from {_q(n)}, and the loss hardly hears it."
    return f"Push {z}: softmax takes from {_q(n)} to feed it, and there the loss hears it."


def fan(n: LogitsFeelItNumbers) -> str:
    """While strands open."""
    if len(n.names) == 2:
        return f"{_q(n)} hangs on both logits, by strands as wide as each of them moves it."
    return f"{_q(n)} hangs on every logit, by a strand as wide as that logit moves it."


def enters(n: LogitsFeelItNumbers) -> str:
    """While what comes from the loss goes along the strands."""
    return f"Back comes the loss: it multiplies all of them by −1/{_q(n)}, and signs turn."


def cancel(n: LogitsFeelItNumbers) -> str:
    """While both leave the formula."""
    return f"The loss divides by {_q(n)}, softmax multiplies by it: they cancel."


def strip(n: LogitsFeelItNumbers) -> str:
    """While the strip's pieces fill the strands."""
    if len(n.names) == 2:
        return f"What is left is q itself: {_wrong(n)} fills its strand, and the true one's as well."
    return f"What is left is q itself: each wrong piece fills its strand, all together {_z(n)}'s."


def true(n: LogitsFeelItNumbers) -> tuple[str, ...]:
    """Formulas: how much the true class's q moves for its logit, times the rate, and what is left.

    Before these stands what q is.
    """
    i = n.target + 1
    rest = f"{{{{(1 - q_{i}):rest}}}}"
    loss = f'{{{{partial "loss"\\/partial z_{i}:left}}}} {{{{=:equals}}}} {{{{-:minus}}}}'
    return (
        'q = "softmax"(z)',
        f"{{{{partial q_{i}\\/partial z_{i}:slope}}}} {{{{=:equals}}}} {{{{q_{i}:softmax}}}} {rest}",
        f"{loss} {{{{1\\/q_{i}:rate}}}} {{{{dot:dot}}}} {{{{q_{i}:softmax}}}} {rest}",
        f"{loss} {rest}",
    )


def wrong(n: LogitsFeelItNumbers) -> tuple[str, ...]:
    """The same for a wrong class."""
    i, k = n.target + 1, n.pushed + 1
    own, softmax = f"{{{{q_{k}:own}}}}", f"{{{{q_{i}:softmax}}}}"
    loss = f'{{{{partial "loss"\\/partial z_{k}:left}}}} {{{{=:equals}}}}'
    return (
        f"{{{{partial q_{i}\\/partial z_{k}:slope}}}} {{{{=:equals}}}} {{{{-:minus}}}} {softmax} {own}",
        f"{loss} {{{{-1\\/q_{i}:rate}}}} {{{{dot:dot}}}} {{{{(:open}}}} {{{{-:minus}}}} {softmax}"
        f" {own} {{{{):close}}}}",
        f"{loss} {own}",
    )


def answer(n: LogitsFeelItNumbers) -> str:
    """The last words."""
    which = "the wrong logit feels its" if len(n.names) == 2 else "each wrong logit feels its own"
    i = subscript(n.target + 1)
    return f"So {which} q, and the true one q{i} − 1: what all others feel, turned round."


def _q(n: LogitsFeelItNumbers) -> str:
    return f"q{subscript(n.target + 1)}"


def _z(n: LogitsFeelItNumbers) -> str:
    return f"z{subscript(n.target + 1)}"


def _wrong(n: LogitsFeelItNumbers) -> str:
    return f"q{subscript(n.pushed + 1)}"
