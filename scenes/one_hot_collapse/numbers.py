"""What ``OneHotCollapse`` draws: a truth that becomes certain, and the terms it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from scenes.digits import Form, apart, exactly, form_of_sum
from scenes.numbers import FloatArray, Numbers, ease, never_certain
from scenes.parameters import (
    ClassIndex,
    Labels,
    Logits,
    Parameters,
    Probabilities,
    class_names,
    require_same_length,
    require_target_in_range,
)
from xe_math import log_softmax, one_hot, softmax

COLLAPSE = 4.0
"""Seconds in which the truth becomes certain."""

SHARING = 2.0
"""Seconds in which the other classes share what the true class leaves anew."""


class OneHotCollapseParameters(Parameters):
    """Where the truth p starts, the logits of the prediction, the true class, and names."""

    p: Probabilities = (0.1, 0.4, 0.3, 0.2)
    logits: Logits = (2.5, -1.0, 3.2, 0.5)
    target: ClassIndex = 0
    labels: Labels = None

    @model_validator(mode="after")
    def _same_classes(self) -> Self:
        require_same_length(p=self.p, logits=self.logits, labels=self.labels)
        require_target_in_range(self.target, len(self.logits))
        return self


@dataclass(frozen=True, slots=True, eq=False)
class OneHotCollapseNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; in nats where they are logarithms.

    Attributes
    ----------
    names, logits, target
        Of the classes; the network's last layer; the true class, counted from 0.
    q, surprise
        softmax of the logits, never 0 or 1, since no softmax is; and ln(1/q), which is told true
        where q is too near to 0 or 1 for a float.
    p, terms, starts
        The truth on its way to the one-hot target, its terms p ln(1/q), and where each class's
        part of the axis from 0 to 1 begins; tracks, (frames, K).
    total
        H(p, q) on that way; a track, (frames,).
    p_form, q_form
        How p and q are told.
    sum_form, adds
        How terms and total are told, and whether at both ends these terms, as they are told, add
        up to that total.
    loss
        What is left: ln(1/q) of the true class.
    shared
        The prediction on its way to another one with the same probability of the true class: of
        the others, the likelier becomes the less likely; a track, (frames, K).
    """

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    q: FloatArray
    surprise: FloatArray
    p: FloatArray
    terms: FloatArray
    starts: FloatArray
    total: FloatArray
    p_form: Form
    q_form: Form
    sum_form: Form
    adds: bool
    loss: float
    shared: FloatArray

    @classmethod
    def compute(cls, parameters: OneHotCollapseParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits = np.array(parameters.logits)
        truth = one_hot(parameters.target, len(logits))
        share = ease(COLLAPSE, fps)[:, None]
        p = (1 - share) * np.array(parameters.p) + share * truth
        surprise = -log_softmax(logits)
        terms = p * surprise
        q = never_certain(softmax(logits))
        total = terms.sum(axis=-1)
        sum_form, adds = form_of_sum(terms[[0, -1]], total[[0, -1]])
        again = ease(SHARING, fps)[:, None]
        return cls(
            names=class_names(parameters.labels, len(logits)),
            logits=logits,
            target=parameters.target,
            q=q,
            surprise=surprise,
            p=p,
            terms=terms,
            starts=np.cumsum(p, axis=-1) - p,
            total=total,
            p_form=exactly(parameters.p, kind="p", least=2),
            q_form=apart(q, kind="p", least=4),
            sum_form=sum_form,
            adds=adds,
            loss=float(surprise[parameters.target]),
            shared=(1 - again) * q + again * _shared_anew(q, parameters.target),
        )


def _shared_anew(q: FloatArray, target: int) -> FloatArray:
    """``q`` with the likelier of the other classes less likely, evenly, by 2 to 1 at most."""
    other = np.arange(len(q)) != target
    order = np.argsort(np.argsort(q[other], kind="stable"))
    shares = np.linspace(2.0, 1.0, len(order))[order]
    anew = q.copy()
    anew[other] = q[other].sum() * shares / shares.sum()
    return anew
