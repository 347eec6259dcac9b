"""Pixels of a published clip against the numbers of its card.

Reads nothing but the video and what its card says. A length is followed from its start to where
its colour ends, a curve is crossed at its points, a dot is left in four directions; how far that is
from where the numbers say, in pixels, is the deviation. Knows nothing of scenes or mobjects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

__all__ = ["LARGEST", "Deviation", "measure_clip", "measure_frame"]

Array = NDArray[np.float64]

LARGEST = 1.0
"""Pixels by which a picture may be off its number."""

SHORTEST = 8.0
"""Pixels; a shorter length is not measured, being all edges."""

_STEP = 0.25
_BEYOND = 40.0  # how far past its expected end a length is followed
_ASIDE = 10.0  # how far to each side a curve is looked for
_DIFFERENT = 40.0  # of 441: a change of colour that no codec makes
_turn = 2 * np.pi * np.arange(16) / 16
_DIRECTIONS: Array = np.column_stack((np.cos(_turn), np.sin(_turn)))


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far one measured thing is off, in pixels; infinite where it was not found at all."""

    pixels: float
    frame: int
    kind: str
    number: str


def measure_clip(video: Path, about: Mapping[str, Any]) -> list[Deviation]:
    """Every gauge of a clip's card, measured in its decoded frames."""
    by_frame: dict[int, list[Mapping[str, Any]]] = {}
    for gauge in about.get("gauges", ()):
        by_frame.setdefault(gauge["frame"], []).append(gauge)
    found: list[Deviation] = []
    if not by_frame:
        return found
    last = max(by_frame)
    with av.open(str(video)) as container:
        for index, frame in enumerate(container.decode(video=0)):
            if index in by_frame:
                picture = frame.to_ndarray(format="rgb24").astype(float)
                for gauge in by_frame[index]:
                    found += measure_frame(picture, gauge, about["numbers"])
            if index == last:
                break
    return found


def measure_frame(
    picture: Array, gauge: Mapping[str, Any], numbers: Mapping[str, Any]
) -> Iterator[Deviation]:
    """One gauge in one picture, shape (height, width, 3)."""
    origin, unit = np.array(gauge["origin"]), np.array(gauge["unit"])
    points = []
    for places in gauge["numbers"]:
        values = [_look_up(numbers, place) for place in places.split()]
        with np.errstate(over="ignore", invalid="ignore"):  # a card may say what it likes
            points.append(origin + np.array(values) * unit)
    height, width = picture.shape[:2]
    for end, places in zip(points, gauge["numbers"], strict=True):
        pixels: float | None
        if not np.all(np.abs([*origin, *end]) < 4 * (width + height)):
            pixels = float("inf")  # so far off the picture that nobody can have measured it
        elif gauge["kind"] == "length":
            pixels = _length_off(picture, origin, end, gauge["base"])
        elif gauge["kind"] == "dot":
            pixels = _dot_off(picture, end)
        else:
            pixels = _curve_off(picture, end)
        if pixels is not None:
            yield Deviation(pixels, gauge["frame"], gauge["kind"], places)


def _look_up(numbers: Mapping[str, Any], place: str) -> float:
    field, index = place.rstrip("]").split("[")
    return float(np.ravel(np.asarray(numbers[field], dtype=float))[int(index)])


def _colors(picture: Array, points: Array) -> Array:
    """Bilinear, with the middle of a pixel at .5; shape (n, 2) to (n, 3)."""
    height, width = picture.shape[:2]
    x = np.clip(points[:, 0] - 0.5, 0, width - 1.001)
    y = np.clip(points[:, 1] - 0.5, 0, height - 1.001)
    left, top = x.astype(int), y.astype(int)
    right, low = (x - left)[:, None], (y - top)[:, None]
    above = picture[top, left] * (1 - right) + picture[top, left + 1] * right
    below = picture[top + 1, left] * (1 - right) + picture[top + 1, left + 1] * right
    return np.asarray(above * (1 - low) + below * low)


def _far(colors: Array, color: Array) -> Array:
    return np.asarray(np.linalg.norm(colors - color, axis=1))


def _end_of_color(picture: Array, start: Array, way: Array, begin: float, stop: float) -> float:
    """How far from ``start`` the colour that is there at ``begin`` ends; infinite if nowhere."""
    at = np.arange(begin, stop, _STEP)
    colors = _colors(picture, start + at[:, None] * way)
    own = np.median(colors[: max(2, round(2 / _STEP))], axis=0)
    off = _far(colors, own) > _DIFFERENT
    line = 3.5 + min(picture.shape[:2]) / 600  # pixels of a thin line, blurred
    for k in np.flatnonzero(off):
        after = ~off[k : k + round((line + 1) / _STEP)]
        if np.convolve(after, np.ones(5), "valid").max(initial=0) >= 5:
            continue  # a line that crosses it: more than a pixel beyond it is as before
        beyond = np.median(colors[k + round(1 / _STEP) : k + round(2.5 / _STEP)], axis=0)
        across = beyond - own
        share = (colors - own) @ across / (across @ across)
        first = int(np.flatnonzero((share >= 0.5) & (np.arange(len(at)) >= k - 8))[0])
        if first == 0:
            return float(at[0])
        low, high = share[first - 1], share[first]
        return float(at[first] - _STEP * (high - 0.5) / (high - low))
    return float("inf")


def _length_off(picture: Array, start: Array, end: Array, base: float) -> float | None:
    length = float(np.linalg.norm(end - start))
    if length < SHORTEST + base:
        return None
    way = (end - start) / length
    # What covers its base, or parts it from its neighbour, is blurred into it by two pixels.
    return abs(_end_of_color(picture, start, way, base + 2, length + _BEYOND) - length)


def _dot_off(picture: Array, center: Array) -> float:
    """How far a point is from the middle of the dot that it is in.

    The dot is left in pairs of opposite directions; where a curve of its colour goes on, both are
    left out.
    """
    at = np.arange(0.0, _BEYOND, _STEP)
    reached = []
    for way in _DIRECTIONS:
        colors = _colors(picture, center + at[:, None] * way)
        off = _far(colors, np.median(colors[:8], axis=0)) > _DIFFERENT
        reached.append(float(at[off.argmax()]) if off.any() else np.inf)
    there, back = np.array(reached[:8]), np.array(reached[8:])
    usual = np.median(there + back)
    good = np.abs(there + back - usual) < 2.0
    if not np.isfinite(usual) or good.sum() < 3:
        return float("inf")
    middle, *_ = np.linalg.lstsq(_DIRECTIONS[:8][good], (there[good] - back[good]) / 2, rcond=None)
    return float(np.linalg.norm(middle))


def _curve_off(picture: Array, point: Array) -> float:
    """How far the middle of a stroke is from a point that it should go through.

    Of all directions the one in which there is least of the stroke goes across it.
    """
    at = np.arange(-_ASIDE, _ASIDE + _STEP / 2, _STEP)
    ways = [_colors(picture, point + at[:, None] * way) for way in _DIRECTIONS[:8]]
    rim = np.abs(at) > 0.7 * _ASIDE  # most of which is not the curve
    ground = np.median(np.concatenate([colors[rim] for colors in ways]), axis=0)
    least, off = np.inf, np.inf
    for colors in ways:
        ink = _far(colors, ground)
        ink = np.where(ink > _DIFFERENT, ink, 0.0)
        if ink[:4].any() or ink[-4:].any():
            continue  # along it, or it is not all in sight
        if 0 < ink.sum() < least:
            least, off = float(ink.sum()), abs(float((ink * at).sum() / ink.sum()))
    return off
