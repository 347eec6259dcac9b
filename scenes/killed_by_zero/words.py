"""What ``KilledByZero`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import exact, subscript, write
from scenes.killed_by_zero.numbers import FEW, KilledByZeroNumbers

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
    return f"Pretend q need not sum to 1. Move {_q(n.wrong)} alone: the loss does not see it."


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
    return "Divide by the push: −1/q, the smaller q, the steeper."


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
    moves, follows = ("lift", "sinks") if n.lifts else ("lower", "rises")
    return (
        f"Alone, a wrong q counts for nothing. But q sums to 1: {moves} {_q(n.wrong)}, and "
        f"{_q(n.target)} {follows}."
    )


def write_push(push: float) -> str:
    """How far one is pushed, with its sign."""
    return exact(push) if push <= 0 else f"+{exact(push)}"


def formulas(n: KilledByZeroNumbers) -> tuple[str, ...]:
    """The loss, a change over its push, the slope of each ln(1/q), that of the loss, the gradient.

    At last, if that is short, what that is for each: before the wrong one is lifted, and after.
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
    few: tuple[str, ...] = ()
    if len(n.names) <= FEW and len(slopes[n.target]) <= SHORT:
        steeper = f'"{write(n.lift_gradient[n.target], n.slope_form)}"'
        after = [steeper if k == n.target else "0" for k in range(len(n.names))]
        short = "{{-:sign}} {{p:p}} {{\\/:over}} {{q:below}}"
        few = f"{gradient} = ({', '.join(told)})", f"{short} = ({', '.join(after)})"
    return (
        '{{"loss":loss}} {{=:is}} sum {{p:p}} dot.c ln(1\\/{{q:inner}})',
        quotient if n.divides else slope,
        slope,
        f"{loss} {{{{p:p}}}} dot.c ({one})",
        *few[:1],
        gradient,
        *few[1:],
    )


def _q(k: int) -> str:
    return f"q{subscript(k + 1)}"
