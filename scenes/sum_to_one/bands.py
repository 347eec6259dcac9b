"""The main figure of ``SumToOne``: a bar of height 1, the bands it leaves behind, and the rest."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.sum_to_one.numbers import SumToOneNumbers
from stage.digits import write, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import draw_bands, draw_name_beside, draw_pieces, edges_of, pieces_of
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.shapes import nice_ticks
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, ramp
from stage.theme import TYPE, Zone, text_on, theme

BAR = 0.6
"""Width of the bar, in manim units."""

FOOT, LOW_FOOT, TOP, END = 1.3, 1.45, 0.35, 0.35
"""Margins around the plot, in manim units.

FOOT and LOW_FOOT are below it, for the rail and its text, on a wide and on a narrow stage; TOP is
above it; END is to the right of the point where the raised class has all.
"""

READING, LOW_READING = 2.4, 1.5
"""Width for the numbers to the right of the bar, on a wide and on a narrow stage."""

SPREAD = 3.05
"""Maximum distance from one guess to the next while the guesses are named."""

ROW, FACTOR = 0.55, 1.25
"""Distance between lines of numbers beside the bar, and width of a factor, in manim units."""

LEAST_PITCH = 0.52
"""Minimum distance from one name to the next."""

LIGHT, DIM = 0.8, 0.4
"""Opacity of the bands, and their brightness while the rest slides over them."""

AREA: dict[Rule, str] = {
    "contrast": "bands lie side by side, or have stepped back",
    "overlap": "they are the hero",
}
ON: dict[Rule, str] = {"overlap": "it stands on its own area", "contrast": "it lies on an area"}

GUESSES = ("only the biggest", "all, same amount", "all, same factor")
SHORT = ("biggest", "amount", "factor")
"""Names of the guesses at who pays, in full, and for when the guesses are close together."""


class Bands(Figure):
    """An upright bar of all shares that moves with the score of one class and leaves bands behind.

    Values
    ------
    z, shares, loss
        The raised logit; the softmax of all logits, shape (K,); and the true class's loss.
    arrived, rest, factor
        The sliding bar: its position, as the raised class's share there; the shares of the other
        classes, shape (K,); and the fraction that is left of their initial sum.
    guess, wrong
        Opacities of all guesses, and of the wrong ones.
    spread
        From 0, guesses close together, to 1, guesses far apart and named.
    dashes
        How far dashes have extended from the bar to the guesses, from 0 to 1.
    match
        How far the right guess has moved to the bar, from 0 to 1.
    share_number, factor_numbers, loss_number
        Opacities of the numbers beside the bar: the raised class's share, the factor of each class
        that pays, and the true class's loss.
    bar, bracket, rail
        Opacities of the bar, of the bracket that says that the shares add up to 1, and of the rail.
    aside
        How far all classes except the true and the raised one have stepped back, from 0 to 1.
    bend
        From 0, positions follow the logit, to 1, positions follow the raised class's share.
    onward
        How far the bands have run on to the point where the raised class has all, from 0 to 1.
    sliding, dim
        Opacity of the sliding bar and its prints; how far the bands have stepped back, from 0 to 1.
    """

    z, shares, loss = number(), numbers(), number()
    arrived, rest, factor = number(), numbers(), number()
    guess, wrong, spread, dashes, match = look(0.0), look(1.0), look(1.0), look(0.0), look(0.0)
    share_number, factor_numbers, loss_number = look(0.0), look(0.0), look(1.0)
    bar, bracket, rail = look(1.0), look(1.0), look(0.0)
    aside, bend, onward = look(0.0), look(0.0), look(0.0)
    sliding, dim = look(0.0), look(0.0)
    fading = ("name", "picture")

    def __init__(self, name: str, table: SumToOneNumbers) -> None:
        start = (*table.climb, *table.slide)
        super().__init__(name, **{quantity: track[0] for quantity, track in start})
        self._table, self._raised = table, table.raised
        self._is_guessed = any(table.guessed)
        named: tuple[int, ...] = (table.target, table.raised, table.likeliest)
        if len(table.names) <= 4:
            named += table.order
        self._named = tuple(dict.fromkeys(named))
        self._levels = np.insert(table.levels, 0, 0.0, axis=1)

    # --- Layout -------------------------------------------------------------------------------

    @property
    def _box(self) -> Zone:
        """The plot, from the bar's start to the point where the raised class has all."""
        z = self.zone
        widest = max(words_width(self._table.names[k], TYPE.label) for k in self._named)
        left = min(max(widest + 0.45, 1.7), 0.26 * z.width)
        foot = FOOT if self._is_wide else LOW_FOOT
        return Zone(z.left + left, z.right - END, z.bottom + foot, z.top - TOP)

    @property
    def _is_wide(self) -> bool:
        return self.zone.width > 10

    @property
    def _pitch(self) -> float:
        """Distance from one guess to the next while they are close together."""
        return 1.25 if self._is_wide else 0.8

    @property
    def _reading(self) -> float:
        """Width for the numbers to the right of the bar."""
        return READING if self._is_wide else LOW_READING

    def _x(self, z: Any, share: Any) -> Any:
        """Return the x coordinates of values of the logit and of the raised class's share."""
        n, box = self._table, self._box
        right = box.right + END - BAR
        guesses = max(3 * self._pitch * self._is_guessed, FACTOR) + self._reading
        unit = min(
            (right - self._reading - 0.2 - box.left) / (n.end - n.start),
            (right - box.left - guesses) / (n.stop - n.start),
        )
        by_logit = box.left + (z - n.start) * unit
        return (1 - self.bend) * by_logit + self.bend * self._at_share(share)

    def _at_share(self, share: Any) -> Any:
        """Return the x coordinates of the raised class's shares, if positions follow them."""
        return self._box.left + share * self._box.width

    @property
    def _bar(self) -> Zone:
        """The rectangle of the bar."""
        box, x = self._box, float(self._x(self.z, self.shares[self._raised]))
        return Zone(x, x + BAR, box.bottom, box.top)

    # --- Drawing ------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Draw bands, rail and bar, then the guesses, the numbers and the rest."""
        self._draw_bands(draw)
        self._draw_rail(draw)
        self._draw_bar(draw)
        self._draw_names(draw)
        self._draw_bracket(draw)
        self._draw_guesses(draw)
        self._draw_readings(draw)
        self._draw_rest(draw)
        self._draw_answer(draw)

    def _stepped_aside(self, k: int) -> float:
        """Return how far class k has stepped back, from 0 to 1."""
        return self.aside * (k not in (self._table.target, self._raised))

    @property
    def _light(self) -> FloatArray:
        """Brightness of each class's band and piece, shape (K,)."""
        aside = np.array([self._stepped_aside(k) for k in range(len(self.shares))])
        return (1 - 0.75 * aside) * (1 - (1 - DIM) * self.dim)

    def _draw_bands(self, draw: Canvas) -> None:
        """Draw the bands as far as the bar, then on to the point where the raised class has all."""
        n, box = self._table, self._box
        past, share = n.along < self.z, float(self.shares[self._raised])
        levels = np.vstack((self._levels[past], edges_of(self.shares, n.order)))
        shares = np.append(1 - self._levels[past, -2], share)
        x = self._x(np.append(n.along[past], self.z), shares)
        if self.onward > 0:
            share += self.onward * (1 - share)
            x = np.append(x, self._at_share(share))
            others = (1 - share) * edges_of(n.among, n.order)[:-1]
            levels = np.vstack((levels, np.append(others, 1.0)))
        draw_bands(
            draw, "band", x, box.bottom + levels * box.height, order=n.order,
            opacity=LIGHT * self._light, allow={**AREA, "pop": "the bar leaves it behind"},
        )  # fmt: skip
        draw.disc(
            "point", at=(box.right, box.bottom), radius=0.1, color=theme().text,
            opacity=ramp(self.onward, 0.8, 1.0), allow={"overlap": "all edges meet in it"},
        )  # fmt: skip

    def _draw_rail(self, draw: Canvas) -> None:
        """Draw the rail with its ticks, the ring on it, and the words for what it measures."""
        t, n, box = theme(), self._table, self._box
        y, color = box.bottom - 0.32, t.of_class(self._raised)
        middle = (1 - self.bend) * BAR / 2  # the ring is below the middle of the bar

        def x_of(z: float) -> float:
            return float(self._x(z, np.interp(z, n.along, 1 - n.levels[:, -2]))) + middle

        end = (1 - self.bend) * float(self._x(n.end, 0.0)) + middle + self.bend * box.right
        draw.line(
            "rail", points=[(box.left + middle, y), (max(x_of(n.end), end), y)], color=t.muted,
            width=5, opacity=self.rail, allow={"overlap": "what is on it is its own"},
        )  # fmt: skip
        for k, tick in enumerate(nice_ticks(n.start, n.end, 12)):
            draw.line(
                "tick", k, points=[(x_of(tick), y - 0.2), (x_of(tick), y + 0.2)], color=t.text,
                width=5, opacity=self.rail * (1 - self.sliding),
                allow={"overlap": "a tick of its rail", "contrast": "the ring passes over ticks"},
            )  # fmt: skip
        start = self._bar.left + middle
        at = start + self.sliding * (self._at_share(self.arrived) - start)
        draw.ring(
            "ring", at=(at, y), radius=0.2, color=color, width=9, opacity=self.rail,
            allow={"overlap": "it is on its rail", "zone": "it ends at the point"},
        )  # fmt: skip
        right, name = box.left - 0.3, n.names[self._raised]
        for text, start, end in (("score", 0.5, 0.0), ("share", 0.5, 1.0)):
            draw.words(
                text, text=text, at=(right, y - 0.56), align=1, color=color,
                opacity=self.rail * ramp(self.bend, start, end),
            )  # fmt: skip
        draw.words(
            "whose", text=name, at=(right, y - 0.14), align=1, color=color, opacity=self.rail,
            room=visibility(right - self.zone.left, words_width(name, TYPE.label)),
        )  # fmt: skip

    def _draw_bar(self, draw: Canvas) -> None:
        """Draw the bar and its frame."""
        draw_pieces(
            draw, "share", box=self._bar, shares=self.shares, order=self._table.order, upright=True,
            opacity=self.bar * self._light, allow=AREA,
        )  # fmt: skip
        draw.line(
            "frame", points=self._bar.outline, color=theme().text, width=6, opacity=self.bar,
            allow={"overlap": "it frames the bar"},
        )  # fmt: skip

    def _draw_names(self, draw: Canvas) -> None:
        """Draw the names to the left of the bar's start, unless they are too close together."""
        n, box, right = self._table, self._box, self._box.left - 0.2
        pieces = pieces_of(box, n.climb.shares[0], n.order, upright=True)
        taken: list[float] = []
        for k in self._named:
            y = min(pieces[k].y, box.top - CAP * TYPE.label / 2)
            if k == n.target:
                # Leave space for the tag below the name, and for the rail's name below the tag.
                y = max(y, box.bottom + 0.75)
            apart = visibility(min((abs(y - other) for other in taken), default=9.0), LEAST_PITCH)
            if apart == 1:
                taken.append(y)
            draw_name_beside(
                draw, k, n.names[k], right=right, y=y, available=right - self.zone.left, room=apart,
                opacity=1 - 0.4 * self._stepped_aside(k),
                allow={"contrast": "it has stepped back with its band"},
            )  # fmt: skip
            if k == n.target:
                half = words_width("true", TYPE.tick) / 2 + 0.12
                draw.tag("true", text="true", at=(right - half, y - 0.52))

    def _draw_bracket(self, draw: Canvas) -> None:
        """Draw the bracket as high as the bar, with the words that all shares add up to 1."""
        bar, text, size = self._bar, "adds up to 1", TYPE.label
        x, opacity = bar.right + 0.3, ramp(self.bracket, 0.5, 1.0)
        available = self.zone.right - 0.1 - x - 3 * self._pitch * self._is_guessed
        room = visibility(available, words_width(text, size) + 0.4)
        draw.line(
            "whole", points=[
                (x - 0.12, bar.top), (x, bar.top), (x, bar.bottom), (x - 0.12, bar.bottom),
            ],
            color=theme().text, width=5, opacity=opacity * round(room),
        )  # fmt: skip
        draw.words(
            "whole words", text=text, at=(x + 0.2, bar.y - CAP * size / 2), align=-1, room=room,
            opacity=opacity,
        )  # fmt: skip

    def _draw_guesses(self, draw: Canvas) -> None:
        """Draw the guesses at the bar, their names, and dashes from the bar to the right one."""
        n, z, bar, right = self._table, self.zone, self._bar, self.zone.right - 0.1
        apart = min(SPREAD, (right - self._box.left - BAR - self._reading) / 3)
        pitch = self._pitch + self.spread * max(0.0, apart - self._pitch)
        widest = max(words_width(text, TYPE.label) for text in GUESSES) + 0.2
        rows = 1 if apart >= widest else 2 if self._is_wide else 3
        lefts = [right - (3 - k) * pitch + (pitch - BAR) / 2 for k in range(3)]
        lefts[2] += self.match * (bar.left - lefts[2])
        for k, left in enumerate(lefts):
            opacity = self.guess * n.guessed[k] * (1.0 if k == 2 else self.wrong)
            draw_pieces(
                draw, "ghost", k, box=Zone(left, left + BAR, bar.bottom, bar.top),
                shares=n.ghosts[k], order=n.order, upright=True, opacity=0.6 * opacity,
                allow={"contrast": "it is a guess", "overlap": "it comes to the bar"},
            )  # fmt: skip
            half, x, y = words_width(GUESSES[k], TYPE.label) / 2, left + BAR / 2, bar.bottom - 0.5
            draw.words(
                "guess", k, text=GUESSES[k], opacity=opacity * ramp(self.spread, 0.5, 1.0),
                at=(min(max(x, z.left + half), z.right - half), y - 0.42 * (k % rows)),
            )  # fmt: skip
            draw.words(
                "short guess", k, text=SHORT[k], at=(x, y),
                opacity=opacity * ramp(self.spread, 0.5, 0.0) * ramp(self.match, 0.25, 0.0),
                room=visibility(self._pitch, words_width(SHORT[k], TYPE.label)),
            )  # fmt: skip
        length = self.dashes * max(lefts[2] - bar.right, 0.0)
        for k, edge in enumerate(edges_of(self.shares, n.order)[1:-1]):
            y = bar.bottom + float(edge) * bar.height
            draw.line(
                "dash", k, points=[(bar.right, y), (bar.right + length, y)], dashed=True,
                color=theme().text, width=5, opacity=self.guess * n.guessed[2] * (self.dashes > 0),
                allow={"overlap": "it leads to the guess", "pop": "it grows from the bar",
                       "contrast": "it leads to the guess"},
            )  # fmt: skip

    def _draw_readings(self, draw: Canvas) -> None:
        """Draw the numbers to the right of the bar: the raised class's share, factors, the loss."""
        n, bar, size, half = self._table, self._bar, TYPE.number, CAP * TYPE.number / 2
        pieces, x = pieces_of(bar, self.shares, n.order, upright=True), bar.right + 0.2
        draw.number(
            "raised", value=float(self.shares[self._raised]), write=writer(".3p"), align=-1,
            at=(x, min(pieces[self._raised].y, bar.top - half) - half),
            color=theme().of_class(self._raised), opacity=self.share_number,
        )  # fmt: skip
        foot = max(pieces[n.target].y - half, bar.bottom + 0.02)
        last = foot
        for k in (k for k in n.order[:-1] if k in self._named):
            # A factor that does not fit between the one below it and the raised class is left out.
            y, room = foot, 1.0
            if k != n.target:
                y = max(pieces[k].y - half, last + ROW)
                room = visibility(pieces[self._raised].bottom + ROW - y, CAP * size)
            last = y if room == 1 else last
            draw.number(
                "kept factor", k, value=n.kept, write=_times, align=-1, at=(x, y),
                color=theme().of_class(k), opacity=ramp(self.factor_numbers, 0.5, 1.0), room=room,
            )  # fmt: skip
        # The loss is hidden while it moves out of the way of the bracket or the factors.
        opacity = self.loss_number
        for other in (self.bracket, self.factor_numbers):
            opacity *= ramp(abs(2 * other - 1), 0.5, 1.0)
        x += 0.35 * (self.bracket > 0.5) + FACTOR * (self.factor_numbers > 0.5)
        right, up = (words_width("loss", TYPE.label) + 0.2, 0) if self._is_wide else (0, ROW)
        draw.words("loss name", text="loss", align=-1, opacity=opacity, at=(x, foot + up))
        draw.number(
            "loss", value=self.loss, write=writer(n.loss_form), align=-1, at=(x + right, foot),
            opacity=opacity,
        )  # fmt: skip

    def _draw_rest(self, draw: Canvas) -> None:
        """Draw the sliding bar of the other classes, its prints, and the numbers of both."""
        t, n, z, box = theme(), self._table, self.zone, self._box
        for k, (share, rest) in enumerate(zip(n.prints, n.print_rests, strict=True)):
            opacity = 0.75 * self.sliding * ramp(self.arrived, share, share + 0.02)
            self._draw_others(draw, "print", k, share=share, rest=rest, opacity=opacity)
        self._draw_others(draw, "slice", share=self.arrived, rest=self.rest, opacity=self.sliding)
        # The numbers disappear when next to nothing is left.
        opacity = self.sliding * self.dim * ramp(self.factor, 0.01, 0.02)
        middle = self._at_share(self.arrived)
        name = "the rest" if self._is_wide else "rest"
        wide = words_width(name, TYPE.label) + 0.15
        x = min(middle - BAR / 2, z.right - 0.05 - wide - 1.15)
        # The text is above the bar, since it starts at the bar's left edge.
        y = min(box.bottom + (box.right - x) / box.width * box.height + 0.15, box.top + 0.06)
        draw.words("rest name", text=name, at=(x, y), align=-1, opacity=opacity, allow=ON)
        draw.number(
            "factor", value=self.factor, write=_times, align=-1, at=(x + wide, y), opacity=opacity,
            allow=ON,
        )  # fmt: skip
        draw.number(
            "place", value=self.arrived, write=writer(".2p"), color=t.of_class(self._raised),
            at=(min(max(middle, box.left + 0.6), z.right - 0.6), box.bottom - 0.98),
            opacity=opacity,
        )  # fmt: skip

    def _draw_others(
        self, draw: Canvas, *key: str | int, share: float, rest: FloatArray, opacity: float
    ) -> None:
        """Draw a bar of all classes except the raised one, whose share there is ``share``."""
        box, x = self._box, self._at_share(share)
        draw_pieces(
            draw, *key, box=Zone(x - BAR / 2, x + BAR / 2, box.bottom, box.top), shares=rest,
            order=self._table.order[:-1], upright=True, opacity=opacity,
            allow={**AREA, "pop": "it is left behind"},
        )  # fmt: skip

    def _draw_answer(self, draw: Canvas) -> None:
        """Draw the numbers of the prints, and the raised class's name on its area, at the end."""
        n, box, k, size = self._table, self._box, self._raised, TYPE.caption
        color, name = theme().of_class(k), n.names[k]
        ink, opacity = text_on(toned(color, LIGHT)), self.sliding * (1 - self.dim)
        opacity *= self.factor == 0
        for j, share in enumerate(n.prints):
            x = self._at_share(share)
            draw.number(
                "print factor", j, value=float(n.print_factors[j]), write=_times, align=-1,
                at=(x - 0.1, box.bottom + (1 - share) * box.height + 0.3), color=ink,
                opacity=opacity, allow=ON,
            )  # fmt: skip
            draw.number(
                "print place", j, value=float(share), write=writer(".2p"),
                at=(x, box.bottom - 0.98), color=color, opacity=opacity,
            )  # fmt: skip
        right, y, wide = box.right - 0.3, box.top - 0.75, words_width(name, size)
        available = right - self._at_share(max(0.5, n.climb.shares[0, k])) - 0.3
        draw.pictogram(
            "gained picture", name=name, at=(right - wide - 0.55, y), height=0.7, color=ink,
            room=visibility(available, wide + 0.9), opacity=opacity, allow=ON,
        )  # fmt: skip
        draw.words(
            "gained", text=name, at=(right, y - CAP * size / 2), align=1, size=size, color=ink,
            room=visibility(available, wide), opacity=opacity,
            allow={"overlap": "it stands on its own area"},
        )  # fmt: skip


def _times(factor: float) -> str:
    """Return a factor as it is written, such as ×0.52."""
    return f"×{write(factor, '.2f')}"
