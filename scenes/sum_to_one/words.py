"""What ``SumToOne`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.sum_to_one.numbers import SumToOneNumbers

__all__ = ["BACK", "LAST", "answer", "formulas", "loss", "on", "out", "question", "raising"]

BACK = "Put it back: it only makes the sum larger that all are divided by."
LAST = "Softmax has 1 to give, whatever the logits are."

_COUNTED = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def question(n: SumToOneNumbers) -> str:
    """At first."""
    r = subscript(n.raised + 1)
    return f"Softmax cuts 1 into shares. Raise only the logit z{r}: can q{r} grow alone?"


def raising(n: SumToOneNumbers) -> str:
    """While the logit is raised."""
    r = subscript(n.raised + 1)
    return f"The banks stay where they are: what q{r} wins, {_others(n)} must give up."


def on(n: SumToOneNumbers) -> str:
    """While it is raised further."""
    if not n.has_half:
        return f"On and on: what {{raised_class}} wins, {_others(n)} give up."
    weighs = "as much as the other" if len(n.names) == 2 else f"as much as {_others(n)} together"
    return f"At {{stop:{{z_form}}}}, {{raised_class}} weighs {weighs}. And on."


def out(n: SumToOneNumbers) -> str:
    """While the raised class is taken out."""
    if len(n.names) == 2:
        return "With two classes, the line between them is the sigmoid."
    return "Take {raised_class} out, and nothing bends: the others share as they always did."


def loss(n: SumToOneNumbers) -> str:
    """While the logit goes back and forth."""
    t = subscript(n.target + 1)
    return f"The true z{t} never moved, and yet its loss follows: {{losses[0]:{{loss_form}}}} to {{losses[1]:{{loss_form}}}}."


def answer(n: SumToOneNumbers) -> str:
    """What one gains."""
    if len(n.names) == 2:
        return "No: what one gains, the other loses."
    return "No: what one gains, the others lose, each times {factor:{factor_form}}."


def formulas(n: SumToOneNumbers) -> tuple[str, str]:
    """The prediction, and how it is made."""
    classes = len(n.names)
    terms = [f"e^(z_({k + 1}))" for k in range(classes)]
    r = n.raised
    terms[r] = f"{{{{{terms[r]}:raised}}}}"
    below = " + ".join(terms) if classes <= 5 else f"... + {terms[r]} + ..."
    return (
        '{{"prediction" q:q}} = "softmax"(z)',
        f"{{{{q_k:q}}}} = e^(z_k) \\/ (" + below + ")",
    )


def _others(n: SumToOneNumbers) -> str:
    count = len(n.names) - 1
    return "the other" if count == 1 else f"the {_COUNTED[count]} others"
