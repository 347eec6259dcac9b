"""The main figure of ``QuadraticVersusLog``: two losses as hills over a ruler that stretches.

The ruler is even in the share at first, and even in the score at the end. Stretching it changes
positions along it, but no heights.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers, percent, short
from stage.digits import exact, write, writer
from stage.drawing.canvas import Canvas, Point
from stage.drawing.figure import Figure, look, numbers
from stage.drawing.spread import inside
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, nice_ticks
from stage.theme import TYPE, Zone, theme

WIDE = 9.0
"""Width of the stage from which there is space for words beside symbols."""

RULER, ROW = 0.68, 0.7
"""Heights of the ruler with one scale, and of the second scale, in manim units."""

BEYOND, TICK = 0.42, 0.16
"""How far the ruler extends beyond both ends of its scales, and the length of its ticks."""

RADII, DOT, RING = (0.24, 0.17), 0.08, 0.27
"""Radii, in manim units.

RADII: of the two balls, one of which may hide the other.
DOT: of a recorded position that a ball leaves behind.
RING: of a guess.
"""

LIFT, LINE, SPACE = 0.14, 0.5, 0.15
"""Distances of text, in manim units.

LIFT: from a ball or its pull to the baseline of the text above it.
LINE: from one baseline to the next.
SPACE: between a number and the word beside it.
"""

PLANK, PULL = 2.2, 0.2
"""Length of a tangent, from its ball down the hill, and thickness of a pull."""

FREE = 0.03
"""Wrong share below which the positions of the hills' names are free of other text."""

HIGH = (0.86, 0.7)
"""Heights of two lines of text at the right, as fractions of the plot's height."""

ORDER = (5, 1, 9, 0, 10, 3, 7, 2, 8, 4, 6)
"""The ticks' indices in the order in which their names get space, the middle one first."""

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
WRITTEN: dict[Rule, str] = {"overlap": "it is written on the hill, or on its way there"}


class Hills(Figure):
    """Two curves over one ruler, with a ball on each; in each pair, cross entropy's comes first.

    Values
    ------
    q, z, loss, pull
        Share, score and loss of each ball, and the pull on it, shapes (2,).
    stretch
        How far the share's ruler has turned into the score's, from 0 to 1.
    shared
        Opacity of the share's number while both balls have the same share.
    defined, named
        Opacity of the losses' names with their formulas, and without formulas.
    tangents, steepness
        How far the tangents at the balls have grown, from 0 to 1; opacity of the steepness.
    guesses
        Opacity of the guesses.
    score_scale, sticks
        How far the second scale has come out of the ruler, from 0 to 1; opacity of the sticks from
        the ruler's ticks to the upper hill.
    lit, risen, flown
        Opacity of the light on the gap between ticks at the balls; how far the gate has risen out
        of this gap, and how far its copies have flown to the numbers that they multiply, 0 to 1.
    pulls, pull_numbers, proof
        How far the pulls have grown, from 0 to 1; opacity of their numbers, which replace the
        products, and of the formulas that explain them.
    start_pulls, final_shares
        Opacity of the pulls at the balls' starting points, and of the shares that they reach.
    """

    q, z, loss, pull = numbers(), numbers(), numbers(), numbers()
    stretch, score_scale, sticks = look(0.0), look(0.0), look(0.0)
    shared, defined, named = look(1.0), look(1.0), look(0.0)
    tangents, steepness, guesses = look(0.0), look(0.0), look(0.0)
    lit, risen, flown = look(0.0), look(0.0), look(0.0)
    pulls, pull_numbers, proof = look(0.0), look(0.0), look(0.0)
    start_pulls, final_shares = look(0.0), look(0.0)

    def __init__(self, name: str, n: QuadraticVersusLogNumbers) -> None:
        start = n.fall
        super().__init__(name, q=start.q[0], z=start.z[0], loss=start.loss[0], pull=start.pull[0])
        self._n = n
        self._colors = theme().log, theme().quadratic
        self._names_fit = bool(n.steps[0] < FREE)  # at their hills

    def sketch(self, draw: Canvas) -> None:
        """Draw the hills, the ruler, the pieces on the hills, and the text."""
        self._lay_out()
        self._write = partial(draw.words, align=-1, size=TYPE.number, allow=WRITTEN)
        self._draw_grounds(draw)
        self._draw_axis(draw)
        self._draw_ruler(draw)
        self._draw_hills(draw)
        self._draw_tangents(draw)
        self._draw_guesses(draw)
        self._draw_balls(draw)
        self._draw_shares(draw)
        self._draw_definitions(draw)
        self._draw_names(draw)
        self._draw_truth(draw)
        self._draw_steepness(draw)
        self._draw_gate(draw)
        self._draw_proof(draw)

    # --- Layout -----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Set the plot's rectangle, the units, the hills' outlines, and the balls' positions."""
        n, z = self._n, self.zone
        self._is_wide = z.width >= WIDE
        margin = 1.85 if self._is_wide else 0.95
        floor, loss = z.bottom + RULER + ROW, float(n.dots[2, 0, 0])
        # Leave space for a line of text above the ball at its highest position.
        available = z.top - RADII[0] - LIFT - PULL - CAP * TYPE.number - 0.13 - floor
        high = min(z.top - 0.1 - floor, available * n.ceiling / loss)
        self._plot = Zone(z.left + margin, z.right - BEYOND, floor, floor + high)
        self._unit = high / n.ceiling
        self._unit_of_score = self._plot.width / (2 * n.reach)  # once the ruler is stretched
        self._outlines = [self._outline(curve) for curve in n.curves]
        self._starts = [self._place(*n.dots[:, 0, k]) for k in range(2)]
        self._places = [self._place(*at) for at in zip(self.q, self.z, self.loss, strict=True)]

    def _x(self, q: Any, z: Any) -> Any:
        """Return the x coordinates of shares ``q`` with scores ``z``."""
        plot, s = self._plot, self.stretch
        even = (np.asarray(z) / self._n.reach + 1) / 2 if s else 0.0
        return plot.left + plot.width * ((1 - s) * np.asarray(q) + s * even)

    def _y(self, loss: Any) -> Any:
        return self._plot.bottom + self._unit * np.asarray(loss)

    def _place(self, q: float, z: float, loss: float) -> Point:
        return float(self._x(q, z)), float(self._y(loss))

    def _outline(self, curve: FloatArray) -> FloatArray:
        """Return a hill's upper edge up to the ruler's end, shape (n, 2)."""
        q, z, loss = curve
        x, y, end = self._x(q, z), self._y(loss), self._plot.right
        last = [end, float(np.interp(end, x, y))]
        return np.vstack((np.column_stack((x, y))[x < end], last))

    def _height(self, k: int, x: float) -> float:
        """Return the y coordinate of hill k at ``x``."""
        return float(np.interp(x, *self._outlines[k].T))

    def _right_of(self, y: float) -> float:
        """Return the x coordinate at which the upper hill has the height ``y``."""
        x_down, y_down = self._outlines[0][::-1].T
        return float(np.interp(y, y_down, x_down))

    def _left_end(self, x: float, width: float, margin: float = 0.15) -> float:
        """Return the left end of a text that is centred at ``x``, but stays within the plot."""
        plot = self._plot
        return inside(x, width, plot.left + margin, plot.right) - width / 2

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
            return left, max(base, self._height(0, left) + LIFT), True
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
        step = min(n.step, float(n.dots[2, 0, k]) / steep)  # no deeper than the ground
        return step * self._plot.width, step * self._unit * steep

    # --- The ground -------------------------------------------------------------------------------

    def _draw_grounds(self, draw: Canvas) -> None:
        """Draw the area below each hill."""
        floor = self._plot.bottom
        for k, (outline, tone) in enumerate(zip(self._outlines, (0.16, 0.3), strict=True)):
            draw.band(
                "ground", k, upper=outline, lower=[(x, floor) for x in outline[:, 0]],
                color=toned(self._colors[k], tone), allow=BACKDROP,
            )  # fmt: skip

    def _draw_axis(self, draw: Canvas) -> None:
        """Draw the axis of the loss, with ticks, their numbers, and its name."""
        plot, x, color = self._plot, self._plot.left, theme().muted
        draw.line(
            "axis", points=[(x, plot.bottom), (x, plot.top)], color=color, width=4,
            allow={"contrast": "a hill may be at it"},
        )  # fmt: skip
        ticks = [tick for tick in nice_ticks(0.0, self._n.ceiling, 6) if tick]
        for i, tick in enumerate(ticks):
            y = float(self._y(tick))
            draw.line(
                "loss tick", i, points=[(x - 0.12, y), (x, y)], color=color, width=4,
                allow={"contrast": "a ball may be at it"},
            )  # fmt: skip
            draw.words(
                "loss tick name", i, text=exact(tick), at=(x - 0.2, y - CAP * TYPE.tick / 2),
                align=1, size=TYPE.tick, color=color,
            )  # fmt: skip
        y = (float(self._y(ticks[0])) + plot.bottom) / 2 - 0.1
        draw.words(
            "loss name", text="loss", at=(x - 0.2, y), align=1, color=color,
            room=float(self._is_wide),
        )  # fmt: skip

    def _draw_ruler(self, draw: Canvas) -> None:
        """Draw the ruler with its scale of the share, and below it that of the score."""
        plot, t = self._plot, theme()
        top, foot = plot.bottom - 0.03, plot.bottom - RULER - ROW * self.score_scale
        left, right = plot.left - BEYOND, plot.right + BEYOND
        draw.rectangle(
            "ruler", left=left, right=right, bottom=foot, top=top, color=toned(t.muted, 0.12),
            outline=t.muted, allow=BACKDROP,
        )  # fmt: skip
        q, z, loss = self._n.ticks
        x = self._x(q, z)
        # Light up the gap between ticks beside the balls.
        after = int(np.searchsorted(q, self._n.steps[0], side="right"))
        start, end = x[min(max(after - 1, 0), len(q) - 2) :][:2].tolist()
        self._lit = (start + end) / 2
        draw.rectangle(
            "lit", left=start, right=end, bottom=top - 1.5 * TICK, top=top, color=t.q,
            opacity=self.lit, allow={"overlap": "it lights up a gap of ticks"},
        )  # fmt: skip
        base, names = plot.bottom - RULER + 0.13, [write(float(at), ".0%") for at in q]
        for i, (at, visibility) in enumerate(zip(x, self._visibilities(x, names), strict=True)):
            draw.line(
                "stick", i, points=[(at, plot.bottom), (at, float(self._y(loss[i])))],
                color=t.muted, width=4, opacity=self.sticks, allow=STRETCHED,
            )  # fmt: skip
            draw.line(
                "tick", i, points=[(at, top), (at, top - TICK)], color=t.q, width=6,
                allow=STRETCHED,
            )  # fmt: skip
            draw.words(
                "tick name", i, text=names[i], at=(at, base), size=TYPE.tick, color=t.q,
                room=visibility, allow={**STRETCHED, "pop": "it gives way to its neighbours"},
            )  # fmt: skip
        appeared = max(2 * self.score_scale - 1, 0.0)
        self._draw_scores(draw, foot, appeared)
        for key, symbol, y, color, opacity in (
            ("share", "q", base, t.q, 1.0),
            ("score", "z", foot + 0.18, t.text, appeared),
        ):
            draw.formula(
                "title", key, math=f'"{key}" {symbol}' if self._is_wide else symbol,
                at=(left - 0.15, y), align=1, color=color, size=TYPE.label, opacity=opacity,
            )  # fmt: skip

    def _draw_scores(self, draw: Canvas, foot: float, opacity: float) -> None:
        """Draw the scale of the score along the ruler's foot."""
        q, z = self._n.marks
        names, middle = [write(float(at), "exact") for at in z], len(z) // 2
        # Name every other mark, counted from 0, so that the names are evenly spaced, too.
        needed = max(words_width(name, TYPE.tick) for name in names) + 0.15
        fits = 2.0 * self._unit_of_score * float(z[1] - z[0]) > needed
        for i, at in enumerate(self._x(q, z)):
            draw.line(
                "mark", i, points=[(at, foot), (at, foot + TICK)], color=theme().text, width=6,
                opacity=opacity, allow=STRETCHED,
            )  # fmt: skip
            draw.words(
                "mark name", i, text=names[i], at=(at, foot + 0.24), size=TYPE.tick,
                opacity=opacity * ((i - middle) % 2 == 0), allow=STRETCHED,
                room=float(fits or i in (0, middle, len(z) - 1)),
            )  # fmt: skip

    def _visibilities(self, x: FloatArray, names: list[str]) -> list[float]:
        """Return the visibility of the ticks' names: each gives way to those placed before it."""
        halves = [words_width(name, TYPE.tick) / 2 for name in names]
        placed: dict[int, float] = {}
        for j in ORDER:
            clear = [
                max((abs(x[j] - x[i]) - halves[i] - halves[j] - 0.05) / 0.3, 1 - visibility)
                for i, visibility in placed.items()
            ]
            placed[j] = float(min(max(min([1.0, *clear]), 0.0), 1.0))
        is_still = self.stretch in (0.0, 1.0)
        return [float(round(placed[i])) if is_still else placed[i] for i in range(len(names))]

    # --- Hills and balls --------------------------------------------------------------------------

    def _draw_hills(self, draw: Canvas) -> None:
        """Draw the hills' upper edges, the curves of the losses."""
        for k, outline in enumerate(self._outlines):
            draw.line(
                "hill", k, points=outline, color=self._colors[k], width=11,
                allow={"jump": "a steep hill is turned as its ruler is stretched"},
            )  # fmt: skip

    def _draw_tangents(self, draw: Canvas) -> None:
        """Draw tangents down the hills, and a step on each: across, and down by its steepness."""
        plot, n = self._plot, self._n
        run = (1 - self.stretch) * plot.width  # for a share of 1
        if self.stretch:
            run += self.stretch * self._unit_of_score / n.gate
        for k, (x, y) in enumerate(self._starts):
            fall = self._unit * float(n.steep[k])
            across, down = self._step(k)
            draw.polygon(
                "step", k, points=[(x, y), (x, y - down), (x + across, y - down)],
                color=theme().muted, allow=ON_HILL,
                opacity=min(self.tangents, self.steepness) * float(not self.stretch),
            )  # fmt: skip
            # The tangent ends at the ground.
            size = float(np.hypot(run, fall))
            long = min(
                PLANK * self.tangents / size, (y - plot.bottom) / fall, (plot.right - x) / run
            )
            draw.line(
                "plank", k, points=[(x, y), (x + long * run, y - long * fall)],
                color=theme().text, width=12, opacity=float(self.tangents > 0),
                allow={**ON_HILL, "jump": "it turns as its hill does", "pop": "it grows"},
            )  # fmt: skip

    def _draw_guesses(self, draw: Canvas) -> None:
        """Draw the guesses on the lower hill, with their shares between the hills or above both."""
        curve = self._n.curves[1]
        for i, q in enumerate(self._n.guesses.tolist()):
            x, y = self._place(q, float(np.interp(q, curve[0], curve[1])), (1 - q) ** 2)
            draw.ring(
                "guess", i, at=(x, y), radius=RING, color=theme().text, width=7,
                opacity=self.guesses, allow=ON_HILL,
            )  # fmt: skip
            text = f"{write(q, percent(q))}?"
            wide = words_width(text, TYPE.number)
            left, base = self._left_end(x, wide, 0.4), y + RING + 0.1
            if left + wide + 0.15 >= self._right_of(base + CAP * TYPE.number + 0.15):
                base = max(self._height(0, left) + 0.2, base)
            self._write("guess name", i, text=text, at=(left, base), opacity=self.guesses)

    def _draw_balls(self, draw: Canvas) -> None:
        """Draw the balls, the dots that they leave behind, and the pulls on them."""
        n, t = self._n, theme()
        x, y = self._places[0]
        draw.line(
            "pointer", points=[(x, self._plot.bottom), (x, y)], color=t.q, dashed=True, width=5,
            opacity=self.shared, allow=ON_HILL,
        )  # fmt: skip
        for k in range(2):
            for i, (q, z, loss) in enumerate(n.dots[:, :, k].T):
                draw.disc(
                    "dot", k, i, at=self._place(q, z, loss), radius=DOT, color=t.text,
                    opacity=float(self.start_pulls > 0 and self.z[k] > z),
                    allow={**ON_HILL, "pop": "it comes out from under its ball"},
                )  # fmt: skip
        for k in range(2):
            for key, (x, y), pull, opacity in (
                ("start pull", self._starts[k], n.pulls[k], self.start_pulls * self.pull_numbers),
                ("pull", self._places[k], self.pull[k] * self.pulls, float(self.pulls > 0)),
            ):
                height = y + RADII[k] + 0.06 + PULL / 2
                draw.arrow(
                    key, k, start=(x, height), end=(x + pull * self._unit_of_score, height),
                    color=t.p, thickness=PULL, opacity=opacity,
                    allow={**ON_HILL, "pop": "it grows from its ball"},
                )  # fmt: skip
        for k, at in enumerate(self._places):
            draw.disc(
                "ball", k, at=at, radius=RADII[k], color=self._colors[k], outline=t.text,
                allow={**ON_HILL, "passes": "both balls begin at one place"},
            )  # fmt: skip

    def _draw_shares(self, draw: Canvas) -> None:
        """Draw the share above the balls while it is the same, then each ball's final share."""
        n, plot, size = self._n, self._plot, 1.15 * TYPE.number
        (x, y), q = self._places[0], float(self.q[0])
        left = self._left_end(x, words_width(write(q, n.share_form), size))
        base = max(y + RADII[0] + LIFT, min(self._height(0, left) + LIFT, plot.top))
        draw.number(
            "share", value=q, write=writer(n.share_form), at=(left, base), align=-1, size=size,
            color=theme().q, opacity=self.shared,
            allow={**WRITTEN, "jump": "it stays above its ball as it gets wider"},
        )  # fmt: skip
        texts = [write(end, percent(end)) for end in n.ends.tolist()]
        lower = self._lower_end(words_width(texts[1], size), size)
        upper = self._above_hills(0, words_width(texts[0], size))
        if lower is None:
            # Both are above the hills, so the upper ball's may have to be above the other.
            lower = self._above_hills(1, words_width(texts[1], size))
            is_over = abs(upper[0] - lower[0]) < words_width(texts[0], size) + 0.2
            if is_over and abs(upper[1] - lower[1]) < LINE:
                upper = upper[0], lower[1] + LINE
        for k, at in ((1, lower), (0, upper)):
            self._write("end", k, text=texts[k], at=at, size=size, opacity=self.final_shares)

    def _lower_end(self, width: float, size: float) -> Point | None:
        """Return the position of the lower ball's final share: below it, or between the hills.

        If there is no space for a text of that width and size, return None.
        """
        x, y = self._places[1]
        base = y - RADII[1] - 0.12 - CAP * size
        self._is_below = base > self._plot.bottom + 0.05
        if self._is_below:
            return self._left_end(x, width), base
        left, base, fits = self._beside(1, width, row=1)
        return (left, base) if fits and self.z[1] < 0 else None

    def _above_hills(self, k: int, width: float) -> Point:
        """Return the position of a text of that width above ball k, both hills and the pulls."""
        x, y = self._places[k]
        left = self._left_end(x, width)
        base = max(y + RADII[k] + PULL + LIFT, self._height(0, left) + LIFT)
        pulls = self._line(0)
        is_near = left - self._starts[0][0] < 2.5
        if is_near and pulls - LINE < base < pulls + 2.5 * LINE:
            base = pulls + 2.5 * LINE
        return left, base

    # --- Text -------------------------------------------------------------------------------------

    def _draw_definitions(self, draw: Canvas) -> None:
        """Draw the losses' names with their formulas, and a line that leads to the lower hill."""
        plot, names_fit = self._plot, self._names_fit
        x = float(self._x(*self._n.ticks[:2, 3]))
        high = plot.bottom + 0.62 * plot.height
        places = [
            (self._right_of(high) + (1.0 if self._is_wide else 0.4), high),
            (x + 0.1, self._height(0, x + 0.1) + 0.95),
        ]
        if not names_fit:
            places = [(plot.right, plot.bottom + high * plot.height) for high in HIGH]
        end = (x - 0.3, self._height(1, x - 0.3))
        draw.line(
            "lead", points=[(x + 0.15, places[1][1] - 0.22), end], width=5, color=self._colors[1],
            opacity=self.defined * names_fit, allow=ON_HILL,
        )  # fmt: skip
        draw.disc(
            "lead end", at=end, radius=0.08, color=self._colors[1], allow=ON_HILL,
            opacity=self.defined * names_fit,
        )  # fmt: skip
        for k, (name, loss) in enumerate(
            (('"cross entropy" = ', "ln(1\\/{{q:q}})"), ('"quadratic loss" = ', "(1 - {{q:q}})^2"))
        ):
            draw.formula(
                "definition", k, math=(name if self._is_wide else "") + loss, at=places[k],
                align=-1 if names_fit else 1, color=self._colors[k], colors={"q": theme().q},
                size=TYPE.formula, opacity=self.defined, allow=WRITTEN,
            )  # fmt: skip

    def _draw_names(self, draw: Canvas) -> None:
        """Draw the losses' names at their hills over the score."""
        plot, names = self._plot, ("cross entropy", "quadratic")
        wide, lower_wide = (words_width(name, TYPE.label) for name in names)
        high = plot.bottom + 0.55 * plot.height
        upper = self._right_of(high) + 0.6 + wide / 2 if self._names_fit else plot.right - wide / 2
        x, y, fits = self._beside(1, lower_wide + 0.24, row=1 if self._is_below else 2)
        # If the gate rises between the hills, the lower name makes space for it.
        makes_space = 1.0 if self._is_below else max(1 - 2 * self.risen, 0.0)
        for k, at, visibility in (
            (0, (upper, high), float(self._names_fit or self._is_wide)),
            (1, (x + 0.12 + lower_wide / 2, y + 0.16), float(fits) * makes_space),
        ):
            draw.tag(
                "name", k, text=names[k], at=at, color=self._colors[k], size=TYPE.label,
                opacity=self.named * visibility, allow=ON_HILL,
            )  # fmt: skip

    def _draw_truth(self, draw: Canvas) -> None:
        """Draw the cat at the ruler's right end, where the network is sure that it is a cat."""
        x, y, color = self._plot.right - 0.3, self._plot.bottom + 1.4, theme().of_class(0)
        opacity = float(self._n.steps[0] < 0.5)  # otherwise the balls' text is there
        draw.pictogram("picture", name="cat", at=(x, y), height=0.8, color=color, opacity=opacity)
        draw.tag("true", text="true", at=(x, y + 0.72), opacity=opacity)

    def _draw_steepness(self, draw: Canvas) -> None:
        """Draw how steep the hills are, and the resulting pulls, which replace it."""
        n, size = self._n, TYPE.number
        unit = f"× {write(n.gate, short(n.gate))}" if self.stretch else "steep"
        beside, pull_wide = words_width(unit, size), words_width("pull", size) + SPACE
        before, after = max(1 - 2 * self.pull_numbers, 0.0), max(2 * self.pull_numbers - 1, 0.0)
        self._factors: list[tuple[Point, bool]] = []
        for k, (steep, pull) in enumerate(zip(n.steep.tolist(), n.pulls.tolist(), strict=True)):
            steep_text, pull_text = write(steep, short(steep)), write(pull, short(pull))
            steep_wide = words_width(steep_text, size) + SPACE
            number_wide = words_width(pull_text, size)
            product, labelled = steep_wide + beside, pull_wide + number_wide
            # A word without space beside its number is hidden. A number never covers its ball.
            x, y, fits = self._beside(k, max(product, labelled if self.stretch else 0.0))
            is_long, color = fits, theme().text
            if not fits:
                x, y, fits = self._beside(k, max(steep_wide - SPACE, number_wide))
            if not fits:
                # Place the text above the other ball's text, or beside it.
                x, y, _ = self._beside(0, max(product, labelled))
                y, is_long, color = y + LINE, True, self._colors[k]
                if y + CAP * size > self.zone.top:
                    x, y = self._factors[0][0][0] + words_width("steep", size) + 0.5, y - LINE
            self._factors.append(((x + steep_wide, y), is_long))
            numbers = partial(self._write, color=color)
            words = partial(numbers, room=float(is_long))
            opacity = self.steepness * self.tangents * float(not self.stretch)
            numbers("steepness", k, text=steep_text, at=(x, y), opacity=self.steepness * before)
            words("steep", k, text="steep", at=(x + steep_wide, y), opacity=opacity)
            words("pull word", k, text="pull", at=(x, y), opacity=after)
            x += pull_wide * is_long
            numbers("pull number", k, text=pull_text, at=(x, y), opacity=after)

    def _draw_gate(self, draw: Canvas) -> None:
        """Draw the gate, the fraction of a push that gets through, and two flying copies of it."""
        gate, size = write(self._n.gate, short(self._n.gate)), TYPE.number
        symbol = words_width("q(1 − q) =", size) + 0.1
        left, high, is_long = self._gate_place(words_width(gate, size), symbol)
        low = self._plot.bottom - 0.3
        y = low + (high - low) * self.risen
        draw.formula(
            "gate", math="q(1 - q) =", at=(left, y), align=-1, size=size, opacity=self.risen,
            room=float(is_long), allow=WRITTEN,
        )  # fmt: skip
        x = left + symbol * is_long
        self._write("gate number", text=gate, at=(x, y), opacity=self.risen)
        far = self.flown
        opacity = min(8 * far, 1.0) * max(1 - 2 * self.pull_numbers, 0.0)
        for k, ((end_x, end_y), fits) in enumerate(self._factors):
            at = ((1 - far) * x + far * end_x, (1 - far) * y + far * end_y)
            self._write("factor", k, text=f"× {gate}", at=at, room=float(fits), opacity=opacity)

    def _gate_place(self, number: float, symbol: float) -> tuple[float, float, bool]:
        """Return the position of the gate's number, and whether its symbol stands before it.

        ``number`` and ``symbol`` are their widths. The text is in the lower hill, between the
        hills, or above both.
        """
        high, base = CAP * TYPE.number, self._plot.bottom + 0.2
        for is_long in (True, False):
            wide = number + symbol * is_long
            left = self._left_end(self._lit, wide)
            if self._height(1, left + wide) > base + high + 0.12:
                return left, base, is_long
        left, base, fits = self._beside(1, number, row=2)
        if fits:
            return left, base, False
        left = self._left_end(self._lit, number + symbol)
        base = max(self._line(0) + 2 * LINE, self._height(0, left) + 2 * LIFT)
        return left, min(base, self.zone.top - high - 0.05), True

    def _draw_proof(self, draw: Canvas) -> None:
        """Draw the reason: one q cancels the other, but the quadratic loss has none to cancel."""
        plot, t = self._plot, theme()
        # On a narrow stage, the text of balls further down takes up the space of the formulas.
        opacity = self.proof * float(self._is_wide or self._names_fit)
        x, align, size = plot.left + 0.64 * plot.width, 0.0, 1.1 * TYPE.formula
        if not self._is_wide:
            x, align, size = plot.right + BEYOND, 1.0, TYPE.least
        put = partial(
            draw.formula, size=size, align=align, colors={"first": t.q, "second": t.q},
            opacity=opacity,
        )  # fmt: skip
        upper, lower = ((x, plot.bottom + high * plot.height) for high in HIGH)
        math = "1\\/{{q:first}} dot.c {{q:second}} (1 - q) = 1 - q"
        made: Any = put("why", 0, math=math, at=upper, color=self._colors[0])
        for i, part in enumerate(("first", "second")):
            points = made.part(part).points[:, :2]
            start, end = points.min(axis=0) - (0.06, 0.04), points.max(axis=0) + 0.06
            draw.line(
                "strike", i, points=[start, end], color=t.text, width=5, opacity=opacity,
                allow={"overlap": "it strikes out what cancels"},
            )  # fmt: skip
        math = "2(1 - q) dot.c {{q:first}} (1 - q) = 2 {{q:second}} (1 - q)^2"
        put("why", 1, math=math, at=lower, color=self._colors[1])
