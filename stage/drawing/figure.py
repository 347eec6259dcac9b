"""A figure: all that a scene draws, from its values and a zone alone.

It declares its values, and draws itself on a canvas, in every frame anew. A figure of one bar::

    class Level(Figure):
        height = number()

        def sketch(self, draw: Canvas) -> None:
            z = self.zone
            draw.rectangle("bar", left=z.left, right=z.right, bottom=z.bottom,
                           top=z.bottom + self.height * z.height, color=theme().q)

So every frame of a motion is a true drawing. Knows nothing of stories, beats or animations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, overload

import numpy as np
from manim import VGroup, VMobject

from stage.drawing.canvas import Canvas, Key
from stage.mobjects.declared import named
from stage.mobjects.metadata import metadata
from stage.numbers import FloatArray
from stage.theme import Zone

__all__ = ["Figure", "Scalar", "Values", "look", "looks", "number", "numbers"]

_ATTRIBUTES = frozenset({"group", "name", "pieces", "values", "zone"})


class _Declared:
    """A value of a figure, read as an attribute and moved by the story alone."""

    def __init__(self, *, is_number: bool, default: Any = None) -> None:
        self.is_number, self.default = is_number, default

    def __set_name__(self, owner: type[Figure], name: str) -> None:
        if name in _ATTRIBUTES or hasattr(Figure, name):
            raise TypeError(f"{name} is an attribute of every figure. Give the value another name.")
        self.name = name
        kind = "numbers" if self.is_number else "looks"
        setattr(owner, kind, (*getattr(owner, kind), name))
        if self.default is not None:
            owner.defaults = {**owner.defaults, name: self.default}

    def __set__(self, figure: Figure, value: object) -> None:
        raise AttributeError(f"{self.name} of {figure.name} is moved by the story; got {value!r}.")


class Scalar(_Declared):
    """A single number."""

    @overload
    def __get__(self, figure: None, owner: type) -> Scalar: ...
    @overload
    def __get__(self, figure: Figure, owner: type) -> float: ...
    def __get__(self, figure: Figure | None, owner: type) -> Scalar | float:
        return self if figure is None else float(figure.values[self.name])


class Values(_Declared):
    """An array of numbers."""

    @overload
    def __get__(self, figure: None, owner: type) -> Values: ...
    @overload
    def __get__(self, figure: Figure, owner: type) -> FloatArray: ...
    def __get__(self, figure: Figure | None, owner: type) -> Values | FloatArray:
        return self if figure is None else figure.values[self.name]


def number(default: float | None = None) -> Scalar:
    """Declare a number of the table, which moves by its tracks alone."""
    return Scalar(is_number=True, default=default)


def numbers() -> Values:
    """Declare an array of numbers of the table, such as one for each class."""
    return Values(is_number=True)


def look(default: float | None = None) -> Scalar:
    """Declare a look, which may be eased from one value to another: 0 to 1, dim to bright."""
    return Scalar(is_number=False, default=default)


def looks() -> Values:
    """Declare an array of looks."""
    return Values(is_number=False)


class Figure:
    """What a scene draws on its stage.

    A subclass declares its values and draws all pieces in ``sketch``. A text that has less room
    than it needs has a ``visibility`` below 1 in its ``metadata``, which is a share of its opacity:
    so texts come and go with their room, and none flips.

    Parameters
    ----------
    name
        Name used in inspection findings: "the barn".
    values
        Of all declared values that have no default.

    Attributes
    ----------
    numbers, looks
        Names of values: those of the table move by its tracks alone, the others may be eased.
    defaults
        Values that need not be given, by name.
    fading
        Kinds of pieces with texts that lose or gain their room faster than an eye follows, and fade
        in their own time.
    values
        What it shows now, by name.
    zone
        Where it is drawn.
    pieces
        What was drawn, by key.
    group
        What manim draws: all pieces, in the order in which they were first drawn.
    """

    numbers: ClassVar[tuple[str, ...]] = ()
    looks: ClassVar[tuple[str, ...]] = ()
    defaults: ClassVar[dict[str, float]] = {}
    fading: ClassVar[tuple[str, ...]] = ()

    def __init__(self, name: str, **values: Any) -> None:
        self.name = name
        given = {**self.defaults, **values}
        self.values: dict[str, Any] = {k: np.asarray(v, float) for k, v in given.items()}
        missing = [v for v in (*self.numbers, *self.looks) if v not in self.values]
        if missing:
            raise TypeError(f"{name} needs {', '.join(missing)}.")
        self.zone = Zone(0.0, 1.0, 0.0, 1.0)
        self.group = VGroup()
        self.pieces: dict[Key, VMobject] = {}
        self._is_complete = False

    def sketch(self, draw: Canvas) -> None:
        """Draw everything, from the values and the zone as they are now; here nothing."""

    def set_up(self, zone: Zone) -> None:
        """Draw it in ``zone`` for the first time: it has all its pieces from then on."""
        self.zone = zone
        self.draw()
        self._is_complete = True
        self.redraw()

    def draw(self) -> None:
        """Draw on a new canvas; what was not drawn is not seen."""
        canvas = Canvas(self, self._is_complete)
        self.sketch(canvas)
        for key, piece in self.pieces.items():
            if key not in canvas.drawn:
                for member in piece.get_family():
                    if isinstance(member, VMobject):
                        metadata(member).opacities = (0.0, 0.0, 0.0)

    def redraw(self, rests: float = 1.0, seen: Mapping[VMobject, float] | None = None) -> None:
        """Draw everything anew from what there is now, with its opacities.

        ``rests`` is 1 at rest, and less the farther a motion is from its start and its end: a text
        fades with its room, but where it rests it is there or not. ``seen`` is how much there is
        of texts that fade in their own time.
        """
        self.draw()
        for piece in self.pieces.values():
            _fade(piece, 1.0, rests, seen or {})

    def add_piece(self, *key: str | int, piece: Any) -> Any:
        """Take ``piece`` as the one called ``key``, on top of all that there are."""
        self.pieces[key] = piece
        named(_name(key), piece)
        self.group.add(piece)
        named(self.name, self.group)
        return piece

    def fading_texts(self) -> Iterator[VMobject]:
        """The texts that fade in their own time."""
        for key, piece in self.pieces.items():
            if key[0] in self.fading:
                for text in piece.get_family():
                    if metadata(text).given_visibility is not None:
                        yield text


def _name(key: Key) -> str:
    """What a piece is called where something is found wrong with it; numbers count from 1.

    >>> _name(("bar", 2)), _name(("outline",))
    ('the bar of class 3', 'the outline')
    """
    kind, *others = (f"of class {k + 1}" if isinstance(k, int) else k for k in key)
    return " ".join(["the", kind, *others])


def _fade(
    mobject: VMobject, visibility: float, rests: float, timed: Mapping[VMobject, float]
) -> None:
    """Give ``mobject`` so much of its own opacity, and of that what it has room for."""
    own = metadata(mobject)
    room = own.visibility
    if room != 1.0:
        room = (1 - rests) * room + rests * round(room)
    if timed:
        room = timed.get(mobject, room)
    visibility *= room
    if own.opacities is None:
        own.opacities = (
            float(mobject.fill_rgbas[0, 3]),
            float(mobject.stroke_rgbas[0, 3]),
            float(mobject.background_stroke_rgbas[0, 3]),
        )
    fill, stroke, behind = own.opacities
    mobject.fill_rgbas[:, 3] = fill * visibility
    mobject.stroke_rgbas[:, 3] = stroke * visibility
    mobject.background_stroke_rgbas[:, 3] = behind * visibility
    for child in mobject.submobjects:
        _fade(child, visibility, rests, timed)
