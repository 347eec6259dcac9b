"""Gauges: the pieces of a clip's frames that carry a number and can be measured, for its card.

A gauge gives the expected position of a length, of the points of a curve or of a dot. The position
is not given in pixels, but by axes (origin and unit, in pixels) and by the *places* of the numbers
in the card's table, such as ``field[0]``. A piece becomes a gauge only if nothing covers or touches
it, and it is not in a motion other than that of its numbers. ``pixels`` does the measuring.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from manim import Scene, Wait
from numpy.typing import NDArray

from rendering.inspection.geometry import crosses, distance, extent_of, inside
from rendering.inspection.shapes import Shape, leaves, look_at
from stage.mobjects.measured import Measured
from stage.mobjects.metadata import metadata
from stage.verbs import Follow

__all__ = ["GaugeBook"]

Array = NDArray[np.float64]

PAUSE = 0.5
"""Seconds between frames that have gauges."""

CLEAR = 3.0
"""Radius in pixels around the end of a length, or around a dot, in which nothing else may be."""

AROUND = 11.0
"""Radius in pixels around a point of a curve in which nothing else may be."""

ON = 1e-6
"""Maximum distance in manim units of the ends of two lengths that join."""

APART = 0.25
"""Minimum distance of two colours in [0, 1]³ at which the border between them can be found."""

POINTS = 8
"""Approximate number of points of a curve that become gauges."""

_BACKDROP = 0.2
"""Maximum opacity of a shape that is too faint to hide another."""


class GaugeBook:
    """The gauges of a clip, collected while it is drawn.

    Parameters
    ----------
    numbers
        The fields of the scene's table, by name.
    """

    def __init__(self, numbers: Mapping[str, Any]) -> None:
        self._gauges: list[dict[str, Any]] = []
        self._places = _places(numbers)
        self._known: dict[int, Shape] = {}
        self._seen = 0

    def begin(self, frames: int) -> None:
        """Continue a clip of which ``frames`` have been played already."""
        self._seen = frames

    def take(self) -> list[dict[str, Any]]:
        """Return the gauges collected since the last call, and forget them."""
        taken, self._gauges = self._gauges, []
        return taken

    def see(self, scene: Scene, frames: int) -> None:
        """Collect gauges from the last of the ``frames`` that ``scene`` has played so far."""
        # Pauses are counted from the start of the clip, so that it does not matter how it is cut.
        pause = PAUSE * scene.camera.frame_rate
        new = frames // pause > self._seen // pause
        self._seen = frames
        if not new:
            return
        on_its_way = {
            id(member)
            for animation in leaves(scene.animations or ())
            if not isinstance(animation, Follow | Wait)
            for member in animation.mobject.get_family()
        }
        shapes = look_at([*scene.mobjects, *scene.foreground_mobjects], self._known)
        for shape in shapes:
            shows = metadata(shape.mobject).measured
            if shows is None or id(shape.mobject) in on_its_way:
                continue
            if _is_fading(shape):
                continue
            others = [s for s in shapes if s is not shape and _hides(s)]
            gauge = self._gauge(shape, shows, others, scene)
            if gauge is not None:
                self._gauges.append({"frame": frames - 1, **gauge})

    def _gauge(
        self, shape: Shape, shows: Measured, others: Sequence[Shape], scene: Scene
    ) -> dict[str, Any] | None:
        camera = scene.camera
        scale = camera.pixel_width / camera.frame_width
        origin = shape.points[0, :2] + shows.offset
        numbers = shows.values.reshape(-1, 1 if shows.kind == "length" else 2)
        if shows.kind == "curve":
            last = numbers[-1:]
            numbers = np.concatenate((numbers[:: max(1, len(numbers) // POINTS)], last))
        reach = (AROUND if shows.kind == "curve" else CLEAR) / scale
        if shows.kind == "dot":
            reach += (shape.extent.top - shape.extent.bottom) / 2  # measured from the dot's centre
            others = [s for s in others if s.fill_opacity]
        ends = origin + numbers[[0, -1]] * np.asarray(shows.unit)
        if shows.kind == "length":
            way = ends[-1] - origin
            others = [s for s in others if not _goes_on(s, shape, ends[-1], way)]
        found = []
        for row in numbers:
            if not np.isfinite(row).all() or not all(float(v) in self._places for v in row):
                continue
            end = origin + row * np.asarray(shows.unit)
            if shows.kind == "length" and (
                _is_covered(origin, end, shows.base, others)
                or not _begins(origin, end, shows.base, others, scale)
                or _is_crossed(origin, end, shows.base, others, scale)
            ):
                continue
            if shows.kind == "curve" and np.linalg.norm(ends - end, axis=1).min() < reach:
                continue  # near its end, the middle of a stroke cannot be found
            if _is_clear(end, others, reach):
                found.append(" ".join(self._places[float(v)] for v in row))
        if not found:
            return None
        return {
            "kind": shows.kind,
            "origin": [
                round(camera.pixel_width / 2 + scale * origin[0], 3),
                round(camera.pixel_height / 2 - scale * origin[1], 3),
            ],
            "base": round(scale * shows.base, 2),
            "unit": [round(scale * shows.unit[0], 4), round(-scale * shows.unit[1], 4)],
            "numbers": found,
        }


def _places(numbers: Mapping[str, Any]) -> dict[float, str]:
    """Return the first place of each number in the table: ``field[index]`` of the flat array."""
    places: dict[float, str] = {}
    for field, value in numbers.items():
        if isinstance(value, float | np.ndarray):
            for index, number in enumerate(np.ravel(value).tolist()):
                if isinstance(number, float):
                    places.setdefault(number, f"{field}[{index}]")
    return places


def _hides(shape: Shape) -> bool:
    return max(shape.fill_opacity, shape.stroke_opacity) > _BACKDROP


def _goes_on(other: Shape, shape: Shape, end: Array, way: Array) -> bool:
    """Return whether ``other`` is a length that continues ``shape`` from ``end`` on.

    It must have a colour that is clearly different from that of ``shape``.
    """
    shows = metadata(other.mobject).measured
    if shows is None or shows.kind != "length" or other.fill_opacity < 1:
        return False
    foot = other.points[0, :2] + shows.offset
    near, far = sorted(
        (foot, foot + shows.values * np.asarray(shows.unit)),
        key=lambda point: float(np.linalg.norm(point - end)),
    )
    goes_on = float(np.linalg.norm(near - end)) < ON and float((far - end) @ way) > 0
    return goes_on and float(np.linalg.norm(other.fill - shape.fill)) > APART


def _is_covered(start: Array, end: Array, base: float, others: Iterable[Shape]) -> bool:
    """Return whether another filled shape lies over a length or under it."""
    length = float(np.linalg.norm(end - start))
    if length <= base:
        return True
    way = np.array([[start + (end - start) * base / length, end]])
    around = extent_of(way[0])
    return any(
        other.fill_opacity and other.extent.meets(around) and crosses(way, other.reach - 1e-6)
        for other in others
    )


def _begins(start: Array, end: Array, base: float, others: Sequence[Shape], scale: float) -> bool:
    """Return whether nothing else is near the point where measuring a length begins."""
    way = (end - start) / np.linalg.norm(end - start)
    looked_for = start + way * (base + 3 / scale)
    return _is_clear(looked_for, others, 1 / scale)


def _is_crossed(
    start: Array, end: Array, base: float, others: Iterable[Shape], scale: float
) -> bool:
    """Return whether a stroke crosses a length between the start of measuring and its end."""
    length = float(np.linalg.norm(end - start))
    first, last = base + 3 / scale, length - CLEAR / scale
    if last <= first:
        return False
    along = np.arange(first, last, 1 / scale)[:, None]
    points = start + along * (end - start) / length
    around = extent_of(points[[0, -1]])
    return any(
        other.half_stroke
        and other.stroke_opacity
        and other.extent.meets(around)
        and float(distance(points, other.closed if other.fill_opacity else other.segments).min())
        < other.half_stroke
        for other in others
    )


def _is_fading(shape: Shape) -> bool:
    """Return whether a shape is fainter than its own full opacity."""
    own = metadata(shape.mobject).opacities
    if own is None:
        return False
    fill, stroke, _ = own
    if fill:
        return bool(shape.fill_opacity < 0.99 * fill)
    return bool(shape.stroke_opacity < 0.99 * stroke)


def _is_clear(end: Array, others: Iterable[Shape], reach: float) -> bool:
    x, y = end
    for other in others:
        left, bottom, right, top = other.extent
        if not (left - reach < x < right + reach and bottom - reach < y < top + reach):
            continue
        if float(distance(end[None], other.closed)[0]) < reach + other.half_stroke:
            return False
        if other.fill_opacity and inside(end[None], other.closed)[0]:
            return False
    return True
