"""The hero of ``BlindToDistance``: hay along a path, and above it the walk and the loss."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from scenes.blind_to_distance.numbers import BlindToDistanceNumbers, crossed
from stage.cast import CAST
from stage.digits import exact, writer
from stage.drawing.canvas import Canvas, Point
from stage.drawing.figure import Figure, look, number
from stage.drawing.shares import stacked
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import smoothstep
from stage.theme import TYPE, Zone, theme

ROW, BAR = 1.1, 0.4
"""From the middle of one bar to that of the other, and their height; in manim units."""

FOOT = 0.75
"""Below the ground, for the names of places."""

CAT = 0.8
"""Height of the cat."""

LIFT = 0.12
"""How far above all hay a bale is carried, in shares of 1."""

GHOSTS = ((0.6, "less?"), (1.0, "same?"), (1.4, "more?"))
"""Ends of the loss among which a viewer guesses, in shares of it."""

BESIDE: dict[Rule, str] = {"contrast": "bales lie on each other"}
WAYS: dict[Rule, str] = {
    "overlap": "a walk passes other places", "contrast": "it is dotted",
    "jump": "it is as high as its bale, which is lifted",
}  # fmt: skip


class Path(Figure):
    """Bales at places, as many as a prediction gives each; the walk to the true one; the loss.

    Values
    ------
    carried
        How many bales have been carried; a fraction is on its way.
    walk, loss
        As long as the two bars are.
    ways, guess
        Opacity of a dotted way from each bale to the true place, and of guesses at the loss.
    curtain
        From 0, open, to 1, when only what lies at the true place is seen.
    mixed, hidden
        Whether bales lie as nobody carried them, which is not seen while they are hidden.
    ghost, walked
        Opacity of outlines where the hay was at first, and of the bar of the walk.
    """

    carried, walk, loss = number(0.0), number(0.0), number()
    ways, guess, curtain, mixed, hidden, ghost, walked = (
        look(0.0), look(0.0), look(0.0), look(0.0), look(0.0), look(0.0), look(1.0),
    )  # fmt: skip

    def __init__(self, name: str, table: BlindToDistanceNumbers) -> None:
        super().__init__(name, loss=table.loss)
        self._table = table

    def sketch(self, draw: Canvas) -> None:
        """Ground and places; hay; ways; bars; the curtain over all that is not true."""
        n, z = self._table, self.zone
        self._places(draw)
        middles, width = self._bales(draw)
        x_true = self._x(float(n.positions[n.target]))
        for b, (x, y) in enumerate(middles):
            side = np.sign(x - x_true) if abs(x - x_true) > width else 0.0
            seen = self.ways * abs(side) * (1 - self.hidden) * (1 - self.mixed)
            points = [(x - side * width / 2, y), (x_true + side * width / 2, y)]
            draw.line(
                "way", b, points=points if side else [(x, y)] * 2, color=theme().text, width=3,
                dashed=True, opacity=float(seen), allow=WAYS,
            )  # fmt: skip
        self._bars(draw)
        edge = width / 2 + 0.12
        top, floor = self._top() + 0.05, self._ground() + 0.03
        for key, shut, end in (("left", x_true - edge, z.left), ("right", x_true + edge, z.right)):
            at = end + self.curtain * (shut - end)
            draw.rectangle(
                "curtain", key, left=min(at, end), right=max(at, end), bottom=floor, top=top,
                color=toned(theme().muted, 0.4), opacity=float(self.curtain > 0),
                allow={"overlap": "it covers what the loss does not see", "pop": "it comes in",
                       "contrast": "it covers what the loss does not see", "passes": "it covers"},
            )  # fmt: skip

    # --- Places -------------------------------------------------------------------------------

    def _ground(self) -> float:
        return self.zone.bottom + FOOT

    def _row(self, row: int) -> float:
        """The middle of a bar."""
        return self.zone.top - BAR / 2 - 0.05 - row * ROW

    def _top(self) -> float:
        """Up to where hay may be carried."""
        return self._row(1) - BAR / 2 - 0.5

    def _unit(self) -> float:
        """Height of a share of 1."""
        n, free = self._table, self._top() - self._ground()
        true = float(n.masses[n.ends == n.target].sum())
        return min(free / (1 + 2 * LIFT), (free - CAT - 0.8) / true)  # the cat is on the true stack

    def _x(self, position: float) -> float:
        n, z = self._table, self.zone
        first, last = float(n.positions[0]), float(n.positions[-1])
        side = min(1.2, 0.13 * z.width)
        return z.left + side + (position - first) / (last - first) * (z.width - 2 * side)

    def _places(self, draw: Canvas) -> None:
        n, z, t, y = self._table, self.zone, theme(), self._ground()
        draw.line("ground", points=[(z.left, y), (z.right, y)], color=t.muted, width=4)
        xs = [self._x(float(x)) for x in n.positions]
        gap = min(b - a for a, b in pairwise(xs))
        for k, (x, name) in enumerate(zip(xs, n.places, strict=True)):
            far = f"{name} {exact(float(n.distances[k]))} {n.unit}"
            is_told = k != n.target and words_width(far, TYPE.label) + 0.2 <= gap
            name = far if is_told else name
            wide = words_width(name, TYPE.label)
            at = min(max(x, z.left + wide / 2), z.right - wide / 2)
            draw.words(
                "name", k, text=name, at=(at, y - 0.5), color=t.of_class(k),
                room=float(wide + 0.2 <= gap),
            )  # fmt: skip
        x, foot = xs[n.target], y + float(n.masses[n.ends == n.target].sum()) * self._unit()
        draw.pictogram(
            "cat", name=CAST[0], at=(x, foot + 0.15 + CAT / 2), height=CAT, color=t.of_class(0)
        )
        draw.tag("true", text="true", at=(x, foot + CAT + 0.5))

    def _bales(self, draw: Canvas) -> tuple[list[Point], float]:
        """Draw the hay; the middle of each bale, and how wide they are."""
        n, t, unit, ground = self._table, theme(), self._unit(), self._ground()
        xs = [self._x(float(x)) for x in n.positions]
        width = min(1.3, 0.62 * min(b - a for a, b in pairwise(xs)))
        goes = n.homes != n.ends
        homes, ends, mixed = (
            stacked(n.masses, goes, where, before=where is n.homes)
            for where in (n.homes, n.ends, n.mixed)
        )
        over = (1 + LIFT) * unit
        across = crossed(self.carried, len(n.masses))
        middles = []
        for b, mass in enumerate(n.masses):
            start, end = xs[int(n.homes[b])], xs[int(n.ends[b])]
            x = start + across[b] * (end - start)
            lifted, lowered = (
                smoothstep((self.carried - b - begin) / 0.25) for begin in (0.0, 0.75)
            )
            y = homes[b] * unit
            if goes[b]:
                y = y + lifted * (over - y) - lowered * (over - ends[b] * unit)
            if self.mixed > 0.5:
                x, y = xs[int(n.mixed[b])], mixed[b] * unit
            is_at_the_true = n.homes[b] == n.target == n.ends[b]
            draw.rectangle(
                "bale", b, left=x - width / 2, right=x + width / 2, bottom=ground + y,
                top=ground + y + float(mass) * unit, color=t.q, outline=t.background,
                opacity=1.0 if is_at_the_true else 1 - self.hidden, allow=BESIDE,
            )  # fmt: skip
            first = ground + homes[b] * unit
            was = Zone(start - width / 2, start + width / 2, first, first + float(mass) * unit)
            draw.line(
                "ghost", b, points=was.outline, color=t.q, dashed=True,
                opacity=self.ghost * float(goes[b]),
                allow={"overlap": "it is where the hay was", "contrast": "it is dotted"},
            )  # fmt: skip
            middles.append((x, ground + y + float(mass) * unit / 2))
        return middles, width

    # --- Bars ---------------------------------------------------------------------------------

    def _bars(self, draw: Canvas) -> None:
        n, z, t = self._table, self.zone, theme()
        names = {"loss": "loss (nats)", "walk": f"walk ({n.unit})"}
        if words_width(names["walk"], TYPE.label) > 0.3 * z.width:
            names = {"loss": "loss", "walk": "walk"}
        left = z.left + max(words_width(text, TYPE.label) for text in names.values()) + 0.3
        room = z.right - left - number_width("<0.01", TYPE.number) - 0.3
        rows = (
            ("loss", self.loss, room / (1.4 * n.loss), t.loss, 1.0),
            ("walk", self.walk, room / float(n.walks.max()), t.gain, self.walked),
        )
        half = CAP * TYPE.number / 2
        for row, (key, value, unit, color, seen) in enumerate(rows):
            y, right = self._row(row), left + value * unit
            draw.words(
                f"{key} name", text=names[key], at=(z.left, y - half), align=-1, opacity=seen
            )
            draw.rectangle(
                key, left=left, right=right, bottom=y - BAR / 2, top=y + BAR / 2, color=color,
                opacity=seen, measures=("x", value),
            )  # fmt: skip
            draw.number(
                f"{key} number", value=value, write=writer(n.form), at=(right + 0.15, y - half),
                align=-1, opacity=seen,
            )  # fmt: skip
        y = self._row(0)
        for k, (share, text) in enumerate(GHOSTS):
            x = left + share * room / 1.4
            draw.line(
                "end", k, points=[(x, y + BAR / 2), (x, y - BAR / 2 - 0.15)], color=t.text,
                width=5, opacity=self.guess, allow={"overlap": "it may be the bar's end",
                                                    "contrast": "it may be the bar's end"},
            )  # fmt: skip
            draw.words(
                "guess", k, text=text, at=(x, y - BAR / 2 - 0.42), opacity=self.guess,
            )  # fmt: skip
