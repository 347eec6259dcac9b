"""The visible contents of a scene at a moment: outlines with colours, in the order of drawing.

This module converts mobjects to shapes and texts, to which other modules apply the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from manim import Animation, AnimationGroup, Mobject, VMobject
from numpy.typing import NDArray

from rendering.drawing.clip_renderer import members_of
from rendering.inspection.findings import Extent
from rendering.inspection.geometry import extent_of, reach, straightened
from stage.mobjects.declared import Allowed, Rule
from stage.mobjects.metadata import metadata
from stage.mobjects.text import Number, Typeset

__all__ = ["Shape", "Text", "leaves", "look_at", "opacities", "text_of", "texts_in"]

Array = NDArray[np.float64]
Color = NDArray[np.float64]

SEEN = 0.02
"""Minimum opacity that is visible."""

FLAT = 1e-3
"""Minimum width and height, in manim units, of an outline that has an interior."""

_STROKE_UNIT = 0.01  # manim's stroke widths are in hundredths of a unit


@dataclass(frozen=True)
class Text:
    """A unit of text: words, a formula or a number.

    Two units are equal if they have the same mobject.

    Attributes
    ----------
    mobject
        The mobject that shows the text.
    words
        The text itself, or the markup of a formula.
    made_size
        Font size with which the text was made.
    """

    mobject: Mobject
    words: str
    made_size: float

    @property
    def size(self) -> float:
        """The current font size."""
        own = self.mobject
        return float(own.shown_size if isinstance(own, Typeset) else own.font_size)

    @property
    def is_sentence(self) -> bool:
        """Whether it is a text of more than three words, which takes time to read."""
        return (
            isinstance(self.mobject, Typeset)
            and len(self.words.split()) > 3
            and not _is_math(self.mobject)
        )

    @property
    def short(self) -> str:
        """The beginning of the text in quotation marks, to identify it in a finding."""
        words = re.sub(r"part\(#\d+, (.*?)\)", r"\1", self.words).strip("$ ")
        return f"“{words if len(words) <= 32 else words[:30] + '…'}”"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and other.mobject is self.mobject

    def __hash__(self) -> int:
        return id(self.mobject)


@dataclass(frozen=True)
class Shape:
    """The look of one visible mobject with points of its own.

    Attributes
    ----------
    mobject
        The mobject itself.
    points
        Points of the mobject, shape (4n, 3).
    fill
        Colour of the fill in [0, 1], shape (3,).
    fill_opacity
        Opacity of the fill; 0 if no fill is drawn.
    stroke
        Colour of the stroke in [0, 1], shape (3,).
    stroke_opacity
        Opacity of the stroke; 0 if no stroke is drawn.
    half_stroke
        Half of the stroke's width, in manim units.
    text
        The unit of text to which it belongs, if any.
    zone
        Name of the zone in which it must stay.
    name
        Its name in a finding.
    """

    mobject: VMobject
    points: Array
    fill: Color
    fill_opacity: float
    stroke: Color
    stroke_opacity: float
    half_stroke: float
    text: Text | None
    zone: str
    name: str

    @cached_property
    def _outline(self) -> tuple[Array, Array]:
        return straightened(self.points)

    @property
    def segments(self) -> Array:
        """The segments that a stroke follows, shape (m, 2, 2)."""
        return self._outline[0]

    @cached_property
    def closed(self) -> Array:
        """The segments that enclose a fill, shape (m + c, 2, 2)."""
        return np.concatenate(self._outline)

    @cached_property
    def extent(self) -> Extent:
        """The rectangle around the shape, including its stroke."""
        left, bottom, right, top = extent_of(self.points)
        w = self.half_stroke if self.stroke_opacity else 0.0
        return Extent(left - w, bottom - w, right + w, top + w)

    @cached_property
    def reach(self) -> Array:
        """The reach of its outline, without the stroke's width; see ``geometry``."""
        return reach(self.segments.reshape(-1, 2))

    def is_like(self, other: Shape) -> bool:
        """Return whether another shape has the same mobject, look, text and name."""
        return (
            self.mobject is other.mobject
            and self.points.shape == other.points.shape
            and bool((self.points == other.points).all())
            and (self.fill_opacity, self.stroke_opacity, self.half_stroke)
            == (other.fill_opacity, other.stroke_opacity, other.half_stroke)
            and bool((self.fill == other.fill).all() and (self.stroke == other.stroke).all())
            and (self.text, self.name) == (other.text, other.name)
        )

    @property
    def allowed(self) -> tuple[Allowed, ...]:
        """The exceptions from rules that were declared for it."""
        return metadata(self.mobject).allowed

    def may(self, rule: Rule) -> bool:
        """Return whether it is exempt from ``rule`` in general."""
        return any(a.rule == rule and a.alone for a in self.allowed)

    def may_with(self, rule: Rule, other: Shape) -> bool:
        """Return whether the two shapes are exempt from ``rule`` with each other."""
        if self.may(rule) or other.may(rule):
            return True
        groups = {a.group for a in self.allowed if a.rule == rule}
        return any(a.rule == rule and a.group in groups for a in other.allowed)


def _is_math(mobject: Typeset) -> bool:
    return mobject.markup.startswith("$")


def text_of(mobject: Mobject) -> Text | None:
    """Return a mobject as a unit of text, or None if it is not one."""
    if isinstance(mobject, Number):
        return Text(mobject, mobject.text, mobject.font_size)
    if isinstance(mobject, Typeset):
        words = getattr(mobject, "words", "") or mobject.markup
        return Text(mobject, words, mobject.font_size)
    return None


def texts_in(mobjects: Iterable[Mobject]) -> Iterator[Text]:
    """Yield every unit of text among the mobjects and their parts, visible or not."""
    for mobject in mobjects:
        text = text_of(mobject)
        if text is not None:
            yield text
        else:
            yield from texts_in(mobject.submobjects)


def owners_of(texts: Iterable[Text]) -> dict[int, Text]:
    """Return the unit of text to which each mobject belongs, by the mobject's ``id``."""
    return {id(member): text for text in texts for member in members_of([text.mobject])}


def holders_in(mobjects: Iterable[Mobject]) -> dict[int, str]:
    """Return the name of the nearest named container of each mobject, by the mobject's ``id``.

    Mobjects without a named container are left out.
    """
    holders: dict[int, str] = {}

    def walk(mobject: Mobject, around: str) -> None:
        held_by = metadata(mobject).part_of or around
        if held_by:
            holders[id(mobject)] = held_by
        for part in mobject.submobjects:
            walk(part, metadata(mobject).name or held_by)

    for mobject in mobjects:
        walk(mobject, "")
    return holders


def name_of(mobject: Mobject, holder: str, text: Text | None = None) -> str:
    """Return the name in a finding of a mobject, or of the text to which it belongs.

    ``holder`` is the name of the piece that contains it, or empty.
    """
    own = metadata(text.mobject if text else mobject).name
    kind = text.short if text else f"a {type(mobject).__name__}"
    if own and text:
        own = f"{own}, {kind},"
    return f"{own or kind} in {holder}" if holder else own or kind


def look_at(mobjects: Sequence[Mobject], known: dict[int, Shape]) -> list[Shape]:
    """Return the visible shapes of ``mobjects``, in the order in which manim draws them.

    ``known`` holds the last shape of each mobject by ``id``, and is updated. A shape that has not
    changed is reused, together with the geometry that it has cached.
    """
    owners = owners_of(texts_in(mobjects))
    # manim draws a mobject that occurs twice at its last position.
    last = reversed(dict.fromkeys(reversed(members_of(mobjects))))
    shown = sorted((m for m in last if len(m.points)), key=lambda m: m.z_index)
    shapes = []
    holders = holders_in(mobjects)
    for mobject in shown:
        if isinstance(mobject, VMobject):
            own = owners.get(id(mobject))
            holder = holders.get(id(own.mobject if own else mobject), "")
            shape = _shape(mobject, own, holder)
            if shape is not None:
                before = known.get(id(mobject))
                if before is not None and before.is_like(shape):
                    shape = before
                known[id(mobject)] = shape
                shapes.append(shape)
    return shapes


def leaves(animations: Iterable[Animation]) -> Iterator[Animation]:
    """Yield all animations that are not groups, including those within groups."""
    for animation in animations:
        if isinstance(animation, AnimationGroup):
            yield from leaves(animation.animations)
        else:
            yield animation


def opacities(mobject: VMobject) -> tuple[float, float]:
    """Return the opacities with which a mobject's fill and its stroke are drawn."""
    fill = float(mobject.fill_rgbas[0, 3])
    stroke = float(mobject.stroke_rgbas[0, 3]) if mobject.stroke_width > 0 else 0.0
    return fill, stroke


def _shape(mobject: VMobject, text: Text | None, holder: str) -> Shape | None:
    fill_opacity, stroke_opacity = opacities(mobject)
    points = mobject.points
    left, bottom, right, top = extent_of(points)
    width, height = right - left, top - bottom
    if min(width, height) < FLAT:
        fill_opacity = 0.0
    if max(width, height) < FLAT:
        return None
    if max(fill_opacity, stroke_opacity) < SEEN:
        return None
    return Shape(
        mobject=mobject,
        points=points.copy(),
        fill=mobject.fill_rgbas[0, :3].copy(),
        fill_opacity=fill_opacity if fill_opacity >= SEEN else 0.0,
        stroke=mobject.stroke_rgbas[0, :3].copy(),
        stroke_opacity=stroke_opacity if stroke_opacity >= SEEN else 0.0,
        half_stroke=float(mobject.stroke_width) * _STROKE_UNIT / 2,
        text=text,
        zone=metadata(mobject).zone,
        name=name_of(mobject, holder, text),
    )
