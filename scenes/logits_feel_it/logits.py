"""Logits on rails, and what they feel in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VGroup

from scenes.logits_feel_it.plan import END, GAP, LARGEST, LINE, RADIUS, SPACE, Plan, half
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, segment, straight
from stage.mobjects.text import Formula, Number, Words, visibility
from stage.numbers import FloatArray
from stage.parts.part import Part
from stage.parts.rails import Bead
from stage.theme import TYPE, theme

__all__ = ["Knobs", "symbol"]

RING = 0.07
"""Between a bead and what goes round it."""

BADGE = 0.23
"""Radius of the disc that a sign stands on, at most."""

SHORT = 0.6
"""A rail that is not longer has no bead."""


def symbol(math: str, color: str | None = None) -> Formula:
    """A formula that is as small as it may be: it is put in the size that there is room for.

    Its piece q has the colour of the prediction.
    """
    t = theme()
    colors = {"q": t.q}
    return Formula(math, font_size=TYPE.tick, color=color or t.text, colors=colors, display=False)


class Badge(VGroup):
    """A sign on a disc."""

    def __init__(self, sign: str, color: str) -> None:
        super().__init__()
        self._disc = Bead(stroke_width=0, fill_color=color, fill_opacity=1)
        self._sign = Words(sign, font_size=TYPE.tick, color=theme().background)
        allow("overlap", "it is on its disc", self._sign)
        allow("contrast", "it stands beside a strand of its colour", self._disc)
        self.add(self._disc, self._sign)

    def put(self, point: FloatArray, radius: float) -> None:
        """Draw it there, in that size."""
        self._disc.put(point, radius)
        size = max(TYPE.tick, 170 * radius)
        low, high = self._sign.put(0.0, 0.0, size=size).get_bottom()[1], self._sign.get_top()[1]
        self._sign.put(point[0], point[1] - (low + high) / 2, size=size)


class Knobs:
    """A rail for each logit, with a bead on it, and what is told of it.

    Parameters
    ----------
    part
        Whose pieces they are.
    order, told, pushed
        The classes as they lie side by side; those of which all is told; and whose logit is pushed.
    span
        The lowest and the highest logit.
    q, felt
        The prediction, and what logits feel, by class.
    write_logit, write_q, write_felt
        How these are written.
    """

    def __init__(
        self,
        part: Part,
        *,
        order: Sequence[int],
        told: Sequence[int],
        pushed: int,
        span: tuple[float, float],
        q: FloatArray,
        felt: FloatArray,
        write_logit: Callable[[float], str],
        write_q: Callable[[float], str],
        write_felt: Callable[[float], str],
    ) -> None:
        self._order, self._told, self._pushed = list(order), set(told), pushed
        self._span, self._q, self._felt = span, q, felt
        self._pieces, own, t, true = part.pieces, part.own, theme(), order[0]
        for k in order:
            own("rail", k, of=segment(color=t.muted, width=2 * HAIR))
        for k in order:
            own("bead", k, of=Bead(stroke_width=0, fill_color=t.muted, fill_opacity=1))
        self._grip = own("grip", of=Bead(stroke_width=2.5 * HAIR, stroke_color=t.text))
        self._ring = own("ring", of=Bead(stroke_width=2.5 * HAIR, stroke_color=t.target))
        for mark in (self._grip, self._ring):
            for rule in ("overlap", "contrast"):
                allow(rule, "it is around a bead", mark)
        for k in order:
            color = t.p if k == true else t.q
            own("name", k, of=VGroup())
            own("symbol", k, of=symbol(f"z_{k + 1}"))
            own("number", k, of=Number(0.0, write_logit))
            before, after = ("+", "−") if k == true else ("−", "+")
            signs = [own("before", k, of=Badge(before, t.text))]
            signs.append(own("after", k, of=Badge(after, color)))
            allow("overlap", "one becomes the other", *signs)
            own("felt", k, "symbol", of=symbol(f"z_{k + 1}"))
            own("felt", k, "q", of=Number(float(q[k]), write_q, color=t.q))
            truth = Words(f"− {int(k == true)}", font_size=TYPE.tick, color=t.p)
            own("felt", k, "p", of=truth)
            own("felt", k, "equals", of=Words("=", font_size=TYPE.tick))
            own("felt", k, "number", of=Number(float(felt[k]), write_felt, color=color))
        self._words = [
            own(*key, of=Words("true", font_size=TYPE.tick, color=t.target))
            for key in (("true",), ("felt", true, "word"))
        ]

    def call(self, names: Sequence[str]) -> float:
        """Write names, or none; and how wide they are."""
        for k in self._order:
            words = [Words(names[k], font_size=TYPE.tick)] if names else []
            self._pieces["name", k].submobjects = words
        return max((self._pieces["name", k][0].made_width for k in self._order if names), default=0)

    def draw(self, plan: Plan, logits: FloatArray) -> None:
        """Put all of them where they are."""
        for k, w in zip(self._order, plan.lanes, strict=True):
            z = float(logits[k])
            self._rail(plan, k, float(w), z)
            self._say(plan, k, float(w), z)
            if plan.sizes.is_tall:
                self._feel_below(plan, k, float(w))
            else:
                self._feel(plan, k, float(w))
        room = 0.0
        if not plan.sizes.is_tall:
            room = visibility(
                max(plan.sizes.lane, plan.sizes.pulls[0] * plan.unit), 2.5 * LINE + 2 * SPACE
            )
        for word in self._words:
            metadata(word).visibility = room

    def _rail(self, plan: Plan, k: int, w: float, z: float) -> None:
        sizes, sheet, rails = plan.sizes, plan.sheet, plan.rails
        radius, is_there = min(RADIUS, 0.4 * sizes.lane), visibility(rails, SHORT, SHORT)
        rail, bead = self._pieces["rail", k], self._pieces["bead", k]
        rail.points = straight(sheet.at([plan.begin, plan.begin + rails], w))
        low, high = self._span
        share = (z - low) / (high - low)
        spot = sheet.at(plan.begin + (1 - share if sizes.is_tall else share) * rails, w)
        bead.put(spot, radius)
        metadata(rail).visibility = metadata(bead).visibility = is_there
        if k == self._pushed:
            self._grip.put(spot, radius + RING)
        if k == self._order[0]:
            self._ring.put(spot, radius + RING)
            metadata(self._ring).visibility = is_there
        for kind in ("before", "after"):
            self._pieces[kind, k].put(sheet.at(plan.sign, w), min(BADGE, 0.45 * sizes.lane))

    def _say(self, plan: Plan, k: int, w: float, z: float) -> None:
        """What is told of a logit, before its rail."""
        sizes, size = plan.sizes, plan.sizes.small
        of, number, name = (self._pieces[kind, k] for kind in ("symbol", "number", "name"))
        number.font_size, metadata(number).visibility = size, float(k in self._told)
        x, y = plan.sheet.at(0.0, w)[:2]
        if sizes.is_tall:
            if len(name):
                name[0].put(x, y - LINE / 2 - half(TYPE.tick))
                y -= LINE
            of.put(x, y - LINE / 2 - half(size), size=size)
            number.align = 0.0
            number.set_value(z, at=(x, y - 1.5 * LINE - half(size)))
            return
        y -= half(size)
        if len(name):
            name[0].put(x, y, align=-1)
        of.put(x + sizes.before, y, align=-1, size=size)
        number.align = 1.0
        number.set_value(z, at=(x + sizes.texts, y))
        if k == self._order[0]:
            self._words[0].put(x + sizes.before, y - LINE, align=-1)

    def _texts(self, k: int, size: float) -> list[Any]:
        """Of what a logit feels, in that size, if all is told of it."""
        kinds = ("symbol", "q", "p", "equals", "number")
        of, *told = (self._pieces["felt", k, kind] for kind in kinds)
        for text in told:
            metadata(text).visibility = float(k in self._told)
            if isinstance(text, Number):
                text.font_size = size
        return [of, *told]

    def _feel(self, plan: Plan, k: int, w: float) -> None:
        """What a logit feels: q - p, and what that is, from the right."""
        sizes, slots = plan.sizes, plan.sizes.slots
        free = plan.last - END - sizes.before
        size = min(LARGEST, free / sum(slots)) if sizes.few else sizes.small
        of, q, p, equals, number = self._texts(k, size)
        x, y = plan.sheet.at(plan.last - END, w)[:2]
        y -= half(size)
        ends = x - size * np.cumsum([0.0, *slots[:0:-1]]) - size * GAP
        number.align = q.align = 1.0
        number.set_value(float(self._felt[k]), at=(x, y))
        if len(slots) > 2:
            equals.put(ends[1], y, align=1, size=size)
            p.put(ends[2], y, align=1, size=size)
            q.set_value(float(self._q[k]), at=(ends[3], y))
        else:
            metadata(q).visibility = metadata(p).visibility = metadata(equals).visibility = 0.0
        of.put(ends[-1], y, align=1, size=size)
        if k == self._order[0]:
            self._words[1].put(plan.zone.left + sizes.before, y - LINE, align=-1)

    def _feel_below(self, plan: Plan, k: int, w: float) -> None:
        """The same, one below the other."""
        sizes, free = plan.sizes, plan.narrowest - 0.1
        size = min(LARGEST, free / sizes.felt) if sizes.few else sizes.small
        of, q, p, equals, number = self._texts(k, size)
        for text in (q, p, number):
            metadata(text).visibility *= visibility(free, sizes.felt * size - 1e-6)
        x, y = plan.sheet.at(plan.last - END, w)[:2]
        step = 1.3 * LINE
        of.put(x, y + (3 * step if sizes.few else 0), size=size)
        y += 0 if sizes.few else step
        number.align = q.align = 0.0
        number.set_value(float(self._felt[k]), at=(x, y))
        p.put(x, y + step, size=size)
        q.set_value(float(self._q[k]), at=(x, y + 2 * step))
        metadata(equals).visibility = 0.0
