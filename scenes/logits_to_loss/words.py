"""What ``LogitsToLoss`` says, and its formulas; what it judges, by its numbers."""

from __future__ import annotations

from scenes.logits_to_loss.numbers import FEW, LogitsToLossNumbers
from stage.digits import subscript, write

__all__ = [
    "TRUE",
    "WHOLE",
    "answer",
    "climbing",
    "dividing",
    "formulas",
    "question",
    "stacking",
    "symbols",
]

WHOLE = "The logarithm goes back: slide the whole until its top meets the curve."
TRUE = "The true part meets it where it came from: at its own logit."

LONG = 14
"""Characters of the numbers of the last formula: with more it is told without its beginning."""

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
        "Divide a copy by {total:{height_form}}: its whole is 1, "
        "and its parts are the prediction q."
    )


def answer(n: LogitsToLossNumbers) -> str:
    """At last."""
    wall = "where the whole stands" if n.is_shifted else "ln Z"
    return (
        f"On the line of logits, from z{subscript(n.target + 1)} to {wall}: that gap is the loss."
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
    known = f"{{{{ln(1\\/q_{i}):known}}}}"
    wall, minus = (write(v, n.z_form) for v in (n.wall, n.logits[n.target]))
    is_long = n.is_shifted or len(wall + minus + loss) > LONG
    is_max = ' "max" +' if n.is_shifted else ""
    last = f"{start}{is_max}" if is_long else f"{start} {known} ="
    minus = f'("{minus}")' if n.logits[n.target] < 0 else f'"{minus}"'
    gap = f'= "{wall}" - {minus} = {loss}' if n.gap_holds else f"= {loss}"
    return (
        f'{start} {known} = {loss} "nats"',
        f"{{{{Z:Z}}}} {{{{=:eq}}}} {' + '.join(terms)} {equals} {total}",
        f"{{{{q_{i}:q}}}} {{{{=:eq}}}} {true} {{{{\\/:over}}}} {{{{Z:Z}}}}",
        f"{start} {known} = {{{{ln:ln}}}}({{{{Z:Z}}}} {{{{\\/:over}}}} {true})",
        f"{start} {known} = {{{{ln:ln}}}} {{{{Z:Z}}}} - ln {true}",
        f"{last} {{{{ln:ln}}}} {{{{Z:Z}}}} - z_{i} {gap}" + ("" if is_long else ' "nats"'),
    )


def _power(n: LogitsToLossNumbers, k: int) -> str:
    return f'e^(z_{k} - "max")' if n.is_shifted else f"e^(z_{k})"


def _count(n: LogitsToLossNumbers) -> str:
    return _COUNTED[len(n.names)]
