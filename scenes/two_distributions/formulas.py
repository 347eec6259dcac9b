"""What is told in formulas: the average as a sum, and the cross entropy."""

from __future__ import annotations

from functools import partial

from scenes.two_distributions import words
from scenes.two_distributions.numbers import TwoDistributionsNumbers
from stage.digits import writer
from stage.parts.formulas import Forms, Reading
from stage.parts.part import Part, Piece
from stage.parts.sums import Sum
from stage.theme import Theme

__all__ = ["all_of", "formulas"]


def formulas(n: TwoDistributionsNumbers, theme: Theme) -> tuple[tuple[Part, ...], Reading]:
    """The parts of the sum, in numbers or, of many classes, in letters; and the answer."""
    write = writer(n.price_form)
    reading = partial(Reading, write=write, colors={"p": theme.p, "q": theme.q})
    sums: tuple[Part, ...] = (reading("the sum", words.sum_of(n), n.total),)
    if n.few:
        most, about = n.most_factors, not n.adds
        total = Sum("the sum", n.factors, n.total, most=most, write=write, unit="", about=about)
        sums = (Forms("the average", '"average"'), total)
    symbol = "H({{p:p}}, {{q:q}}) = sum_k {{p_k:p}} {{ln(1\\/q_k):q}} ="
    answer = reading("the answer", symbol, n.total, unit="nats", most=80, align=0)
    return sums, answer


def all_of(*parts: Part) -> list[Piece]:
    """Their pieces."""
    return [part.piece(*key) for part in parts for key in part.pieces]
