"""The hero of ``QuadraticVersusLog``: two losses as hills over a ruler that can be stretched.

The ruler is even in the share at first, and in the score at last. Heights stay as it is stretched;
only places along it change.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers
from stage.digits import exact, write, writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, look, number, numbers
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.shapes import nice_ticks
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, theme

WIDE = 9.0
"""Width of a stage from which on there are words beside symbols."""

RULER, ROW = 0.68, 0.7
"""Height of the ruler, and of what its second scale adds."""

BEYOND = 0.42
"""How far the ruler goes on at both ends of its scales."""

TICK = 0.16
"""Length of a tick of the ruler."""

RADII = (0.24, 0.17)
"""Of the balls, one of which may hide the other."""

CRUMB, RING = 0.08, 0.27
"""Radii of what a ball leaves behind, and of a guess."""

LIFT, LINE = 0.14, 0.5
"""From a ball, or its pull, to the baseline of what is told above it; from that to the next."""

PLANK = 2.2
"""Length of a tangent, down the hill from its ball."""

PULL = 0.2
"""Thickness of a pull."""

SHORT = 0.03
"""A wrong share below which nothing is told where the names of the hills are."""

DASHED = 5
"""Stroke of what is dashed."""

MIDDLE = 5
"""Among the ticks, the one in the middle: from it on others are named as there is room."""

ORDER = (MIDDLE, 1, 9, 0, 10, 3, 7, 2, 8, 4, 6)
"""In which ticks have room for their names."""

ON_HILL: dict[Rule, str] = {
    "overlap": "it is on its hill",
    "contrast": "it is on its hill",
}
BACKDROP: dict[Rule, str] = {"contrast": "a backdrop: its edge is the curve"}
STRETCHED: dict[Rule, str] = {
    "contrast": "it is there to see how the ruler is stretched",
    "overlap": "it is there to see how the ruler is stretched",
    "jump": "the ruler is stretched far at its ends",
}
FLIES: dict[Rule, str] = {"overlap": "it flies to what it multiplies"}
TOLD: dict[Rule, str] = {"overlap": "it is told on the hill"}


class Hills(Figure):
    """Two curves over one ruler, with a ball on each; of two, the first is cross entropy's.

    Values
    ------
    q, z, loss, pull
        Share, score, loss and pull of each ball, shape (2,).
    stretch
        How far the ruler of the share has become that of the score, from 0 to 1.
    told
        How much is seen of the share, while both balls have one.
    defined, named
        How much is seen of the names of the losses with their formulas, and without.
    opened, steeply
        How far the tangents have grown at the balls, and how much is seen of how steep they are.
    guess
        How much is seen of the guesses.
    scored, sticks
        How far the second scale has come out of the ruler, and how much is seen of the sticks from
        its ticks to the upper hill.
    lit, risen, flown, pulled, worth
        How much the gap of ticks beside the balls is lit; how far the gate has risen out of it, and
        its copies have flown to what they multiply; how far pulls have grown; and how much is seen
        of their numbers instead of the products.
    proof, left
        How much is seen of why; and of the pulls where the balls have been.
    reached
        How much is seen of the shares that the balls have come to.
    """

    q, z, loss, pull = numbers(), numbers(), numbers(), numbers()
    stretch = number(0.0)
    told, defined, named = look(1.0), look(1.0), look(0.0)
    opened, steeply, guess = look(0.0), look(0.0), look(0.0)
    scored, sticks = look(0.0), look(0.0)
    lit, risen, flown, pulled, worth = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    proof, left, reached = look(0.0), look(0.0), look(0.0)

    def __init__(self, name: str, n: QuadraticVersusLogNumbers) -> None:
        start = n.fall
        super().__init__(name, q=start.q[0], z=start.z[0], loss=start.loss[0], pull=start.pull[0])
        self._n = n
        self._curves = n.log, n.quadratic
        self._colors = theme().log, theme().quadratic

    def sketch(self, draw: Canvas) -> None:
        """Hills, ruler, what is on the hills, and what is told."""
        z = self.zone
        self._is_wide = z.width >= WIDE
        margin = 1.85 if self._is_wide else 0.95
        floor, loss = z.bottom + RULER + ROW, float(self._n.crumbs[2, 0, 0])
        # There is room for a line above the ball where it is highest.
        room = z.top - RADII[0] - LIFT - PULL - CAP * TYPE.number - 0.13 - floor
        high = min(z.top - 0.1 - floor, room * self._n.ceiling / loss)
        self._plot = Zone(z.left + margin, z.right - BEYOND, floor, floor + high)
        self._unit = high / self._n.ceiling
        self._ways = [self._path(curve) for curve in self._curves]
        self._starts = [self._place(*self._n.crumbs[:, 0, k]) for k in range(2)]
        self._grounds(draw)
        self._axis(draw)
        self._ruler(draw)
        self._hills(draw)
        self._tangents(draw)
        self._guesses(draw)
        self._balls(draw)
        self._names(draw)
        self._truth(draw)
        self._steepness(draw)
        self._gate(draw)
        self._proof(draw)

    # --- Where ------------------------------------------------------------------------------------

    def _x(self, q: Any, z: Any) -> Any:
        """Where shares are whose scores are these."""
        plot, s = self._plot, self.stretch
        even = (np.asarray(z) / self._n.reach + 1) / 2 if s else 0.0
        return plot.left + plot.width * ((1 - s) * np.asarray(q) + s * even)

    def _y(self, loss: Any) -> Any:
        return self._plot.bottom + self._unit * np.asarray(loss)

    def _place(self, q: float, z: float, loss: float) -> tuple[float, float]:
        return float(self._x(q, z)), float(self._y(loss))

    def _path(self, curve: FloatArray) -> FloatArray:
        """A curve as far as the ruler goes, shape (n, 2)."""
        q, z, loss = curve
        x, y, end = self._x(q, z), self._y(loss), self._plot.right
        inside = x < end
        last = [end, float(np.interp(end, x, y))]
        return np.vstack((np.column_stack((x, y))[inside], last))

    def _over(self, x: float) -> float:
        """How high the upper hill is there."""
        way = self._ways[0]
        return float(np.interp(x, way[:, 0], way[:, 1]))

    def _right_of(self, y: float) -> float:
        """Where the upper hill is that high."""
        way = self._ways[0][::-1]
        return float(np.interp(y, way[:, 1], way[:, 0]))

    def _unit_of_score(self) -> float:
        """How long a score of 1 is along the ruler once that is even in it."""
        return self._plot.width / (2 * self._n.reach)

    def _line(self, k: int) -> float:
        """The baseline of what is told above ball k's start, and above its pull, if it has one."""
        return self._starts[k][1] + RADII[k] + LIFT + (PULL + 0.08) * float(self.stretch > 0)

    def _beside(self, k: int, width: float, row: int = 0) -> tuple[float, float, bool]:
        """Where a text of that width starts above ball k's start, and whether it has room there.

        What is told of the lower ball has its room between the hills.
        """
        x, right = self._starts[k][0] + 0.12, self._plot.right - width
        base = self._line(k) + row * LINE
        if k == 0:
            left = min(x, right)
            return left, max(base, self._over(left) + LIFT), True
        is_clear = True
        if not self.stretch:
            # Beside the step on the upper hill, and below the tangent.
            x = max(x, self._starts[0][0] + self._step(0)[0] + 0.1)
            is_clear = self._starts[0][1] - self._starts[1][1] > PLANK - 0.3
        left, top = min(x, right), base + CAP * TYPE.number + 0.03
        return left, base, is_clear and left + width + 0.03 < self._right_of(top)

    def _step(self, k: int) -> tuple[float, float]:
        """How far a step goes across on the ruler of the share, and down by the steepness."""
        n, steep = self._n, float(self._n.steep[k])
        step = min(n.step, float(n.crumbs[2, 0, k]) / steep)  # down to the ground at most
        return step * self._plot.width, step * self._unit * steep

    # --- The ground -------------------------------------------------------------------------------

    def _grounds(self, draw: Canvas) -> None:
        for k, (way, tone) in enumerate(zip(self._ways, (0.16, 0.3), strict=True)):
            floor = np.column_stack((way[:, 0], np.full(len(way), self._plot.bottom)))
            draw.band(
                "ground", k, upper=way, lower=floor, color=toned(self._colors[k], tone),
                allow=BACKDROP,
            )  # fmt: skip

    def _axis(self, draw: Canvas) -> None:
        plot, x = self._plot, self._plot.left
        draw.line(
            "axis",
            points=[(x, plot.bottom), (x, plot.top)],
            color=theme().muted,
            width=4,
            allow={"contrast": "a hill may be at it"},
        )
        every = [tick for tick in nice_ticks(0.0, self._n.ceiling, 6) if tick]
        for i, tick in enumerate(every):
            y = float(self._y(tick))
            draw.line(
                "loss tick",
                i,
                points=[(x - 0.12, y), (x, y)],
                color=theme().muted,
                width=4,
                allow={"contrast": "a ball may be at it"},
            )
            draw.words(
                "loss tick name", i, text=exact(tick), at=(x - 0.2, y - CAP * TYPE.tick / 2),
                align=1, size=TYPE.tick, color=theme().muted,
            )  # fmt: skip
        y = float(self._y(every[0])) / 2 + plot.bottom / 2 - 0.1
        draw.words(
            "loss name", text="loss", at=(x - 0.2, y), align=1, color=theme().muted,
            room=float(self._is_wide),
        )  # fmt: skip

    def _ruler(self, draw: Canvas) -> None:
        plot, t = self._plot, theme()
        top, foot = plot.bottom - 0.03, plot.bottom - RULER - ROW * self.scored
        draw.rectangle(
            "ruler", left=plot.left - BEYOND, right=plot.right + BEYOND, bottom=foot, top=top,
            color=toned(t.muted, 0.12), outline=t.muted, allow=BACKDROP,
        )  # fmt: skip
        first = plot.bottom - RULER + 0.13
        # The gap of ticks beside the balls.
        q, z, loss = self._n.ticks
        x, start = self._x(q, z), float(self._n.steps[0])
        gap = min(max(int(np.searchsorted(q, start, side="right")) - 1, 0), len(q) - 2)
        self._lit = float(x[gap] + x[gap + 1]) / 2
        draw.rectangle(
            "lit", left=float(x[gap]), right=float(x[gap + 1]), bottom=top - 1.5 * TICK, top=top,
            color=t.q, opacity=self.lit, allow={"overlap": "it lights up a gap of ticks"},
        )  # fmt: skip
        names = [write(float(at), ".0%") for at in q]
        for i, (at, room) in enumerate(zip(x, self._rooms(x, names), strict=True)):
            draw.line(
                "stick", i, points=[(at, plot.bottom), (at, float(self._y(loss[i])))],
                color=t.muted, width=4, opacity=self.sticks, allow=STRETCHED,
            )  # fmt: skip
            draw.line(
                "tick", i, points=[(at, top), (at, top - TICK)], color=t.q, width=6,
                allow=STRETCHED,
            )  # fmt: skip
            draw.words(
                "tick name", i, text=names[i], at=(float(at), first), size=TYPE.tick, color=t.q,
                room=room, allow={**STRETCHED, "pop": "it gives way to its neighbours"},
            )  # fmt: skip
        self._scores(draw, foot)
        beside = plot.left - BEYOND - 0.15
        for key, long, short, y, color, seen in (
            ("share", '"share" q', "q", first, t.q, 1.0),
            ("score", '"score" z', "z", foot + 0.18, t.text, self.scored),
        ):  # fmt: skip
            draw.formula(
                "title", key, math=long if self._is_wide else short, at=(beside, y), align=1,
                color=color, size=TYPE.label, opacity=max(2 * seen - 1, 0.0),
            )  # fmt: skip

    def _scores(self, draw: Canvas, foot: float) -> None:
        """The second scale, along the ruler's foot."""
        q, z, _ = self._n.marks
        x, seen = self._x(q, z), max(2 * self.scored - 1, 0.0)
        names = [write(float(at), "exact") for at in z]
        # Every other one has its name, from 0 on, so that names are evenly spaced, too.
        is_even = [(i - len(z) // 2) % 2 == 0 for i in range(len(z))]
        needed = max(words_width(name, TYPE.tick) for name in names) + 0.15
        every = 2.0 * self._unit_of_score() * float(z[1] - z[0])
        for i, at in enumerate(x):
            draw.line(
                "mark", i, points=[(at, foot), (at, foot + TICK)], color=theme().text, width=6,
                opacity=seen, allow=STRETCHED,
            )  # fmt: skip
            draw.words(
                "mark name", i, text=names[i], at=(float(at), foot + 0.18 + 0.06), size=TYPE.tick,
                opacity=seen * is_even[i], allow=STRETCHED,
                room=float(every > needed or i in (0, len(z) // 2, len(z) - 1)),
            )  # fmt: skip

    def _rooms(self, x: FloatArray, names: list[str]) -> list[float]:
        """How much room the names of ticks have: each gives way to those that came before."""
        halves = [words_width(name, TYPE.tick) / 2 for name in names]
        rooms: dict[int, float] = {}
        for j in ORDER:
            clear = [
                max((abs(x[j] - x[i]) - halves[i] - halves[j] - 0.05) / 0.3, 1 - room)
                for i, room in rooms.items()
            ]
            rooms[j] = float(min(max(min([1.0, *clear]), 0.0), 1.0))
        is_still = self.stretch in (0.0, 1.0)
        return [float(round(rooms[i])) if is_still else rooms[i] for i in range(len(names))]

    # --- Hills and balls --------------------------------------------------------------------------

    def _hills(self, draw: Canvas) -> None:
        for k, way in enumerate(self._ways):
            draw.line("hill", k, points=way, color=self._colors[k], width=11, allow={
                "jump": "a steep hill is turned as its ruler is stretched",
            })  # fmt: skip

    def _tangents(self, draw: Canvas) -> None:
        """Planks down the hills, and a step on the upper one: across, and down by its steepness."""
        plot, n = self._plot, self._n
        rate = (1 - self.stretch) * plot.width
        if self.stretch:
            rate += self.stretch * self._unit_of_score() / n.gate
        for k in range(2):
            x, y = self._starts[k]
            fall = self._unit * float(n.steep[k])  # for a share of 1
            across, down = self._step(k)
            draw.polygon(
                "step", k, points=[(x, y), (x, y - down), (x + across, y - down)],
                color=theme().muted, allow=ON_HILL,
                opacity=min(self.opened, self.steeply) * float(not self.stretch),
            )  # fmt: skip
            # Down to the ground at most.
            size = float(np.hypot(rate, fall))
            long = min(
                PLANK * self.opened / size, (y - plot.bottom) / fall, (plot.right - x) / rate
            )
            draw.line(
                "plank", k, points=[(x, y), (x + long * rate, y - long * fall)],
                color=theme().text, width=12, opacity=float(self.opened > 0),
                allow={**ON_HILL, "jump": "it turns as its hill does", "pop": "it grows"},
            )  # fmt: skip

    def _guesses(self, draw: Canvas) -> None:
        n, curve, t = self._n, self._n.quadratic, theme()
        for i, (q, form) in enumerate(zip(n.ghosts, n.ghost_forms, strict=True)):
            text = f"{write(float(q), form)}?"
            z = float(np.interp(q, curve[0], curve[1]))
            x, y = self._place(float(q), z, float((1 - q) ** 2))
            draw.ring(
                "ghost", i, at=(x, y), radius=RING, color=t.text, width=7, opacity=self.guess,
                allow=ON_HILL,
            )  # fmt: skip
            wide = words_width(text, TYPE.number)
            left = min(max(x - wide / 2, self._plot.left + 0.4), self._plot.right - wide)
            between = y + RING + 0.1
            fits = left + wide + 0.15 < self._right_of(between + CAP * TYPE.number + 0.15)
            base = between if fits else max(self._over(left) + 0.2, between)
            draw.words(
                "ghost name", i, text=text, at=(left, base), align=-1, size=TYPE.number,
                opacity=self.guess, allow=TOLD,
            )  # fmt: skip

    def _balls(self, draw: Canvas) -> None:
        n, t = self._n, theme()
        places = [
            self._place(float(self.q[k]), float(self.z[k]), float(self.loss[k])) for k in range(2)
        ]
        x, y = places[0]
        draw.line(
            "pointer", points=[(x, self._plot.bottom), (x, y)], color=t.q, dashed=True,
            width=DASHED, opacity=self.told, allow=ON_HILL,
        )  # fmt: skip
        for k in range(2):
            for i in range(n.crumbs.shape[1]):
                at = self._place(*n.crumbs[:, i, k])
                is_past = self.left > 0 and self.z[k] > n.crumbs[1, i, k]
                draw.disc(
                    "crumb", k, i, at=at, radius=CRUMB, color=t.text, opacity=float(is_past),
                    allow={**ON_HILL, "pop": "it comes out from under its ball"},
                )  # fmt: skip
        for k, (at_x, at_y) in enumerate(places):
            for key, seen, (from_x, from_y), size in (
                ("left", self.left * self.worth, self._starts[k], float(n.pulls[k])),
                ("pull", self.pulled, (at_x, at_y), float(self.pull[k]) * self.pulled),
            ):  # fmt: skip
                height = from_y + RADII[k] + 0.06 + PULL / 2
                draw.arrow(
                    key, k, start=(from_x, height), thickness=PULL, color=t.p,
                    end=(from_x + size * self._unit_of_score(), height), opacity=float(seen > 0) * (
                        seen if key == "left" else 1.0
                    ),
                    allow={**ON_HILL, "pop": "it grows from its ball"},
                )  # fmt: skip
        for k, at in enumerate(places):
            draw.disc(
                "ball", k, at=at, radius=RADII[k], color=self._colors[k], outline=t.text,
                allow={**ON_HILL, "passes": "both balls begin at one place"},
            )  # fmt: skip
        self._shares(draw, places)

    def _shares(self, draw: Canvas, places: list[tuple[float, float]]) -> None:
        """The share above the balls while both have one; then where each of them gets."""
        n, plot, size = self._n, self._plot, 1.15 * TYPE.number
        x, y = places[0]
        write_share = writer(n.share_form)
        wide = words_width(write_share(float(self.q[0])), size)
        left = min(max(x - wide / 2, plot.left + 0.15), plot.right - wide)
        base = max(y + RADII[0] + LIFT, min(self._over(left) + LIFT, self._plot.top))
        draw.number(
            "share", value=float(self.q[0]), write=write_share, at=(left, base), align=-1,
            size=size, color=theme().q, opacity=self.told,
            allow={**TOLD, "jump": "it stays above its ball as it gets wider"},
        )  # fmt: skip
        above, taken = self._line(0) + 2.5 * LINE, (plot.right, plot.top)
        for k in (1, 0):
            (x, y), text = places[k], write(float(n.ends[k]), n.end_forms[k])
            wide = words_width(text, size)
            left = min(max(x - wide / 2, plot.left + 0.15), plot.right - wide)
            base = y - RADII[1] - 0.12 - CAP * size
            if k == 1:
                between = self._beside(1, wide, row=1)
                self._is_below = base > plot.bottom + 0.05
                is_between = between[2] and self.z[1] < 0
                if not self._is_below and is_between:
                    left, base, _ = between
            if k == 0 or not (self._is_below or is_between):
                base = max(y + RADII[k] + PULL + LIFT, self._over(left) + LIFT)
                first, near = self._line(0), left - self._starts[0][0] < 2.5
                if near and first - LINE < base < above:  # where pulls are told
                    base = above
                if k == 0 and abs(left - taken[0]) < wide + 0.2 and abs(base - taken[1]) < LINE:
                    base = taken[1] + LINE
                taken = left, base
            draw.words(
                "end", k, text=text, at=(left, base), align=-1, size=size, opacity=self.reached,
                allow=TOLD,
            )  # fmt: skip

    # --- What is told -----------------------------------------------------------------------------

    def _names(self, draw: Canvas) -> None:
        """Names with their formulas over the share, and without over the score."""
        plot, t = self._plot, theme()
        (q, z, _), way = self._n.ticks[:, 3], self._ways[1]
        at, x = float(self._x(q, z)), float(self._x(q, z)) + 0.1
        first = plot.bottom + 0.62 * plot.height
        places = [(self._right_of(first) + (1.0 if self._is_wide else 0.4), first)]
        places.append((x, self._over(x) + 0.95))
        # Where the balls stop short of them, names are at their hills: a line leads to the lower.
        is_led = bool(self._n.steps[0] < SHORT)
        if not is_led:
            places = [(plot.right, plot.bottom + share * plot.height) for share in (0.86, 0.7)]
        foot = at - 0.3
        below = float(np.interp(foot, way[:, 0], way[:, 1]))
        draw.line(
            "lead", points=[(x + 0.05, places[1][1] - 0.22), (foot, below)], width=5,
            color=self._colors[1], opacity=self.defined * is_led, allow=ON_HILL,
        )  # fmt: skip
        draw.disc(
            "lead end", at=(foot, below), radius=0.08, color=self._colors[1], allow=ON_HILL,
            opacity=self.defined * is_led,
        )  # fmt: skip
        long = ('"cross entropy" = ', '"quadratic loss" = ')
        losses = ("ln(1\\/{{q:q}})", "(1 - {{q:q}})^2")
        for k, (place, name, loss) in enumerate(zip(places, long, losses, strict=True)):
            draw.formula(
                "definition", k, math=(name if self._is_wide else "") + loss, at=place,
                align=-1 if is_led else 1, color=self._colors[k], colors={"q": t.q},
                size=TYPE.formula, opacity=self.defined, allow=TOLD,
            )  # fmt: skip
        mid = plot.bottom + 0.55 * plot.height
        half = words_width("cross entropy", TYPE.label) / 2
        tags = [(self._right_of(mid) + 0.6 + half if is_led else plot.right - half, mid)]
        wide = words_width("quadratic", TYPE.label)
        x, y, fits = self._beside(1, wide + 0.24, row=1 if self._is_below else 2)
        tags.append((x + 0.12 + wide / 2, y + 0.16))
        # Where the gate rises between the hills, the name makes room for it.
        seen = (
            self.named * float(is_led or self._is_wide),
            self.named * float(fits) * (self._is_below or max(1 - 2 * self.risen, 0.0)),
        )
        for k, name in enumerate(("cross entropy", "quadratic")):
            draw.tag(
                "name", k, text=name, at=tags[k], color=self._colors[k], size=TYPE.label,
                opacity=seen[k], allow=ON_HILL,
            )  # fmt: skip

    def _truth(self, draw: Canvas) -> None:
        """At the right end of the ruler the network is sure that it is a cat."""
        x, y, color = self._plot.right - 0.3, self._plot.bottom + 1.4, theme().of_class(0)
        seen = float(self._n.steps[0] < 0.5)  # else what is told of the balls is there
        draw.pictogram("picture", name="cat", at=(x, y), height=0.8, color=color, opacity=seen)
        draw.tag("true", text="true", at=(x, y + 0.72), opacity=seen)

    def _steepness(self, draw: Canvas) -> None:
        """How steep the hills are, times the gate, and the pulls that come of it."""
        n, size, t = self._n, TYPE.number, theme()
        factor = f"× {write(n.gate, n.gate_form)}"
        self._factors: list[tuple[tuple[float, float], bool]] = []
        for k in range(2):
            steep = write(float(n.steep[k]), n.steep_forms[k])
            pull = write(float(n.pulls[k]), n.pull_forms[k])
            first, word = (words_width(text, size) for text in (steep, "pull"))
            # What has no room beside a number is not told; nor is a number where its ball is.
            both = first + 0.15 + words_width("steep" if not self.stretch else factor, size)
            named = word + 0.15 + words_width(pull, size)
            x, y, is_near = self._beside(k, max(both, named if self.stretch else 0.0))
            is_long = is_near
            if not is_near:
                x, y, is_near = self._beside(k, max(first, named - word - 0.15))
            ink = t.text
            if not is_near:
                # Above what is told of the other ball, or beside it.
                x, y, is_long = *self._beside(0, max(both, named))[:2], True
                y, ink = y + LINE, self._colors[k]
                if y + CAP * size > self.zone.top:
                    x, y = self._factors[0][0][0] + words_width("steep", size) + 0.5, y - LINE
            beside = (x + first + 0.15, y)
            self._factors.append((beside, is_long))
            draw.words(
                "steepness", k, text=steep, at=(x, y), align=-1, size=size, color=ink,
                opacity=self.steeply * max(1 - 2 * self.worth, 0.0), allow=TOLD,
            )  # fmt: skip
            draw.words(
                "steep", k, text="steep", at=beside, align=-1, size=size, color=ink,
                opacity=self.steeply * self.opened * float(not self.stretch), allow=TOLD,
                room=float(is_long),
            )  # fmt: skip
            worth = max(2 * self.worth - 1, 0.0)
            draw.words(
                "pull word", k, text="pull", at=(x, y), align=-1, size=size, color=ink,
                opacity=worth, room=float(is_long), allow=TOLD,
            )  # fmt: skip
            draw.words(
                "pull number", k, text=pull, at=(x + (word + 0.15) * is_long, y), align=-1,
                size=size, color=ink, opacity=worth, allow=TOLD,
            )  # fmt: skip

    def _gate(self, draw: Canvas) -> None:
        """What the gap of ticks says: how much of a push gets through; two copies of it fly."""
        n, plot, size = self._n, self._plot, TYPE.number
        text = write(n.gate, n.gate_form)
        symbol, number = words_width("q(1 − q) =", size) + 0.1, words_width(text, size)
        low = plot.bottom + 0.2
        for is_long in (True, False):
            wide = number + symbol * is_long
            left = min(max(self._lit - wide / 2, plot.left + 0.15), plot.right - wide)
            way = self._ways[1]
            right = float(np.interp(left + wide, way[:, 0], way[:, 1]))
            if right > low + CAP * size + 0.12:
                break
        else:  # it has no room in the lower hill, so it is between them, or above both
            left, low, has_room = self._beside(1, number, row=2)
            is_long, wide = False, number
            if not has_room:
                is_long, wide, low = True, number + symbol, self._line(0) + 2 * LINE
                left = min(max(self._lit - wide / 2, plot.left + 0.15), plot.right - wide)
                low = max(low, self._over(left) + 2 * LIFT)
                low = min(low, self.zone.top - CAP * size - 0.05)
        y = plot.bottom - 0.3 + (low - plot.bottom + 0.3) * self.risen
        rises: dict[Rule, str] = {"overlap": "it rises out of the ruler"}
        draw.formula(
            "gate", math="q(1 - q) =", at=(left, y), align=-1, size=size, opacity=self.risen,
            room=float(is_long), allow=rises,
        )  # fmt: skip
        start = (left + symbol * is_long, y)
        draw.words(
            "gate number", text=text, at=start, align=-1, size=size, opacity=self.risen,
            allow=rises,
        )  # fmt: skip
        far = self.flown
        for k, (end, has_room) in enumerate(self._factors):
            at = ((1 - far) * start[0] + far * end[0], (1 - far) * start[1] + far * end[1])
            draw.words(
                "factor", k, text=f"× {text}", at=at, align=-1, size=size, allow=FLIES,
                opacity=min(8 * far, 1.0) * max(1 - 2 * self.worth, 0.0), room=float(has_room),
            )  # fmt: skip

    def _proof(self, draw: Canvas) -> None:
        """Why: one q cancels the other, and in the quadratic loss there is none to do so."""
        plot, t = self._plot, theme()
        # Where it is narrow, what is told of balls that stand lower takes its room.
        seen = self.proof * float(self._is_wide or self._n.steps[0] < SHORT)
        x, align = plot.left + 0.64 * plot.width, 0.0
        size = 1.1 * TYPE.formula
        if not self._is_wide:
            x, align, size = plot.right + BEYOND, 1.0, TYPE.least
        high = (0.86, 0.7)
        lines = (
            "1\\/{{q:first}} dot.c {{q:second}} (1 - q) = 1 - q",
            "2(1 - q) dot.c {{q:first}} (1 - q) = 2 {{q:second}} (1 - q)^2",
        )
        for k, line in enumerate(lines):
            y = plot.bottom + high[k] * plot.height
            made: Any = draw.formula(
                "why", k, math=line, at=(x, y), size=size, align=align, color=self._colors[k],
                colors={"first": t.q, "second": t.q}, opacity=seen,
            )  # fmt: skip
            if k:
                continue
            for i, part in enumerate(("first", "second")):
                box = made.part(part).points
                (a, b), (c, d) = box.min(axis=0)[:2], box.max(axis=0)[:2]
                draw.line(
                    "strike", i, points=[(a - 0.06, b - 0.04), (c + 0.06, d + 0.06)], color=t.text,
                    width=5, opacity=seen, allow={"overlap": "it strikes out what cancels"},
                )  # fmt: skip
