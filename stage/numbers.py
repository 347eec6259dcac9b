"""The base class of the table that a clip is drawn from, and helpers that divide time into frames.

This module imports neither manim nor ``xe_math``; each scene's own ``numbers.py`` fills its table.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from stage.digits import same
from stage.parameters import Parameters

__all__ = [
    "FloatArray",
    "Motion",
    "Numbers",
    "ease",
    "eased",
    "fields_of",
    "frames_in",
    "minimum_jerk",
    "never_certain",
    "nice_ticks",
    "paced",
    "ramp",
    "ranked",
    "smoothstep",
    "staggered",
    "steady",
    "to_json",
]

FloatArray = NDArray[np.float64]
Shares = TypeVar("Shares", float, FloatArray)


class Motion:
    """Tracks of quantities that move together, with one row per frame.

    Each track is an attribute with the name of its quantity: ``n.up.q[-1]`` is q at the end of the
    motion ``up``.

    Parameters
    ----------
    tracks
        The tracks by name, all with the same number of rows.

    Raises
    ------
    ValueError
        Two tracks differ in their number of rows.
    """

    def __init__(self, **tracks: Any) -> None:
        arrays = {name: np.asarray(track, dtype=float) for name, track in tracks.items()}
        lengths = {name: len(track) for name, track in arrays.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(
                f"tracks of one motion must have as many rows as each other; got {lengths}. "
                "Compute them for the same frames."
            )
        for track in arrays.values():
            track.setflags(write=False)
        self._tracks = arrays

    def __getattr__(self, name: str) -> FloatArray:
        if name.startswith("_") or name not in self._tracks:
            raise AttributeError(name)
        return self._tracks[name]

    def __iter__(self) -> Iterator[tuple[str, FloatArray]]:
        """Yield the name and track of each quantity."""
        return iter(self._tracks.items())


@dataclass(frozen=True, slots=True, eq=False)  # eq=False: == of arrays is ambiguous
class Numbers:
    """Everything that one clip draws: scalars, strings, arrays and motions.

    A *track* is an array whose first axis is the frame. A motion of F frames has F+1 rows, since
    manim draws frames 0 to F-1 and then rests on row F. Arrays are made read-only, so the published
    values are those that were drawn.
    """

    def __post_init__(self) -> None:
        for value in fields_of(self).values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @classmethod
    def compute(cls, parameters: Any, fps: float) -> Self:
        """Return the whole table; all numbers of a scene are computed here."""
        raise NotImplementedError

    def name_of(self, value: object) -> str | None:
        """Return the name of the field that holds this very object, or None if there is none.

        A row of an array is called ``field[k]``, and a track of a motion ``motion.quantity``.
        """
        for name, held in fields_of(self).items():
            if held is value:
                return name
            if isinstance(held, np.ndarray) and isinstance(value, np.ndarray) and held.ndim:
                for k, row in enumerate(held):
                    # Indexing makes a new object each time, so compare the memory instead.
                    if np.shape(row) == value.shape and np.shares_memory(row, value):
                        return f"{name}[{k}]"
        return None

    def as_json(self) -> dict[str, Any]:
        """Return every field as plain JSON values; infinity becomes ``"inf"`` or ``"-inf"``."""
        return {name: to_json(value) for name, value in fields_of(self).items()}


def fields_of(numbers: Numbers) -> dict[str, Any]:
    """Return a table as a plain dictionary, which does not depend on the class of the table.

    Each track of a motion is an item of its own, such as ``"up.q"``.
    """
    table: dict[str, Any] = {}
    for field in fields(numbers):
        value = getattr(numbers, field.name)
        if isinstance(value, Motion):
            table |= {f"{field.name}.{quantity}": track for quantity, track in value}
        else:
            table[field.name] = value
    return table


def to_json(value: Any) -> Any:
    """Return a value as JSON can hold it.

    Arrays become nested lists, NumPy scalars become Python's, and infinities become ``"inf"`` and
    ``"-inf"``.
    """
    if isinstance(value, np.ndarray):
        return to_json(value.tolist())
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, np.generic):
        return to_json(value.item())
    if isinstance(value, float) and np.isinf(value):
        return "inf" if value > 0 else "-inf"
    if isinstance(value, Parameters):
        return value.model_dump(mode="json")
    return value


def frames_in(seconds: float, fps: float) -> int:
    """Return the number of whole frames in a motion of the given seconds, at least one.

    >>> frames_in(2.0, 60), frames_in(0.01, 15)
    (120, 1)
    """
    return max(1, round(seconds * fps))


def ease(seconds: float, fps: float) -> FloatArray:
    """Return the progress of a motion from 0 to 1, one row per frame, by ``minimum_jerk``.

    The motion starts and ends at rest.

    >>> ease(4 / 60, 60).tolist()
    [0.0, 0.103515625, 0.5, 0.896484375, 1.0]
    """
    return minimum_jerk(np.linspace(0.0, 1.0, frames_in(seconds, fps) + 1))


def eased(time: Shares, start: float = 0.0, end: float = 1.0) -> Shares:
    """Return the progress of a motion from 0 to 1 at ``time``, by ``minimum_jerk``.

    The motion lasts from ``start`` to ``end``.

    >>> [float(eased(time, 0.25, 0.75)) for time in (0.0, 0.5, 0.75, 1.0)]
    [0.0, 0.5, 1.0, 1.0]
    """
    return minimum_jerk(np.clip((time - start) / (end - start), 0.0, 1.0))


GRID = 1001
"""Number of points in each grid on which a path is sampled to determine its pace."""


def paced(
    start: FloatArray,
    end: FloatArray,
    share: FloatArray,
    by: Callable[[FloatArray], FloatArray],
) -> FloatArray:
    """Return the points of a straight path from ``start`` to ``end``, shape (frames, K).

    Both ends are exact. The pace is the mean of two: one even along the path itself, and one even
    along its image under ``by``. On a long path of logits, the softmax changes only on a short
    stretch, which at an even pace would be over within a frame.

    Parameters
    ----------
    start
        First point of the path, shape (K,).
    end
        Last point of the path, shape (K,).
    share
        Eased progress from 0 to 1, shape (frames,).
    by
        Function from points of the path, shape (n, K), to what the viewer sees, shape (n, m).
    """
    near = np.geomspace(1e-12, 1.0, GRID)
    way = np.unique(np.concatenate((near, 1 - near, np.linspace(0.0, 1.0, GRID))))
    steps = np.abs(np.diff(by(_between(start, end, way)), axis=0)).sum(axis=1)
    seen = np.concatenate(([0.0], np.cumsum(steps)))
    done = (way + seen / seen[-1]) / 2 if seen[-1] > 0 else way
    return _between(start, end, np.interp(share, done, way))


def _between(start: FloatArray, end: FloatArray, share: FloatArray) -> FloatArray:
    share = share[:, None]
    return np.where(share < 1, start + share * (end - start), end)


RAMP = 0.1
"""Fraction of a steady motion's time that it takes to speed up, and again to slow down."""


def steady(seconds: float, fps: float) -> FloatArray:
    """Return progress from 0 to 1, one row per frame, at constant speed except near both ends.

    >>> steady(1.0, 10).round(3).tolist()
    [0.0, 0.056, 0.167, 0.278, 0.389, 0.5, 0.611, 0.722, 0.833, 0.944, 1.0]
    """
    t = np.linspace(0.0, 1.0, frames_in(seconds, fps) + 1)
    low = np.minimum(t, 1 - t)
    half = np.where(low < RAMP, low**2 / (2 * RAMP), low - RAMP / 2) / (1 - RAMP)
    return np.asarray(np.where(t <= 0.5, half, 1 - half))


def staggered(count: int, frames: int) -> FloatArray:
    """Return the progress from 0 to 1 of ``count`` successive motions, shape (frames + 1, count).

    Each motion starts when the one before it is half done, so at most two run at once.

    >>> staggered(2, 3).round(2).tolist()
    [[0.0, 0.0], [0.5, 0.0], [1.0, 0.5], [1.0, 1.0]]
    """
    # In units of half a motion, motion k runs from k to k + 2, so the last one ends at count + 1.
    now = np.linspace(0.0, count + 1.0, frames + 1)[:, None]
    return minimum_jerk(np.clip((now - np.arange(count)) / 2, 0.0, 1.0))


def nice_ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Return at most ``most`` ticks in ``[low, high]``, 1, 2 or 5 times a power of ten apart.

    >>> nice_ticks(0, 1.609), nice_ticks(-8, 0)
    ((0.0, 0.5, 1.0, 1.5), (-8.0, -6.0, -4.0, -2.0, 0.0))
    """
    if not high > low:
        raise ValueError(f"high must be above low, which is {low}; got {high}. Widen the range.")
    magnitude = 10.0 ** math.floor(math.log10((high - low) / most))
    slack = 1e-9 * (high - low)
    for factor in (1, 2, 5, 10, 20, 50):
        step = factor * magnitude
        first, last = math.ceil((low - slack) / step), math.floor((high + slack) / step)
        if last - first + 1 <= most:
            # Divided where the step is below 1: 3 * 0.1 is not 0.3, but 3 / 10 is.
            return tuple(
                k / round(1 / step) if step < 1 else k * step for k in range(first, last + 1)
            )
    raise AssertionError("50 times the magnitude is more than the whole range")


def ranked(values: FloatArray) -> tuple[int, ...]:
    """Return the indices of ``values`` from the largest value to the smallest.

    Any real difference counts, however small. Only values that are the ``same``, that is, differ by
    no more than rounding errors, keep their original order.

    >>> ranked([0.3, 0.1 + 0.2, 0.7, 3e-12, 4e-12])
    (2, 0, 1, 4, 3)
    """
    numbers = np.asarray(values, dtype=float)
    order = [int(k) for k in np.argsort(-numbers, kind="stable")]
    ties: list[list[int]] = []
    for k in order:
        if ties and same(numbers[ties[-1][-1]], numbers[k]):
            ties[-1].append(k)
        else:
            ties.append([k])
    return tuple(k for tie in ties for k in sorted(tie))


def never_certain(softmax: FloatArray) -> FloatArray:
    """Return the probabilities of a softmax, with 0 and 1 replaced by the adjacent float inside.

    The softmax of finite logits is never exactly 0 or 1, but a float may round it to either. The
    replacement keeps a class from being reported as impossible or certain.

    >>> never_certain([0.25, 1.0, 0.0]).tolist()
    [0.25, 0.9999999999999999, 5e-324]
    """
    inside = np.clip(softmax, np.nextafter(0.0, 1.0), np.nextafter(1.0, 0.0))
    return np.asarray(inside, dtype=float)


def minimum_jerk(t: Shares) -> Shares:
    """Return the progress of a minimum-jerk motion at the fraction ``t`` of its time, from 0 to 1.

    This is ``10t^3 - 15t^4 + 6t^5`` (Flash and Hogan, 1985). Speed and acceleration are 0 at both
    ends.
    """
    return t**3 * (10 - 15 * t + 6 * t**2)


def ramp(value: Shares, start: float, end: float) -> Shares:
    """Return how far ``value`` is on its way from ``start`` to ``end``, clipped to [0, 1].

    If ``end`` is below ``start``, the result falls as ``value`` rises.

    >>> [float(ramp(value, 0.5, 1.0)) for value in (0.25, 0.75, 2.0)], float(ramp(0.25, 0.5, 0.0))
    ([0.0, 0.5, 1.0], 0.5)
    """
    fraction: Shares = np.clip((value - start) / (end - start), 0.0, 1.0)
    return fraction


def smoothstep(share: Shares) -> Shares:
    """Return ``3t^2 - 2t^3``, where t is ``share`` clipped to [0, 1].

    The slope is 0 at both ends.

    >>> [float(smoothstep(share)) for share in (-1.0, 0.25, 0.5, 2.0)]
    [0.0, 0.15625, 0.5, 1.0]
    """
    t: Shares = np.clip(share, 0.0, 1.0)
    return t * t * (3 - 2 * t)
