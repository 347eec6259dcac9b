"""What ``EntropyFloor`` draws: what it costs to predict p, while q is moved in every way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from scenes.digits import Form, form_of_sum
from scenes.numbers import FloatArray, Numbers, ease
from scenes.parameters import Labels, Parameters, Probabilities, class_names, require_same_length
from xe_math import cross_entropy, entropy, kl_divergence, log_loss

SINK, RISE = 3.0, 2.6
"""Seconds in which q becomes p, and is again as it was."""

DRAG = 1.6, 2.4, 1.0
"""Seconds in which one probability is dragged to less, from there to more, and back to p."""

SWEEP = 0.4, 0.6, 0.4
"""The same, for each of the others."""

SPREAD = 1.2
"""Seconds in which the valleys of those come that are not dragged."""

TRADE, RESTORE = 2.2, 1.4
"""Seconds in which p and q trade places, and come back."""

SWEPT = 3
"""As many of the others are dragged; of the rest the valleys come at once."""

MOST = 0.999
"""Of a class of p, at most: beyond, there is no doubt that could be seen."""

LEAST = 0.01
"""Of the divergence, at least: a smaller one could not be seen."""

ABOVE, BELOW = 0.08, 0.3
"""Room above the highest cost, and below the floor, in shares of the way between these."""

SAMPLES = 600
"""Of a valley."""


class EntropyFloorParameters(Parameters):
    """The true distribution p, the predicted one q, and what their classes are called."""

    p: Probabilities = (0.1, 0.4, 0.3, 0.2)
    q: Probabilities = (0.3, 0.2, 0.2, 0.3)
    labels: Labels = None

    @model_validator(mode="after")
    def _has_a_floor_and_a_gap(self) -> Self:
        require_same_length(p=self.p, q=self.q, labels=self.labels)
        if max(self.p) > MOST:
            raise ValueError(
                f"p must be at most {MOST:g} in every class, or its floor is 0; "
                f"got {max(self.p):g}. Leave a doubt."
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
    dragged
        The class that is dragged first, the likeliest.
    sink_q, sink_level, rise_q, rise_level, rise_gap
        While q becomes p; and while it is again as it was, with what is then above the floor.
    drag_q, drag_level, drag_traced
        While the probability of one class is dragged to less, to more, and back, and the others
        share the rest as p does; and from where to where each class's valley is drawn by then,
        (frames, K, 2).
    low, high
        Of the dragged probability, at most.
    swept, sweeps_q, sweeps_level, sweeps_traced
        The classes that are dragged after it; and the same, from p and back to it, once for each.
    spread_traced
        While the rest of the valleys come.
    trades
        Whether p and q can trade places: H(q, p) is finite.
    trade_p, trade_q, trade_floor, trade_level, trade_gap, trade_rest, restore_...
        While they do, and come back.
    traded_gap
        KL(q‖p).
    along
        Probabilities at which valleys are drawn, shape (S,).
    surprise
        Of a class, and of all others together, when it has these: shape (2, S).
    rest
        What the others add, at any of these: what their share of p costs among themselves, (K,).
    sunk
        The tops of all areas while q becomes p: they are levelled, (frames, K).
    most
        The largest probability that there will be.
    tall
        How high the areas' axis is.
    bottom, top
        Between which costs valleys are drawn.
    form, adds
        How costs are told, and whether floor and gap add up to the level as they are told.
    """

    names: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    floor: float
    level: float
    gap: float
    dragged: int
    sink_q: FloatArray
    sink_level: FloatArray
    sunk: FloatArray
    drag_q: FloatArray
    drag_level: FloatArray
    drag_traced: FloatArray
    low: float
    high: float
    swept: tuple[int, ...]
    sweeps_q: FloatArray
    sweeps_level: FloatArray
    sweeps_traced: FloatArray
    spread_traced: FloatArray
    rise_q: FloatArray
    rise_level: FloatArray
    rise_gap: FloatArray
    trades: bool
    trade_p: FloatArray
    trade_q: FloatArray
    trade_floor: FloatArray
    trade_level: FloatArray
    trade_gap: FloatArray
    trade_rest: FloatArray
    restore_p: FloatArray
    restore_q: FloatArray
    restore_floor: FloatArray
    restore_level: FloatArray
    restore_gap: FloatArray
    restore_rest: FloatArray
    traded_gap: float
    along: FloatArray
    surprise: FloatArray
    rest: FloatArray
    most: float
    tall: float
    bottom: float
    top: float
    form: Form
    adds: bool

    @classmethod
    def compute(cls, parameters: EntropyFloorParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        k = int(p.argmax())
        floor, level = float(entropy(p)), float(cross_entropy(p, q))
        sink_q, rise_q = _between(q, p, ease(SINK, fps)), _between(p, q, ease(RISE, fps))
        sink_level, along = cross_entropy(p, sink_q), _probabilities()
        low, high = p[k] / 8, (p[k] + 2) / 3
        drag_q, drag_traced = _there_and_back(p, k, (low, high), DRAG, fps)
        drag_level = cross_entropy(p, drag_q)
        # The others go as far to the left, and as high to the right.
        height = float(cross_entropy(p, _dragged(p, k, np.array([high])))[0])
        others = sorted((j for j in range(len(p)) if j != k), key=lambda j: -p[j])
        swept = tuple(sorted(others[:SWEPT]))
        sweeps: list[tuple[FloatArray, FloatArray]] = []
        traced = drag_traced[-1]
        for j in swept:
            ends = p[j] / 8, _where(p, j, along, height)
            sweeps.append(_there_and_back(p, j, ends, SWEEP, fps, traced))
            traced = sweeps[-1][1][-1]
        share = ease(SPREAD, fps)[:, None, None]
        spread = (1 - share) * traced + share * np.array([0.0, 1.0])

        tracks: dict[str, FloatArray] = {}
        trades = bool((p[q > 0] > 0).all())
        trade, restore = ease(TRADE, fps), 1 - ease(RESTORE, fps)
        for name, way in (("trade", trade), ("restore", restore)):
            there = way * trades
            one, other = _between(p, q, there), _between(q, p, there)
            tracks |= {
                f"{name}_p": one,
                f"{name}_q": other,
                f"{name}_floor": entropy(one),
                f"{name}_level": cross_entropy(one, other),
                f"{name}_gap": kl_divergence(one, other),
                f"{name}_rest": _rest(one),
            }
        gap = float(kl_divergence(p, q))
        traded = [tracks[f"trade_{what}"][-1] for what in ("floor", "gap", "level")]
        form, adds = form_of_sum([[floor, gap], traded[:2]], [level, traded[2]])

        floors = [floor, float(tracks["trade_floor"].min())]
        costs = [level, float(drag_level.max()), float(tracks["trade_level"].max())]
        deep = max(costs) - min(floors)
        surprise = log_loss(q[p > 0])
        return cls(
            names=class_names(parameters.labels, len(p)),
            p=p,
            q=q,
            floor=floor,
            level=level,
            gap=gap,
            dragged=k,
            sink_q=sink_q,
            sink_level=sink_level,
            sunk=np.repeat(sink_level[:, None], len(p), axis=1),
            drag_q=drag_q,
            drag_level=drag_level,
            drag_traced=drag_traced,
            **tracks,
            low=float(low),
            high=float(high),
            swept=swept,
            sweeps_q=np.array([q for q, _ in sweeps]),
            sweeps_level=np.array([cross_entropy(p, q) for q, _ in sweeps]),
            sweeps_traced=np.array([traced for _, traced in sweeps]),
            spread_traced=spread,
            rise_q=rise_q,
            rise_level=cross_entropy(p, rise_q),
            rise_gap=kl_divergence(p, rise_q),
            trades=trades,
            traded_gap=float(traded[1]),
            along=along,
            surprise=np.array([log_loss(along), log_loss(1 - along)]),
            rest=_rest(p),
            most=float(max(p.max(), q.max(), drag_q.max(), *(one.max() for one, _ in sweeps))),
            tall=1.05 * max(float(surprise.max()), 1.05 * level),
            bottom=min(floors) - BELOW * deep,
            top=max(costs) + ABOVE * deep,
            form=form,
            adds=adds,
        )  # fmt: skip


def _between(a: FloatArray | float, b: FloatArray | float, share: FloatArray) -> FloatArray:
    """From ``a`` to ``b``, exact at both: one row a share."""
    share = share.reshape(-1, *(1,) * np.ndim(a))
    return (1 - share) * np.asarray(a) + share * np.asarray(b)


def _dragged(p: FloatArray, k: int, x: FloatArray) -> FloatArray:
    """Class k has the probability ``x``, and the others share the rest as p does: (..., K)."""
    alone, x = np.arange(len(p)) == k, x[..., None]
    return np.where(alone, x, (1 - x) * p / p[~alone].sum())


def _there_and_back(
    p: FloatArray,
    k: int,
    ends: tuple[float, float],
    seconds: tuple[float, float, float],
    fps: float,
    traced: FloatArray | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Class k is dragged from p to both ends and back: q, (F + 1, K), and what is traced by then.

    Its valley is drawn as far as it came; while it goes back, on to where it ends. ``traced`` is
    what was before.
    """
    out, over, back = (ease(one, fps) for one in seconds)
    low, high = ends
    ways = _between(p[k], low, out), _between(low, high, over)[1:], _between(high, p[k], back)[1:]
    x = np.concatenate(ways)
    on = np.concatenate((np.zeros(len(x) - len(back)), back))[:, None]
    track = np.tile(np.column_stack((p, p)) if traced is None else traced, (len(x), 1, 1))
    seen = np.column_stack((np.minimum.accumulate(x), np.maximum.accumulate(x)))
    track[:, k] = (1 - on) * seen + on * np.array([0.0, 1.0])
    return _dragged(p, k, x), track


def _where(p: FloatArray, j: int, along: FloatArray, height: float) -> float:
    """To the right of its bottom, where the valley of class j is that high."""
    x = along[along > p[j]]
    return float(np.interp(height, cross_entropy(p, _dragged(p, j, x)), x))


def _rest(p: FloatArray) -> FloatArray:
    """For each class, what p costs beyond whether it is that class: (..., K)."""
    whether = entropy(np.stack((p, 1 - p), axis=-1))
    return np.maximum(entropy(p)[..., None] - whether, 0.0)


def _probabilities() -> FloatArray:
    """Between 0 and 1, closer to each other where valleys are steep."""
    even = np.linspace(0, 1, SAMPLES // 2 + 2)[1:-1]
    steep = 1 / (1 + np.exp(-np.linspace(-14, 14, SAMPLES // 2)))
    return np.unique(np.concatenate((even, steep)))
