"""What ``EntropyFloor`` draws: what it costs to predict p, while q is moved in every way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.digits import Form, decimals_of, form_of_sum
from stage.numbers import FloatArray, Numbers, ease, frames_in, staggered
from stage.parameters import (
    TruthAndPrediction,
    class_names,
)
from xe_math import cross_entropy, cross_entropy_terms, entropy, kl_divergence, log_loss

SINK = 3.0
"""Seconds in which q becomes p."""

DRAG, HOLD = (1.6, 2.4, 1.0), 0.6
"""Seconds in which one probability is dragged to less, from there to more, and back to p; and for
which it is held at both ends."""

GROW = 3.2
"""Seconds in which the valleys of all other classes grow, one after the other."""

WANDER = 5.4
"""Seconds in which all of q goes about, and is again as it was."""

MOST = 0.999
"""Of a class of p, at most: beyond, there is no doubt that could be seen."""

TINIEST = 1e-100
"""Of a class, at least, if it has anything: while shares go about, a smaller one becomes 0."""

LEAST = 0.01
"""Of the divergence, at least: a smaller one could not be seen."""

OWN = 0.15, 0.5
"""What q keeps of p, at least, where it has the likeliest and the unlikeliest change places, or
turns to one class."""

MET = np.array([1, 2, 5]) / 6
"""When it is there, in shares of its way."""

TALLEST = 2.5
"""Of the levels that come, so high the areas' axis is at most."""

ABOVE, BELOW = 0.08, 0.3
"""Room above the highest cost, and below the floor, in shares of the way between these."""

SAMPLES = 600
"""Of a valley; and of the way that q goes about."""


class EntropyFloorParameters(TruthAndPrediction):
    """The true distribution p, the predicted one q, and what their classes are called."""

    @model_validator(mode="after")
    def _has_a_floor_and_a_gap(self) -> Self:
        if max(self.p) > MOST:
            raise ValueError(
                f"p must be at most {MOST:g} in every class, or its floor is 0; "
                f"got {max(self.p):g}. Leave a doubt."
            )
        for name, values in (("p", self.p), ("q", self.q)):
            for k, value in enumerate(values):
                if 0 < value < TINIEST:
                    raise ValueError(
                        f"{name} must be 0, or {TINIEST:g} or more, or parts of it become 0; "
                        f"got {name}[{k}] = {value:g}. Make it 0."
                    )
        for k, (p, q) in enumerate(zip(self.p, self.q, strict=True)):
            if p > 0 and q == 0:
                raise ValueError(
                    f"q must be above 0 wherever p is, or the cross entropy has no end; "
                    f"got q[{k}] = 0 and p[{k}] = {p:g}. Give that class a little of q."
                )
        gap = float(kl_divergence(self.p, self.q))
        if gap < LEAST:
            raise ValueError(
                f"q must be so far from p that their divergence can be seen, which takes "
                f"{LEAST:g}; got {gap:.2g}. Move q away from p."
            )
        return self


@dataclass(frozen=True, slots=True, eq=False)
class EntropyFloorNumbers(Numbers):
    """In nats. Tracks begin with how they move, and end with what: q and what it costs, H(p, q).

    Attributes
    ----------
    names, p, q
        Of the classes; the truth and the prediction, shape (K,).
    floor, level, gap
        H(p), H(p, q), and what parts them, KL(p‖q).
    traded, traded_gap
        H(q, p) and KL(q‖p), which are others: told to those who read, and not drawn.
    dragged
        The class that is dragged, the likeliest.
    sink_q, sink_level, sink_surprise
        While q becomes p; and ln(1/q) of each class.
    drag_q, drag_level, drag_traced
        While the probability of one class is dragged to less, to more, and back, and the others
        share the rest as p does; and from where to where each class's valley is drawn by then,
        (frames, K, 2).
    low, high
        Of the dragged probability.
    grow_traced
        While the valleys of all others grow.
    drag_own, drag_others
        What of the level is due to that class, and to all others.
    wander_q, wander_level, wander_gap
        While all of q goes about: away from p, back to it, and away again, to where it was.
    waits, visited
        Seconds until q comes to each of the places that it goes by, but for p; and what it costs
        there, shape (3,).
    along, valleys
        What q costs while each class is dragged along all probabilities, shapes (S,) and (K, S).
    told
        Costs that are told, the most of each: so wide are their numbers.
    most
        The largest probability that there will be.
    tall
        How high the areas' axis is.
    bottom, top
        Between which costs valleys are drawn.
    share_form
        How probabilities are told.
    form, adds
        How costs are told, and whether parts add up to their whole as they are told.
    """

    names: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    floor: float
    level: float
    gap: float
    traded: float
    traded_gap: float
    dragged: int
    sink_q: FloatArray
    sink_level: FloatArray
    sink_surprise: FloatArray
    drag_q: FloatArray
    drag_level: FloatArray
    drag_own: FloatArray
    drag_others: FloatArray
    drag_traced: FloatArray
    low: float
    high: float
    grow_traced: FloatArray
    wander_q: FloatArray
    wander_level: FloatArray
    wander_gap: FloatArray
    waits: FloatArray
    visited: FloatArray
    along: FloatArray
    valleys: FloatArray
    told: FloatArray
    most: float
    tall: float
    bottom: float
    top: float
    share_form: Form
    form: Form
    adds: bool

    @classmethod
    def compute(cls, parameters: EntropyFloorParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        k, along = int(p.argmax()), _probabilities()
        floor, level = float(entropy(p)), float(cross_entropy(p, q))
        gap = float(kl_divergence(p, q))
        sink_q = _between(q, p, ease(SINK, fps))
        low, high = p[k] / 8, (p[k] + 2) / 3
        drag_q, drag_traced = _there_and_back(p, k, (low, high), fps)
        terms = cross_entropy_terms(p, drag_q)
        own = terms[:, k], terms.sum(axis=1) - terms[:, k]
        wander_q = _about(p, q, np.linspace(0, 1, frames_in(WANDER, fps) + 1))
        # Of all of their ways, whichever the frames show.
        ends, about = (
            _dragged(p, k, np.array([low, high])),
            _about(p, q, np.linspace(0, 1, SAMPLES)),
        )
        seen = np.concatenate((q[None], ends, about))
        highest = float(cross_entropy(p, seen).max())
        deep = highest - floor
        surprise = log_loss(np.stack((p, q))[:, p > 0])
        parts = [[floor, gap], [own[0][0], own[1][0]]]
        form, adds = form_of_sum(parts, [level, floor])
        return cls(
            names=class_names(parameters.labels, len(p)),
            p=p,
            q=q,
            floor=floor,
            level=level,
            gap=gap,
            traded=float(cross_entropy(q, p)),
            traded_gap=float(kl_divergence(q, p)),
            dragged=k,
            sink_q=sink_q,
            sink_level=cross_entropy(p, sink_q),
            sink_surprise=log_loss(sink_q),
            drag_q=drag_q,
            drag_level=cross_entropy(p, drag_q),
            drag_own=own[0],
            drag_others=own[1],
            drag_traced=drag_traced,
            low=float(low),
            high=float(high),
            grow_traced=_grown(p, k, drag_traced[-1], frames_in(GROW, fps)),
            wander_q=wander_q,
            wander_level=cross_entropy(p, wander_q),
            wander_gap=kl_divergence(p, wander_q),
            waits=WANDER * np.diff(MET, prepend=0.0),
            visited=cross_entropy(p, _about(p, q, MET)),
            along=along,
            valleys=np.array([cross_entropy(p, _dragged(p, j, along)) for j in range(len(p))]),
            told=np.array([highest, gap, *(f for part in own for f in (part.min(), part.max()))]),
            most=float(max(p.max(), seen.max())),
            tall=1.05 * min(float(surprise.max()), TALLEST * level),
            bottom=floor - BELOW * deep,
            top=highest + ABOVE * deep,
            share_form=f".{decimals_of([*p, *q], least=2, most=3)}p",
            form=form,
            adds=adds,
        )


def _between(a: FloatArray | float, b: FloatArray | float, share: FloatArray) -> FloatArray:
    """From ``a`` to ``b``, exact at both: one row a share."""
    share = share.reshape(-1, *(1,) * np.ndim(a))
    return (1 - share) * np.asarray(a) + share * np.asarray(b)


def _dragged(p: FloatArray, k: int, x: FloatArray) -> FloatArray:
    """Class k has the probability ``x``, and the others share the rest as p does: (..., K)."""
    alone, x = np.arange(len(p)) == k, x[..., None]
    return np.where(alone, x, (1 - x) * p / p[~alone].sum())


def _there_and_back(
    p: FloatArray, k: int, ends: tuple[float, float], fps: float
) -> tuple[FloatArray, FloatArray]:
    """Class k is dragged from p to both ends and back: q, (F + 1, K), and what is traced by then.

    Its valley is drawn as far as it came; while it goes back, on to where it ends.
    """
    (low, high), (out, over, back) = ends, (ease(seconds, fps) for seconds in DRAG)
    ways = _between(p[k], low, out), _between(low, high, over), _between(high, p[k], back)
    held = np.ones(frames_in(HOLD, fps) - 1)
    x = np.concatenate((ways[0], low * held, ways[1], high * held, ways[2]))
    on = np.concatenate((np.zeros(len(x) - len(back)), back))[:, None]
    track = np.tile(np.column_stack((p, p)), (len(x), 1, 1))
    seen = np.column_stack((np.minimum.accumulate(x), np.maximum.accumulate(x)))
    track[:, k] = (1 - on) * seen + on * np.array([0.0, 1.0])
    return _dragged(p, k, x), track


def _grown(p: FloatArray, k: int, traced: FloatArray, frames: int) -> FloatArray:
    """From their lowest places to their ends, all but class k, the likelier the sooner."""
    others = np.array(sorted((j for j in range(len(p)) if j != k), key=lambda j: -p[j]))
    share = staggered(len(others), frames)[..., None]
    track = np.tile(traced, (len(share), 1, 1))
    track[:, others] = (1 - share) * traced[others] + share * np.array([0.0, 1.0])
    return track


def _about(p: FloatArray, q: FloatArray, at: FloatArray) -> FloatArray:
    """Where all of q is when so much of its way from p to where it was is done: (len(at), K).

    It comes by five places, at sixths of the way: where likely classes have changed places with
    unlikely ones; the unlikeliest class; p, where it stays for a while; and the likeliest.
    """
    order, own = np.argsort(p, kind="stable"), np.array(OWN)
    turned, one, other = np.empty_like(p), *np.eye(len(p))[order[[0, -1]]]
    turned[order] = p[order[::-1]]
    shares = [own[0], own[1], own[1]]
    first, second, third = (
        share * p + (1 - share) * to for share, to in zip(shares, (turned, one, other), strict=True)
    )
    stops = np.array([p, first, second, p, p, third, q])
    # One gives way to the next.
    near = np.clip(1 - np.abs(6 * at[:, None] - np.arange(len(stops))), 0, 1)
    return np.sin(np.pi / 2 * near) ** 2 @ stops


def _probabilities() -> FloatArray:
    """Between 0 and 1, closer to each other where valleys are steep."""
    even = np.linspace(0, 1, SAMPLES // 2 + 2)[1:-1]
    steep = 1 / (1 + np.exp(-np.linspace(-14, 14, SAMPLES // 2)))
    return np.unique(np.concatenate((even, steep)))
