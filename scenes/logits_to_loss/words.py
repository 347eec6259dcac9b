"""What ``LogitsToLoss`` says, and its formulas; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript, write
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
    "symbol",
]

WHOLE = "The logarithm goes back: slide the whole until it fits under the curve."
TRUE = "And the true part: it fits where it came from, at its own logit."
ANSWER = "Whole minus true: the loss is the gap between them, on the logits' line."

_COUNTED = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
            9: "nine", 10: "ten"}  # fmt: skip


def question(n: LogitsToLossNumbers) -> str:
    """At first."""
    q = f"q{subscript(n.target + 1)}"
    return (
        f"The true {{true_class}} costs ln(1/{q}) = {{loss:{{loss_form}}}}. "
        f"Where in {_count(n)} logits is that?"
    )


def climbing(n: LogitsToLossNumbers) -> str:
    """While the probe climbs."""
    if n.is_shifted:
        return "Take the largest off all, and each logit, whatever it is, gets a height above 0."
    return "Up the exponential curve, each logit, whatever it is, gets a height above 0."


def stacking(n: LogitsToLossNumbers) -> str:
    """While the sticks are stacked."""
    return f"Stack the {_count(n)} heights, the true one first. How high is the whole?"


def dividing(n: LogitsToLossNumbers) -> str:
    """While all is divided."""
    return (
        "Divide by {total:{height_form}}: now the whole is 1, and its parts are the prediction q."
    )


def symbol(n: LogitsToLossNumbers) -> str:
    """What the curve is."""
    return 'e^(z - "max")' if n.is_shifted else "e^z"


def formulas(n: LogitsToLossNumbers) -> tuple[str, ...]:
    """The loss as it is known; the sum, the prediction, and the loss as a difference."""
    i, loss = n.target + 1, f'"{write(n.loss, n.loss_form)}"'
    terms = [f"{{{{{_power(n, k + 1)}:term{k}}}}}" for k in range(len(n.names))]
    if len(terms) > FEW or (n.is_shifted and len(terms) > 2):
        terms = [terms[0], "...", terms[-1]]
    total, true = (f'"{write(v, n.height_form)}"' for v in (n.total, n.heights[n.target]))
    equals = "=" if n.heights_add else "approx"
    start = f'{{{{"loss":loss}}}} {{{{=:eq}}}} {{{{ln(1\\/q_{i}):ln}}}}'
    whole = '"max" + ln Z' if n.is_shifted else "ln Z"
    letters = f"{{{{{whole}:whole}}}} {{{{-:minus}}}} {{{{z_{i}:true}}}}"
    split = (
        letters
        if n.is_shifted
        else (f"{{{{ln {total}:whole}}}} {{{{-:minus}}}} {{{{ln {true}:true}}}}")
    )
    minus = write(n.logits[n.target], n.z_form)
    minus = f'("{minus}")' if n.logits[n.target] < 0 else f'"{minus}"'
    gap = f'= "{write(n.wall, n.z_form)}" - {minus} = {loss}' if n.gap_holds else f"= {loss}"
    return (
        f"{start} = {loss}",
        f"Z = {' + '.join(terms)} {equals} {total}",
        f"{{{{q_{i}:q}}}} = {_power(n, i)} \\/ Z",
        f"{start} = {split}",
        f'{{{{"loss":loss}}}} {{{{=:eq}}}} {letters} {gap}',
    )


def _power(n: LogitsToLossNumbers, k: int) -> str:
    return f'e^(z_{k} - "max")' if n.is_shifted else f"e^(z_{k})"


def _count(n: LogitsToLossNumbers) -> str:
    return _COUNTED[len(n.names)]
