"""What is told beside the strip: what its pieces have, and what the loss makes of one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import VMobject

from scenes.logits_feel_it.logits import symbol
from scenes.logits_feel_it.plan import ARROW, LEAD, LINE, SPACE, Plan, half
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, HEAD, flat, segment, straight
from stage.mobjects.text import Number, number_width
from stage.numbers import FloatArray
from stage.parts.part import Part
from stage.theme import TYPE, theme

__all__ = ["Told"]

CLEAR = 0.28
"""Between an arrow and the middle of a line of text."""


class Told:
    """Numbers of the strip's pieces, the loss of the true one, and what comes back from it.

    Parameters
    ----------
    part
        Whose pieces they are.
    order, told
        The classes as they lie side by side; and those of which all is told.
    rate
        What comes back.
    write_q, write_loss, write_rate
        How these are written.
    """

    def __init__(
        self,
        part: Part,
        *,
        order: Sequence[int],
        told: Sequence[int],
        rate: float,
        write_q: Callable[[float], str],
        write_loss: Callable[[float], str],
        write_rate: Callable[[float], str],
    ) -> None:
        self._order, self._rate = list(order), rate
        self._told = [k for k in order if k in told]
        self._pieces, own, t, q = part.pieces, part.own, theme(), f"{{{{q_{order[0] + 1}:q}}}}"
        for k in self._told:
            own("lead", k, of=segment(color=t.muted))
            own("label", k, of=symbol(f"q_{k + 1}", t.q))
            own("share", k, of=Number(0.0, write_q, color=t.q))
        for way in ("up", "down"):
            arrow = VMobject(stroke_width=0, fill_opacity=1, fill_color=t.text)
            own("arrow", way, of=arrow)
        own("loss", "symbol", of=symbol('"loss" ='))
        own("loss", "number", of=Number(0.0, write_loss, align=-1))
        own("loss", "how", of=symbol(f"ln(1\\/{q})"))
        self._rate_symbol = own("rate", "symbol", of=symbol(f"-1\\/{q} ="))
        own("rate", "number", of=Number(rate, write_rate, align=-1))

    def draw(self, plan: Plan, q: FloatArray, loss: float) -> None:
        """Put all of it where it is."""
        starts = dict(zip(self._order, plan.starts(plan.q), strict=True))
        sizes, size, end = plan.sizes, plan.sizes.type, plan.end
        for k, place in zip(self._told, plan.labels, strict=True):
            middle = starts[k] + float(q[k]) * plan.unit / 2
            lead = [plan.sheet.at(end + 0.04, middle), plan.sheet.at(end + LEAD - 0.08, place)]
            self._pieces["lead", k].points = straight(np.array(lead))
            label, share = self._pieces["label", k], self._pieces["share", k]
            share.font_size = size
            x, y = plan.sheet.at(end + LEAD, place)[:2]
            if sizes.is_tall:
                label.put(x, y - LINE / 2 - half(size), size=size)
                share.align, at = 0.0, (x, y - 1.5 * LINE - half(size))
            else:
                label.put(x, y - half(size), align=-1, size=size)
                share.align, at = -1.0, (x + sizes.label * size + SPACE, y - half(size))
            share.set_value(float(q[k]), at=at)
        getattr(self, f"_lose_{sizes.shape}")(plan, loss)

    def _lose_wide(self, plan: Plan, loss: float) -> None:
        """Above what is told of the piece, with an arrow between."""
        x, y = plan.sheet.at(plan.end + LEAD, float(plan.labels[0]))[:2]
        rise = plan.sizes.rise
        self._arrow((x + 0.15, y + CLEAR), (x + 0.15, y + rise - CLEAR))
        self._say(plan, loss, at=(x, y + rise), sent=(x + 0.4, y + rise / 2), align=-1)

    def _lose_square(self, plan: Plan, loss: float) -> None:
        """The same, as far right as can be, for it reaches over the strip."""
        sizes, right = plan.sizes, plan.zone.right
        y = float(plan.sheet.at(0.0, float(plan.labels[0]))[1])
        x = right - 0.2
        self._arrow((x, y + CLEAR), (x, y + sizes.rise - CLEAR))
        sent = (x - 0.25, y + sizes.rise - LINE - 0.1)
        self._say(plan, loss, at=(right - sizes.loss_wide, y + sizes.rise), sent=sent, align=1)
        strands = float(plan.sheet.at(plan.first, 0.0)[0])
        metadata(self._rate_symbol).visibility = float(self._rate_symbol.get_left()[0] > strands)

    def _lose_tall(self, plan: Plan, loss: float) -> None:
        """Left of the strip, with an arrow between."""
        middle, start = (plan.strip + plan.end) / 2, float(plan.starts(plan.q)[0])
        x, y = plan.sheet.at(middle, start)[:2]
        self._arrow((x - 0.12, y), (x - ARROW + 0.15, y))
        at = (x - ARROW - plan.sizes.loss_wide, y)
        label = float(plan.sheet.at(plan.end + LEAD, float(plan.labels[0]))[0])
        # Left of what leads to the label of the piece, which may go to the left.
        self._say(plan, loss, at=at, sent=(min(x, label) - 0.12, y - LINE), align=1)

    def _arrow(self, foot: tuple[float, float], tip: tuple[float, float]) -> None:
        """From the piece to the loss, and back."""
        for way, (start, end) in (("up", (foot, tip)), ("down", (tip, foot))):
            self._pieces["arrow", way].points = _arrow(np.array(start), np.array(end))

    def _say(
        self,
        plan: Plan,
        loss: float,
        *,
        at: tuple[float, float],
        sent: tuple[float, float],
        align: int,
    ) -> None:
        """The loss, from the left, and what is done to get there or comes back, by either end."""
        size = plan.sizes.type
        lines = ("loss", at, loss, -1), ("rate", sent, self._rate, align)
        for kind, (x, y), value, side in lines:
            of, number = self._pieces[kind, "symbol"], self._pieces[kind, "number"]
            number.font_size, number.align, base = size, side, y - half(size)
            if side == -1:
                of.put(x, base, align=-1, size=size)
                x += of.made_width * size / TYPE.tick + SPACE
            number.set_value(value, at=(x, base))
            if side == 1:
                of.put(x - number_width(number.text, size) - SPACE, base, align=1, size=size)
        self._pieces["loss", "how"].put(sent[0], sent[1] - half(size), align=align, size=size)


def _arrow(foot: FloatArray, tip: FloatArray) -> FloatArray:
    """An arrow between two points, shape (2,)."""
    ahead = (tip - foot) / np.linalg.norm(tip - foot)
    aside, neck = np.array([-ahead[1], ahead[0]]), tip - HEAD * ahead
    thin, wide = 1.5 * HAIR / 100, HEAD / 2
    side = [(foot, thin), (neck, thin), (neck, wide), (tip, 0.0)]
    corners = [at + away * aside for at, away in side]
    corners += [at - away * aside for at, away in reversed(side[:-1])]
    corners.append(corners[0])
    return straight(flat(np.array(corners)))
