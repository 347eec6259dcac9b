"""What ``SumToOne`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript, write
from scenes.sum_to_one.numbers import FEW, SumToOneNumbers

__all__ = [
    "answer",
    "back",
    "factor",
    "formulas",
    "loss",
    "on",
    "out",
    "question",
    "raising",
    "squeezed",
]

_WENT = "{losses[0]:{loss_form}} to {losses[1]:{loss_form}}"
_COUNTED = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def question(n: SumToOneNumbers) -> str:
    """At first."""
    return f"Softmax cuts 1 into shares. Can one of them, {_q(n)}, grow alone?"


def raising(n: SumToOneNumbers) -> str:
    """While the logit is raised."""
    z = f"z{subscript(n.raised + 1)}"
    return f"Raise {z} alone: the river keeps its width, so {_others(n)} must make room."


def on(n: SumToOneNumbers) -> str:
    """While it is raised further."""
    if not n.has_half:
        return f"On and on: what {{raised_class}} wins, {_others(n)} must give."
    together = "" if len(n.names) == 2 else " together"
    return f"From {{stop:{{z_form}}}} on, {{raised_class}} outweighs {_others(n)}{together}."


def out(n: SumToOneNumbers) -> str:
    """While the raised class is taken out."""
    if len(n.names) == 2:
        return "With two classes, the line between them is the sigmoid."
    return "Take {raised_class} out: the others stay in the same proportions."


def back(n: SumToOneNumbers) -> str:
    """While it is put back."""
    if len(n.names) == 2:
        return f"A larger z{subscript(n.raised + 1)} adds to the sum that divides both."
    return "Put back, it adds to the sum that divides all."


def loss(n: SumToOneNumbers) -> str:
    """While the logit goes back and forth."""
    return f"The outlined true class kept its logit, yet its loss rises: {_WENT}."


def answer(n: SumToOneNumbers) -> str:
    """What one gains."""
    if len(n.names) == 2:
        return "No: what one gains, the other loses."
    return "No: what one gains, the others lose, all by one factor."


def squeezed(n: SumToOneNumbers) -> str:
    """While what the others had is squeezed to what they have."""
    had = "the other had" if len(n.names) == 2 else "the others had, all as one"
    return f"Squeeze what {had}, and it fits: the room that it leaves is the gain."


def formulas(n: SumToOneNumbers) -> tuple[str, ...]:
    """The prediction, and how it is made: without the raised logit, if any are left, and with it.

    It is one more term of everybody's sum.
    """
    terms = [f"e^(z_{k + 1})" for k in range(len(n.names))]
    before, after = terms[: n.raised], terms[n.raised + 1 :]
    if len(terms) > FEW:
        before, after = before and ["..."], after and ["..."]
    first, raised, last = " + ".join(before), terms[n.raised], " + ".join(after)
    left = f"{{{{{first}:before}}}}" if first else ""
    right = f"{{{{{last}:after}}}}" if last else ""
    if first and last:
        without, term = f"{left} {{{{+:plus}}}} {right}", f"{{{{{raised} +:raised}}}}"
        whole = f"{left} {{{{+:plus}}}} {term} {right}"
    elif first:
        without, whole = left, f"{left} {{{{+ {raised}:raised}}}}"
    else:
        without, whole = right, f"{{{{{raised} +:raised}}}} {right}"
    made = [
        f"{{{{q_k:q}}}} {{{{= e^(z_k):start}}}} {{{{\\/ \\(:open}}}} {below} {{{{\\):close}}}}"
        for below in (without, whole)
    ]
    return '{{"prediction" q:q}} = "softmax"(z)', *(made[1:] if len(terms) == 2 else made)


def factor(n: SumToOneNumbers) -> str:
    """What is left of what the others had, as a quotient if that holds as it is told."""
    before, after = (write(share, n.together_form) for share in n.together)
    told = f'"{write(n.factor, n.factor_form)}"'
    if not n.factor_holds:
        return f'"factor" approx {told}'
    return f'"factor" = "{after}"\\/"{before}" = {told}'


def _q(n: SumToOneNumbers) -> str:
    return f"q{subscript(n.raised + 1)}"


def _others(n: SumToOneNumbers) -> str:
    count = len(n.names) - 1
    return "the other" if count == 1 else f"the {_COUNTED[count]} others"
