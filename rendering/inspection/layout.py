"""The rules for a single picture.

Text must not collide with anything, leave its zone, be too small, too faint or incomplete. Marks
must not leave their zone or be too faint. The rules use the outlines of mobjects, not pixels, and
do not depend on earlier pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rendering.inspection.contrast import behind, contrast, over
from rendering.inspection.findings import Extent, Finding
from rendering.inspection.geometry import crosses, inside, on_one_line, overlap_depth
from rendering.inspection.shapes import Shape, Text
from stage.mobjects.text import Number
from stage.theme import Zones
from stage.typesetting import font, missing_glyphs

__all__ = ["Still", "inspect_still"]

Array = NDArray[np.float64]

TEXT_CONTRAST = 4.5
"""Minimum contrast of text, by WCAG 2.2, 1.4.3."""

MARK_CONTRAST = 3.0
"""Minimum contrast of a mark, by WCAG 2.2, 1.4.11."""

SMALLEST_TYPE = 24.0
"""Minimum font size of ticks and names, in manim's units: a digit is 10.9 pixels high at 480p."""

SMALLEST_DIGITS = 34.0
"""Minimum font size of numbers: a digit is 34 pixels high at 1080p."""

SMALLEST_ESSENTIAL_TYPE = 28.0
"""Minimum font size of any text that was made at this size or larger; it may not shrink further."""

TOUCH = 0.02
"""Maximum overlap of outlines during a motion, in manim units: one pixel at 480p."""

CLEAR = 1 / 60
"""Minimum distance around a text at rest, in manim units: one pixel at 480p."""

SPACE = 1 / 16
"""Minimum distance between two texts on one line, in manim units.

It is the space between words of ``SMALLEST_TYPE``. Closer texts would be read as one word.
"""

EDGE = 0.05
"""Manim units by which a zone may be exceeded: three pixels at 480p, of a margin of 27."""


AROUND = 24
"""Number of points along an outline at which the contrast of a mark is measured."""

BESIDE = 0.015
"""Distance of these points from the outline, in manim units: one pixel at 480p."""


@dataclass(frozen=True)
class Still:
    """The contents of one frame.

    Attributes
    ----------
    shapes
        The visible shapes, in the order in which they are drawn.
    texts
        All units of text on stage, including invisible ones.
    at_rest
        Whether nothing moves; contrast is judged only in this case.
    frame
        Number of the frame.
    bounds
        Rectangle of the whole picture, in manim units.
    zones
        Zones of the frame.
    background
        Colour in [0, 1], shape (3,).
    """

    shapes: Sequence[Shape]
    texts: Sequence[Text]
    at_rest: bool
    frame: int
    bounds: Extent
    zones: Zones
    background: Array


@dataclass(frozen=True)
class _Unit:
    """A unit of text with its visible shapes."""

    text: Text
    parts: list[Shape]
    extent: Extent
    reach: Array
    first: int  # index of its first shape in the order of drawing

    @property
    def name(self) -> str:
        return self.parts[0].name

    @property
    def points(self) -> Array:
        return np.concatenate([part.points[:, :2] for part in self.parts])


def inspect_still(still: Still) -> Iterator[Finding]:
    """Yield all findings about one picture."""
    units = _units(still.shapes)
    yield from _collisions(still, units)
    yield from _strays(still, units)
    yield from _small_type(still, units)
    yield from _broken_text(still, units)
    if still.at_rest:
        yield from _faint_text(still, units)
        yield from _faint_marks(still)


def _units(shapes: Sequence[Shape]) -> list[_Unit]:
    parts: dict[Text, list[tuple[int, Shape]]] = {}
    for place, shape in enumerate(shapes):
        if shape.text is not None:
            parts.setdefault(shape.text, []).append((place, shape))
    units = []
    for text, found in parts.items():
        members = [shape for _, shape in found]
        extent = members[0].extent
        for shape in members[1:]:
            extent = extent.union(shape.extent)
        farthest = np.stack([shape.reach for shape in members]).max(axis=0)
        units.append(_Unit(text, members, extent, farthest, found[0][0]))
    return units


def _collisions(still: Still, units: Sequence[_Unit]) -> Iterator[Finding]:
    for place, one in enumerate(units):
        for other in units[place + 1 :]:
            needed = _apart(one, other) if still.at_rest else -TOUCH
            if not one.extent.meets(other.extent, max(needed, 0.0)):
                continue
            depth = overlap_depth(one.reach, other.reach)
            if -depth < needed and not one.parts[0].may_with("overlap", other.parts[0]):
                near = f"are {-depth:.3f} units apart, less than {needed:.3f}"
                yield Finding(
                    "overlap",
                    f"{one.name} and {other.name} "
                    + (near if depth <= TOUCH else f"overlap by {depth:.2f} units"),
                    f"move them apart by {max(depth, needed + depth):.2f} units",
                    still.frame,
                    one.extent.union(other.extent),
                    f"{one.name} and {other.name}",
                )
    marks = [shape for shape in still.shapes if shape.text is None]
    margin = CLEAR if still.at_rest else -TOUCH
    for unit in units:
        for mark in marks:
            if (
                unit.extent.meets(mark.extent, max(margin, 0.0))
                and _is_under(unit, mark, margin)
                and not unit.parts[0].may_with("overlap", mark)
            ):
                runs_into = _is_under(unit, mark, -TOUCH)
                yield Finding(
                    "overlap",
                    f"{unit.name} {'runs into' if runs_into else 'touches'} {mark.name}, "
                    "which is not its own",
                    "move one of them, or declare that the mark is the text's own",
                    still.frame,
                    unit.extent,
                    f"{unit.name} and {mark.name}",
                )


def _apart(one: _Unit, other: _Unit) -> float:
    """Return the minimum distance of two texts at which they are read separately."""
    return SPACE if on_one_line(one.reach, other.reach) else CLEAR


def _is_under(unit: _Unit, mark: Shape, margin: float) -> bool:
    """Return whether a mark comes within ``margin`` of a text's convex hull.

    A mark between the letters of a text lies within its hull.
    """
    half = mark.half_stroke if mark.stroke_opacity else 0.0
    outline = mark.segments if not mark.fill_opacity else mark.closed
    if crosses(outline, unit.reach + half + margin):
        return True
    return bool(mark.fill_opacity) and bool(inside(unit.points[:1], mark.closed)[0])


def _strays(still: Still, units: Sequence[_Unit]) -> Iterator[Finding]:
    seen = [(unit.parts[0], unit.extent) for unit in units]
    seen += [(shape, shape.extent) for shape in still.shapes if shape.text is None]
    for shape, extent in seen:
        excess = _excess(extent, still.bounds)
        if excess > EDGE:
            cut = "is cut off by" if shape.text else "leaves"
            yield Finding(
                "frame",
                f"{shape.name} {cut} the frame, by {excess:.2f} units",
                "keep it within the frame",
                still.frame,
                extent,
                shape.name,
            )
            continue
        zone = getattr(still.zones, shape.zone)
        excess = _excess(extent, Extent(zone.left, zone.bottom, zone.right, zone.top))
        if excess > EDGE and not shape.may("zone"):
            yield Finding(
                "zone",
                f"{shape.name} leaves the {shape.zone} by {excess:.2f} units",
                f"keep it within zones.{shape.zone}",
                still.frame,
                extent,
                shape.name,
            )


def _excess(extent: Extent, limits: Extent) -> float:
    return max(
        limits.left - extent.left,
        limits.bottom - extent.bottom,
        extent.right - limits.right,
        extent.top - limits.top,
    )


def _small_type(still: Still, units: Sequence[_Unit]) -> Iterator[Finding]:
    for unit in units:
        text = unit.text
        essential = text.made_size >= SMALLEST_ESSENTIAL_TYPE
        floor = SMALLEST_ESSENTIAL_TYPE if essential else SMALLEST_TYPE
        if isinstance(text.mobject, Number):
            floor = SMALLEST_DIGITS
        # The tolerance is for rounding errors of scaling back and forth.
        if text.size < floor - 1e-3 and not unit.parts[0].may("size"):
            yield Finding(
                "size",
                f"{unit.name} has a font size of {text.size:.1f}, less than {floor:g}",
                "set fewer words, or give them more room",
                still.frame,
                unit.extent,
                unit.name,
            )


def _broken_text(still: Still, units: Sequence[_Unit]) -> Iterator[Finding]:
    nowhere = Extent(0, 0, 0, 0)
    for text in still.texts:
        if not any(len(member.points) for member in text.mobject.get_family()):
            yield Finding(
                "empty",
                f"the text {text.short} shows nothing",
                "leave it out, or give it words",
                still.frame,
                nowhere,
                text.short,
            )
    for unit in units:
        missing = missing_glyphs(unit.text.words, font())
        if missing:
            yield Finding(
                "glyph",
                f"{unit.name} has {missing!r}, which no font of the clips holds",
                "write it with other characters",
                still.frame,
                unit.extent,
                unit.name,
            )


def _faint_text(still: Still, units: Sequence[_Unit]) -> Iterator[Finding]:
    for unit in units:
        worst, shown, ground = np.inf, "", ""
        for part in unit.parts:
            if part.may("contrast"):
                continue
            points = _some(part.segments[:, 0], 12)
            # The glyph's own colour ends at its outline, so only the colours behind are looked up.
            grounds = behind(points, still.shapes[: unit.first], still.background)
            ratios = contrast(over(part.fill, part.fill_opacity, grounds), grounds)
            place = int(ratios.argmin())
            if ratios[place] < worst:
                worst = float(ratios[place])
                shown, ground = _hex(part.fill), _hex(grounds[place])
        if worst < TEXT_CONTRAST:
            yield Finding(
                "contrast",
                f"{unit.name}, {shown} on {ground}, has a contrast of {worst:.1f}, less "
                f"than {TEXT_CONTRAST}",
                "take a colour of theme.py that is made for text, or move it off what is behind",
                still.frame,
                unit.extent,
                unit.name,
            )


def _faint_marks(still: Still) -> Iterator[Finding]:
    for shape in still.shapes:
        if shape.text is not None or shape.may("contrast"):
            continue
        points = _beside(shape)
        # Shapes that are declared to form one figure with it are not its background.
        others = [s for s in still.shapes if s is not shape and not _one_figure(s, shape)]
        grounds = behind(points, others, still.background)
        ratios = np.maximum(
            contrast(over(shape.fill, shape.fill_opacity, grounds), grounds),
            contrast(over(shape.stroke, shape.stroke_opacity, grounds), grounds),
        )
        best = _best_part(ratios)
        if best < MARK_CONTRAST:
            yield Finding(
                "contrast",
                f"{shape.name} has a contrast of {best:.1f} to what is beside it, less than "
                f"{MARK_CONTRAST:g}",
                "raise its opacity or outline it, or declare what else makes it seen",
                still.frame,
                shape.extent,
                shape.name,
            )


def _one_figure(one: Shape, other: Shape) -> bool:
    groups = {a.group for a in one.allowed if a.rule == "contrast" and not a.alone}
    return any(a.group in groups for a in other.allowed)


def _beside(shape: Shape) -> Array:
    """Return points just outside a shape, spread along its whole outline.

    A shape without a fill has points on both sides of its stroke.
    """
    segments = shape.closed if shape.fill_opacity else shape.segments
    along = segments[:, 1] - segments[:, 0]
    lengths = np.linalg.norm(along, axis=1)
    ends = np.cumsum(lengths)
    at = (np.arange(AROUND) + 0.5) / AROUND * ends[-1]
    which = np.searchsorted(ends, at)
    share = 1 - (ends[which] - at) / lengths[which]
    direction = along[which] / lengths[which, None]
    across = np.column_stack((-direction[:, 1], direction[:, 0]))
    middle = segments[which, 0] + share[:, None] * along[which]
    away = BESIDE + (shape.half_stroke if shape.stroke_opacity else 0.0)
    points = np.concatenate((middle + away * across, middle - away * across))
    if not shape.fill_opacity:
        return points
    outside = points[~inside(points, shape.closed)]
    return outside if len(outside) else points


def _best_part(ratios: Array) -> float:
    """Return the contrast that a quarter of the points exceed.

    A baseline may run along bars as bright as itself, and a bar may have another one on top. So a
    mark counts as visible if the part with the highest contrast is.
    """
    return float(np.sort(ratios)[3 * len(ratios) // 4])


def _some(points: Array, most: int) -> Array:
    """Return about ``most`` of ``points``, evenly spread over all of them."""
    return points[:: max(1, len(points) // most)]


def _hex(color: Array) -> str:
    return "#" + "".join(f"{round(255 * c):02X}" for c in color)
