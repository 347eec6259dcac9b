"""The main figure of ``QuadraticVersusLog``: two losses as hills over a ruler that stretches.

The ruler is even in the share at first, and even in the score at the end. Stretching it changes
positions along it, but no heights.
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
"""Width of the stage from which there is space for words beside symbols."""

RULER, ROW = 0.68, 0.7
"""Heights of the ruler, in manim units.

RULER: height with one scale.
ROW: additional height for the second scale.
"""

BEYOND = 0.42
"""How far the ruler extends beyond both ends of its scales."""

TICK = 0.16
"""Length of a tick of the ruler."""

RADII = (0.24, 0.17)
"""Radii of the two balls, one of which may hide the other."""

CRUMB, RING = 0.08, 0.27
"""Radii of small pieces, in manim units.

CRUMB: a recorded position that a ball leaves behind.
RING: a guess.
"""

LIFT, LINE = 0.14, 0.5
"""Distances of text, in manim units.

LIFT: from a ball or its pull to the baseline of the text above it.
LINE: from one baseline to the next.
"""

PLANK = 2.2
"""Length of a tangent, from its ball down the hill."""

PULL = 0.2
"""Thickness of a pull."""

SHORT = 0.03
"""Wrong share below which the positions of the hills' names are free of other text."""

DASHED = 5
"""Stroke width of dashed lines."""

MIDDLE = 5
"""Index of the middle tick, whose name takes precedence over all others."""

ORDER = (MIDDLE, 1, 9, 0, 10, 3, 7, 2, 8, 4, 6)
"""The ticks' indices in the order in which their names get space."""

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
    """Two curves over one ruler, with a ball on each; in each pair, cross entropy's comes first.

    Values
    ------
    q
        Share of each ball, shape (2,).
    z
        Score of each ball, shape (2,).
    loss
        Loss of each ball, shape (2,).
    pull
        Pull on each ball, shape (2,).
    stretch
        How far the share's ruler has turned into the score's, from 0 to 1.
    told
        Opacity of the share's number while both balls have the same share.
    defined
        Opacity of the losses' names with their formulas.
    named
        Opacity of the losses' names without formulas.
    opened
        How far the tangents at the balls have grown, from 0 to 1.
    steeply
        Opacity of the steepness.
    guess
        Opacity of the guesses.
    scored
        How far the second scale has come out of the ruler, from 0 to 1.
    sticks
        Opacity of the sticks from the ruler's ticks to the upper hill.
    lit
        Opacity of the light on the gap between ticks at the balls.
    risen
        How far the gate has risen out of this gap, from 0 to 1.
    flown
        How far the gate's copies have flown to the numbers that they multiply, from 0 to 1.
    pulled
        How far the pulls have grown, from 0 to 1.
    worth
        Opacity of the pulls' numbers, which replace the products.
    proof
        Opacity of the formulas that explain the pulls.
    left
        Opacity of the pulls at the balls' starting points.
    reached
        Opacity of the shares that the balls have reached.
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
        """Draw the hills, the ruler, the pieces on the hills, and the text."""
        z = self.zone
        self._is_wide = z.width >= WIDE
        margin = 1.85 if self._is_wide else 0.95
        floor, loss = z.bottom + RULER + ROW, float(self._n.crumbs[2, 0, 0])
        # Leave space for a line of text above the ball at its highest position.
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

    # --- Layout -----------------------------------------------------------------------------------

    def _x(self, q: Any, z: Any) -> Any:
        """Return the x coordinates of shares ``q`` with scores ``z``."""
        plot, s = self._plot, self.stretch
        even = (np.asarray(z) / self._n.reach + 1) / 2 if s else 0.0
        return plot.left + plot.width * ((1 - s) * np.asarray(q) + s * even)

    def _y(self, loss: Any) -> Any:
        return self._plot.bottom + self._unit * np.asarray(loss)

    def _place(self, q: float, z: float, loss: float) -> tuple[float, float]:
        return float(self._x(q, z)), float(self._y(loss))

    def _path(self, curve: FloatArray) -> FloatArray:
        """Return a curve up to the ruler's end, shape (n, 2)."""
        q, z, loss = curve
        x, y, end = self._x(q, z), self._y(loss), self._plot.right
        inside = x < end
        last = [end, float(np.interp(end, x, y))]
        return np.vstack((np.column_stack((x, y))[inside], last))

    def _over(self, x: float) -> float:
        """Return the upper hill's height at ``x``."""
        way = self._ways[0]
        return float(np.interp(x, way[:, 0], way[:, 1]))

    def _right_of(self, y: float) -> float:
        """Return the x coordinate at which the upper hill has the height ``y``."""
        way = self._ways[0][::-1]
        return float(np.interp(y, way[:, 1], way[:, 0]))

    def _unit_of_score(self) -> float:
        """Return the length of a score of 1 along the ruler once it is even in the score."""
        return self._plot.width / (2 * self._n.reach)

    def _line(self, k: int) -> float:
        """Return the baseline of the text above ball k's start, or above its pull, if any."""
        return self._starts[k][1] + RADII[k] + LIFT + (PULL + 0.08) * float(self.stretch > 0)

    def _beside(self, k: int, width: float, row: int = 0) -> tuple[float, float, bool]:
        """Return the position of a text of that width above ball k's start, and whether it fits.

        The lower ball's text has to fit between the hills.
        """
        x, right = self._starts[k][0] + 0.12, self._plot.right - width
        base = self._line(k) + row * LINE
        if k == 0:
            left = min(x, right)
            return left, max(base, self._over(left) + LIFT), True
        is_clear = True
        if not self.stretch:
            # Place the text beside the step on the upper hill, and below the tangent.
            x = max(x, self._starts[0][0] + self._step(0)[0] + 0.1)
            is_clear = self._starts[0][1] - self._starts[1][1] > PLANK - 0.3
        left, top = min(x, right), base + CAP * TYPE.number + 0.03
        return left, base, is_clear and left + width + 0.03 < self._right_of(top)

    def _step(self, k: int) -> tuple[float, float]:
        """Return the width of a step on the share's ruler, and its descent by the steepness."""
        n, steep = self._n, float(self._n.steep[k])
        step = min(n.step, float(n.crumbs[2, 0, k]) / steep)  # no deeper than the ground
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
        # The gap between ticks beside the balls.
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
        """Draw the second scale, along the ruler's foot."""
        q, z, _ = self._n.marks
        x, seen = self._x(q, z), max(2 * self.scored - 1, 0.0)
        names = [write(float(at), "exact") for at in z]
        # Name every other mark, counted from 0, so that the names are evenly spaced, too.
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
        """Return the visibility of the ticks' names: each gives way to those placed before it."""
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
        """Draw tangents down the hills, and a step on each: across, and down by its steepness."""
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
            # The tangent ends at the ground.
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
        """Draw the share above the balls while it is the same, then each ball's final share."""
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
                if near and first - LINE < base < above:  # this is where the pulls' text stands
                    base = above
                if k == 0 and abs(left - taken[0]) < wide + 0.2 and abs(base - taken[1]) < LINE:
                    base = taken[1] + LINE
                taken = left, base
            draw.words(
                "end", k, text=text, at=(left, base), align=-1, size=size, opacity=self.reached,
                allow=TOLD,
            )  # fmt: skip

    # --- Text -------------------------------------------------------------------------------------

    def _names(self, draw: Canvas) -> None:
        """Draw the losses' names: with formulas over the share, without them over the score."""
        plot, t = self._plot, theme()
        (q, z, _), way = self._n.ticks[:, 3], self._ways[1]
        at, x = float(self._x(q, z)), float(self._x(q, z)) + 0.1
        first = plot.bottom + 0.62 * plot.height
        places = [(self._right_of(first) + (1.0 if self._is_wide else 0.4), first)]
        places.append((x, self._over(x) + 0.95))
        # If the balls stop short, the names stand at their hills. A line leads to the lower hill.
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
        # If the gate rises between the hills, the name makes space for it.
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
        """Draw the cat at the ruler's right end, where the network is sure that it is a cat."""
        x, y, color = self._plot.right - 0.3, self._plot.bottom + 1.4, theme().of_class(0)
        seen = float(self._n.steps[0] < 0.5)  # otherwise the balls' text is there
        draw.pictogram("picture", name="cat", at=(x, y), height=0.8, color=color, opacity=seen)
        draw.tag("true", text="true", at=(x, y + 0.72), opacity=seen)

    def _steepness(self, draw: Canvas) -> None:
        """Draw how steep the hills are, the gate as a factor, and the resulting pulls."""
        n, size, t = self._n, TYPE.number, theme()
        factor = f"× {write(n.gate, n.gate_form)}"
        self._factors: list[tuple[tuple[float, float], bool]] = []
        for k in range(2):
            steep = write(float(n.steep[k]), n.steep_forms[k])
            pull = write(float(n.pulls[k]), n.pull_forms[k])
            first, word = (words_width(text, size) for text in (steep, "pull"))
            # A word without space beside its number is hidden. A number never covers its ball.
            both = first + 0.15 + words_width("steep" if not self.stretch else factor, size)
            named = word + 0.15 + words_width(pull, size)
            x, y, is_near = self._beside(k, max(both, named if self.stretch else 0.0))
            is_long = is_near
            if not is_near:
                x, y, is_near = self._beside(k, max(first, named - word - 0.15))
            ink = t.text
            if not is_near:
                # Place the text above the other ball's text, or beside it.
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
        """Draw the gate, the fraction of a push that gets through, and two flying copies of it."""
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
        else:  # no space in the lower hill, so it is between the hills or above both
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
        """Draw the reason: one q cancels the other, but the quadratic loss has none to cancel."""
        plot, t = self._plot, theme()
        # On a narrow stage, the text of balls further down takes up the space of the formulas.
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
