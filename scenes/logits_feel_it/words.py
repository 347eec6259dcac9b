"""What ``LogitsFeelIt`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.logits_feel_it.numbers import LogitsFeelItNumbers

__all__ = ["answer", "cancel", "fan", "heard", "question", "strip", "true", "wrong"]

_LOSS, _EQUALS, _MINUS, _DOT = '#h(-0.1em)"loss"', "{{=:equals}}", "{{-:minus}}", "{{dot:dot}}"

HEARD = 0.02
"""In shares of the loss: less of a change is hardly heard."""


def question(n: LogitsFeelItNumbers) -> str:
    """While a wrong logit is pushed."""
    return f"Only {_q(n)} counts in the loss. What if we push a wrong logit, z{_sub(n.pushed)}?"


def heard(n: LogitsFeelItNumbers) -> str:
    """While it goes back."""
    one, other = f"q{_sub(n.pushed)}", _q(n)
    if float(n.push_loss[-1] - n.push_loss[0]) < HEARD * max(n.loss, 1.0):
        return f"Softmax hardly took from {other} to feed {one}: the loss hardly heard it."
    if len(n.names) == 2:
        return f"Softmax took from {other} to feed {one}, and there the loss heard it."
    return f"Softmax fed {one} from all others, each by its size. {other} gave: the loss heard it."


def fan(n: LogitsFeelItNumbers) -> str:
    """While strands open."""
    if len(n.names) == 2:
        return f"{_q(n)} hangs on both logits, by strands as wide as each of them moves it."
    return f"{_q(n)} hangs on every logit, by a strand as wide as that logit moves it."


def cancel(n: LogitsFeelItNumbers) -> str:
    """While what comes from the loss goes along the strands."""
    return f"The loss divides by {_q(n)}, softmax multiplied by it: they cancel, and signs turn."


def strip(n: LogitsFeelItNumbers) -> str:
    """While the strip's pieces fill the strands."""
    z = f"z{_sub(n.target)}"
    if len(n.names) == 2:
        return (
            f"What is left is q: q{_sub(n.pushed)} fills its own strand, and that of {z} as well."
        )
    return f"What is left is q: each wrong piece fills its strand, and together they fill {z}'s."


def true(n: LogitsFeelItNumbers) -> tuple[str, ...]:
    """Formulas: how much the true class's q moves for its logit, times the rate, and what is left.

    Before these stands what q is.
    """
    i = n.target + 1
    own, rest = _named(f"q_{i}", "softmax"), _named(f"(1 - q_{i})", "rest")
    slope, rate = _named(_slope(f"q_{i}", i), "slope"), _named(f"1\\/q_{i}", "rate")
    loss = f"{_named(_slope(_LOSS, i), 'left')} {_EQUALS} {_MINUS}"
    return (
        'q = "softmax"(z)',
        f"{slope} {_EQUALS} {own} {rest}",
        f"{loss} {rate} {_DOT} {own} {rest}",
        f"{loss} {rest}",
    )


def wrong(n: LogitsFeelItNumbers) -> tuple[str, ...]:
    """The same for a wrong class."""
    i, k = n.target + 1, n.pushed + 1
    softmax, own = _named(f"q_{i}", "softmax"), _named(f"q_{k}", "own")
    slope, rate = _named(_slope(f"q_{i}", k), "slope"), _named(f"-1\\/q_{i}", "rate")
    loss = f"{_named(_slope(_LOSS, k), 'left')} {_EQUALS}"
    opens, closes = _named("\\(", "open"), _named("\\)", "close")
    return (
        f"{slope} {_EQUALS} {_MINUS} {softmax} {own}",
        f"{loss} {rate} {_DOT} {opens} {_MINUS} {softmax} {own} {closes}",
        f"{loss} {own}",
    )


def answer(n: LogitsFeelItNumbers) -> str:
    """The last words."""
    which = "the" if len(n.names) == 2 else "each"
    return f"So {which} wrong logit feels its own q, the true one {_q(n)} − 1. They sum to 0."


def _slope(of: str, k: int) -> str:
    return f"partial {of}\\/partial z_{k}"


def _named(body: str, name: str) -> str:
    """A piece of a formula."""
    return f"{{{{{body}:{name}}}}}"


def _sub(k: int) -> str:
    return subscript(k + 1)


def _q(n: LogitsFeelItNumbers) -> str:
    return f"q{_sub(n.target)}"
