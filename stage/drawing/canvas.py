"""The canvas on which a figure draws its pieces: areas, lines, texts.

The first call with a key such as ``("bar", 2)`` makes the piece; later calls change it. A figure
draws every piece in every frame, invisible ones with opacity 0, since manim collects the mobjects
on stage once, when a motion begins. The piece that is drawn first lies lowest for the whole clip.
This module knows nothing of zones, values or stories.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import numpy as np
from manim import VMobject

from stage.cast import outlines
from stage.mobjects.declared import Rule, allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.pictogram import Pictogram
from stage.mobjects.shapes import HAIR, HEAD, Circle, Dashes, Polyline, Rectangle, flat, straight
from stage.mobjects.text import CAP, Formula, Number, Words, visibility, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, rgb, text_on, theme

__all__ = ["Canvas", "Key", "Point", "visibility"]

Key = tuple[str | int, ...]
Point = tuple[float, float]

OUTLINE = 2 * HAIR
"""Stroke width of an outline, in hundredths of a manim unit."""

STROKE = 3 * HAIR
"""Stroke width of a curve, in hundredths of a manim unit."""

HATCH = 0.2
"""Horizontal distance between the lines of a hatch, in manim units."""

PAD = 0.12
"""Padding around the words of a tag, in manim units."""

M = TypeVar("M", bound=VMobject)


class Owner(Protocol):
    """The figure whose pieces are drawn."""

    pieces: dict[Key, Any]

    def add_piece(self, *key: str | int, piece: Any) -> Any:
        """Add ``piece`` under ``key``, above all other pieces, and return it."""


@dataclass
class Canvas:
    """The drawing of one frame of a figure.

    Each method draws one piece. Its positional arguments are the piece's key. Lengths and positions
    are in manim units, stroke widths in hundredths of one; colours are ``#RRGGBB``; opacities are
    from 0 to 1.

    Three keyword arguments have the same meaning in all methods. ``allow`` maps a rule of
    ``docs/picture_standards.md`` that the piece may break to the reason. ``at`` is the piece's
    centre or, of a text, its anchor. ``room`` is the visibility of a text or pictogram, from 0 to
    1, as ``visibility(available width, required width)`` returns it: in a motion the piece fades
    accordingly, at rest it is fully visible or invisible.
    """

    figure: Owner
    is_complete: bool = False  # all pieces exist: a new key is an error
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
        """Draw a filled rectangle.

        ``measures`` is a pair of an axis and a value: the rectangle's width ("x") or height ("y")
        shows that value. While the rectangle is opaque, it becomes a gauge of the clip's card.
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
        """Draw a filled polygon with corners of shape (n, 2); with fewer than 3, nothing."""
        piece = self._piece(key, VMobject, allow, stroke_width=0, fill_opacity=1)
        corners = _points(points)
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
        """Draw n filled polygons of m corners each, shape (n, m, 2), as one piece.

        This is faster than n pieces. Where polygons overlap, the opacity does not add up.
        """
        piece = self._piece(key, VMobject, allow, stroke_width=0, fill_opacity=1)
        closed = np.concatenate((points, points[:, :1]), axis=1)
        outlines = [straight(_points(outline)) for outline in closed]
        piece.points = np.concatenate(outlines) if outlines else np.zeros((0, 3))
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
        """Draw the area between two curves of shape (n, 2), given in the same direction."""
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
        """Draw a filled circle."""
        piece = self._piece(key, Circle, allow)
        piece.put(*at, radius)
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
        """Draw a hatch of slanted lines in a rectangle, such as one for a removed part."""
        piece = self._piece(key, VMobject, allow, fill_opacity=0)
        height = top - bottom
        feet = np.arange(left - height, right, HATCH) if right > left and height > 0 else ()
        ends = [(max(x, left), min(x + height, right), x) for x in feet]
        lines = [straight(_points([(a, bottom + a - x), (b, bottom + b - x)])) for a, b, x in ends]
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
        """Draw a line through points of shape (n, 2); through fewer than 2, nothing."""
        kind = Dashes if dashed else Polyline
        piece: Any = self._piece(key, kind, allow, color=color)
        corners = _points(points)
        if dashed and len(corners) > 1 and np.ptp(corners, axis=0).any():
            piece.along(corners)
        elif dashed:
            piece.points = np.zeros((0, 3))
        else:
            piece.through(corners)
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
        """Draw the outline of a circle."""
        piece = self._piece(key, Circle, allow)
        piece.put(*at, radius)
        _paint(piece, stroke=color, width=width, opacity=opacity)
        return piece

    def arrow(
        self,
        *key: str | int,
        start: Point,
        end: Point,
        color: str,
        thickness: float = 0.09,
        head: float = HEAD,
        opacity: float = 1.0,
        allow: dict[Rule, str] | None = None,
    ) -> VMobject:
        """Draw a straight arrow with a filled head, which is smaller on a short arrow."""
        piece = self._piece(key, VMobject, allow, stroke_width=0, fill_opacity=1)
        a, b = np.array(start, float), np.array(end, float)
        length = float(np.hypot(*(b - a)))
        if length < 1e-9:
            piece.points = np.zeros((0, 3))
            return piece
        along = (b - a) / length
        across = np.array([-along[1], along[0]])
        head = min(head, 0.7 * length)
        neck, half, wide = b - head * along, thickness / 2 * across, max(head, thickness) / 2
        points = [a + half, neck + half, neck + wide * across, b]
        points += [neck - wide * across, neck - half, a - half, a + half]
        piece.points = straight(_points(points))
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
        """Draw literal words.

        The anchor ``at`` is on the baseline: at the left end if ``align`` is -1, in the middle if
        0, at the right end if 1. ``size`` is a font size; ``color`` defaults to that of text.
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
        """Draw a formula in one line; anchor and size as for ``words``.

        ``colors`` are those of its parts, by name (``stage.mobjects.text.Formula``).
        """
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
        """Draw the text ``write(value)``; anchor and size as for ``words``."""
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
        """Draw words in a filled box centred at ``at``; its colour defaults to the true class's."""
        color = color or theme().target
        reasons: dict[Rule, str] = {"overlap": "a tag's words stand on it", **(allow or {})}
        dx, dy = words_width(text, size) / 2 + PAD, CAP * size / 2 + PAD
        x, y = at
        self.rectangle(
            *key, "box", left=x - dx, bottom=y - dy, right=x + dx, top=y + dy,
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
        """Draw the pictogram ``name`` centred at ``at``, and return True.

        If there is none of that name in ``stage.cast``, draw nothing and return False.
        """
        if not outlines(name):
            return False
        piece = self._piece(key, lambda: Pictogram(name, color), allow)
        piece.put(*at, height)
        _paint(piece, fill=color, opacity=opacity)
        if room is not None:
            metadata(piece).visibility = room
        return True

    # --- Pieces -------------------------------------------------------------------------------

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


def _points(points: FloatArray | Sequence[Point]) -> FloatArray:
    return flat(np.asarray(points, dtype=float).reshape(-1, 2))


def _paint(
    piece: VMobject,
    *,
    fill: str | None = None,
    stroke: str | None = None,
    width: float = 0.0,
    opacity: float = 1.0,
    filled: bool = False,
) -> None:
    """Set a piece's colours, and its own opacity, which its figure may reduce.

    A piece that is ``filled`` without a ``fill`` keeps its colour.
    """
    if fill is not None:
        piece.fill_rgbas[:, :3] = rgb(fill)
    if stroke is not None:
        piece.stroke_rgbas[:, :3] = rgb(stroke)
        piece.stroke_width = width
    is_filled = filled or fill is not None
    metadata(piece).opacities = (opacity if is_filled else 0.0, opacity if stroke else 0.0, 0.0)
