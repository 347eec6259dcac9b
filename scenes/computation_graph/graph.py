"""The main figure of ``ComputationGraph``: a graph from scores to loss, and gauges of the rates.

The graph runs round the frame: scores at the left, softmax, the true share and ln 1/share along
the top, the loss at the right. Inside it each score has a gauge, which its push marks with an empty
frame, and the walk back fills. All lengths are to one scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.computation_graph.numbers import LOSS_MOVES, SHARE_MOVES, SINKS, ComputationGraphNumbers
from stage.digits import write
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, looks, number
from stage.drawing.ways import along
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

__all__ = ["Graph"]

WIDE = 10.0
"""Width from which a stage has space for words beside the scores and the loss."""

BUS, BOX, LANE, SHARE = 0.18, 0.42, 0.5, 0.34
"""Distance of neighbouring wires, half the height of a function, thickness of the blocks that
walk, and radius of the share's disc."""

THICK, SLOT = 0.8, 0.36
"""Thickness of the bars in the gauges, at most, and distance of the marks of the tally."""

SHORTEST = 0.75
"""Scale, relative to the largest possible, at which the walking block is cut instead."""

RISES = (LOSS_MOVES[1], LOSS_MOVES[1] + 0.05)
"""Part of a push in which its rate appears at the loss."""

RUNS, SHRINKS, TURNS, SLIDES = (0.0, 0.42), (0.42, 0.58), (0.6, 0.74), (0.78, 1.0)
"""Parts of a copy's walk: to its score, its multiplication by the size of its factor and by the
sign, and the way into its frame."""

FUNCTIONS = ("softmax", "ln 1/share")

ON: dict[Rule, str] = {
    "overlap": "it is a part of the graph",
    "contrast": "it lies on its wire",
    "pop": "it grows from nothing",
    "jump": "a thin bar's corners lie on each other",
}
TRAVELS: dict[Rule, str] = {
    **ON,
    "overlap": "it travels over the graph",
    "zone": "it travels",
    "passes": "each goes its own way",
}


@dataclass(frozen=True)
class Places:
    """Positions and sizes of everything that does not move, in manim units."""

    rows: dict[int, float]  # y coordinate of each class's row
    wires: dict[int, float]  # x coordinate of each class's wire, below the softmax
    disc: float  # x coordinate of the scores
    radius: float  # of the scores
    thick: float  # thickness of the bars in the gauges
    zero: float  # x coordinate at which the gauges are 0
    unit: float  # length of 1
    lane: float  # y coordinate of the wire along the top
    softmax: Zone
    log: Zone
    share: float  # x coordinate of the true share
    loss: float  # x coordinate of the loss
    rest: float  # y coordinate of the loss at which nothing has moved
    sums: Point  # left end and middle of what is computed
    tally: Point  # left end and top of the tally
    is_wide: bool

    @property
    def reach(self) -> float:
        """The length of the wire between both functions."""
        return self.log.left - self.softmax.right

    @classmethod
    def on(cls, stage: Zone, n: ComputationGraphNumbers, number: float, ratio: float) -> Places:
        """Return the layout on a stage.

        ``number`` and ``ratio`` are the widths of the widest rate and of the division.
        """
        is_wide, size = stage.width > WIDE, TYPE.label
        lane = stage.top - 0.95
        top = lane - BOX - (0.5 if is_wide else 1.6)
        pitch = (top - stage.bottom - 0.1) / max(len(n.rows), 3)
        rows = {k: top - pitch * (i + 0.5) for i, k in enumerate(n.rows)}
        wires = {k: stage.left + 0.3 + BUS * (len(n.rows) - 1 - i) for i, k in enumerate(n.rows)}
        radius = min(0.44, 0.38 * pitch)
        bus = max(wires.values())
        disc = bus + radius + (1.59 if is_wide else 0.5)
        half, half_log = (words_width(text, size) / 2 + 0.2 for text in FUNCTIONS)
        softmax = Zone(stage.left, stage.left + 2 * half, lane - BOX, lane + BOX)
        x = stage.right - (2.16 if is_wide else half_log)

        low, high = (max(0.0, float((sign * n.measured).max())) for sign in (-1, 1))
        name = words_width(n.names[n.target], size) + 0.5
        left = disc + radius + 0.12 + (number + min(name, 1.2) if is_wide else 0.0)
        across = (x - 0.75 - left - number) / max(low + high, 0.5)
        largest = min(across, (lane - BOX - stage.bottom - (0.25 if is_wide else 1.1)) / (1 + low))
        fits = 0.97 * (x - half_log - softmax.right) / abs(n.by_true)
        unit = min(largest, fits if fits > SHORTEST * largest else largest)
        if is_wide and low > 0:  # the division stands between the gauges and the loss
            unit = min(unit, max(0.7 * unit, (x - 0.6 - ratio - left) / low))
        log = Zone(x - half_log, x + half_log, lane - BOX, lane + BOX)
        zero = left + low * unit
        return cls(
            rows=rows,
            wires=wires,
            disc=disc,
            radius=radius,
            thick=min(THICK, (0.72 if is_wide else 0.42) * pitch),
            zero=zero,
            unit=unit,
            lane=lane,
            softmax=softmax,
            log=log,
            share=softmax.right + 0.85 * (log.left - softmax.right),
            loss=x,
            rest=lane - BOX - unit,
            sums=(zero + 0.14, rows[n.pushed]) if is_wide else (bus + 0.2, top + 0.75),
            tally=(x + 0.38, lane - BOX - 0.15) if is_wide else (x - 0.6 - 4 * SLOT, top + 1.3),
            is_wide=is_wide,
        )


class Graph(Figure):
    """Scores, functions, the true share and the loss; pushes; the walk back; a gauge a score.

    Values
    ------
    tried
        The number of pushes made, in parts.
    share_by, loss_by
        What the true share and the loss have moved by, per unit of push.
    sent
        How far the pulses have come that run forward, from 0 to 1.
    divided
        How far the division of the first push has come, from 0 to 1.
    guess, walked
        Opacity of the question how many walks are needed, and of the answer.
    one
        How far the 1 has come out of the loss, from 0 to 1.
    entered
        How far its copy has come through the logarithm, from 0 to 1.
    carried
        How far a copy of that has come to each score, from 0 to 1, shape (K,).
    """

    tried, share_by, loss_by = number(0.0), number(0.0), number(0.0)
    sent, divided, guess, walked = look(0.0), look(0.0), look(0.0), look(0.0)
    one, entered = look(0.0), look(0.0)
    carried = looks()

    def __init__(self, name: str, table: ComputationGraphNumbers) -> None:
        super().__init__(name, carried=np.zeros(len(table.names)))
        self._table = n = table
        self._rates = [write(float(r), f) for r, f in zip(n.rates, n.rate_forms, strict=True)]
        self._by_true = write(n.by_true, n.true_form)
        self._factors = [
            f"× {write(float(f), form)}" for f, form in zip(n.factors, n.factor_forms, strict=True)
        ]
        self._share = write(n.share, n.share_form)

    def sketch(self, draw: Canvas) -> None:
        """Draw everything, from the lowest layer to the top one."""
        widest = max(words_width(self._rates[k], TYPE.number) for k in self._table.rows)
        term = max(words_width(text, TYPE.label) for text in self._terms())
        ratio = term + 0.45 + words_width(self._rates[self._table.pushed], TYPE.number)
        places = Places.on(self.zone, self._table, widest, ratio)
        self._draw_wires(draw, places)
        self._draw_gauges(draw, places)
        self._draw_walk(draw, places)
        self._draw_loss(draw, places)
        self._draw_pulses(draw, places)
        self._draw_nodes(draw, places)
        self._draw_rates(draw, places)
        self._draw_division(draw, places)
        self._draw_product(draw, places)
        self._draw_tally(draw, places)

    # --- The graph ------------------------------------------------------------------------------

    def _draw_wires(self, draw: Canvas, places: Places) -> None:
        """Draw all wires."""
        color = theme().muted
        lane = [(places.softmax.x, places.lane), (places.loss, places.lane)]
        lane.append((places.loss, places.rest))
        draw.line("wire to loss", points=lane, color=color, width=13, allow=ON)
        for k in self._table.rows:
            x, y = places.wires[k], places.rows[k]
            way = [(x, places.softmax.bottom), (x, y), (places.disc, y)]
            draw.line("wire", k, points=way, color=color, width=10, allow=ON)

    def _draw_nodes(self, draw: Canvas, places: Places) -> None:
        """Draw the scores, both functions and the true share, on top of the wires."""
        t, n = theme(), self._table
        for k in n.rows:
            y, carried = places.rows[k], float(self.carried[k])
            self._draw_class(
                draw, "score", k, (places.disc, y + 0.16 * self._pushed(k)), places.radius
            )
            left = places.disc + places.radius + 0.08
            width = words_width(n.names[k], TYPE.label)
            end = places.zero + min(0.0, places.unit * float(n.measured[k]))
            if n.measured[k] < 0:
                end = (end if places.is_wide else places.zero) - 0.25
                end -= words_width(self._rates[k], TYPE.number)
            draw.words(
                "score name", k, text=n.names[k], align=-1, color=t.of_class(k),
                at=(left, y + (0.16 if places.is_wide else places.thick / 2 + 0.1)),
                opacity=1 - _part(carried, 0.5, 0.58) + _part(carried, 0.92, 1.0),
                room=visibility(end - 0.15 - left, width),
            )  # fmt: skip
        at = places.disc - places.radius - 0.7, places.rows[n.target] + 0.45
        draw.tag(
            "true", text="true", at=at, color=t.of_class(n.target), allow=ON,
            opacity=float(places.is_wide) * (1 - _part(self.tried, 0.0, 0.1)),
        )  # fmt: skip
        for i, (box, text) in enumerate(zip((places.softmax, places.log), FUNCTIONS, strict=True)):
            draw.rectangle(
                "function", i, left=box.left, right=box.right, bottom=box.bottom, top=box.top,
                color=t.muted, allow=ON,
            )  # fmt: skip
            draw.words(
                "function name", i, text=text, at=(box.x, box.y - CAP * TYPE.label / 2),
                color=text_on(t.muted), allow=ON,
            )  # fmt: skip
        at = places.share, places.lane + places.unit * self.share_by
        self._draw_class(draw, "share", n.target, at, SHARE)
        texts = f"{n.names[n.target]}'s share", self._share
        width, beside = words_width(self._share, TYPE.label), places.share - SHARE - 0.15
        room = visibility(
            beside - places.softmax.right - 0.1, words_width(texts[0], TYPE.label) + 0.2 + width
        )
        for key, text, x in zip(
            ("share name", "share number"), texts, (beside - width - 0.2, beside), strict=True
        ):
            draw.words(key, text=text, at=(x, places.lane + 0.4), align=1, room=room)

    def _draw_class(self, draw: Canvas, key: str, k: int, at: Point, radius: float) -> None:
        """Draw a disc with the pictogram of class k."""
        color = theme().of_class(k)
        draw.disc(key, k, at=at, radius=radius, color=color, outline=theme().background, allow=ON)
        draw.pictogram(
            f"{key} picture", k, name=self._table.names[k], at=at, height=1.3 * radius,
            color=text_on(color), allow=ON,
        )  # fmt: skip

    def _draw_loss(self, draw: Canvas, places: Places) -> None:
        """Draw the level of the loss, what it has moved by, and its name."""
        t, x, rest = theme(), places.loss, places.rest
        level = rest + places.unit * self.loss_by
        half = LANE / 2
        draw.rectangle(
            "loss moved", left=x - half, right=x + half, bottom=min(rest, level),
            top=max(rest, level), color=t.loss, allow=ON,
        )  # fmt: skip
        draw.rectangle(
            "loss", left=x - half - 0.08, right=x + half + 0.08, bottom=level - 0.09,
            top=level + 0.09, color=t.loss, outline=t.background, allow=ON,
        )  # fmt: skip
        low = max(0.0, -float(self._table.measured.min()))
        beside = x + half + 0.17, min(rest - 0.7, places.tally[1] - 2.65)  # under the tally
        below = x, rest - low * places.unit - 0.95
        draw.words(
            "loss name", text="loss", size=1.2 * TYPE.label, align=-float(places.is_wide),
            at=beside if places.is_wide else below,
        )  # fmt: skip

    def _draw_pulses(self, draw: Canvas, places: Places) -> None:
        """Draw what runs forward: at first from all scores, later from the one that is pushed."""
        t, n = theme(), self._table
        share, loss = (places.share, places.lane), (places.loss, places.rest)
        to_loss = [share, (places.loss, places.lane), loss]
        for k in n.rows:
            turn, x, y = self._turn(k), places.wires[k], places.rows[k]
            to_share = [(places.disc, y), (x, y), (x, places.lane), share]
            if turn > 0:
                first = _part(turn, 0.05, SHARE_MOVES[0])
                second = _part(turn, SHARE_MOVES[1], LOSS_MOVES[0])
            elif k == n.target:
                first, second = _part(self.sent, 0.0, 0.6), _part(self.sent, 0.6, 1.0)
            else:  # it ends behind the softmax
                to_share, first, second = to_share[:-1], _part(self.sent, 0.0, 0.3), 0.0
            at = along(to_loss, second) if second > 0 else along(to_share, first)
            is_over = turn == 0 and k != n.target and first >= 1
            draw.disc(
                "pulse", k, at=at, radius=0.2, color=t.of_class(k), outline=t.text,
                opacity=min(1.0, 6 * first, 8 * (1 - second)) * (not is_over), allow=TRAVELS,
            )  # fmt: skip

    # --- The pushes -----------------------------------------------------------------------------

    def _turn(self, k: int) -> float:
        """Return the part of the push of class k that is done, from 0 to 1."""
        return min(max(self.tried - self._table.turns.index(k), 0.0), 1.0)

    def _pushed(self, k: int) -> float:
        """Return how far the score of class k is up, from 0 to 1."""
        turn = self._turn(k)
        return _part(turn, 0.0, 0.06) - _part(turn, *SINKS)

    def _draw_gauges(self, draw: Canvas, places: Places) -> None:
        """Draw zero lines, filled bars, and the empty frames."""
        t, n, unit = theme(), self._table, places.unit
        ys = [places.rows[k] for k in n.rows]
        half = places.thick / 2
        ends = [(places.zero, y) for y in (max(ys) + half + 0.12, min(ys) - half - 0.12)]
        needed = _part(self._turn(n.pushed), SINKS[0], SINKS[0] + 0.15)
        draw.line("zero", points=ends, color=t.muted, width=8, opacity=needed, allow=ON)
        for side, text in ((1, "loss down"), (-1, "loss up")):
            draw.words(
                "direction", side + 1, text=text, align=side, color=t.muted,
                at=(places.zero - 0.2 * side, max(ys) + half + 0.2),
                opacity=needed * float(places.is_wide),
            )  # fmt: skip
        for k in n.rows:
            y, turn = places.rows[k], self._turn(k)
            way = _part(turn, *SINKS)
            corners = _frame(places, k, unit * float(n.measured[k]), way)
            draw.polygon(
                "inside", k, points=corners[:-1], color=t.background, opacity=_part(way, 0.0, 0.1),
                allow=TRAVELS,
            )  # fmt: skip
            end = places.zero + unit * float(n.products[k])
            draw.rectangle(
                "bar", k, left=min(places.zero, end), right=max(places.zero, end),
                bottom=y - half, top=y + half, color=t.of_class(k),
                opacity=float(self.carried[k] >= 1), allow=ON,
                measures=("x", float(n.products[k])) if n.products[k] > 0 else None,
            )  # fmt: skip
            draw.line(
                "frame", k, points=corners, color=t.of_class(k), width=9,
                opacity=_part(turn, *RISES), allow=TRAVELS,
            )  # fmt: skip

    def _draw_rates(self, draw: Canvas, places: Places) -> None:
        """Draw the rates, each on the side of the rail on which its frame is."""
        n, size = self._table, TYPE.number
        cap, above = CAP * size, 0.16 if places.is_wide else places.thick / 2 + 0.1
        for k in n.rows:
            text, turn, y = self._rates[k], self._turn(k), places.rows[k]
            length, width = places.unit * float(n.measured[k]), words_width(self._rates[k], size)
            if length > 0:
                at = places.zero + length + 0.22, y - cap / 2
            else:
                left = places.zero + (length if places.is_wide else 0.0) - 0.2
                at = left - width, y + above
            seen = _part(turn, SINKS[1] - 0.1, 1.0)
            if k == n.pushed:  # it comes from the division
                start = self._result(places), places.sums[1] - cap / 2
                at = along((start, at), _part(turn, 0.8, 0.98))
                seen = _part(self.divided, 0.75, 0.9)
            draw.words(
                "rate", k, text=text, size=size, at=at, align=-1, color=theme().of_class(k),
                opacity=seen, allow=TRAVELS,
            )  # fmt: skip

    def _terms(self) -> tuple[str, str]:
        """Return what the loss has moved by in the first push, and the push."""
        n = self._table
        return write(n.moved, n.moved_form), f"+{write(n.push, 'exact')}"

    def _result(self, places: Places) -> float:
        """Return the x coordinate at which the result of the division begins."""
        return places.sums[0] + max(words_width(text, TYPE.label) for text in self._terms()) + 0.45

    def _draw_division(self, draw: Canvas, places: Places) -> None:
        """Draw what the first push and the loss have moved by, and one over the other."""
        t, n = theme(), self._table
        turn, size = self._turn(n.pushed), TYPE.label
        cap, (left, y) = CAP * size, places.sums
        widths = [words_width(text, size) for text in self._terms()]
        right, way = left + max(widths), _part(self.divided, 0.0, 0.6)
        level = places.rest + places.unit * max(float(n.measured[n.pushed]), 0.0)
        beside, row = places.disc + places.radius + 0.1, places.rows[n.pushed]
        name = min(words_width(n.names[n.pushed], size), 1.2)
        starts = (
            (places.loss - LANE / 2 - 0.3 - widths[0], level - cap / 2),
            (beside + name + 0.25, row) if places.is_wide else (beside, row + places.radius),
        )
        gone = 1 - _part(turn, SINKS[0], SINKS[0] + 0.1)
        seen = _part(turn, *RISES) * gone, _part(turn, 0.0, 0.06) * gone
        for i, text in enumerate(self._terms()):
            home = (left + right - widths[i]) / 2, y + (0.17 if i == 0 else -0.17 - cap)
            draw.words(
                "moved", i, text=text, at=along((starts[i], home), way), align=-1, size=size,
                color=t.of_class(n.pushed) if i else t.loss, opacity=seen[i], allow=TRAVELS,
            )  # fmt: skip
        shown = _part(self.divided, 0.5, 0.65) * gone
        draw.line("over", points=[(left, y), (right, y)], color=t.text, opacity=shown)
        draw.words("equals", text="=", at=(right + 0.22, y - cap / 2), opacity=shown)
        text, below = write(n.share_moved, n.moved_form), SHARE + 0.15
        draw.words(
            "share moved", text=text, align=1, size=size, allow=ON,
            at=(places.share - below, places.lane + places.unit * self.share_by - below),
            opacity=_part(turn, SHARE_MOVES[1], LOSS_MOVES[0]) * gone * float(places.is_wide),
        )  # fmt: skip
        draw.words(
            "magnified", text="magnified", align=-1, color=t.muted, allow=TRAVELS,
            at=(places.loss + LANE / 2 + 0.17, level - cap),
            opacity=seen[0] * float(places.is_wide) * (1 - way),
        )  # fmt: skip

    def _draw_tally(self, draw: Canvas, places: Places) -> None:
        """Draw the pushes, each an arrow that goes to the tally, and the number of walks."""
        t, n = theme(), self._table
        x, y = places.tally
        for i, k in enumerate(n.turns):
            turn, top = self._turn(k), places.rows[k] + 0.45
            at = places.disc - places.radius - 0.22, top
            slot = x + SLOT * (i + 0.5)
            foot = along((at, (slot, y)), _part(turn, *SINKS))
            draw.arrow(
                "push", k, start=(foot[0], foot[1] - 0.5), end=foot, color=t.text, thickness=0.12,
                opacity=_part(turn, 0.0, 0.06), allow=TRAVELS,
            )  # fmt: skip
        count, size = len(n.turns), 1.2 * TYPE.label
        texts = (
            (f"{count} pushes", y - 1.0, _part(self.tried, count - 0.1, count)),
            ("? walks", y - 1.55, self.guess),
            ("1 walk", y - 1.55, self.walked),
        )
        for i, (text, level, seen) in enumerate(texts):
            draw.words(
                "tally", i, text=text, size=size, at=(x, level), align=-1,
                opacity=seen * float(places.is_wide),
            )  # fmt: skip

    # --- The walk back --------------------------------------------------------------------------

    def _draw_walk(self, draw: Canvas, places: Places) -> None:
        """Draw the 1 at the loss, what the logarithm makes of it, and the copies of that."""
        t, n, unit, x = theme(), self._table, places.unit, places.loss
        draw.rectangle(
            "one", left=x - LANE / 2, right=x + LANE / 2, bottom=places.rest,
            top=places.rest + unit * self.one, color=t.loss, allow=ON,
        )  # fmt: skip
        size = 1.1 * TYPE.number
        draw.words(
            "one number", text="1", size=size, color=text_on(t.loss), allow=TRAVELS,
            at=(x, places.rest + (unit - CAP * size) / 2), opacity=_part(self.one, 0.6, 1.0),
        )  # fmt: skip
        length = min(abs(n.by_true) * unit, places.reach)
        start = (x - places.log.left + BOX + unit) * _part(self.entered, 0.0, 0.5)
        end = start + unit + (length - unit) * _part(self.entered, 0.5, 1.0)
        way = [(x, places.rest), (x, places.lane), (self.zone.left, places.lane)]
        draw.line(
            "band", points=_stretch(way, start, end), color=t.loss, width=100 * LANE,
            opacity=float(self.entered > 0), allow=TRAVELS,
        )  # fmt: skip
        for k in n.rows:
            self._draw_copy(draw, places, k, length)
        middle = places.log.left - 0.6 * length
        seen = _part(self.entered, 0.9, 1.0)
        before = middle - words_width(self._by_true, size) / 2 - 0.5
        low, high = (places.lane + side * (LANE / 2 + 0.02) for side in (-1, 1))
        corners = [(before - 0.2, low), (before, low), (before + 0.2, high), (before, high)]
        is_cut = abs(n.by_true) * unit > places.reach * 1.001
        draw.polygon(
            "cut", points=corners, color=t.background, opacity=seen * float(is_cut), allow=ON
        )
        draw.words(
            "band number", text=self._by_true, size=size, color=text_on(t.loss),
            at=(middle, places.lane - CAP * size / 2), opacity=seen, allow=TRAVELS,
            room=visibility(length, words_width(self._by_true, size)),
        )  # fmt: skip

    def _draw_copy(self, draw: Canvas, places: Places, k: int, length: float) -> None:
        """Draw the copy of the band that goes to the score of class k, and into its frame."""
        t, n, carried = theme(), self._table, float(self.carried[k])
        x, y, product = places.wires[k], places.rows[k], places.unit * float(n.products[k])
        way = [(places.log.left, places.lane), (x, places.lane), (x, y), (self.zone.right, y)]
        gate = places.log.left - x + places.lane - y + places.disc - x
        head = length + (gate - length) * _part(carried, *RUNS)
        tail = head - length + (length - abs(product)) * _part(carried, *SHRINKS)
        turned = _part(carried, *TURNS)
        if product > 0:  # a negative factor: it is turned over at its score
            tail, head = sorted((gate, tail + 2 * turned * (gate - tail)))
        slid = _part(carried, *SLIDES)
        tail, head = (end + slid * (places.zero - places.disc) for end in (tail, head))
        points = _stretch(way, tail, head)
        width = 100 * (LANE + slid * (places.thick - LANE))
        dyed = float(turned > 0.5) if product > 0 else turned
        walks = float(0 < carried < 1)
        for key, color, seen in (("copy", t.loss, walks), ("dyed", t.of_class(k), walks * dyed)):
            draw.line(key, k, points=points, color=color, width=width, opacity=seen, allow=TRAVELS)

    def _draw_product(self, draw: Canvas, places: Places) -> None:
        """Draw all factors, and the product for the score that was pushed first."""
        t, n = theme(), self._table
        k, log = n.pushed, places.log
        color, carried = t.of_class(k), float(self.carried[k])
        text = f"× −1/{self._share}"
        width = words_width(text, TYPE.label)
        draw.words(
            "factor", text=text, at=(min(log.x, self.zone.right - width / 2), log.top + 0.12),
            opacity=_part(self.one, 0.5, 1.0),
            room=visibility(places.log.right - places.share - SHARE, width),
        )  # fmt: skip
        left = max(places.wires.values()) + 0.12
        for each in n.rows:
            draw.words(
                "factor of", each, text=self._factors[each], color=t.of_class(each), align=-1,
                at=(left, places.rows[each] + LANE / 2 + 0.07), allow=TRAVELS,
                opacity=_part(float(self.carried[each]), 0.0, 0.15),
                room=visibility(
                    places.disc - places.radius - left,
                    words_width(self._factors[each], TYPE.label),
                ),
            )  # fmt: skip
        # In the row of the score, before its bar and its rate: an equation.
        text, right = f"{self._by_true} {self._factors[k]} =", places.zero - 0.2
        width, cap = words_width(text, TYPE.label), CAP * TYPE.label
        free = right - places.disc - places.radius - 0.2 - words_width(n.names[k], TYPE.label)
        draw.words(
            "product", text=text, align=1, color=color, at=(right, places.rows[k] - cap / 2),
            opacity=_part(carried, 0.97, 1.0) * (1 - _part(self.walked, 0.5, 1.0)),
            room=visibility(free, width) * float(places.is_wide), allow=TRAVELS,
        )  # fmt: skip


def _frame(places: Places, k: int, length: float, way: float) -> FloatArray:
    """Return the corners of a frame that travels from the loss, where it is upright."""
    half = LANE / 2 + way * (places.thick - LANE) / 2
    corners = np.array([(0, half), (length, half), (length, -half), (0, -half), (0, half)])
    angle = np.pi / 2 * (1 - way)
    turned = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    way_home = (places.loss, places.rest), (places.zero, places.rows[k])
    return np.asarray(turned + along(way_home, way))


def _stretch(way: list[Point], start: float, end: float) -> FloatArray:
    """Return the points of a way between two distances from its first point."""
    points = np.array(way)
    reached = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    inside = reached[(start < reached) & (reached < end)]
    at = np.concatenate(([start], inside, [end]))
    return np.column_stack([np.interp(at, reached, points[:, axis]) for axis in (0, 1)])


def _part(value: float, start: float, end: float) -> float:
    """Return how far ``value`` is from ``start`` to ``end``, eased, from 0 to 1."""
    return float(smoothstep((value - start) / (end - start)))
