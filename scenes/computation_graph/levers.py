"""The hero of ``ComputationGraph``: two levers, from a score to a share, and on to the loss."""

from __future__ import annotations

from scenes.computation_graph.numbers import ComputationGraphNumbers
from stage.digits import write, writer
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, number
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.theme import TYPE, Zone, text_on, theme

HAIR, PITCH, COLUMN, DISC = 2.3, 1.34, 1.7, 0.52
"""Height of a hair, from one score to the next, width of a column, radius of what rides on it."""

BELOW, ABOVE = 2.75, 0.85
"""Below the level: functions, factors and names. Above the highest disc: what it was pushed by."""

WIDE = 10.0
"""Width of a stage that has room above the levers, right of the scores."""

SENT, BACK = 0.3, 0.55
"""Of one of many pushes: when its signal is at the share; from when its rate goes to the score."""

ARROW = ((-0.22, -1), (-0.22, 0.1), (-0.6, 0.1), (0, 1), (0.6, 0.1), (0.22, 0.1), (0.22, -1))
"""Corners of an arrow that points up."""

ON: dict[Rule, str] = {
    "overlap": "it is a part of its lever",
    "contrast": "what has moved stands on it",
    "pop": "it grows from nothing",
}
TRAVELS: dict[Rule, str] = {
    "overlap": "it travels over the levers",
    "zone": "it travels",
    "contrast": "it starts on what it is a copy of",
    "passes": "each comes to its own score",
    "pop": "a push sets it off",
}


class Levers(Figure):
    """A score, a share and the loss on levers; what each has moved by, in hairs; all scores.

    Values
    ------
    pushed_by, share_by, loss_by
        What the score, the true share and the loss have moved by, in hairs.
    tried, pushes, walks
        How far all scores have been pushed, one after the other; pushes and walks that are done.
    levers, told, factors
        How many levers have come; of how many ends it is told what they moved by; how many factors
        have come to their functions.
    parked, kept, met
        How far what was measured has come to the score; how much is seen of it; and of its outline.
    walking, walk, turn
        How much is seen of what walks back; how far: at 1 the logarithm, at 2 the softmax, at 3 the
        score's tag. At a turn of 1 it has the first factor, at 2 it was multiplied by it.
    others, guess, counting, split
        How much is seen of the other scores, of the guesses, and of the counts; how far what walks
        has come from the softmax to all scores.
    """

    pushed_by, share_by, loss_by = number(0.0), number(0.0), number(0.0)
    tried, pushes, walks = number(0.0), number(0.0), number(0.0)
    levers, told, factors = look(0.0), look(0.0), look(0.0)
    parked, kept, met = look(0.0), look(1.0), look(0.0)
    walking, walk, turn = look(0.0), look(0.0), look(0.0)
    others, guess, counting, split = look(0.0), look(0.0), look(0.0), look(0.0)

    def __init__(self, name: str, table: ComputationGraphNumbers) -> None:
        super().__init__(name)
        self._table = n = table
        self._rates = [write(float(r), f) for r, f in zip(n.rates, n.rate_forms, strict=True)]
        self._factors = (write(n.between, n.between_form), write(n.by_true, n.true_form))

    def sketch(self, draw: Canvas) -> None:
        """Levers and what moves on them; then what is told of it; then what walks on them."""
        self._measure()
        self._levers(draw)
        self._functions(draw)
        self._riders(draw)
        self._told(draw)
        self._tags(draw)
        self._board(draw)
        self._pushes(draw)
        self._walker(draw)

    # --- Where everything is ------------------------------------------------------------------

    def _measure(self) -> None:
        z, n = self.zone, self._table
        self._is_wide = z.width > WIDE
        self._label = (1.2 if self._is_wide else 1.0) * TYPE.label
        self._number = (1.44 if self._is_wide else 1.2) * TYPE.number
        self._half = max(words_width(self._rates[k], TYPE.number) for k in n.told) / 2 + 0.16
        self._column, self._radius = min(COLUMN, 0.11 * z.width), min(DISC, 0.055 * z.width)
        first = z.left + 2 * self._half + 0.28 + self._column / 2
        last = z.right - max(self._column / 2, words_width("+0.633", TYPE.number) / 2)
        self._x = (first, (first + last) / 2, last)
        reach = (last - first) / 2
        high = z.height - BELOW - ABOVE - self._radius
        self._hair = min(HAIR, high) if self._is_wide else min(max(HAIR, high), reach, high)
        self._level = z.bottom + BELOW + (high - self._hair) / 2
        # A lever's arms are as long as its ends move.
        short = reach * abs(n.between) / (1 + abs(n.between))
        self._pivots = (self._x[1] - short, self._x[1] + reach / (1 + abs(n.by_true)))
        above = n.order.index(n.pushed)
        room = (z.top - self._level - 0.55) / max(above, 1)
        lowest = self._level - z.bottom - 0.65 if self._is_wide else BELOW - 0.9
        below = lowest / max(n.count - 1 - above, 1)
        self._pitch = min(PITCH, room, below)
        self._rows = {k: self._level + self._pitch * (above - i) for i, k in enumerate(n.order)}

    def _end(self, i: int) -> Point:
        """Where a lever ends: at the score (0), the share (1) or the loss (2)."""
        by = (self.pushed_by, self.share_by, self.loss_by)[i]
        return self._x[i], self._level + by * self._hair

    def _place(self, k: int) -> Point:
        """Where the tag of a score hangs, left of it."""
        return self.zone.left + self._half + 0.08, self._rows[k] - 0.29

    def _beside(self, i: int, text: str, size: float) -> float:
        """The middle of words under a fulcrum, which keep clear of what is under the share."""
        half, x = words_width(text, size) / 2, self._x[1]
        if i == 0:
            return min(self._pivots[0], x - 0.25 - half)
        return self._inside(max(self._pivots[1], x + 0.25 + half), half)

    def _inside(self, x: float, half: float) -> float:
        """``x``, or next to it, such that what is ``half`` as wide is on the stage."""
        return min(max(x, self.zone.left + half), self.zone.right - half)

    # --- The levers ---------------------------------------------------------------------------

    def _levers(self, draw: Canvas) -> None:
        """From level to level, and what each end has moved by; wires of the other scores."""
        t, n, y, half = theme(), self._table, self._level, self._column / 2
        colors = (t.of_class(n.pushed), t.of_class(n.target), t.loss)
        moved = (self.pushed_by, self.share_by, self.loss_by)
        for i, x in enumerate(self._x):
            seen = self._came(i)
            guides = {
                "rail": [(x, y - BELOW + 0.55), (x, y + self._hair)],
                "rest": [(self._inside(x + side * half, 0), y) for side in (-1.2, 1.2)],
            }
            for key, points in guides.items():
                draw.line(
                    key, i, points=points, color=t.muted, opacity=0.6 * seen * (1 - self.others),
                    allow=ON,
                )  # fmt: skip
        for k in n.order:
            points = [(self._x[0], self._rows[k]), (self._pivots[0], y)]
            draw.line(
                "wire", k, points=points, color=t.muted, width=7,
                opacity=self.others * (k != n.pushed), allow=ON,
            )  # fmt: skip
        for i, pivot in enumerate(self._pivots):
            start, grown = self._end(i), _part(self.levers, i, i + 1)
            tip = _mix(start, self._end(i + 1), grown)
            draw.line(
                "lever", i, points=[start, tip], color=t.muted, width=14,
                opacity=float(grown > 0) * (1 - self.others * (i == 0)), allow=ON,
            )  # fmt: skip
            draw.line(
                "lever of all", i, points=[self._end(i), (pivot, y), self._end(i + 1)],
                color=t.muted, width=14, opacity=self.others * (i == 0), allow=ON,
            )  # fmt: skip
        for i, (color, by) in enumerate(zip(colors, moved, strict=True)):
            x, end = self._end(i)
            draw.rectangle(
                "block", i, left=x - half, right=x + half, bottom=min(y, end), top=max(y, end),
                color=color, measures=("y", by) if by > 0 else None, allow=ON,
            )  # fmt: skip

    def _came(self, i: int) -> float:
        """How much is seen of what is at an end of a lever."""
        return 1.0 if i == 0 else _part(self.levers, i - 0.35, i)

    def _functions(self, draw: Canvas) -> None:
        """Both fulcrums are functions; below them their names, and by what they multiply."""
        t, y = theme(), self._level
        for i, (x, name) in enumerate(zip(self._pivots, ("softmax", "ln 1/q"), strict=True)):
            seen, factor = _part(self.levers, i + 0.2, i + 0.6), f"× {self._factors[i]}"
            corners = [(x, y), (x - 0.42, y - 0.8), (x + 0.42, y - 0.8)]
            draw.polygon("fulcrum", i, points=corners, color=t.muted, opacity=seen, allow=ON)
            at = self._beside(i, name, self._label), y - 1.28
            draw.words("function", i, text=name, at=at, size=self._label, opacity=seen, allow=ON)
            home, there = self._factor_at(i), _part(self.factors, i, i + 1)
            start = self._inside(self._x[i + 1], words_width(factor, self._number) / 2), y + 0.6
            draw.words(
                "factor", i, text=factor, at=_mix(start, home, there),
                size=self._number, allow=TRAVELS,
                opacity=min(1.0, 3 * there) * max(0.0, 1 - 2 * self.others),
            )  # fmt: skip

    def _factor_at(self, i: int) -> Point:
        return self._beside(i, f"× {self._factors[i]}", self._number), self._level - 1.98

    def _riders(self, draw: Canvas) -> None:
        """Discs: the scores at the left, the true share, the loss."""
        t, n = theme(), self._table
        small = min(self._radius, 0.4 * self._pitch)
        radius = self._radius + self.others * (small - self._radius)
        discs = [("score", k, (self._x[0], self._rows[k]), radius, self.others) for k in n.order]
        discs[n.order.index(n.pushed)] = ("score", n.pushed, self._end(0), radius, 1.0)
        discs.append(("share", n.target, self._end(1), self._radius, self._came(1)))
        for key, k, at, size, seen in discs:
            color = t.of_class(k)
            draw.disc(
                key, k, at=at, radius=size, color=color, outline=t.background, opacity=seen,
                allow=ON,
            )  # fmt: skip
            draw.pictogram(
                f"{key} picture", k, name=n.names[k], at=at, height=1.3 * size,
                color=text_on(color), opacity=seen, allow=ON,
            )  # fmt: skip
        draw.disc(
            "loss", at=self._end(2), radius=self._radius, color=t.loss, outline=t.background,
            opacity=self._came(2), allow=ON,
        )  # fmt: skip

    def _told(self, draw: Canvas) -> None:
        """What each end is, and by how many hairs it has moved."""
        z, n, y, size = self.zone, self._table, self._level, self._number
        names = (f"{n.names[n.pushed]}'s score", f"{n.names[n.target]}'s share q", "loss")
        room = self._x[1] - self._x[0] - 0.3
        for i, (name, short) in enumerate(zip(names, ("score", "share q", "loss"), strict=True)):
            text = name if words_width(name, self._label) < room else short
            x = self._inside(self._x[i], words_width(text, self._label) / 2)
            # Where the stage is narrow, the counts come into the place of the names.
            left = 1 - self.others * (i == 0 or not self._is_wide)
            draw.words(
                "name", i, text=text, at=(x, y - BELOW + 0.1), size=self._label,
                opacity=self._came(i) * max(0.0, 2 * left - 1),
            )  # fmt: skip
        hair = f"1 hair = {write(n.push, 'exact')}"
        if words_width(hair, size) / 2 > self._x[0] - z.left:
            hair = "1 hair"
        over = self._radius + 0.2
        places = (self._end(0)[1] + over, y + 0.6, max(self._end(2)[1], y) + over)
        for i, text in enumerate((hair, self._factors[0], self._rates[n.pushed])):
            x = self._inside(self._x[i], words_width(text, size) / 2)
            draw.words(
                "moved by", i, text=text, at=(x, places[i]), size=size,
                opacity=_part(self.told, i, i + 1), allow=TRAVELS,
            )  # fmt: skip

    def _tags(self, draw: Canvas) -> None:
        """Rates left of the scores that they are of: as measured, then as found by the walk."""
        t, n, size = theme(), self._table, TYPE.number
        start = self._x[2], self._end(2)[1] - self._hair * self.loss_by / 2
        apart = abs(n.order.index(n.told[0]) - n.order.index(n.told[1]))  # rows with tags
        for k in n.told:
            color, place = t.of_class(k), self._place(k)
            came = _part(self.tried - n.order.index(k), BACK, 1.0)
            waits = self.others * max(0.0, 1 - 3 * came)
            draw.tag("open", k, text="?", at=place, color=t.muted, size=size, opacity=waits)
            draw.tag(
                "rate", k, text=self._rates[k], at=_mix(start, place, came), color=color,
                size=size, opacity=min(1.0, 5 * came), allow=TRAVELS,
            )  # fmt: skip
            above = place[0], self._rows[k] + 0.22
            draw.words(
                "row name", k, text=n.names[k], color=color, at=above,
                opacity=max(0.0, 2 * self.others - 1),
                room=min(
                    visibility(2 * self._half, words_width(n.names[k], TYPE.label)),
                    visibility(apart * self._pitch, 1.2),
                ),
            )  # fmt: skip
            found = max(self.met * self.kept * (k == n.pushed), _part(self.split, 0.9, 1.0))
            half, high = self._half + 0.05, CAP * size / 2 + 0.19
            ring = Zone(place[0] - half, place[0] + half, place[1] - high, place[1] + high)
            draw.line(
                "outline", k, points=ring.outline, color=t.text, width=6, opacity=found,
                allow={"overlap": "it is round its tag"},
            )  # fmt: skip
            if k == n.pushed:
                draw.tag(
                    "measured", text=self._rates[k], at=_mix(start, place, self.parked),
                    color=color, size=size, opacity=self.kept * min(1.0, 5 * self.parked),
                    allow=TRAVELS,
                )  # fmt: skip
                above = self._inside(above[0], words_width("measured", TYPE.label) / 2), above[1]
                draw.words(
                    "word", text="measured", at=above, color=t.muted,
                    opacity=_part(self.parked, 0.75, 1.0) * max(0.0, 2 * self.kept - 1),
                )  # fmt: skip

    def _board(self, draw: Canvas) -> None:
        """Two answers, side by side; then how many pushes were made, and how many walks."""
        z, t, n, wide = self.zone, theme(), self._table, self._is_wide
        size = (1.9 if wide else 1.0) * TYPE.number
        y = z.top - 0.5 if wide else self._level - BELOW + 0.25
        right = self._x[2] - self._column / 2 - 0.3 if wide else z.right
        for i, count in enumerate((n.count, 1)):
            at = right - (4.4 - 3.2 * i) * size / (1.9 * TYPE.number), y - 0.3 * wide
            text = f"{count} walk" + "s" * (count > 1)
            draw.tag("answer", i, text=text, at=at, color=t.muted, size=size, opacity=self.guess)
        for i, (text, value) in enumerate((("pushes", self.pushes), ("walks back", self.walks))):
            x, line = (right, y - 0.3 - 0.95 * i) if wide else (right - 3.2 * (1 - i), y - 0.15)
            draw.number(
                "count", i, value=value, write=writer(".0f"), at=(x, line), align=1, size=size,
                color=t.gain, opacity=self.counting,
            )  # fmt: skip
            start = x - words_width("10" if n.count > 9 else "4", size) - 0.25
            draw.words(
                "count of", i, text=text, at=(start, line), align=1, size=size,
                opacity=self.counting,
            )  # fmt: skip

    # --- What moves along them ----------------------------------------------------------------

    def _pushes(self, draw: Canvas) -> None:
        """Of many pushes: an arrow at the score, and a signal along its wire to the share."""
        t, n, y = theme(), self._table, self._level
        x, high = self._x[0] + self._radius + 0.45, min(0.5, 0.42 * self._pitch)
        for i, k in enumerate(n.order):
            part, row = self.tried - i, self._rows[k]
            draw.polygon(
                "push", k, points=[(x + a * high, row + b * high) for a, b in ARROW], color=t.text,
                opacity=_part(part, 0.0, 0.1) * (1 - _part(part, BACK, 0.75)), allow=TRAVELS,
            )  # fmt: skip
            way = _part(part, 0.04, SENT)
            stations = [(self._x[0], row), (self._pivots[0], y), (self._x[1], y)]
            draw.disc(
                "signal", k, at=_along(stations, 2 * way), radius=0.2, color=t.of_class(k),
                outline=t.background, opacity=min(1.0, 12 * way * (1 - way)), allow=TRAVELS,
            )  # fmt: skip

    def _walker(self, draw: Canvas) -> None:
        """A 1 that goes back along both levers, and collects both factors; or splits on its way."""
        t, n, y = theme(), self._table, self._level
        soft, log = self._factors
        product = f"{log} × {soft}"
        if words_width(product, 1.7 * TYPE.number) + 0.3 > self.zone.width:
            product = f"× {soft}"
        texts = ("1", f"1 × {log}", log, product, self._rates[n.pushed])
        x = (self._x[2], self._pivots[1], self._pivots[0])
        down = _part(self.walk, 2.5, 3.0)
        stations = [*((place, y + 1.3 - 0.4 * self.others) for place in x), self._place(n.pushed)]
        chip = _along(stations, self.walk)
        size = (1.7 - 0.7 * down - 0.3 * self.others) * TYPE.number
        on_rod = chip[0], y
        alone = self.walking * (1 - _part(self.split, 0.0, 0.15))
        rides = alone * (1 - _part(self.walk, 2.0, 2.3))
        draw.line(
            "stick", points=[on_rod, chip], color=t.text, width=4, opacity=rides, allow=TRAVELS
        )
        draw.disc("walker", at=on_rod, radius=0.2, color=t.text, outline=t.background,
                  opacity=rides, allow=TRAVELS)  # fmt: skip
        for i in (0, 1):
            rises = _part(self.turn, 2 - 2 * i, 3 - 2 * i)
            at = _mix(self._factor_at(i), (chip[0], chip[1] - 0.5), rises)
            seen = _part(rises, 0.0, 0.1) * (1 - _part(rises, 0.8, 1.0)) * (1 - self.others)
            draw.words(
                "collected", i, text=f"× {self._factors[i]}", at=at, size=self._number,
                opacity=seen, allow=TRAVELS,
            )  # fmt: skip
        for i, text in enumerate(texts):
            # The box of one text goes when that of the next has come.
            seen = alone * _part(self.turn, i - 0.3, i) * (1 - _part(self.turn, i + 0.7, i + 1))
            at = self._inside(chip[0], words_width(text, size) / 2 + 0.12), chip[1]
            draw.tag("chip", i, text=text, at=at, color=t.text, size=size, opacity=seen,
                     allow=TRAVELS)  # fmt: skip
        for k in n.order:
            home = self._x[0], self._rows[k]
            draw.disc(
                "walker of", k, at=_mix((x[2], y), home, min(1.0, 1.3 * self.split)), radius=0.2,
                color=t.text, outline=t.background, allow=TRAVELS,
                opacity=_part(self.split, 0.0, 0.1) * (1 - _part(self.split, 0.77, 0.9)),
            )  # fmt: skip
        for k in n.told:
            draw.tag(
                "found", k, text=self._rates[k], at=_mix((x[2], y), self._place(k), self.split),
                color=t.text, size=TYPE.number, allow=TRAVELS,
                opacity=_part(self.split, 0.45, 0.65) * (1 - _part(self.split, 0.92, 1.0)),
            )  # fmt: skip


def _part(value: float, start: float, end: float) -> float:
    """How much of the way from ``start`` to ``end`` is behind ``value``, from 0 to 1."""
    return min(max((value - start) / (end - start), 0.0), 1.0)


def _mix(start: Point, end: Point, share: float) -> Point:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _along(stations: list[Point], way: float) -> Point:
    """The place after so many stations."""
    k = min(max(int(way), 0), len(stations) - 2)
    return _mix(stations[k], stations[k + 1], min(way - k, 1.0))
