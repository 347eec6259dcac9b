"""What ``LogitsToLoss`` says, and its formulas; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import write
from scenes.logits_to_loss.numbers import FEW, LogitsToLossNumbers

__all__ = [
    "ANSWER",
    "TRUE",
    "WHOLE",
    "climbing",
    "dividing",
    "formulas",
    "question",
    "stacking",
    "symbols",
]

WHOLE = "The logarithm goes back: slide the whole until its top meets the curve."
TRUE = "The true part meets it where it came from: at its own logit."
ANSWER = "Whole minus true: the loss is the gap between them."

_COUNTED = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
            9: "nine", 10: "ten"}  # fmt: skip


def question(n: LogitsToLossNumbers) -> str:
    """At first."""
    return (
        f"{_count(n).capitalize()} logits, {{true_class}} true, a loss of "
        "{loss:{loss_form}}: where does it come from?"
    )


def climbing(n: LogitsToLossNumbers) -> str:
    """While the probe climbs."""
    if n.is_shifted:
        return "Take the largest off all, and each gets a height: maybe a small one, never 0."
    return "Up the exponential curve, each logit gets a height: maybe a small one, never 0."


def stacking(n: LogitsToLossNumbers) -> str:
    """While the sticks are stacked."""
    return f"Stack the {_count(n)} heights, the true one first. How high is the whole?"


def dividing(n: LogitsToLossNumbers) -> str:
    """While all is divided."""
    return (
        "Divide a copy by the whole, {total:{height_form}}: it is 1, "
        "and its parts are the prediction q."
    )


def symbols(n: LogitsToLossNumbers) -> tuple[str, str, str, str, str]:
    """Of the curve, the whole, the true part, the true logit and the wall, with their signs."""
    i = n.target + 1
    curve, wall = ('e^(z - "max")', "") if n.is_shifted else ("e^z", "ln Z =")
    return curve, "Z =", f"{_power(n, i)} =", f"z_{i} =", wall


def formulas(n: LogitsToLossNumbers) -> tuple[str, ...]:
    """The loss as it is known, the sum, the prediction, and again the loss.

    As the logarithm of a ratio, as a difference of two, and as one on the line of logits.
    """
    i, loss = n.target + 1, f'"{write(n.loss, n.loss_form)}"'
    terms = [f"{{{{{_power(n, k + 1)}:term{k}}}}}" for k in range(len(n.names))]
    if len(terms) > FEW or (n.is_shifted and len(terms) > 2):
        terms = [terms[0], "...", terms[-1]]
    total, equals = f'"{write(n.total, n.height_form)}"', "=" if n.heights_add else "approx"
    start, true = '{{"loss":loss}} {{=:eq}}', f"{{{{{_power(n, i)}:term{n.target}}}}}"
    known, is_max = f"{{{{ln(1\\/q_{i}):known}}}}", '"max" + ' if n.is_shifted else ""
    unit = "" if n.is_shifted else ' "nats"'  # a long one has no room for it
    minus = write(n.logits[n.target], n.z_form)
    minus = f'("{minus}")' if n.logits[n.target] < 0 else f'"{minus}"'
    gap = (
        f'= "{write(n.wall, n.z_form)}" - {minus} = {loss}{unit}'
        if n.gap_holds
        else f"= {loss}{unit}"
    )
    return (
        f'{start} {known} = {loss} "nats"',
        f"Z = {' + '.join(terms)} {equals} {total}",
        f"{{{{q_{i}:q}}}} = {true} \\/ Z",
        f"{start} {known} = {{{{ln:ln}}}}({{{{Z:Z}}}} \\/ {true})",
        f"{start} {{{{ln:ln}}}} {{{{Z:Z}}}} - ln {true}",
        f"{start} {is_max}{{{{ln:ln}}}} {{{{Z:Z}}}} - z_{i} {gap}",
    )


def _power(n: LogitsToLossNumbers, k: int) -> str:
    return f'e^(z_{k} - "max")' if n.is_shifted else f"e^(z_{k})"


def _count(n: LogitsToLossNumbers) -> str:
    return _COUNTED[len(n.names)]
