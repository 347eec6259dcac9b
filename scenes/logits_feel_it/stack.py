"""The stack of what logits make, e to the power of each, and how it is squeezed into the strip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from manim import VMobject

from scenes.logits_feel_it.logits import symbol
from scenes.logits_feel_it.plan import LINE, SPACE, Plan, half
from stage.digits import writer
from stage.mobjects.colors import toned
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import straight
from stage.mobjects.text import CAP, Formula, Number, Words, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.part import Bar, Part, Pose
from stage.theme import TYPE, theme

__all__ = ["MARK", "Stack", "shade"]

SHADE, FAINT, CLEAR = 0.57, 0.25, 0.42
"""Of what is not lit yet, at least, and of what is squeezed, in shares of its colour; and of that
of the true class."""

AIR = 0.12
"""Around a text on a piece."""

MARK = 0.26
"""Thickness of what marks a change."""


def shade(color: str, share: float | None = None) -> str:
    """That colour, darker, and opaque: as of what is not lit, unless told."""
    share = max(SHADE, theme().second) if share is None else share
    return toned(color, share)


class Stack:
    """A piece for each class, a band from each to its piece of the strip, and the sum.

    Parameters
    ----------
    part
        Whose pieces they are.
    order, told
        The classes as they lie side by side; and those of which all is told.
    pushed
        The class whose logit is nudged.
    nudge, added, taken
        A nudge of it; what that adds to the sum, and takes from the true class's piece of the
        strip.
    write, write_taken
        How the sum is written, if it is; and what is taken.
    """

    def __init__(
        self,
        part: Part,
        *,
        order: Sequence[int],
        told: Sequence[int],
        pushed: int,
        nudge: float,
        added: float,
        taken: float,
        write: Callable[[float], str] | None,
        write_taken: Callable[[float], str],
    ) -> None:
        self._order, self._told, self._is_told = list(order), set(told), write is not None
        self._part, self._pieces, own, t = part, part.pieces, part.own, theme()
        tell = write or writer(".3g")
        for k in order:
            faint = shade(t.q, CLEAR if k == order[0] else FAINT)
            band = VMobject(stroke_width=0, fill_color=faint, fill_opacity=1)
            allow("contrast", "it leads from a piece of the stack to one of the strip", band)
            own("squeeze", k, of=band)
        for k in order:
            own("term", k, of=Bar(t.q if k == order[0] else shade(t.q)))
        for kind in ("more", "lost", "tenfold"):
            self._mark(kind)
        for k in order:
            color = t.background if k == order[0] else t.text
            power = Formula(f"e^(z_{k + 1})", font_size=TYPE.label, color=color, display=False)
            allow("overlap", "it says what its piece of the stack is", own("power", k, of=power))
        self._fraction = own("fraction", of=symbol(f'{{{{q_{pushed + 1}:q}}}} dot "sum"'))
        less = Number(taken, lambda value: f"−{write_taken(value)}", align=1)
        allow("overlap", "it stands before what is squeezed", own("less", of=less))
        own("plus", of=Number(added, lambda value: f"+{tell(value)}", align=1))
        self._divided = [
            own("divided", i, of=Words(f"÷ {nudge:g}", font_size=TYPE.tick)) for i in range(2)
        ]
        for text in self._divided:
            allow("overlap", "it stands before what is squeezed", text)
        self._pushed, self._added, self._taken = pushed, added, taken
        own("sum", "symbol", of=symbol('"sum" ='))
        own("sum", "number", of=Number(0.0, tell, align=-1))

    def _mark(self, kind: str) -> None:
        bar = self._part.own(kind, of=Bar(theme().text))
        for rule in ("contrast", "overlap"):
            allow(rule, "it marks what has changed of a piece", bar)

    def _write_on(self, kind: str, math: str) -> Formula:
        ground = theme().background
        made = Formula(math, font_size=TYPE.label, color=ground, display=False)
        allow("overlap", "it says what it is written on", made)
        return self._part.own(kind, of=made)

    def own_slice(self) -> None:
        """What is taken, and what is written on it: these lie on the strip."""
        self._mark("slice")
        self._portion = self._write_on("portion", f"q_{self._pushed + 1} q_{self._order[0] + 1}")

    def draw(self, plan: Plan, first: FloatArray, whole: float) -> None:
        """Put all of it where it is, given what its pieces were at first."""
        begin, end = plan.stack
        near, far = plan.piled, plan.starts(np.append(plan.q, 0.0))
        for i, k in enumerate(self._order):
            u = np.array([end, plan.strip, plan.strip, end, end])
            w = np.array([near[i], far[i], far[i + 1], near[i + 1], near[i]])
            self._pieces["squeeze", k].points = straight(plan.sheet.at(u, w))
            self._call(plan, k, float(near[i]), float(first[k]) * plan.pile[1])
        self._add(plan, begin, whole)
        self._take(plan, end)

    def _call(self, plan: Plan, k: int, start: float, long: float) -> None:
        """What a piece is, on what it was at first."""
        power: Any = self._pieces["power", k]
        size, (begin, end) = plan.sizes.type, plan.stack
        wide, high = power.made_width * size / TYPE.label, 1.7 * CAP * size
        x, y = plan.sheet.at((begin + end) / 2, start + long / 2)[:2]
        power.put(float(x), float(y) - half(size), size=size)
        along, across = (high, wide) if plan.sizes.is_tall else (wide, high)
        free = visibility(end - begin, along + AIR), visibility(long, across + AIR)
        metadata(power).visibility = min(free) * float(k in self._told)

    def _add(self, plan: Plan, begin: float, whole: float) -> None:
        """What all of it is, above it."""
        size, (of, number) = plan.sizes.type, (
            self._pieces["sum", kind] for kind in ("symbol", "number")
        )  # fmt: skip
        u, w = begin, plan.pile[0]
        if plan.sizes.is_tall:
            u -= LINE / 2
        else:
            w -= 0.6 * LINE
        x, y = map(float, plan.sheet.at(u, w)[:2])
        of.put(x, y - half(size), align=-1, size=size)
        number.font_size = size
        number.set_value(whole, at=(x + of.made_width * size / TYPE.tick + SPACE, y - half(size)))
        metadata(of).visibility = metadata(number).visibility = float(self._is_told)

    def _take(self, plan: Plan, end: float) -> None:
        """What a nudge takes, before what marks it."""
        less: Any = self._pieces["less",]
        less.font_size = size = plan.sizes.type
        u, w = plan.strip - MARK - AIR, float(plan.starts(plan.q)[1])
        long = CAP * size if plan.sizes.is_tall else number_width(less.text, size)
        x, y = map(float, plan.sheet.at(u, w)[:2])
        if plan.sizes.is_tall:
            less.align = 0.0
            less.set_value(self._taken, at=(x, y))
        else:
            less.set_value(self._taken, at=(x, y - half(size)))
        metadata(less).visibility = (
            visibility(u - end, long + AIR) * less.text[1:].replace(".", "").isdigit()
        )

    def _call_stretched(self, plan: Plan, pose: Pose) -> None:
        """What a nudge adds to the sum per unit, before the stack, if there is room."""
        text: Any = self._fraction
        size = plan.sizes.type
        x, y = map(float, (pose.head[:2] + np.array(pose.foot)) / 2)
        wide = text.made_width * size / TYPE.tick
        text.put(x - pose.width / 2 - AIR, y - half(size), align=1, size=size)
        begin = replace(plan, stacked=1.0).stack[0]  # wherever it is by now
        free = begin - AIR - plan.begin - plan.rails
        metadata(text).visibility = visibility(free, wide + 2 * AIR) * (not plan.sizes.is_tall)

    def tell(self, plan: Plan, tenfold: Pose, slice_: Pose, more: Pose) -> None:
        """What is written on what a nudge adds and takes; and how much it adds, before that."""
        size, is_tall = plan.sizes.type, plan.sizes.is_tall
        text, pose = self._portion, slice_
        x, y = map(float, (pose.head[:2] + np.array(pose.foot)) / 2)
        text.put(x, 0.0, size=size)
        text.put(x, y - (text.get_bottom()[1] + text.get_top()[1]) / 2, size=size)
        wide, high = text.made_width * size / TYPE.label, 1.5 * CAP * size
        long, thick = (wide, high) if is_tall else (high, wide)
        metadata(text).visibility = min(
            visibility(pose.length, long + AIR), visibility(pose.width, thick + AIR)
        )
        self._call_stretched(plan, tenfold)
        plus: Any = self._pieces["plus",]
        plus.font_size = size
        begin, (x, y) = plan.stack[0] - AIR, map(float, more.foot)
        x -= more.width / 2 + AIR
        plus.set_value(self._added, at=(x, y - half(size)))
        free = begin - plan.begin - plan.rails
        room = visibility(free, number_width(plus.text, size) + 2 * AIR)
        metadata(plus).visibility = (
            room * self._is_told * (not is_tall) * plus.text[1:].replace(".", "").isdigit()
        )
        less: Any = self._pieces["less",]
        for text, number in zip(self._divided, (plus, less), strict=True):
            right, y = number.get_right()[0], number.get_bottom()[1] - LINE
            text.put(float(right), float(y), align=1, size=size)
            metadata(text).visibility = metadata(number).visibility * (not is_tall)
