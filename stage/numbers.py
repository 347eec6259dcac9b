"""The table that a clip is drawn from: its base class, and time cut into frames.

Imports neither manim nor ``xe_math``; each scene's own ``numbers.py`` fills the table.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from stage.digits import same
from stage.parameters import Parameters

__all__ = [
    "FloatArray",
    "Numbers",
    "ease",
    "fields_of",
    "frames_in",
    "never_certain",
    "ranked",
    "staggered",
    "to_json",
]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)  # eq=False: == of arrays is ambiguous
class Numbers:
    """All that one clip draws: scalars, strings and arrays, frame by frame.

    A *track* is an array whose leading axis is the frame; a motion of F frames has F+1
    rows, since manim draws frames 0 to F-1 and then rests on row F. Arrays are made
    read-only, so what is published is what was drawn.
    """

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @classmethod
    def compute(cls, parameters: Any, fps: float) -> Self:
        """The whole table; the only place where a scene's numbers come from."""
        raise NotImplementedError

    def name_of(self, value: object) -> str | None:
        """The field that holds this very object, or ``field[k]`` for a row of it, or None."""
        for field in fields(self):
            held = getattr(self, field.name)
            if held is value:
                return field.name
            if isinstance(held, np.ndarray) and isinstance(value, np.ndarray) and held.ndim:
                for k, row in enumerate(held):
                    # The same view of the same memory, though each look makes a new object.
                    if np.shape(row) == value.shape and np.shares_memory(row, value):
                        return f"{field.name}[{k}]"
        return None

    def as_json(self) -> dict[str, Any]:
        """Every field as plain JSON values; an infinite number is the string ``"inf"``."""
        return {field.name: to_json(getattr(self, field.name)) for field in fields(self)}


def fields_of(numbers: Numbers) -> dict[str, Any]:
    """A table as a mapping, which outlives the class that it was made from."""
    return {field.name: getattr(numbers, field.name) for field in fields(numbers)}


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

    Minimum jerk, ``10t^3 - 15t^4 + 6t^5`` (Flash and Hogan, 1985): speed and acceleration
    are 0 at both ends.

    >>> ease(4 / 60, 60).tolist()
    [0.0, 0.103515625, 0.5, 0.896484375, 1.0]
    """
    return _minimum_jerk(np.linspace(0.0, 1.0, frames_in(seconds, fps) + 1))


def staggered(count: int, frames: int) -> FloatArray:
    """Shares from 0 to 1 of ``count`` motions, one after the other: (frames + 1, count).

    Each starts when the one before is half done, so that at most two move at once.

    >>> staggered(2, 3).round(2).tolist()
    [[0.0, 0.0], [0.5, 0.0], [1.0, 0.5], [1.0, 1.0]]
    """
    # In units of half a motion: motion k lasts from k to k + 2, the last one to count + 1.
    now = np.linspace(0.0, count + 1.0, frames + 1)[:, None]
    return _minimum_jerk(np.clip((now - np.arange(count)) / 2, 0.0, 1.0))


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


def _minimum_jerk(t: FloatArray) -> FloatArray:
    return t**3 * (10 - 15 * t + 6 * t**2)
