"""The hero of ``LogitsFeelIt``: a bar of 1, and channels from it back to all scores."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from stage.digits import Form, writer
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import SIDE_BY_SIDE, SLIVER
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, Formula, words_width
from stage.numbers import FloatArray, minimum_jerk, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

FOOT = 0.68
"""Below the bar, for what things are."""

LANE, TRUE_LANE, THIN_LANE, GAP = 0.52, 1.1, 0.16, 0.12
"""How high a row is, at least: one with a name, the true one, whose tag is below its name, and one
without a name; and from one row to the next."""

PICTURE = 0.5
"""Height and width of a pictogram beside its name."""

TALLEST = 1.8
"""Height of the bar, at most, in shares of the channels' length at last."""

MOST = 2.4
"""Height of the stack, at most, in shares of its first: more goes out of the picture."""

THREAD = 0.035
"""Thickness of what has next to no width."""

ALIKE = 0.05
"""Widths that differ by less look alike, and are no guesses."""

BESIDE = 0.16
"""How far along the true class's channel the guesses are told."""

PLACES = np.linspace(0.0, 1.0, 61)
"""Along a channel, from the bar's side at 0 to the score at 1, where it is drawn."""

ON: dict[Rule, str] = {"overlap": "it lies on its own area", "contrast": "it lies on an area"}
WAY: dict[Rule, str] = {**SIDE_BY_SIDE, "overlap": "it runs in its channel",
                        "jump": "it runs as it is told to"}  # fmt: skip
FAR: dict[Rule, str] = {"pop": "a score that was pushed far comes back in a moment"}


class Channels(Figure):
    """Scores on rails at the left, the bar of their shares at the right, and channels between.

    Values
    ------
    z, q, loss
        Scores and shares, (K,), and the true class's loss.
    terms
        What e to the scores is, in shares of their first sum, (K,): the stack, which is squeezed
        into the bar.
    copy, lost
        What the pushed score adds to the stack for the push so far, and how much of its own share
        the true class loses for a push of 1.
    opened
        How wide each channel is, in shares of the bar, (K,).
    stacked, nudged, beside
        How far the stack is out of the bar; how much is seen of what a small push adds to it; and
        how far its copy has stepped out beside the stack.
    matched, taken, named
        How much is seen of what is told of the copy, of the cut, and of the channel's width.
    guess, wrong
        How much is seen of the guesses at the true class's channel, and of the wrong one.
    alone, spread
        How far all but bar, channels and names have gone; how far these have taken their room.
    out, run
        How far copies of the wrong pieces have come out of the bar, and run along their channels.
    rise, last
        How far all of them, stacked, have come to the true class's channel, and run along it.
    told
        How much is seen of the slopes at the scores.
    """

    z, q, loss, terms, opened = numbers(), numbers(), number(), numbers(), numbers()
    copy, lost = number(), number(0.0)
    stacked, nudged, beside = look(0.0), look(0.0), look(0.0)
    matched, taken, named = look(0.0), look(0.0), look(0.0)
    guess, wrong, alone, spread = look(0.0), look(1.0), look(0.0), look(0.0)
    out, run, rise, last, told = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    fading = ("share picture", "term picture")

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        order: tuple[int, ...],
        known: tuple[int, ...],
        pushed: int,
        widths: FloatArray,
        gradient: FloatArray,
        ends: tuple[float, float],
        longest: float,
        highest: float,
        share_form: Form,
        gradient_form: Form,
        loss_form: Form,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._order, self._known = names, order, known
        self._target, self._wrong, self._pushed = order[0], order[1:], pushed
        self._widths, self._gradient = widths, gradient
        self._lowest, self._highest_z = ends
        self._longest, self._highest = min(longest, MOST), highest
        self._write_share, self._write_loss = writer(share_form), writer(loss_form)
        self._slopes = [writer(gradient_form)(float(g)) for g in gradient]
        self._home, self._z, self._started = self.q.copy(), self.z.copy(), self.loss
        self._own, self._rest = float(self.q[order[0]]), float(widths[order[0]])
        self._is_guessed = abs(self._own - self._rest) >= ALIKE

    # --- Where --------------------------------------------------------------------------------

    @property
    def _is_wide(self) -> bool:
        return self.zone.width > 10

    @property
    def _large(self) -> float:
        """Size of the loss."""
        return 1.25 * TYPE.number if self._is_wide else TYPE.number

    def _measure(self) -> None:
        z, wide = self.zone, self._is_wide
        picture = PICTURE + 0.12 if wide else 0.0
        widest = max(words_width(self._names[k], TYPE.label) for k in self._known)
        self._name = z.left + min(max(widest + picture, 0.9), 0.2 * z.width)
        slope = max(words_width(self._slopes[k], 1.15 * TYPE.number) for k in self._known)
        rail = self._name + (0.4 if wide else 0.3)
        self._rail = (rail, rail + (2.7 if wide else 1.1))
        losses = map(self._write_loss, (self._started, self._highest))
        told = max(words_width(text, self._large) for text in losses)
        self._column = 0.85 if wide else 0.5
        self._loss = z.right - max(self._column, told) / 2 - 0.05
        self._wide = 1.05 if wide else 0.6
        shares = map(self._write_share, (0.5, self._own))
        share = max(words_width(text, TYPE.number) for text in shares) + 0.2 if wide else 0.0
        first = self._loss - max(self._column, told) / 2 - share - 0.25
        # Bar and channels take the room of the rails and of the loss, once these have gone.
        last = z.right - max(0.1, (words_width("share", TYPE.label) - self._wide) / 2)
        right = first + self.spread * (last - first)
        ends = self._rail[1] + (0.45 if wide else 0.2), rail + slope + 0.25
        self._end = ends[0] + self.spread * (ends[1] - ends[0])
        self._bar = Zone(right - self._wide, right, 0.0, 1.0)
        self._mouth = self._bar.left - self._wide - 0.25
        self._long = last - 2 * self._wide - 0.25 - ends[1]
        self._across(z)

    def _across(self, z: Zone) -> None:
        """How high the bar is, and where everything stands above the floor."""
        floor, top = z.bottom + FOOT, z.top - 0.05
        room, own, rest = top - floor, self._own, self._rest
        most = max(own, rest)
        gaps = GAP * (len(self._order) - 1)
        least = {k: LANE if k in self._known else THIN_LANE for k in self._order}
        least[self._target] = TRUE_LANE

        def lanes(unit: float) -> dict[int, float]:
            high = {k: float(self._widths[k]) * unit for k in self._order}
            high[self._target] = most * unit
            return {k: max(least[k], high[k]) for k in self._order}

        longest = max(1.0, self._longest)
        low, unit = 0.0, min(room / longest, room / (most + rest), TALLEST * self._long)
        if sum(lanes(unit).values()) + gaps > room:
            for _ in range(40):
                middle = (low + unit) / 2
                fits = sum(lanes(middle).values()) + gaps <= room
                low, unit = (middle, unit) if fits else (low, middle)
            unit = low
        self._unit = unit
        rows, group = lanes(unit), (most + rest) * unit
        high = max(group, sum(rows.values()) + gaps, unit * longest)
        self._floor = floor + (room - high) / 2
        self._top = self._floor + high
        spare = max(sum(rows.values()) + gaps, group) - sum(rows.values())
        self._row, self._lane, y = {}, {}, self._floor + sum(rows.values()) + spare
        for k in self._order:
            self._row[k], self._lane[k] = y - rows[k] / 2, y - rows[k]
            y -= rows[k] + spare / max(1, len(self._order) - 1)
        self._bar = Zone(self._bar.left, self._bar.right, self._floor, self._floor + unit)

    def _edges(self, shares: FloatArray, unit: float) -> dict[int, tuple[float, float]]:
        """Foot and head of each piece of a bar, the true one's on top."""
        y, edges = self._floor, {}
        for k in reversed(self._order):
            edges[k] = (y, y + float(shares[k]) * unit)
            y = edges[k][1]
        return edges

    def _middle(self, k: int) -> FloatArray:
        """The middle of a channel, (PLACES,); of the true one, its foot."""
        return _bent(*self._ends(k))

    def _ends(self, k: int) -> Point:
        foot, head = self._edges(self._home, self._unit)[k]
        if k == self._target:
            return foot, self._lane[k]
        return (foot + head) / 2, self._row[k]

    def _course(self, k: int, width: float) -> tuple[FloatArray, FloatArray]:
        """Lower and upper edge of a channel of that width, each (PLACES, 2)."""
        x = self._mouth + (self._end - self._mouth) * PLACES
        lower = self._middle(k) - (0.0 if k == self._target else width * self._unit / 2)
        upper = lower + width * self._unit
        return np.column_stack((x, lower)), np.column_stack((x, upper))

    # --- What ---------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Channels and what runs in them; the stack; bar and loss; scores; what is told."""
        self._measure()
        self._empty(draw)
        self._guesses(draw)
        self._running(draw)
        self._stacked(draw)
        self._stretched(draw)
        self._shares(draw)
        self._loss_of(draw)
        self._scores(draw)
        self._called(draw)
        self._answer(draw)

    # --- Channels -----------------------------------------------------------------------------

    def _empty(self, draw: Canvas) -> None:
        for k in self._order:
            width = float(self.opened[k])
            foot, head = self._edges(self._home, self._unit)[k]
            if k == self._target:  # from its piece, as far as nobody knows better
                ends = (foot + head) / 2, self._row[k]
                there = 1 - self.guess
            else:
                ends, there = self._ends(k), max(0.0, 1 - 3 * width / float(self._widths[k]))
            x, y = self._mouth + (self._end - self._mouth) * PLACES, _bent(*ends)
            points = np.column_stack(((self._bar.left, *x), (ends[0], *y)))
            draw.line(
                "thread", k, points=points, color=theme().muted, width=5,
                opacity=(1 - self.stacked) * there,
                allow={"overlap": "it is where its channel opens", "contrast": "a channel opens"},
            )  # fmt: skip
            lower, upper = self._course(k, width)
            seen = min(1.0, 4 * width / float(self._widths[k])) * (1 - self.stacked)
            draw.band(
                "channel", k, upper=upper, lower=lower, color=theme().muted, opacity=0.22 * seen,
                allow={**ON, "pop": "it opens from nothing"},
            )  # fmt: skip
            for side, edge in (("lower", lower), ("upper", upper)):
                draw.line(
                    "edge", side, k, points=edge, color=theme().text, width=5,
                    opacity=seen * max(0.0, 1 - 2 * self.run),
                    allow={**ON, "pop": "it opens from nothing"},
                )  # fmt: skip
        self._told_width(draw)

    def _told_width(self, draw: Canvas) -> None:
        """What the width of the pushed class's channel is, in its middle."""
        k, size = self._pushed, 1.3 * TYPE.number
        foot, head = self._ends(k)
        x, y = (self._mouth + self._end) / 2, (foot + head) / 2
        high = float(self._widths[k]) * self._unit
        text = "loss per 1 of push"
        both = min(
            visibility(high, 1.3),
            visibility(self._mouth - self._end, words_width(text, TYPE.label) + 0.6),
        )
        draw.words(
            "rate", text=self._slopes[k], at=(x, y + 0.32 * both - CAP * size / 2), size=size,
            opacity=self.named, room=visibility(high, 0.8), allow=ON,
        )  # fmt: skip
        draw.words(
            "rate words", text=text, at=(x, y - 0.6), opacity=self.named, room=both, allow=ON,
        )  # fmt: skip

    def _guesses(self, draw: Canvas) -> None:
        k, seen = self._target, self.guess * float(self._is_guessed)
        lower, _ = self._course(k, 0.0)
        draw.line(
            "guess foot", points=lower, color=theme().text, width=6, dashed=True,
            opacity=seen * (1 - self.last), allow=ON,
        )  # fmt: skip
        text = "the other one's?" if len(self._order) == 2 else "all the others?"
        below = 0.0
        for key, width, said, stays in sorted((
            ("own", self._own, "its own share?", self.wrong),
            ("rest", self._rest, text, 1 - self.told),
        ), key=lambda guess: guess[1]):  # fmt: skip
            _, upper = self._course(k, width)
            draw.line(
                "guess", key, points=upper, color=theme().text, width=6, dashed=True,
                opacity=seen * stays, allow=ON,
            )  # fmt: skip
            free = (width - below) * self._unit
            y = float(np.interp(BESIDE, PLACES, upper[:, 1])) - free / 2
            long = 2.6 * BESIDE * (self._mouth - self._end)
            draw.words(
                "guess words", key, text=said, at=(self._mouth - 0.1, y - 0.06), align=1,
                opacity=seen * stays * max(0.0, 1 - 4 * self.out),
                room=min(visibility(free, 0.6), visibility(long, words_width(said, TYPE.label))),
                allow=ON,
            )  # fmt: skip
            below = width

    def _running(self, draw: Canvas) -> None:
        """Pieces of the bar on their way, and what they leave behind them in their channels."""
        bar = self._edges(self._home, self._unit)
        for k in self._wrong:
            left = self._bar.left + self.out * (self._mouth - self._bar.left)
            self._piece(draw, "cut", k, self._middle(k), left, self.run, self.out)
        # The same once more, one above the other as in the bar, to the true class's channel.
        foot, lift = self._middle(self._target), self._rest * self._unit
        aside, up = min(1.0, 2 * self.rise), max(0.0, 2 * self.rise - 1)
        left = self._bar.left + smoothstep(aside) * (self._mouth - self._bar.left)
        base = self._floor
        # The thinnest last, so that it is seen beside the outlines of others.
        for k in sorted(self._wrong, key=lambda k: -self._widths[k]):
            low, high = bar[k]
            above = (low + high) / 2 - base
            course = foot + above - (1 - smoothstep(up)) * lift
            self._piece(draw, "sum", k, course, left, self.last, self.rise)

    def _piece(
        self,
        draw: Canvas,
        key: str,
        k: int,
        middle: FloatArray,
        left: float,
        run: float,
        came: float,
    ) -> None:
        """A piece whose left side has come so far along a channel; it fills all of it behind."""
        half = max(float(self._widths[k]) * self._unit, THREAD) / 2
        front = left + run * (self._end - self._mouth)
        tail = left + self._wide * (1 - smoothstep(min(1.0, 1.5 * run)))
        x = self._mouth + (self._end - self._mouth) * PLACES
        places = np.concatenate(([tail], x[(x > front) & (x < tail)], [front]))
        y = np.interp(-places, -x, middle)
        draw.band(
            key, k, upper=np.column_stack((places, y + half)),
            lower=np.column_stack((places, y - half)), color=theme().of_class(k),
            opacity=float(came > 0), allow={**WAY, "pop": "it starts on what it is a copy of"},
            outline=theme().background if 2 * half > SLIVER else None,
        )  # fmt: skip

    # --- The stack ----------------------------------------------------------------------------

    @property
    def _stack_left(self) -> float:
        """Where the stack stands at last."""
        far = 0.58 if self._is_wide else 0.66
        return self._end + far * (self._bar.left - self._end) - self._wide / 2

    def _stack_unit(self) -> float:
        room = self._top - self._floor
        return self._unit + self.stacked * (min(self._unit, room / self._longest) - self._unit)

    def _stack(self) -> tuple[float, dict[int, tuple[float, float]]]:
        """Its left side, and foot and head of each of its pieces, as high as there is room."""
        left = self._bar.left + self.stacked * (self._stack_left - self._bar.left)
        shares = self.q + self.stacked * (self.terms - self.q)
        edges = self._edges(shares, self._stack_unit())
        return left, {k: (min(a, self._top), min(b, self._top)) for k, (a, b) in edges.items()}

    def _stacked(self, draw: Canvas) -> None:
        left, edges = self._stack()
        right, seen = left + self._wide, min(1.0, 8 * self.stacked)
        bar = self._edges(self.q, self._unit)
        for k in self._order:
            (a, b), (c, d) = edges[k], bar[k]
            draw.polygon(
                "squeeze", k, points=[(right, a), (self._bar.left, c), (self._bar.left, d),
                                      (right, b)],
                color=theme().of_class(k), opacity=0.35 * self.stacked,
                allow={**SIDE_BY_SIDE, "overlap": "it leads from the stack to the bar"},
            )  # fmt: skip
        for k in self._order:
            low, high = edges[k]
            is_whole = high < self._top - 1e-9 and high - low > SLIVER and self.stacked >= 1
            draw.rectangle(
                "term", k, left=left, right=right, bottom=low, top=high,
                color=theme().of_class(k), opacity=seen,
                measures=("y", float(self.terms[k])) if is_whole else None,
                allow={**SIDE_BY_SIDE, "pop": "it starts on what it is a copy of",
                       "overlap": "it slides over its channel"},
            )  # fmt: skip
        self._on_piece(draw, "term", left, edges, seen * self.stacked)
        total = self._floor + self._stack_unit() * float(self.terms.sum())
        beyond = float(total > self._top + 0.05) * self.stacked
        x = left - 0.3
        draw.arrow(
            "beyond", start=(x, self._top - 0.9), end=(x, self._top), color=theme().text,
            thickness=0.12, opacity=beyond, allow={"pop": "the stack goes out of the picture"},
        )  # fmt: skip

    def _on_piece(
        self, draw: Canvas, key: str, left: float, edges: dict[int, tuple[float, float]],
        seen: float,
    ) -> None:  # fmt: skip
        """Pictograms on pieces, where there is room."""
        for k in self._order:
            low, high = edges[k]
            room = visibility(high - low, 0.75) if k in self._known else 0.0
            draw.pictogram(
                f"{key} picture", k, name=self._names[k], height=min(0.55, 0.8 * self._wide),
                at=(left + self._wide / 2, (low + high) / 2),
                color=text_on(theme().of_class(k)), room=room,
                opacity=seen * (1 - self.taken * (k == self._target)),
                allow={"overlap": "it stands on its own piece"},
            )  # fmt: skip

    def _stretched(self, draw: Canvas) -> None:
        """What a small push adds to the stack; its copy beside it, stretched to a push of 1."""
        left, edges = self._stack()
        low, high = edges[self._pushed]
        color, unit = theme().text, self._stack_unit()
        draw.rectangle(
            "hair", left=left, right=left + self._wide, bottom=high,
            top=high + max(THREAD, 0.01 * (high - low)), color=color, opacity=self.nudged,
            allow={**ON, "contrast": "a hair between two pieces"},
        )  # fmt: skip
        aside = smoothstep(self.beside)
        wide = self._wide * (1 - 0.25 * aside)
        x = left - aside * (wide + 0.35)
        foot = high + aside * (low - high)
        long = float(self.copy) * unit
        draw.rectangle(
            "copy", left=x, right=x + wide, bottom=foot,
            top=min(foot + max(THREAD, long), self._top), color=color,
            opacity=self.nudged * float(self.beside > 0),
            measures=("y", self.copy) if long > SLIVER and self.beside >= 1 else None,
            allow={**ON, "pop": "it starts on what it is a copy of"},
        )  # fmt: skip
        draw.line(
            "level", points=[(x - 0.15, high), (left + self._wide, high)], color=theme().text,
            width=6, dashed=True, opacity=self.matched, allow=ON,
        )  # fmt: skip
        size = TYPE.label
        draw.words(
            "per push", text="× 100", at=(x + wide / 2, max(foot - 0.45, self._floor - 0.5)),
            size=size, opacity=self.nudged * max(0.0, 3 * self.beside - 2),
            room=visibility(foot - self._floor, -1.0),
        )  # fmt: skip
        y = (low + high) / 2
        share = self._write_share(float(self._widths[self._pushed]))
        free = self._stack_left - 0.75 * self._wide - 0.55 - self._end
        draw.words(
            "copy share", text=share, at=(x - 0.2, y - CAP * TYPE.number / 2), align=1,
            size=TYPE.number, opacity=self.matched,
            room=visibility(free, words_width(share, TYPE.number)),
        )  # fmt: skip

    # --- The bar and the loss -----------------------------------------------------------------

    def _shares(self, draw: Canvas) -> None:
        bar, edges = self._bar, self._edges(self.q, self._unit)
        for k in self._order:
            low, high = edges[k]
            draw.rectangle(
                "share", k, left=bar.left, right=bar.right, bottom=low, top=high,
                color=theme().of_class(k), allow={**SIDE_BY_SIDE, **FAR},
                measures=("y", float(self.q[k])) if high - low > SLIVER else None,
            )  # fmt: skip
        draw.line(
            "frame", points=bar.outline, color=theme().text, width=5,
            allow={"overlap": "it frames the bar", "contrast": "it frames the bar"},
        )  # fmt: skip
        self._on_piece(draw, "share", bar.left, edges, 1.0)
        low, high = edges[self._target]
        cut = self.lost * (high - low)
        draw.hatch(
            "lost", left=bar.left, right=bar.right, bottom=low, top=low + cut,
            color=theme().background, width=10, opacity=self.taken,
            allow={**ON, "jump": "lines begin where the cut begins",
                   "pop": "it grows from nothing"},
        )  # fmt: skip
        draw.line(
            "cut", points=[(bar.left - 0.15, low + cut), (bar.right + 0.15, low + cut)],
            color=theme().text, width=6, opacity=self.taken, allow=ON,
        )  # fmt: skip
        draw.words(
            "lost share", text=self._write_share(float(self._widths[self._pushed])),
            at=(bar.left - 0.2, low + cut / 2 - CAP * TYPE.number / 2), align=1, size=TYPE.number,
            opacity=self.taken * max(0.0, 2 * self.stacked - 1),
            allow={"overlap": "it tells what is cut"},
            room=visibility(self._own * self._unit, 0.6) * self._is_wide,
        )  # fmt: skip
        middle = (low + high) / 2
        draw.number(
            "true share", value=float(self.q[self._target]), write=self._write_share, align=-1,
            at=(bar.right + 0.15, middle + 0.12), opacity=1 - self.alone, room=float(self._is_wide),
            color=theme().of_class(self._target),
        )  # fmt: skip

    def _loss_of(self, draw: Canvas) -> None:
        edges, x, t = self._edges(self.q, self._unit), self._loss, theme()
        middle = sum(edges[self._target]) / 2
        room = self._top - 0.75 - self._floor
        top = self._floor + room * self.loss / self._highest
        seen = 1 - self.alone
        draw.line(
            "wire", points=[(self._bar.right, middle), (x, middle), (x, min(top, middle))],
            color=t.muted, width=7, opacity=seen, allow={"overlap": "it leads to the loss"},
        )  # fmt: skip
        draw.rectangle(
            "loss", left=x - self._column / 2, right=x + self._column / 2, bottom=self._floor,
            top=top, color=t.loss, opacity=seen, measures=("y", self.loss),
            allow={"overlap": "its wire leads to it", **FAR},
        )  # fmt: skip
        draw.number(
            "loss number", value=self.loss, write=self._write_loss, size=self._large,
            at=(x, max(top, middle) + 0.14), opacity=seen,
        )  # fmt: skip

    # --- The scores ---------------------------------------------------------------------------

    def _x_of(self, z: float) -> float:
        left, right = self._rail[0] + 0.2, self._rail[1] - 0.2
        return left + (z - self._lowest) / (self._highest_z - self._lowest) * (right - left)

    def _scores(self, draw: Canvas) -> None:
        t, size = theme(), TYPE.label
        for k in self._order:
            y, name = self._row[k], self._names[k]
            known = float(k in self._known)
            draw.line(
                "rail", k, points=[(self._rail[0], y), (self._rail[1], y)], color=t.muted, width=5,
                opacity=1 - self.alone,
                allow={"overlap": "its ring is on it", "contrast": "it has stepped back"},
            )  # fmt: skip
            home, now = self._x_of(float(self._z[k])), self._x_of(float(self.z[k]))
            draw.line(
                "went", k, points=[(home, y), (now, y)], color=t.of_class(k), width=14,
                opacity=(1 - self.alone) * float(now - home > 1e-3),
                allow={"overlap": "it is on its rail", "contrast": "it is on its rail",
                       "pop": "its ring leaves it behind"},
            )  # fmt: skip
            draw.ring(
                "ring", k, at=(now, y), radius=0.19 if known else 0.09,
                color=t.of_class(k), width=9, opacity=1 - self.alone,
                allow={"overlap": "it is on its rail", "contrast": "it has stepped back"},
            )  # fmt: skip
            wide = words_width(name, size)
            draw.words(
                "name", k, text=name, at=(self._name, y - CAP * size / 2), align=1,
                color=t.of_class(k), room=known * visibility(self._name - self.zone.left, wide),
            )  # fmt: skip
            draw.pictogram(
                "picture", k, name=name, at=(self._name - wide - 0.12 - PICTURE / 2, y),
                height=PICTURE, color=t.of_class(k),
                room=known * visibility(self._name - self.zone.left, wide + 0.12 + PICTURE),
            )  # fmt: skip
            if k == self._target:
                half = words_width("true", TYPE.tick) / 2 + 0.12
                draw.tag("true", text="true", at=(self._name - half, y - 0.52))
            draw.words(
                "slope", k, text=self._slopes[k], align=1, size=1.15 * TYPE.number,
                at=(self._end - 0.25, y - CAP * TYPE.number * 0.575), opacity=self.told * known,
            )  # fmt: skip

    # --- What is told -------------------------------------------------------------------------

    def _called(self, draw: Canvas) -> None:
        """What each thing is, below it."""
        y, left = self._floor - 0.52, self._stack()[0]
        seen = 1 - self.alone
        x = sum(self._rail) / 2
        draw.words("score", text="score", at=(x, y), opacity=seen)
        draw.formula(
            "power", math='e^"score"', size=1.15 * TYPE.label, at=(left + self._wide / 2, y),
            opacity=max(0.0, 3 * self.stacked - 2),
        )  # fmt: skip
        draw.formula(
            "what share", math='"share" {{q:q}}' if self._is_wide else '"share"',
            colors={"q": theme().q}, size=TYPE.label, at=(self._bar.x, y),
        )  # fmt: skip
        draw.words("what loss", text="loss", at=(self._loss, y), opacity=seen)
        text = "width = loss per push"
        free = self._bar.left - 0.5 - self._rail[1]
        draw.words(
            "what width", text=text, at=((self._end + self._mouth) / 2, y),
            opacity=max(0.0, 4 * self.spread - 3),
            room=visibility(free, words_width(text, TYPE.label)),
        )  # fmt: skip

    def _answer(self, draw: Canvas) -> None:
        t, size = theme(), 1.2 * TYPE.formula
        math = '"gradient" = {{q:q}} - {{p:p}}'
        # Above the end of the true class's channel, where that goes level.
        foot, _ = self._ends(self._target)
        above = self._top - foot - self._rest * self._unit
        free = self.zone.right - self._mouth + 0.3 * (self._mouth - self._end)
        draw.formula(
            "answer", math=math, colors={"q": t.q, "p": t.p}, size=size, align=1,
            at=(self.zone.right, self._top - 0.45), opacity=self.told,
            room=min(visibility(free, _width(math, size)), visibility(above, 1.0)),
        )  # fmt: skip


def _bent(start: float, end: float) -> FloatArray:
    """From one height to another along a channel, level at both ends, (PLACES,)."""
    return np.asarray(start + (end - start) * minimum_jerk(PLACES))


@cache
def _width(math: str, size: float) -> float:
    """Of a formula, in manim units."""
    return Formula(math, display=False).made_width * size / TYPE.formula
