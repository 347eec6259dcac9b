"""The hero of ``BlindToDistance``: hay along a path, the walk on the path, and the loss above."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from scenes.blind_to_distance.numbers import BlindToDistanceNumbers, crossed, landed, risen
from stage.bales import stacked
from stage.cast import CAST
from stage.digits import exact, writer
from stage.drawing.canvas import Canvas, Point
from stage.drawing.figure import Figure, look, number
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, theme

LOSS, WALK = 0.6, 0.32
"""Heights of the two bars, in manim units."""

FOOT, ROW = 1.8, 0.5
"""Below the ground, for the walk, names and distances; and for its number, if it has a row."""

ABOVE = 1.25
"""Below the bar of the loss, for guesses at it."""

CAT, PAIR = 0.72, 1.0
"""Height of the cat, and half the width of it and its tag."""

FALL = 1.1
"""How far hay comes down when it is laid out, less than what is ``ABOVE``."""

LIFT = 0.04
"""How far above all hay a bale is carried, in shares of 1."""

GHOSTS = ((0.5, "less?"), (1.0, "same?"), (1.5, "more?"))
"""Ends of the loss among which a viewer guesses, in shares of it."""

BESIDE: dict[Rule, str] = {"contrast": "bales lie on each other"}
END: dict[Rule, str] = {"overlap": "it may be the bar's end", "contrast": "it may be its end"}
CURTAIN: dict[Rule, str] = {
    "overlap": "it covers what the loss does not see", "pop": "it comes in",
    "contrast": "it covers what the loss does not see", "passes": "it covers",
}  # fmt: skip
OUTLINE: dict[Rule, str] = {
    "overlap": "it is where hay was, or will be", "contrast": "it is dotted",
    "passes": "it is where hay was, or will be",
}  # fmt: skip


class Path(Figure):
    """Bales at places, as many as a prediction gives each; the walk to the true one; the loss.

    Values
    ------
    lent
        How much of its flight to the true place the first bale has made.
    flown
        Time in which the bales are carried, in flights.
    walk, loss
        As long as the two bars are.
    laid
        From 0, before the hay has come down on the path, to 1, when all of it lies there.
    shared, priced, walked
        Opacity of the shares on the stacks, of the bar of the loss, and of the walk.
    guess, ghost
        Opacity of guesses at the loss, with outlines where the hay will be; and where it was.
    curtain
        From 0, open, to 1, when only what lies at the true place is seen.
    mixed, hidden
        Whether bales lie as nobody carried them, which is not seen while they are hidden.
    """

    lent, flown, walk, loss = number(0.0), number(0.0), number(0.0), number()
    laid, shared, priced, walked, guess = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    ghost, curtain, mixed, hidden = look(0.0), look(0.0), look(0.0), look(0.0)

    def __init__(self, name: str, table: BlindToDistanceNumbers) -> None:
        super().__init__(name, loss=table.loss)
        self._table = table

    def sketch(self, draw: Canvas) -> None:
        """The path and its places; hay; the loss and the walk; a curtain over all but the true."""
        n, z = self._table, self.zone
        xs = [self._x(float(x)) for x in n.positions]
        gap = min(b - a for a, b in pairwise(xs))
        width = min(1.7, 0.62 * gap)
        self._places(draw, xs, gap)
        self._bales(draw, xs, width)
        self._stacks(draw, xs, width, gap)
        self._loss(draw)
        self._walk(draw, xs[n.target])
        edge = width / 2 + 0.12
        for key, shut, end in (
            ("left", xs[n.target] - edge, z.left), ("right", xs[n.target] + edge, z.right),
        ):  # fmt: skip
            at = end + self.curtain * (shut - end)
            draw.rectangle(
                "curtain", key, left=min(at, end), right=max(at, end),
                bottom=self._ground() + 0.03, top=self._top() + 0.05,
                color=toned(theme().muted, 0.4), opacity=float(self.curtain > 0), allow=CURTAIN,
            )  # fmt: skip

    # --- The path -----------------------------------------------------------------------------

    def _ground(self) -> float:
        return self.zone.bottom + FOOT + (0.0 if self._is_beside() else ROW)

    def _top(self) -> float:
        """Up to where hay is carried."""
        return self.zone.top - LOSS - ABOVE

    def _unit(self) -> float:
        """Height of a share of 1: a bale passes over the tallest stack."""
        return (self._top() - self._ground()) / (self._over() + float(self._table.masses.max()))

    def _over(self) -> float:
        """How high a bale is carried, in shares of 1."""
        n = self._table
        lent = n.masses[0] + n.masses[n.homes == n.target].sum()
        stacks = [n.masses[where == k].sum() for where in (n.homes, n.ends) for k in where]
        return float(max(lent, *stacks)) + LIFT

    def _x(self, position: float) -> float:
        n, z = self._table, self.zone
        first, last = float(n.positions[0]), float(n.positions[-1])
        side = min(1.5, 0.13 * z.width)
        return z.left + side + (position - first) / (last - first) * (z.width - 2 * side)

    def _places(self, draw: Canvas, xs: list[float], gap: float) -> None:
        """Names, and in a row below them the cat and how far from it the others are."""
        n, z, t, y = self._table, self.zone, theme(), self._ground()
        draw.line("ground", points=[(z.left, y), (z.right, y)], color=t.muted, width=4)
        row = z.bottom + CAT / 2
        cat = min(max(xs[n.target], z.left + PAIR), z.right - PAIR)
        for k, (x, name) in enumerate(zip(xs, n.places, strict=True)):
            at, wide = self._kept(x, name)
            draw.words(
                "name", k, text=name, at=(at, z.bottom + CAT + 0.2), color=t.of_class(k),
                room=float(wide + 0.2 <= gap),
            )  # fmt: skip
            if k != n.target:
                far = f"{exact(float(n.distances[k]))} {n.unit}"
                at, wide = self._kept(x, far)
                has_room = wide + 0.2 <= gap and abs(at - cat) >= PAIR + wide / 2 + 0.15
                half = CAP * TYPE.label / 2
                draw.words("far", k, text=far, at=(at, row - half), room=float(has_room))
        draw.pictogram("cat", name=CAST[0], at=(cat - 0.55, row), height=CAT, color=t.of_class(0))
        draw.tag("true", text="true", at=(cat + 0.45, row))

    def _kept(self, x: float, text: str) -> tuple[float, float]:
        """Where a text stands that keeps to the stage, and its width."""
        wide = words_width(text, TYPE.label)
        return min(max(x, self.zone.left + wide / 2), self.zone.right - wide / 2), wide

    # --- Hay ----------------------------------------------------------------------------------

    def _bales(self, draw: Canvas, xs: list[float], width: float) -> None:
        n, t, unit = self._table, theme(), self._unit()
        starts, feet = [xs[int(k)] for k in n.homes], self._feet(n.homes)
        goals, floors = [xs[int(k)] for k in n.ends], self._feet(n.ends)
        mixed = self._feet(n.mixed)
        true_foot = float(n.masses[n.homes == n.target].sum())
        for b, mass in enumerate(n.masses):
            x, y = starts[b], feet[b]
            if b < len(n.launches):
                x, y = self._flown(self.flown - n.launches[b], (x, y), (goals[b], floors[b]))
            if b == 0 and self.lent > 0:
                x, y = self._flown(self.lent, (x, y), (xs[n.target], true_foot))
            if self.mixed > 0.5:
                x, y = xs[int(n.mixed[b])], mixed[b]
            falls = min(max(1.8 * self.laid - 0.8 * feet[b], 0.0), 1.0)
            bottom = self._ground() + y * unit + (1 - falls) * FALL
            is_at_the_true = n.homes[b] == n.target == n.ends[b]
            seen = falls * (1.0 if is_at_the_true else 1 - self.hidden)
            draw.rectangle(
                "bale", b, left=x - width / 2, right=x + width / 2, bottom=bottom,
                top=bottom + float(mass) * unit, color=t.q, outline=t.background, opacity=seen,
                allow=BESIDE,
            )  # fmt: skip

    def _flown(self, flight: float, start: Point, end: Point) -> Point:
        """Where a bale is that is lifted, goes across above all hay, and is let down."""
        over, gone = self._over(), crossed(flight)
        y = start[1] + risen(flight) * (over - start[1]) - landed(flight) * (over - end[1])
        return start[0] + gone * (end[0] - start[0]), y

    def _feet(self, where: FloatArray) -> FloatArray:
        """How high above the ground each bale lies at these places, in shares of 1."""
        n = self._table
        goes = np.arange(len(n.masses)) < len(n.launches)
        return stacked(n.masses, goes, where, before=where is n.homes)

    def _stacks(self, draw: Canvas, xs: list[float], width: float, gap: float) -> None:
        """Shares on the first stacks, and outlines of what was there, or will be."""
        n, unit, y = self._table, self._unit(), self._ground()
        for k, x in enumerate(xs):
            was, will = (float(n.masses[where == k].sum()) for where in (n.homes, n.ends))
            text = f"{100 * was:.0f} %"
            draw.words(
                "share", k, text=text, at=(x, y + was * unit + 0.15), opacity=self.shared,
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

    # --- Bars ---------------------------------------------------------------------------------

    def _loss(self, draw: Canvas) -> None:
        n, z, t = self._table, self.zone, theme()
        seen, y, half = self.priced, z.top - LOSS / 2, CAP * TYPE.formula / 2
        left = z.left + words_width("loss", TYPE.formula) + 0.3
        room = z.right - left - number_width("<0.01", TYPE.formula) - 0.3
        most = max(GHOSTS[-1][0] * n.loss, float(n.lend.loss.max()))
        unit = room / most
        draw.words("loss name", text="loss", at=(z.left, y - half), align=-1, size=TYPE.formula,
                   opacity=seen)  # fmt: skip
        right = left + self.loss * unit
        draw.rectangle(
            "loss", left=left, right=right, bottom=y - LOSS / 2, top=y + LOSS / 2, color=t.loss,
            opacity=seen, measures=("x", self.loss),
        )  # fmt: skip
        draw.number(
            "loss number", value=self.loss, write=writer(n.form), at=(right + 0.15, y - half),
            align=-1, size=TYPE.formula, opacity=seen * (1 - self.guess),
        )  # fmt: skip
        apart = GHOSTS[0][0] * n.loss * unit
        is_wide = apart >= max(words_width(text, TYPE.formula) for _, text in GHOSTS) + 0.3
        size = TYPE.formula if is_wide else TYPE.label
        for k, (share, text) in enumerate(GHOSTS):
            x, low = left + share * n.loss * unit, y - LOSS / 2 - 0.25
            draw.line(
                "end", k, points=[(x, y + LOSS / 2), (x, low)], color=t.target, width=7,
                opacity=self.guess, allow=END,
            )  # fmt: skip
            draw.words(
                "guess", k, text=text, at=(x, low - 0.15 - CAP * size), size=size,
                color=t.target, opacity=self.guess,
            )  # fmt: skip

    def _is_beside(self) -> bool:
        """Whether the walk's number has room at the end of its bar, however long that is."""
        n = self._table
        side, x_true = self._side(), self._x(float(n.positions[n.target]))
        end = x_true + side * float(n.walks.max()) * self._minute()
        return abs((self.zone.right if side > 0 else self.zone.left) - end) >= self._told() + 0.2

    def _side(self) -> int:
        """To which side of the true place there are the farther places."""
        x, target = self._table.positions, self._table.target
        return 1 if x[-1] - x[target] >= x[target] - x[0] else -1

    def _minute(self) -> float:
        return self._x(1.0) - self._x(0.0)

    def _told(self) -> float:
        """Width of the walk's number and unit."""
        write = writer(self._table.form)
        longest = max(number_width(write(walk), TYPE.number) for walk in self._table.walks)
        return longest + 0.25 + words_width(self._unit_name(), TYPE.label)

    def _unit_name(self) -> str:
        name = f"{self._table.unit} walk"
        return name if words_width(name, TYPE.label) < 0.4 * self.zone.width else "walk"

    def _walk(self, draw: Canvas, start: float) -> None:
        """The average walk, on the path, as long as it is."""
        n, z, t, side = self._table, self.zone, theme(), self._side()
        end, top = start + side * self.walk * self._minute(), self._ground() - 0.08
        draw.rectangle(
            "walk", left=min(start, end), right=max(start, end), bottom=top - WALK, top=top,
            color=t.gain, opacity=self.walked,
            measures=("x", self.walk) if side > 0 else None,
        )  # fmt: skip
        wide = self._told()
        if self._is_beside():
            left = end + 0.15 if side > 0 else end - 0.15 - wide
            y = top - WALK / 2
        else:
            left = min(max(end - wide / 2, z.left), z.right - wide)
            y = top - WALK - ROW / 2
        foot = y - CAP * TYPE.number / 2
        words_left = left + wide - words_width(self._unit_name(), TYPE.label)
        draw.number(
            "walk number", value=self.walk, write=writer(n.form), at=(words_left - 0.15, foot),
            align=1, opacity=self.walked,
        )  # fmt: skip
        draw.words(
            "walk name", text=self._unit_name(), at=(words_left, foot), align=-1, color=t.gain,
            opacity=self.walked,
        )  # fmt: skip
