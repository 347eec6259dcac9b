"""The hero of ``SoftVersusHard``: a bar of 1 that is cooled, and the river of bands it leaves."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from scenes.soft_versus_hard.numbers import HALF, QUARTER, SoftVersusHardNumbers
from stage.digits import exact, write, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import PICTURE, draw_bands, draw_name_beside, draw_pieces, edges_of
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, theme

BAR, FOOT, PITCH = 0.8, 1.35, 0.56
"""Width of the bar, space below the bar for the rail, and from one name to
the next; in manim units."""

LINE, HEAD, BEAD = 1.95, 0.75, 0.2
"""Height of the line of scores with its texts, of the answer above the bands, and radius of a
score's bead."""

THIN = 0.12
"""Height of a piece of the bar from which on its name is written in full."""

NAMED = 4
"""Largest number of classes that have names."""

COUNTED = 4
"""How many gaps are marked on the line of scores: as many as there are at a quarter."""

SPACIOUS = 3.2
"""Width beside the bar from which the odds are larger."""

DIVIDED = "score ÷ temperature"
"""Name of the line of scores."""

AREA: dict[Rule, str] = {
    "contrast": "pieces of one whole lie side by side",
    "overlap": "the bar covers the bands that it leaves",
    "pop": "the bar leaves it behind",
}
ON: dict[Rule, str] = {"overlap": "it stands on its own area", "contrast": "it lies on areas"}


class River(Figure):
    """A bar of all shares that runs along a rail of temperatures, and beads for the scores.

    Values
    ------
    shares, gaps
        The softmax, and how far each score is below the highest, shape (K,).
    odds, place, reached
        The odds of the two highest; the place of the temperature on the rail, from 0, hot, to 1,
        cold; and the place up to which bands are drawn.
    line, squared
        Opacity of the line of scores; how far its four gaps have become two pairs.
    odds_shown, listed, options
        Opacity of the list of odds and of the tag at the bar; rows of the list; and opacity of the
        options of the guess.
    tall
        From 0 to 1: the bands take the height of the line of scores.
    bar, front, answer
        Opacity of the bar, of the line at the temperature, and of the answer with its share.
    """

    shares, gaps, odds = numbers(), numbers(), number()
    place, reached = number(), number()
    line, squared, odds_shown, options = look(1.0), look(0.0), look(1.0), look(0.0)
    listed, tall, bar, front, answer = look(1.0), look(0.0), look(1.0), look(0.0), look(0.0)
    fading = ("name", "picture", "bead name")

    def __init__(self, name: str, table: SoftVersusHardNumbers, **values: Any) -> None:
        super().__init__(name, **values)
        self._table = n = table
        first = dict.fromkeys((n.target, n.top, n.second, *range(len(n.names))))
        self._named = sorted(list(first)[:NAMED])
        self._order = tuple(range(len(n.names)))

    @property
    def _box(self) -> Zone:
        """Return the area of the bands, over which the bar's front runs."""
        z = self.zone
        widest = max(words_width(self._table.names[k], TYPE.label) for k in self._named)
        names = min(max(widest + PICTURE + 0.4, 1.6), 0.26 * z.width)
        top = z.top - HEAD - (1 - self.tall) * (LINE - HEAD)
        return Zone(z.left + names + BAR, z.right - 0.5, z.bottom + FOOT, top)

    def sketch(self, draw: Canvas) -> None:
        """Draw bands, bar, names and rail; the scores and the odds; and the answer."""
        box = self._box
        front = box.left + (self.reached if self.reached > 0 else self.place) * box.width
        self._bands(draw, box, front)
        self._bar(draw, box, front)
        self._names(draw, box, front)
        self._rail(draw, box)
        self._scores(draw, box)
        self._odds(draw, box)
        self._answer(draw, box)

    def _bands(self, draw: Canvas, box: Zone, front: float) -> None:
        n = self._table
        places = np.linspace(0.0, 1.0, len(n.shares))
        done = places < self.reached
        now = [np.interp(self.reached, places, n.shares[:, k]) for k in self._order]
        at_front = self.shares if self.place == self.reached else now
        rows = np.vstack((n.shares[done], at_front))
        x = np.append(box.left + places[done] * box.width, front)
        levels = np.column_stack((np.zeros(len(rows)), np.cumsum(rows, axis=1)))
        draw_bands(draw, "band", x, box.bottom + levels * box.height, order=self._order, allow=AREA)

    def _bar(self, draw: Canvas, box: Zone, front: float) -> None:
        bar = Zone(front - BAR, front, box.bottom, box.top)
        draw_pieces(
            draw, "share", box=bar, shares=self.shares, order=self._order, upright=True,
            opacity=self.bar, allow=AREA,
        )  # fmt: skip
        draw.line(
            "frame", points=bar.outline, color=theme().text, width=6, opacity=self.bar,
            allow={"overlap": "it frames the bar"},
        )  # fmt: skip

    def _levels(self, box: Zone, shares: FloatArray) -> FloatArray:
        return np.asarray(box.bottom + edges_of(shares, self._order) * box.height)

    def _names(self, draw: Canvas, box: Zone, front: float) -> None:
        """Beside the bar, or the hot end of the bands, moved apart where pieces are thin."""
        names, is_river = self._table.names, self.reached > 0
        levels = self._levels(box, self._table.shares[0] if is_river else self.shares)
        y = [float(levels[k] + levels[k + 1]) / 2 for k in self._named]
        for j in range(len(y)):
            y[j] = max(y[j], y[j - 1] + PITCH if j else box.bottom + 0.2)
        for j in reversed(range(len(y))):
            y[j] = min(y[j], y[j + 1] - PITCH if j + 1 < len(y) else box.top - 0.2)
        right = (box.left if is_river else front) - BAR - 0.2
        for k, middle in zip(self._named, y, strict=True):
            height = float(levels[k + 1] - levels[k])
            draw_name_beside(
                draw, k, names[k], right=right, y=middle, available=right - self.zone.left,
                opacity=1.0 if is_river else min(height / THIN, 1.0),
                allow={"contrast": "its piece of the bar is thin"},
            )  # fmt: skip
            if k == self._table.target:
                self._true(draw, box, right, middle)

    def _true(self, draw: Canvas, box: Zone, right: float, y: float) -> None:
        """Draw the true class's tag left of its name, then in place of the bar at the hot end."""
        half, name = (
            words_width("true", TYPE.tick) / 2 + 0.12,
            self._table.names[self._table.target],
        )
        beside = BAR + 0.2 + words_width(name, TYPE.label) + PICTURE + 0.35 + half
        x = right + BAR + 0.2 - beside
        # The bar stands farthest to the left at first, where the tag fits or does not.
        first = box.left + self._table.half.place[0] * box.width - beside
        fits = float(first - half > self.zone.left)
        draw.tag(
            "true at the bar", text="true", at=(x, y),
            opacity=self.odds_shown * fits,
        )  # fmt: skip
        draw.tag("true", text="true", at=(box.left - 0.05 - half, y), opacity=self.front)

    def _rail(self, draw: Canvas, box: Zone) -> None:
        t, y, n = theme(), box.bottom - 0.35, self._table
        own: dict[Rule, str] = {"overlap": "it is on its rail", "contrast": "it is on its rail"}
        draw.line("rail", points=[(box.left, y), (box.right, y)], color=t.muted, width=5, allow=own)
        end = -math.inf
        ticks = dict(zip(n.tick_temperatures, n.tick_places, strict=True))
        texts = {at: exact(at) for at in ticks}
        texts[n.tick_temperatures[0]] += ", hot"
        texts[n.tick_temperatures[-1]] += ", cold"
        widths = {at: words_width(text, TYPE.label) + 0.2 for at, text in texts.items()}
        shift = max(widths[n.tick_temperatures[-1]] / 2 - 0.1 - (self.zone.right - box.right), 0.0)
        last = box.right - shift - widths[n.tick_temperatures[-1]] / 2
        for j, (temperature, place) in enumerate(ticks.items()):
            x, half = box.left + place * box.width, widths[temperature] / 2
            is_last = j == len(ticks) - 1
            fits = is_last or (x - half > end and x + half < last)
            draw.line(
                "tick", j, points=[(x, y - 0.15), (x, y + 0.15)], color=t.muted, width=5,
                opacity=float(fits), allow=own,
            )  # fmt: skip
            draw.words(
                "tick number", j, text=texts[temperature], at=(x - shift * is_last, y - 0.7),
                color=t.muted, room=float(fits),
            )  # fmt: skip
            end = x + half if fits else end
        ring = box.left + self.place * box.width
        draw.ring("ring", at=(ring, y), radius=0.2, color=t.text, allow=own)
        right = box.left - 0.45
        free, wide = right - self.zone.left, words_width("temperature", TYPE.label)
        draw.words(
            "rail name", text="temperature", at=(right, y - CAP * TYPE.label / 2), align=1,
            room=visibility(free, wide),
        )  # fmt: skip

    def _scores(self, draw: Canvas, box: Zone) -> None:
        """Draw the scores on a level line, the highest at its right end."""
        t, n, y = theme(), self._table, self.zone.top - 0.85
        left, right = self.zone.left + 0.8, box.right - 0.2
        unit = (right - left - 0.3) / max(n.span, 1e-9)
        draw.line(
            "thread", points=[(left, y), (right, y)], color=t.muted, width=6, opacity=self.line,
            allow={"overlap": "a thread through the beads", "contrast": "beads lie on it"},
        )  # fmt: skip
        self._counted_gaps(draw, left, right, y, unit)
        free = right - left - COUNTED * unit * -float(n.half.gaps[0, n.second])
        draw.words(
            "scores", text=DIVIDED, at=(left, y - 0.8), align=-1, color=t.muted,
            opacity=self.line, room=visibility(free, words_width(DIVIDED, TYPE.label) + 0.2),
        )  # fmt: skip
        taken: list[float] = []
        for k in sorted(self._named, key=lambda k: (-self.gaps[k], k)):
            x = right + float(self.gaps[k]) * unit
            opacity = float(np.clip((x - left) / 0.3, 0, 1)) * self.line
            x = max(x, left)
            half = words_width(n.names[k], TYPE.label) / 2
            at = min(x, self.zone.right - half)
            apart = min((other - at for other in taken), default=99.0)
            taken.append(at - half)
            draw.disc(
                "bead", k, at=(x, y), radius=BEAD, color=t.of_class(k), opacity=opacity,
                allow={"overlap": "scores may be close together", "contrast": "it is on a thread",
                       "pop": "it comes back into the frame"},
            )  # fmt: skip
            draw.words(
                "bead name", k, text=n.names[k], at=(at, y + 0.4), color=t.of_class(k),
                opacity=opacity, room=visibility(apart, half + 0.15),
                allow={"pop": "it comes back into the frame with its bead"},
            )  # fmt: skip
        beyond = float(np.clip(-(right + float(self.gaps.min()) * unit - left) / 0.6, 0, 1))
        draw.arrow(
            "beyond", start=(left, y), end=(left - 0.45, y), color=t.muted,
            opacity=beyond * self.line,
            allow={"overlap": "the thread runs on", "pop": "it comes as a bead leaves"},
        )  # fmt: skip

    def _counted_gaps(self, draw: Canvas, left: float, right: float, y: float, unit: float) -> None:
        """Mark how often the first gap fits into the gap, and the factor of the odds for each.

        Then mark the pairs of them, and the factor for each pair.
        """
        t, n = theme(), self._table
        first = -float(n.half.gaps[0, n.second])
        gap, length = -float(self.gaps[n.second]), first * unit
        factors = [f"× {write(float(odds), n.odds_form)}" for odds in n.odds[:2]]
        for j in range(COUNTED):
            grown = float(np.clip((gap - (j + 0.75) * first) / max(0.25 * first, 1e-9), 0, 1))
            x = right - (j + 1) * length
            opacity = grown * self.line * float(x > left and first > 0)
            inner = 1 - self.squared if j % 2 == 0 else 1.0
            draw.line(
                "gap end", j, points=[(x, y - 0.45), (x, y - 0.25)], color=t.text,
                opacity=opacity * inner,
            )  # fmt: skip
            for key, text, middle, wide, seen in (
                ("factor", factors[0], x + length / 2, length, 1 - 2 * self.squared),
                (
                    "pair's factor",
                    factors[1],
                    x + length,
                    2 * length,
                    (2 * self.squared - 1) * (j % 2),
                ),
            ):
                draw.words(
                    key, j, text=text, at=(middle, y - 0.75), size=TYPE.number,
                    opacity=opacity * max(seen, 0.0),
                    room=visibility(wide, words_width(text, TYPE.number) + 0.2),
                )  # fmt: skip

    def _odds(self, draw: Canvas, box: Zone) -> None:
        """List the odds of the two highest by temperature; and at the right what is guessed."""
        n, left, size, t = self._table, self.zone.left + 0.3, TYPE.number, theme()
        who = f"{n.names[n.top]} to {n.names[n.second]}"
        names = max(words_width(n.names[k], TYPE.label) for k in self._named) + PICTURE + 1.3
        free = box.left + n.half.place[0] * box.width - BAR - names - left
        digits = max(words_width(write(float(o), n.odds_form), size) for o in n.odds)
        column = left + words_width(f"÷ {exact(QUARTER)}", size) + 0.25 + digits
        y = box.top - 0.35
        wide = column + 0.2 + words_width("to 1", size) - left
        draw.words(
            "odds name", text=who, at=(left, y), align=-1, opacity=self.odds_shown,
            room=visibility(free, max(words_width(who, TYPE.label), wide)),
        )  # fmt: skip
        for j, (odds, temperature) in enumerate(zip(n.odds, (1.0, HALF, QUARTER), strict=True)):
            known = float(np.clip(2 * (self.listed - j) - 1, 0.0, 1.0))
            low, fits = y - 0.7 - 0.6 * j, visibility(free, wide)
            for key, text, at, align, color, seen in (
                ("divisor", f"÷ {exact(temperature)}", left, -1, t.muted, 1.0),
                ("odds", write(float(odds), n.odds_form), column, 1, t.text, known),
                ("to one", "to 1", column + 0.2, -1, t.text, known),
            ):
                asked = self.options * (1 - known) if j == 2 and key == "divisor" else known
                draw.words(
                    key, j, text=text, at=(at, low), align=align, size=size, color=color,
                    opacity=self.odds_shown * max(seen * known, asked), room=fits,
                )  # fmt: skip
        draw.words(
            "asked", text="?", at=(column, y - 1.9), align=1, size=size,
            opacity=self.odds_shown * self.options * float(np.clip(5 - 2 * self.listed, 0, 1)),
            room=visibility(free, wide),
        )  # fmt: skip
        right, front = self.zone.right, box.left + n.quarter.place[-1] * box.width
        for j, option in enumerate(n.options):
            text = f"{write(float(option), n.odds_form)} to 1?"
            draw.words(
                "option", j, text=text, at=(right, y - 0.7 - 0.6 * j), align=1, size=size,
                color=t.muted, opacity=self.options,
                room=visibility(right - front, words_width(text, size) + 0.3),
            )  # fmt: skip

    def _answer(self, draw: Canvas, box: Zone) -> None:
        """Draw the line at the temperature; above, the answer and the truth with their shares."""
        t, n, y = theme(), self._table, box.top + 0.25
        at = box.left + self.place * box.width
        draw.line(
            "front", points=[(at, box.bottom), (at, box.top)], color=t.text, width=6,
            opacity=self.front, allow=ON,
        )  # fmt: skip
        # Each in its half of the width, or the truth alone where it is the answer.
        left, half = self.zone.left, self.zone.width / 2
        size = 1.25 * TYPE.number
        percent = words_width(">99 %", size) + 0.25
        rows = [("answer", n.top, left), ("truth", n.target, left + half)]
        for what, k, x in rows if n.top != n.target else rows[:1]:
            text = f"{what}: {n.names[k]}"
            wide = words_width(text, size)
            room = visibility(half, wide + percent + 0.2)
            draw.words(
                "what", what, text=text, at=(x, y), align=-1, size=size, color=t.of_class(k),
                opacity=self.answer, room=room,
            )  # fmt: skip
            draw.number(
                "sure", what, value=float(self.shares[k]), write=writer(".0%"), align=-1,
                size=size, at=(x + wide + 0.2, y), opacity=self.answer, room=room,
            )  # fmt: skip
