"""The difference between two pictures, as rectangles of pixels.

A picture is a list of appearances, drawn in order. An appearance consists of everything about a
mobject that affects its pixels (points, colours, widths, joints) and of the box of pixels that it
can touch. Two equal lists give equal pixels, whichever mobjects they came from. If two lists
differ, pixels can only have changed in the boxes of the appearances that differ.

This module knows the attributes of a ``VMobject`` that ``manim.Camera`` reads. It does not know
Cairo, frames, animations or encoders, and draws nothing.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, Self

import numpy as np
from manim import PMobject, VMobject
from manim.constants import CapStyleType, LineJointType
from manim.mobject.types.image_mobject import AbstractImageMobject
from numpy.typing import NDArray

from rendering.drawing.boxes import NOTHING, Box

FloatArray = NDArray[np.float64]


class Projection(NamedTuple):
    """The mapping of a still camera from the plane to pixels: ``x -> x_scale * x + x_shift``."""

    width: int
    height: int
    x_scale: float
    y_scale: float
    x_shift: float
    y_shift: float
    line_width_multiple: float

    @classmethod
    def of(cls, camera: Any) -> Self:
        """Return the projection of a camera to its own pixels, with its current settings."""
        matrix = camera.get_cairo_context(camera.pixel_array).get_matrix()
        return cls(
            camera.pixel_width,
            camera.pixel_height,
            matrix.xx,
            matrix.yy,
            matrix.x0,
            matrix.y0,
            camera.cairo_line_width_multiple,
        )

    @property
    def frame(self) -> Box:
        """Return the box of all pixels."""
        return Box(0, 0, self.width, self.height)


@dataclass(frozen=True, slots=True, eq=False)
class Appearance:
    """How a mobject looked when it was last examined.

    Attributes
    ----------
    mobject
        The mobject.
    key
        Equal for two appearances exactly if they are drawn with the same Cairo calls.
    box
        A box with all pixels that those calls can change.
    """

    mobject: Any
    key: tuple[Any, ...]
    box: Box


# --- Which mobjects are understood ----------------------------------------------------------------

# The methods of a mobject that Camera.display_vectorized calls. A mobject with its own version of
# one may draw itself in a way that its plain attributes do not reveal.
_CALLED_BY_THE_CAMERA = (
    "get_fill_rgbas",
    "get_stroke_rgbas",
    "get_stroke_width",
    "get_subpath_split_indices_from_points",
    "consider_points_equals_2d",
    "get_background_image",
    "get_gradient_start_and_end_points",
)


_DRAWN = (VMobject, PMobject, AbstractImageMobject)


def draws_nothing(mobject: object) -> bool:
    """Return whether the camera ignores the mobject, such as a ``ValueTracker``."""
    return not isinstance(mobject, _DRAWN)


def reason_not_understood(mobject: Any) -> str | None:
    """Return why a mobject's attributes do not determine its look, or None if they do."""
    kind: type = type(mobject)
    reason = _reason_of_type(kind)
    if reason is not None:
        return reason
    if mobject.background_image is not None:
        return f"{kind.__name__} is coloured by a background image"
    if mobject.n_points_per_cubic_curve != 4:
        return f"{kind.__name__} has curves of {mobject.n_points_per_cubic_curve} points"
    if not len(mobject.points):
        # Only with include_submobjects=False: the camera then fills the path that it drew before.
        return f"{kind.__name__} has no points of its own"
    for name in _CALLED_BY_THE_CAMERA:
        if name in mobject.__dict__:
            return f"a {kind.__name__} has a {name} of its own"
    return None


@cache
def _reason_of_type(kind: type) -> str | None:
    if not issubclass(kind, VMobject):
        return f"{kind.__name__} is not a VMobject"
    for name in _CALLED_BY_THE_CAMERA:
        if getattr(kind, name) is not getattr(VMobject, name):
            return f"{kind.__name__} overrides {name}"
    if hasattr(kind, "points"):
        return f"{kind.__name__} makes its points when they are asked for"
    return None


# --- What a mobject looks like --------------------------------------------------------------------

_drawn_attributes = attrgetter(
    "points",
    "fill_rgbas",
    "stroke_rgbas",
    "background_stroke_rgbas",
    "stroke_width",
    "background_stroke_width",
    "joint_type._value_",  # a number, since keys are hashed, and hashing enum members is slow
    "cap_style._value_",
    "tolerance_for_point_equality",
)
_ONE_COLOUR = 4 * 8  # bytes in one row of float64 RGBA
_NO_COLOUR = bytes(_ONE_COLOUR)
_ZERO_ALPHA = bytes(8)


def appearance_key(mobject: Any) -> tuple[Any, ...]:
    """Return everything that Cairo is told about a mobject, in a form that is cheap to compare.

    A stroke without width is left out together with its colour, because the camera skips it.
    """
    try:
        points, fill, stroke, behind, width, width_behind, joint, cap, tolerance = (
            _drawn_attributes(mobject)
        )
    except AttributeError:  # colours are not set until init_colors; the camera reads them as clear
        points = mobject.points
        fill = mobject.get_fill_rgbas()
        stroke, behind = mobject.get_stroke_rgbas(), mobject.get_stroke_rgbas(background=True)
        width, width_behind = mobject.stroke_width, mobject.background_stroke_width
        joint, cap = mobject.joint_type.value, mobject.cap_style.value
        tolerance = mobject.tolerance_for_point_equality
    fill = fill.tobytes()
    if isinstance(width, str):
        width = int(width)
    stroke = stroke.tobytes() if width > 0 else _NO_COLOUR
    behind = behind.tobytes() if width_behind > 0 else _NO_COLOUR
    gradient = None
    if len(fill) > _ONE_COLOUR or len(stroke) > _ONE_COLOUR or len(behind) > _ONE_COLOUR:
        # The ends of a gradient depend on the whole family and on the direction of the sheen.
        start, end = mobject.get_gradient_start_and_end_points()
        gradient = (start.tobytes(), end.tobytes())
    return (
        points.tobytes(),
        fill,
        stroke,
        behind,
        width,
        width_behind,
        joint,
        cap,
        tolerance,
        gradient,
    )


def appearance_of(mobject: Any, key: tuple[Any, ...], projection: Projection) -> Appearance:
    """Return the appearance of a mobject whose key has just been computed as ``key``."""
    _, fill, stroke, behind, width, width_behind, joint, cap, _, _ = key
    if not _is_visible(stroke):
        width = 0.0
    if not _is_visible(behind):
        width_behind = 0.0
    width = max(0.0, width, width_behind)
    if width == 0.0 and not _is_visible(fill):
        return Appearance(mobject, key, NOTHING)
    return Appearance(mobject, key, _box(mobject.points, width, joint, cap, projection))


def _is_visible(colours: bytes) -> bool:
    if len(colours) == _ONE_COLOUR:
        return colours[24:] != _ZERO_ALPHA  # drawing with an alpha of exactly 0 changes nothing
    return bool(np.frombuffer(colours).reshape(-1, 4)[:, 3].any())


# Cairo's coordinates are 24.8 fixed point and wrap around on overflow.
_FAR_AWAY = 2.0**20
# One pixel for anti-aliasing, and one for Cairo's errors in rounding and flattening.
_MARGIN = 2.0


def _box(points: FloatArray, width: float, joint: int, cap: int, to: Projection) -> Box:
    """Return the box of pixels that the shape can touch.

    A Bézier curve stays within the convex hull of its control points.
    """
    if len(points) < 4:
        return NOTHING  # less than one whole curve
    axes = points.T.copy()  # NumPy reduces along rows many times faster than along columns
    lowest = np.minimum.reduce(axes, axis=1).tolist()
    highest = np.maximum.reduce(axes, axis=1).tolist()
    if not math.isfinite(sum(lowest) + sum(highest)):
        return NOTHING  # the camera draws nothing in place of points that are not finite
    x0, x1 = lowest[0] * to.x_scale + to.x_shift, highest[0] * to.x_scale + to.x_shift
    y0, y1 = highest[1] * to.y_scale + to.y_shift, lowest[1] * to.y_scale + to.y_shift
    if max(abs(x0), abs(x1), abs(y0), abs(y1)) > _FAR_AWAY:
        return to.frame
    reach = _MARGIN
    if width > 0:
        scale = max(abs(to.x_scale), abs(to.y_scale))
        radius = 0.5 * width * to.line_width_multiple * scale
        if joint in _MITRED:
            radius *= _mitre(points, scale)
        elif cap == CapStyleType.SQUARE.value:
            radius *= math.sqrt(2)
        reach += radius
    left, top = max(0, math.floor(x0 - reach)), max(0, math.floor(y0 - reach))
    right = min(to.width, math.ceil(x1 + reach))
    bottom = min(to.height, math.ceil(y1 + reach))
    if left >= right or top >= bottom:
        return NOTHING
    return Box(left, top, right, bottom)


_MITRED = (LineJointType.AUTO.value, LineJointType.MITER.value)
_MITRE_LIMIT = 10.0  # Cairo's default: a longer mitre is cut off
_AT_LEAST = math.sqrt(2)  # a square cap
# Cairo rounds points to 1/256 of a pixel, so the direction of a shorter handle is uncertain.
_SHORT = 0.5


def _mitre(points: FloatArray, scale: float) -> float:
    """Return an upper bound on the reach of the sharpest corner's mitre, in half stroke widths."""
    count = len(points) // 4
    if count == 1 and _is_straight(points[:4, :2].ravel().tolist(), _SHORT / scale):
        return _AT_LEAST  # it has ends but no corner; most lines are like this
    curves = points[: 4 * count, :2].reshape(count, 4, 2)
    leaving = curves[:, 1] - curves[:, 0]
    arriving = curves[:, 3] - curves[:, 2]
    lengths = np.sqrt(np.einsum("ij,ij->i", leaving, leaving))
    arriving_lengths = np.sqrt(np.einsum("ij,ij->i", arriving, arriving))
    shortest = _SHORT / scale
    if lengths.min() < shortest or arriving_lengths.min() < shortest:
        return _MITRE_LIMIT
    leaving /= lengths[:, None]
    arriving /= arriving_lengths[:, None]
    gaps = np.abs(curves[1:, 0] - curves[:-1, 3]).max(axis=1, initial=0.0) > 1e-3
    if gaps.any():
        # Each subpath may be closed, so that its last curve meets its first.
        firsts = np.concatenate(([0], np.flatnonzero(gaps) + 1))
        lasts = np.concatenate((np.flatnonzero(gaps), [count - 1]))
        inner = np.flatnonzero(~gaps)
        before, after = np.concatenate((inner, lasts)), np.concatenate((inner + 1, firsts))
        cosines = np.einsum("ij,ij->i", arriving[before], leaving[after])
    else:
        cosines = np.einsum("ij,ij->i", arriving, np.roll(leaving, -1, axis=0))
    half = max(0.0, (1.0 + float(cosines.min())) / 2.0)  # squared cosine of half the turn
    if half * _MITRE_LIMIT**2 < 1.0:
        return _MITRE_LIMIT
    return min(_MITRE_LIMIT, max(_AT_LEAST, 1.15 / math.sqrt(half)))


def _is_straight(numbers: list[float], shortest: float) -> bool:
    """Return whether a curve leaves and arrives in one direction, with handles long enough."""
    x0, y0, x1, y1, x2, y2, x3, y3 = numbers
    a, b, c, d = x1 - x0, y1 - y0, x3 - x2, y3 - y2
    long = min(math.hypot(a, b), math.hypot(c, d)) >= shortest
    return long and a * c + b * d > 0 and abs(a * d - b * c) <= 1e-9 * (a * c + b * d)


# --- What differs between two pictures ------------------------------------------------------------


def difference(old: Sequence[Appearance], new: Sequence[Appearance]) -> tuple[list[Box], int]:
    """Return boxes outside which two pictures are equal, and the length of their common start.

    Remove from both lists the appearances that have no equal in the other list, and those that
    changed their position among the rest. What remains are equal lists, so any pixel that no
    removed appearance touches is drawn by the same calls in the same order.
    """
    start, old_end, new_end = 0, len(old), len(new)
    shorter = min(old_end, new_end)
    while start < shorter and _same(old[start], new[start]):
        start += 1
    while old_end > start and new_end > start and _same(old[old_end - 1], new[new_end - 1]):
        old_end, new_end = old_end - 1, new_end - 1
    places: dict[tuple[Any, ...], deque[int]] = defaultdict(deque)
    for i in range(start, old_end):
        places[old[i].key].append(i)
    boxes: list[Box] = []
    kept: list[tuple[int, Appearance]] = []
    for appearance in new[start:new_end]:
        where = places.get(appearance.key)
        if where:
            kept.append((where.popleft(), appearance))
        else:
            boxes.append(appearance.box)
    boxes.extend(old[i].box for where in places.values() for i in where)
    moved = _not_in_longest_increasing([place for place, _ in kept])
    boxes.extend(kept[i][1].box for i in moved)
    return [box for box in boxes if box is not NOTHING], start


def _same(a: Appearance, b: Appearance) -> bool:
    return a is b or a.key == b.key


def _not_in_longest_increasing(numbers: Sequence[int]) -> list[int]:
    """Return the indices outside one longest increasing subsequence of distinct numbers."""
    tails: list[int] = []  # by length: the smallest last number of an increasing subsequence
    at: list[int] = []
    before: list[int] = []
    for i, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(at[length - 1] if length else -1)
        if length == len(tails):
            tails.append(number)
            at.append(i)
        else:
            tails[length] = number
            at[length] = i
    keep = set()
    i = at[-1] if at else -1
    while i >= 0:
        keep.add(i)
        i = before[i]
    return [i for i in range(len(numbers)) if i not in keep]
