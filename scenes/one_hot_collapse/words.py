"""What ``OneHotCollapse`` says, and its formulas."""

from __future__ import annotations

from collections.abc import Iterator

from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers
from stage.digits import subscript, write

__all__ = [
    "SUM",
    "TRUTH",
    "WRONG",
    "answer",
    "formulas",
    "marks",
    "right",
    "the_others",
]

WRONG = "And down to {sure[0]:{sure_form}}: sure of a wrong class, and H(p, q) towers."
SUM = "Cross entropy: the surprise ln(1/q), averaged with the truth p."
TRUTH = "One example is of one class, here {true_class}: its p is 1 there, 0 elsewhere."


def the_others(n: OneHotCollapseNumbers) -> str:
    """While the others share anew what the true class leaves."""
    return f"No matter how the others share the rest, H(p, q) stays: it knows only {_q(n)}."


def right(n: OneHotCollapseNumbers) -> str:
    """While the true class's probability is dragged up."""
    return f"Drag {_q(n)} up to {{sure[1]:{{sure_form}}}}: sure and right costs next to nothing."


def answer(n: OneHotCollapseNumbers) -> str:
    """The last words."""
    return f"One true class leaves one term: this loss knows only {_q(n)}."


def formulas(n: OneHotCollapseNumbers) -> tuple[str, str, str]:
    """The sum; what is left of it; and that this is a loss."""
    cross_entropy = '{{H:H}}{{"(":open}}{{p:p}}{{", ":comma}}{{q:q}}{{")":close}} {{=:eq}}'
    left = f"{{{{ln(1\\/q_{n.target + 1}):ln}}}}"
    total = f"{cross_entropy} {{{{sum_k:sum}}}} {{{{p_k:pk}}}} {{{{ln(1\\/q_k):each}}}}"
    return total, f"{total} = {left}", f'"loss" = {cross_entropy} {left}'


def marks(n: OneHotCollapseNumbers) -> Iterator[tuple[float, float, str]]:
    """Where the true class's probability was dragged, the loss there, and both in a formula."""
    for q, loss in zip(n.sure, n.sure_loss, strict=True):
        yield q, loss, f'"ln(1/{write(q, n.sure_form)}) = {write(loss, n.sum_form)}"'


def _q(n: OneHotCollapseNumbers) -> str:
    return f"q{subscript(n.target + 1)}"
