"""What a scene shows at a moment: outlines with colours, in the order in which they are drawn.

The only module of the inspection that reads mobjects' looks. Knows no rule.
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
"""An opacity below this is not seen."""

FLAT = 1e-3
"""What is lower or narrower than this, in manim units, has no inside."""

_STROKE_UNIT = 0.01  # manim's stroke widths are in hundredths of a unit


@dataclass(frozen=True)
class Text:
    """A unit of text: words, a formula or a number; equal if it is the same mobject.

    Attributes
    ----------
    words
        What is read; a formula's markup.
    made_size
        Of its type, as it was made.
    """

    mobject: Mobject
    words: str
    made_size: float

    @property
    def size(self) -> float:
        """Of its type, as it is now."""
        own = self.mobject
        return float(own.shown_size if isinstance(own, Typeset) else own.font_size)

    @property
    def is_sentence(self) -> bool:
        """Whether it has to be read word by word."""
        return (
            isinstance(self.mobject, Typeset)
            and len(self.words.split()) > 3
            and not _is_math(self.mobject)
        )

    @property
    def short(self) -> str:
        """Enough of it to know which one is meant."""
        words = re.sub(r"part\(#\d+, (.*?)\)", r"\1", self.words).strip("$ ")
        return f"“{words if len(words) <= 32 else words[:30] + '…'}”"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and other.mobject is self.mobject

    def __hash__(self) -> int:
        return id(self.mobject)


@dataclass(frozen=True)
class Shape:
    """One mobject with points of its own.

    Attributes
    ----------
    fill, stroke
        Colours in [0, 1], shape (3,).
    fill_opacity, stroke_opacity, half_stroke
        Half of the stroke's width is in manim units; an opacity of 0 is nothing drawn.
    text
        The unit of text that it is part of, if any.
    name
        What to call it in a finding.
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
        """What a stroke follows."""
        return self._outline[0]

    @cached_property
    def closed(self) -> Array:
        """What a fill is bounded by."""
        return np.concatenate(self._outline)

    @cached_property
    def extent(self) -> Extent:
        """The rectangle around it, half its stroke included."""
        left, bottom, right, top = extent_of(self.points)
        w = self.half_stroke if self.stroke_opacity else 0.0
        return Extent(left - w, bottom - w, right + w, top + w)

    @cached_property
    def reach(self) -> Array:
        """That of its fill; see ``geometry``."""
        return reach(self.segments.reshape(-1, 2))

    def is_like(self, other: Shape) -> bool:
        """Whether it looks, and says, the same as another of the same mobject."""
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
        """What was declared for it."""
        return metadata(self.mobject).allowed

    def may(self, rule: Rule) -> bool:
        """Whether ``rule`` does not hold for it, whatever it meets."""
        return any(a.rule == rule and a.alone for a in self.allowed)

    def may_with(self, rule: Rule, other: Shape) -> bool:
        """Whether ``rule`` does not hold between the two."""
        if self.may(rule) or other.may(rule):
            return True
        groups = {a.group for a in self.allowed if a.rule == rule}
        return any(a.rule == rule and a.group in groups for a in other.allowed)


def _is_math(mobject: Typeset) -> bool:
    return mobject.markup.startswith("$")


def text_of(mobject: Mobject) -> Text | None:
    """``mobject`` as a unit of text, if it is one."""
    if isinstance(mobject, Number):
        return Text(mobject, mobject.text, mobject.font_size)
    if isinstance(mobject, Typeset):
        words = getattr(mobject, "words", "") or mobject.markup
        return Text(mobject, words, mobject.font_size)
    return None


def texts_in(mobjects: Iterable[Mobject]) -> Iterator[Text]:
    """Every unit of text on stage, seen or not."""
    for mobject in mobjects:
        text = text_of(mobject)
        if text is not None:
            yield text
        else:
            yield from texts_in(mobject.submobjects)


def owners_of(texts: Iterable[Text]) -> dict[int, Text]:
    """The unit of text that each mobject is part of, by ``id``."""
    return {id(member): text for text in texts for member in members_of([text.mobject])}


def holders_in(mobjects: Iterable[Mobject]) -> dict[int, str]:
    """The name of the nearest that holds each mobject on stage and has one, by ``id``."""
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
    """What to call a mobject, or the text that it is of, in a finding."""
    own = metadata(text.mobject if text else mobject).name
    kind = text.short if text else f"a {type(mobject).__name__}"
    if own and text:
        own = f"{own}, {kind},"
    return f"{own or kind} in {holder}" if holder else own or kind


def look_at(mobjects: Sequence[Mobject], known: dict[int, Shape]) -> list[Shape]:
    """All that can be seen of ``mobjects``, in the order in which manim draws it.

    ``known`` remembers shapes that still are as they were, with what was found out of them.
    """
    owners = owners_of(texts_in(mobjects))
    # Whoever is there twice is drawn where it is last.
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
    """The animations that are no groups, those in groups included."""
    for animation in animations:
        if isinstance(animation, AnimationGroup):
            yield from leaves(animation.animations)
        else:
            yield animation


def opacities(mobject: VMobject) -> tuple[float, float]:
    """How opaque its fill and its stroke are drawn."""
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
