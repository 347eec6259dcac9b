"""The numbers of ``DistributionOverlay``: blocks p wide and ln(1/q) high, and their levelling."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from stage.cast import called, names_of
from stage.digits import Form, bare, exactly, same, write
from stage.numbers import FloatArray, Motion, Numbers, eased, frames_in, steady
from stage.parameters import TruthAndPrediction
from xe_math import cross_entropy, cross_entropy_terms, log_loss

LIE, OTHERS_LIE = 1.3, 2.4
"""Durations of laying down bars of p, in seconds.

LIE: for one class.
OTHERS_LIE: for all classes together except the first one.
"""

STEPS = (1.2, 1.2, 0.9, 1.8)
"""Durations of the four steps in which the first class becomes a block, in seconds.

The bar of q lies down; a stick climbs from its end to the curve; the stick moves to the class's
width on the base; the stick is swept along that width.
"""

FASTER, OTHERS = 2.5 / sum(STEPS), 4.0
"""Durations of these steps for the other classes.

FASTER: for one of them, as a multiple of the durations for the first class.
OTHERS: for all of them together, in seconds.
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
    lay_others
        The bars of p of all classes with p > 0, except the first one, lie down: ``laid``, from 0
        to 1, (frames, K).
    others
        All these classes become blocks: ``journey``, (frames, K), which each step raises by one,
        from 0 to 4.
    place
        Position on the base of each point of the surface, from 0 to 1, including both edges of each
        class, shape (points,).
    owner
        Index of the class that each point belongs to, shape (points,).
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
    top
        The highest roof that has to fit.
    curve
        q and ln(1/q) along the curve, shape (2, SAMPLES), from its highest point to the end of its
        axis.
    probability_form
        Form of p and q.
    product
        p times ln(1/q) of the first class as text: ``.40 × 1.61`` and ``= .64``.
    """

    names: tuple[str, ...]
    first_class: str
    p: FloatArray
    q: FloatArray
    surprise: FloatArray
    terms: FloatArray
    total: float
    first: int
    edges: FloatArray
    lay_others: Motion
    others: Motion
    place: FloatArray
    owner: FloatArray
    levelling: Motion
    is_level: bool
    is_above: bool
    is_wide: bool
    mark: float
    is_halfway: bool
    top: float
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
        roofs = surprise[p > 0]
        finite = roofs[np.isfinite(roofs)]
        low, height = float(finite.min(initial=math.inf)), float(finite.max(initial=0.0))
        is_level = bool(all(same(roof, roofs[0]) for roof in roofs))
        mark, is_halfway = _mark(low, height, total)
        is_above = total > mark
        width = p[(surprise > mark) if is_above else (surprise < mark)].sum()
        top = max(height, 0.5) * (1.0 if np.isfinite(total) else 1.3)
        widest = min(1.0, 1.25 * float(max(p.max(), q.max())))
        curve = np.linspace(1.2 * top, -math.log(widest), SAMPLES)
        place, owner = _points(p, edges)
        faster = tuple(FASTER * seconds for seconds in STEPS)
        form = exactly([p, q], kind="p", least=2)
        return cls(
            names=names,
            first_class=called(names[first]),
            p=p,
            q=q,
            surprise=surprise,
            terms=terms,
            total=total,
            first=first,
            edges=edges,
            lay_others=Motion(laid=_overlapping(p, first, (LIE,), OTHERS_LIE, fps)),
            others=Motion(journey=_overlapping(p, first, faster, OTHERS, fps)),
            place=place,
            owner=owner,
            levelling=_levelling(p, surprise, edges, total, place, owner, is_level, fps),
            is_level=is_level,
            is_above=is_above,
            is_wide=bool(width > 0.5),
            mark=mark,
            is_halfway=is_halfway,
            top=top,
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
    result = bare(write(term, ".2f"))
    try:
        is_exact = round(float(factors[0]) * float(factors[1]), 2) == float(result)
    except ValueError:  # the text is a bound, a power of ten or infinity
        is_exact = math.isinf(term)
    if result[0] not in "<>":
        result = f"{'=' if is_exact else '≈'} {result}"
    return f"{factors[0]} × {factors[1]}", result


def _overlapping(
    p: FloatArray, first: int, steps: tuple[float, ...], seconds: float, fps: float
) -> FloatArray:
    """Return how many steps each class has gone, (frames, K), while all others follow the first.

    The others are the classes with p > 0. Each takes the ``steps``, given in seconds, one after the
    other; the classes overlap, so that all together take ``seconds``.
    """
    time = np.linspace(0.0, seconds, frames_in(seconds, fps) + 1)
    others = [int(k) for k in np.flatnonzero(p) if k != first]
    wait = (seconds - sum(steps)) / max(len(others) - 1, 1)
    journey = np.zeros((len(time), len(p)))
    journey[:, first] = len(steps)
    for i, k in enumerate(others):
        for start, end in pairwise(np.cumsum((0.0, *steps))):
            journey[:, k] += eased(time - i * wait, start, end)
    journey[-1, others] = len(steps)
    return journey


# --- The surface ----------------------------------------------------------------------------------


def _points(p: FloatArray, edges: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return positions from edge to edge of each class with p > 0, and the class of each one."""
    classes = np.flatnonzero(p > 0)
    counts = [max(2, round(POINTS * p[k]) + 1) for k in classes]
    places = [
        np.linspace(edges[k], edges[k + 1], count) for k, count in zip(classes, counts, strict=True)
    ]
    return np.concatenate(places), np.repeat(classes, counts).astype(float)


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
    is_wide = p > 0
    heights = surprise[is_wide] - total  # the mean is subtracted, so each wave is exact
    steps = np.diff(np.sin(wave[:, None] * edges), axis=1)
    size = 2 * (steps[:, is_wide] @ heights) / wave
    times = np.geomspace(SOFT, 4.0, 3000)
    distances = np.sqrt((size**2 * np.exp(-2 * wave**2 * times[:, None])).sum(axis=1))
    log_distances = np.log(np.maximum(distances, 1e-300))
    goal = log_distances[0] + 2 * np.log(np.maximum(left, 1e-9))
    time = np.exp(np.interp(-goal, -log_distances, np.log(times)))[:, None]
    surface = total + (size * np.exp(-(wave**2) * time)) @ np.cos(wave[:, None] * place)
    surface[0], surface[-1] = roofs, total
    above = np.where(is_wide, surprise - roofs.min(), 0.0)
    return Motion(surface=surface, shores=_shores(surface - roofs.min(), place, p * above))


def _shores(depth: FloatArray, place: FloatArray, amounts: FloatArray) -> FloatArray:
    """Return the borders between the classes above the lowest roof, on the base, (frames, K + 1).

    The surface flows but does not mix, and the classes keep their order from left to right. So each
    border lies where the area to its left is the same as at first. ``amounts``, (K,), are the
    classes' areas.
    """
    steps = (depth[:, 1:] + depth[:, :-1]) / 2 * np.diff(place)
    areas = np.insert(np.cumsum(steps, axis=1), 0, 0.0, axis=1)  # to the left of each point
    fractions = np.concatenate(([0.0], np.cumsum(amounts))) / amounts.sum()
    shores = np.array([np.interp(fractions * area[-1], area, place) for area in areas])
    shores[:, 0], shores[:, -1] = 0.0, 1.0
    return shores
