"""The table that a clip is drawn from: its base class, and time cut into frames.

Imports neither manim nor ``xe_math``; each scene's own ``numbers.py`` fills the table.
"""

from __future__ import annotations

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
    "fields_of",
    "frames_in",
    "minimum_jerk",
    "never_certain",
    "paced",
    "ranked",
    "smoothstep",
    "staggered",
    "steady",
    "to_json",
]

FloatArray = NDArray[np.float64]
Shares = TypeVar("Shares", float, FloatArray)


class Motion:
    """Tracks of quantities that move together, one row a frame.

    A track is an attribute by its quantity's name: ``n.up.q[-1]`` is q where ``up`` ends.

    Parameters
    ----------
    tracks
        By name; all of one length.

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
        """Name and track of each quantity."""
        return iter(self._tracks.items())


@dataclass(frozen=True, slots=True, eq=False)  # eq=False: == of arrays is ambiguous
class Numbers:
    """All that one clip draws: scalars, strings and arrays, frame by frame.

    A *track* is an array whose leading axis is the frame; a motion of F frames has F+1
    rows, since manim draws frames 0 to F-1 and then rests on row F. Arrays are made
    read-only, so what is published is what was drawn.
    """

    def __post_init__(self) -> None:
        for value in fields_of(self).values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @classmethod
    def compute(cls, parameters: Any, fps: float) -> Self:
        """The whole table; the only place where a scene's numbers come from."""
        raise NotImplementedError

    def name_of(self, value: object) -> str | None:
        """The field that holds this very object, or ``field[k]`` for a row of it, or None.

        A track of a motion is called ``motion.quantity``.
        """
        for name, held in fields_of(self).items():
            if held is value:
                return name
            if isinstance(held, np.ndarray) and isinstance(value, np.ndarray) and held.ndim:
                for k, row in enumerate(held):
                    # The same view of the same memory, though each look makes a new object.
                    if np.shape(row) == value.shape and np.shares_memory(row, value):
                        return f"{name}[{k}]"
        return None

    def as_json(self) -> dict[str, Any]:
        """Every field as plain JSON values; an infinite number is the string ``"inf"``."""
        return {name: to_json(value) for name, value in fields_of(self).items()}


def fields_of(numbers: Numbers) -> dict[str, Any]:
    """A table as a mapping, which outlives the class that it was made from.

    Of a motion, each track is an item: ``"up.q"``.
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
    """Arrays as nested lists, NumPy scalars as Python's, infinities as ``"inf"``/``"-inf"``."""
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
    """How many whole frames a motion of that many seconds has; at least one.

    >>> frames_in(2.0, 60), frames_in(0.01, 15)
    (120, 1)
    """
    return max(1, round(seconds * fps))


def ease(seconds: float, fps: float) -> FloatArray:
    """Shares from 0 to 1, one row a frame, starting and ending at rest.

    Of ``minimum_jerk``.

    >>> ease(4 / 60, 60).tolist()
    [0.0, 0.103515625, 0.5, 0.896484375, 1.0]
    """
    return minimum_jerk(np.linspace(0.0, 1.0, frames_in(seconds, fps) + 1))


GRID = 1001
"""Points at which a path is sampled to find its pace."""


def paced(
    start: FloatArray,
    end: FloatArray,
    share: FloatArray,
    by: Callable[[FloatArray], FloatArray],
) -> FloatArray:
    """From ``start`` to ``end`` in a straight line, exact at both ends, shape (frames, K).

    Half of the pace is even along the way, half along what ``by`` makes of it: on a long way of
    logits a softmax changes on a short stretch only, which would be over in a frame.

    Parameters
    ----------
    start, end
        Shape (K,).
    share
        Eased shares from 0 to 1, shape (frames,).
    by
        What a viewer sees of the way: from (n, K) to (n, m).
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
"""Share of a steady motion in which it gathers speed, and in which it loses it again."""


def steady(seconds: float, fps: float) -> FloatArray:
    """Shares from 0 to 1, one row a frame, at one pace but for a short start and end.

    >>> steady(1.0, 10).round(3).tolist()
    [0.0, 0.056, 0.167, 0.278, 0.389, 0.5, 0.611, 0.722, 0.833, 0.944, 1.0]
    """
    t = np.linspace(0.0, 1.0, frames_in(seconds, fps) + 1)
    low = np.minimum(t, 1 - t)
    half = np.where(low < RAMP, low**2 / (2 * RAMP), low - RAMP / 2) / (1 - RAMP)
    return np.asarray(np.where(t <= 0.5, half, 1 - half))


def staggered(count: int, frames: int) -> FloatArray:
    """Shares from 0 to 1 of ``count`` motions, one after the other: (frames + 1, count).

    Each starts when the one before is half done, so that at most two move at once.

    >>> staggered(2, 3).round(2).tolist()
    [[0.0, 0.0], [0.5, 0.0], [1.0, 0.5], [1.0, 1.0]]
    """
    # In units of half a motion: motion k lasts from k to k + 2, the last one to count + 1.
    now = np.linspace(0.0, count + 1.0, frames + 1)[:, None]
    return minimum_jerk(np.clip((now - np.arange(count)) / 2, 0.0, 1.0))


def ranked(values: FloatArray) -> tuple[int, ...]:
    """Which of ``values`` is the largest, which the next, and so on.

    By the values themselves, however little they differ. Only those that are the ``same``, which
    differ by rounding errors, keep the order in which they came.

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
    """Probabilities of a softmax, none of which is 0 or 1.

    No softmax of finite logits is: where a float can hold nothing nearer, it is the float beside
    0 or 1, so that nobody is told that a class is impossible, or certain.

    >>> never_certain([0.25, 1.0, 0.0]).tolist()
    [0.25, 0.9999999999999999, 5e-324]
    """
    inside = np.clip(softmax, np.nextafter(0.0, 1.0), np.nextafter(1.0, 0.0))
    return np.asarray(inside, dtype=float)


def minimum_jerk(t: Shares) -> Shares:
    """Of shares of the time, from 0 to 1, those of a way on which speed and acceleration end at 0.

    ``10t^3 - 15t^4 + 6t^5`` (Flash and Hogan, 1985).
    """
    return t**3 * (10 - 15 * t + 6 * t**2)


def smoothstep(share: Shares) -> Shares:
    """``3t^2 - 2t^3`` of a share, which is cut to 0 to 1: starts and ends at rest.

    >>> [float(smoothstep(share)) for share in (-1.0, 0.25, 0.5, 2.0)]
    [0.0, 0.15625, 0.5, 1.0]
    """
    t: Shares = np.clip(share, 0.0, 1.0)
    return t * t * (3 - 2 * t)
