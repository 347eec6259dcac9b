"""The main figure of ``ComputationGraph``: a graph from scores to loss, and gauges of the rates.

The graph runs round the frame: scores at the left, softmax, the true share and ln(1/q) along the
top, the loss at the right. Inside it each score has a gauge, which its push marks with an empty
frame, and the walk back fills. All lengths are to one scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.computation_graph.numbers import LOSS_MOVES, SHARE_MOVES, SINKS, ComputationGraphNumbers
from stage.digits import write
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.ways import along, until
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

__all__ = ["Graph"]

WIDE = 10.0
"""Width from which a stage has space for factors left of the scores."""

BUS, BOX, NUMBER = 0.18, 0.42, (1.3, 1.7)
"""Distance of neighbouring wires, half the height of a function, and space for the
number of a rate where the stage is narrow, and where it is wide."""

THICK, LANE, SHARE = 0.8, 0.56, 0.34
"""Thickness of the longest bars, of the walking block, and the radius of the share's disc."""

DROPS = 4
"""Drops on each wire that the walk takes."""

SHORTEST = 0.75
"""Scale, relative to the largest possible, at which the walking block is cut instead."""

RISES = (LOSS_MOVES[1], LOSS_MOVES[1] + 0.05)
"""Part of a push in which its rate appears at the loss."""

FUNCTIONS = ("softmax", "ln 1/q")

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
FLOWS: dict[Rule, str] = {**TRAVELS, "jump": "it comes again from where it set off"}


@dataclass(frozen=True)
class Places:
    """Positions and sizes of everything that does not move, in manim units."""

    rows: dict[int, float]  # y coordinate of each class's row
    wires: dict[int, float]  # x coordinate of each class's wire, below the softmax
    disc: float  # x coordinate of the scores
    radius: float  # of the scores
    thick: float  # thickness of the bars in the gauges
    names: float  # x coordinate at which names must end
    zero: float  # x coordinate at which the gauges are 0
    unit: float  # length of 1
    lane: float  # y coordinate of the wire along the top
    softmax: Zone
    log: Zone
    reach: float  # length of the wire between both functions
    share: float  # x coordinate of the true share
    loss: float  # x coordinate of the loss
    rest: float  # y coordinate of the loss at which nothing has moved
    is_wide: bool

    @classmethod
    def on(cls, stage: Zone, n: ComputationGraphNumbers) -> Places:
        """Return the layout on a stage."""
        is_wide, size = stage.width > WIDE, TYPE.label
        lane = stage.top - 0.95
        top = lane - BOX - (0.5 if is_wide else 0.95)
        pitch = (top - stage.bottom - 0.1) / max(len(n.rows), 3)
        rows = {k: top - pitch * (i + 0.5) for i, k in enumerate(n.rows)}
        wires = {k: stage.left + 0.3 + BUS * (len(n.rows) - 1 - i) for i, k in enumerate(n.rows)}
        radius = min(0.44, 0.38 * pitch)
        bus = stage.left + 0.3 + BUS * (len(n.rows) - 1)
        disc = bus + radius + (1.87 if is_wide else 0.2)
        half, half_log = (words_width(text, size) / 2 + 0.25 for text in FUNCTIONS)
        softmax = Zone(stage.left, stage.left + 2 * half, lane - BOX, lane + BOX)
        last = stage.right - (NUMBER[1] + 0.4 if is_wide else half_log)

        low, high = (max(0.0, float((sign * n.measured).max())) for sign in (-1, 1))
        left = disc + radius + 0.2
        space = last - 0.8 - left - NUMBER[is_wide]
        across = space / max(low + high, 0.5)
        upright = (lane - BOX - stage.bottom - (0.25 if is_wide else 1.1)) / (1 + low)
        largest = min(across, upright)
        fits = (last - half_log - softmax.right) / abs(n.by_true)
        unit = min(largest, fits if fits > SHORTEST * largest else largest)
        beyond = softmax.right + abs(n.by_true) * unit + half_log
        x = max(min(last, beyond), last - 0.1 * stage.width)
        reach = x - half_log - softmax.right
        free = space - (low + high) * unit
        name = max(words_width(n.names[k], size) for k in n.rows) + 0.35
        names = min(name, free) if is_wide else 0.0
        zero = left + names + (free - names) / 2 + low * unit
        return cls(
            rows=rows,
            wires=wires,
            disc=disc,
            radius=radius,
            thick=min(THICK, (0.72 if is_wide else 0.42) * pitch),
            names=zero - 0.2 - (low * unit if is_wide else 0.0),
            zero=zero,
            unit=unit,
            lane=lane,
            softmax=softmax,
            log=Zone(x - half_log, x + half_log, lane - BOX, lane + BOX),
            reach=reach,
            share=softmax.right + 0.85 * reach,
            loss=x,
            rest=lane - BOX - unit,
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
    given, spent
        The part of the loss's 1 that has gone into the logarithm; the part of what has come out
        that has gone into the softmax.
    filled
        What has come to each score, shape (K,).
    guess
        Opacity of the two guesses.
    one
        How far the 1 has come out of the loss, from 0 to 1.
    slid
        How far the block has come from the logarithm to the softmax, from 0 to 1.
    """

    tried, share_by, loss_by = number(0.0), number(0.0), number(0.0)
    given, spent = number(0.0), number(0.0)
    filled = numbers()
    guess, one, slid = look(0.0), look(0.0), look(0.0)

    def __init__(self, name: str, table: ComputationGraphNumbers) -> None:
        super().__init__(name, filled=table.fill.filled[0])
        self._table = n = table
        self._rates = [write(float(r), f) for r, f in zip(n.rates, n.rate_forms, strict=True)]
        self._factor = write(n.by_true, n.true_form)

    def sketch(self, draw: Canvas) -> None:
        """Draw everything, from the lowest layer to the top one."""
        places = Places.on(self.zone, self._table)
        self._draw_wires(draw, places)
        self._draw_gauges(draw, places)
        self._draw_walk(draw, places)
        self._draw_loss(draw, places)
        self._draw_nodes(draw, places)
        self._draw_pushes(draw, places)
        self._draw_factors(draw, places)
        self._draw_guesses(draw, places)

    # --- The graph ------------------------------------------------------------------------------

    def _way(self, places: Places, k: int) -> list[Point]:
        """Return the wire from the softmax to the score of class k."""
        x, y = places.wires[k], places.rows[k]
        return [(x, places.softmax.bottom), (x, y), (places.disc, y)]

    def _draw_wires(self, draw: Canvas, places: Places) -> None:
        """Draw all wires; those on which the walk has been are thick, in their own colours."""
        t = theme()
        lane = [(places.softmax.x, places.lane), (places.loss, places.lane)]
        lane.append((places.loss, places.rest))
        draw.line("wire to loss", points=lane, color=t.muted, width=13, allow=ON)
        walked = smoothstep(8 * self.spent)
        flows = _part(self.spent, 0.12, 0.2) * (1 - _part(self.spent, 0.9, 1.0))
        for k in self._table.rows:
            way = [*self._way(places, k), (places.zero, places.rows[k])]
            draw.line("wire", k, points=way, color=t.muted, width=10, allow=ON)
            draw.line(
                "walked", k, points=until(way, float(walked)), color=t.of_class(k), width=17,
                opacity=float(walked > 0), allow=ON,
            )  # fmt: skip
            for j in range(DROPS):
                phase = (4 * self.spent + j / DROPS) % 1
                draw.disc(
                    "drop", j, k, at=along(way, phase), radius=0.07, color=t.background,
                    opacity=flows * min(1.0, 6 * phase, 6 * (1 - phase)), allow=FLOWS,
                )  # fmt: skip

    def _draw_nodes(self, draw: Canvas, places: Places) -> None:
        """Draw the scores, both functions and the true share, on top of the wires."""
        t, n = theme(), self._table
        for k in n.rows:
            at = places.disc, places.rows[k] + 0.16 * self._pushed(k)
            self._draw_class(draw, "score", k, at, places.radius)
            left = places.disc + places.radius + 0.12
            above = 0.14 if places.is_wide else places.thick / 2 + 0.1
            draw.words(
                "score name", k, text=n.names[k], at=(left, places.rows[k] + above), align=-1,
                color=t.of_class(k), allow={"overlap": "it stands over its wire"},
                room=visibility(places.names - left, words_width(n.names[k], TYPE.label)),
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
        text = f"{n.names[n.target]}'s share"
        beside = places.share - SHARE - 0.15
        draw.words(
            "share name", text=text, at=(beside, places.lane + 0.38), align=1,
            opacity=1 - self.guess,
            room=visibility(beside - places.softmax.right - 0.1, words_width(text, TYPE.label)),
        )  # fmt: skip

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
            "loss", left=x - half - 0.22, right=x + half + 0.22, bottom=level - 0.09,
            top=level + 0.09, color=t.loss, outline=t.background, allow=ON,
        )  # fmt: skip
        low = max(0.0, -float(self._table.measured.min()))
        beside, below = (x + half + 0.4, rest - 0.6), (x, rest - low * places.unit - 0.95)
        draw.words(
            "loss name", text="loss", size=1.2 * TYPE.label, align=-float(places.is_wide),
            at=beside if places.is_wide else below,
        )  # fmt: skip

    # --- The gauges, and what comes to them -----------------------------------------------------

    def _turn(self, k: int) -> float:
        """Return the part of the push of class k that is done, from 0 to 1."""
        return min(max(self.tried - self._table.turns.index(k), 0.0), 1.0)

    def _pushed(self, k: int) -> float:
        turn = self._turn(k)
        return _part(turn, 0.0, 0.06) - _part(turn, *SINKS)

    def _draw_gauges(self, draw: Canvas, places: Places) -> None:
        """Draw zero lines, filled bars, and the empty frames with their numbers."""
        t, n, unit = theme(), self._table, places.unit
        ys = [places.rows[k] for k in n.rows]
        half = places.thick / 2
        ends = [(places.zero, y) for y in (max(ys) + half + 0.12, min(ys) - half - 0.12)]
        draw.line("zero", points=ends, color=t.muted, width=8, allow=ON)
        for side, text in ((1, "loss down"), (-1, "loss up")):
            at = places.zero - 0.2 * side, max(ys) + half + 0.2
            draw.words(
                "direction", side + 1, text=text, at=at, align=side,
                color=t.muted, opacity=float(places.is_wide),
            )  # fmt: skip
        for k in n.rows:
            y, end = places.rows[k], places.zero + unit * float(self.filled[k])
            turn, length = self._turn(k), unit * float(n.measured[k])
            way = _part(turn, SINKS[0] - 0.04, 0.98)
            corners, seen = _frame(places, k, length, way), _part(turn, *RISES)
            draw.polygon(
                "inside", k, points=corners[:-1], color=t.background, opacity=_part(way, 0.0, 0.1),
                allow=TRAVELS,
            )  # fmt: skip
            draw.rectangle(
                "bar", k, left=min(places.zero, end), right=max(places.zero, end),
                bottom=y - half, top=y + half, color=t.of_class(k), allow=ON,
                measures=("x", float(self.filled[k])) if self.filled[k] > 0 else None,
            )  # fmt: skip
            draw.line(
                "frame", k, points=corners, color=t.of_class(k), width=9, opacity=seen,
                allow=TRAVELS,
            )  # fmt: skip
            size = (1.4 if places.is_wide else 1.0) * TYPE.number
            text = self._rates[k]
            width, cap = words_width(text, size), CAP * size
            if places.is_wide:
                start = places.loss + LANE / 2 + 0.4, places.rest + length - cap / 2
            else:
                start = places.loss - width / 2, places.rest + min(length, 0.0) - 0.2 - cap
            home = places.zero + max(length, 0.0) + 0.22, y - cap / 2
            draw.words(
                "rate", k, text=text, size=size, at=along((start, home), way), align=-1,
                color=t.of_class(k), opacity=seen, allow=TRAVELS,
            )  # fmt: skip

    def _draw_pushes(self, draw: Canvas, places: Places) -> None:
        """Draw an arrow under the pushed score, and a pulse along the wires."""
        t, n = theme(), self._table
        for k in n.rows:
            turn, seen, y = self._turn(k), self._pushed(k), places.rows[k] - places.radius
            draw.arrow(
                "push", k, start=(places.disc, y - 0.36), end=(places.disc, y + 0.1 * seen),
                color=t.text, thickness=0.16, opacity=seen, allow=TRAVELS,
            )  # fmt: skip
            back = self._way(places, k)
            to_share = [*back[::-1], (back[0][0], places.lane), (places.share, places.lane)]
            to_loss = [(places.share, places.lane), (places.loss, places.lane)]
            to_loss.append((places.loss, places.rest))
            first = _part(turn, 0.05, SHARE_MOVES[0])
            second = _part(turn, SHARE_MOVES[1], LOSS_MOVES[0])
            at = along(to_loss, second) if second > 0 else along(to_share, first)
            draw.disc(
                "pulse", k, at=at, radius=0.2, color=t.of_class(k), outline=t.text,
                opacity=min(1.0, 6 * first) * min(1.0, 8 * (1 - second)), allow=TRAVELS,
            )  # fmt: skip

    # --- The walk back --------------------------------------------------------------------------

    def _draw_walk(self, draw: Canvas, places: Places) -> None:
        """Draw the 1 that leaves the loss, and what it becomes, until it has gone in everywhere."""
        t, n, half = theme(), self._table, LANE / 2
        x, top = places.loss, places.rest + places.unit * self.one
        bottom = places.rest + places.unit * self.given
        draw.rectangle(
            "one", left=x - half, right=x + half, bottom=min(bottom, top), top=top,
            color=t.loss, allow=ON,
        )  # fmt: skip
        at = (x + half + 0.15 if places.is_wide else x - half - 0.35,
              places.rest + places.unit / 2 - 0.2)  # fmt: skip
        draw.words(
            "one number", text="1", size=1.4 * TYPE.number, at=at,
            align=-1 if places.is_wide else 1,
            opacity=_part(self.one, 0.6, 1.0) * (1 - _part(self.given, 0.5, 0.7)), allow=TRAVELS,
        )  # fmt: skip
        length = min(abs(n.by_true) * places.unit, places.reach)
        trace = [(x, places.rest), (x, min(bottom, top))]
        left = places.log.left - length * self.given - self.slid * (places.reach - length)
        right = left + length * (self.given - self.spent)
        if self.given >= 1:
            trace += [(x, places.lane), (right, places.lane)]
        draw.line(
            "trace", points=trace, color=t.loss, width=17, opacity=float(self.given > 0), allow=ON
        )
        draw.rectangle(
            "carried", left=left, right=right, bottom=places.lane - half, top=places.lane + half,
            color=t.loss, allow=ON,
        )  # fmt: skip
        middle = places.softmax.right + places.reach * 0.38
        is_cut = abs(n.by_true) * places.unit > places.reach * 1.001
        seen = float(is_cut) * _part(self.given, 0.7, 1.0) * (1 - _part(self.spent, 0.1, 0.3))
        size = 1.2 * TYPE.number
        before = middle - words_width(self._factor, size) / 2 - 0.5
        low, high = (places.lane + side * (half + 0.02) for side in (-1, 1))
        corners = [(before - 0.2, low), (before, low), (before + 0.2, high), (before, high)]
        draw.polygon("cut", points=corners, color=t.background, opacity=seen, allow=ON)
        draw.words(
            "carried number", text=self._factor, size=size, color=text_on(t.loss),
            at=(middle, places.lane - CAP * size / 2),
            opacity=_part(self.given, 0.9, 1.0) * (1 - _part(self.spent, 0.1, 0.25)), allow=TRAVELS,
        )  # fmt: skip

    def _draw_factors(self, draw: Canvas, places: Places) -> None:
        """Draw by what the logarithm multiplies, and the softmax on each of its wires."""
        t, n = theme(), self._table
        text, log = f"× {self._factor}", places.log
        draw.words(
            "factor", text=text, size=1.2 * TYPE.label, at=(log.x - 0.45, log.bottom - 0.5),
            align=1, opacity=_part(self.one, 0.7, 1.0),
        )  # fmt: skip
        for k in n.rows:
            text = f"× {write(n.factors[k], n.factor_forms[k])}"
            width = words_width(text, TYPE.label)
            if places.is_wide:
                left = max(places.wires.values()) + 0.2
                space, y = places.disc - places.radius - left, places.rows[k] + 0.16
            else:
                left = places.zero + 0.15
                space = self.zone.right - 1.2 - left
                y = places.rows[k] + places.thick / 2 + 0.1
            draw.words(
                "factor of", k, text=text, at=(left, y), align=-1, color=t.of_class(k),
                opacity=self.slid, room=visibility(space, width),
            )  # fmt: skip

    def _draw_guesses(self, draw: Canvas, places: Places) -> None:
        """Draw two answers on the upper wire: small frames, of which one or all are full."""
        t, n = theme(), self._table
        size = (1.5 if places.is_wide else 1.0) * TYPE.number
        width, height = 0.055 * places.reach, 0.21
        for i, text in enumerate(("one", "all")):
            x = places.softmax.right + places.reach * (0.08 + 0.33 * i)
            end = x + width + 0.2 + words_width(text, size)
            draw.rectangle(
                "answer", i, left=x - 0.15, right=end + 0.15, bottom=places.lane - 0.6,
                top=places.lane + 0.6, color=t.background, opacity=self.guess,
                allow={**ON, "contrast": "it hides the wire"},
            )  # fmt: skip
            for j, k in enumerate(n.rows):
                y = places.lane + 0.28 * ((len(n.rows) - 1) / 2 - j)
                is_full = i == 1 or k == n.pushed
                draw.rectangle(
                    "answer frame", i, k, left=x, right=x + width, bottom=y - height / 2,
                    top=y + height / 2, color=t.of_class(k) if is_full else t.background,
                    outline=t.of_class(k), opacity=self.guess, allow=ON,
                )  # fmt: skip
            draw.words(
                "answer name", i, text=text, size=size, align=-1, opacity=self.guess,
                at=(x + width + 0.2, places.lane - CAP * size / 2), allow=ON,
            )  # fmt: skip


def _frame(places: Places, k: int, length: float, way: float) -> FloatArray:
    """Return the corners of a frame that travels from the loss, where it is upright."""
    half = LANE / 2 + way * (places.thick - LANE) / 2
    corners = np.array([(0, half), (length, half), (length, -half), (0, -half), (0, half)])
    angle = np.pi / 2 * (1 - way)
    turned = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    way_home = (places.loss, places.rest), (places.zero, places.rows[k])
    return np.asarray(turned + along(way_home, way))


def _part(value: float, start: float, end: float) -> float:
    """Return how far ``value`` is from ``start`` to ``end``, eased, from 0 to 1."""
    return float(smoothstep((value - start) / (end - start)))
