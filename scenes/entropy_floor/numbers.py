"""The numbers of ``EntropyFloor``: what it costs to guess q where p is true, and never less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.cast import called, names_of, subscripts
from stage.digits import Form, apart, decimals_of, form_of_sum
from stage.numbers import FloatArray, Motion, Numbers, ease
from stage.parameters import TruthAndPrediction
from xe_math import cross_entropy, cross_entropy_terms, entropy, kl_divergence, log_loss

SINK, FEWER, MORE, HOME, GROW, BACK, SNAP = 2.5, 4.0, 5.0, 0.8, 3.5, 1.2, 0.6
"""Seconds in which q becomes p; one share is dragged down, then up, and is back; the valleys of the
other classes grow; q is again what was guessed at first; and becomes p once more."""

LESS, MUCH = 0.25, 2 / 3
"""Down to that much of p, and up by so much of the way from p to 1."""

MOST = 0.999
"""Of a class of p, at most: beyond, there is no doubt that could be seen."""

TINIEST = 1e-100
"""Of a class, at least, if it has anything: while shares go about, a smaller one becomes 0."""

LEAST = 0.01
"""Of the divergence, at least: a smaller one could not be seen."""

TALLEST = 2.5
"""Of the levels that come, so high the axis of the blocks is at most."""

ABOVE, BELOW = 0.09, 0.25
"""Above the most that is added, and below the floor, in shares of what is added."""

SAMPLES = 600
"""Of a valley."""


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
    """K classes, counted from 0; all but shares in nats.

    Attributes
    ----------
    names, subscripts
        Of the classes, and of the classes in formulas.
    p, q
        How often each class comes, and how often it is expected at first, shape (K,).
    floor, level, gap
        H(p), H(p, q), and what parts them, KL(p‖q).
    dragged, dragged_class
        The likeliest class, whose share is dragged, and how a sentence speaks of it, after "the".
    surprise
        ln(1/q) of the first q, shape (K,).
    sink
        q becomes p: ``q`` and ``surprise``, (frames, K); the ``level`` H(p, q), and the height of
        the ``line`` at it, (frames,).
    fewer, more, home
        The share of the dragged class goes to ``stops[0]``, to ``stops[1]``, and back to p, and the
        others share the rest as in p: ``q`` and the ``level``; by how much the dragged class's part
        of it, ``own``, and that of all ``others`` differ from what they are where q is p; and from
        where to where each class's valley is ``traced`` by then, (frames, K, 2).
    grow
        All valleys are traced to their ends: ``traced``.
    back, snap
        q is again what it was at first, and becomes p: ``q`` and ``level``.
    stops
        Shape (2,).
    changes
        ``own`` and ``others`` at both stops, shape (2, 2).
    along, valleys
        The level while each class has all shares between 0 and 1, shapes (S,) and (K, S).
    most
        The largest share that there will be.
    tall
        How high the axis of the blocks is.
    bottom, top
        Between which levels valleys are drawn.
    share_form, form, change_form
        How shares, levels, and what is added and saved are told.
    adds
        Whether floor and gap add up to the level, as they are told.
    """

    names: tuple[str, ...]
    subscripts: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    floor: float
    level: float
    gap: float
    dragged: int
    dragged_class: str
    surprise: FloatArray
    sink: Motion
    fewer: Motion
    more: Motion
    home: Motion
    grow: Motion
    back: Motion
    snap: Motion
    stops: FloatArray
    changes: FloatArray
    along: FloatArray
    valleys: FloatArray
    most: float
    tall: float
    bottom: float
    top: float
    share_form: Form
    form: Form
    change_form: Form
    adds: bool

    @classmethod
    def compute(cls, parameters: EntropyFloorParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        names, k = names_of(parameters.labels, len(p)), int(p.argmax())
        floor, level = float(entropy(p)), float(cross_entropy(p, q))
        gap, along = float(kl_divergence(p, q)), _shares()
        stops = np.array([LESS * p[k], p[k] + MUCH * (1 - p[k])])
        still = np.column_stack((p, p))
        way = _Way(p, k)
        fewer = way.drag(float(p[k]), float(stops[0]), ease(FEWER, fps), still)
        more = way.drag(float(stops[0]), float(stops[1]), ease(MORE, fps), fewer.traced[-1])
        home = way.drag(float(stops[1]), float(p[k]), ease(HOME, fps), more.traced[-1])
        changes = np.array([[m.own[-1], m.others[-1]] for m in (fewer, more)])
        added = float(changes.max())
        share = ease(GROW, fps)[:, None, None]
        traced = (1 - share) * home.traced[-1] + share * np.array([0.0, 1.0])
        sink_q = _between(q, p, ease(SINK, fps))
        sunk = cross_entropy(p, sink_q)
        back_q, snap_q = _between(p, q, ease(BACK, fps)), _between(q, p, ease(SNAP, fps))
        surprises = log_loss(np.stack((p, q))[:, p > 0])
        form, adds = _form_of_levels(floor, gap, level)
        # What is added less what is saved is how far the level rises, as they are told.
        told, _ = form_of_sum(changes, changes.sum(axis=1))
        return cls(
            names=names,
            subscripts=subscripts(names),
            p=p,
            q=q,
            floor=floor,
            level=level,
            gap=gap,
            dragged=k,
            dragged_class=called(names[k]),
            surprise=log_loss(q),
            sink=Motion(q=sink_q, surprise=log_loss(sink_q), level=sunk, line=sunk),
            fewer=fewer,
            more=more,
            home=home,
            grow=Motion(traced=traced),
            back=Motion(q=back_q, level=cross_entropy(p, back_q)),
            snap=Motion(q=snap_q, level=cross_entropy(p, snap_q)),
            stops=stops,
            changes=changes,
            along=along,
            valleys=np.array([cross_entropy(p, _dragged(p, j, along)) for j in range(len(p))]),
            most=float(max(p.max(), q.max(), stops[1])),
            tall=1.05 * min(float(surprises.max()), TALLEST * level),
            bottom=max(floor - BELOW * added, 0.0),
            top=floor + (1 + ABOVE) * added,
            share_form=f".{decimals_of([*p, *q, *stops], least=2, most=3)}p",
            form=form,
            change_form=f"+{told}",
            adds=adds,
        )


def _form_of_levels(floor: float, gap: float, level: float) -> tuple[Form, bool]:
    """How levels are told, floor and gap apart, and whether they add up as they are told."""
    form, adds = form_of_sum([floor, gap], level)
    distinct = apart([floor, gap])
    least = int(distinct[1:-1])
    if distinct.endswith("f") and least > int(form[1:-1]):
        form, adds = form_of_sum([floor, gap], level, least=least, most=max(least, 4))
    return form, adds


@dataclass(frozen=True)
class _Way:
    """What changes while the share of class k is dragged, and the others share the rest as in p."""

    p: FloatArray
    k: int

    def drag(self, start: float, end: float, share: FloatArray, traced: FloatArray) -> Motion:
        """From one share to another; valleys are ``traced`` before from where to where, (K, 2)."""
        p, k = self.p, self.k
        x = _between(start, end, share)
        q = _dragged(p, k, x)
        terms = cross_entropy_terms(p, q) - cross_entropy_terms(p, p)
        ends = np.tile(traced, (len(x), 1, 1))
        ends[:, k, 0] = np.minimum(np.minimum.accumulate(x), traced[k, 0])
        ends[:, k, 1] = np.maximum(np.maximum.accumulate(x), traced[k, 1])
        return Motion(
            q=q,
            level=cross_entropy(p, q),
            own=terms[:, k],
            others=np.delete(terms, k, axis=1).sum(axis=1),
            traced=ends,
        )


def _between(a: FloatArray | float, b: FloatArray | float, share: FloatArray) -> FloatArray:
    """From ``a`` to ``b``, exact at both: one row a share."""
    share = share.reshape(-1, *(1,) * np.ndim(a))
    return (1 - share) * np.asarray(a) + share * np.asarray(b)


def _dragged(p: FloatArray, k: int, x: FloatArray) -> FloatArray:
    """Class k has the share ``x``, and the others share the rest as in p: (..., K)."""
    alone, x = np.arange(len(p)) == k, x[..., None]
    return np.where(alone, x, (1 - x) * p / p[~alone].sum())


def _shares() -> FloatArray:
    """Between 0 and 1, closer to each other where valleys are steep."""
    even = np.linspace(0, 1, SAMPLES // 2 + 2)[1:-1]
    steep = 1 / (1 + np.exp(-np.linspace(-14, 14, SAMPLES // 2)))
    return np.unique(np.concatenate((even, steep)))
