"""The hero of ``ForceFadesAsItLearns``: the loss as a hill, on which a ball rolls."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.digits import writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, formula_width, number_width, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

FOOT, SKY = 1.05, 0.75
"""Below the ground, for its names; and above the hill, for the ball."""

BALL = 0.36
"""Radius of the ball, in manim units."""

RUN, LEAST_RUN = 1.65, 0.6
"""Width of the wedge that shows how steep it is: so much of the lead, but in manim units between
``LEAST_RUN`` and this."""

WHOLE, THICK = 6.0, 0.7
"""Length of the bar of 1 in the sky, at most, and its height."""

BODY = 0.16
"""Opacity of the ground below the hill's edge."""

ON_HILL: dict[Rule, str] = {
    "overlap": "it is measured on the hill", "contrast": "it is measured on the hill",
}  # fmt: skip


class Hill(Figure):
    """A hill, ln(1 + e^-lead) high over the lead; on it a ball, and below the ball its tangent.

    Both axes have one unit, so that a pull of 1 is 45 degrees.

    Values
    ------
    lead, loss, pull
        Where the ball is; the height, and the steepness, of the hill there.
    low
        The lowest lead so far, down to which the hill has been seen.
    steep, whole
        How much is seen of the wedge under the tangent, and of the bar of 1, which is the true
        class's share and, as far as it lacks that, the pull.
    guess
        How much is seen of the three guesses at how the hill goes on.
    times, formula
        How much is seen of how many times as large both have become, and of the formula.
    """

    lead, loss, pull, low = number(), number(), number(), number()
    steep, whole, guess, times, formula = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)

    def __init__(
        self,
        name: str,
        *,
        called: str,
        subscript: str,
        target: int,
        hill: tuple[FloatArray, FloatArray],
        seen: tuple[float, float, float],
        grown: tuple[float, float],
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._called, self._subscript, self._target = called, subscript, target
        self._leads, self._heights = hill
        self._left, self._right, self._top = seen
        self._grown = grown

    def span(self, axis: str) -> float:
        """How much of the lead, and of the loss, is to fit."""
        return self._top if axis == "y" else self._right - self._left

    def sketch(self, draw: Canvas) -> None:
        """The hill as far as it is known, the ball, and how high and how steep it is there."""
        z = self.zone
        ground = Zone(z.left, z.right, z.bottom + FOOT, z.top - SKY)
        wide = ground.width - 2 * BALL  # a ball at the right end has room
        self._unit = min(ground.height / self._top, wide / (self._right - self._left))
        self._ground(draw, ground)
        self._hill(draw, ground)
        self._guess(draw, ground)
        self._wedge(draw, ground)
        self._ball(draw, ground)
        self._readings(draw)
        self._whole(draw)

    def _at(self, ground: Zone, lead: float, loss: float) -> tuple[float, float]:
        unit = self._unit
        return ground.left + (lead - self._left) * unit, ground.bottom + loss * unit

    # --- The hill -----------------------------------------------------------------------------

    def _ground(self, draw: Canvas, ground: Zone) -> None:
        """The axis of the lead, and what its two sides are."""
        y, size = ground.bottom, TYPE.label
        draw.line(
            "ground", points=[(ground.left, y), (ground.right, y)], color=theme().muted, width=4,
            allow={"overlap": "the hill stands on it", "contrast": "the hill stands on it"},
        )  # fmt: skip
        even, foot = self._at(ground, 0.0, 0.0)[0], self.zone.bottom + 0.1
        draw.line(
            "even", points=[(even, y - 0.3), (even, y)], color=theme().muted, width=4, allow=ON_HILL
        )
        for key, text, side in (
            ("behind", f"← {self._called} behind", -1), ("ahead", f"{self._called} ahead →", 1),
        ):  # fmt: skip
            wide = words_width(text, size)
            free = even - ground.left if side < 0 else ground.right - even
            draw.words(
                key, text=text, at=(even + side * 0.3, foot), align=-side, size=size,
                room=float(free > wide + 0.4),
            )  # fmt: skip

    def _hill(self, draw: Canvas, ground: Zone) -> None:
        farthest = self._left + ground.width / self._unit
        known = (self._leads > self.low) & (self._leads < farthest)
        leads = np.concatenate(([self.low], self._leads[known], [farthest]))
        heights = np.interp(leads, self._leads, self._heights)
        heights[0] = self.loss if self.lead == self.low else heights[0]
        edge = [self._at(ground, float(x), float(y)) for x, y in zip(leads, heights, strict=True)]
        draw.polygon(
            "body", points=[*edge, (edge[-1][0], ground.bottom), (edge[0][0], ground.bottom)],
            color=theme().text, opacity=BODY,
            allow={"contrast": "it is the ground", "overlap": "it is the ground"},
        )  # fmt: skip
        draw.line("hill", points=edge, color=theme().text, width=7, allow=ON_HILL)

    def _guess(self, draw: Canvas, ground: Zone) -> None:
        """Three ways on for the hill: flatter, straight, and ever steeper."""
        x, y = self._at(ground, self.lead, self.loss)
        way, rise = x - ground.left, self._top * self._unit + ground.bottom - y
        s = np.linspace(0.0, 1.0, 40)
        ups = (
            0.2 * rise * (1 - (1 - s) ** 2), rise * s, rise * (0.25 * s + 3.2 * s**2),
        )  # fmt: skip
        size = TYPE.label * 1.15
        high = CAP * size
        texts = ("flatter?", "straight?", "ever steeper?")
        room = min(visibility(way, words_width(texts[1], size) + 1.6), visibility(rise, 2.6))
        for k, (text, up) in enumerate(zip(texts, ups, strict=True)):
            seen = y + up < ground.top + 0.3
            points = np.column_stack((x - way * s, y + up))[seen]
            guesses: dict[Rule, str] = {
                "overlap": "it is a guess at the hill", "contrast": "it is a guess at the hill",
            }  # fmt: skip
            draw.line(
                "ghost", k, points=points, dashed=True, width=8, color=theme().p,
                opacity=self.guess * room, allow=guesses,
            )  # fmt: skip
            end = points[-1] if len(points) else np.array([x, y])
            at, align = (
                ((ground.left + 0.1, y + 0.2 * rise - high - 0.3), -1),
                ((ground.left + 0.1, y + 0.4 * rise), -1),
                ((end[0] + 0.3, ground.top + 0.3 - high), -1),
            )[k]
            draw.words(
                "ghost name", k, text=text, at=(float(at[0]), float(at[1])), align=align, size=size,
                room=room, opacity=self.guess, allow=guesses,
            )  # fmt: skip

    # --- Where the ball is --------------------------------------------------------------------

    def _wedge(self, draw: Canvas, ground: Zone) -> None:
        """The tangent to the right of the ball, down to the ground at most, over a level line."""
        x, y = self._at(ground, self.lead, self.loss)
        reaches_ground = self.loss / self.pull * self._unit
        run = min(max(RUN * self._unit, LEAST_RUN), RUN, ground.right - x - 0.1, reaches_ground)
        end, level = (x + run, y - self.pull * run), (x + run, y)
        color, seen = theme().p, self.steep
        draw.polygon(
            "wedge", points=[(x, y), level, end], color=color, opacity=0.55 * seen, allow=ON_HILL
        )
        for key, to, width in (("level", level, 3), ("tangent", end, 10)):
            draw.line(
                key, points=[(x, y), to], color=color, width=width, opacity=seen, allow=ON_HILL
            )

    def _whole(self, draw: Canvas) -> None:
        """A bar of 1: the true class's share, and what it lacks, which is as long as the pull."""
        z, t, size = self.zone, theme(), TYPE.label
        top = z.top - 3.4
        bottom, right = top - THICK, z.right - 0.05
        left = right - min(WHOLE, 0.44 * z.width)
        joint = right - self.pull * (right - left)
        own = t.of_class(self._target)
        for key, start, end, color, length in (
            ("share", left, joint, own, 1 - self.pull), ("lacks", joint, right, t.p, self.pull),
        ):  # fmt: skip
            draw.rectangle(
                key, left=start, right=end, bottom=bottom, top=top, color=color,
                opacity=self.whole, measures=("x", length),
                allow={"overlap": "the joint of the bar moves"},
            )  # fmt: skip
        draw.line(
            "bracket", points=[
                (left, bottom - 0.12), (left, bottom - 0.25), (right, bottom - 0.25),
                (right, bottom - 0.12),
            ],
            color=t.text, width=4, opacity=self.whole,
        )  # fmt: skip
        foot = bottom - 0.4 - CAP * size
        name = f"{self._called}'s share"
        half = (right - left) / 2
        draw.words(
            "whole", text="1", at=(right - half, foot), size=size, opacity=self.whole,
        )  # fmt: skip
        draw.words(
            "own share", text=name, at=(left, top + 0.16), align=-1, size=size, color=own,
            opacity=self.whole,
            room=visibility(2 * half - words_width("pull", size) - 0.4, words_width(name, size)),
        )  # fmt: skip
        draw.words(
            "what it lacks", text="pull", at=(right, top + 0.16), align=1, size=size, color=t.p,
            opacity=self.whole,
        )  # fmt: skip

    def _ball(self, draw: Canvas, ground: Zone) -> None:
        """A ball that touches the hill, and the loss from the ground up to it."""
        x, y = self._at(ground, self.lead, self.loss)
        draw.line(
            "loss", points=[(x, ground.bottom), (x, y)], color=theme().text, width=7,
            allow=ON_HILL,
        )  # fmt: skip
        long = float(np.hypot(self.pull, 1.0))
        at = (x + BALL * self.pull / long, y + BALL / long)
        color = theme().of_class(self._target)
        on: dict[Rule, str] = {"overlap": "the ball rolls on the hill", "zone": "it is round"}
        draw.disc("ball", at=at, radius=BALL, color=color, allow=on)
        draw.pictogram(
            "face", name=self._called, at=at, height=1.25 * BALL, color=text_on(color), allow=on
        )

    def _readings(self, draw: Canvas) -> None:
        """Loss and pull in the sky, at the right."""
        right, size = self.zone.right, 1.5 * TYPE.number
        rows = (
            ("loss", self.loss, self._top, ".2f", theme().text, self._grown[1], 1.0),
            ("pull", self.pull, 1 - 1e-9, ".3p", theme().p, self._grown[0], self.steep),
        )
        y = self.zone.top - CAP * size
        for key, value, largest, form, color, times, opacity in rows:
            write = writer(form)
            wide = max(1.9, number_width(write(largest), size) + 0.25)
            draw.words(
                key, "name", text=key, at=(right - wide, y), align=1, size=size, color=color,
                opacity=opacity,
            )  # fmt: skip
            draw.number(
                key, "value", value=value, write=write, at=(right, y), align=1, size=size,
                color=color, opacity=opacity,
            )  # fmt: skip
            draw.words(
                key, "times", text=f"× {writer('.2g')(times)}", at=(right, y - 0.6), align=1,
                size=TYPE.number, color=color, opacity=self.times,
            )  # fmt: skip
            y -= 1.3
        math = f'"pull" = 1 - {{{{q_"{self._subscript}":q}}}}'
        fits = min(1.2, 0.6 * self.zone.width / formula_width(math, TYPE.formula))
        draw.formula(
            "formula", math=math, colors={"q": theme().q}, at=(right, y + 0.5), align=1,
            size=TYPE.formula * fits, opacity=self.formula,
        )  # fmt: skip
