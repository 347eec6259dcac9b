"""A part: something on stage that is drawn from values and a zone alone.

It owns what it looks like and nothing of where it is: an arrangement gives it a zone, a story
moves its values. Every frame of a motion, and of a glide from zone to zone, is drawn anew from
them, so it is true by itself. Knows nothing of stories, beats or animations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Any, ClassVar, NamedTuple

import numpy as np
from manim import VGroup, VMobject

from stage.layout import Having, Margin, Place, Size
from stage.mobjects.colors import mixed
from stage.mobjects.declared import named
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HEAD, straight
from stage.numbers import FloatArray
from stage.theme import Zone, rgb

__all__ = ["Bar", "Change", "Key", "Part", "Piece", "Pose"]

Key = tuple[str | int, ...]

ARCH = 0.6
"""How far a bar that goes elsewhere rises above the straight way, in manim units."""


_TURNS = {0.0: (1.0, 0.0, 0.0), 90.0: (0.0, 1.0, 0.0), -90.0: (0.0, -1.0, 0.0)}


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a bar is, whichever side of whichever figure it is.

    Attributes
    ----------
    foot
        The middle of its end at 0, in manim units.
    angle
        Of its way from there, in degrees: at 90 it stands, at 0 it lies.
    value, unit
        It is ``value * unit`` long, but at most ``limit`` either way; beyond, it ends in an arrow.
    width, color
        Across, in manim units; and ``#RRGGBB``.
    """

    foot: tuple[float, float]
    angle: float
    value: float
    unit: float
    width: float
    color: str
    limit: float = inf

    @property
    def is_cut(self) -> bool:
        """Whether it goes on beyond what is drawn."""
        return abs(self.value * self.unit) > self.limit + 1e-9

    @property
    def length(self) -> float:
        """In manim units; below 0 where the value is."""
        return max(min(self.value * self.unit, self.limit), -self.limit)

    @property
    def along(self) -> FloatArray:
        """The direction of its way, shape (3,); exact for one that stands or lies."""
        if self.angle in _TURNS:
            return np.array(_TURNS[self.angle])
        angle = np.deg2rad(self.angle)
        return np.array([np.cos(angle), np.sin(angle), 0.0])

    @property
    def head(self) -> FloatArray:
        """The middle of its other end, shape (3,)."""
        return np.array([*self.foot, 0.0]) + self.length * self.along

    @property
    def corners(self) -> FloatArray:
        """From the left of the foot round to the right of it, shape (4 or 7, 3)."""
        along = self.along
        across = np.array([-along[1], along[0], 0.0])
        foot, head, half = np.array([*self.foot, 0.0]), self.head, self.width / 2 * across
        if not self.is_cut:
            return np.array([foot + half, head + half, head - half, foot - half])
        wide = max(HEAD / 2, self.width / 2 + 0.08) * across
        point = head + (HEAD if self.value > 0 else -HEAD) * along
        tip = [head + half, head + wide, point, head - wide, head - half]
        return np.array([foot + half, *tip, foot - half])

    def toward(self, other: Pose, share: float) -> Pose:
        """On the way to ``other``: a bar of the same value in every frame, that turns and goes."""

        def mix(a: float, b: float) -> float:
            return b if a == b or not (isfinite(a) and isfinite(b)) else (1 - share) * a + share * b

        angle, unit, limit = (
            mix(getattr(self, name), getattr(other, name)) for name in ("angle", "unit", "limit")
        )
        color = mixed(self.color, other.color, share)
        width, value = mix(self.width, other.width), mix(self.value, other.value)
        turned = Pose((0.0, 0.0), angle, value, unit, width, color, limit)
        # Its middle goes over what is between, and neither swings out nor sinks through its goal.
        middles = [pose.foot + pose.length / 2 * pose.along[:2] for pose in (self, other)]
        middle = (1 - share) * middles[0] + share * middles[1]
        middle[1] += 4 * ARCH * share * (1 - share)
        x, y = middle - turned.length / 2 * turned.along[:2]
        return replace(turned, foot=(float(x), float(y)))


class Bar(VMobject):
    """A piece that is put where its pose is, and carries its value to be measured by."""

    def __init__(self, color: str, opacity: float = 1.0) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=opacity)

    def stand(self, pose: Pose, *, base: float) -> None:
        """Be there; ``base`` is how much of it, from its foot, something else covers."""
        corners = pose.corners
        self.points = straight(np.concatenate((corners, corners[:1])))
        self.fill_rgbas[:, :3] = rgb(pose.color)
        if pose.is_cut:
            metadata(self).measured = None
            return
        unit = (float(pose.unit * pose.along[0]), float(pose.unit * pose.along[1]))
        foot = np.array([*pose.foot, 0.0])
        carry(self, "length", origin=foot, unit=unit, values=[pose.value], base=base)


class Piece(NamedTuple):
    """A piece of a part, by name: to be shown, hidden or carried on its own."""

    part: Part
    key: Key

    @property
    def mobject(self) -> VMobject:
        """What is drawn of it."""
        return self.part.pieces[self.key]

    @property
    def is_figure(self) -> bool:
        """Whether it is a bar, which keeps its value and its unit wherever it goes."""
        return isinstance(self.mobject, Bar)


class Change(NamedTuple):
    """What changes in one part: rows by the name of the value."""

    part: Part
    tracks: Mapping[str, Any]


class Part:
    """Something on stage: drawn from ``values`` and ``zone`` alone, in every frame.

    A subclass makes its pieces once (``own``) and places all of them in ``draw``. A text that has
    less room than it needs has a ``visibility`` below 1 in its ``metadata``, which is a share of
    its opacity: so texts come and go with their room, and none flips.

    Parameters
    ----------
    name
        What it is called where something is found wrong with it: "p", "the areas".
    values
        What it shows, by name.

    Attributes
    ----------
    scaled
        Pairs of an axis, "x" or "y", and a number that is drawn to its unit.
    numbers, looks
        Names of values: those of the table move by its tracks alone, the others may be eased.
    later
        Kinds of pieces that are not there until they are shown.
    counted
        What a number in a key counts, where something is found wrong with that piece.
    fading
        Kinds of pieces with texts that lose, gain or change their room faster than an eye follows,
        and fade in their own time. One that ``goes`` elsewhere does so while nothing of it is seen.
    is_text
        Whether it is words and numbers alone: it is drawn over all figures.
    group
        What manim draws: all pieces, in the order in which they are owned.
    presence
        How much there is of a piece, by its key, where that was said.
    units
        By axis, the shared length of a value of 1.
    """

    scaled: ClassVar[tuple[tuple[str, str], ...]] = ()
    numbers: ClassVar[tuple[str, ...]] = ()
    looks: ClassVar[tuple[str, ...]] = ()
    later: ClassVar[tuple[str, ...]] = ()
    counted: ClassVar[str] = "of class "
    fading: ClassVar[tuple[str, ...]] = ()
    is_text: ClassVar[bool] = False
    words: str = ""
    """A sentence that is to be read when it comes, if it is one."""

    base: ClassVar[float] = 0.03
    """How much of a bar, from its foot, an axis covers, in manim units."""

    def __init__(self, name: str, **values: Any) -> None:
        self.name = name
        self.values: dict[str, Any] = {k: np.asarray(v, float) for k, v in values.items()}
        self.zone = Zone(0.0, 1.0, 0.0, 1.0)
        self.share = 1.0
        self.group = VGroup()
        metadata(self.group).drawn_by = self
        self.pieces: dict[Key, VMobject] = {}
        self.presence: dict[Key, float] = {}
        self.units: dict[str, float] = {}
        self.grown: dict[Key, float] = {}
        self.carried: dict[Key, tuple[Piece, float]] = {}
        self.flights: dict[Key, tuple[Callable[[], FloatArray], float, float]] = {}
        self._inner: Zone | None = None

    def own(self, *key: str | int, of: Any) -> Any:
        """Take ``of`` as the piece called ``key``; what is owned later is drawn on top."""
        self.pieces[key] = of
        named(_told(key, self.counted), of)
        self.group.add(of)
        named(self.name, self.group)
        return of

    # --- For the story ----------------------------------------------------------------------------

    def piece(self, *key: str | int) -> Piece:
        """The piece called ``key``."""
        if key not in self.pieces:
            raise KeyError(
                f"{self.name} has no piece {key}; it has {sorted(map(str, self.pieces))}."
            )
        return Piece(self, key)

    def all(self, *kinds: str) -> tuple[Piece, ...]:
        """All pieces whose key begins with one of ``kinds``."""
        return tuple(Piece(self, key) for key in self.pieces if key[0] in kinds)

    def to(self, **tracks: Any) -> Change:
        """A motion: the rows of a track frame by frame, or a look's new value, eased."""
        for name, track in tracks.items():
            self._require(name, (*self.numbers, *self.looks))
            if name in self.numbers and np.ndim(track) != self.values[name].ndim + 1:
                raise ValueError(
                    f"{name} of {self.name} is a number, which moves by a track of the table, of "
                    f"{self.values[name].ndim + 1} dimensions; got {np.ndim(track)}."
                )
        return Change(self, tracks)

    def having(self, **looks: Any) -> Having:
        """The part in an arrangement in which it looks so."""
        for name in looks:
            self._require(name, self.looks)
        return Having(self, {name: np.asarray(v, float) for name, v in looks.items()})

    def hide(self, *kinds: str | Key) -> None:
        """Leave out, for now, the pieces whose keys begin so."""
        for kind in kinds:
            start = (kind,) if isinstance(kind, str) else kind
            found = [key for key in self.pieces if key[: len(start)] == start]
            if not found:
                raise KeyError(f"{self.name} has no piece {start}; it has {sorted(self.pieces)}.")
            self.presence.update(dict.fromkeys(found, 0.0))

    def seen(self, key: Key) -> float:
        """How much of a piece is there."""
        return self.presence.get(key, 0.0 if key[0] in self.later else 1.0)

    def _require(self, name: str, known: Sequence[str]) -> None:
        if name not in known:
            raise ValueError(
                f"{self.name} has {', '.join(known) or 'nothing to move'}; got {name}."
            )

    # --- What a subclass says ---------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Choose how texts are written, for good, given all zones that it will rest in.

        Returns whether all of them have room; if not, classes go by number everywhere.
        """
        return True

    def settle(self, places: Sequence[Place]) -> None:
        """Choose what depends on units that are shared, too, given all places that it rests in."""

    def least(self, room: Size) -> Size:
        """How little of ``room`` it can do with."""
        raise NotImplementedError

    def margin(self, zone: Zone) -> Margin:
        """What it needs around the rectangle of its values."""
        return Margin()

    def span(self, axis: str) -> float:
        """The length of an axis, in its values."""
        raise NotImplementedError

    def scale_of(self, axis: str) -> str:
        """What a length along it is of; parts of one class that say the same can be compared."""
        return self.name

    def draw(self, zone: Zone) -> None:
        """Put all pieces that are not bars where they are."""
        raise NotImplementedError

    def figure(self, *key: Any) -> Pose:
        """Where the bar called ``key`` is: from values, zone and units alone."""
        raise NotImplementedError

    # --- What layout and story ask ----------------------------------------------------------------

    def place(self, zone: Zone) -> Iterator[Place]:
        """It is an arrangement of one part."""
        yield Place(self, zone)

    def inner(self) -> Zone:
        """The rectangle of its values, now."""
        return self._inner or self.margin(self.zone).inside(self.zone)

    def unit(self, axis: str) -> float:
        """The length of a value of 1, now: the shared one, else as long as there is room for."""
        if axis in self.units:
            return self.units[axis]
        inner = self.inner()
        return (inner.width if axis == "x" else inner.height) / self.span(axis)

    def pose(self, key: Key) -> Pose:
        """Where that bar is now, which may be on its way here from another part."""
        pose = self.figure(*key)
        if key in self.grown:
            share = self.grown[key]
            value = pose.value * share if share else 0.0
            pose = replace(pose, value=value, limit=pose.limit * share if share else 0.0)
        if key in self.carried:
            source, share = self.carried[key]
            pose = source.part.pose(source.key).toward(pose, share)
        return pose

    @staticmethod
    def goes(text: VMobject, spot: object) -> object:
        """Say that ``text`` has its room at ``spot``; and where it is: it may stay to fade."""
        own = metadata(text)
        own.anchor = spot
        return own.fading_anchor or spot

    def fading_texts(self) -> Iterator[VMobject]:
        """The texts that fade in their own time."""
        for key, piece in self.pieces.items():
            if key[0] in self.fading:
                for text in piece.get_family():
                    if metadata(text).given_visibility is not None:
                        yield text

    def redraw(self, rests: float, seen: Mapping[VMobject, float] | None = None) -> None:
        """Draw everything anew from what there is now.

        ``rests`` is 1 at rest, and less the farther a motion is from its start and its end: a text
        fades with its room, but where it rests it is there or not. ``seen`` is how much there is
        of texts that fade in their own time.
        """
        self._inner = self.inner()  # asked for by each bar, and the same for all
        self.draw(self.zone)
        for key, piece in self.pieces.items():
            if isinstance(piece, Bar):
                piece.stand(self.pose(key), base=self.base)
        self._inner = None
        for key, (where, scale, share) in self.flights.items():
            piece = self.pieces[key]
            center = piece.get_center()
            piece.scale(1 + (scale - 1) * (1 - share), about_point=center)
            piece.shift((where() - center) * (1 - share))
        for key, piece in self.pieces.items():
            _paint(piece, self.share * self.seen(key), self.share, rests, seen or {})


def _told(key: Key, counted: str) -> str:
    """What a piece is called where something is found wrong with it; numbers count from 1.

    >>> _told(("bar", 2), "of class "), _told(("outline",), ""), _told(("line", 0), "")
    ('the bar of class 3', 'the outline', 'the line 1')
    """
    kind, *of = key
    return " ".join(
        [f"the {kind}", *(f"{counted}{k + 1}" if isinstance(k, int) else k for k in of)]
    )


def _paint(
    mobject: VMobject, seen: float, share: float, rests: float, timed: Mapping[VMobject, float]
) -> None:
    """Give ``mobject`` so much of its own opacity."""
    own = metadata(mobject)
    visibility = own.visibility
    if visibility != 1.0:
        visibility = (1 - rests) * visibility + rests * round(visibility)
    if timed:
        visibility = timed.get(mobject, visibility)
    seen, share = seen * visibility, share * visibility
    if own.opacities is None:
        own.opacities = (
            float(mobject.fill_rgbas[0, 3]),
            float(mobject.stroke_rgbas[0, 3]),
            float(mobject.background_stroke_rgbas[0, 3]),
        )
    own.strength = share
    fill, stroke, behind = own.opacities
    mobject.fill_rgbas[:, 3] = fill * seen
    mobject.stroke_rgbas[:, 3] = stroke * seen
    mobject.background_stroke_rgbas[:, 3] = behind * seen
    for child in mobject.submobjects:
        _paint(child, seen, share, rests, timed)
