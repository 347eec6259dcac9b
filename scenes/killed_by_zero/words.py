"""What ``KilledByZero`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript, write
from scenes.killed_by_zero.numbers import FEW, KilledByZeroNumbers

__all__ = ["formulas", "gates", "killed", "last", "rates", "true", "wrong"]

_COUNTED = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def wrong(n: KilledByZeroNumbers) -> str:
    """While a wrong one is dragged."""
    return (
        f"Pretend that q need not sum to 1, and move {_q(n.wrong)} alone: the loss does not see it."
    )


def true(n: KilledByZeroNumbers) -> str:
    """While the true one is."""
    return f"Put it back, and move {_q(n.target)}: the loss answers, for this gate is open."


def gates(n: KilledByZeroNumbers) -> str:
    """While the truth goes to another class, and comes back."""
    return (
        f"Each gate is its class's p: were {{wrong_class}} true, the loss would see "
        f"{_q(n.wrong)} instead."
    )


def rates(n: KilledByZeroNumbers) -> str:
    """While each is pushed a little, and slopes are hung on the wires."""
    return "Push every q a little: ln(1/q) answers −1/q times as much, most where q is small."


def killed(n: KilledByZeroNumbers) -> str:
    """When they come to the gates."""
    count = len(n.names) - 1
    if count == 1:
        return "Walk back from the loss: each gate multiplies by p, and a 0 kills the other slope."
    return (
        f"Walk back from the loss: each gate multiplies by p, and {_COUNTED[count]} slopes are "
        "killed by a 0."
    )


def last(n: KilledByZeroNumbers) -> str:
    """Below the answer."""
    return "By itself, a wrong class counts for nothing. But is it ever by itself?"


def formulas(n: KilledByZeroNumbers) -> tuple[str, str, str]:
    """The slope of each ln(1/q), that of the loss, and the gradient."""
    slopes = [f'"{write(slope, n.slope_form)}"' if slope else "0" for slope in n.gradient]
    told = [f"{{{{{slope}:value}}}}" if k == n.target else slope for k, slope in enumerate(slopes)]
    by, one = "{{\\/partial:by}} {{q:q}} {{=:is}}", "{{-1:one}} {{\\/:over}} {{q:below}}"
    loss = f'{{{{partial:d}}}} {{{{"loss":loss}}}}{by}'
    return (
        f"{{{{partial:d}}}} ln(1\\/{{{{q:inner}}}}) {by} {one}",
        f"{loss} {{{{p:p}}}} dot.c ({one})",
        f"{loss} -{{{{p:p}}}} {{{{\\/:over}}}} {{{{q:below}}}}"
        + (f" = ({', '.join(told)})" if len(n.names) <= FEW else ""),
    )


def _q(k: int) -> str:
    return f"q{subscript(k + 1)}"
