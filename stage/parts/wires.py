"""Wires from one bank of faders to another, through a node: the values go along, rates come back.

From each fader of the one bank a wire goes to a lane, along it to the node, and from there to each
fader of the other. A gate may stand on each wire to the node: it lets through as much as it is
open.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence

import numpy as np
from manim import VGroup
from manim.utils.color import ManimColor, interpolate_color

from stage.layout import Size
from stage.mobjects.declared import Rule, allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, HEAD, Polyline, Rectangle, straight
from stage.mobjects.text import CAP, Formula, Number, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.faders import Faders
from stage.parts.part import Part
from stage.parts.rails import Bead
from stage.theme import TYPE, Zone, theme

__all__ = ["Wires"]

DARK, LIT = 1.5 * HAIR, 4 * HAIR
"""Strokes of a wire through which nothing goes, and of one through which all does."""

CORNER = 0.22
"""Radius in which a wire turns."""

CLEAR = 0.03
"""Between the end of a wire and the node that it goes to."""

PULSE = 0.17
"""Radius of what runs along a wire."""

LEAF, WIDE, TALL = 0.36, 0.44, 0.28
"""Of a gate: how wide each of its leaves is, how far it opens, and how high it is."""

LEAVES, OPENING = 0.15, 0.2
"""The same in shares of the distance between two wires, at most."""

PLATE = 0.11
"""Around what is written on the node."""

NOTHING = np.zeros((0, 3))

LEAD, GATED = 0.1, 0.44
"""From a fader to the node at least, and how much more for a gate."""

OPEN = 36.0
"""Size of the number beside a gate, where there is room."""

HALF = 0.06
"""Where a text rests, it is there from half of its room on: so much more it needs."""

BESIDE = 0.1
"""Between a gate and its number."""

DIES = 0.35
"""The share of its time in which a pulse that came to a shut gate dies there."""

LEFT = 0.6
"""What is left of a dead one, in shares of its radius."""


class Gate(VGroup):
    """Two leaves that meet on a wire, or leave it free."""

    def __init__(self) -> None:
        super().__init__()
        style = {"stroke_width": 0, "fill_color": theme().muted, "fill_opacity": 1}
        self._leaves = [Rectangle(**style) for _ in range(2)]
        allow("contrast", "it closes on a wire", *self._leaves)
        self.add(*self._leaves)

    def stand(self, middle: FloatArray, opened: float, pitch: float) -> float:
        """Stand there, so far open; tell how far it reaches to either side."""
        leaf, half = min(LEAF, LEAVES * pitch), min(WIDE, OPENING * pitch) / 2 * opened
        x, y = float(middle[0]), float(middle[1])
        for side, plate in zip((-1, 1), self._leaves, strict=True):
            ends = sorted((x + side * half, x + side * (half + leaf)))
            plate.set_sides(ends[0], y - TALL / 2, ends[1], y + TALL / 2)
        return leaf + min(WIDE, OPENING * pitch) / 2


class Plate(VGroup):
    """A number, and ground with an edge behind it, that hides a wire."""

    def __init__(self, write: Callable[[float], str]) -> None:
        super().__init__()
        style = {"fill_color": theme().background, "fill_opacity": 1, "stroke_width": 2 * HAIR}
        self.ground = Rectangle(stroke_color=theme().term(0), **style)
        self.number = Number(0.0, write)
        self.add(self.ground, self.number)

    def stand(self, middle: FloatArray, value: float, size: float, half: float) -> None:
        """Stand there, in that size, so wide to either side."""
        x, y, tall = float(middle[0]), float(middle[1]), CAP * size / 2 + PLATE
        self.ground.set_sides(x - half, y - tall, x + half, y + tall)
        self.number.font_size = size
        self.number.set_value(value, at=(x, y - CAP * size / 2))


class Way:
    """From a fader up or down, round a corner and along a lane to a node; or straight to it.

    Attributes
    ----------
    points
        On it, shape (n, 3).
    turn
        The radius of the corner; 0 if there is none.
    stub
        How far it is to where it is in the lane, or at the node.
    """

    def __init__(self, port: FloatArray, node: FloatArray, half: float, tall: float) -> None:
        corner = np.array([port[0], node[1], 0.0])
        upright, level = float(node[1] - port[1]), float(node[0] - port[0])
        self.turn = min(CORNER, abs(upright) / 2, max(abs(level) - half, 0.0))
        if self.turn == 0.0:
            self.points = np.array([port, corner])
            self.stub = abs(upright) - tall
        else:
            up, along = (np.sign(way) * self.turn for way in (upright, level))
            turns = np.linspace(0.0, np.pi / 2, 9)[:, None]
            first, last = np.array([0.0, -up, 0.0]), np.array([along, 0.0, 0.0])
            bend = corner + first * (1 - np.sin(turns)) + last * (1 - np.cos(turns))
            self.points = np.concatenate(([port], bend, [node]))
            self.stub = abs(upright) - self.turn
            self.stub += float(np.linalg.norm(np.diff(bend, axis=0), axis=1).sum())
        steps = np.linalg.norm(np.diff(self.points, axis=0), axis=1)
        self._ends = np.concatenate(([0.0], np.cumsum(steps)))

    @property
    def length(self) -> float:
        """Of all of it."""
        return float(self._ends[-1])

    def at(self, distance: float) -> FloatArray:
        """The place so far from the start, shape (3,)."""
        return np.array([np.interp(distance, self._ends, self.points[:, i]) for i in range(3)])

    def piece(self, start: float, end: float) -> FloatArray:
        """The way from one distance to another, shape (n, 3)."""
        start, end = max(start, 0.0), min(end, self.length)
        if end <= start:
            return np.zeros((0, 3))
        within = self.points[(self._ends > start) & (self._ends < end)]
        return np.concatenate(([self.at(start)], within, [self.at(end)]))


class Wires(Part):
    """From ``source`` through a node to ``target``.

    If the target is above or below the source, they go between the two; if it is beside, they go
    over both or under both.

    Parameters
    ----------
    source, target
        Banks of faders, which leave room for them (``over``, ``under``).
    side
        On which side they pass where banks are beside each other: over them (1) or under (-1).
    label
        A formula, on the node; the node is no more than a dot without it.
    gates
        How far each wire's gate is open, which is its p, and how that is written; no gates unless
        given.
    loads
        What a pulse carries that comes back alone, on a plate: up to the node; from there to each
        fader of the source, shape (K,); and how it is written.
    joined
        Of which faders of the source there are wires; of all unless given.
    color
        Of what is lit.

    Values
    ------
    gates
        As above: 0 is shut, and 1 open; shape (K,).
    into, past
        How much is lit of the wires from each of the K faders: up to the gate, and from there to
        the node; without gates ``into`` is for all of it. Shape (K,).
    out
        The same of the wires from the node to each of the J faders of the target, shape (J,).
    pulse, pulse_out
        How far a pulse has come along each wire, from the source to the node (from 0 to 1), or to
        a gate that is shut, and from the node to the target; none is seen at 0 and at 1. Shapes
        (K,) and (J,).
    back
        Whether they come back, from the target (1), not from the source (0): then from the node
        (from 1 to 0) to a gate that is shut.
    dead
        How far a pulse that came to a shut gate, and stays there, has died; shape (K,).

    Pieces: ("wire", k), ("past", k) behind its gate, ("bus", k), ("out", j), ("bus out", j),
    ("gate", k), ("open", k), ("pulse", k), ("pulse out", j), node, label,
    arrow: on the lane, from the target to the source; p, left of the
    gates; ("load", k) and ("load out", j), with pulses.
    """

    numbers = ("gates",)
    later = ("arrow",)
    looks = ("into", "past", "out", "pulse", "pulse_out", "back", "dead")
    fading = ("open",)

    def __init__(
        self,
        name: str,
        source: Faders,
        target: Faders,
        *,
        side: int,
        label: str = "",
        gates: tuple[FloatArray, Callable[[float], str]] | None = None,
        loads: tuple[float, FloatArray, Callable[[float], str]] | None = None,
        joined: Collection[int] | None = None,
        color: str | None = None,
    ) -> None:
        ins, outs = source.count, target.count
        super().__init__(
            name, gates=np.ones(ins) if gates is None else gates[0],
            into=np.zeros(ins), past=np.zeros(ins), out=np.zeros(outs),
            pulse=np.zeros(ins), pulse_out=np.zeros(outs), back=0.0, dead=np.zeros(ins),
        )  # fmt: skip
        self.sources = (source, target)
        self._source, self._target, self._side = source, target, side
        self._joined = range(ins) if joined is None else joined
        self._gated, self._color = gates is not None, color or theme().text
        kinds = (("wire", ins), ("past", ins), ("bus", ins), ("out", outs), ("bus out", outs))
        for kind, count in kinds:
            for i in range(count):
                wire = self.own(kind, i, of=Polyline(color=theme().muted, width=DARK))
                allow("contrast", "wires meet in a lane", wire)
        for kind, count in (("pulse", ins), ("pulse out", outs)):
            for i in range(count):
                pulse = self.own(kind, i, of=Bead(stroke_width=2 * HAIR, fill_opacity=1,
                                                  stroke_color=theme().background,
                                                  fill_color=theme().term(0)))  # fmt: skip
                for rule in ("contrast", "pop", "jump"):
                    allow(rule, "it runs along a wire, and comes out of a fader", pulse)
        if gates is not None:
            for k in range(ins):
                self.own("gate", k, of=Gate())
                number = Number(0.0, gates[1], font_size=OPEN, color=theme().p, align=-1)
                self.own("open", k, of=number)
            self._widest = number_width(gates[1](0.25), OPEN)
            made = Formula("p", font_size=OPEN, color=theme().p, display=False)
            self._says_p = self.own("p", of=made)
        self._loads = loads
        if loads is not None:
            for kind, count in (("load", ins), ("load out", outs)):
                for i in range(count):
                    plate = Plate(loads[2])
                    rules: tuple[Rule, ...] = ("contrast", "pop", "jump", "overlap")
                    for mark, rule in itertools.product(self.own(kind, i, of=plate), rules):
                        allow(rule, "it goes with a pulse, along a wire", mark)
        self._arrow = self.own("arrow", of=Polyline(color=self._color, width=0))
        self._arrow.set_fill(self._color, opacity=1)
        allow("contrast", "it lies on the lane", self._arrow)
        style = {"fill_color": theme().background, "fill_opacity": 1}
        node = Rectangle(stroke_color=theme().muted, stroke_width=1.5 * HAIR, **style)
        self._node = self.own("node", of=node)
        allow("contrast", "wires end at it", node)
        self._label = None
        if label:
            made = Formula(label, font_size=TYPE.label, display=False)
            self._label = self.own("label", of=made)
            through = [piece.mobject for kind in ("pulse", "pulse out") for piece in self.all(kind)]
            allow("overlap", "pulses go through the node, behind what is written on it",
                  node, made, *through)  # fmt: skip

    def least(self, room: Size) -> Size:
        """They are where the banks are."""
        return Size(0.0, 0.0)

    @property
    def room(self) -> float:
        """The height that they need over the banks, or under them."""
        return 2 * self._tall() + LEAD + (GATED if self._gated else 0.0)

    @property
    def side(self) -> int:
        """On which side they pass."""
        return self._side

    @property
    def ends(self) -> tuple[Faders, Faders]:
        """The banks that they join."""
        return self._source, self._target

    # --- Where they go ----------------------------------------------------------------------------

    def node(self) -> FloatArray:
        """The middle of the node, shape (3,): at the lane's end, where that leads to one fader."""
        source, target = self._source.zone, self._target.zone
        between = self._between()
        if between:
            ends = self._source.lane(between), self._target.lane(-between)
            # The lane is in the room that the two leave, wherever in it.
            return np.array([(source.x + target.x) / 2, (ends[0] + ends[1]) / 2, 0.0])
        lanes = [bank.lane(self._side) for bank in (self._source, self._target)]
        y = (max if self._side > 0 else min)(lanes) - self._side * self._tall()
        if self._target.count == 1:
            half, x = self._half(), self._target.rail(0)
            return np.array([min(max(x, target.left + half), target.right - half), y, 0.0])
        inner = (self._source.inner(), self._target.inner())
        left, right = sorted(inner, key=lambda zone: zone.left)
        return np.array([(left.right + right.left) / 2, y, 0.0])

    def _tall(self) -> float:
        """Half the height of the node, and of what is free around the lane."""
        return CAP * TYPE.label / 2 + PLATE if self._label else 0.08

    def _half(self) -> float:
        """Half its width."""
        return self._label.made_width / 2 + PLATE if self._label else 0.08

    def _between(self) -> int:
        """Whether the target is above the source (1) or below it (-1); 0 if it is beside."""
        source, target = self._source.zone, self._target.zone
        if target.y > source.top:
            return 1
        return -1 if target.y < source.bottom else 0

    def way(self, k: int) -> Way:
        """From fader k of the source to the node."""
        return self._way(self._source.port(k, self._between() or self._side))

    def way_out(self, j: int) -> Way:
        """From fader j of the target to the node."""
        return self._way(self._target.port(j, -self._between() or self._side))

    def _way(self, port: FloatArray) -> Way:
        return Way(port, self.node(), self._half(), self._tall() + CLEAR)

    def gate(self, k: int) -> FloatArray:
        """The middle of gate k: half-way from what hangs on its wire to the lane."""
        port, node = self._source.port(k, self._between() or self._side), self.node()
        way = float(port[1] - node[1])
        hung = self._source.hung if way > 0 else 0.0
        free = max(abs(way) - hung - self._tall() - LEAD, GATED)
        away = np.sign(way) * (self._tall() + free / 2)
        return np.array([port[0], node[1] + away, 0.0])

    # --- How they are drawn -----------------------------------------------------------------------

    def draw(self, zone: Zone) -> None:
        """Wires from the outer ones to the inner ones, which come into their lane."""
        node, v = self.node(), self.values
        ways = [self.way(k) for k in range(self._source.count)]
        outs = [self.way_out(j) for j in range(self._target.count)]
        seen = [self._source.there(k) * (k in self._joined) for k in range(len(ways))]
        seen_out = [self._target.there(j) for j in range(len(outs))]
        past = v["past"] if self._gated else v["into"]
        for k, way in enumerate(ways):
            start = self._gate_at(way, k) if self._gated else way.length
            pieces = self._before_tag(self._source, k, way, min(start, way.stub))
            self._lay("wire", k, pieces, v["into"][k], seen[k])
            self._lay("past", k, [way.piece(start, way.stub)], past[k], seen[k])
            gate = (start, float(v["gates"][k])) if self._gated else None
            self._run("pulse", k, way, float(v["pulse"][k]), self._source, gate)
            metadata(self.pieces["pulse", k]).visibility = seen[k]
        for j, way in enumerate(outs):
            pieces = self._before_tag(self._target, j, way, way.stub)
            self._lay("out", j, pieces, v["out"][j], seen_out[j])
            self._run("pulse out", j, way, 1 - float(v["pulse_out"][j]), self._target)
        self._bus("bus", ways, past, seen, node)
        self._bus("bus out", outs, v["out"], seen_out, node)
        if self._gated:
            for k in range(len(ways)):
                self._shut(k, seen[k])
            reach = self.pieces["gate", 0].width / 2 + 2 * BESIDE
            at = self.gate(0) - np.array([reach, 0.0, 0.0])
            self._says_p.put(float(at[0]), float(at[1]) - CAP * OPEN / 3, align=1)
            free = float(at[0]) - zone.left
            metadata(self._says_p).visibility = seen[0] * visibility(
                free, self._says_p.made_width + HALF
            )
        self._point_back(node)
        self._put_node(node)

    def _point_back(self, node: FloatArray) -> None:
        """An arrowhead on the lane, half-way from the node to the nearest wire."""
        nearest = min(
            (way.points[0][0] for way in map(self.way, self._joined)),
            key=lambda x: abs(x - node[0]),
        )
        x, side = (nearest + node[0]) / 2, np.sign(nearest - node[0])
        ends = [
            (x + side * HEAD, 0.0),
            (x - side * HEAD, 0.8 * HEAD),
            (x - side * HEAD, -0.8 * HEAD),
        ]
        corners = np.array([[end, node[1] + up, 0.0] for end, up in (*ends, ends[0])])
        self._arrow.through(corners)

    def _gate_at(self, way: Way, k: int) -> float:
        return float(np.linalg.norm(self.gate(k) - way.points[0]))

    def _before_tag(self, bank: Faders, k: int, way: Way, end: float) -> list[FloatArray]:
        """The way from a fader to a distance, but for where a tag hangs before it."""
        y = float(way.points[0][1])
        from_top, to = (y - height for height in bank.covered(k))
        if to <= from_top or from_top < -1e-6 or float(self.node()[1]) > y:
            return [way.piece(0.0, end)]
        return [way.piece(0.0, from_top), way.piece(to, end)]

    def _lay(
        self, kind: str, i: int, pieces: Sequence[FloatArray], lit: float, seen: float
    ) -> None:
        wire = self.pieces[kind, i]
        wire.points = np.concatenate([straight(p) for p in pieces if len(p) > 1] or [NOTHING])
        share = float(np.clip(lit, 0.0, 1.0))
        color = interpolate_color(ManimColor(theme().muted), ManimColor(self._color), share)
        wire.set_stroke(color, width=(1 - share) * DARK + share * LIT)
        metadata(wire).visibility = seen

    def _bus(
        self, kind: str, ways: Sequence[Way], lit: FloatArray, seen: Sequence[float],
        node: FloatArray,
    ) -> None:  # fmt: skip
        """Lanes between where wires come in: each is lit as the brightest that goes through it."""
        y, half = float(node[1]), self._half()
        away = [float(way.points[0][0] - node[0]) for way in ways]
        for i, way in enumerate(ways):
            side, far = np.sign(away[i]), abs(away[i])
            same = [j for j, other in enumerate(away) if other * side > 0 and ways[j].turn > 0]
            inner = [abs(away[j]) for j in same if seen[j] > 0 and abs(away[j]) < far - 1e-9]
            outer = [j for j in same if seen[j] > 0 and abs(away[j]) >= far - 1e-9]
            begin = far - way.turn * (outer == [i])
            ends = [float(node[0] + side * x) for x in (begin, max([half, *inner]))]
            lane = np.array([[x, y, 0.0] for x in ends])
            brightest = max((float(lit[j]) for j in outer), default=0.0)
            self._lay(kind, i, [lane] if way.turn > 0 else [], brightest, seen[i])

    def _run(
        self, kind: str, i: int, way: Way, share: float, bank: Faders,
        gate: tuple[float, float] | None = None,
    ) -> None:  # fmt: skip
        """A pulse, which comes out of one end and goes into the other; not over tags.

        Before a gate that is shut it dies; ``gate`` is where it is, and how far open.
        """
        begin = bank.hung if way.points[-1][1] < way.points[0][1] else 0.0
        end = way.length
        dead, shut, before = 0.0, 0.0, TALL / 2 + PULSE
        if gate is not None:
            stops, opened = gate
            shut = 1 - opened
            if self.values["back"]:
                begin = opened * begin + shut * (stops + before)
                dead = shut * float(self.values["dead"][i])
            else:
                end = opened * end + shut * (stops - before)
                dies = max(0.0, share - 1 + DIES) / DIES
                dead = shut * (dies if share < 1 else float(self.values["dead"][i]))
                share = min(1.0, share / (1 - shut * DIES))
        at = begin + share * (end - begin)
        ends = [2 * (at - begin), 2 * (end - at)]
        if dead > 0:
            ends = [PULSE * (1 - (1 - LEFT) * dead)]
        elif shut == 1 and 0 < share < 1:
            ends = ends[1:] if self.values["back"] else ends[:1]
        pulse = self.pieces[kind, i]
        pulse.put(way.at(at), max(min(*ends, PULSE), 0.0))
        ground, live, edge = (
            ManimColor(color) for color in (theme().background, theme().term(0), theme().muted)
        )
        pulse.set_fill(interpolate_color(live, ground, dead))
        pulse.set_stroke(interpolate_color(ground, edge, dead))
        if self._loads is not None:
            self._load(kind, i, way, at, float(pulse.width) / 2 / PULSE, bank)

    def _load(self, kind: str, i: int, way: Way, at: float, there: float, bank: Faders) -> None:
        """What a pulse carries, where it is; not where several run, which would hide each other."""
        came, left, _ = self._loads or (0.0, NOTHING, None)
        value = float(left[i]) if kind == "pulse" else came
        plate = self.pieces[kind.replace("pulse", "load"), i]
        running = self.values["pulse" if kind == "pulse" else "pulse_out"]
        alone = float(np.count_nonzero((running > 0) & (running < 1)) == 1 and self.values["back"])
        wide = number_width(plate.number.write(value), TYPE.label) + 2 * PLATE
        x, y, _ = way.at(at)
        x = min(max(x, self.zone.left + wide / 2), self.zone.right - wide / 2)
        plate.stand(np.array([x, y, 0.0]), value, TYPE.label, wide / 2)
        beside = float(np.linalg.norm(way.points[-1] - way.at(at))) - self._half()
        clear = visibility(beside, wide / 2) if way.turn > 0 else 1.0  # of the node
        for mark in plate:
            metadata(mark).visibility = alone * min(
                there, clear, visibility(2 * bank.room_beside(i), wide), 1.0
            )

    def _shut(self, k: int, seen: float) -> None:
        opened, at = float(self.values["gates"][k]), self.gate(k)
        gate, number = self.pieces["gate", k], self.pieces["open", k]
        pitch = 2 * self._source.room_beside(k)
        reach = gate.stand(at, opened, pitch) + BESIDE
        # It may be as long as to the next gate, and to where it hangs.
        room = pitch - 2 * reach
        if k + 1 < self._source.count and self._source.there(k + 1) > 0:
            other = 2 * self._source.room_beside(k + 1)
            half = min(LEAF, LEAVES * other) + min(WIDE, OPENING * other) / 2 + BESIDE
            room = min(room, float(self.gate(k + 1)[0] - at[0]) - reach - half)
        number.font_size = min(OPEN, max(TYPE.tick, OPEN * room / self._widest))
        middle = float(at[1]) - CAP * number.font_size / 2
        number.set_value(opened, at=(float(at[0]) + reach, middle))
        metadata(number).visibility = seen * visibility(
            room, number_width(number.text, number.font_size), 0.06
        )
        for leaf in gate:
            metadata(leaf).visibility = seen

    def _put_node(self, node: FloatArray) -> None:
        x, y, tall = float(node[0]), float(node[1]), self._tall()
        if self._label is None:
            self._node.set_sides(x - tall, y - tall, x + tall, y + tall)
            return
        half = self._half()
        self._node.set_sides(x - half, y - tall, x + half, y + tall)
        self._label.put(x, y - CAP * TYPE.label / 2)
