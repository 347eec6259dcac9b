"""The numbers of ``PulleyForces``: how hard the truth and the prediction pull at each score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, one
from stage.digits import Form, decimals_that_add, same
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, ranked
from stage.parameters import OneTrueClass
from xe_math import logit_gradient, softmax, softmax_cross_entropy

RISE, LET_GO, RENEW, AGAIN = 1.5, 5.2, 2.1, 1.8
"""Seconds in which scores come to their places; in which they move by their pulls; in which the
pulls take on their new sizes; and in which the scores move by these."""

STEP, RANGE = 2.0, 5.0
"""How far a pull of 1 moves a score, and up to which range of the scores; by more in a wider one,
so that it can be seen."""

MOST = 4
"""Decimals of a pull, at most."""


class PulleyForcesParameters(OneTrueClass):
    """Logits, the true class, and names."""


@dataclass(frozen=True, slots=True, eq=False)
class PulleyForcesNumbers(Numbers):
    """A net pull is minus the gradient, p - q: 1 - q for the true class, -q for every other one.

    Attributes
    ----------
    names, target
        Of the classes; the true one, counted from 0.
    true_class, one_true, rival_class
        The true class after "the", and with its article; the likeliest wrong class after "the".
    order
        The classes from the first lane to the last: the true one, then the others by their shares.
    rival
        The likeliest wrong class.
    step
        How far a pull of 1 moves a score, which is also called the learning rate.
    rise
        The scores come to their places: ``logits``, (frames, K).
    let_go
        Each score moves by ``step`` times its net pull: ``logits``.
    renew
        From the old scores to the new ones, the pulls there: the scores ``start``, their softmax
        ``q``, both (frames, K), and ``pull``, 1 - q of the true class, (frames,).
    again
        As ``let_go``, from the new scores.
    share, pull
        The true class's share at first, and what that leaves of 1.
    pull_form
        How pulls and shares are written, with the fewest decimals with which they add up.
    lowest, highest
        Between which values all scores and all ends of pulls lie.
    is_ahead, passes
        Whether the likeliest wrong score is higher than the true one at first; and whether the
        true one passes it when let go.
    """

    names: tuple[str, ...]
    target: int
    true_class: str
    one_true: str
    rival_class: str
    order: tuple[int, ...]
    rival: int
    step: float
    rise: Motion
    let_go: Motion
    renew: Motion
    again: Motion
    share: float
    pull: float
    pull_form: Form
    lowest: float
    highest: float
    is_ahead: bool
    passes: bool

    @classmethod
    def compute(cls, parameters: PulleyForcesParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        first, target = np.array(parameters.logits), parameters.target
        names = names_of(parameters.labels, len(first))
        step = STEP * max(1.0, float(np.ptp(first)) / RANGE)
        second = first - step * logit_gradient(first, target)
        third = second - step * logit_gradient(second, target)
        alike = np.full_like(first, first.mean())
        renewed = _between(first, second, ease(RENEW, fps))
        q = never_certain(softmax(renewed))
        # Of the loss, since 1 - q loses its digits where q is nearly 1.
        pull = never_certain(-np.expm1(-np.array(softmax_cross_entropy(renewed, target))))
        others = [k for k in ranked(q[0]) if k != target]
        rival = others[0]
        is_ahead = _above(first[rival], first[target])
        back = [scores - step * shares for scores, shares in ((first, q[0]), (second, q[-1]))]
        return cls(
            names=names,
            target=target,
            true_class=called(names[target]),
            one_true=one(names[target]),
            rival_class=called(names[rival]),
            order=(target, *others),
            rival=rival,
            step=step,
            rise=Motion(logits=_between(alike, first, ease(RISE, fps))),
            let_go=Motion(logits=_between(first, second, ease(LET_GO, fps))),
            renew=Motion(start=renewed, q=q, pull=pull),
            again=Motion(logits=_between(second, third, ease(AGAIN, fps))),
            share=float(q[0, target]),
            pull=float(pull[0]),
            pull_form=_form(q[0], float(pull[0]), target),
            lowest=float(np.min([*back, third])),
            highest=float(max(first[target] + step, *first, *second, *third)),
            is_ahead=is_ahead,
            passes=is_ahead and _above(second[target], second[rival]),
        )


def _between(start: FloatArray, end: FloatArray, share: FloatArray) -> FloatArray:
    """From ``start`` to ``end``, exact at both ends, shape (frames, K)."""
    share = share[:, None]
    return np.where(share < 1, start + share * (end - start), end)


def _above(one: float, other: float) -> bool:
    return one > other and not same(one, other)


def _form(q: FloatArray, pull: float, target: int) -> Form:
    """With which all q are 1, and all wrong ones together the pull, as they are written."""
    for d in range(3, MOST + 1):
        whole = decimals_that_add(q, 1.0, kind="p", least=d, most=d)
        if whole and decimals_that_add(np.delete(q, target), pull, kind="p", least=d, most=d):
            return f".{d}p"
    return ".3p"
