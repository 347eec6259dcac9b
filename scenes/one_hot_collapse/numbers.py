"""What ``OneHotCollapse`` draws: a truth that becomes certain, and the terms it leaves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.digits import Form, apart, form_of_sum, write
from stage.numbers import FloatArray, Numbers, ease, never_certain
from stage.parameters import (
    OneTrueClass,
    Probabilities,
    class_names,
    require_same_length,
)
from xe_math import log_loss, log_softmax, one_hot, softmax

COLLAPSE = 4.0
"""Seconds in which the truth becomes certain."""

SHARING = 1.2
"""Seconds in which the other classes share what the true class leaves anew."""

DRAGS = {"up": 2.8, "down": 3.6}
"""Seconds in which the true class's probability is dragged to each place."""

FEW = 4
"""Classes of which all terms stay, however little they count."""

SURE = 0.01, 0.9
"""Probabilities of the true class when the prediction is sure and wrong, and sure and right."""

MOST = 0.9
"""Of what the others have, that the likeliest of them gets where the prediction is sure of it."""

SHORT = 8
"""Characters of a probability that moves, at most."""

SAMPLES = 400
"""Points of the curve."""


class OneHotCollapseParameters(OneTrueClass):
    """Where the truth p starts, the logits of the prediction, the true class, and names."""

    p: Probabilities = (0.1, 0.4, 0.3, 0.2)

    @model_validator(mode="after")
    def _truth_is_of_these_classes(self) -> Self:
        require_same_length(logits=self.logits, p=self.p)
        return self


@dataclass(frozen=True, slots=True, eq=False)
class OneHotCollapseNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; in nats where they are logarithms.

    Attributes
    ----------
    names, logits, target
        Of the classes; the network's last layer; the true class, counted from 0.
    q, surprise
        softmax of the logits, and ln(1/q), which stays finite where q itself is rounded to 0.
    p, terms, total
        The truth on its way to the one-hot target, p ln(1/q), and their sum H(p, q); tracks,
        (frames, K), (frames, K), (frames,).
    factors
        p and ln(1/q) beside each other; a track, (frames, K, 2).
    loss
        What is left: ln(1/q) of the true class.
    shared, again
        The prediction on its way to two others with the same probability of the true class: of
        the others, the likelier becomes the less likely, twice; at first, and after the drags;
        tracks, (frames, K).
    up, down
        The prediction while that of the true class is dragged to each of ``sure``, the higher one
        first; tracks, (frames, K). On the way down nearly all that it loses, and that the others
        have, goes to the likeliest of them: the prediction is sure of that.
    shared_factors, down_factors, up_factors, again_factors
        What is left of p and ln(1/q) beside each other meanwhile; tracks, (frames, K, 2).
    most
        The largest that each of the factors becomes, (K, 2).
    down_heights, up_heights
        ln(1/q) there, shown for the true class alone; tracks, (frames, K).
    down_x, down_y, ...
        The true class's probability and its ln(1/q), as a point; tracks, (frames, 1).
    down_traced, up_traced
        Between which probabilities the curve has been drawn by that point; tracks, (frames, 2).
    sure, sure_loss
        The probabilities at which the drags end, and the losses there, shape (2,).
    sure_form
        The form in which these probabilities are told.
    sum_form, adds
        How terms and total are told, and whether at both ends these terms, as they are told, add
        up to that total.
    q_form, told_form
        How q is told where it moves; and where ln(1/q) stands beside it, and can be checked.
    top
        Where the upright axis ends.
    curve
        q and ln(1/q) along the curve, shape (2, SAMPLES).
    """

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    q: FloatArray
    surprise: FloatArray
    p: FloatArray
    terms: FloatArray
    factors: FloatArray
    total: FloatArray
    loss: float
    shared: FloatArray
    again: FloatArray
    down: FloatArray
    up: FloatArray
    shared_factors: FloatArray
    again_factors: FloatArray
    down_factors: FloatArray
    up_factors: FloatArray
    most: FloatArray
    down_heights: FloatArray
    up_heights: FloatArray
    down_x: FloatArray
    up_x: FloatArray
    down_y: FloatArray
    up_y: FloatArray
    down_traced: FloatArray
    up_traced: FloatArray
    sure: FloatArray
    sure_loss: FloatArray
    sure_form: Form
    sum_form: Form
    adds: bool
    q_form: Form
    told_form: Form
    top: float
    curve: FloatArray

    @classmethod
    def compute(cls, parameters: OneHotCollapseParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        share = ease(COLLAPSE, fps)[:, None]
        p = (1 - share) * np.array(parameters.p) + share * one_hot(target, len(logits))
        surprise = -log_softmax(logits)
        terms = p * surprise
        q = never_certain(softmax(logits))
        shared = _shared_twice(q, target, ease(SHARING, fps))
        loss, true = float(surprise[target]), float(q[target])
        # A prediction that is as sure already becomes surer still.
        right = max(SURE[1], (1 + true) / 2)
        sure_loss = np.array([max(float(log_loss(SURE[0])), loss + math.log(2)), log_loss(right)])
        sure = never_certain(np.exp(-sure_loss))
        stops = [loss, *sure_loss[::-1]]
        drags: dict[str, FloatArray] = {}
        seen = np.array([true, true])
        for (name, seconds), start, end in zip(DRAGS.items(), stops[:-1], stops[1:], strict=True):
            way = ease(seconds, fps)
            y = _dragged(start, end, way)
            x = np.exp(-y)
            sure_of = MOST * way * (name == "down")
            drags[name] = _with_true(shared[-1], target, x, sure_of)
            drags[f"{name}_heights"] = np.tile(surprise, (len(y), 1))
            drags[f"{name}_heights"][:, target] = y
            drags[f"{name}_x"], drags[f"{name}_y"] = x[:, None], y[:, None]
            low, high = np.minimum.accumulate(x), np.maximum.accumulate(x)
            traced = np.column_stack((np.minimum(low, seen[0]), np.maximum(high, seen[1])))
            drags[f"{name}_traced"], seen = traced, traced[-1]
        drags["shared"] = shared
        drags["again"] = _shared_twice(drags["down"][-1], target, ease(SHARING, fps))
        factors = {"": np.stack((p, np.broadcast_to(surprise, p.shape)), axis=-1)}
        for name in ("shared", *DRAGS, "again"):
            costs = np.array(log_loss(drags[name]))
            stays = loss if name == "shared" else sure_loss[0]
            costs[:, target] = drags[f"{name}_y"][:, 0] if name in DRAGS else stays
            costs[0] = list(factors.values())[-1][-1, :, 1]  # also where a float holds no less
            factors[name] = np.stack((np.broadcast_to(p[-1], costs.shape), costs), axis=-1)
        finite = surprise[np.array(parameters.p) > 0]
        top = 1.05 * max(float(finite.max()), *sure_loss)
        most = np.max([track.max(axis=0) for track in factors.values()], axis=0)
        total = terms.sum(axis=-1)
        q_form = apart(q, kind="p", least=3)
        sum_form, adds = form_of_sum(terms[[0, -1]], total[[0, -1]])
        curve_loss = np.linspace(0.0, top, SAMPLES)[::-1]
        return cls(
            names=class_names(parameters.labels, len(logits)),
            logits=logits,
            target=target,
            q=q,
            surprise=surprise,
            p=p,
            terms=terms,
            factors=factors.pop(""),
            most=most,
            **{f"{name}_factors": track for name, track in factors.items()},
            total=total,
            loss=loss,
            **drags,
            sure=sure,
            sure_loss=sure_loss,
            sure_form=apart(sure, kind="p"),
            sum_form=sum_form,
            adds=adds,
            q_form=q_form if max(len(write(value, q_form)) for value in q) <= SHORT else ".3p",
            told_form=".3g",
            top=top,
            curve=np.stack((np.exp(-curve_loss), curve_loss)),
        )


def _dragged(start: float, end: float, way: FloatArray) -> FloatArray:
    """The loss on its way: half of the pace is even in it, half in the probability; (frames,)."""
    spots = -np.log(never_certain(np.linspace(np.exp(-start), np.exp(-end), SAMPLES)))
    spots = np.clip(spots, min(start, end), max(start, end))
    y = np.unique(np.concatenate((np.linspace(start, end, SAMPLES), spots)))
    y = y if start < end else y[::-1]
    x = np.exp(-y)
    if start == end:  # as floats
        return np.full_like(way, end)
    done = even = (y - start) / (end - start)
    if x[0] != x[-1]:
        done = (even + (x - x[0]) / (x[-1] - x[0])) / 2
    return np.asarray(np.interp(way, done, y))


def _with_true(q: FloatArray, target: int, true: FloatArray, sure: FloatArray) -> FloatArray:
    """``q`` with these probabilities of the true class, and of the others; (frames, K).

    They keep their proportions (``sure`` 0), or the likeliest has all that they have (1).
    """
    other = np.arange(len(q)) != target
    rest = q[other].sum()
    shares = q[other] / rest if rest > 0 else np.full(len(q) - 1, 1 / (len(q) - 1))
    best = np.eye(len(shares))[int(shares.argmax())]
    shares = (1 - sure)[:, None] * shares + sure[:, None] * best
    track = np.empty((len(true), len(q)))
    track[:, target] = true
    track[:, other] = (1 - true)[:, None] * shares
    return never_certain(track)


def _shared_twice(q: FloatArray, target: int, share: FloatArray) -> FloatArray:
    """From ``q`` to two others, one after the other; (frames, K)."""
    once = _shared_anew(q, target)
    stops, share = (q, once, _shared_anew(once, target)), share[:, None]
    there, on = ((1 - share) * a + share * b for a, b in pairwise(stops))
    return never_certain(np.concatenate((there, on[1:])))


def _shared_anew(q: FloatArray, target: int) -> FloatArray:
    """``q`` with the likelier of the other classes less likely, evenly, by 2 to 1 at most."""
    other = np.arange(len(q)) != target
    order = np.argsort(np.argsort(q[other], kind="stable"))
    shares = np.linspace(2.0, 1.0, len(order))[order]
    anew = q.copy()
    anew[other] = q[other].sum() * shares / shares.sum()
    return anew
