"""What ``OneHotCollapse`` says, and its formulas."""

from __future__ import annotations

from collections.abc import Iterator

from scenes.digits import subscript, write
from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers

__all__ = [
    "RIGHT",
    "SUM",
    "TRUTH",
    "answer",
    "formulas",
    "marks",
    "the_others",
    "wrong",
]

SUM = "Averaged with p, how often each is true, the surprise ln(1/q) is the cross entropy."
TRUTH = "One example is of one class, here {true_class}: its p is 1 there, 0 elsewhere."
RIGHT = "And up to {sure[1]:{sure_form}}: to be sure and right costs next to nothing."


def the_others(n: OneHotCollapseNumbers) -> str:
    """While the others share anew what the true class leaves."""
    return f"However the others share the rest, H(p, q) does not change: it knows only {_q(n)}."


def wrong(n: OneHotCollapseNumbers) -> str:
    """While the true class's probability is dragged down."""
    return (
        f"Drag {_q(n)} down to {{sure[0]:{{sure_form}}}}: sure of a wrong one, and H(p, q) towers."
    )


def answer(n: OneHotCollapseNumbers) -> str:
    """The last words."""
    return f"One true class leaves one term: this loss knows only {_q(n)}."


def formulas(n: OneHotCollapseNumbers) -> tuple[str, str, str]:
    """The sum; what is left of it; and that as a loss."""
    q = f"q_{n.target + 1}"
    cross_entropy, ln = "{{H:H}}({{p:p}}, {{q:q}}) {{=:eq}}", f"{{{{ln(1\\/{q}):ln}}}}"
    terms = "{{sum_k:sum}} {{p_k:pk}}"
    return (
        f"{cross_entropy} {terms} {{{{ln(1\\/q_k):ln}}}}",
        f"{cross_entropy} {ln}",
        f'{{{{"loss":loss}}}} {{{{=:eq}}}} {terms} {{{{ln(1\\/q_k):each}}}} = {ln}',
    )


def marks(n: OneHotCollapseNumbers) -> Iterator[tuple[float, float, str]]:
    """Where the true class's probability was dragged, the loss there, and both in a formula."""
    for q, loss in zip(n.sure, n.sure_loss, strict=True):
        yield q, loss, f'"ln(1/{write(q, n.sure_form)}) = {write(loss, n.sum_form)}"'


def _q(n: OneHotCollapseNumbers) -> str:
    return f"q{subscript(n.target + 1)}"
