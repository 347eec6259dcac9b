"""The base class of figures: what a scene draws, from its values and its zone alone.

A figure declares its values and draws all its pieces in every frame. A figure of one bar::

    class Level(Figure):
        height = number()

        def sketch(self, draw: Canvas) -> None:
            z = self.zone
            draw.rectangle("bar", left=z.left, right=z.right, bottom=z.bottom,
                           top=z.bottom + self.height * z.height, color=theme().q)

This module knows nothing of stories, beats or animations.
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
    """A value of a figure: a read-only attribute, which only the story changes."""

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
    """A declared scalar; the attribute is a float."""

    @overload
    def __get__(self, figure: None, owner: type) -> Scalar: ...
    @overload
    def __get__(self, figure: Figure, owner: type) -> float: ...
    def __get__(self, figure: Figure | None, owner: type) -> Scalar | float:
        return self if figure is None else float(figure.values[self.name])


class Values(_Declared):
    """A declared array; the attribute is a NumPy array."""

    @overload
    def __get__(self, figure: None, owner: type) -> Values: ...
    @overload
    def __get__(self, figure: Figure, owner: type) -> FloatArray: ...
    def __get__(self, figure: Figure | None, owner: type) -> Values | FloatArray:
        return self if figure is None else figure.values[self.name]


def number(default: float | None = None) -> Scalar:
    """Declare a number of the table, which moves only by the table's tracks."""
    return Scalar(is_number=True, default=default)


def numbers() -> Values:
    """Declare an array of numbers of the table, such as one for each class."""
    return Values(is_number=True)


def look(default: float | None = None) -> Scalar:
    """Declare a look, such as an opacity, which may be eased from one value to another."""
    return Scalar(is_number=False, default=default)


def looks() -> Values:
    """Declare an array of looks."""
    return Values(is_number=False)


class Figure:
    """What a scene draws on its stage.

    A subclass declares its values and draws all pieces in ``sketch``. A text that is wider
    than its available width has a ``visibility`` below 1 in its ``metadata``, by which its opacity
    is multiplied: it fades while the width changes, and does not flicker.

    Parameters
    ----------
    name
        Name used in inspection findings: "the barn".
    values
        Initial values, by name; required for each declared value that has no default.

    Attributes
    ----------
    numbers, looks
        Names of the declared numbers and looks.
    defaults
        Default values, by name.
    fading
        First items of keys: texts of these pieces fade at a fixed pace, since the width available
        to them changes too fast for an eye to follow.
    values
        The current values, by name.
    zone
        The rectangle in which it is drawn.
    pieces
        All pieces, by key.
    group
        All pieces as one mobject, in the order in which they were first drawn.
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
        """Draw all pieces from the current values and zone. A subclass implements this."""

    def set_up(self, zone: Zone) -> None:
        """Draw it in ``zone`` for the first time; after that no piece may be added."""
        self.zone = zone
        self.draw()
        self._is_complete = True
        self.redraw()

    def draw(self) -> None:
        """Draw on a new canvas, and make each piece invisible that ``sketch`` did not draw."""
        canvas = Canvas(self, self._is_complete)
        self.sketch(canvas)
        for key, piece in self.pieces.items():
            if key not in canvas.drawn:
                for member in piece.get_family():
                    if isinstance(member, VMobject):
                        metadata(member).opacities = (0.0, 0.0, 0.0)

    def redraw(self, rests: float = 1.0, seen: Mapping[VMobject, float] | None = None) -> None:
        """Draw all pieces from the current values, and set their opacities.

        Parameters
        ----------
        rests
            Weight of a text's rounded visibility, 0 or 1, against its visibility: 1 at rest, 0 in a
            motion.
        seen
            Visibilities of the texts that fade at a fixed pace.
        """
        self.draw()
        for piece in self.pieces.values():
            _fade(piece, 1.0, rests, seen or {})

    def add_piece(self, *key: str | int, piece: Any) -> Any:
        """Add ``piece`` under ``key``, above all other pieces, and return it."""
        self.pieces[key] = piece
        named(_name(key), piece)
        self.group.add(piece)
        named(self.name, self.group)
        return piece

    def fading_texts(self) -> Iterator[VMobject]:
        """Yield the texts that fade at a fixed pace."""
        for key, piece in self.pieces.items():
            if key[0] in self.fading:
                for text in piece.get_family():
                    if metadata(text).given_visibility is not None:
                        yield text


def _name(key: Key) -> str:
    """Return the name of a piece for findings; class numbers start at 1.

    >>> _name(("bar", 2)), _name(("outline",))
    ('the bar of class 3', 'the outline')
    """
    kind, *others = (f"of class {k + 1}" if isinstance(k, int) else k for k in key)
    return " ".join(["the", kind, *others])


def _fade(
    mobject: VMobject, visibility: float, rests: float, timed: Mapping[VMobject, float]
) -> None:
    """Multiply the opacities of ``mobject`` by ``visibility`` and by its own visibility."""
    record = metadata(mobject)
    own = record.visibility
    if own != 1.0:
        own = (1 - rests) * own + rests * round(own)
    if timed:
        own = timed.get(mobject, own)
    visibility *= own
    if record.opacities is None:
        record.opacities = (
            float(mobject.fill_rgbas[0, 3]),
            float(mobject.stroke_rgbas[0, 3]),
            float(mobject.background_stroke_rgbas[0, 3]),
        )
    fill, stroke, behind = record.opacities
    mobject.fill_rgbas[:, 3] = fill * visibility
    mobject.stroke_rgbas[:, 3] = stroke * visibility
    mobject.background_stroke_rgbas[:, 3] = behind * visibility
    for child in mobject.submobjects:
        _fade(child, visibility, rests, timed)
