"""The numbers of ``DistributionOverlay``: blocks p wide, ln(1/q) high, and how they level out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, subscripts
from stage.digits import Form, bare, exactly, same, write
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, steady
from stage.parameters import TruthAndPrediction
from xe_math import cross_entropy, cross_entropy_terms, log_loss

LIE, LIE_OTHERS, LIE_EACH = 1.5, 2.4, 1.3
"""Seconds in which p of the first class lies down, those of all others do, each of them does."""

STAGES = (1.2, 1.2, 0.9, 1.8)
"""Seconds in which q of the first class lies down, a stick climbs from its end to the curve, goes
to the width, and is swept along it."""

OTHERS, EACH = 4.0, 2.5
"""Seconds in which all other classes do the same, and in which each of them does."""

LEVELLING = 7.0
"""Seconds in which the surface levels out."""

POINTS = 400
"""Points of the surface, and waves of which it is made."""

SOFT = 1e-5
"""Time for which it has flowed in its first frame: an edge is then as wide as two points."""

SAMPLES = 400
"""Points of the curve."""

NEAR = 0.03
"""Share of the roofs' range within which a level is too near half-way to bet on."""


class DistributionOverlayParameters(TruthAndPrediction):
    """The true distribution p, the predicted one q, and what their classes are called."""


@dataclass(frozen=True, slots=True, eq=False)
class DistributionOverlayNumbers(Numbers):
    """K classes, counted from 0; in nats where they are logarithms.

    Attributes
    ----------
    names, subscript, first_class
        Of the classes; of the first class in formulas; how a sentence speaks of it.
    p, q
        The distributions, shape (K,).
    surprise, terms, total
        ln(1/q), infinite where q is 0, and p ln(1/q), shape (K,); their sum H(p, q).
    first
        The class that is shown first: the one with the largest term.
    edges
        Where on the base each block begins and the last one ends, shape (K + 1,).
    lay, lay_others
        p of the first class lies down, then those of all others that have a width: ``laid``,
        (frames, K), from 0 to 1.
    walk, climb, carry, sweep
        The first class becomes a block: ``journey``, (frames, K), from 0 to 4, by one a motion.
    others
        All the others with a width do the same: ``journey``.
    place
        Where on the base the points of the surface are, from 0 to 1, with both edges of each
        class, shape (points,).
    owner
        The class of each point, shape (points,).
    lowest
        The lowest roof. Below it nothing flows.
    levelling
        The walls are gone: the height of the ``surface``, (frames, points). Above the lowest roof,
        what is class k's is from ``shores[k]`` to ``shores[k + 1]``, (frames, K + 1).
    is_level, is_above, is_wide
        Whether all roofs are of one height; whether the level is above the mark; and whether what
        is on that side of it has more than half of the width.
    mark, is_halfway
        A height to bet on: half-way between the lowest and the highest roof, unless the level is
        too near to that; then at a third.
    widest, top, high
        Where the axis of the curve ends; the highest roof that is to fit; the end of the curve.
    curve
        q and ln(1/q) along the curve, shape (2, SAMPLES).
    probability_form
        How p and q are written.
    product
        p times ln(1/q) of the first class as it is written, ``.40 × 1.61`` and ``= .64``.
    """

    names: tuple[str, ...]
    subscript: str
    first_class: str
    p: FloatArray
    q: FloatArray
    surprise: FloatArray
    terms: FloatArray
    total: float
    first: int
    edges: FloatArray
    lay: Motion
    lay_others: Motion
    walk: Motion
    climb: Motion
    carry: Motion
    sweep: Motion
    others: Motion
    place: FloatArray
    owner: FloatArray
    lowest: float
    levelling: Motion
    is_level: bool
    is_above: bool
    is_wide: bool
    mark: float
    is_halfway: bool
    widest: float
    top: float
    high: float
    curve: FloatArray
    probability_form: Form
    product: tuple[str, str]

    @classmethod
    def compute(cls, parameters: DistributionOverlayParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        classes = len(p)
        names = names_of(parameters.labels, classes)
        surprise, total = log_loss(q), float(cross_entropy(p, q))
        terms = cross_entropy_terms(p, q)
        first = int(np.argmax(np.where(p > 0, terms, -1.0)))
        edges = np.concatenate(([0.0], np.cumsum(p)))
        edges[-1] = 1.0
        alone = (np.arange(classes) == first).astype(float)
        steps = [
            Motion(journey=(step + ease(seconds, fps))[:, None] * alone)
            for step, seconds in enumerate(STAGES)
        ]
        others = [int(k) for k in np.flatnonzero(p > 0) if k != first]
        roofs = surprise[p > 0]
        finite = roofs[np.isfinite(roofs)]
        low, height = float(finite.min(initial=math.inf)), float(finite.max(initial=0.0))
        is_level = bool(all(same(roof, roofs[0]) for roof in roofs))
        mark, is_halfway = _mark(low, height, total)
        is_above = total > mark
        wide = p[(surprise > mark) if is_above else (surprise < mark)].sum()
        top = max(height, 0.5) * (1.0 if np.isfinite(total) else 1.3)
        most = float(max(p.max(), q.max()))
        widest, high = min(1.0, 1.25 * most), 1.2 * top
        curve = np.linspace(high, -math.log(widest), SAMPLES)
        place, owner = _points(p, edges)
        form = exactly([p, q], kind="p", least=2)
        return cls(
            names=names,
            subscript=subscripts(names)[first],
            first_class=called(names[first]),
            p=p,
            q=q,
            surprise=surprise,
            terms=terms,
            total=total,
            first=first,
            edges=edges,
            lay=Motion(laid=ease(LIE, fps)[:, None] * alone),
            lay_others=Motion(laid=_overlapping(alone, others, (LIE_EACH,), LIE_OTHERS, fps)),
            walk=steps[0],
            climb=steps[1],
            carry=steps[2],
            sweep=steps[3],
            others=Motion(
                journey=_overlapping(
                    len(STAGES) * alone,
                    others,
                    tuple(EACH * s / sum(STAGES) for s in STAGES),
                    OTHERS,
                    fps,
                )
            ),
            place=place,
            owner=owner,
            lowest=low,
            levelling=_levelling(p, surprise, edges, total, place, owner, is_level, fps),
            is_level=is_level,
            is_above=is_above,
            is_wide=bool(wide > 0.5),
            mark=mark,
            is_halfway=is_halfway,
            widest=widest,
            top=top,
            high=high,
            curve=np.stack((np.exp(-curve), curve)),
            probability_form=form,
            product=_product(float(p[first]), float(surprise[first]), float(terms[first]), form),
        )


def _mark(low: float, high: float, total: float) -> tuple[float, bool]:
    """A height on which a viewer can bet, and whether it is half-way."""
    if not np.isfinite([low, total]).all():
        return 0.0, True
    half = (low + high) / 2
    if abs(total - half) < NEAR * (high - low):
        return low + (high - low) / 3, False
    return half, True


def _product(p: float, surprise: float, term: float, form: Form) -> tuple[str, str]:
    """Both factors, and what they make: "=" if it is so as it is written."""
    factors = bare(write(p, form)), bare(write(surprise, ".2f"))
    told = bare(write(term, ".2f"))
    try:
        is_so = round(float(factors[0]) * float(factors[1]), 2) == float(told)
    except ValueError:  # a bound, a power of ten or infinity
        is_so = math.isinf(term)
    return f"{factors[0]} × {factors[1]}", told if told[0] in "<>" else f"{'=≈'[not is_so]} {told}"


def _overlapping(
    start: FloatArray, others: list[int], stages: tuple[float, ...], whole: float, fps: float
) -> FloatArray:
    """From ``start``, (K,), the others go through all stages, each beginning before the last ends.

    ``stages`` are the seconds of each stage, ``whole`` those of all together. Shape (frames, K).
    """
    time = np.linspace(0.0, whole, frames_in(whole, fps) + 1)
    wait = (whole - sum(stages)) / max(len(others) - 1, 1)
    ends = np.cumsum((0.0, *stages))
    journey = np.tile(start, (len(time), 1))
    for n, k in enumerate(others):
        done = np.interp(time - n * wait, ends, np.arange(len(ends)))
        step = np.minimum(np.floor(done), len(stages) - 1.0)
        part = done - step  # each stage starts and ends at rest
        journey[:, k] = step + part**3 * (10 - 15 * part + 6 * part**2)
    journey[-1, others] = len(stages)
    return journey


# --- The surface ----------------------------------------------------------------------------------


def _points(p: FloatArray, edges: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Places from edge to edge of each class that has a width, and whose they are."""
    seen = np.flatnonzero(p > 0)
    places = [
        np.linspace(edges[k], edges[k + 1], max(2, round(POINTS * p[k]) + 1)) for k in seen
    ]  # fmt: skip
    owner = np.repeat(seen, [len(part) for part in places])
    return np.concatenate(places), owner.astype(float)


def _levelling(
    p: FloatArray,
    surprise: FloatArray,
    edges: FloatArray,
    total: float,
    place: FloatArray,
    owner: FloatArray,
    is_level: bool,
    fps: float,
) -> Motion:
    """The surface by the equation of heat, with closed ends, as a sum of cosines.

    What it differs from its level by, as a root mean square, falls in a parabola, which is steep at
    first and flat at last. So no frame is spent on what can hardly be seen.
    """
    roofs = surprise[owner.astype(int)]
    left = 1 - steady(LEVELLING, fps)
    if is_level or not np.isfinite(total):
        surface = np.tile(roofs, (len(left), 1))
        return Motion(surface=surface, shores=np.tile(edges, (len(left), 1)))
    wave = np.arange(1, POINTS + 1) * np.pi
    seen = p > 0
    heights = np.where(seen, surprise, 0.0) - total  # its average goes, so each wave is exact
    steps = np.diff(np.sin(wave[:, None] * edges), axis=1)
    size = 2 * (steps[:, seen] @ heights[seen]) / wave
    flows = np.geomspace(SOFT, 4.0, 3000)
    differs = np.sqrt((size**2 * np.exp(-2 * wave**2 * flows[:, None])).sum(axis=1))
    log_differs = np.log(np.maximum(differs, 1e-300))
    goal = log_differs[0] + 2 * np.log(np.maximum(left, 1e-9))
    time = np.exp(np.interp(-goal, -log_differs, np.log(flows)))[:, None]
    surface = total + (size * np.exp(-(wave**2) * time)) @ np.cos(wave[:, None] * place)
    surface[0], surface[-1] = roofs, total
    above = np.where(seen, surprise - roofs.min(), 0.0)
    return Motion(surface=surface, shores=_shores(surface - roofs.min(), place, p * above))


def _shores(depth: FloatArray, place: FloatArray, amounts: FloatArray) -> FloatArray:
    """Up to where on the base what is above the lowest roof is whose, (frames, K + 1).

    It flows, but it does not mix, and what was left of something stays left of it. So the shores
    are where as much is left of them as there was at first: ``amounts``, (K,).
    """
    areas = _summed(depth, place)
    shares = np.concatenate(([0.0], np.cumsum(amounts))) / amounts.sum()
    shores = np.array([np.interp(shares * area[-1], area, place) for area in areas])
    shores[:, 0], shores[:, -1] = 0.0, 1.0
    return shores


def _summed(heights: FloatArray, place: FloatArray) -> FloatArray:
    """The area from the left up to each point, (frames, points)."""
    steps = (heights[:, 1:] + heights[:, :-1]) / 2 * np.diff(place)
    return np.concatenate((np.zeros((len(heights), 1)), np.cumsum(steps, axis=1)), axis=1)
