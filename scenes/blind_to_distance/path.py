"""The main figure of ``BlindToDistance``: hay in a yard; above it bars of loss and walk."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from scenes.blind_to_distance.numbers import BlindToDistanceNumbers
from stage.bales import flown, stacked
from stage.cast import CAST, outlines
from stage.digits import exact, writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.yard import draw_bale, draw_curtain, draw_peeping
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, theme

BAR, BETWEEN, GUESSES = 0.52, 0.14, 0.62
"""Height of a bar, room between the two, and room above them for guesses; in manim units."""

FOOT, CAT, PAIR = 1.5, 0.8, 1.0
"""Room below the ground; height of the cat; half the width of it and its tag."""

FALL, LIFT = 1.1, 0.04
"""Fall of hay when it is laid out; its height above all hay when it is carried, in shares."""

PICTURE, BESIDE, LEAST = 1.6, 0.1, 0.5
"""Maximum height of a pictogram, its distance from hay, and the minimum height drawn."""

ROWS = ("loss", "walk")

GHOSTS = ((0.5, "less?"), (1.0, "same?"), (1.5, "more?"))
"""Guesses at the loss, as multiples of it."""

WAYS: dict[Rule, str] = {
    "contrast": "ways lie on each other, behind the yard", "passes": "each leaves its own bale",
    "jump": "it flies to the bar", "pop": "it grows out of its bale",
}  # fmt: skip
END: dict[Rule, str] = {"overlap": "it may be the bar's end", "contrast": "it may be its end"}
OUTLINE: dict[Rule, str] = {
    "overlap": "it is where hay was, or will be", "contrast": "it is dotted",
    "passes": "it is where hay was, or will be",
}  # fmt: skip


class Path(Figure):
    """Bales at places, as many as a prediction gives each; the loss, and the walk in its parts.

    Values
    ------
    lent, flown, paced
        How far the first bale is on its flight to the true place; time in which bales are carried,
        and in which the walks from them are measured.
    loss, parts, walk
        The loss; what each bale brings to the walk, shape (B,); and their sum.
    laid
        From 0, before the hay has come down in the yard, to 1, when all of it lies there.
    shared, met, priced, walked
        Opacity of the shares on the stacks, of the cat, and of the rows of the loss and the walk.
    guess, ghost
        Opacity of guesses at the loss, with outlines where the hay will be; and where it was.
    curtain, veil, stirred
        How far the curtains are shut over all but the true place and the loss, and over the loss;
        time in which there is commotion behind them; all from 0 to 1.
    mixed, hidden
        Whether bales lie as nobody carried them, which is not seen while they are hidden.
    """

    lent, flown, paced, loss = number(0.0), number(0.0), number(0.0), number()
    parts, walk = numbers(), number(0.0)
    laid, shared, met, priced, walked = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    guess, ghost, curtain, veil = look(0.0), look(0.0), look(0.0), look(0.0)
    stirred, mixed, hidden = look(0.0), look(0.0), look(0.0)

    def __init__(self, name: str, table: BlindToDistanceNumbers) -> None:
        super().__init__(name, loss=table.loss, parts=table.measure.parts[0])
        self._table = table

    def sketch(self, draw: Canvas) -> None:
        """Draw the bars, the yard and its hay, and curtains over all but the true place."""
        n, z = self._table, self.zone
        xs = [self._x(float(x)) for x in n.positions]
        gap = min(b - a for a, b in pairwise(xs))
        left, right = self._sides()
        width = min(1.3, 0.4 * gap) if left > right else min(1.7, 0.62 * gap)
        picture = min(PICTURE, 0.43 * gap, left - width / 2 - BESIDE) * (left > right)
        self._walk(draw, xs)
        self._loss(draw)
        self._places(draw, xs, gap, width, picture if picture >= LEAST else 0.0)
        self._bales(draw, xs, width)
        self._stacks(draw, xs, width, gap)
        self._curtains(draw, xs, width, picture)
        y = self._ground()
        draw.line("ground", points=[(z.left, y), (z.right, y)], color=theme().muted, width=4)

    def _ground(self) -> float:
        return self.zone.bottom + FOOT

    def _top(self) -> float:
        """Return the y coordinate up to which hay is carried."""
        return self._row(1).bottom - 0.15

    def _unit(self) -> float:
        """Return the height of a share of 1: a bale passes over the tallest stack."""
        return (self._top() - self._ground()) / (self._over() + float(self._table.masses.max()))

    def _over(self) -> float:
        """Return how high a bale is carried, in shares of 1."""
        n = self._table
        lent = n.masses[0] + n.masses[n.homes == n.target].sum()
        stacks = [n.masses[where == k].sum() for where in (n.homes, n.ends) for k in where]
        return float(max(lent, *stacks)) + LIFT

    def _sides(self) -> tuple[float, float]:
        """Return the space beside the first and the last place, from the middle of their hay."""
        is_drawn = any(outlines(name) for name in self._table.places)
        left, right = (0.19, 0.075) if is_drawn else (0.11, 0.11)
        return left * self.zone.width, right * self.zone.width

    def _x(self, position: float) -> float:
        """Return the x coordinate of the middle of the hay at a place."""
        n, z, (left, right) = self._table, self.zone, self._sides()
        first, last = float(n.positions[0]), float(n.positions[-1])
        return z.left + left + (position - first) / (last - first) * (z.width - left - right)

    def _places(
        self, draw: Canvas, xs: list[float], gap: float, width: float, picture: float
    ) -> None:
        """Draw each place beside its hay; below it its name, and the cat or the distance to it."""
        n, z, t, y = self._table, self.zone, theme(), self._ground()
        middles = [x - (picture + BESIDE) / 2 * (picture > 0) for x in xs]
        row = z.bottom + CAT / 2
        cat = min(max(middles[n.target], z.left + PAIR), z.right - PAIR)
        for k, (x, name) in enumerate(zip(middles, n.places, strict=True)):
            at, wide = self._kept(x, name)
            draw.words(
                "name", k, text=name, at=(at, z.bottom + CAT + 0.2), color=t.of_class(k),
                room=float(wide + 0.2 <= gap),
            )  # fmt: skip
            foot = (xs[k] - width / 2 - BESIDE - picture / 2, y + picture / 2)
            draw.pictogram(
                "place", k, name=name, at=foot, height=max(picture, 0.1), color=t.of_class(k),
                opacity=float(picture > 0), allow={"contrast": "a curtain is drawn over it"},
            )  # fmt: skip
            if k != n.target:
                far = f"{exact(float(n.distances[k]))} {n.unit}"
                at, wide = self._kept(x, far)
                has_room = wide + 0.2 <= gap and abs(at - cat) >= PAIR + wide / 2 + 0.15
                draw.words(
                    "far", k, text=far, at=(at, row - CAP * TYPE.label / 2), opacity=self.walked,
                    room=float(has_room),
                )  # fmt: skip
        draw.pictogram(
            "cat", name=CAST[0], at=(cat - 0.55, row), height=CAT, color=t.of_class(0),
            opacity=self.met,
        )  # fmt: skip
        draw.tag("true", text="true", at=(cat + 0.45, row), opacity=self.met)

    def _kept(self, x: float, text: str) -> tuple[float, float]:
        """Return the x coordinate of a text that keeps to the stage, and its width."""
        wide = words_width(text, TYPE.label)
        return min(max(x, self.zone.left + wide / 2), self.zone.right - wide / 2), wide

    def _bales(self, draw: Canvas, xs: list[float], width: float) -> None:
        n, unit, over = self._table, self._unit(), self._over()
        starts, feet = [xs[int(k)] for k in n.homes], self._feet(n.homes)
        goals, floors = [xs[int(k)] for k in n.ends], self._feet(n.ends)
        mixed = self._feet(n.mixed)
        true_foot = float(n.masses[n.homes == n.target].sum())
        for b, mass in enumerate(n.masses):
            x, y = starts[b], feet[b]
            if b < len(n.launches):
                x, y = flown(self.flown - n.launches[b], (x, y), (goals[b], floors[b]), over)
            if b == 0 and self.lent > 0:
                x, y = flown(self.lent, (x, y), (xs[n.target], true_foot), over)
            if self.mixed > 0.5:
                x, y = xs[int(n.mixed[b])], mixed[b]
            falls = min(max(1.8 * self.laid - 0.8 * feet[b], 0.0), 1.0)
            bottom = self._ground() + y * unit + (1 - falls) * FALL
            is_at_the_true = n.homes[b] == n.target == n.ends[b]
            seen = falls * (1.0 if is_at_the_true else 1 - self.hidden)
            box = Zone(x - width / 2, x + width / 2, bottom, bottom + float(mass) * unit)
            draw_bale(draw, "bale", b, box, opacity=seen)

    def _feet(self, where: FloatArray) -> FloatArray:
        """Return the height of each bale above the ground, in shares of 1."""
        n = self._table
        goes = np.arange(len(n.masses)) < len(n.launches)
        return stacked(n.masses, goes, where, before=where is n.homes)

    def _stacks(self, draw: Canvas, xs: list[float], width: float, gap: float) -> None:
        """Write the shares of the first stacks, and outline what was there, or will be."""
        n, unit, y = self._table, self._unit(), self._ground()
        for k, x in enumerate(xs):
            was, will = (float(n.masses[where == k].sum()) for where in (n.homes, n.ends))
            text = f"{100 * was:.0f} %"
            draw.words(
                "share", k, text=text, at=(x, y + was * unit + 0.12), opacity=self.shared,
                room=float(was > 0 and words_width(text, TYPE.label) + 0.2 <= gap),
            )  # fmt: skip
            for key, from_, to, seen in (
                ("was", will, was, self.ghost), ("will", was, will, self.guess),
            ):  # fmt: skip
                low, high = y + min(from_, to) * unit, y + to * unit
                box = Zone(x - width / 2, x + width / 2, low, high)
                draw.line(
                    key, k, points=box.outline, color=theme().q, dashed=True,
                    opacity=seen * float(to > from_ + 1e-9), allow=OUTLINE,
                )  # fmt: skip

    def _row(self, which: int) -> Zone:
        """Return the zone of the longest bar in row 0, of the loss, or in row 1, of the walk."""
        z = self.zone
        left = z.left + max(words_width(name, TYPE.formula) for name in ROWS) + 0.3
        top = z.top - GUESSES - which * (BAR + BETWEEN)
        return Zone(left, z.right, top - BAR, top)

    def _label(self, draw: Canvas, which: int, opacity: float) -> float:
        """Write the name of a row, and return the baseline of it."""
        foot = self._row(which).y - CAP * TYPE.formula / 2
        draw.words(
            ROWS[which], "name", text=ROWS[which], at=(self.zone.left, foot), align=-1,
            size=TYPE.formula, opacity=opacity,
        )  # fmt: skip
        return foot

    def _loss(self, draw: Canvas) -> None:
        n, t, row, seen = self._table, theme(), self._row(0), float(self.priced > 0)
        foot = self._label(draw, 0, min(2 * self.priced, 1.0))
        room = row.width - number_width("<0.01", TYPE.formula) - 0.3
        unit = room / max(GHOSTS[-1][0] * n.loss, float(n.lend.loss.max()))
        right = row.left + self.priced * self.loss * unit
        draw.rectangle(
            "loss", left=row.left, right=right, bottom=row.bottom, top=row.top,
            color=toned(t.loss, 1 - 0.5 * self.guess), opacity=seen,
            measures=("x", self.loss) if self.priced >= 1 else None,
        )  # fmt: skip
        draw.number(
            "loss number", value=self.loss, write=writer(n.form), at=(right + 0.15, foot),
            align=-1, size=TYPE.formula, opacity=max(2 * self.priced - 1, 0.0) * (1 - self.guess),
        )  # fmt: skip
        apart = GHOSTS[0][0] * n.loss * unit
        widest = max(words_width(text, TYPE.formula) for _, text in GHOSTS)
        size = TYPE.formula if apart > widest else TYPE.label
        for k, (share, text) in enumerate(GHOSTS):
            x = row.left + share * n.loss * unit
            draw.line(
                "end", k, points=[(x, row.bottom), (x, row.top + 0.08)], color=t.target, width=9,
                opacity=self.guess, allow=END,
            )  # fmt: skip
            draw.words(
                "guess", k, text=text, at=(x, row.top + 0.17), size=size, color=t.target,
                opacity=self.guess,
            )  # fmt: skip

    def _minute(self) -> float:
        """Return the length of a unit of the walk, in manim units: as in the yard, if it fits."""
        n, row = self._table, self._row(1)
        room = row.width - self._longest() - self._unit_room() - 0.3
        return min(self._x(1.0) - self._x(0.0), room / float(n.walks.max()))

    def _longest(self) -> float:
        """Return the width of the longest number of a walk."""
        write = writer(self._table.form)
        return max(number_width(write(walk), TYPE.formula) for walk in self._table.walks)

    def _unit_room(self) -> float:
        """Return the width of the unit's name, or 0 if it is too long."""
        wide = words_width(self._table.unit, TYPE.label) + 0.15
        return wide if wide < 0.15 * self.zone.width else 0.0

    def _walk(self, draw: Canvas, xs: list[float]) -> None:
        """Draw the walk from each bale to the true place, and its part of the bar."""
        n, t, row, unit = self._table, theme(), self._row(1), self._unit()
        minute, feet, true = self._minute(), self._feet(n.homes), xs[n.target]
        is_measured = self.paced >= n.paces[-1] + 1
        parts = minute * (self.parts if is_measured else n.measure.parts[-1])
        ends = row.left + np.cumsum(parts)
        for b, (part, mass) in enumerate(zip(self.parts, n.masses, strict=True)):
            time = self.paced - float(n.paces[b])
            box = Zone(float(ends[b] - parts[b]), float(ends[b]), row.bottom, row.top)
            if not is_measured:
                x = xs[int(n.homes[b])]
                end = x + float(smoothstep(time / 0.4)) * (true - x)
                y = self._ground() + (float(feet[b]) + float(mass) / 2) * unit
                half = 0.3 * float(mass) * unit
                way = Zone(min(x, end), max(x, end), y - half, y + half)
                box = way.toward(box, float(smoothstep((time - 0.45) / 0.55)))
            draw.rectangle(
                "part", b, left=box.left, right=box.right, bottom=box.bottom, top=box.top,
                color=t.gain, outline=t.background,
                opacity=float(time > 0 and n.homes[b] != n.target) * self.walked,
                measures=("x", float(part)) if is_measured else None, allow=WAYS,
            )  # fmt: skip
        foot = self._label(draw, 1, self.walked)
        left = float(ends[-1]) + 0.15
        draw.number(
            "walk number", value=self.walk, write=writer(n.form), at=(left, foot), align=-1,
            size=TYPE.formula, opacity=self.walked,
        )  # fmt: skip
        draw.words(
            "walk unit", text=n.unit, align=-1, opacity=self.walked,
            at=(left + number_width(writer(n.form)(self.walk), TYPE.formula) + 0.15, foot),
            room=float(self._unit_room() > 0), allow={"jump": "it follows its number"},
        )  # fmt: skip

    def _curtains(self, draw: Canvas, xs: list[float], width: float, picture: float) -> None:
        """Draw curtains on both sides of the true place, over the walk, and over the loss."""
        n, z, unit, ground = self._table, self.zone, self._unit(), self._ground()
        top = ground + (self._over() - LIFT + 0.01) * unit
        hays = [Zone(x - width / 2, x + width / 2, ground, top) for x in xs]
        behind = [hays[int(n.mixed[3 * k % len(n.launches)])] for k in range(5)]
        draw_peeping(draw, behind, float(n.masses[0]) * unit, self._top(), self.stirred)
        edge, swing, left = xs[n.target] + width / 2 + 0.12, 3 * self.stirred, z.left
        start = xs[n.target] - width / 2 - 0.12 - picture
        for key, zone, shut in (
            ("right", Zone(edge, z.right, ground, top), self.curtain),
            ("left", Zone(left, start, ground, top), self.curtain * float(n.target > 0)),
            ("walk", self._row(1), self.curtain * self.walked),
            ("loss", self._row(0), self.veil),
        ):  # fmt: skip
            draw_curtain(draw, key, zone, shut=shut, swing=swing, from_left=key == "left")
