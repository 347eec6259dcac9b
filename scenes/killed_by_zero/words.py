"""What ``KilledByZero`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.killed_by_zero.numbers import FEW, KilledByZeroNumbers
from stage.digits import exact, subscript, write

__all__ = [
    "formulas",
    "gates",
    "killed",
    "last",
    "other",
    "pushed",
    "quotient",
    "write_push",
    "wrong",
]

SHORT = 8
"""Characters, with quotation marks, of a slope that is told with those of the others."""

_COUNTED = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def wrong(n: KilledByZeroNumbers) -> str:
    """While a wrong one is dragged."""
    return f"Move {_q(n.wrong)} alone, never mind the sum: the loss does not see it."


def gates(n: KilledByZeroNumbers) -> str:
    """When gates come, and the true one is dragged."""
    return f"Every ln(1/q) meets a gate, its p. Only {_q(n.target)}'s is open: the loss answers."


def other(n: KilledByZeroNumbers) -> str:
    """While the truth goes to another class, and comes back."""
    return f"Were {{wrong_class}} true, its gate would open, and the loss would see {_q(n.wrong)}."


def pushed(n: KilledByZeroNumbers) -> str:
    """While each is pushed a little."""
    by = "by {pushes[0]:exact}" if n.even else "a little"
    return f"Push every q {by}, magnified: the loss hears {_q(n.target)} alone."


def quotient(n: KilledByZeroNumbers) -> str:
    """When changes are divided by their pushes."""
    return "Divide by the push: the slope of each ln(1/q) is −1/q."


def killed(n: KilledByZeroNumbers) -> str:
    """When signals come to the gates."""
    count = len(n.names) - 1
    if count == 1:
        return "Walk back with a 1: each gate multiplies it by p, and a 0 kills the other slope."
    return (
        f"Walk back with a 1: each gate multiplies it by p, and a 0 kills {_COUNTED[count]} slopes."
    )


def last(n: KilledByZeroNumbers) -> str:
    """While a wrong one moves, and the others with it."""
    moves, follows, goes = ("lift", "sinks", "rises") if n.lifts else ("lower", "rises", "falls")
    return (
        f"Only through {_q(n.target)}: q sums to 1, so {moves} {_q(n.wrong)}, {_q(n.target)} "
        f"{follows}, and the loss {goes}."
    )


def write_push(push: float) -> str:
    """How far one is pushed, with its sign."""
    return exact(push) if push <= 0 else f"+{exact(push)}"


def formulas(n: KilledByZeroNumbers) -> tuple[str, ...]:
    """The loss, a change over its push, the slope of each ln(1/q), that of the loss, the gradient.

    That is told for each, if it is short. At last, how far the true one has gone, and the loss.
    """
    slopes = [f'"{write(slope, n.slope_form)}"' if slope else "0" for slope in n.gradient]
    told = [f"{{{{{slope}:value}}}}" if k == n.target else slope for k, slope in enumerate(slopes)]
    by, one = "{{\\/partial:by}} {{q:q}} {{=:is}}", "{{-1:one}} {{\\/:over}} {{q:below}}"
    loss = f'{{{{partial:d}}}} {{{{"loss":loss}}}}{by}'
    slope = f"{{{{partial:d}}}} ln(1\\/{{{{q:inner}}}}) {by} {one}"
    change, push = (
        write(n.changes[n.target], n.change_forms[n.target]),
        write_push(n.pushes[n.target]),
    )
    quotient = f'"change"\\/"push" = "{change}"\\/"{push.lstrip("+")}" = {told[n.target]}'
    gradient = f"{loss} {{{{-:sign}}}} {{{{p:p}}}} {{{{\\/:over}}}} {{{{q:below}}}}"
    few = len(n.names) <= FEW and len(slopes[n.target]) <= SHORT
    went = [
        f'"{write(start, form)}" arrow.r "{write(end, form)}"'
        for (start, end), form in (
            (n.lift_q[[0, -1], n.target], n.q_form), (n.lift_loss[[0, -1], 0], n.loss_form))
    ]  # fmt: skip
    return (
        '{{"loss":loss}} {{=:is}} sum {{p:p}} dot.c ln(1\\/{{q:inner}})',
        quotient if n.divides else slope,
        slope,
        f"{loss} {{{{p:p}}}} dot.c ({one})",
        f"{gradient} = ({', '.join(told)})" if few else gradient,
        gradient,
        f"{{{{q_{n.target + 1}:q}}}} : {went[0]}",
        f'"loss" : {went[1]}',
    )


def _q(k: int) -> str:
    return f"q{subscript(k + 1)}"
