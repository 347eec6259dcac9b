"""The numbers of ``DistributionOverlay``: blocks p wide and ln(1/q) high, and their levelling."""

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
"""Durations of laying down the bars of p, in seconds.

LIE: for the first class.
LIE_OTHERS: for all other classes together.
LIE_EACH: for each one of these.
"""

STAGES = (1.2, 1.2, 0.9, 1.8)
"""Durations of the four stages of the first class, in seconds.

The bar of q lies down; a stick climbs from its end to the curve; the stick moves to the class's
width on the base; the stick is swept along that width.
"""

OTHERS, EACH = 4.0, 2.5
"""Durations of these four stages for the other classes, in seconds.

OTHERS: for all of them together.
EACH: for each one of them.
"""

LEVELLING = 7.0
"""Duration of the levelling of the surface, in seconds."""

POINTS = 400
"""Approximate number of points on the surface, and number of cosine waves that it is made of."""

SOFT = 1e-5
"""Time for which the surface has flowed in its first frame; an edge is then two points wide."""

SAMPLES = 400
"""Number of points on the curve."""

NEAR = 0.03
"""Tolerance as a fraction of the roofs' range: a level closer to half-way cannot be bet on."""


class DistributionOverlayParameters(TruthAndPrediction):
    """The true distribution p, the predicted distribution q, and the names of their classes."""


@dataclass(frozen=True, slots=True, eq=False)
class DistributionOverlayNumbers(Numbers):
    """The table: K classes, counted from 0; logarithms are in nats.

    Attributes
    ----------
    names
        Names of the classes.
    subscript
        Name of the first class in formulas.
    first_class
        The first class as a sentence names it.
    p
        The true distribution, shape (K,).
    q
        The predicted distribution, shape (K,).
    surprise
        ln(1/q), infinite where q is 0, shape (K,).
    terms
        p ln(1/q), shape (K,).
    total
        The sum of the terms, H(p, q).
    first
        Index of the class that is shown first: the one with the largest term.
    edges
        Position on the base where each block begins, and where the last one ends, shape (K + 1,).
    lay
        The bar of p of the first class lies down: ``laid``, from 0 to 1, (frames, K).
    lay_others
        The bars of p of all other classes with p > 0 lie down: ``laid``, as above.
    walk, climb, carry, sweep
        The four stages in which the first class becomes a block. Each raises its ``journey``,
        (frames, K), by one, from 0 to 4.
    others
        All other classes with p > 0 go through these stages: ``journey``.
    place
        Position on the base of each point of the surface, from 0 to 1, including both edges of each
        class, shape (points,).
    owner
        Index of the class that each point belongs to, shape (points,).
    lowest
        Height of the lowest roof. Nothing flows below it.
    levelling
        The levelling without walls: the height of the ``surface``, (frames, points), and the
        ``shores``, (frames, K + 1). What class k has above the lowest roof lies between
        ``shores[k]`` and ``shores[k + 1]``.
    is_level
        Whether all roofs have the same height.
    is_above
        Whether the level is above the mark.
    is_wide
        Whether the blocks whose roofs are on the level's side of the mark cover most of the width.
    mark
        A height to bet on: half-way between the lowest and the highest roof, or at a third if the
        level is too close to half-way.
    is_halfway
        Whether the mark is half-way.
    widest
        The value of q at which the curve's axis ends.
    top
        The highest roof that has to fit.
    high
        The height at which the curve ends.
    curve
        q and ln(1/q) along the curve, shape (2, SAMPLES).
    probability_form
        Form of p and q.
    product
        p times ln(1/q) of the first class as text: ``.40 × 1.61`` and ``= .64``.
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
        """Compute the table with ``xe_math``."""
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
    """Return a height that a viewer can bet on, and whether it is half-way."""
    if not np.isfinite([low, total]).all():
        return 0.0, True
    half = (low + high) / 2
    if abs(total - half) < NEAR * (high - low):
        return low + (high - low) / 3, False
    return half, True


def _product(p: float, surprise: float, term: float, form: Form) -> tuple[str, str]:
    """Return the factors and their product as text, with "=" if it holds for the digits shown."""
    factors = bare(write(p, form)), bare(write(surprise, ".2f"))
    told = bare(write(term, ".2f"))
    try:
        is_so = round(float(factors[0]) * float(factors[1]), 2) == float(told)
    except ValueError:  # the text is a bound, a power of ten or infinity
        is_so = math.isinf(term)
    return f"{factors[0]} × {factors[1]}", told if told[0] in "<>" else f"{'=≈'[not is_so]} {told}"


def _overlapping(
    start: FloatArray, others: list[int], stages: tuple[float, ...], whole: float, fps: float
) -> FloatArray:
    """Take the other classes from ``start``, (K,), through all stages, overlapping in time.

    ``stages`` are the seconds of each stage, and ``whole`` are the seconds for all classes
    together. Return an array of shape (frames, K).
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
    """Return positions from edge to edge of each class with p > 0, and the class of each one."""
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
    """Return the surface by the heat equation with closed ends, as a sum of cosines.

    The surface's root mean square distance from its level falls along a parabola, which is steep at
    first and flat at the end. So no frame is spent on changes that are hardly visible.
    """
    roofs = surprise[owner.astype(int)]
    left = 1 - steady(LEVELLING, fps)
    if is_level or not np.isfinite(total):
        surface = np.tile(roofs, (len(left), 1))
        return Motion(surface=surface, shores=np.tile(edges, (len(left), 1)))
    wave = np.arange(1, POINTS + 1) * np.pi
    seen = p > 0
    heights = np.where(seen, surprise, 0.0) - total  # the mean is subtracted, so each wave is exact
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
    """Return the borders between the classes above the lowest roof, on the base, (frames, K + 1).

    The surface flows but does not mix, and the classes keep their order from left to right. So each
    border lies where the area to its left is the same as at first. ``amounts``, (K,), are the
    classes' areas.
    """
    areas = _summed(depth, place)
    shares = np.concatenate(([0.0], np.cumsum(amounts))) / amounts.sum()
    shores = np.array([np.interp(shares * area[-1], area, place) for area in areas])
    shores[:, 0], shores[:, -1] = 0.0, 1.0
    return shores


def _summed(heights: FloatArray, place: FloatArray) -> FloatArray:
    """Return the area from the left end up to each point, (frames, points)."""
    steps = (heights[:, 1:] + heights[:, :-1]) / 2 * np.diff(place)
    return np.concatenate((np.zeros((len(heights), 1)), np.cumsum(steps, axis=1)), axis=1)
