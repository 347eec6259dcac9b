"""A part that draws on a canvas: its values are declared, its pieces named where they are drawn.

A figure of one bar::

    class Level(Figure):
        height = number()

        def sketch(self, draw: Canvas) -> None:
            inner = self.inner()
            top = inner.bottom + self.height * self.unit("y")
            draw.rectangle("bar", left=inner.left, right=inner.right, bottom=inner.bottom, top=top,
                           color=theme().q)

Knows nothing of stories.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, overload

from manim import VMobject

from stage.drawing.canvas import Canvas
from stage.layout import Place, Size
from stage.mobjects.metadata import metadata
from stage.numbers import FloatArray
from stage.parts.part import Part
from stage.theme import Zone

__all__ = ["Figure", "Scalar", "Values", "look", "looks", "number", "numbers"]


_TAKEN = frozenset(vars(Part("any")))


class _Declared:
    """A value of a part, read as an attribute and moved by the story alone."""

    def __init__(self, *, is_number: bool, default: Any = None) -> None:
        self.is_number, self.default = is_number, default

    def __set_name__(self, owner: type[Part], name: str) -> None:
        if name in _TAKEN or hasattr(Part, name):
            raise TypeError(f"{name} is an attribute of every part. Give the value another name.")
        self.name = name
        kind = "numbers" if self.is_number else "looks"
        setattr(owner, kind, (*getattr(owner, kind), name))
        if self.default is not None:
            owner.defaults = {**getattr(owner, "defaults", {}), name: self.default}  # type: ignore[attr-defined]

    def __set__(self, part: Part, value: object) -> None:
        raise AttributeError(f"{self.name} of {part.name} is moved by the story; got {value!r}.")


class Scalar(_Declared):
    """A single number."""

    @overload
    def __get__(self, part: None, owner: type) -> Scalar: ...
    @overload
    def __get__(self, part: Part, owner: type) -> float: ...
    def __get__(self, part: Part | None, owner: type) -> Scalar | float:
        return self if part is None else float(part.values[self.name])


class Values(_Declared):
    """An array of numbers."""

    @overload
    def __get__(self, part: None, owner: type) -> Values: ...
    @overload
    def __get__(self, part: Part, owner: type) -> FloatArray: ...
    def __get__(self, part: Part | None, owner: type) -> Values | FloatArray:
        return self if part is None else part.values[self.name]


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


class Figure(Part):
    """A part that draws itself on a canvas, in every frame anew.

    A subclass declares its values, draws in ``sketch``, and says in ``least`` (and ``margin``,
    ``span``) what room it needs.

    Parameters
    ----------
    name
        Name used in inspection findings: "the barn".
    values
        Of all declared values that have no default.
    """

    least_size = Size(3.0, 2.0)
    defaults: ClassVar[dict[str, float]] = {}

    def __init__(self, name: str, **values: Any) -> None:
        super().__init__(name, **{**self.defaults, **values})
        self._is_complete = False
        missing = [v for v in (*self.numbers, *self.looks) if v not in self.values]
        if missing:
            raise TypeError(f"{name} needs {', '.join(missing)}.")

    def sketch(self, draw: Canvas) -> None:
        """Draw everything, from the values and the zone as they are now."""
        raise NotImplementedError

    def least(self, room: Size) -> Size:
        """How little of ``room`` it can do with: ``least_size``."""
        return self.least_size

    def span(self, axis: str) -> float:
        """The length of an axis, in its values: 1."""
        return 1.0

    def settle(self, places: Sequence[Place]) -> None:
        """Make its pieces, so that a story can show and hide them."""
        zone, units = self.zone, self.units
        for place in places:
            self.zone, self.units = place.zone, dict(place.units)
            with place.as_told():
                self.draw(self.zone)
        self.zone, self.units = zone, units
        self._is_complete = True

    def draw(self, zone: Zone) -> None:
        """Draw on a new canvas; what was not drawn is not there."""
        canvas = Canvas(self, self._is_complete)
        self.sketch(canvas)
        for key, piece in self.pieces.items():
            if key not in canvas.drawn:
                for member in piece.get_family():
                    if isinstance(member, VMobject):
                        metadata(member).opacities = (0.0, 0.0, 0.0)
