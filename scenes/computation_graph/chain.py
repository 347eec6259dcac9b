"""The hero of ``ComputationGraph``: a sum, a chain from a score to the loss, then all of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.digits import Form, resting, write, writer
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, number
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, formula_width, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

WIDEST = 2.2
"""Width of a column, in manim units, where there is room."""

BODY = 1.0
"""How much of each quantity is drawn below its level: it goes on, as its torn foot says."""

BELOW = 2.1
"""Below a torn foot: the name, the tag, and what that is."""

ABOVE = 1.25
"""Above the highest block: its number, and the row of all other classes."""

HEAD, FOOT = 1.0, 0.9
"""Above the highest row of the whole graph, and below the lowest."""

HIGHEST = 4.5
"""Of a block."""

WIRE = 9
"""Thickness of a wire, in manim's hundredths of a unit."""

BOX = 0.34
"""Half of the height of a function on a wire."""

DOT, DISC = 0.13, 0.5
"""Radius of a class in the row behind, and in the whole graph."""

DIM = 0.3
"""Light of what is not talked about."""

ON_WIRES: dict[Rule, str] = {"overlap": "it is on its wire"}
TRAVELS: dict[Rule, str] = {
    "overlap": "it travels over the chain",
    "zone": "it travels",
    "contrast": "it starts on what it is a copy of",
}
BACK: dict[Rule, str] = {"overlap": "it lies behind", "contrast": "it has stepped back"}
SAME: dict[Rule, str] = {"overlap": "both are one number"}


class Chain(Figure):
    """Two numbers and their sum; then three magnified columns, wired; then the whole graph.

    Values
    ------
    a, c
        The number that is pushed, and the sum.
    pushed_by, share_by, loss_by
        What the score, the true share and the loss have moved by, per unit of the push: lengths.
    toy, tagged
        How much is seen of the sum; and how far what c rose by has come as a tag under a.
    chain, lens, told
        How much is seen of the chain, of how it is magnified, and of how many blocks the number.
    signal
        How far a pulse has come: 1 at the true share, 2 at the loss.
    parked, sunk
        How far the loss's block has come as a tag under the score, and all blocks have sunk.
    guess
        How much is seen of what may arrive.
    walk, turn
        How far a 1 has come back from the loss: at 1 the logarithm, at 2 the share, at 3 the
        softmax, at 4 the score, at 5 its tag; and by how many functions it was multiplied.
    met, reason, struck
        How much is seen of the tag's second outline, of the formula, and of its strokes.
    opened, serve, rated
        How far the chain has become the whole graph; how far pulses have come to the other scores;
        and how much is seen of their tags.
    """

    a, c = number(), number()
    pushed_by, share_by, loss_by = number(0.0), number(0.0), number(0.0)
    toy, tagged = look(1.0), look(0.0)
    chain, lens, told, signal = look(0.0), look(0.0), look(0.0), look(0.0)
    parked, sunk, guess = look(0.0), look(0.0), look(0.0)
    walk, turn, met = look(0.0), look(0.0), look(0.0)
    reason, struck, opened, serve, rated = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    fading = ("now",)

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscripts: tuple[str, ...],
        target: int,
        pushed: int,
        known: tuple[int, ...],
        b: float,
        now: tuple[float, float, float],
        own_share: float,
        rates: FloatArray,
        factors: tuple[float, float],
        times: float,
        rate_forms: tuple[Form, ...],
        factor_forms: tuple[Form, Form],
        sum_form: Form,
        logit_form: Form,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscripts, self._known = names, subscripts, known
        self._target, self._pushed, self._b, self._a = target, pushed, b, self.a
        self._now, self._own_share, self._times = now, own_share, times
        self._rates = [write(float(r), form) for r, form in zip(rates, rate_forms, strict=True)]
        self._factors = [write(f, form) for f, form in zip(factors, factor_forms, strict=True)]
        self._sum_form, self._forms = sum_form, (logit_form, ".3p", ".2f")
        others = [k for k in range(len(names)) if k not in (target, pushed)]
        # From the top: the true class, the others, and the pushed one where they have no names.
        few = len(known) == len(names)
        self._rows = sorted(range(len(names)), key=lambda k: k != target) if few else [
            target, *others, pushed,
        ]  # fmt: skip

    def sketch(self, draw: Canvas) -> None:
        """The sum; the row behind, the chain, its tags and what walks on it; the formula."""
        self._measure()
        self._sum(draw)
        self._behind(draw)
        self._pulses(draw)
        self._columns(draw)
        self._boxes(draw)
        self._rules(draw)
        self._readings(draw)
        self._guesses(draw)
        self._whole(draw)
        self._tags(draw)
        self._why(draw)
        self._moving(draw)

    # --- The sum ------------------------------------------------------------------------------

    def _sum(self, draw: Canvas) -> None:
        """Columns of a over b at the left, and of their sum at the right, all to one scale."""
        z, seen, raised = self.zone, self.toy, self.a - self._a
        a, b, c = self._a, self._b, self._a + self._b
        wide = min(WIDEST, 0.24 * z.width)
        left, right = z.left + 0.8 + wide / 2, z.right - 0.2 - wide / 2
        spans = [(min(0.0, x), max(0.0, x + up)) for x, up in ((a, 1.0), (b, 0.0), (c, 1.0))]
        longs = [high - low for low, high in spans]
        head = 0.6
        gap = 1.2 + head
        unit = min((z.height - gap - head - 0.2) / (longs[0] + longs[1]),
                   (z.height - head - 0.2) / longs[2])  # fmt: skip
        used = (longs[0] + longs[1]) * unit + gap + head
        foot = z.bottom + 0.1 + (z.height - used) / 2
        feet = {
            "b": foot - spans[1][0] * unit,
            "a": foot + longs[1] * unit + gap - spans[0][0] * unit,
            "c": z.y - head / 2 - (spans[2][0] + spans[2][1]) / 2 * unit,
        }
        places = {"a": left, "b": left, "c": right}
        ends = {n: feet[n] + v * unit for n, v in (("a", a), ("b", b), ("c", c))}
        plus = ((left + right) / 2, z.y - head / 2)
        for n in "abc":
            x = places[n] + (-1 if n == "c" else 1) * wide / 2
            y = plus[1] if n == "c" else feet[n] + (ends[n] - feet[n]) / 2
            draw.line(
                "sum wire", n, points=[(x, y), plus], color=theme().muted, width=WIRE,
                opacity=seen, allow=ON_WIRES,
            )  # fmt: skip
        draw.disc("plus", at=plus, radius=0.42, color=theme().muted, opacity=seen, allow=ON_WIRES)
        draw.words(
            "plus sign", text="+", at=(plus[0], plus[1] - CAP * TYPE.formula / 2),
            size=1.2 * TYPE.formula, color=text_on(theme().muted), opacity=seen, allow=ON_WIRES,
        )  # fmt: skip
        forms = dict.fromkeys((a, a + 1, b, c, c + 1), self._sum_form)
        write_sum = resting(forms, ".1f")
        for n, value, is_long in (("a", self.a, a), ("b", b, b), ("c", self.c, c)):
            x, y = places[n], feet[n]
            ends_at = [y, y + is_long * unit]
            draw.rectangle(
                "number", n, left=x - wide / 2, right=x + wide / 2, bottom=min(ends_at),
                top=max(ends_at), color=theme().muted, opacity=seen,
                measures=("y", is_long) if is_long > 0 else None,
                allow={"contrast": "what it rises by stands on it"},
            )  # fmt: skip
            top = max(max(ends_at), y + value * unit)
            draw.number(
                "value", n, value=value, write=write_sum, at=(x, top + 0.14),
                size=1.25 * TYPE.number, opacity=seen,
            )  # fmt: skip
            draw.formula(
                "letter", n, math=n, at=(x - wide / 2 - 0.2, max(ends_at) - 0.4), align=1,
                opacity=seen, allow={"overlap": "its wire begins there"},
            )  # fmt: skip
            if n == "b":
                continue
            steps = sorted((y + is_long * unit, y + value * unit))
            draw.rectangle(
                "step", n, left=x - wide / 2, right=x + wide / 2, bottom=steps[0], top=steps[1],
                color=theme().gain, outline=theme().background, opacity=seen,
                measures=("y", raised),
                allow={"contrast": "it stands on a number", "pop": "it grows from nothing",
                       "overlap": "a negative number's length shrinks by it"},
            )  # fmt: skip
        start = Zone(right - wide / 2, right + wide / 2, ends["c"], ends["c"] + unit)
        lowest = min(feet["a"], ends["a"])
        self._travelling_tag(draw, "rate", "+1", start, (left, lowest - 0.48), self.tagged, seen)
        draw.words(
            "rate word", text="rate", at=(left - 0.52, lowest - 0.62), align=1,
            opacity=seen * max(0.0, 4 * self.tagged - 3),
        )  # fmt: skip

    def _travelling_tag(
        self,
        draw: Canvas,
        key: str,
        text: str,
        start: Zone,
        end: Point,
        way: float,
        seen: float,
        arc: float = 1.4,
    ) -> None:
        """A block that becomes a tag on its way, in an arc; ``way`` is how far it has come."""
        size = TYPE.number
        half, high = words_width(text, size) / 2 + 0.16, CAP * size / 2 + 0.14
        x, y = start.x + way * (end[0] - start.x), start.y + way * (end[1] - start.y)
        small = min(1.0, 1.6 * way)
        wide = start.width / 2 + small * (half - start.width / 2)
        tall = start.height / 2 + small * (high - start.height / 2)
        y += arc * way * (1 - way)
        here = seen * min(1.0, 12 * way)
        draw.rectangle(
            key, "box", left=x - wide, right=x + wide, bottom=y - tall, top=y + tall,
            color=theme().gain, opacity=here, allow=TRAVELS,
        )  # fmt: skip
        draw.words(
            key, "text", text=text, at=(x, y - CAP * size / 2), size=size,
            color=text_on(theme().gain), opacity=here * min(max(3 * way - 1, 0.0), 1.0),
            allow={**TRAVELS, **SAME},
        )  # fmt: skip

    # --- Where the chain is -------------------------------------------------------------------

    def _measure(self) -> None:
        z, size = self.zone, TYPE.label
        boxes = [words_width("softmax", size) + 0.3, words_width("ln 1/q", size) + 0.4]
        self._halves = [wide / 2 for wide in boxes]
        free = z.width - sum(boxes) - 0.7
        self._wide = wide = min(WIDEST, free / 3)
        spare = (z.width - 3 * wide - sum(boxes)) / 2
        middle = z.left + wide + spare + boxes[0] + wide / 2
        closed = [z.left + wide / 2, middle, z.right - wide / 2]
        self._high = min(HIGHEST, z.height - BELOW - BODY - ABOVE)
        self._level = z.bottom + BELOW + BODY + (
            z.height - BELOW - BODY - ABOVE - self._high) / 2  # fmt: skip
        y, open_ = self._level, self.opened
        self._bus = y + self._high + 0.95
        # The whole graph: names and tags at the left, then scores, softmax, shares; the loss.
        tags = max(words_width(self._rates[k], TYPE.number) for k in self._known) + 0.32
        self._label = min(max(tags + 0.35, 1.3), 0.45 * z.width)
        pitch = (z.height - HEAD - FOOT) / (len(self._names) - 1)
        self._row = {k: z.top - HEAD - pitch * i for i, k in enumerate(self._rows)}
        self._disc = min(DISC, 0.4 * pitch)
        first = z.left + self._label + 0.25 + self._disc
        last = z.right - max(self._halves[1], self._wide / 2) - 0.1
        long = last - first
        self._scores = {
            k: _mix((closed[0], y) if k == self._pushed else self._dot(closed[0], k, self._pushed),
                    (first, self._row[k]), open_) for k in self._rows
        }  # fmt: skip
        self._shares = {
            k: _mix((closed[1], y) if k == self._target else self._dot(closed[1], k, self._target),
                    (first + 0.66 * long, self._row[k]), open_) for k in self._rows
        }  # fmt: skip
        rows = list(self._row.values())
        centre = (rows[0] + rows[-1]) / 2
        gaps = [(closed[0] + closed[1]) / 2, (closed[1] + closed[2]) / 2]
        self._softmax = _mix((gaps[0], y), (first + 0.33 * long, centre), open_)
        self._log = _mix((gaps[1], y), (last, self._row[self._target]), open_)
        self._loss = _mix((closed[2], y), (last, centre), open_)
        self._at = closed
        self._tag = y - BODY - 1.17

    def _dot(self, x: float, k: int, not_it: int) -> Point:
        """Where a class is in the row behind a column."""
        z, count = self.zone, len(self._names) - 1
        place = [j for j in self._rows if j != not_it].index(k)
        step = min(0.62, (self._wide + 0.5) / max(count - 1, 1))
        long = step * (count - 1)
        left = min(max(x - long / 2, z.left + 0.2), z.right - long - 0.2)
        return left + step * place, self._bus

    # --- The chain ----------------------------------------------------------------------------

    def _behind(self, draw: Canvas) -> None:
        """Wires of all classes to the softmax and from there, and the dots of the others."""
        lit = 0.55 + 0.45 * self.opened
        for group, nodes, hero in (
            ("score", self._scores, self._pushed), ("share", self._shares, self._target),
        ):  # fmt: skip
            for k in self._rows:
                x, y = nodes[k]
                sx, sy = self._softmax
                elbow = _mix((sx, y), ((x + sx) / 2, (y + sy) / 2), self.opened)
                main = k == hero
                draw.line(
                    "wire", group, k, points=[(x, y), elbow, (sx, sy)], color=theme().muted,
                    width=WIRE if main else 4, opacity=self.chain * (1.0 if main else lit),
                    allow=BACK,
                )  # fmt: skip
        x, y = self._shares[self._target]
        log, loss = self._log, self._loss
        draw.line(
            "wire", "loss", points=[(x, y), log, loss], color=theme().muted, width=WIRE,
            opacity=self.chain, allow=BACK,
        )  # fmt: skip

    def _pulses(self, draw: Canvas) -> None:
        """What runs along the wires, under the boxes."""
        t, x, y = theme(), self._at, self._level
        way: list[Point] = [(x[0], y), (self._softmax[0], y), (x[1], y)]
        on: list[Point] = [(x[1], y), (self._log[0], y), (x[2], y)]
        first, second = min(self.signal, 1.0), max(self.signal - 1.0, 0.0)
        place = _along(way, 2 * first) if second <= 0 else _along(on, 2 * second)
        draw.disc(
            "signal", at=place, radius=0.19, color=t.gain, allow=ON_WIRES,
            opacity=min(1.0, 16 * first * (1 - first) + 16 * second * (1 - second)),
        )  # fmt: skip
        for k in self._rows:
            place = _along([self._softmax, self._scores[k]], self.serve)
            draw.disc(
                "serve", k, at=place, radius=0.17, color=t.gain, allow={**ON_WIRES, **TRAVELS},
                opacity=float(k != self._pushed) * min(1.0, 16 * self.serve * (1 - self.serve)),
            )  # fmt: skip

    def _columns(self, draw: Canvas) -> None:
        t, y, wide = theme(), self._level, self._wide
        colors = (t.of_class(self._pushed), t.of_class(self._target), t.loss)
        moved = (self.pushed_by, self.share_by, self.loss_by)
        for i, (color, by) in enumerate(zip(colors, moved, strict=True)):
            x = self._at[i] if i < 2 else self._loss[0]
            level = y if i < 2 else self._loss[1] + BODY / 2 * self.opened
            left, right, foot = x - wide / 2, x + wide / 2, level - BODY
            seen = self.chain * (max(0.0, 1 - 2 * self.opened) if i < 2 else 1.0)
            tear = np.linspace(right, left, 9)
            teeth = foot + 0.09 * (-1.0) ** np.arange(9) * (1 - self.opened)
            length = by * (1 - self.sunk) * self._high
            top = level + min(0.0, length)
            points = [(left, top), (right, top), *zip(tear, teeth, strict=True)]
            draw.polygon(
                "body", i, points=points, color=color, opacity=seen,
                allow={"contrast": "its block stands on it", "overlap": "wires end at it"},
            )  # fmt: skip
            bottom, end = sorted((level, level + length))
            allowed: dict[Rule, str] = {
                "contrast": "it stands on its column", "pop": "it grows from nothing",
                "overlap": "wires end at it",
            }  # fmt: skip
            draw.rectangle(
                "block", i, left=left, bottom=bottom, right=right, top=end, color=t.gain,
                opacity=seen * float(length >= 0),
                measures=("y", by) if self.sunk == 0 and by > 0 else None, allow=allowed,
            )  # fmt: skip
            # What has gone is an empty outline, hatched.
            draw.hatch(
                "gone", i, left=left, bottom=bottom, right=right, top=end, color=t.gain, width=4,
                opacity=seen * float(length < 0),
                allow={**allowed, "jump": "lines come as it opens"},
            )  # fmt: skip

    def _boxes(self, draw: Canvas) -> None:
        """The two functions on their wires."""
        t = theme()
        for key, at, half, n in (
            ("softmax", self._softmax, self._halves[0], 1), ("log", self._log, self._halves[1], 0),
        ):  # fmt: skip
            x, y = at
            lit = max(0.0, 1 - abs(2 * (self.turn - n) - 1)) if self.walk < 4 else 0.0
            color = t.gain if lit > 0.02 else t.text
            draw.rectangle(
                "box", key, left=x - half, right=x + half, bottom=y - BOX, top=y + BOX,
                color=t.background, outline=color, opacity=self.chain, allow={
                    "contrast": "it is its outline that is seen", **ON_WIRES,
                },
            )  # fmt: skip
            place = (x, y - CAP * TYPE.label / 2)
            if key == "softmax":
                draw.words("box name", key, text="softmax", at=place, opacity=self.chain,
                           allow=ON_WIRES)  # fmt: skip
            else:
                draw.formula(
                    "box name", key, math="ln 1\\/q", at=place, size=TYPE.label, color=t.text,
                    opacity=self.chain, allow=ON_WIRES,
                )  # fmt: skip

    def _rules(self, draw: Canvas) -> None:
        """Below each function its own rate, from when something was multiplied by it."""
        true, other = (f'q_"{self._subscripts[k]}"' for k in (self._target, self._pushed))
        seen = self.chain * max(0.0, 1 - 3 * self.opened)
        for n, (math, at) in enumerate(
            ((f"-1\\/{true}", self._log), (f"-{true} thin {other}", self._softmax))
        ):
            draw.formula(
                "rule", n, math=math, at=(at[0], self._level - BOX - 0.5), size=TYPE.label,
                color=theme().text, opacity=seen * min(max(2 * (self.turn - n), 0.0), 1.0),
            )  # fmt: skip

    def _readings(self, draw: Canvas) -> None:
        """What each column is, what it is now, and by how much it has moved."""
        t, z, y = theme(), self.zone, self._level
        come = max(0.0, 2 * self.chain - 1)
        closed = come * max(0.0, 1 - 2 * self.opened)
        whole = [f"{self._names[self._pushed]}'s score", f"{self._names[self._target]}'s share"]
        short = ["score", "share"]
        # Names of both columns stand side by side.
        half = (self._at[1] - self._at[0]) / 2 + self._wide / 2
        for i in range(2):
            room = self._at[1] - z.left - 0.1 if i == 0 else 2 * (self._at[2] - self._at[1]) - 1.6
            is_long = words_width(whole[i], TYPE.label) > min(room / 2 + half / 2, room) - 0.2
            name = short[i] if is_long else whole[i]
            self._beneath(draw, "column name", i, name, y - BODY - 0.56, closed)
        left = self._at[1] + words_width(name, TYPE.label) / 2 + 0.2
        wide = words_width("true", TYPE.tick) + 0.24
        fits = left + wide < self._at[2] - words_width("loss", TYPE.label) / 2 - 0.1
        draw.tag(
            "true", text="true", at=(left + wide / 2, y - BODY - 0.56 + CAP * TYPE.label / 2),
            opacity=closed * fits,
        )  # fmt: skip
        draw.words(
            "column name", 2, text="loss", at=(self._loss[0], self._loss[1] - BODY - 0.56
                                               + BODY / 2 * self.opened), opacity=come,
        )  # fmt: skip
        for i, (value, form) in enumerate(zip(self._now, self._forms, strict=True)):
            x = self._at[i] if i < 2 else self._loss[0]
            level = y if i < 2 else self._loss[1] + BODY / 2 * self.opened
            color = (t.of_class(self._pushed), t.of_class(self._target), t.loss)[i]
            long = words_width(write(value, form), TYPE.number)
            # In the middle of what is left of its column.
            left = BODY + (min(0.0, self.share_by * (1 - self.sunk)) * self._high if i == 1 else 0)
            draw.number(
                "now", i, value=value, write=writer(form), color=text_on(color),
                at=(x, level - BODY + 0.52 * left - CAP * TYPE.number / 2),
                opacity=closed if i < 2 else come,
                room=min(visibility(self._wide, long + 0.1), visibility(left, 0.42)),
                allow={"overlap": "it stands on its column"},
            )  # fmt: skip
        texts = ("push 1", self._factors[1], self._rates[self._pushed])
        for i, (text, by) in enumerate(
            zip(texts, (self.pushed_by, self.share_by, self.loss_by), strict=True)
        ):
            seen = closed * min(max(self.told - i, 0.0), 1.0) * (1 - min(1.0, 3 * self.sunk))
            self._beneath(
                draw, "moved by", i, text, y + max(0.16 + by * self._high, BOX + 0.14), seen,
                size=1.15 * TYPE.number,
            )  # fmt: skip
        enlarged = "magnified " if z.width > 10 else ""
        draw.words(
            "times", text=f"{enlarged}× {self._times:,.0f}".replace(",", " "), align=1,
            at=(z.right, self._bus - 0.12), size=TYPE.number, opacity=closed * self.lens,
        )  # fmt: skip

    def _beneath(
        self, draw: Canvas, key: str, i: int, text: str, y: float, opacity: float,
        size: float = TYPE.label,
    ) -> None:  # fmt: skip
        """Words around a column's middle, as far as the stage reaches."""
        half, z = words_width(text, size) / 2, self.zone
        x = min(max(self._at[i], z.left + half), z.right - half)
        draw.words(
            key, i, text=text, at=(x, y), size=size, opacity=opacity,
            allow={"overlap": "it rides on its block"},
        )  # fmt: skip

    def _guesses(self, draw: Canvas) -> None:
        """Three empty tags over the score: what may arrive there."""
        step = min(0.8, (self._high - 0.35) / 3)
        for i, text in enumerate(("1", self._factors[0], self._rates[self._pushed])):
            half = words_width(text, TYPE.number) / 2 + 0.2
            x = max(self._at[0], self.zone.left + half)
            y = self._level + BOX + 0.4 + step * (2 - i)
            corners = _around((x, y), half, 0.29)
            draw.rectangle(
                "ghost box", i, left=x - half, right=x + half, bottom=y - 0.29, top=y + 0.29,
                color=theme().background, opacity=self.guess,
                allow={"contrast": "it is empty", "overlap": "the row's wire is behind it"},
            )  # fmt: skip
            draw.line(
                "ghost", i, points=corners, dashed=True, color=theme().text, width=4,
                opacity=self.guess, allow={"overlap": "its words stand in it"},
            )  # fmt: skip
            draw.words(
                "ghost text", i, text=text, at=(x, y - CAP * TYPE.number / 2), size=TYPE.number,
                opacity=self.guess, allow={"overlap": "words in a tag"},
            )  # fmt: skip

    # --- The whole graph ----------------------------------------------------------------------

    def _whole(self, draw: Canvas) -> None:
        """All scores and all shares, as dots behind the chain or as the graph."""
        t, open_ = theme(), self.opened
        for group, nodes, hero in (
            ("score", self._scores, self._pushed), ("share", self._shares, self._target),
        ):  # fmt: skip
            for k in self._rows:
                radius = DOT + open_ * (self._disc - DOT)
                bright = 1.0 if group == "share" and k == self._pushed else DIM
                bright = max(open_, bright if self.reason else DIM, bright * self.reason)
                seen = self.chain * (open_ if k == hero else bright)
                allowed: dict[Rule, str] = {
                    **ON_WIRES,
                    **BACK,
                    "passes": "the chain opens into rows of classes",
                }
                draw.disc(
                    group, k, at=nodes[k], radius=radius, color=t.of_class(k), opacity=seen,
                    allow=allowed,
                )  # fmt: skip
                draw.pictogram(
                    f"{group} picture", k, name=self._names[k], at=nodes[k], height=1.25 * radius,
                    color=text_on(t.of_class(k)), opacity=self.chain * open_, allow=allowed,
                )  # fmt: skip
        z = self.zone
        heads = (
            ("scores", min(self._scores.values())[0]),
            ("shares", min(self._shares.values())[0]),
        )
        for text, x in heads:
            draw.words(
                "head", text, text=text, at=(x, z.top - 0.36), color=t.muted,
                opacity=max(0.0, 2 * open_ - 1),
            )  # fmt: skip

    def _tags(self, draw: Canvas) -> None:
        """Rates that hang under what they are of."""
        t, open_, y = theme(), self.opened, self._tag
        size = TYPE.number
        left = 1 - min(1.0, 3 * open_)
        for i, text, since in ((2, "1", 0.1), (1, self._factors[0], 2.0)):
            half = words_width(text, size) / 2 + 0.16
            x = min(self._at[i], self.zone.right - half)
            seen = left * min(max(4 * (self.walk - since), 0.0), 1.0)
            draw.tag("rate of", i, text=text, at=(x, y), color=t.muted, size=size, opacity=seen)
        for k in self._known:
            text = self._rates[k]
            half = words_width(text, size) / 2 + 0.16
            x, row = self._scores[k]
            x = self.zone.left + self._label - half - 0.12
            draw.words(
                "row name", k, text=self._names[k], color=t.of_class(k), align=1,
                at=(x + half, row + 0.2), opacity=max(0.0, 2 * open_ - 1),
                room=visibility(self._label + 0.1, words_width(self._names[k], TYPE.label)),
            )  # fmt: skip
            place = (x, row - 0.36)
            if k == self._pushed:
                self._parked(draw, text, half, place)
                continue
            draw.tag("rate of score", k, text=text, at=place, color=t.gain, size=size,
                     opacity=self.rated)  # fmt: skip

    def _parked(self, draw: Canvas, text: str, half: float, row: Point) -> None:
        """The measured rate, which waits under the score; then the walked one lies on it."""
        t, z, y = theme(), self.zone, self._tag
        home = self._home(half)
        place = _mix(home, row, self.opened)
        start = Zone(self._at[2] - self._wide / 2, self._at[2] + self._wide / 2, self._level,
                     self._level + self.loss_by * self._high)  # fmt: skip
        end = place if self.parked >= 1 else home
        self._travelling_tag(draw, "parked", text, start, end, self.parked, self.chain, arc=7.0)
        wide = words_width("measured", TYPE.label) / 2
        draw.words(
            "measured", text="measured", at=(max(self._at[0], z.left + wide), y - 0.8),
            color=t.muted,
            opacity=min(max(4 * self.parked - 3, 0.0), 1.0) * (1 - min(1.0, 3 * self.opened)),
        )  # fmt: skip
        flare = self.met * (1 - self.met)
        for i, out in enumerate((0.07, 0.17)):
            w, h = half + out + flare, CAP * TYPE.number / 2 + 0.14 + out + flare
            corners = _around(place, w, h)
            draw.line(
                "outline", i, points=corners, color=t.text, width=4,
                opacity=min(1.0, 3 * self.met),
                allow={"overlap": "it is round the tag", "zone": "it flashes once"},
            )  # fmt: skip

    def _home(self, half: float) -> Point:
        """Where a tag so wide hangs under the score."""
        return max(self._at[0], self.zone.left + half + 0.2), self._tag

    # --- What walks back, and why it is what it is ---------------------------------------------

    def _moving(self, draw: Canvas) -> None:
        t, lift = theme(), BOX + 0.55
        x, y = self._at, self._level
        stations: list[Point] = [
            (x[2], y + lift), (self._log[0], y + lift), (x[1], y + lift),
            (self._softmax[0], y + lift), (x[0], y + lift),
            self._home(words_width(self._rates[self._pushed], TYPE.number) / 2 + 0.16),
        ]  # fmt: skip
        at = _along(stations, self.walk)
        small = min(max(self.walk - 4, 0.0), 1.0)  # as large as the tag that it lies down on
        size = (1.7 - 0.7 * small) * TYPE.number
        gone = 1 - min(max(8 * (self.walk - 4.875), 0.0), 1.0)
        here = min(1.0, 8 * self.walk) * gone
        texts = ("1", self._factors[0], self._rates[self._pushed])
        wides = [words_width(text, size) / 2 + 0.16 for text in texts]
        high = 0.46 - 0.14 * small
        half = float(np.interp(self.turn, [0, 1, 2], wides))
        px = min(max(at[0], self.zone.left + half), self.zone.right - half)
        draw.rectangle(
            "walker", left=px - half, right=px + half, bottom=at[1] - high, top=at[1] + high,
            color=t.gain, opacity=here, allow=TRAVELS,
        )  # fmt: skip
        for i, text in enumerate(texts):
            seen = max(0.0, 1 - 2.2 * abs(self.turn - i))
            draw.words(
                "walker text", i, text=text, at=(px, at[1] - CAP * size / 2), size=size,
                color=text_on(t.gain), opacity=here * seen, allow={**TRAVELS, **SAME},
            )  # fmt: skip
        for i, node in enumerate((self._log, self._softmax)):
            # While it stands over a function, that says by what it multiplies, beside the wire
            # that comes down there.
            seen = max(0.0, 1 - 2 * abs(self.walk - (1 + 2 * i)))
            draw.words(
                "times rate", i, text=f"× {self._factors[i]}", align=-1,
                at=(node[0] + 0.2 * i - 0.8 * (1 - i), y + lift + 0.68),
                size=1.15 * TYPE.number, opacity=seen * float(self.walk < 4), allow=TRAVELS,
            )  # fmt: skip

    def _why(self, draw: Canvas) -> None:
        """The rates of both functions: one divides by the true share, the other multiplies."""
        t, z = theme(), self.zone
        true, other = (f'q_"{self._subscripts[k]}"' for k in (self._target, self._pushed))
        # Beside the wire that comes down to the softmax.
        left = self._softmax[0] + 0.25
        at = ((left + z.right) / 2, self._level + 0.5 * self._high)
        for key, first, seen in (
            ("plain", true, self.reason * (1 - self.struck)),
            ("struck", f"cancel({true}, stroke: #0.9pt)", self.reason * self.struck),
        ):  # fmt: skip
            math = f"-1\\/{first} times (-{first} thin {other}) = {{{{{other}:left}}}}"
            size = min(1.5 * TYPE.formula, (z.right - left - 0.1) / formula_width(math, 1))
            draw.formula(
                "why", key, math=math, at=at, size=size, colors={"left": t.gain}, opacity=seen,
                allow={"overlap": "one takes the other's place"},
            )  # fmt: skip
        x, y = self._shares[self._pushed]
        share = write(self._own_share, ".3p")
        half = words_width(share, TYPE.number) / 2 + 0.16
        x = min(x, z.right - half)
        y -= 0.55
        seen = self.reason * (1 - min(1.0, 3 * self.opened))
        draw.number(
            "own share", value=self._own_share, write=writer(".3p"), color=t.of_class(self._pushed),
            at=(x, y - CAP * TYPE.number / 2), opacity=seen,
        )  # fmt: skip
        corners = _around((x, y), half, 0.3)
        draw.line(
            "own share ring", points=corners, color=t.gain, width=5, opacity=seen * self.struck,
            allow={"overlap": "it is round its number"},
        )  # fmt: skip


def _around(at: Point, half: float, high: float) -> list[Point]:
    """The outline of a rectangle, so wide and high to each side."""
    x, y = at
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
    return [(x + a * half, y + b * high) for a, b in signs]


def _mix(start: Point, end: Point, share: float) -> Point:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _along(stations: list[Point], way: float) -> Point:
    """The place after so many stations."""
    steps = np.arange(len(stations))
    places = np.array(stations)
    return tuple(float(np.interp(way, steps, places[:, axis])) for axis in (0, 1))  # type: ignore[return-value]
