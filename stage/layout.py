"""Arrangements of parts: rows, columns and layers of a stage, and the scales that they share.

The only place that computes where something is. An arrangement is declared before the first
frame and asked, without drawing anything, which zone each part gets in it. Knows nothing of
manim, of the frame's shape, or of what a part draws: only how little it can do with, and what it
needs around the rectangle of its values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any, ClassVar, NamedTuple, Protocol

from stage.theme import Zone

__all__ = [
    "MEMORY",
    "Arrangement",
    "Arrangements",
    "Column",
    "Fit",
    "Having",
    "Layers",
    "Margin",
    "Memory",
    "Place",
    "Placeable",
    "Row",
    "Scale",
    "Size",
    "between",
    "crossings",
    "shortages",
    "size_of",
]

MEMORY = 0.4
"""Opacity of what has stepped back: still readable."""

SLACK = 1e-6
"""Manim units by which rounding may make something too large."""

STEPS = 20
"""Of a glide, at which it is looked whether parts cross."""

TOUCH = 0.3
"""Square units that parts may share on their way: little is drawn at the edge of a zone."""


class Size(NamedTuple):
    """A width and a height, in manim units."""

    width: float
    height: float

    def fits(self, room: Size) -> bool:
        """Whether there is that much in ``room``."""
        return self.width <= room.width + SLACK and self.height <= room.height + SLACK


class Margin(NamedTuple):
    """What a part needs around the rectangle in which its values are drawn."""

    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0

    def inside(self, zone: Zone) -> Zone:
        """That rectangle; never turned inside out."""
        right = max(zone.left + self.left, zone.right - self.right)
        top = max(zone.bottom + self.bottom, zone.top - self.top)
        return Zone(zone.left + self.left, right, zone.bottom + self.bottom, top)


def size_of(zone: Zone) -> Size:
    """How large it is."""
    return Size(zone.width, zone.height)


def between(a: Zone, b: Zone, share: float) -> Zone:
    """The zone on the way from ``a`` to ``b``; exact at both ends."""

    def mix(start: float, end: float) -> float:
        return (1 - share) * start + share * end

    return Zone(
        mix(a.left, b.left), mix(a.right, b.right), mix(a.bottom, b.bottom), mix(a.top, b.top)
    )


class Arrangement(Protocol):
    """Whatever can be given a zone: a part, or several."""

    def least(self, room: Size) -> Size:
        """How little of ``room`` it can do with."""

    def margin(self, zone: Zone) -> Margin:
        """What it needs around the rectangle of its values."""

    def place(self, zone: Zone) -> Iterator[Place]:
        """Where its parts are in ``zone``."""


Arrangements = Mapping[str, Arrangement]
"""All of a scene, by name."""


class Placeable(Arrangement, Protocol):
    """What an arrangement must know of a part."""

    name: str
    values: dict[str, Any]

    def span(self, axis: str) -> float:
        """The length of the axis, in its values: all that there must be room for."""


@dataclass(frozen=True)
class Place:
    """Where a part is in an arrangement.

    Attributes
    ----------
    part, zone
        What, and where.
    share
        Of its opacity.
    looks
        The values that it has there, by name.
    units
        By axis, how long a value of 1 is, in manim units, where that is shared.
    """

    part: Any
    zone: Zone
    share: float = 1.0
    looks: Mapping[str, Any] = field(default_factory=dict)
    units: dict[str, float] = field(default_factory=dict)

    def unit(self, axis: str) -> float:
        """How long a value of 1 is there: as is shared, else as long as there is room for."""
        return self.units.get(axis) or _room(self, axis)

    @contextmanager
    def as_told(self) -> Iterator[Any]:
        """The part, looking for a moment as it does here."""
        with as_having(self.part, self.looks) as part:
            yield part


@contextmanager
def as_having(part: Any, looks: Mapping[str, Any]) -> Iterator[Any]:
    """``part`` with ``looks`` among its values, for a moment."""
    before = part.values
    part.values = {**before, **looks}
    try:
        yield part
    finally:
        part.values = before


@dataclass(frozen=True, init=False)
class _Line:
    """Items along an axis.

    Parameters
    ----------
    items
        In the order of reading.
    shares
        In proportion, of the length that is left when all have what they need around the
        rectangles of their values; with 0 an item gets as little as it can do with.
    gap
        Between neighbours, in manim units.
    aligned
        Whether the rectangles of their values have the same ends across the axis, so that bins or
        scales are in line.
    turns
        Whether a row becomes a column where the zone is tall, or the row does not fit.
    main
        Which item's values are those of the line, for whoever aligns the line with others: the
        others then need a share of 0.
    """

    items: tuple[Arrangement, ...]
    shares: tuple[float, ...]
    gap: float
    aligned: bool
    turns: bool
    main: int | None

    along: ClassVar[int]

    def __init__(
        self,
        *items: Arrangement,
        shares: Sequence[float] = (),
        gap: float = 0.45,
        aligned: bool = False,
        turns: bool = True,
        main: int | None = None,
    ) -> None:
        values = {
            "items": items,
            "shares": tuple(shares) or (1.0,) * len(items),
            "gap": gap,
            "aligned": aligned,
            "turns": turns,
            "main": main,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)
        if len(self.shares) != len(items):
            raise ValueError(f"a share for each of {len(items)} items; got {self.shares}.")

    def margin(self, zone: Zone) -> Margin:
        """What is around its main item's values; none if it has no main item."""
        if self.main is None:
            return Margin()
        own = self._in_line(self._cut(zone))[self.main]
        inner = self.items[self.main].margin(own).inside(own)
        return Margin(
            inner.left - zone.left,
            zone.right - inner.right,
            inner.bottom - zone.bottom,
            zone.top - inner.top,
        )

    def least(self, room: Size) -> Size:
        """What all items need, side by side, and in line if they are aligned."""
        sizes = self._needs(room)
        along = sum(s[self.along] for s in sizes) + self.gap * (len(sizes) - 1)
        across = [s[1 - self.along] for s in sizes]
        if self.aligned:
            # What one needs around its values, all have.
            margins = [item.margin(Zone(0.0, room.width, 0.0, room.height)) for item in self.items]
            sides = (2, 3) if self.along == 0 else (0, 1)
            own = [sum(m[side] for side in sides) for m in margins]
            most = sum(max(m[side] for m in margins) for side in sides)
            across = [most + need - around for need, around in zip(across, own, strict=True)]
        return Size(along, max(across)) if self.along == 0 else Size(max(across), along)

    def _needs(self, room: Size) -> list[Size]:
        """What each item needs in the room that the others leave; a text may take more lines."""
        sizes = [item.least(room) for item in self.items]
        if self.along == 1:
            return sizes
        free = room.width - self.gap * (len(sizes) - 1)
        # Twice, since one that made itself small need not have, if a later one takes another line.
        for _ in range(2):
            for i, item in enumerate(self.items):
                others = sum(size.width for size in sizes) - sizes[i].width
                own = min(room.width, max(free - others, 0.0))
                sizes[i] = item.least(Size(own, room.height))
        return sizes

    def place(self, zone: Zone) -> Iterator[Place]:
        """Cut the zone, and place every item in its own."""
        for item, own in zip(self.items, self._in_line(self._cut(zone)), strict=True):
            yield from item.place(own)

    def _lengths(self, zone: Zone) -> list[float]:
        """Along the axis: by shares, but none less than it needs while there is enough for all."""
        room = size_of(zone)
        least = [size[self.along] for size in self._needs(room)]
        around = [self._around(item, zone) for item in self.items]
        free = max(room[self.along] - self.gap * (len(self.items) - 1), 0.0)
        if sum(least) >= free:
            return [length * free / sum(least) for length in least]
        bound = {i for i, share in enumerate(self.shares) if share == 0}
        while True:
            loose = [i for i in range(len(self.items)) if i not in bound]
            rest = free - sum(least[i] for i in bound) - sum(around[i] for i in loose)
            total = sum(self.shares[i] for i in loose) or 1.0
            lengths = [
                least[i] if i in bound else around[i] + max(rest, 0.0) * share / total
                for i, share in enumerate(self.shares)
            ]
            short = {i for i in loose if lengths[i] < least[i] - SLACK}
            if not short:
                return lengths
            bound |= short

    def _around(self, item: Arrangement, zone: Zone) -> float:
        """What the item needs around its values, along the axis."""
        margin = item.margin(zone)
        return margin.left + margin.right if self.along == 0 else margin.bottom + margin.top

    def _cut(self, zone: Zone) -> list[Zone]:
        zones = []
        at = zone.left if self.along == 0 else zone.top
        for length in self._lengths(zone):
            if self.along == 0:
                zones.append(Zone(at, at + length, zone.bottom, zone.top))
                at += length + self.gap
            else:
                zones.append(Zone(zone.left, zone.right, at - length, at))
                at -= length + self.gap
        return zones

    def _in_line(self, zones: list[Zone]) -> list[Zone]:
        if not self.aligned:
            return zones
        own = [item.margin(zone) for item, zone in zip(self.items, zones, strict=True)]
        most = Margin(*(max(margin[side] for margin in own) for side in range(4)))
        if self.along == 0:
            return [
                Zone(z.left, z.right, z.bottom + most.bottom - m.bottom, z.top - most.top + m.top)
                for z, m in zip(zones, own, strict=True)
            ]
        return [
            Zone(z.left + most.left - m.left, z.right - most.right + m.right, z.bottom, z.top)
            for z, m in zip(zones, own, strict=True)
        ]


class Column(_Line):
    """One below the other, the first on top."""

    along = 1


class Row(_Line):
    """Side by side; one below the other where the zone is tall, or too narrow."""

    along = 0

    def least(self, room: Size) -> Size:
        """As a row, or as the column that it becomes in such a room."""
        return self._column().least(room) if self._turned(room) else super().least(room)

    def margin(self, zone: Zone) -> Margin:
        """Likewise."""
        turned = self._turned(size_of(zone))
        return self._column().margin(zone) if turned else super().margin(zone)

    def place(self, zone: Zone) -> Iterator[Place]:
        """In a row if it fits."""
        turned = self._turned(size_of(zone))
        yield from self._column().place(zone) if turned else super().place(zone)

    def _turned(self, room: Size) -> bool:
        if not self.turns:
            return False
        return room.height > 1.1 * room.width or super().least(room).width > room.width + SLACK

    def _column(self) -> Column:
        return Column(
            *self.items, shares=self.shares, gap=self.gap, aligned=self.aligned, main=self.main
        )


@dataclass(frozen=True)
class Memory:
    """What has stepped back: a memory of before, still readable."""

    item: Arrangement

    def least(self, room: Size) -> Size:
        """As the item."""
        return self.item.least(room)

    def margin(self, zone: Zone) -> Margin:
        """As the item."""
        return self.item.margin(zone)

    def place(self, zone: Zone) -> Iterator[Place]:
        """As the item, fainter."""
        for place in self.item.place(zone):
            yield Place(place.part, place.zone, place.share * MEMORY, place.looks)


@dataclass(frozen=True)
class Having:
    """A part that looks different in this arrangement; it is measured so, too."""

    part: Placeable
    looks: Mapping[str, Any]

    def least(self, room: Size) -> Size:
        """As the part, looking so."""
        with as_having(self.part, self.looks) as part:
            return part.least(room)

    def margin(self, zone: Zone) -> Margin:
        """As the part, looking so."""
        with as_having(self.part, self.looks) as part:
            return part.margin(zone)

    def place(self, zone: Zone) -> Iterator[Place]:
        """The part, with these looks."""
        yield Place(self.part, zone, looks=self.looks)


@dataclass(frozen=True, init=False)
class Layers:
    """In the same zone, the first below; their values' rectangles are the same."""

    items: tuple[Arrangement, ...]

    def __init__(self, *items: Arrangement) -> None:
        object.__setattr__(self, "items", items)

    def least(self, room: Size) -> Size:
        """As much as the largest needs."""
        sizes = [item.least(room) for item in self.items]
        return Size(max(s.width for s in sizes), max(s.height for s in sizes))

    def margin(self, zone: Zone) -> Margin:
        """As much as any needs, on every side."""
        own = [item.margin(zone) for item in self.items]
        return Margin(*(max(margin[side] for margin in own) for side in range(4)))

    def place(self, zone: Zone) -> Iterator[Place]:
        """All of them there."""
        inner = self.margin(zone).inside(zone)
        for item in self.items:
            m = item.margin(zone)
            yield from item.place(
                Zone(
                    inner.left - m.left, inner.right + m.right,
                    inner.bottom - m.bottom, inner.top + m.top,
                )
            )  # fmt: skip


@dataclass(frozen=True, init=False)
class Fit:
    """The first choice that fits its zone; else the last."""

    choices: tuple[Arrangement, ...]

    def __init__(self, *choices: Arrangement) -> None:
        object.__setattr__(self, "choices", choices)

    def least(self, room: Size) -> Size:
        """As the choice for that room."""
        return self._chosen(room).least(room)

    def margin(self, zone: Zone) -> Margin:
        """As the choice for that zone."""
        return self._chosen(size_of(zone)).margin(zone)

    def place(self, zone: Zone) -> Iterator[Place]:
        """The choice for that zone."""
        yield from self._chosen(size_of(zone)).place(zone)

    def _chosen(self, room: Size) -> Arrangement:
        fitting = (choice for choice in self.choices if choice.least(room).fits(room))
        return next(fitting, self.choices[-1])


_Axis = (
    tuple[Placeable, str]
    | tuple[Placeable, str, float]
    | tuple[Placeable, str, float, tuple[str, ...]]
)


@dataclass(frozen=True)
class Scale:
    """One unit for axes of several parts, so that whoever compares their lengths may.

    It is the largest for which all of them have room, wherever they are placed: in all
    arrangements but those that are ``apart``, each of which has a unit of its own.

    Attributes
    ----------
    axes
        A part and its axis, "x" or "y"; and, if a length of 1 there is not as long as one unit,
        how many units it is; and, if not in all, the names of the arrangements in which it holds.
    apart
        Names of arrangements.
    within
        Names of the arrangements in which the scale holds; in all unless given.
    """

    axes: tuple[_Axis, ...]
    apart: tuple[str, ...] = ()
    within: tuple[str, ...] = ()

    def solve(self, placed: Mapping[str, Sequence[Place]]) -> None:
        """Write the units into the places of all arrangements, by name."""
        held = self.within or tuple(placed)
        together = [name for name in held if name not in self.apart]
        for group in [together, *([name] for name in self.apart)]:
            found = [
                (place, of[1], of[2] if len(of) > 2 else 1.0)
                for name in group
                for place in placed[name]
                for of in self.axes
                if place.part is of[0] and (len(of) < 4 or name in of[3])
            ]
            unit = min((_room(place, axis) / times for place, axis, times in found), default=0.0)
            for place, axis, times in found:
                place.units[axis] = unit * times


def _room(place: Place, axis: str) -> float:
    """How long a value of 1 may be there."""
    with place.as_told() as part:
        inner = part.margin(place.zone).inside(place.zone)
        return float((inner.width if axis == "x" else inner.height) / part.span(axis))


def shortages(placed: Mapping[str, Sequence[Place]]) -> Iterator[str]:
    """What has less room than it can do with, as sentences."""
    for name, places in placed.items():
        for place in places:
            room = size_of(place.zone)
            with place.as_told() as part:
                least = part.least(room)
            if not least.fits(room):
                yield (
                    f"{place.part.name} needs {least.width:.2f} x {least.height:.2f} in "
                    f"{name!r}, and has {room.width:.2f} x {room.height:.2f}: "
                    "make its share larger, or a gap smaller"
                )


def crossings(placed: Mapping[str, Sequence[Place]]) -> Iterator[str]:
    """Which parts go through others on their ways from an arrangement to the next, as sentences.

    What goes, or comes, is crossed by none: it leaves before the others move, and comes after. What
    lies within another one at both ends lies within it on its way.
    """
    for (name, before), (next_name, after) in pairwise(placed.items()):
        ends = {place.part: place.zone for place in after}
        staying = [(p.part, p.zone, ends[p.part]) for p in before if p.part in ends]
        for (one, start, end), (other, other_start, other_end) in combinations(staying, 2):
            if _within(start, other_start) and _within(end, other_end):
                continue
            shared = [
                _overlap(between(start, end, share), between(other_start, other_end, share))
                for share in (step / STEPS for step in range(STEPS + 1))
            ]
            if max(shared) > max(shared[0], shared[-1]) + TOUCH:
                yield f"from {name!r} to {next_name!r} {one.name} goes through {other.name}"


def _within(one: Zone, other: Zone) -> bool:
    """Whether one of two zones is part of the other."""
    least = min(one.width * one.height, other.width * other.height)
    return _overlap(one, other) >= least - SLACK


def _overlap(one: Zone, other: Zone) -> float:
    """The area that two zones have in common."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.top, other.top) - max(one.bottom, other.bottom)
    return max(width, 0.0) * max(height, 0.0)
