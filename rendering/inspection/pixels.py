"""Comparison of the pixels of a published clip with the numbers of its card.

Only the video and its card are read, not scenes or mobjects. A length is followed from its start to
the end of its colour. A curve is crossed at its points. A dot is left in 16 directions to find its
centre. The deviation is the distance in pixels between the position found and the position given by
the numbers.
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
"""Maximum deviation in pixels of a correct picture."""

SHORTEST = 8.0
"""Minimum length in pixels that is measured; a shorter one is too blurred by its edges."""

_STEP = 0.25
_BEYOND = 40.0  # pixels for which a length is followed past its expected end
_ASIDE = 10.0  # pixels to each side in which a curve is searched for
_DIFFERENT = 40.0  # distance of colours, of at most 441, that no codec causes
_turn = 2 * np.pi * np.arange(16) / 16
_DIRECTIONS: Array = np.column_stack((np.cos(_turn), np.sin(_turn)))


@dataclass(frozen=True, slots=True)
class Deviation:
    """The deviation of one measured piece.

    Attributes
    ----------
    pixels
        Distance in pixels between the measured and the expected position; infinite if the piece
        was not found.
    frame
        Number of the frame.
    kind
        "length", "curve" or "dot".
    number
        Places of the piece's numbers in the table of the card.
    """

    pixels: float
    frame: int
    kind: str
    number: str


def measure_clip(video: Path, about: Mapping[str, Any]) -> list[Deviation]:
    """Return the deviations of all gauges of a clip's card, measured in its decoded frames.

    ``about`` is the clip's card.
    """
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
    """Yield the deviations of one gauge in one picture.

    Parameters
    ----------
    picture
        Colours from 0 to 255, shape (height, width, 3).
    gauge
        The gauge, as the card has it.
    numbers
        The table of the card, by field.
    """
    origin, unit = np.array(gauge["origin"]), np.array(gauge["unit"])
    points = []
    for places in gauge["numbers"]:
        values = [_look_up(numbers, place) for place in places.split()]
        with np.errstate(over="ignore", invalid="ignore"):  # a card may hold any number
            points.append(origin + np.array(values) * unit)
    height, width = picture.shape[:2]
    for end, places in zip(points, gauge["numbers"], strict=True):
        pixels: float | None
        if not np.all(np.abs([*origin, *end]) < 4 * (width + height)):
            pixels = float("inf")  # too far outside the picture to have been measured
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
    """Return the colours at points, shape (n, 2) to (n, 3), by bilinear interpolation.

    The centre of a pixel is at .5.
    """
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
    """Return the distance from ``start`` at which a colour ends, in the direction ``way``.

    The colour is that at the distance ``begin``. If it does not end before ``stop``, the result is
    infinite.
    """
    at = np.arange(begin, stop, _STEP)
    colors = _colors(picture, start + at[:, None] * way)
    own = np.median(colors[: max(2, round(2 / _STEP))], axis=0)
    off = _far(colors, own) > _DIFFERENT
    line = 3.5 + min(picture.shape[:2]) / 600  # width in pixels of a thin, blurred line
    for k in np.flatnonzero(off):
        after = ~off[k : k + round((line + 1) / _STEP)]
        if np.convolve(after, np.ones(5), "valid").max(initial=0) >= 5:
            continue  # a thin line crosses here: behind it, for over a pixel, the colour is back
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
    # A shape that covers the base, or borders on it, blurs into the length by two pixels.
    return abs(_end_of_color(picture, start, way, base + 2, length + _BEYOND) - length)


def _dot_off(picture: Array, center: Array) -> float:
    """Return the distance of a point from the centre of the dot in which it lies.

    The edge of the dot is found in pairs of opposite directions. A pair is left out if a curve of
    the same colour continues the dot in one of them.
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
    """Return the distance between a point and the middle of a stroke that should pass through it.

    It is measured across the stroke: in the direction in which the stroke is thinnest.
    """
    at = np.arange(-_ASIDE, _ASIDE + _STEP / 2, _STEP)
    ways = [_colors(picture, point + at[:, None] * way) for way in _DIRECTIONS[:8]]
    rim = np.abs(at) > 0.7 * _ASIDE  # mostly background
    ground = np.median(np.concatenate([colors[rim] for colors in ways]), axis=0)
    least, off = np.inf, np.inf
    for colors in ways:
        ink = _far(colors, ground)
        ink = np.where(ink > _DIFFERENT, ink, 0.0)
        if ink[:4].any() or ink[-4:].any():
            continue  # the direction is along the stroke, or the stroke is cut off
        if 0 < ink.sum() < least:
            least, off = float(ink.sum()), abs(float((ink * at).sum() / ink.sum()))
    return off
