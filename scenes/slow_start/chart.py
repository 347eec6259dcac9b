"""The hero of ``SlowStart``: how sure a neuron is, over the steps, and over the score behind it."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.slow_start.numbers import FAST, SLOW, SlowStartNumbers
from stage.cast import CAST
from stage.digits import write, writer
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, looks, number, numbers
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, number_width, words_width
from stage.theme import TYPE, Zone, text_on, theme

WIDE, BESIDE = 9.0, 11.8
"""Width of a stage from which on the legend stands beside the title, and of the chart from which on
the product is left of the curve."""

STEEP = 0.9
"""How sure the neuron is at least, if the product is left of the curve."""

RADIUS, RIM = 0.37, 0.06
"""Radius of a neuron, and how much larger the one of cross entropy is, which is behind the other
one: its rim is seen where both are on one spot."""

TURN = 0.06
"""How much less sure a neuron gets while one pictogram becomes the other."""

RING, AROUND = 0.13, 2.0
"""Radius of a ring, and how many times larger it comes."""

ROW, ABOVE = 0.52, 1.3
"""Height of a line of text beside the chart, and of the product where that is above the curve."""

TRAIL, LEVEL, ARROW, SAMPLE = 9, 4, 0.16, 0.3
"""Strokes of trails, and of levels; thickness of a pull; length of the line in the legend."""

PULL, ERROR = RADIUS + 0.16, RADIUS + 0.34
"""How high above the neuron its pull is, and above that, the error to compare with."""

TANGENT = 1.8
"""Half of the length of the tangent, at most."""

HEADINGS, SIGNS = {0: "error", 1: "steepness", 3: "pull"}, ("", "×", "÷", "=")
"""Of the columns of the product. The third is cross entropy's alone: the steepness again."""

GAPS = {True: 0.7, False: 0.45}
"""Between the factors of the product, beside the curve or above it."""

MOVES: dict[Rule, str] = {"overlap": "it moves along the curves", "contrast": "it meets others"}
PASSED: dict[Rule, str] = {"overlap": "the trails cross it", "contrast": "the trails cross it"}
GOES: dict[Rule, str] = {"pop": "it comes or goes with a step"}
TURNS: dict[Rule, str] = {"jump": "it turns about the neuron", "pop": "it is as long as the pull"}


class Chart(Figure):
    """Sureness up; across the steps that neurons have made, or the score of one.

    Values
    ------
    steps, sure
        Steps made by each of the two, and how sure it is then; shape (2,).
    weak, strong
        The pull of the quadratic loss, and that of cross entropy. An arrow of a pull of 1 is as
        long as the chart is high, or as wide as there is room.
    opening
        1 while the neuron is large and sees its input, 0 when it is in the chart.
    goal
        How much is seen of what is true, and of where a mind is changed.
    ticking, guess, rival
        How much is seen of the clock, of the guesses, and of the neuron of cross entropy.
    axis
        What is across: 0 steps, 1 scores.
    there, curve
        How far the neuron has come from the edge to its score; how much of the curve is drawn.
    factors
        How much is seen of the error, of the steepness and of their product, shape (3,).
    turned
        How far the error has turned from the vertical to the direction of the score.
    divided, cancelled
        How much is seen of cross entropy's division by the steepness, and of what it gives.
    """

    steps, sure = numbers(), numbers()
    weak, strong = number(), number()
    factors = looks()
    opening, goal, ticking, guess, rival = look(1.0), look(0.0), look(0.0), look(0.0), look(0.0)
    axis, there, curve, turned = look(0.0), look(0.0), look(0.0), look(0.0)
    divided, cancelled = look(0.0), look(0.0)

    def __init__(self, name: str, table: SlowStartNumbers) -> None:
        motions = (table.run, table.stretch, table.shrink)
        starts = {quantity: track[0] for motion in motions for quantity, track in motion}
        super().__init__(name, **starts, factors=np.zeros(3))
        self._table = table
        self._laid_out: Zone | None = None

    def sketch(self, draw: Canvas) -> None:
        """The clock, guesses, trails and neurons; the curve and the product; what they are."""
        if self._laid_out != self.zone:
            self._lay_out()
            self._laid_out = self.zone
        self._charted = max(0.0, 1 - 2 * self.opening)
        self._of_steps = max(0.0, 1 - 2 * self.axis)
        self._radius = RADIUS + self.opening * (self._large_radius - RADIUS)
        self._clock(draw)  # below all else: it passes behind texts
        self._around(draw)
        self._input(draw)
        self._titles(draw)
        self._curve(draw)
        for k in (SLOW, FAST):
            self._trail(draw, k)
        self._guesses(draw)
        for k in (SLOW, FAST):
            self._ring(draw, k)
        self._pulls(draw)
        for k in (FAST, SLOW):
            self._neuron(draw, k)
        self._product(draw)

    # --- Places -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """The chart's box, the trails and the curve."""
        z, n = self.zone, self._table
        self._is_wide = z.width >= WIDE
        self._center = z.x, z.y + 0.23 * z.height  # of the neuron in the opening
        self._large_radius = 0.18 * min(z.height, 6.5)
        self._size = (1.15 if self._is_wide else 1.0) * TYPE.number
        column = max(1.1, number_width(writer(n.sure_form)(n.sure), self._size))
        if n.shown not in CAST:
            column = max(column, words_width(n.shown, TYPE.label))
        self._edge = z.left + min(column, 0.28 * z.width)
        self._is_beside = z.right - self._edge >= BESIDE and n.sure > STEEP
        above = (1 if self._is_wide else 2) * ROW + (0 if self._is_beside else ABOVE)
        self._box = Zone(
            self._edge + RADIUS + 0.15, z.right - RADIUS - RIM, z.bottom + ROW + RADIUS,
            z.top - above - ERROR - 0.05,
        )  # fmt: skip
        steps = self._x(np.arange(n.epochs + 1))
        self._trails = [np.column_stack((steps, self._y(trail))) for trail in n.trails]
        self._scale = self._box.width / float(np.ptp(n.curve[0]))
        self._sigmoid = np.column_stack((self._at_score(n.curve[0]), self._y(n.curve[1])))
        start = float(self._at_score(n.score))
        self._unit = min(self._box.height, start - self._box.left)
        self._free = z.right - start
        self._large = (1.35 if self._is_beside else 1.0) * self._size
        narrow = (z.width - 3 * GAPS[False] - words_width("steepness", TYPE.label)) / 3 - 0.02
        limit = 0.11 * self._box.width if self._is_beside else narrow
        columns = (
            (n.error_form, n.sure),
            (n.steep_form, n.steep),
            (n.steep_form, n.steep),
            (n.pull_form, n.shrink.weak[-1]),
        )
        self._columns = []
        for k, (form, value) in enumerate(columns):
            digits = number_width(writer(form)(float(value)), self._large)
            # Beside the curve a heading may be wider than its column: there is none on both sides.
            has_own = k in HEADINGS and not self._is_beside
            heading = words_width(HEADINGS[k], TYPE.label) if has_own else 0.0
            self._columns.append((form, max(heading, min(digits, limit))))

    def _x(self, step: Any) -> Any:
        return self._box.left + step / self._table.epochs * self._box.width

    def _y(self, sure: Any) -> Any:
        return self._box.bottom + sure * self._box.height

    def _at_score(self, score: Any) -> Any:
        return self._box.left + (score - self._table.curve[0, 0]) * self._scale

    def _at(self, k: int) -> Point:
        """The place of a neuron, which slides from its step to its score."""
        x = float(self._x(self.steps[k]))
        if k == SLOW:
            x += self.there * (float(self._at_score(self._table.score)) - x)
        return x, float(self._y(self.sure[k]))

    def _opened(self, place: Point, opening: Point) -> Point:
        """Between a place in the chart and that in the opening."""
        (x, y), (x_0, y_0), share = place, opening, self.opening
        return x + share * (x_0 - x), y + share * (y_0 - y)

    def _clear(self, left: float, right: float, bottom: float, top: float) -> bool:
        """Whether no trail crosses a text."""
        x = np.linspace(left - 0.1, right + 0.1, 40)
        heights = [np.interp(x, *trail.T) for trail in self._trails]
        return all(bool(((y > top + 0.1) | (y < bottom - 0.1)).all()) for y in heights)

    # --- What is there ------------------------------------------------------------------------

    def _around(self, draw: Canvas) -> None:
        """The floor, the level, and how sure it is at the start."""
        b, n, t = self._box, self._table, theme()
        draw.line(
            "floor", points=[(b.left, b.bottom), (b.right, b.bottom)], color=t.muted, width=LEVEL,
            opacity=self._charted, allow=PASSED,
        )  # fmt: skip
        seen = self.goal * self._of_steps
        draw.line(
            "level", points=[(b.left, b.y), (b.right, b.y)], color=t.text, width=LEVEL,
            dashed=True, opacity=seen, allow=PASSED,
        )  # fmt: skip
        text = "here it changes its mind" if self._is_wide else "changes its mind"
        wide, high = words_width(text, TYPE.label), CAP * TYPE.label
        left, bottom = b.left + 0.5 * (b.width - wide), b.y + 0.3
        clear = self._clear(left, left + wide, bottom, bottom + high)
        draw.words(
            "level name", text=text, at=(left, bottom), align=-1, room=float(clear),
            opacity=seen * max(0.0, 1 - 2 * self.ticking) * (1 - self.rival),
        )  # fmt: skip
        x, y = self._opened((self._edge, float(self._y(n.sure))), self._center)
        right = x - self.opening * (self._large_radius + 0.25)
        longest = (right - self.zone.left) / number_width(writer(n.sure_form)(n.sure), 1.0)
        size = min((1 + 0.6 * self.opening) * self._size, longest)
        draw.number(
            "start", value=n.sure, write=writer(n.sure_form), align=1, size=size,
            at=(right, y - CAP * size / 2),
        )  # fmt: skip
        far = float(self._y(n.sure)) - b.y
        draw.words(
            "level number", text=write(n.level, ".0%"), align=1, opacity=seen,
            at=(self._edge, b.y - CAP * TYPE.label / 2), room=visibility(far, 1.7 * CAP * size),
        )  # fmt: skip

    def _input(self, draw: Canvas) -> None:
        """What is true: in the opening the neuron sees it, in the chart it is at the foot."""
        z, b, n, t, edge = self.zone, self._box, self._table, theme(), self._edge
        color = t.of_class(CAST.index(n.shown) if n.shown in CAST else len(CAST) - 1)
        middle, x = edge - 0.5 * min(1.0, edge - z.left), z.x
        is_drawn = draw.pictogram(
            "truth", name=n.shown, height=1.0 + 0.9 * self.opening, color=color,
            at=self._opened((middle, b.bottom + 0.1), (x, z.y - 0.3 * z.height)),
        )  # fmt: skip
        if not is_drawn:
            wide = words_width(n.shown, TYPE.label)
            place = self._opened((edge, b.bottom - 0.12), (x + wide / 2, z.y - 0.2 * z.height))
            room = float(wide <= edge - z.left + 0.01)
            draw.words("truth", text=n.shown, at=place, align=1, room=room)
        at = middle, b.bottom + (0.92 if is_drawn else 0.5)
        draw.tag("true", text="true", at=at, opacity=self.goal)
        low, high = z.y - 0.12 * z.height, self._center[1] - self._radius - 0.1
        draw.arrow(
            "sees", start=(x, low), end=(x, max(high, low + 0.1)), color=t.muted, thickness=ARROW,
            opacity=max(0.0, 5 * self.opening - 4), allow=MOVES,
        )  # fmt: skip

    def _titles(self, draw: Canvas) -> None:
        """What height is, and which loss has which colour."""
        z, t = self.zone, theme()
        legend = (("quadratic loss", self.goal), ("cross entropy", max(self.divided, self.rival)))
        widths = [words_width(text, TYPE.label) + SAMPLE + 0.12 for text, _ in legend]
        title = f"height = how sure it is of “{self._table.asked}”"
        free = z.width - (sum(widths) + 0.9 if self._is_wide else 0.0)
        if words_width(title, TYPE.label) > free:
            title = "height = how sure it is"
        draw.words(
            "height name", text=title, at=(z.left, z.top - 0.36), align=-1, color=t.text,
            opacity=self._charted, room=float(words_width(title, TYPE.label) <= free),
        )  # fmt: skip
        x = z.right - sum(widths) - 0.4 if self._is_wide else z.left
        y = z.top - 0.36 - (0.0 if self._is_wide else ROW)
        for k, ((text, opacity), width) in enumerate(zip(legend, widths, strict=True)):
            draw.line(
                "sample", k, points=[(x, y + 0.12), (x + SAMPLE, y + 0.12)], color=_color(k),
                width=TRAIL, opacity=opacity,
            )  # fmt: skip
            draw.words(
                "loss", k, text=text, at=(x + SAMPLE + 0.12, y), align=-1, color=_color(k),
                opacity=opacity,
            )  # fmt: skip
            x += width + 0.4

    def _clock(self, draw: Canvas) -> None:
        """One line for both, with the step below it; at rest, what width is."""
        z, b, n, t = self.zone, self._box, self._table, theme()
        seen, step = max(0.0, 2 * self.ticking - 1), float(self.steps[SLOW])
        x, y = float(self._x(step)), z.bottom + 0.14
        draw.line(
            "clock", points=[(x, b.bottom), (x, b.top)], color=t.muted, width=LEVEL,
            opacity=0.6 * seen, allow={**PASSED, "contrast": "a thin line behind the neurons"},
        )  # fmt: skip
        word = words_width("step ", TYPE.label) + 0.1
        wide = word + number_width(str(n.epochs), TYPE.number)
        left = min(max(x - wide / 2, b.left), z.right - wide)
        draw.words("step name", text="step", at=(left, y), align=-1, opacity=seen)
        draw.number(
            "step", value=float(np.floor(step)), write=writer("exact"), at=(left + word, y),
            align=-1, size=TYPE.number, opacity=seen,
        )  # fmt: skip
        rests = self._charted * max(0.0, 1 - 2 * self.ticking)
        width, score = f"width = {n.epochs} steps of learning", "width = the score behind it"
        for key, text, part in (("width", width, self._of_steps),
                                ("score", score, max(0.0, 2 * self.axis - 1))):  # fmt: skip
            draw.words(key, text=text, at=(z.right, y), align=1, opacity=rests * part)

    # --- Who learns ---------------------------------------------------------------------------

    def _seen(self, k: int) -> float:
        """How much is seen of what a neuron has learnt."""
        return self._of_steps * (self.rival if k == FAST else 1.0)

    def _trail(self, draw: Canvas, k: int) -> None:
        """How sure it was at each step that it has made."""
        done = int(np.ceil(self.steps[k]))
        draw.line(
            "trail", k, points=np.concatenate((self._trails[k][:done], [self._at(k)])),
            color=_color(k), width=TRAIL, opacity=self._seen(k) * float(done > 0),
            allow={**PASSED, **GOES, "jump": "it is as steep as the neuron learns"},
        )  # fmt: skip

    def _guesses(self, draw: Canvas) -> None:
        """Rings on the level, each of which goes as it is passed."""
        b, n, t = self._box, self._table, theme()
        size = (1.6 if self._is_wide else 1.0) * TYPE.label
        for k, step in enumerate(n.ghosts):
            passed = _share(float(self.steps[SLOW]) - step + 1, n.epochs / 15)
            x, seen = float(self._x(step)), self.guess * (1 - passed)
            style: dict[str, Any] = {"opacity": seen, "allow": {**PASSED, **GOES}}
            draw.disc(
                "ground", k, at=(x, b.y), radius=1.4 * RING, color=t.background, **style
            )  # fmt: skip
            draw.ring("guess", k, at=(x, b.y), radius=1.4 * RING, color=t.text, **style)
            wide = words_width(f"{step}?", size)
            left = max(x - wide / 2, b.left)
            draw.words(
                "guess name", k, text=f"{step}?", at=(left, b.y - 0.45 - CAP * size), align=-1,
                size=size, room=visibility(self.zone.right - left, wide), **style,
            )  # fmt: skip

    def _ring(self, draw: Canvas, k: int) -> None:
        """Where it changed its mind, and after how many steps."""
        b, n = self._box, self._table
        start, made = n.over[k], n.race_steps if k == FAST else n.epochs
        lasts = min(made / 16, (made - start) / 2)
        since = float(self.steps[k]) - start
        come, told = (_share(late, lasts) for late in (since, since - lasts))
        seen = self._seen(k) * float(n.is_over[k])
        x = float(self._x(start))
        draw.ring(
            "ring", k, at=(x, b.y), radius=RING * (1 + AROUND * (1 - come)), color=theme().text,
            width=5, opacity=come * seen,
            allow={**PASSED, **GOES, "jump": "it shrinks to its place as it is passed"},
        )  # fmt: skip
        size = 1.3 * self._size
        wide, high = number_width(str(start), size), CAP * size
        left, bottom = x + RING + 0.15, b.y + 0.2
        room = visibility(self.zone.right - left, wide)
        if k == FAST and n.is_over[SLOW]:  # it gives way to the other one and its ring
            slow = float(self._x(n.over[SLOW])) - RING
            room = min(room, visibility(slow - left - wide, 0.1))
            room *= float(self._clear(left, left + wide, bottom, bottom + high))
        draw.number(
            "told", k, value=float(start), write=writer("exact"), at=(left, bottom), align=-1,
            size=size, color=_color(k), opacity=told * seen, room=room,
            allow={**GOES, "contrast": "the clock passes behind it"},
        )  # fmt: skip

    def _neuron(self, draw: Canvas, k: int) -> None:
        """A disc that shows what it says: the one above the level, the other below it."""
        n, color = self._table, _color(k)
        at, radius, seen = self._at(k), RADIUS + RIM, self._seen(k)
        if k == SLOW:
            at, radius, seen = self._opened(at, self._center), self._radius, 1.0
        draw.disc(
            "neuron", k, at=at, radius=radius, color=color, outline=theme().background,
            opacity=seen, allow={**MOVES, "passes": "two may stand on one spot"},
        )  # fmt: skip
        says = min(max((float(self.sure[k]) - 0.5) / TURN + 0.5, 0.0), 1.0)
        grown = 2 * says - 1  # one goes before the other one comes
        for what, name, share in (("says", n.asked, grown), ("unsays", n.shown, -grown)):
            draw.pictogram(
                f"neuron {what}", k, name=name, at=at, height=1.35 * radius * max(share, 0.02),
                color=text_on(color), opacity=seen * float(share > 0), allow={**MOVES, **GOES},
            )  # fmt: skip

    # --- Why ----------------------------------------------------------------------------------

    def _curve(self, draw: Canvas) -> None:
        """From score to share, drawn from the left; the error, and how steep the curve is."""
        b, t = self._box, theme()
        end = b.left + self.curve * b.width
        drawn = self._sigmoid[self._sigmoid[:, 0] < end]
        tip = end, float(np.interp(end, *self._sigmoid.T))
        draw.line(
            "curve", points=np.concatenate((drawn, [tip])), color=t.q, width=TRAIL,
            opacity=min(1.0, 10 * self.curve), allow={**PASSED, "jump": "it is drawn"},
        )  # fmt: skip
        x, y = self._at(SLOW)
        error, steep, _ = self.factors
        draw.line(
            "error", points=[(x, b.bottom), (x, y)], color=t.text, width=LEVEL, dashed=True,
            opacity=error, allow=PASSED,
        )  # fmt: skip
        wide = words_width("error", TYPE.label)
        draw.words(
            "error name", text="error", at=(x + 0.2, b.bottom + 0.3 * b.height), align=-1,
            opacity=error, room=visibility(self._free - 0.4, wide),
        )  # fmt: skip
        rise = self._table.steep * b.height / self._scale
        half = min(TANGENT, self._free)
        along = half / np.hypot(1, rise) * np.array((1, rise))
        draw.line(
            "tangent", points=[np.array((x, y)) - along, np.array((x, y)) + along], color=t.text,
            width=TRAIL, opacity=steep, allow=MOVES,
        )  # fmt: skip

    def _turned_by(self, at: Point, above: float, length: float) -> tuple[Point, Point]:
        """Both ends of what has left the error's line, rises ``above`` it and turns to the left."""
        angle = self.turned * np.pi / 2
        unit = self._box.height + self.turned * (self._unit - self._box.height)
        x, y = at[0], at[1] + self.turned * above
        return (x, y), (x - np.sin(angle) * length * unit, y - np.cos(angle) * length * unit)

    def _pulls(self, draw: Canvas) -> None:
        """Draw the pull of each loss, beside the error that it comes from."""
        t, at = theme(), self._at(SLOW)
        leaves = min(1.0, 4 * self.turned) * float(self.factors[0])
        draw.line(
            "whole error", points=self._turned_by(at, ERROR, float(self.sure[SLOW])), color=t.text,
            width=LEVEL, dashed=True, opacity=leaves, allow={**MOVES, **TURNS},
        )  # fmt: skip
        for k, pull, opacity in (
            (FAST, self.strong, self.divided * leaves),
            (SLOW, self.weak, leaves),
        ):
            tail, tip = self._turned_by(at, PULL, float(pull))
            draw.arrow(
                "pull", k, start=tail, end=tip, color=_color(k), thickness=ARROW, opacity=opacity,
                allow={**MOVES, **TURNS},
            )  # fmt: skip

    def _product(self, draw: Canvas) -> None:
        """Write that the pull is error times steepness, which cross entropy divides out again."""
        b, n, t, size = self._box, self._table, theme(), self._large
        gap, x = GAPS[self._is_beside], self.zone.left
        top = b.top + ERROR + ABOVE - 0.45
        if self._is_beside:
            x, top = b.left, float(self._y(n.sure)) - 0.75
        y = top - 0.6
        error, steepness, product = self.factors
        steps = [wide + gap for _, wide in self._columns]
        steps[2] *= self.divided  # the result makes room for the division
        for (k, text), seen in zip(HEADINGS.items(), self.factors, strict=True):
            middle = x + sum(steps[:k]) + self._columns[k][1] / 2
            draw.words("column", k, text=text, at=(middle, top), opacity=float(seen))
        for who, k, value, opacity in (
            (SLOW, 0, self.sure[SLOW], error),
            (SLOW, 1, n.steep, steepness),
            (SLOW, 2, n.steep, error * max(0.0, 2 * self.divided - 1)),
            (SLOW, 3, self.weak, product * max(0.0, 1 - 2 * self.divided)),
            (FAST, 3, self.strong, error * self.cancelled),
        ):
            (form, wide), left = self._columns[k], x + sum(steps[:k])
            draw.number(
                "factor", who, k, value=float(value), write=writer(form), size=size,
                at=(left + wide / 2, y), color=_color(who) if k == 3 else t.text, opacity=opacity,
                room=visibility(wide, number_width(writer(form)(float(value)), size)),
            )  # fmt: skip
            if k:
                draw.words(
                    "sign", who, k, text=SIGNS[k], at=(left - gap / 2, y), size=size,
                    opacity=opacity,
                )  # fmt: skip
        for k in (1, 2):
            wide, left = self._columns[k][1], x + sum(steps[:k])
            ends = [(left, y - 0.08), (left + wide, y + CAP * size + 0.08)]
            draw.line(
                "struck", k, points=ends, color=t.gain, width=LEVEL, opacity=self.cancelled,
                allow={"overlap": "it strikes a factor out"},
            )  # fmt: skip


def _color(k: int) -> str:
    """Of a loss."""
    return theme().log if k == FAST else theme().quadratic


def _share(since: float, lasts: float) -> float:
    """From 0 to 1 while something lasts, evenly; at once what does not last."""
    return min(max(since / lasts, 0.0), 1.0) if lasts > 0 else float(since >= 0)
