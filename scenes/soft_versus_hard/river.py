"""The hero of ``SoftVersusHard``: a bar of 1 that is cooled, and the river of bands it leaves."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.soft_versus_hard.numbers import SoftVersusHardNumbers
from stage.digits import exact, significant, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import PICTURE, draw_bands, draw_name_beside, draw_pieces, edges_of
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

BAR, FOOT, PITCH = 0.8, 1.35, 0.56
"""Width of the bar, margin below the bar for the rail, and distance from one name to the next; in
manim units."""

BEAD = 0.2
"""Radius of a score's bead."""

TOLD = 4
"""Classes that have a name, at most."""

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
    odds, temperature, place, reached
        Of the two highest; the temperature and its place on the rail, from 0, hot, to 1, cold; and
        how far bands have been drawn.
    lined, counted
        How much is seen of the line of scores, and of the odds.
    guess, wrong
        How much is seen of the guesses, and of those that are wrong.
    knob, read
        How much is seen of the rail, and of the temperature.
    front, cut, true, sized
        How much is seen of the bar, the cut, the true class's tag, and the shares at the cut.
    """

    shares, gaps, odds, temperature = numbers(), numbers(), number(), number()
    place, reached = number(), number()
    lined, counted, guess, wrong = look(1.0), look(1.0), look(0.0), look(1.0)
    knob, read, front, cut = look(0.0), look(0.0), look(1.0), look(0.0)
    true, sized = look(0.0), look(0.0)
    fading = ("name", "picture", "bead name")

    def __init__(self, name: str, table: SoftVersusHardNumbers, **values: Any) -> None:
        super().__init__(name, **values)
        self._table = table
        n = table
        first = dict.fromkeys((n.target, n.top, n.second, *range(len(n.names))))
        self._told = sorted(list(first)[:TOLD])
        self._order = tuple(range(len(n.names)))

    @property
    def _box(self) -> Zone:
        """Over which the bar's front runs."""
        z = self.zone
        widest = max(words_width(self._table.names[k], TYPE.label) for k in self._told)
        names = min(max(widest + PICTURE + 0.4, 1.6), 0.26 * z.width)
        return Zone(z.left + names + BAR, z.right - 0.35, z.bottom + FOOT, z.top - 0.15)

    def sketch(self, draw: Canvas) -> None:
        """Bands, bar, names and rail; the scores and the guesses; and the cut."""
        box = self._box
        x = box.left + self.reached * box.width
        self._bands(draw, box, x)
        self._bar(draw, box, x)
        self._names(draw, box)
        self._rail(draw, box)
        self._line(draw, box)
        self._guesses(draw, box)
        self._cut(draw, box)

    def _bands(self, draw: Canvas, box: Zone, front: float) -> None:
        n = self._table
        places = np.linspace(0.0, 1.0, len(n.shares))
        done = places < self.reached
        now = [np.interp(self.reached, places, n.shares[:, k]) for k in self._order]
        rows = np.vstack((n.shares[done], self.shares if self.cut == 0 else now))
        x = np.append(box.left + places[done] * box.width, front)
        levels = np.column_stack((np.zeros(len(rows)), np.cumsum(rows, axis=1)))
        draw_bands(draw, "band", x, box.bottom + levels * box.height, order=self._order, allow=AREA)

    def _bar(self, draw: Canvas, box: Zone, front: float) -> None:
        bar = Zone(front - BAR, front, box.bottom, box.top)
        draw_pieces(
            draw, "share", box=bar, shares=self.shares, order=self._order, upright=True,
            opacity=self.front, allow=AREA,
        )  # fmt: skip
        draw.line(
            "frame", points=bar.outline, color=theme().text, width=6, opacity=self.front,
            allow={"overlap": "it frames the bar"},
        )  # fmt: skip

    def _levels(self, box: Zone, shares: FloatArray) -> FloatArray:
        return np.asarray(box.bottom + edges_of(shares, self._order) * box.height)

    def _names(self, draw: Canvas, box: Zone) -> None:
        """Beside the bar, or the hot end of the bands, moved apart where pieces are thin."""
        names = self._table.names
        levels = self._levels(box, self._table.shares[0] if self.reached > 0 else self.shares)
        y = [float(levels[k] + levels[k + 1]) / 2 for k in self._told]
        for j in range(len(y)):
            y[j] = max(y[j], y[j - 1] + PITCH if j else box.bottom + 0.2)
        for j in reversed(range(len(y))):
            y[j] = min(y[j], y[j + 1] - PITCH if j + 1 < len(y) else box.top - 0.2)
        right = box.left - BAR - 0.2
        for k, middle in zip(self._told, y, strict=True):
            draw_name_beside(
                draw, k, names[k], right=right, y=middle, available=right - self.zone.left
            )
            if k == self._table.target:
                half = words_width("true", TYPE.tick) / 2 + 0.12
                draw.tag("true", text="true", at=(right - half, middle - 0.57), opacity=self.true)

    def _rail(self, draw: Canvas, box: Zone) -> None:
        t, y, n = theme(), box.bottom - 0.35, self._table
        own: dict[Rule, str] = {"overlap": "it is on its rail", "contrast": "it is on its rail"}
        draw.line(
            "rail", points=[(box.left, y), (box.right, y)], color=t.muted, width=5,
            opacity=self.knob, allow=own,
        )  # fmt: skip
        ends = ((0.0, n.temperatures[0]), (n.at_one, 1.0), (1.0, n.temperatures[-1]))
        ring = box.left + self.place * box.width
        for j, (place, temperature) in enumerate(ends):
            x = box.left + place * box.width
            draw.line(
                "tick", j, points=[(x, y - 0.15), (x, y + 0.15)], color=t.muted, width=5,
                opacity=self.knob, allow=own,
            )  # fmt: skip
            draw.words(
                "tick number", j, text=exact(float(temperature)), at=(x, y - 0.7),
                opacity=self.knob * max(0.0, 1 - 2 * self.read), color=t.muted,
            )  # fmt: skip
        draw.ring("ring", at=(ring, y), radius=0.2, color=t.text, opacity=self.knob, allow=own)
        draw.words(
            "rail name", text="temperature", at=(box.left - 0.3, y - CAP * TYPE.label / 2), align=1,
            opacity=self.knob,
            room=visibility(box.left - 0.3 - self.zone.left,
                            words_width("temperature", TYPE.label)),
        )  # fmt: skip
        at = min(max(ring, box.left + 0.5), box.right - 0.4)
        draw.number(
            "temperature", value=self.temperature, write=_short, at=(at, y - 0.75),
            opacity=max(0.0, 2 * self.read - 1),
        )  # fmt: skip

    def _line(self, draw: Canvas, box: Zone) -> None:
        """The scores on a level line, the highest at its right end."""
        t, n, y = theme(), self._table, box.y + 0.4
        left, right = box.left + 0.8, box.right - 0.5
        unit = (right - left - 0.3) / max(n.span, 1e-9)
        draw.line(
            "thread", points=[(left, y), (right, y)], color=t.muted, width=6, opacity=self.lined,
            allow={"overlap": "a thread through the beads", "contrast": "beads lie on it"},
        )  # fmt: skip
        draw.words(
            "scores", text="scores", at=(left, y - 0.85), align=-1, color=t.muted,
            opacity=self.lined,
        )  # fmt: skip
        taken: list[float] = []
        by_score = sorted(self._told, key=lambda k: (-self.gaps[k], k))
        for k in by_score:
            x = right + float(self.gaps[k]) * unit
            seen = float(np.clip((x - left) / 0.3, 0, 1)) * self.lined
            x = max(x, left)
            half = words_width(n.names[k], TYPE.label) / 2
            at = min(x, self.zone.right - half)
            apart = min((other - at for other in taken), default=99.0)
            taken.append(at - half)
            draw.disc(
                "bead", k, at=(x, y), radius=BEAD, color=t.of_class(k), opacity=seen,
                allow={"overlap": "scores may be close together", "contrast": "it is on a thread",
                       "pop": "it comes back into the frame"},
            )  # fmt: skip
            draw.words(
                "bead name", k, text=n.names[k], at=(at, y + 0.4), color=t.of_class(k),
                opacity=seen, room=visibility(apart, half + 0.15),
                allow={"pop": "it comes back into the frame with its bead"},
            )  # fmt: skip
        beyond = float(np.clip(-(right + float(self.gaps.min()) * unit - left) / 0.6, 0, 1))
        draw.arrow(
            "beyond", start=(left, y), end=(left - 0.45, y), color=t.muted,
            opacity=beyond * self.lined,
            allow={"overlap": "the thread runs on", "pop": "it comes as a bead leaves"},
        )  # fmt: skip
        who = f"{n.names[n.top]} to {n.names[n.second]}"
        middle = (left + right) / 2
        above = min(y + 1.1, self.zone.top - 1.15)
        draw.words(
            "odds name", text=who, at=(middle, above + 0.65), opacity=self.counted,
            room=visibility(right - left, words_width(who, TYPE.label)),
        )  # fmt: skip
        draw.number(
            "odds", value=self.odds, write=_short, at=(middle, above), opacity=self.counted,
            align=1,
        )  # fmt: skip
        draw.words(
            "to one", text="to 1", at=(middle + 0.2, above), opacity=self.counted, align=-1,
            size=TYPE.number,
        )  # fmt: skip

    def _guesses(self, draw: Canvas, box: Zone) -> None:
        t, n = theme(), self._table
        bottom, top = box.bottom + 0.5, box.y - 0.55
        pitch = (box.width - 1) / 3
        half = min(0.5, 0.35 * pitch)
        one = words_width("to 1", TYPE.number)
        texts = [words_width(_rough(float(odds)), TYPE.number) for odds in n.ghosts]
        has_one = max(texts) + one + 0.4 <= pitch
        fits = max(texts) + 0.2 <= pitch
        for j, odds in enumerate(n.ghosts):
            seen = self.guess * (1.0 if j == 2 else self.wrong)
            x = box.left + 0.7 + (j + 0.5) * pitch
            cut = bottom + (top - bottom) / (1 + float(odds))
            pieces = ((n.second, bottom, cut), (n.top, cut, top))
            for k, low, high in pieces:
                draw.rectangle(
                    "ghost", j, k, left=x - half, right=x + half, bottom=low, top=high,
                    color=t.of_class(k), opacity=0.7 * seen, allow=AREA,
                )  # fmt: skip
            draw.number(
                "ghost odds", j, value=float(odds), write=_rough, align=1, opacity=seen,
                at=(x - 0.1 if has_one else x + texts[j] / 2, bottom - 0.5), room=float(fits),
            )  # fmt: skip
            draw.words(
                "ghost to one", j, text="to 1", at=(x + 0.1, bottom - 0.5), align=-1,
                opacity=seen, size=TYPE.number, room=float(has_one),
            )  # fmt: skip

    def _cut(self, draw: Canvas, box: Zone) -> None:
        """Where the river is looked at: which band is the widest there, and the shares."""
        t, x = theme(), box.left + self.place * box.width
        levels = self._levels(box, self.shares)
        draw.line(
            "cut", points=[(x, box.bottom), (x, box.top)], color=t.background, width=6,
            opacity=self.cut, allow=ON,
        )  # fmt: skip
        k = self._table.top
        draw.ring(
            "widest", at=(x, float(levels[k] + levels[k + 1]) / 2), radius=0.32, color=t.background,
            width=8, opacity=self.cut, allow=ON,
        )  # fmt: skip
        for j in self._told:
            draw.number(
                "share at the cut", j, value=float(self.shares[j]), write=writer(".3p"), align=-1,
                at=(x + 0.5, float(levels[j] + levels[j + 1]) / 2 - CAP * TYPE.number / 2),
                color=text_on(t.of_class(j)), opacity=self.sized,
                room=visibility(float(levels[j + 1] - levels[j]), CAP * TYPE.number + 0.15),
                allow=ON,
            )  # fmt: skip


def _short(value: float) -> str:
    return significant(value, 2)


def _rough(value: float) -> str:
    return significant(value, 1 if value < 10 else 2)
