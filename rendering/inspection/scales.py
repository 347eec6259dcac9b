"""Whether sizes can be compared: what is drawn to a unit keeps it, shares it, and is not too small.

Reads parts, frame by frame: their values, zones and units. Knows nothing of what is drawn of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from manim import Scene

from rendering.inspection.findings import Extent, Finding
from stage.mobjects.declared import Rule
from stage.mobjects.metadata import metadata
from stage.parts.part import Bar, Part

__all__ = ["Scales"]

SAME = 1.03
"""By how much two lengths differ before it is seen."""

WHOLE = 0.9
"""Share of its opacity from which on a part is compared with others: no memory has it."""

FILLED = 0.5
"""Share of the room for its values that a figure has at least."""

_ALONG = {"x": "width", "y": "height"}


@dataclass
class _Since:
    """A part since it was first seen in a beat.

    Attributes
    ----------
    values, units
        As they were then; what is drawn to a unit, and the units by axis.
    moved
        Whether a value is another one by now.
    changed
        By axis: the frame in which its unit was first seen to be another one, and what it is now.
    """

    values: dict[str, Any]
    units: dict[str, float]
    moved: bool = False
    changed: dict[str, tuple[int, float]] = field(default_factory=dict)


class Scales:
    """What a scene does with its scales, frame by frame."""

    def __init__(self) -> None:
        self._frame = 0
        self._beat = ""
        self._since: dict[Part, _Since] = {}
        self._apart: dict[tuple[str, Part, Part, str], Finding] = {}
        self._small: dict[tuple[str, Part], Finding | None] = {}  # as the beat ends
        self._found: list[Finding] = []

    def see(self, scene: Scene, repeat: int) -> None:
        """Take in a frame that is shown ``repeat`` times."""
        beat = getattr(scene, "playing", "")
        if beat != self._beat:
            self._end_beat()
            self._beat = beat
        drawn_by = [metadata(m).drawn_by for m in scene.mobjects]
        parts = [part for part in drawn_by if part is not None]
        whole = [part for part in parts if part.scaled and part.share >= WHOLE and _shows(part)]
        filled = {part: _filled(part) for part in whole}
        large = any(share >= FILLED and part.units for part, share in filled.items())
        for part in whole:
            self._follow(part)
            # What shares a Scale with a figure that is large may be as small as it is.
            is_small = filled[part] < FILLED and not (part.units and large)
            self._small[beat, part] = self._smallness(part, filled[part]) if is_small else None
        for one, other in combinations(whole, 2):
            self._compare(one, other)
        self._frame += repeat

    def findings(self) -> Iterator[Finding]:
        """All that was wrong, after the last frame."""
        self._end_beat()
        yield from self._found
        yield from self._apart.values()
        yield from filter(None, self._small.values())

    def _follow(self, part: Part) -> None:
        values = {name: part.values[name] for _, name in part.scaled}
        units = {axis: part.unit(axis) for axis, _ in part.scaled}
        since = self._since.setdefault(part, _Since(values, units))
        since.moved |= any(
            not np.array_equal(since.values[name], value, equal_nan=True)
            for name, value in values.items()
        )
        for axis, unit in units.items():
            if _differ(since.units[axis], unit):
                frame, _ = since.changed.get(axis, (self._frame, unit))
                since.changed[axis] = frame, unit

    def _end_beat(self) -> None:
        for part, since in self._since.items():
            for axis, (frame, unit) in since.changed.items():
                if since.moved and not _may("scale", part):
                    self._found.append(
                        Finding(
                            "scale",
                            f"in {part.name}, a {_ALONG[axis]} of {since.units[axis]:.3g} for a "
                            f"value of 1 becomes {unit:.3g}, in a beat in which its values move",
                            "let one scale hold while values are compared: share a Scale, or "
                            "change it in a beat of its own",
                            frame,
                            _extent(part),
                            part.name,
                        )
                    )
        self._since = {}

    def _compare(self, one: Part, other: Part) -> None:
        if type(one) is not type(other):
            return
        for axis, _ in one.scaled:
            key = (self._beat, one, other, axis)
            a, b = one.unit(axis), other.unit(axis)
            if one.scale_of(axis) != other.scale_of(axis) or not _differ(a, b):
                continue
            if key not in self._apart and not _may("scale", one, other):
                self._apart[key] = Finding(
                    "scale",
                    f"a value of 1 has a {_ALONG[axis]} of {a:.3g} in {one.name} and of {b:.3g} "
                    f"in {other.name} beside it",
                    "share a Scale",
                    self._frame,
                    _extent(one).union(_extent(other)),
                    f"{one.name} and {other.name}",
                )

    def _smallness(self, part: Part, filled: float) -> Finding | None:
        if _may("small", part):
            return None
        return Finding(
            "small",
            f"{part.name} has {filled:.0%} of the room that its zone gives its values, less than "
            f"{FILLED:.0%}",
            "give its zone to others, let its axes end where its values do, or leave its Scale",
            self._frame,
            _extent(part),
            part.name,
        )


def _filled(part: Part) -> float:
    """How much of the room for its values it has."""
    inner = part.inner()
    room = {"x": inner.width, "y": inner.height}
    shares = (
        part.unit(axis) * part.span(axis) / room[axis] for axis, _ in part.scaled if room[axis]
    )
    return math.prod(min(1.0, share) for share in shares)


def _shows(part: Part) -> bool:
    """Whether any of its bars is there; of those that have none, all are."""
    bars = [key for key, piece in part.pieces.items() if isinstance(piece, Bar)]
    lines = [key for key in part.pieces if key[0] == "line"]
    return not bars or any(part.seen(key) >= WHOLE for key in (*bars, *lines))


def _differ(one: float, other: float) -> bool:
    low, high = sorted((one, other))
    return low > 0 and np.isfinite(high) and high > SAME * low


def _may(rule: Rule, *parts: Part) -> bool:
    """Whether it was declared that ``rule`` does not hold for one of them, or among them."""
    own = [[a for a in metadata(part.group).allowed if a.rule == rule] for part in parts]
    if any(a.alone for declared in own for a in declared):
        return True
    groups = [{a.group for a in declared} for declared in own]
    return len(parts) > 1 and bool(set.intersection(*groups))


def _extent(part: Part) -> Extent:
    zone = part.zone
    return Extent(zone.left, zone.bottom, zone.right, zone.top)
