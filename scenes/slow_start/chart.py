"""The hero of ``SlowStart``: how sure neurons are, step by step, until they change their minds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from scenes.slow_start.numbers import (
    FAST_BAD,
    SLOW_BAD,
    SLOW_MILD,
    SlowStartNumbers,
)
from scenes.slow_start.places import Box, Place, free_place, points_along
from stage.cast import CAST
from stage.digits import write, writer
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, looks, numbers
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

WIDE = 9.0
"""Width of a stage from which on the legend stands beside the title."""

RADIUS, SMALLER, BEAD = 0.33, 0.8, 0.1
"""Of a neuron; how much smaller that of cross entropy is, under which the other one is seen; and
radius of one that has come to rest."""

RING, AROUND = 0.13, 2.0
"""Radius of a ring, and how many times larger it comes."""

FULL = 0.5
"""Length of the arrow of a push of 1, as a share of the chart's height."""

DIM = 0.25
"""Opacity of what is not talked about."""

GUESS = 1.4
"""How much larger guesses are than labels on a wide stage."""

TURN = 0.06
"""How much less sure a neuron gets while one pictogram becomes the other."""

PAD = 0.06
"""Around a text that the clock passes behind."""

ROW = 0.52
"""Height of a line of text above or below the chart."""

LEADER = 0.45
"""From the middle of a ring to its number, from which on a line leads there."""

TRAIL, LEVEL = 9, 4
"""Strokes of trails, and of the level at which a mind is changed."""

ARROW = 0.14
"""Thickness of a push."""

SAMPLE = 0.3
"""Length of the line beside the name of a loss."""

ON: dict[Rule, str] = {"overlap": "it moves along its trail", "contrast": "it may meet the others"}
PASSED: dict[Rule, str] = {"overlap": "the trails cross it", "contrast": "the trails cross it"}
GOES: dict[Rule, str] = {"pop": "it goes with the first steps, which may be huge"}
DROPS: dict[Rule, str] = {
    "pop": "it comes and goes with the step at which a mind is changed",
    "contrast": "it steps back",
}


class Chart(Figure):
    """Steps across, sureness up: three neurons with their trails and pushes, a clock, and guesses.

    Values
    ------
    steps, sure
        Steps made by each of the three, and how sure it is then; shape (3,).
    push
        How hard the loss pushes each down then, shape (3,): an arrow is as long as that.
    bright
        How much is seen of each, with its trail and ring; at ``DIM`` its digits are gone.
    settled
        From 0, a neuron with the pictogram of what it says, to 1, a bead at the end of its trail.
    pushed
        How much is seen of the arrow of each.
    ticking
        Whose steps the clock shows, and how much is seen of it.
    guess
        How much is seen of the guesses.
    """

    steps, sure, push = numbers(), numbers(), numbers()
    bright, settled, pushed, ticking, guess = looks(), looks(), looks(), looks(), look(0.0)

    def __init__(self, name: str, table: SlowStartNumbers) -> None:
        super().__init__(
            name,
            steps=table.mild.steps[0],
            sure=table.mild.sure[0],
            push=table.mild.push[0],
            bright=[1.0, 0.0, 0.0],
            settled=np.zeros(3),
            pushed=np.zeros(3),
            ticking=np.zeros(3),
        )
        self._table = table
        self._laid_out: Zone | None = None
        self._told: dict[int, Place] = {}
        self._asked: list[Place] = []

    def sketch(self, draw: Canvas) -> None:
        """The level, the clock, guesses, trails, rings, neurons, and what stands around them."""
        if self._laid_out != self.zone:
            self._lay_out()
            self._laid_out = self.zone
        self._clock(draw)  # below all else: it passes behind texts
        self._around(draw)
        self._guesses(draw)
        for k in range(3):
            self._trail(draw, k)
        self._starts(draw)
        for k in range(3):
            self._ring(draw, k)
        for k in range(3):
            self._push(draw, k)
        for k in range(3):
            self._neuron(draw, k)

    # --- Places -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """The chart's box, the trails, and free places for what stands between them."""
        z, n = self.zone, self._table
        self._is_wide = z.width >= WIDE
        self._size = (1.15 if self._is_wide else 1.0) * TYPE.number
        self._guess_size = (GUESS if self._is_wide else 1.0) * TYPE.label
        written = [writer(n.sure_form)(float(q)) for q in n.sure]
        names = [] if n.shown in CAST else [words_width(n.shown, TYPE.label)]
        column = max(1.1, *(number_width(text, self._size) for text in written), *names)
        column = min(column, 0.28 * z.width)
        rows = ROW if self._is_wide else 2 * ROW
        left = z.left + column + RADIUS + 0.15
        self._box = Zone(left, z.right - RADIUS, z.bottom + ROW + RADIUS, z.top - rows - RADIUS)
        ways = self._x(np.arange(n.epochs + 1))
        self._ways = [np.column_stack((ways, self._y(trail))) for trail in n.trails]
        trails = [points_along(way) for way in self._ways]
        every, level = np.concatenate(trails), self._box.y
        taken = [(z.left, level - 0.2, left - RADIUS - 0.15, level + 0.2)]  # what level it is
        for step, crossed in zip(n.over, n.is_over, strict=True):
            if crossed:
                x = self._x(float(step))
                taken.append((x - RING, level - RING, x + RING, level + RING))
        for k in sorted(range(3), key=lambda k: (not n.is_over[k], -n.over[k], k)):
            self._told[k] = self._place_of_told(k, every, taken)
            taken.append(self._told[k][0])
        # When guesses are made, the mild one has learned, and the bad one goes on to do so.
        seen = np.concatenate((trails[SLOW_MILD], trails[SLOW_BAD]))
        heights = [float(self._y(sure)) for sure in n.sure]
        starts = [(z.left, y - 0.2, left - RADIUS - 0.15, y + 0.2) for y in heights]
        own = [taken[0], *starts, *(self._told[k][0] for k in (SLOW_MILD, SLOW_BAD))]
        self._asked = []
        for k in range(len(n.ghosts)):
            self._asked.append(self._place_of_guess(k, seen, own))
            own.append(self._asked[k][0])
        size = words_width(self._level_words(), TYPE.label), CAP * TYPE.label
        corners = [
            (left + share * (self._box.width - size[0]), y)
            for share in (0.45, 0.55, 0.35, 0.65, 0.25, 0.8, 1.0, 0.1)
            for y in (level + 0.2, level - 0.2 - size[1])
        ]
        self._level_at = free_place(size, corners, every, [*taken, *own], within=self._box)

    def _place_of_told(self, k: int, trails: FloatArray, taken: Sequence[Box]) -> Place:
        """Where it is told when one of the three changed its mind: beside its ring, or near it."""
        n, b, text = self._table, self._box, self._told_of(k)
        if not n.is_over[k]:
            size = words_width(text, TYPE.label), CAP * TYPE.label
            y = float(self._ways[k][-1, 1])
            corners = [
                (b.right - size[0] - shift, y + up)
                for shift in (0.5, 1.0, 1.6)
                for up in (-0.3 - size[1], 0.3, -0.9 - size[1], 0.9)
            ]
            return free_place(size, corners, trails, taken, within=b)
        wide, high = size = number_width(text, TYPE.number), CAP * TYPE.number
        x, y = self._x(float(n.over[k])), b.y
        right, left, up, down = x + RING + 0.1, x - RING - 0.1 - wide, y + 0.14, y - 0.22 - high
        near = [(right, up), (right, down), (left, down), (left, up)]
        far = [
            (right + aside, y + away if away > 0 else y + away - high)
            for away in (0.5, -0.5, 0.9, -0.9, 1.3, 1.7)
            for aside in (0.2, 0.6, 1.0, 1.5, 2.0)
        ]
        outside = Zone(b.left - 0.4, b.right, b.bottom, b.top)
        return free_place(size, [*near, *far], trails, taken, within=outside)

    def _place_of_guess(self, k: int, trails: FloatArray, taken: Sequence[Box]) -> Place:
        """Where a guess is named: over its ring, or beside that."""
        n, b = self._table, self._box
        wide, high = words_width(n.guesses[k], self._guess_size), CAP * self._guess_size
        at = float(self._x(float(n.ghosts[k])))
        lower = 0.5 if k == 2 and not self._is_wide else 0.0  # below the other, being close to it
        rings = [self._x(float(step)) for step in (*n.ghosts, n.over[SLOW_MILD])]
        corners = [
            (x, y)
            for aside in (0.0, wide / 2 + 0.1, -wide / 2 - 0.1)
            for x in (min(max(at - wide / 2 + aside, self.zone.left + PAD), b.right - wide),)
            for y in (b.y + 0.38, b.y - 0.42 - lower - high)
            # Nearer to its own ring than to another one.
            if abs(x + wide / 2 - at) <= min(abs(x + wide / 2 - ring) for ring in rings) + 1e-9
        ]
        if not corners:
            return (at, b.y, at, b.y), False
        outside = Zone(self.zone.left, b.right, b.bottom, b.top)
        return free_place((wide, high), corners, trails, taken, within=outside)

    def _told_of(self, k: int) -> str:
        n = self._table
        return str(n.over[k]) if n.is_over[k] else f"not in {n.epochs}"

    def _level_words(self) -> str:
        return "here it changes its mind" if self._is_wide else "changes its mind"

    def _x(self, step: Any) -> Any:
        return self._box.left + step / self._table.epochs * self._box.width

    def _y(self, sure: Any) -> Any:
        return self._box.bottom + sure * self._box.height

    # --- What is there ------------------------------------------------------------------------

    def _around(self, draw: Canvas) -> None:
        """The floor, the level, and what height, width and colours are."""
        b, n, t = self._box, self._table, theme()
        draw.line(
            "floor", points=[(b.left, b.bottom), (b.right, b.bottom)], color=t.muted, width=LEVEL,
            allow=PASSED,
        )  # fmt: skip
        draw.line(
            "level", points=[(b.left, b.y), (b.right, b.y)], color=t.text, width=LEVEL,
            dashed=True, allow=PASSED,
        )  # fmt: skip
        box, is_free = self._level_at
        (left, bottom, _, _) = box
        _ground(draw, "level ground", box=box, opacity=float(is_free) * (1 - self.guess))
        draw.words(
            "level name", text=self._level_words(), at=(left, bottom), align=-1,
            opacity=1 - self.guess, room=float(is_free),
        )  # fmt: skip
        half, edge = CAP * self._size / 2, b.left - RADIUS - 0.15
        told = _digits(np.maximum(self.bright[:2], self.bright[[SLOW_MILD, FAST_BAD]]))
        mild, bad = (float(self._y(q)) for q in n.sure)
        apart, alone = visibility(bad - mild, 3.4 * half), 3 * float(told[1])
        # Where there is no room for both, one has gone before the other comes.
        mild_room, bad_room = (max(apart, _share(part, 1.0)) for part in (1 - alone, alone - 2))
        for k, y, room in ((0, mild, mild_room), (1, bad, bad_room)):
            draw.number(
                "start", k, value=float(n.sure[k]), write=writer(n.sure_form),
                at=(edge, y - half), align=1, size=self._size, opacity=float(told[k]), room=room,
            )  # fmt: skip
        draw.words(
            "level number", text=write(n.level, ".0%"), align=1,
            at=(edge, b.y - CAP * TYPE.label / 2), room=visibility(mild - b.y, 3.4 * half),
        )  # fmt: skip
        self._truth(draw, edge)
        self._titles(draw)

    def _truth(self, draw: Canvas, edge: float) -> None:
        """What is really there, at the foot, where the neurons should go."""
        n, b, color = self._table, self._box, theme().of_class(_class_of(self._table.shown))
        high = 1.0
        middle = edge - 0.5 * min(1.0, edge - self.zone.left)
        is_drawn = draw.pictogram(
            "truth", name=n.shown, at=(middle, b.bottom + 0.1), height=high, color=color
        )
        if not is_drawn:
            needed = words_width(n.shown, TYPE.label)
            draw.words(
                "truth", text=n.shown, at=(edge, b.bottom - 0.12), align=1,
                room=float(needed <= edge - self.zone.left + 0.01),
            )  # fmt: skip
        draw.tag("true", text="true", at=(middle, b.bottom + (0.92 if is_drawn else 0.5)))

    def _titles(self, draw: Canvas) -> None:
        z, n, t = self.zone, self._table, theme()
        title = f"height = how sure it is of {n.one_asked}"
        seen = self.bright
        legend = (
            ("quadratic", "quadratic loss", t.quadratic, max(seen[SLOW_MILD], seen[SLOW_BAD])),
            ("log", "cross entropy", t.log, seen[FAST_BAD]),
        )
        widths = [words_width(text, TYPE.label) + SAMPLE + 0.12 for _, text, _, _ in legend]
        free = z.width - (sum(widths) + 0.9 if self._is_wide else 0.0)
        if words_width(title, TYPE.label) > free:
            title = "height = how sure it is"
        draw.words(
            "height name", text=title, at=(z.left, z.top - 0.36), align=-1, color=t.muted,
            room=float(words_width(title, TYPE.label) <= free),
        )  # fmt: skip
        x = z.right - sum(widths) - 0.4 if self._is_wide else z.left
        y = z.top - 0.36 - (0.0 if self._is_wide else ROW)
        for (key, text, color, opacity), width in zip(legend, widths, strict=True):
            draw.line(
                f"{key} sample", points=[(x, y + 0.12), (x + SAMPLE, y + 0.12)], color=color,
                width=TRAIL, opacity=float(opacity),
            )  # fmt: skip
            draw.words(
                f"{key} name", text=text, at=(x + SAMPLE + 0.12, y), align=-1, color=color,
                opacity=float(opacity),
            )  # fmt: skip
            x += width + 0.4

    def _clock(self, draw: Canvas) -> None:
        """One line for all that learn, with the step below it; at rest, what width is."""
        z, b, n, t = self.zone, self._box, self._table, theme()
        ticking = float(self.ticking.max())
        seen = max(0.0, 2 * ticking - 1)
        step = float(self.steps[int(self.ticking.argmax())])
        x, y = float(self._x(step)), z.bottom + 0.14
        draw.line(
            "clock", points=[(x, b.bottom), (x, b.top)], color=t.muted, width=LEVEL,
            opacity=0.6 * seen, allow={**PASSED, "contrast": "a thin line behind the neurons"},
        )  # fmt: skip
        word, size = words_width("step ", TYPE.label) + 0.1, TYPE.number
        wide = word + number_width(str(n.epochs), size)
        left = min(max(x - wide / 2, b.left), z.right - wide)
        draw.words("step name", text="step", at=(left, y), align=-1, opacity=seen)
        draw.number(
            "step", value=float(np.floor(step)), write=writer("exact"), at=(left + word, y),
            align=-1, size=size, opacity=seen,
        )  # fmt: skip
        draw.words(
            "width name", text=f"width = {n.epochs} steps of learning", at=(z.right, y), align=1,
            color=t.muted, opacity=max(0.0, 1 - 2 * ticking),
        )  # fmt: skip

    def _guesses(self, draw: Canvas) -> None:
        """Rings on the level, each of which goes as it is passed."""
        n, t = self._table, theme()
        now = float(self.steps[SLOW_BAD])
        for k, (step, text) in enumerate(zip(n.ghosts, n.guesses, strict=True)):
            seen = self.guess * (1 - _share(now - float(step) + 1, n.epochs / 15))
            at = float(self._x(step)), self._box.y
            goes: dict[Rule, str] = {**PASSED, "pop": "it goes as it is passed"}
            draw.disc(
                "ghost ground", k, at=at, radius=1.2 * RING, color=t.background, opacity=seen,
                allow=goes,
            )  # fmt: skip
            draw.ring("ghost", k, at=at, radius=1.2 * RING, color=t.text, opacity=seen, allow=goes)
            box, is_free = self._asked[k]
            (left, bottom, _, _) = box
            _ground(draw, "asked ground", k, box=box, opacity=seen * float(is_free))
            draw.words(
                "ghost name", k, text=text, at=(left, bottom), align=-1, size=self._guess_size,
                opacity=seen, room=float(is_free),
            )  # fmt: skip

    # --- Who learns ---------------------------------------------------------------------------

    def _color(self, k: int) -> str:
        return theme().log if k == FAST_BAD else theme().quadratic

    def _at(self, k: int) -> Point:
        return float(self._x(self.steps[k])), float(self._y(self.sure[k]))

    def _trail(self, draw: Canvas, k: int) -> None:
        done = int(np.ceil(self.steps[k]))
        draw.line(
            "trail", k, points=np.concatenate((self._ways[k][:done], [self._at(k)])),
            color=self._color(k), width=TRAIL, opacity=float(self.bright[k]),
            allow={
                **PASSED,
                "jump": "it is as steep as the neuron learns",
                "pop": "a huge step may be made within a frame",
            },
        )  # fmt: skip

    def _starts(self, draw: Canvas) -> None:
        """A bead where the trails from one start begin."""
        seen = _digits(np.maximum(self.bright[:2], self.bright[[SLOW_MILD, FAST_BAD]]))
        for k, sure in enumerate(self._table.sure):
            draw.disc(
                "start bead", k, at=(self._box.left, float(self._y(sure))), radius=BEAD,
                color=theme().text, opacity=float(seen[k]), allow=ON,
            )  # fmt: skip

    def _ring(self, draw: Canvas, k: int) -> None:
        """Where it changed its mind, and after how many steps."""
        n, b = self._table, self._box
        start = float(n.over[k])
        lasts = min(n.epochs / 25, (n.epochs - start) / 2)
        since = float(self.steps[k]) - start
        come = _share(since, lasts)
        at = float(self._x(start)), b.y
        radius = RING * (1 + AROUND * (1 - come))
        draw.ring(
            "ring", k, at=at, radius=radius, color=theme().text, width=5,
            opacity=come * float(self.bright[k]) * float(n.is_over[k]),
            allow={**PASSED, **DROPS, "jump": "it shrinks to its place as it is passed"},
        )  # fmt: skip
        (left, bottom, right, top), is_free = self._told[k]
        told = _share(since - lasts, lasts) * float(_digits(self.bright[k]))
        end = min(max(at[0], left), right), min(max(at[1], bottom), top)
        away = np.hypot(end[0] - at[0], end[1] - at[1])
        leads = away > LEADER and is_free and n.is_over[k]
        start_at, end_at = (
            (at[0] + share * (end[0] - at[0]), at[1] + share * (end[1] - at[1]))
            for share in (RING / away, 1 - 0.08 / away)
        )
        draw.line(
            "leader", k, points=[start_at, end_at], color=self._color(k), width=LEVEL,
            opacity=told * float(leads), allow={**PASSED, **DROPS},
        )  # fmt: skip
        _ground(draw, "told ground", k, box=self._told[k][0], opacity=told * float(is_free))
        if n.is_over[k]:
            draw.number(
                "told", k, value=float(n.over[k]), write=writer("exact"), at=(left, bottom),
                align=-1, color=self._color(k), opacity=told, room=float(is_free),
                allow={"pop": DROPS["pop"]},
            )  # fmt: skip
        else:
            draw.words(
                "told", k, text=self._told_of(k), at=(left, bottom), align=-1,
                color=self._color(k), opacity=told, room=float(is_free),
                allow={"pop": DROPS["pop"]},
            )  # fmt: skip

    def _push(self, draw: Canvas, k: int) -> None:
        """An arrow down from a neuron, as long as its push; before its first step, how much."""
        n, (x, y), color = self._table, self._at(k), self._color(k)
        length = float(self.push[k]) * FULL * self._box.height
        seen = float(self.pushed[k] * self.bright[k] * (1 - self.settled[k]))
        edge = y - RADIUS * (SMALLER if k == FAST_BAD else 1.0)
        draw.arrow(
            "push", k, start=(x, edge), end=(x, edge - length), color=color, thickness=ARROW,
            opacity=seen, allow={**ON, "jump": "it is as long as the push", "pop": GOES["pop"]},
        )  # fmt: skip
        told = seen * (1 - _share(float(self.steps[k]), n.epochs / 25))
        word = words_width("push ", TYPE.label) + 0.1
        wide = word + number_width(writer(n.push_form)(float(n.pushes[k, 0])), TYPE.number)
        left, bottom = x + RADIUS + 0.15, edge - length / 2 - CAP * TYPE.number / 2
        (_, low, _, high), _ = self._level_at  # its name; the level itself is beside that
        low, high = min(low, self._box.y), max(high, self._box.y)
        clear = max(bottom - high, low - bottom - CAP * TYPE.number)
        room = visibility(min(self._box.right - left - wide, clear), 0.1)
        draw.words(
            "push name", k, text="push", at=(left, bottom), align=-1, color=color, opacity=told,
            room=room, allow=GOES,
        )  # fmt: skip
        draw.number(
            "push number", k, value=float(n.pushes[k, 0]), write=writer(n.push_form),
            at=(left + word, bottom), align=-1, color=color, opacity=told, room=room, allow=GOES,
        )  # fmt: skip

    def _neuron(self, draw: Canvas, k: int) -> None:
        """A disc that shows what it says: the one above the level, the other below it."""
        n, color = self._table, self._color(k)
        full = RADIUS * (SMALLER if k == FAST_BAD else 1.0)
        settled, bright = float(self.settled[k]), float(self.bright[k])
        radius = (1 - settled) * full + settled * BEAD
        draw.disc(
            "neuron", k, at=self._at(k), radius=radius, color=color, outline=theme().background,
            opacity=bright, allow={**ON, "passes": "two may stand on one spot"},
        )  # fmt: skip
        says = min(max((float(self.sure[k]) - 0.5) / TURN + 0.5, 0.0), 1.0)
        for key, name, share in (("says", n.asked, says), ("unsays", n.shown, 1 - says)):
            draw.pictogram(
                key, k, name=name, at=self._at(k), height=1.35 * radius, color=text_on(color),
                opacity=share * (1 - settled) * bright,
                allow={**ON, "pop": "it changes its mind at one step"},
            )  # fmt: skip


def _ground(draw: Canvas, *key: str | int, box: Box, opacity: float) -> None:
    """The background below a text, behind which the clock passes."""
    left, bottom, right, top = box
    draw.rectangle(
        *key, left=left - PAD, bottom=bottom - PAD, right=right + PAD, top=top + PAD,
        color=theme().background, opacity=opacity,
        allow={
            "contrast": "it is the ground of a text",
            "overlap": "it is the ground of a text",
            "pop": "it is not seen",
        },
    )  # fmt: skip


def _class_of(name: str) -> int:
    """Whose colour it has: that of the cast, else the last of these."""
    return CAST.index(name) if name in CAST else len(CAST) - 1


def _digits(bright: Any) -> Any:
    """How much is seen of digits: at ``DIM`` nothing."""
    return np.clip((bright - DIM) / (1 - DIM), 0.0, 1.0)


def _share(since: float, lasts: float) -> float:
    """From 0 to 1 while something lasts, evenly; at once what does not last."""
    return min(max(since / lasts, 0.0), 1.0) if lasts > 0 else float(since >= 0)
