"""A canvas: each call draws one piece, which it makes the first time and moves every time after.

A piece goes by a key, such as ``("bar", 2)``. All pieces are drawn from the first frame on, with an
opacity of 0 where they are not seen: manim asks once, as a motion begins, what is on stage. Of two
pieces the one that was drawn first lies below, for the whole clip. Knows nothing of zones,
values or stories.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import numpy as np
from manim import VMobject

from stage.cast import CAST
from stage.mobjects.declared import Rule, allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.pictogram import Pictogram
from stage.mobjects.shapes import HAIR, HEAD, Dashes, Polyline, Rectangle, Ring, straight
from stage.mobjects.text import CAP, Formula, Number, Words, visibility, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, rgb, text_on, theme

__all__ = ["Canvas", "Key", "Point", "visibility"]

Key = tuple[str | int, ...]
Point = tuple[float, float]

OUTLINE = 2 * HAIR
"""Stroke round an area, in manim's hundredths of a unit."""

STROKE = 3 * HAIR
"""Stroke of a curve."""

HATCH = 0.2
"""From one slanted line of a hatch to the next, along its foot, in manim units."""

PAD = 0.12
"""Around the words of a tag, in manim units."""

M = TypeVar("M", bound=VMobject)


class Owner(Protocol):
    """The figure whose pieces are drawn."""

    pieces: dict[Key, Any]

    def add_piece(self, *key: str | int, piece: Any) -> Any:
        """Take ``piece`` as the one called ``key``, on top of all that there are."""


@dataclass
class Canvas:
    """What a figure draws on; a new one for each frame.

    All lengths and places are in manim units, colours ``#RRGGBB``, opacities from 0 to 1. Each
    call takes the piece's key first. ``allow`` maps rules of ``docs/picture_standards.md`` to the
    reason why they do not hold for the piece.
    """

    figure: Owner
    is_complete: bool = False
    drawn: set[Key] = field(default_factory=set)

    # --- Areas --------------------------------------------------------------------------------

    def rectangle(
        self,
        *key: str | int,
        left: float,
        bottom: float,
        right: float,
        top: float,
        color: str,
        opacity: float = 1.0,
        outline: str | None = None,
        measures: tuple[str, float] | None = None,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """A filled rectangle.

        ``measures`` is the axis along which its length is a number, "x" from its left side or "y"
        from its foot, and the number: published clips are measured against it, once it is wholly
        there.
        """
        piece = self._piece(key, Rectangle, allow, stroke_width=0, fill_opacity=1)
        piece.set_sides(left, bottom, right, top)
        _paint(piece, fill=color, opacity=opacity, stroke=outline, width=OUTLINE)
        metadata(piece).measured = None
        if measures is not None and opacity >= 1:
            axis, value = measures
            length = right - left if axis == "x" else top - bottom
            if value and length:
                unit = (length / value, 0.0) if axis == "x" else (0.0, length / value)
                y = (bottom + top) / 2 if axis == "x" else bottom
                x = left if axis == "x" else (left + right) / 2
                carry(piece, "length", origin=np.array([x, y]), unit=unit, values=[value])
        return piece

    def polygon(
        self,
        *key: str | int,
        points: FloatArray | Sequence[Point],
        color: str,
        opacity: float = 1.0,
        outline: str | None = None,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """A filled area with these corners, shape (n, 2); none with fewer than three."""
        piece = self._piece(key, VMobject, allow, stroke_width=0, fill_opacity=1)
        corners = _places(points)
        closed = np.concatenate((corners, corners[:1]))
        piece.points = straight(closed) if len(corners) > 2 else np.zeros((0, 3))
        _paint(piece, fill=color, opacity=opacity, stroke=outline, width=OUTLINE)
        return piece

    def polygons(
        self,
        *key: str | int,
        points: FloatArray,
        color: str,
        opacity: float = 1.0,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """Many filled areas in one piece, shape (n, m, 2): n of m corners each.

        A hundred of them are drawn as fast as one. Where they lie over each other, the piece is no
        darker for it.
        """
        piece = self._piece(key, VMobject, allow, stroke_width=0, fill_opacity=1)
        closed = np.concatenate((points, points[:, :1]), axis=1)
        ways = [straight(_places(way)) for way in closed]
        piece.points = np.concatenate(ways) if ways else np.zeros((0, 3))
        _paint(piece, fill=color, opacity=opacity)
        return piece

    def band(
        self,
        *key: str | int,
        upper: FloatArray | Sequence[Point],
        lower: FloatArray | Sequence[Point],
        color: str,
        opacity: float = 1.0,
        outline: str | None = None,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """The area between two curves, each of shape (n, 2) and in the same direction."""
        points = np.concatenate((np.asarray(upper, float), np.asarray(lower, float)[::-1]))
        return self.polygon(
            *key, points=points, color=color, opacity=opacity, outline=outline, allow=allow
        )

    def disc(
        self,
        *key: str | int,
        at: Point,
        radius: float,
        color: str,
        opacity: float = 1.0,
        outline: str | None = None,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """A filled circle: a bead, a ball, a dot."""
        piece = self._piece(key, _Circle, allow)
        piece.draw(at, radius)
        _paint(piece, fill=color, opacity=opacity, stroke=outline, width=OUTLINE)
        return piece

    def hatch(
        self,
        *key: str | int,
        left: float,
        bottom: float,
        right: float,
        top: float,
        color: str,
        width: float = OUTLINE,
        opacity: float = 1.0,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """Slanted lines over a rectangle, as on what is cut out of something and goes elsewhere."""
        piece = self._piece(key, VMobject, allow, fill_opacity=0)
        high = top - bottom
        starts = np.arange(left - high, right, HATCH) if right > left and high > 0 else np.zeros(0)
        ends = [(max(x, left), min(x + high, right), x) for x in starts]
        lines = [straight(_places([(a, bottom + a - x), (b, bottom + b - x)])) for a, b, x in ends]
        piece.points = np.concatenate(lines) if lines else np.zeros((0, 3))
        _paint(piece, stroke=color, width=width, opacity=opacity)
        return piece

    # --- Lines --------------------------------------------------------------------------------

    def line(
        self,
        *key: str | int,
        points: FloatArray | Sequence[Point],
        color: str,
        width: float = OUTLINE,
        opacity: float = 1.0,
        dashed: bool = False,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """A line through points, shape (n, 2)."""
        kind = Dashes if dashed else Polyline
        piece: Any = self._piece(key, kind, allow, color=color)
        places = _places(points)
        if dashed and len(places) > 1 and np.ptp(places, axis=0).any():
            piece.along(places)
        elif dashed:
            piece.points = np.zeros((0, 3))
        else:
            piece.through(places)
        _paint(piece, stroke=color, width=width, opacity=opacity)
        return piece

    def ring(
        self,
        *key: str | int,
        at: Point,
        radius: float,
        color: str,
        width: float = 1.25 * OUTLINE,
        opacity: float = 1.0,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """A circle: the grip of what is dragged, a place that waits for something."""
        piece = self._piece(key, _Circle, allow)
        piece.draw(at, radius)
        _paint(piece, stroke=color, width=width, opacity=opacity)
        return piece

    def arrow(
        self,
        *key: str | int,
        start: Point,
        end: Point,
        color: str,
        thickness: float = 0.09,
        opacity: float = 1.0,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """A straight arrow with a filled head; a shorter head where there is no room for it."""
        piece = self._piece(key, VMobject, allow, stroke_width=0, fill_opacity=1)
        a, b = np.array(start, float), np.array(end, float)
        length = float(np.hypot(*(b - a)))
        if length < 1e-9:
            piece.points = np.zeros((0, 3))
            return piece
        along = (b - a) / length
        across = np.array([-along[1], along[0]])
        head = min(HEAD, 0.7 * length)
        neck, half, wide = b - head * along, thickness / 2 * across, max(head, thickness) / 2
        points = [a + half, neck + half, neck + wide * across, b]
        points += [neck - wide * across, neck - half, a - half, a + half]
        piece.points = straight(_places(points))
        _paint(piece, fill=color, opacity=opacity)
        return piece

    # --- Texts --------------------------------------------------------------------------------

    def words(
        self,
        *key: str | int,
        text: str,
        at: Point,
        color: str | None = None,
        size: float = TYPE.label,
        align: float = 0.0,
        room: float | None = None,
        opacity: float = 1.0,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """Literal words; ``at`` is on the baseline, at their left (-1), middle (0) or right (1).

        ``room`` is how much they have of the room that they need, from 0 to 1 (``visibility``):
        they fade with it, and where they rest they are there or not.
        """
        return self._text(
            key, ("words", text), lambda: Words(text), at, color, size, align,
            room, opacity, allow,
        )  # fmt: skip

    def formula(
        self,
        *key: str | int,
        math: str,
        at: Point,
        color: str | None = None,
        colors: dict[str, str] | None = None,
        size: float = TYPE.formula,
        align: float = 0.0,
        room: float | None = None,
        opacity: float = 1.0,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """A formula in one line; see ``stage.mobjects.text.Formula`` for its parts' ``colors``."""
        return self._text(
            key,
            ("formula", math, color, tuple(sorted((colors or {}).items()))),
            lambda: Formula(math, color=color, colors=colors, display=False),
            at, None if colors else color, size, align, room, opacity, allow,
        )  # fmt: skip

    def number(
        self,
        *key: str | int,
        value: float,
        write: Callable[[float], str],
        at: Point,
        color: str | None = None,
        size: float = TYPE.number,
        align: float = 0.0,
        room: float | None = None,
        opacity: float = 1.0,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """A number as ``write`` writes it; placed as words are."""
        piece: Any = self._piece(key, lambda: Number(value, write), allow)
        piece.font_size, piece.align, piece.write = size, align, write
        piece.set_value(value, at=at)
        _paint(piece, fill=color or theme().text, opacity=opacity)
        if room is not None:
            metadata(piece).visibility = room
        return piece

    def tag(
        self,
        *key: str | int,
        text: str,
        at: Point,
        color: str | None = None,
        size: float = TYPE.tick,
        opacity: float = 1.0,
        allow: dict[Rule, str] | None = None,
    ) -> None:
        """Words in a small filled box around ``at``, such as the mark of the true class."""
        color = color or theme().target
        reasons: dict[Rule, str] = {"overlap": "a tag's words stand on it", **(allow or {})}
        wide = words_width(text, size)
        half, high = wide / 2 + PAD, CAP * size / 2 + PAD
        x, y = at
        self.rectangle(
            *key, "box", left=x - half, bottom=y - high, right=x + half, top=y + high,
            color=color, opacity=opacity, allow=reasons,
        )  # fmt: skip
        self.words(
            *key, "words", text=text, at=(x, y - CAP * size / 2), color=text_on(color), size=size,
            opacity=opacity, allow=reasons,
        )  # fmt: skip

    def pictogram(
        self,
        *key: str | int,
        name: str,
        at: Point,
        height: float,
        color: str,
        room: float | None = None,
        opacity: float = 1.0,
        allow: dict[Rule, str] | None = None,
    ) -> bool:
        """One of the cast around ``at``; nothing for another name, and returns which it was."""
        if name not in CAST:
            return False
        piece = self._piece(key, lambda: Pictogram(name, color), allow)
        piece.put(*at, height)
        _paint(piece, fill=color, opacity=opacity)
        if room is not None:
            metadata(piece).visibility = room
        return True

    # --- How ----------------------------------------------------------------------------------

    def _text(
        self,
        key: Key,
        made_of: tuple[Any, ...],
        make: Callable[[], Words | Formula],
        at: Point,
        color: str | None,
        size: float,
        align: float,
        room: float | None,
        opacity: float,
        allow: dict[Rule, str] | None,
    ) -> VMobject:
        piece: Any = self._piece(key, make, allow)
        if piece.made_of not in ((), made_of):
            piece.become_text(make())
        piece.made_of = made_of
        piece.put(*at, align=align, size=size)
        for glyphs in piece:
            fill = color or (None if made_of[0] == "formula" else theme().text)
            _paint(glyphs, fill=fill, opacity=opacity, filled=True)
        if room is not None:
            metadata(piece).visibility = room
        return piece

    def _piece(
        self,
        key: Key,
        make: Callable[..., M],
        reasons: dict[Rule, str] | None,
        **style: Any,
    ) -> M:
        if key in self.drawn:
            raise ValueError(
                f"a piece is drawn once a frame; got {key} twice. Give it another key."
            )
        self.drawn.add(key)
        if key not in self.figure.pieces:
            if self.is_complete:
                raise ValueError(
                    f"all pieces are drawn from the first frame on; got {key} later. "
                    "Draw it always, with an opacity of 0 where it is not seen."
                )
            made = self.figure.add_piece(*key, piece=make(**style))
            for rule, reason in (reasons or {}).items():
                allow(rule, reason, made)
        piece: M = self.figure.pieces[key]
        return piece


class _Circle(Ring):
    """A circle whose radius may change."""

    def __init__(self) -> None:
        super().__init__(1.0, stroke_width=0, fill_opacity=0)

    def draw(self, at: Point, radius: float) -> None:
        self.points = self._circle * radius + [*at, 0.0]


def _places(points: Any) -> FloatArray:
    """Points of a plane, shape (n, 2), as manim wants them, shape (n, 3)."""
    places = np.asarray(points, dtype=float).reshape(-1, 2)
    return np.column_stack((places, np.zeros(len(places))))


def _paint(
    piece: VMobject,
    *,
    fill: str | None = None,
    stroke: str | None = None,
    width: float = 0.0,
    opacity: float = 1.0,
    filled: bool = False,
) -> None:
    """Give a piece its colours, and the opacity of which its figure then takes a share.

    What is ``filled`` without a ``fill`` keeps its colour.
    """
    if fill is not None:
        piece.fill_rgbas[:, :3] = rgb(fill)
    if stroke is not None:
        piece.stroke_rgbas[:, :3] = rgb(stroke)
        piece.stroke_width = width
    is_filled = filled or fill is not None
    metadata(piece).opacities = (opacity if is_filled else 0.0, opacity if stroke else 0.0, 0.0)
