"""What ``SumToOne`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript, write
from scenes.sum_to_one.numbers import FEW, SumToOneNumbers

__all__ = [
    "LAST",
    "answer",
    "back",
    "formulas",
    "loss",
    "on",
    "out",
    "proof",
    "question",
    "raising",
]

LAST = "Softmax has 1 to give, whatever the logits are."

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
    return "Take {raised_class} out, and nothing bends: the others share as before."


def back(n: SumToOneNumbers) -> str:
    """While it is put back."""
    if len(n.names) == 2:
        return f"A larger z{subscript(n.raised + 1)} only adds to the sum that both are divided by."
    return "Put back, it only adds to the sum that all are divided by."


def loss(n: SumToOneNumbers) -> str:
    """While the logit goes back and forth."""
    return f"The outlined true class never moved its logit, and lost all the same: {_WENT}."


def answer(n: SumToOneNumbers) -> str:
    """What one gains."""
    if len(n.names) == 2:
        return "No: what one gains, the other loses."
    return "No: what one gains, the others lose, each times {factor:{factor_form}}."


def formulas(n: SumToOneNumbers) -> tuple[str, str]:
    """The prediction, and how it is made: the raised logit is in everybody's sum."""
    terms = [f"e^(z_{k + 1})" for k in range(len(n.names))]
    before, after = terms[: n.raised], terms[n.raised + 1 :]
    if len(terms) > FEW:
        before, after = before and ["..."], after and ["..."]
    rows = (" + ".join([*before, ""]), "before"), (" + ".join(["", *after]), "after")
    first, last = (f"{{{{{row}:{name}}}}}" if row.strip() else "" for row, name in rows)
    below = f"{first} {{{{{terms[n.raised]}:raised}}}} {last}"
    return '{{"prediction" q:q}} = "softmax"(z)', f"{{{{q_k:q}}}} = e^(z_k) \\/ ({below})"


def proof(n: SumToOneNumbers) -> str:
    """What stands before what each of the others had: what is left of it."""
    sign = "=" if n.factor_holds else "approx"
    return f'{sign} "{write(n.factor, n.factor_form)}" dot.c'


def _q(n: SumToOneNumbers) -> str:
    return f"q{subscript(n.raised + 1)}"


def _others(n: SumToOneNumbers) -> str:
    count = len(n.names) - 1
    return "the other" if count == 1 else f"the {_COUNTED[count]} others"
