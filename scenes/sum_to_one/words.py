"""What ``SumToOne`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.sum_to_one.numbers import FEW, SumToOneNumbers
from stage.digits import subscript, write

__all__ = [
    "answer",
    "back",
    "cost",
    "factor",
    "formulas",
    "loss",
    "out",
    "point",
    "question",
    "raising",
    "squeezed",
]


def question(n: SumToOneNumbers) -> str:
    """At first."""
    return f"Softmax cuts 1 into shares. Can one of them, {_q(n)}, grow alone?"


def raising(n: SumToOneNumbers) -> str:
    """While the logit is raised."""
    z = f"z{subscript(n.raised + 1)}"
    others = "the other loses" if len(n.names) == 2 else "the others lose"
    return f"Raise {z} alone: the height stays 1, so {others} exactly what {_q(n)} gains."


def out(n: SumToOneNumbers) -> str:
    """While the raised class is taken out."""
    if len(n.names) == 2:
        return "With two classes, the line between them is the sigmoid."
    z = subscript(n.raised + 1)
    return f"Take {{raised_class}} out: the others' proportions are the same, whatever z{z} is."


def back(n: SumToOneNumbers) -> str:
    """While it is put back."""
    if len(n.names) == 2:
        return f"A larger z{subscript(n.raised + 1)} adds to the sum that divides both."
    return "Put {raised_class} back: its term joins the sum that divides every q."


def loss(n: SumToOneNumbers) -> str:
    """While it is raised further."""
    return (
        f"The outlined true class keeps its logit z{subscript(n.target + 1)}, yet its loss rises."
    )


def point(n: SumToOneNumbers) -> str:
    """While the river is bent."""
    if len(n.names) == 2:
        return f"Let the axis run with {_q(n)} itself: the edge is straight, and runs to one point."
    return f"Let the axis run with {_q(n)} itself: all edges are straight, and meet in one point."


def answer(n: SumToOneNumbers) -> str:
    """What one gains."""
    if len(n.names) == 2:
        return "No: what one gains, the other loses."
    return "No: what one gains, the others lose, all by one factor."


def squeezed(n: SumToOneNumbers) -> str:
    """While what the others had slides to where they are now."""
    if len(n.names) == 2:
        return f"Slide the other along its edge: it shrinks, and leaves its room to {_q(n)}."
    return f"Slide the others along the rays: they shrink as one, and leave their room to {_q(n)}."


def formulas(n: SumToOneNumbers) -> tuple[str, ...]:
    """How a share is made: without the raised logit, if two are left, and with it.

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
    rest = f"{{{{\\/ (1 - q_{n.raised + 1}):rest}}}} "
    made = [
        f"{{{{q_k:q}}}} {share}{{{{= e^(z_k):start}}}} "
        f"{{{{\\/ \\(:open}}}} {below} {{{{\\):close}}}}"
        for below, share in ((without, rest), (whole, ""))
    ]
    return *(made[1:] if len(terms) == 2 else made), _line(n)


def _line(n: SumToOneNumbers) -> str:
    """What the true class has of what the raised one leaves."""
    left = f"(1 - {{{{q_{n.raised + 1}:raised}}}})"
    share = write(n.among[n.target], n.among_form)
    if len(n.names) == 2:
        left, share = left[1:-1], ""
    elif share[0] in "<>":
        share = '"share" dot'
    return f"{{{{q_{n.target + 1}:q}}}} {{{{=:start}}}} {share} {left}"


def factor(n: SumToOneNumbers) -> str:
    """Before what is left of what the others had."""
    whose = "the other" if len(n.names) == 2 else "all others"
    return f'"factor of {whose}" {"=" if n.factor_holds else "approx"}'


def cost(n: SumToOneNumbers) -> str:
    """What the true class pays."""
    before, after = (write(loss, n.loss_form) for loss in n.losses)
    return f'"loss" "{before}" -> "{after}"'


def _q(n: SumToOneNumbers) -> str:
    return f"q{subscript(n.raised + 1)}"
