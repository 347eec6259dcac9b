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

RADII = (0.33, 0.26)
"""Of both neurons: on one spot both are seen."""

TURN = 0.06
"""How much less sure a neuron gets while one pictogram becomes the other."""

RING, AROUND = 0.13, 2.0
"""Radius of a ring, and how many times larger it comes."""

GHOST = 0.55
"""Opacity of a trail that is raced against."""

ROW, ABOVE = 0.52, 1.85
"""Height of a line of text beside the chart, and of the product where that is above the curve."""

TRAIL, LEVEL, ARROW, SAMPLE = 9, 4, 0.16, 0.3
"""Strokes of trails, and of levels; thickness of a push; length of the line in the legend."""

ASIDE, APART = 0.25, 0.5
"""How far an arrow is from its neuron; and of two neurons on one spot, how far from the other."""

FREE, TANGENT = 2.7, 0.9
"""The widest space at the right of the neuron on the curve that is used; half of the tangent."""

COLUMNS = ("error", "steepness", "", "push")
"""Of the product. The third is cross entropy's alone, which divides by the steepness again."""

GAPS = {True: 0.66, False: 0.45}
"""Between the factors of the product, beside the curve or above it."""

SIGNS = ("", "×", "÷", "=")

MOVES: dict[Rule, str] = {"overlap": "it moves along the curves", "contrast": "it meets others"}
PASSED: dict[Rule, str] = {"overlap": "the trails cross it", "contrast": "the trails cross it"}
GOES: dict[Rule, str] = {"pop": "it comes or goes with a step"}


class Chart(Figure):
    """Sureness up; across the steps that neurons have made, or the score of one.

    Values
    ------
    steps, sure, push
        Steps made by each of the two, how sure it is then, and how hard its loss pushes it down;
        shape (2,). An arrow of a push of 1 is as long as the chart is high.
    score, error, steep, weak
        Of the neuron on the curve from score to share: the score, the share, how steep the curve
        is there, and the product, which is the push of the quadratic loss.
    goal
        How much is seen of what is true, and of where a mind is changed.
    bright, pushed, ghost
        How much is seen of each neuron with its trail, of the arrows, and of all that the slow one
        learns.
    ticking, guess
        How much is seen of the clock and of the guesses.
    curve, there
        How much is seen of the curve, and how far the neuron has come from the edge to it.
    factors
        How much is seen of the error, of the steepness and of their product, shape (3,).
    twin, divided, struck
        Opacity of cross entropy in the legend and in the product; of its division by the steepness;
        and of the line through both, with its push.
    """

    steps, sure, push = numbers(), numbers(), numbers()
    score, error, steep, weak = number(), number(), number(), number()
    bright, factors = looks(), looks()
    goal, pushed, ticking, guess, ghost = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    curve, there = look(0.0), look(0.0)
    twin, divided, struck = look(0.0), look(0.0), look(0.0)

    def __init__(self, name: str, table: SlowStartNumbers) -> None:
        starts = {
            quantity: track[0] for motion in (table.run, table.slide) for quantity, track in motion
        }
        super().__init__(name, **starts, bright=[1.0, 0.0], factors=np.zeros(3))
        self._table = table
        self._laid_out: Zone | None = None

    def sketch(self, draw: Canvas) -> None:
        """The clock, guesses, trails and neurons; the curve and the product; what they are."""
        if self._laid_out != self.zone:
            self._lay_out()
            self._laid_out = self.zone
        self._clock(draw)  # below all else: it passes behind texts
        self._around(draw)
        self._titles(draw)
        self._trails(draw)
        self._guesses(draw)
        for k in (SLOW, FAST):
            self._ring(draw, k)
        self._curve(draw)
        for k in (SLOW, FAST):
            at, seen = self._at(k), float(self.bright[k])
            x = at[0] + RADII[SLOW] + ASIDE + k * APART
            seen *= _share(self.zone.right - x - ARROW, ARROW)  # at the right edge it goes
            self._arrow(draw, "push", k, at, x, float(self.push[k]), seen * self.pushed)
        for k in (SLOW, FAST):
            self._neuron(draw, "neuron", k, self._at(k), float(self.sure[k]), self.bright[k])
        self._on_curve(draw)
        self._product(draw)

    # --- Places -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """The chart's box, the trails and the curve."""
        z, n = self.zone, self._table
        self._is_wide = z.width >= WIDE
        self._size = (1.15 if self._is_wide else 1.0) * TYPE.number
        column = max(1.1, number_width(writer(n.sure_form)(n.sure), self._size))
        if n.shown not in CAST:
            column = max(column, words_width(n.shown, TYPE.label))
        self._edge = z.left + min(column, 0.28 * z.width)
        self._is_beside = z.right - self._edge >= BESIDE
        above = (1 if self._is_wide else 2) * ROW + (0 if self._is_beside else ABOVE)
        self._large = (1.1 if self._is_beside else 1.0) * self._size
        self._box = Zone(
            self._edge + RADII[SLOW] + 0.15, z.right - RADII[SLOW], z.bottom + ROW + RADII[SLOW],
            z.top - above - RADII[SLOW],
        )  # fmt: skip
        steps = self._x(np.arange(n.epochs + 1))
        self._ways = [np.column_stack((steps, self._y(trail))) for trail in n.trails]
        self._scale = self._box.width / float(np.ptp(n.curve[0]))
        free = z.right - float(self._at_score(n.slide.score[0])) - RADII[SLOW] - ASIDE - ARROW
        self._free = min(FREE, free)
        self._tangent = min(TANGENT, self._free - RADII[FAST] - 2 * ASIDE)
        steep, weak = (track[[0, -1]] for track in (n.slide.steep, n.slide.weak))
        ends = ((n.sure, n.milder), tuple(steep), tuple(steep), (*weak, n.sure))
        forms = (n.error_form, n.steep_form, n.steep_form, n.push_form)
        narrow = (z.width - 3 * GAPS[False] - words_width("steepness", TYPE.label)) / 3 - 0.02
        limit = 0.11 * self._box.width if self._is_beside else narrow
        self._columns = []
        for name, form, values in zip(COLUMNS, forms, ends, strict=True):
            digits = max(number_width(writer(form)(float(v)), self._large) for v in values)
            wide = max(words_width(name, TYPE.label) if name else 0.0, min(digits, limit))
            self._columns.append((name, form, wide))
        self._sigmoid = np.column_stack((self._at_score(n.curve[0]), self._y(n.curve[1])))

    def _x(self, step: Any) -> Any:
        return self._box.left + step / self._table.epochs * self._box.width

    def _y(self, sure: Any) -> Any:
        return self._box.bottom + sure * self._box.height

    def _at_score(self, score: Any) -> Any:
        return self._box.left + (score - self._table.curve[0, 0]) * self._scale

    def _at(self, k: int) -> Point:
        return float(self._x(self.steps[k])), float(self._y(self.sure[k]))

    def _clear(self, left: float, right: float, bottom: float, top: float) -> bool:
        """Whether no trail crosses a text."""
        x = np.linspace(left - 0.1, right + 0.1, 40)
        heights = [np.interp(x, *way.T) for way in self._ways]
        return all(bool(((y > top + 0.1) | (y < bottom - 0.1)).all()) for y in heights)

    # --- What is there ------------------------------------------------------------------------

    def _around(self, draw: Canvas) -> None:
        """The floor, the level, where it starts, and what is true, at the foot."""
        b, n, t, edge = self._box, self._table, theme(), self._edge
        draw.line(
            "floor", points=[(b.left, b.bottom), (b.right, b.bottom)], color=t.muted, width=LEVEL,
            allow=PASSED,
        )  # fmt: skip
        seen = self.goal * (1 - self.curve)
        draw.line(
            "level", points=[(b.left, b.y), (b.right, b.y)], color=t.text, width=LEVEL,
            dashed=True, opacity=seen, allow=PASSED,
        )  # fmt: skip
        text = "here it changes its mind" if self._is_wide else "changes its mind"
        wide, high = words_width(text, TYPE.label), CAP * TYPE.label
        left, bottom = b.left + 0.5 * (b.width - wide), b.y + 0.2
        clear = self._clear(left, left + wide, bottom, bottom + high)
        draw.words(
            "level name", text=text, at=(left, bottom), align=-1, room=float(clear),
            opacity=seen * (1 - self.guess) * max(0.0, 1 - 2 * max(self.ticking, self.curve)),
        )  # fmt: skip
        start, half = float(self._y(n.sure)), CAP * self._size / 2
        draw.number(
            "start", value=n.sure, write=writer(n.sure_form), at=(edge, start - half), align=1,
            size=self._size, opacity=1 - self.curve,
        )  # fmt: skip
        draw.words(
            "level number", text=write(n.level, ".0%"), align=1, opacity=seen,
            at=(edge, b.y - CAP * TYPE.label / 2), room=visibility(start - b.y, 3.4 * half),
        )  # fmt: skip
        middle = edge - 0.5 * min(1.0, edge - self.zone.left)
        color = t.of_class(CAST.index(n.shown) if n.shown in CAST else len(CAST) - 1)
        is_drawn = draw.pictogram(
            "truth", name=n.shown, at=(middle, b.bottom + 0.1), height=1.0, color=color,
            opacity=self.goal,
        )  # fmt: skip
        if not is_drawn:
            room = float(words_width(n.shown, TYPE.label) <= edge - self.zone.left + 0.01)
            draw.words(
                "truth", text=n.shown, at=(edge, b.bottom - 0.12), align=1, opacity=self.goal,
                room=room,
            )  # fmt: skip
        at = middle, b.bottom + (0.92 if is_drawn else 0.5)
        draw.tag("true", text="true", at=at, opacity=self.goal)

    def _titles(self, draw: Canvas) -> None:
        """What height is, and which loss has which colour."""
        z, t = self.zone, theme()
        slow = max(float(self.bright[SLOW]) * self.goal, self.curve)
        legend = (("quadratic loss", slow), ("cross entropy", max(self.twin, self.bright[FAST])))
        widths = [words_width(text, TYPE.label) + SAMPLE + 0.12 for text, _ in legend]
        title = f"height = how sure it is of “{self._table.asked}”"
        free = z.width - (sum(widths) + 0.9 if self._is_wide else 0.0)
        if words_width(title, TYPE.label) > free:
            title = "height = how sure it is"
        draw.words(
            "height name", text=title, at=(z.left, z.top - 0.36), align=-1, color=t.text,
            room=float(words_width(title, TYPE.label) <= free),
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
        rests = max(0.0, 1 - 2 * self.ticking)
        width, score = f"width = {n.epochs} steps of learning", "width = the score behind it"
        for key, text, part in (("width", width, 1 - 2 * self.curve),
                                ("score", score, 2 * self.curve - 1)):  # fmt: skip
            draw.words(key, text=text, at=(z.right, y), align=1, opacity=rests * max(0.0, part))

    # --- Who learns ---------------------------------------------------------------------------

    def _trails(self, draw: Canvas) -> None:
        """What both have learnt; and faint, all that the slow one learns."""
        draw.line(
            "ghost trail", points=self._ways[SLOW], color=_color(SLOW), width=TRAIL / 2,
            opacity=GHOST * self.ghost, allow=PASSED,
        )  # fmt: skip
        for k in (SLOW, FAST):
            done = int(np.ceil(self.steps[k]))
            draw.line(
                "trail", k, points=np.concatenate((self._ways[k][:done], [self._at(k)])),
                color=_color(k), width=TRAIL, opacity=float(self.bright[k]),
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
        lasts = min(made / 25, (made - start) / 2)
        since, ghost = float(self.steps[k]) - start, self.ghost if k == SLOW else 0.0
        come, told = (max(_share(late, lasts), ghost) for late in (since, since - lasts))
        seen = float(self.bright[k]) * float(n.is_over[k])
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

    def _arrow(
        self, draw: Canvas, key: str, k: int, at: Point, x: float, push: float, seen: float
    ) -> None:
        """The arrow of a push, down from the height of its neuron."""
        draw.line(
            f"{key} arm", k, points=[at, (x + ARROW, at[1])], color=_color(k), width=LEVEL,
            opacity=seen, allow={**MOVES, **GOES},
        )  # fmt: skip
        draw.arrow(
            key, k, start=(x, at[1]), end=(x, at[1] - push * self._box.height), color=_color(k),
            thickness=ARROW, opacity=seen,
            allow={**MOVES, **GOES, "jump": "it is as long as the push"},
        )  # fmt: skip

    def _neuron(self, draw: Canvas, key: str, k: int, at: Point, sure: float, seen: float) -> None:
        """A disc that shows what it says: the one above the level, the other below it."""
        n, color = self._table, _color(k)
        draw.disc(
            key, k, at=at, radius=RADII[k], color=color, outline=theme().background, opacity=seen,
            allow={**MOVES, "passes": "two may stand on one spot"},
        )  # fmt: skip
        says = min(max((sure - 0.5) / TURN + 0.5, 0.0), 1.0)
        for what, name, share in (("says", n.asked, says), ("unsays", n.shown, 1 - says)):
            draw.pictogram(
                f"{key} {what}", k, name=name, at=at, height=1.35 * RADII[k], color=text_on(color),
                opacity=share * seen, allow={**MOVES, **GOES},
            )  # fmt: skip

    # --- Why ----------------------------------------------------------------------------------

    def _curve(self, draw: Canvas) -> None:
        """From score to share; where the neuron is, its error, and how steep the curve is."""
        b, t = self._box, theme()
        draw.line(
            "curve", points=self._sigmoid, color=t.q, width=TRAIL, opacity=self.curve, allow=PASSED
        )
        x, y = float(self._at_score(self.score)), float(self._y(self.error))
        error, steep = (float(factor) * self.curve for factor in self.factors[:2])
        draw.line(
            "error", points=[(x, b.bottom), (x, y)], color=t.text, width=LEVEL, dashed=True,
            opacity=error, allow=PASSED,
        )  # fmt: skip
        wide = words_width("error", TYPE.label)
        draw.words(
            "error name", text="error", at=(x + 0.2, b.bottom + 0.3 * b.height), align=-1,
            opacity=error, room=visibility(self._free - 0.4, wide),
        )  # fmt: skip
        rise = float(self.steep) * b.height / self._scale
        along = self._tangent / np.hypot(1, rise) * np.array((1, rise))
        draw.line(
            "tangent", points=[np.array((x, y)) - along, np.array((x, y)) + along], color=t.text,
            width=TRAIL, opacity=steep, allow=MOVES,
        )  # fmt: skip

    def _on_curve(self, draw: Canvas) -> None:
        """The neuron on the curve, with its push by the quadratic loss and by cross entropy."""
        b, n = self._box, self._table
        x, y = float(self._at_score(self.score)), float(self._y(self.error))
        place = b.left + self.there * (x - b.left)
        shares = (self.weak, self.error)
        looks_ = (float(self.factors[2]) * self.curve, self.struck * self.curve)
        at = place, y
        for k in (FAST, SLOW):
            grown = float(shares[k]) * (self.struck if k == FAST else 1.0)
            tip = place + (1 if k == SLOW else -1) * (self._tangent + 0.25)
            self._arrow(draw, "pushed", k, at, tip, grown, looks_[k])
            text = writer(n.push_form)(float(n.pushes[k, 0]))
            wide = number_width(text, self._size)
            left = tip + ARROW + 0.1 if k == SLOW else tip - ARROW - 0.1 - wide
            # At half of its height, where cross entropy's is, the curve is at a score of 0.
            free = self._free - self._tangent - 0.5 - RADII[FAST]
            if k == FAST:
                free = left + wide - float(self._at_score(0.0)) - 0.15
            draw.number(
                "pushed number", k, value=float(n.pushes[k, 0]), write=writer(n.push_form),
                at=(left, y - (0.55 if k == SLOW else 0.5 * b.height)), align=-1, size=self._size,
                color=_color(k), opacity=self.struck * self.curve,
                room=visibility(free, wide),
            )  # fmt: skip
        self._neuron(draw, "scored", SLOW, at, float(self.error), self.curve)

    def _product(self, draw: Canvas) -> None:
        """Error times steepness is the push; cross entropy divides by the steepness again."""
        b, t, size = self._box, theme(), self._large
        gap, row = GAPS[self._is_beside], 0.6 if self._is_beside else 0.58
        x = self.zone.left
        top = b.top - 0.2 if self._is_beside else b.top + RADII[SLOW] + ABOVE - 0.45
        error, steepness, product = (float(factor) * self.curve for factor in self.factors)
        twin, divided, struck = (
            look * self.curve for look in (self.twin, self.divided, self.struck)
        )
        values = (self.error, self.steep, self.steep)
        strike = []
        for k, (name, form, wide) in enumerate(self._columns):
            if name:
                opacity = (error, steepness, 0.0, product)[k]
                draw.words("column", k, text=name, at=(x + wide / 2, top), opacity=opacity)
            is_push = k == 3
            rows = (
                (SLOW, self.weak if is_push else values[k], (error, steepness, 0.0, product)[k]),
                (FAST, self.error if is_push else values[k], (twin, twin, divided, struck)[k]),
            )
            for who, quantity, opacity in rows:
                y, digits = top - (who + 1) * row, number_width(writer(form)(quantity), size)
                draw.number(
                    "factor", who, k, value=float(quantity), write=writer(form),
                    at=(x + wide / 2, y), size=size, color=_color(who) if is_push else t.text,
                    opacity=opacity, room=visibility(wide, digits),
                )  # fmt: skip
                if k:
                    draw.words(
                        "sign", who, k, text=SIGNS[k], at=(x - gap / 2, y), size=size,
                        opacity=opacity,
                    )  # fmt: skip
            if k in (1, 2):
                strike += [x - gap, x + wide]
            x += wide + gap
        y, left, right = top - 2 * row + CAP * size / 2, min(strike), max(strike)
        draw.line(
            "strike", color=t.log, width=TRAIL, opacity=struck,
            points=[(left, y), (left + self.struck * (right - left), y)],
            allow={"overlap": "it strikes out", "contrast": "it strikes out"},
        )  # fmt: skip


def _color(k: int) -> str:
    """Of a loss."""
    return theme().log if k == FAST else theme().quadratic


def _share(since: float, lasts: float) -> float:
    """From 0 to 1 while something lasts, evenly; at once what does not last."""
    return min(max(since / lasts, 0.0), 1.0) if lasts > 0 else float(since >= 0)
