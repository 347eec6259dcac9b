"""Probabilities as a river: a strip of length 1 that is carried along, and what it leaves behind.

Drawn from values and a zone, as all parts are; only ``SumToOne`` needs it. Knows nothing of
softmax: how the bands run is told by the table.

Bent, it lies along what the highest band has won instead. Then all edges are straight, and would
meet in one point, where that band has all: so all others shrink alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from manim import VGroup, VMobject

from stage.digits import writer
from stage.layout import Margin, Size
from stage.mobjects.colors import toned
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Dashes, Polyline, Rectangle, Ring, segment, straight
from stage.mobjects.text import CAP, Formula, Number, Words, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.names import numbers_of
from stage.parts.part import Bar, Key, Part, Pose
from stage.parts.spread import spread
from stage.theme import TYPE, Zone, rgb, theme

__all__ = ["River"]

WIDEST, SHARE = 1.1, 0.1
"""Across the strip, in manim units; and of its zone's width, at most."""

LEAD = 0.35
"""From the strip, or the source, to what is told beside it."""

OFF = 0.32
"""From the river to the strip, which is what it has come to now."""

FRAME = 0.05
"""From the strip to the frame around it."""

ABOVE = 0.24
"""Above the strip, for what it is called."""

AWAY = 1.0
"""Of the strip from the source, when it is told what was there."""

NARROW = 9.0
"""A zone that is no wider has no room for the names of what is told at the source."""

LINE, TIGHT = 0.38, 0.28
"""Between lines of what is told, one below the other; and at least, where there are many."""

SPACE = 0.13
"""Between a symbol and its number."""

MOST_NAMED = 0.2
"""Of the zone's width, for names."""

LIGHTER = 0.14
"""How much the last of the bands below the highest is lit where none is: so they are told apart."""

GONE = 0.25
"""How far a river is bent when the strip is gone, so that its edges are seen to go on."""

BLOCK, OF_RIVER = 0.6, 0.2
"""Across the block, at most; and in shares of its way."""

SLACK = 0.22
"""More than what is told needs beside a bent river, since it bends while that moves."""

MILES, DOWN, NOTCH = 0.5, 0.17, 0.08
"""Height of what stands below a bent river; from its bank to the texts there; and of a tick."""

TOLD_SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Of the highest band, that are told along a bent river."""

POINT = 0.06
"""Radius of the point in which edges meet."""

BRACE = (0.09, 0.17)
"""How far from what is bracketed the ends and the line of a bracket are."""

OUTLINE = 2.5 * HAIR
"""Stroke around the true class's band."""

TINY = np.finfo(float).tiny


class River(Part):
    """Bands between two banks that are 1 apart, up to where the strip is now.

    All but the highest are a fixed share of what that leaves: so where it has all, all edges meet.

    Parameters
    ----------
    along, levels
        Where the river goes along, ascending, shape (S,); and how far up each band reaches there,
        from the lowest, shape (S, K); the last of them 1.
    z, values
        Where the strip is, and how it is cut: shape (K,), by class.
    order
        The classes from the lowest band to the highest.
    among
        How the others share what the highest leaves, shape (K,), by class.
    target
        The class that can be outlined as the true one.
    told
        The classes of which numbers are told.
    names
        Of the classes, at the source.
    write, write_among, write_whole, write_gain
        How probabilities, shares among the others, what these have together, and the gain are
        written.
    named
        Whether names are written; what is told has the numbers of the classes.
    cost
        What the true class pays for it, in a few words; a formula.
    miles
        Values of the logit that are told along the river while it bends.

    Values
    ------
    z, values
        As above.
    kept
        How much of the highest band's width is there; what it lacks the others have, in proportion.
    squeeze
        How high the block is: what all but the highest had at the source, in one; 1 as it was.
        Along a bent river its left end is where the edges are so far apart, and the gain is what
        it has left of its height.
    lit
        How bright each class's band is, from 0 to 1, shape (K,).
    bent
        How far the river is bent, from 0 to 1.

    Pieces: ("bank", i), ("tick", i), ("band", k), ("line", k) above it, ("part", k) of the strip,
    ("line", k, "strip") above that, ("strip", "frame") and ("strip", "name"), which says that it is
    now; gain: what the highest has won, memory: where the next one ended before, edge: the line
    below the highest, outline and ("outline", "strip") of the true class, head; at the source
    ("root", k), ("name", k), ("was", k) and ("was", k, "symbol"); beside the strip ("lead", k),
    ("symbol", k), ("number", k); and on both
    sides ("among", k, side), and ("among", k, side, "name"). On the gain stand ("gain", "name")
    and ("gain", "number"), or beside it ("won", "name") and ("won", "number"). Ahead of the strip
    ("ray", k), to the ("point",); below, ("mile", i), ("mile", i, "number") and ("mile", "name"),
    or ("share", i) and ("share", i, "number"), and ("at", "symbol" | "number").
    Of the block ("block", k) and ("block", "outline"); ("whole", side) brackets what is in it, and
    ("whole", side, "number") tells it. The ("cost",) stands on the true class's band.
    """

    scaled = (("x", "z"), ("y", "values"))
    numbers = ("z", "values", "kept", "squeeze")
    looks = ("lit", "bent")
    later = (
        "gain",
        "memory",
        "edge",
        "block",
        "whole",
        "ray",
        "point",
        "mile",
        "share",
        "at",
        "won",
        "cost",
    )
    fading = ("was", "root", "gain", "lead")
    base = 0.06

    def __init__(
        self,
        name: str,
        along: FloatArray,
        levels: FloatArray,
        *,
        z: float | FloatArray,
        values: FloatArray,
        order: Sequence[int],
        among: FloatArray,
        target: int,
        told: Sequence[int],
        names: Sequence[str],
        write: Callable[[float], str],
        write_among: Callable[[float], str],
        write_whole: Callable[[float], str],
        write_gain: Callable[[float], str],
        named: bool,
        cost: str,
        miles: Sequence[float] = (),
    ) -> None:
        count = len(values)
        lit = np.arange(count) == order[-1]
        super().__init__(name, z=z, values=values, kept=1.0, squeeze=1.0, lit=lit, bent=0.0)
        self._along, self._levels, self._names = along, levels, names
        self._order, self._among, self._source = list(order), among, np.array(values)
        self._target, self._raised = target, order[-1]
        self._place = {k: place for place, k in enumerate(order)}
        self._told = [k for k in order if k in told]
        self._is_named, self._rows = named, self._order
        self._own_figures(write_gain)
        self._own_texts(write, write_among, write_whole)
        self._own_miles(miles, write)
        self._cost = self.own("cost", of=Formula(cost, font_size=TYPE.tick, display=False))
        allow("overlap", "it says what happens to the band that it is on", self._cost)

    def _own_figures(self, write_gain: Callable[[float], str]) -> None:
        """Bands, the strip, and marks on both."""
        order = self._order
        for i in range(2):
            self.own("bank", i, of=segment(color=theme().muted))
        for k in order:
            self.own("band", k, of=VMobject(stroke_width=0, fill_opacity=1))
        for k in order:
            self.own("part", k, of=Bar(theme().q))
        frame = Rectangle(stroke_color=theme().text, stroke_width=HAIR, fill_opacity=0)
        self.own("strip", "frame", of=frame)
        self.own("strip", "name", of=Words("now", font_size=TYPE.tick))
        self.own("gain", of=Bar(theme().gain))
        name = Words("gain", font_size=TYPE.tick, color=theme().background)
        self.own("gain", "name", of=name)
        self._gain = Number(0.0, write_gain, font_size=TYPE.tick, color=theme().background)
        self.own("gain", "number", of=self._gain)
        allow("overlap", "it says what it is on", name)
        allow("overlap", "it says how much it is on", self._gain)
        self._won = self.own("won", "name", of=Formula(
            f'"gain of" q_{self._raised + 1} =', font_size=TYPE.label, color=theme().gain,
            display=False,
        ))  # fmt: skip
        self.own("won", "number", of=Number(0.0, write_gain, color=theme().gain, align=-1))
        won = max(0.0, float(self._levels[0, -2] - self._levels[-1, -2]))
        self._won_width = self._won.made_width + SPACE + number_width(write_gain(won), TYPE.label)
        for k in order[:-1]:
            for key in (("line", k), ("line", k, "strip")):
                self.own(*key, of=Polyline(color=theme().q, width=HAIR))
        self.own("edge", of=Polyline(color=theme().text, width=3 * HAIR))
        for k in order[:-1]:
            band = VMobject(stroke_width=HAIR, stroke_color=theme().q, fill_opacity=1)
            self.own("block", k, of=band)
        self.own("block", "outline", of=Polyline(color=theme().text, width=2 * HAIR))
        self.own("memory", of=Dashes(color=theme().text, width=1.5 * HAIR))
        for k in order[:-1]:
            self.own("ray", k, of=Dashes(color=theme().text, width=2 * HAIR))
        made = Ring(POINT, stroke_width=0, fill_color=theme().text, fill_opacity=1)
        self.own("point", of=made)
        for side in ("left", "right"):
            self.own("whole", side, of=Polyline(color=theme().text, width=1.5 * HAIR))
        for of in ((), ("strip",)):
            made = VMobject(stroke_width=OUTLINE, stroke_color=theme().target, fill_opacity=0)
            self.own("outline", *of, of=made)
        self.own("head", of=segment(color=theme().text))
        figure = list(self.pieces.values())
        allow("contrast", "bands lie side by side, and lines and marks on them", *figure)
        marks = ("line", "edge", "memory", "outline", "head", "block", "whole", "ray", "point")
        allow("overlap", "it is around what it frames", frame)
        for kind in marks:
            for piece in self.all(kind):
                allow("overlap", "it marks a band of the river", piece.mobject)

    def _own_texts(
        self,
        write: Callable[[float], str],
        write_among: Callable[[float], str],
        write_whole: Callable[[float], str],
    ) -> None:
        """What stands beside the source, and beside the strip."""
        for i in range(2):
            tick = Words(str(i), font_size=TYPE.tick, color=theme().muted)
            self.own("tick", i, of=tick)
        for k in self._order:
            self.own("root", k, of=segment(color=theme().muted))
            self.own("name", k, of=VGroup())
        self._call(self._names)
        last = np.diff(self._levels[-1], prepend=0.0)
        self._widths: dict[int, float] = {}
        for k in self._told:
            self.own("lead", k, of=segment(color=theme().muted))
            symbol = self.own("symbol", k, of=_label(f"q_{k + 1} ="))
            self.own("number", k, of=Number(0.0, write, color=theme().q, align=-1))
            ends = np.clip([self._source[k], last[self._place[k]]], TINY, 1 - 1e-16)
            widest = max(number_width(write(float(v)), TYPE.label) for v in ends)
            widest = max(widest, number_width(write_among(float(self._among[k])), TYPE.label))
            self._widths[k] = symbol.made_width + SPACE + widest
        source = {k: float(self._source[k]) for k in self._told}
        for k in self._told:
            self.own("was", k, of=Number(source[k], write, color=theme().q, align=1))
            self.own("was", k, "symbol", of=_label(f"q_{k + 1} ="))
        self._class_width = 0.0
        for k in self._told[:-1]:
            for side, align in (("left", 1), ("right", -1)):
                among = Number(float(self._among[k]), write_among, color=theme().q, align=align)
                self.own("among", k, side, of=among)
                named = Words(f"class {k + 1}:", font_size=TYPE.tick, color=theme().q)
                self._class_width = max(self._class_width, named.made_width + SPACE)
                self.own("among", k, side, "name", of=named)
        self._whole = float(self._source[self._order[:-1]].sum())
        for side, align in (("left", -1), ("right", 1)):
            whole = Number(self._whole, write_whole, align=align)
            allow("overlap", "it tells how high a block is", whole)
            self.own("whole", side, "number", of=whole)
        self._whole_width = number_width(write_whole(self._whole), TYPE.label)
        texts = [write(v) for v in source.values()]
        texts += [write_among(float(self._among[k])) for k in self._told[:-1]]
        self._was_number = max(number_width(text, TYPE.label) for text in texts)
        symbols = max(self.pieces["was", k, "symbol"].made_width for k in self._told)
        self._was_named = self._was_number + SPACE + symbols
        shares = (
            number_width(write_among(float(self._among[k])), TYPE.label) for k in self._told[:-1]
        )
        self._among_named = self._class_width + max(shares)

    def _own_miles(self, miles: Sequence[float], write: Callable[[float], str]) -> None:
        """What stands below a bent river."""
        least = float(self._source[self._raised])
        self._miles = [float(mile) for mile in miles]
        self._shares = [share for share in TOLD_SHARES if share > least]
        for kind, values in (("mile", self._miles), ("share", self._shares)):
            for i in range(len(values)):
                tick = self.own(kind, i, of=segment(color=theme().muted))
                allow("contrast", "it is on the bank", tick)
            for i, value in enumerate(values):
                made = Number(value, writer("exact"), font_size=TYPE.tick, color=theme().muted)
                self.own(kind, i, "number", of=made)
        made = Formula(f"z_{self._raised + 1}", font_size=TYPE.tick, display=False)
        self.own("mile", "name", of=made)
        symbol = f"q_{self._raised + 1} ="
        made = Formula(symbol, font_size=TYPE.tick, color=theme().q, display=False)
        self._symbol = self.own("at", "symbol", of=made)
        number = Number(0.0, write, font_size=TYPE.tick, color=theme().q, align=-1)
        self._place_of = self.own("at", "number", of=number)

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names stand beside the source, one below the other."""
        names = numbers_of(self._names) if by_number else self._names
        room = min(self.margin(zone).inside(zone).height for zone in zones) - 2 * LINE
        every = self._is_named and TIGHT * (len(names) - 1) <= room
        self._rows = self._order if every else self._told
        self._call(names)
        most = MOST_NAMED * min(zone.width for zone in zones)
        return by_number or not self._is_named or self._name_width() <= most

    def _call(self, names: Sequence[str]) -> None:
        self._words = [Words(name, font_size=TYPE.tick) for name in names]
        for k in self._order:
            called = self._is_named and k in self._rows
            self.pieces["name", k].submobjects = [self._words[k]] if called else []
            self.pieces["root", k].points = np.zeros((0, 3))

    def _name_width(self) -> float:
        return max(word.made_width for word in self._words)

    def least(self, room: Size) -> Size:
        """Bands that can be followed, and room for what is told."""
        around = self.margin(Zone(0.0, room.width, 0.0, room.height))
        return Size(around.left + around.right + 2.0, around.bottom + around.top + 1.8)

    def margin(self, zone: Zone) -> Margin:
        """Names on the left, the strip and what is told on the right, the head above and below."""
        left = LEAD + self._was_width(zone) + 0.05
        if self._is_named:
            left += LEAD / 2 + self._name_width()
        bent = float(self.values["bent"])
        named = max(self._won_width, self._among_named) * (zone.width > NARROW)
        told = LEAD + max(*self._widths.values(), named)
        flat = OFF + min(WIDEST, SHARE * zone.width) + told
        # Bent, there is room ahead of the strip, up to the point.
        ahead = min(float(self._levels[-1, -2] / self._levels[0, -2]), 0.9)
        need = self._across(zone.width) + told + SLACK - ahead * (zone.width - left)
        right = (1 - bent) * flat + bent * max(LEAD, need / (1 - ahead))
        return Margin(left, right, 0.16 + bent * MILES, 0.16 + (1 - bent) * ABOVE)

    def _was_width(self, zone: Zone) -> float:
        """Of what classes had, with their names where there is room."""
        return max(self._was_named, self._among_named) if zone.width > NARROW else self._was_number

    def _strip(self, bed: Zone) -> tuple[float, float]:
        """From where to where the strip is; before a river is bent it is gone."""
        there = max(0.0, 1 - float(self.values["bent"]) / GONE)
        left = bed.right + there * OFF
        return left, left + there * min(WIDEST, SHARE * self.zone.width)

    def _far_along(self, z: FloatArray, rest: FloatArray) -> FloatArray:
        """From the source to where the logit is ``z`` and the others have ``rest``, shape (n,)."""
        unit, bent = self.unit("x"), float(self.values["bent"])
        flat = (z - self._along[0]) * unit
        if bent == 0:
            return flat
        won = np.clip(1 - rest / self._levels[0, -2], 0.0, 1.0)
        return (1 - bent) * flat + bent * won * self.span("x") * unit

    def span(self, axis: str) -> float:
        """From the source to the end; and 1 from bank to bank."""
        return float(self._along[-1] - self._along[0]) if axis == "x" else 1.0

    def figure(self, *key: Any) -> Pose:
        """A piece of the strip, or what the highest has won."""
        bed, unit, tops = self._bed(), self.unit("y"), self._tops()
        left, right = self._strip(bed)
        x, wide = (left + right) / 2, right - left
        if key == ("gain",):
            won = float(self.values["values"][self._raised] - self._source[self._raised])
            won *= float(self.values["kept"])
            foot = (x, bed.bottom + float(tops[-2]) * unit)
            if float(self.values["bent"]) == 1:
                high = self._whole * float(self.values["squeeze"])
                left, right = self._block_ends(bed)
                x, wide = (left + right) / 2, right - left
                foot, won = (x, bed.bottom + high * unit), self._whole - high
            return Pose(foot, 90.0, max(won, 0.0), unit, wide, theme().gain)
        k, place = key[1], self._place[key[1]]
        low, color = (float(tops[place - 1]) if place else 0.0), self._color(key[1])
        whole = float(self.values["kept"]) == 1
        value = float(self.values["values"][k]) if whole else float(tops[place]) - low
        if k == self._raised:  # it hangs from its bank, so that its end is where the others end
            return Pose((x, bed.top), -90.0, value, unit, wide, color)
        return Pose((x, bed.bottom + low * unit), 90.0, value, unit, wide, color)

    def _color(self, k: int) -> str:
        """Of a class's band: all of the prediction's colour if it is lit."""
        lit = max(float(self.values["lit"][k]), LIGHTER * self._shade(k))
        share = theme().second + (1 - theme().second) * lit
        return toned(theme().q, share)

    def _shade(self, k: int) -> float:
        """From 0 for the lowest band to 1 for the last one below the highest."""
        place, last = self._place[k], len(self._order) - 2
        return place / last if 0 < place <= last else 0.0

    def _tops(self) -> FloatArray:
        """How far up each piece of the strip reaches, from the lowest, shape (K,)."""
        tops = np.cumsum(self.values["values"][self._order])
        tops[-1] = 1.0
        return self._without(tops[None])[0]

    def _without(self, tops: FloatArray) -> FloatArray:
        """The same with the highest band as far as it is kept, shape (n, K)."""
        kept = float(self.values["kept"])
        if kept == 1:
            return tops
        rest = 1 - kept * (1 - tops[:, -2:-1])
        made = np.cumsum(self._among[self._order]) * rest
        made[:, -1] = 1.0
        return made

    def _flow(self) -> tuple[FloatArray, FloatArray]:
        """Where the river has been: along, shape (n,), and up, shape (n, K); the strip is last."""
        z = float(self.values["z"])
        past = self._along < z
        tops = np.cumsum(self.values["values"][self._order])
        tops[-1] = 1.0
        return np.append(self._along[past], z), self._without(np.vstack((self._levels[past], tops)))

    def draw(self, zone: Zone) -> None:
        """Banks and bands, marks on them, and what is told of them."""
        bed, unit = self._bed(), self.unit("y")
        left, right = self._strip(bed)
        bent, point = float(self.values["bent"]), bed.left + self.span("x") * self.unit("x")
        end = max(point + right - bed.right, right)
        for i, y in enumerate((bed.bottom, bed.top)):
            ends = [[bed.left - LEAD + 0.1, y, 0], [end, y, 0]]
            self.pieces["bank", i].through(ends)
            self.pieces["tick", i].put(bed.left - LEAD, y - CAP * TYPE.tick / 2, align=1)
        along, tops = self._flow()
        xs = bed.left + self._far_along(along, self._flow_rest())
        ys = np.column_stack((np.zeros(len(xs)), tops)) * unit + bed.bottom
        for place, k in enumerate(self._order):
            band = self.pieces["band", k]
            band.fill_rgbas[:, :3] = rgb(self._color(k))
            band.points = _closed(xs, ys[:, place], ys[:, place + 1])
        for place, k in enumerate(self._order[:-1]):
            line, above = (self.pieces["line", k, *of] for of in ((), ("strip",)))
            line.through(_row(xs, ys[:, place + 1]))
            above.through(_row(np.array([left, right]), np.full(2, ys[-1, place + 1])))
            # Where colours differ it would only make one band wider.
            lit = self.values["lit"][self._order[place : place + 2]]
            metadata(line).visibility = metadata(above).visibility = 1 - abs(float(lit[1] - lit[0]))
        self.pieces["edge",].through(_row(xs, ys[:, -2]))
        place = self._place[self._target]
        self._outline(xs, ys[:, place], ys[:, place + 1], left, right)
        self._mark(bed, left, right)
        self._block(bed)
        x = float(xs[-1])
        foot = zone.bottom + bent * (bed.bottom - NOTCH - zone.bottom)
        self.pieces["head",].through([[x, foot, 0], [x, bed.top + 0.12, 0]])
        self._rays(bed, point, ys[-1, 1:-1])
        self._mile(bed, point)
        self._name(bed, (ys[0, :-1] + ys[0, 1:]) / 2)
        self._tell(bed, (ys[-1, :-1] + ys[-1, 1:]) / 2, right)

    def _outline(
        self, xs: FloatArray, low: FloatArray, high: FloatArray, left: float, right: float
    ) -> None:
        """Go round a band and its piece of the strip, within: it hides no narrow neighbour."""
        half = OUTLINE / 200
        within = np.minimum(half, (high - low) / 2)
        low, high, ends = low + within, high - within, np.array([left + half, right - half])
        around = _closed(xs.clip(xs[0] + half, max(xs[0] + half, xs[-1] - half)), low, high)
        outline = self.pieces["outline",]
        outline.points, metadata(outline).visibility = (
            around,
            visibility(float(xs[-1] - xs[0]), AWAY / 2, AWAY / 2),
        )
        strip = self.pieces["outline", "strip"]
        strip.points = _closed(ends, np.full(2, low[-1]), np.full(2, high[-1]))
        metadata(strip).visibility = visibility(right - left, 0.3, 0.2)

    def _mark(self, bed: Zone, left: float, right: float) -> None:
        """Where the highest band ended at first, and the gain; and the frame of the strip."""
        y = bed.bottom + float(1 - self._source[self._raised]) * self.unit("y")
        self.pieces["memory",].along([np.array([x, y, 0.0]) for x in (bed.left, right)])
        wide, frame, now = right - left, self.pieces["strip", "frame"], self.pieces["strip", "name"]
        frame.set_sides(left - FRAME, bed.bottom - FRAME, right + FRAME, bed.top + FRAME)
        now.put((left + right) / 2, bed.top + 2 * FRAME + 0.02)
        metadata(now).visibility = visibility(wide, now.made_width)
        gain, name = self.figure("gain"), self.pieces["gain", "name"]
        number, middle = self._gain, gain.foot[1] + gain.length / 2
        name.put(gain.foot[0], middle + 0.3 * CAP * TYPE.tick)
        number.set_value(gain.value, at=(gain.foot[0], middle - 1.3 * CAP * TYPE.tick))
        for text, wide_text in (
            (name, name.made_width),
            (number, number_width(number.text, TYPE.tick)),
        ):
            rooms = (gain.length, 4.6 * CAP * TYPE.tick), (wide, wide_text + 0.1)
            metadata(text).visibility = min(visibility(room, need) for room, need in rooms)

    def _block(self, bed: Zone) -> None:
        """What all but the highest had, on its way from the source to the river's end."""
        squeeze = float(self.values["squeeze"])
        xs = np.array(self._block_ends(bed))
        tops = np.cumsum(self._source[self._order[:-1]]) * squeeze * self.unit("y") + bed.bottom
        low = bed.bottom
        for k, top in zip(self._order, tops, strict=False):
            band = self.pieces["block", k]
            band.fill_rgbas[:, :3] = rgb(self._color(k))
            band.points = _closed(xs, np.full(2, low), np.full(2, top))
            low = float(top)
        ends = np.full(2, bed.bottom), np.full(2, low)
        self.pieces["block", "outline"].points = _closed(xs, *ends)
        high = bed.bottom + self._whole * self.unit("y")
        gone = visibility(float(xs[0]) - bed.left, LEAD + self._was_number + 2, 2)
        left = bed.left + LEAD
        low, top = max(
            self._free(bed, left, left + self._was_number), key=lambda ends: ends @ (-1, 1)
        )
        number = self._bracket("left", self._whole, bed.left, bed.bottom, high, (low + top) / 2)
        metadata(number).visibility = min(gone, visibility(top - low, 2 * CAP * TYPE.label))
        metadata(self.pieces["whole", "left"]).visibility = gone
        left += self._whole_width + LEAD
        right = left + self._cost.made_width
        low, top = self._free(bed, left, right)[0]
        self._cost.put(left, (low + top - CAP * TYPE.tick) / 2, align=-1)
        free = bed.right - self._whole_width - 2 * LEAD
        fits = visibility(top - low, 2 * CAP * TYPE.tick), visibility(free, right)
        metadata(self._cost).visibility = min(gone, *fits)

    def _free(self, bed: Zone, left: float, right: float) -> FloatArray:
        """From where to where up each band but the highest is all the way, shape (K - 1, 2)."""
        xs = bed.left + self._far_along(self._along, self._levels[:, -2])
        between = (xs > left) & (xs < right)
        way = np.concatenate(([left, right], xs[between]))
        tops = [np.interp(way, xs, level) for level in self._levels.T[:-1]]
        lows = [0.0, *(float(top.max()) for top in tops[:-1])]
        highs = [float(top.min()) for top in tops]
        return bed.bottom + np.column_stack((lows, highs)) * self.unit("y")

    def _bracket(
        self, side: str, value: float, x: float, low: float, high: float, y: float
    ) -> Number:
        """What is from ``low`` to ``high``, beside ``x`` in the river; its number is at ``y``."""
        way = 1 if side == "left" else -1
        ends, line = (x + way * away for away in BRACE)
        corners = (ends, low), (line, low), (line, high), (ends, high)
        self.pieces["whole", side].through(np.array([(*corner, 0.0) for corner in corners]))
        return self._put(("whole", side, "number"), value, x + way * LEAD, y)

    def redraw(self, rests: float, seen: Mapping[VMobject, float] | None = None) -> None:
        """Draw everything anew."""
        super().redraw(rests, seen)
        if max(self.seen(("gain",)), self.seen(("memory",))) > 0:  # on that piece, be it faint
            metadata(self.pieces["part", self._raised]).measured = None
        if self.seen(("block", "outline")) > 0:  # and it may on all
            for piece in self.all("part"):
                metadata(piece.mobject).measured = None

    def _bed(self) -> Zone:
        """From the source to the strip, bank to bank."""
        inner = self.inner()
        z, rest = np.array([float(self.values["z"])]), self._flow_rest()[-1:]
        long = float(self._far_along(z, rest)[0])
        high = self.unit("y")
        return Zone(inner.left, inner.left + long, inner.bottom, inner.bottom + high)

    def _name(self, bed: Zone, middles: FloatArray) -> None:
        """Beside the source names, and what classes had there when the strip has gone on."""
        middles = middles[[self._place[k] for k in self._rows]]
        pitch = (bed.height - 2 * LINE) / max(len(middles) - 1, 1)
        pitch = min(LINE, max(pitch, TIGHT))
        places = spread(middles, pitch, bed.bottom + LINE, bed.top - LINE)
        at, left = bed.left - LEAD, visibility(bed.width, AWAY)
        for k, middle, y in zip(self._rows, middles, places, strict=True):
            there = self._there() if k == self._raised else 1.0
            name, root = self._words[k], self.pieces["root", k]
            beyond = at - self._was_width(self.zone) - LEAD / 2
            metadata(name.put(beyond, y - CAP * TYPE.tick / 2, align=1)).visibility = there
            start = at if k in self._told else beyond
            way = ((start + 0.1, y), (at + 0.1, y), (bed.left, middle))
            root.through([(*point, 0.0) for point in way])
            metadata(root).visibility = there if self._is_named else there * left
            if k in self._told:
                was = self._put(("was", k), self._source[k], at, y)
                symbol = self.pieces["was", k, "symbol"]
                symbol.put(at - self._was_number - SPACE, y - CAP * TYPE.label / 2, align=1)
                metadata(was).visibility = left * self._there()
                metadata(symbol).visibility = metadata(was).visibility * (self.zone.width > NARROW)
            if k in self._told[:-1]:
                among = self._put(("among", k, "left"), self._among[k], at, y)
                width = number_width(among.text, TYPE.label) + SPACE
                self._class(k, "left", at - width, y, align=1)
                metadata(among).visibility = self._alone()

    def _tell(self, bed: Zone, middles: FloatArray, right: float) -> None:
        """What each class has, beside the strip, and above how its edges would go on."""
        middles = middles[[self._place[k] for k in self._told]]
        ahead = float(self.values["bent"]) * self._across(bed.width)  # the block will be there
        at, high = right + ahead + LEAD, bed.top - 0.75 * LINE
        if self.seen(("block", "outline")) > 0:
            right = max(right, self._block_ends(bed)[1])
        over, most = self._over(bed, at) + 0.75 * LINE, high - LINE * (len(middles) - 1)
        low, above = min(over, most), visibility(most, over, fade=0.4)
        places = spread(middles, LINE, low, high)
        for k, middle, y in zip(self._told, middles, places, strict=True):
            symbol, lead = self.pieces["symbol", k], self.pieces["lead", k]
            lead.through([[right, middle, 0], [at - 0.1, y, 0]])
            symbol.put(at, y - CAP * TYPE.label / 2, align=-1)
            after = at + symbol.made_width + SPACE
            number = self._put(("number", k), self.values["values"][k], after, y)
            metadata(symbol).visibility = metadata(number).visibility = metadata(
                lead
            ).visibility = min(self._there(), above)
            if k == self._raised:  # what it has won may take its place
                won = self.figure("gain").value
                self._won.put(at, y - CAP * TYPE.label / 2, align=-1)
                is_named = self.zone.width > NARROW
                after = at + (self._won.made_width + SPACE) * is_named
                told = self._put(("won", "number"), won, after, y)
                metadata(told).visibility, metadata(self._won).visibility = above, above * is_named
            else:
                self._class(k, "right", at, y, align=-1)
                after = at + self._class_width * (self.zone.width > NARROW)
                among = self._put(("among", k, "right"), self._among[k], after, y)
                metadata(among).visibility = self._alone()
                metadata(lead).visibility = max(metadata(lead).visibility, self._alone())
        high = bed.bottom + self._whole * float(self.values["squeeze"]) * self.unit("y")
        far, x = self._whole_width + LEAD, self._block_ends(bed)[0]
        low, top = max(self._free(bed, x - far, x), key=lambda ends: ends @ (-1, 1))
        held = self._whole * float(self.values["squeeze"])
        number = self._bracket("right", held, x, bed.bottom, high, (low + top) / 2)
        metadata(number).visibility = min(
            visibility(top - low, 2 * CAP * TYPE.label), visibility(bed.width, 2 * far)
        )

    def _over(self, bed: Zone, x: float) -> float:
        """How far up the edges of a bent river would reach at ``x``, ahead of the strip."""
        point = bed.left + self.span("x") * self.unit("x")
        held = float(self.values["values"][self._order[:-1]].sum()) * self.unit("y")
        ahead = max(0.0, point - x) / max(point - bed.right, 1e-9)
        return bed.bottom + float(self.values["bent"]) * held * min(ahead, 1.0)

    def _flow_rest(self) -> FloatArray:
        """What the highest band leaves where the river has been; the strip is last, shape (n,)."""
        past = self._along < float(self.values["z"])
        now = float(self.values["values"][self._order[:-1]].sum())
        return np.append(self._levels[past, -2], now)

    def _block_ends(self, bed: Zone) -> tuple[float, float]:
        """From where to where it is: at its left end, edges are as far apart as it is high."""
        long = self.span("x") * self.unit("x")
        at = min(bed.left + (1 - float(self.values["squeeze"])) * long, bed.right)
        return at, at + self._across(bed.width)

    @staticmethod
    def _across(way: float) -> float:
        """How wide the block is, that has so long a way."""
        return min(BLOCK, OF_RIVER * way)

    def _rays(self, bed: Zone, point: float, tops: FloatArray) -> None:
        """How edges would go on, from the strip to the point."""
        end = np.array([point, bed.bottom, 0.0])
        for k, top in zip(self._order, tops, strict=False):
            self.pieces["ray", k].along([np.array([bed.right, float(top), 0.0]), end])
        self.pieces["point",].center_on(end)

    def _mile(self, bed: Zone, point: float) -> None:
        """Below a bent river: where the strip is, and places it has come by."""
        base = bed.bottom - DOWN - CAP * TYPE.tick
        wide = self._symbol.made_width + SPACE
        number, held = self._place_of, float(self.values["values"][self._raised])
        number.set_value(held)
        whole = wide + number_width(number.text, TYPE.tick)
        middle = min(bed.right, self.zone.right - whole / 2)
        taken = middle - whole / 2 - 0.15, middle + whole / 2 + 0.15
        self._symbol.put(middle - whole / 2, base, align=-1)
        number.set_value(held, at=(middle - whole / 2 + wide, base))
        rest = np.interp(self._miles, self._along, self._levels[:, -2])
        miles = bed.left + self._far_along(np.array(self._miles), rest)
        self._notch("mile", bed, miles)
        end, name = bed.right + 3 * SPACE, self.pieces["mile", "name"]
        metadata(name.put(end, base, align=-1)).visibility = visibility(
            self.zone.right - end, name.made_width
        )
        self._count("mile", self._miles, miles, base)
        won = np.array(self._shares) - self._source[self._raised]
        # Of next to nothing that others have, the axis has no end.
        long = (point - bed.left) / max(float(self._levels[0, -2]), 1e-12)
        xs = bed.left + np.clip(won * long, 0.0, point - bed.left)
        self._notch("share", bed, xs)
        self._count("share", self._shares, xs, base, taken)  # where that of the end is not told

    def _count(
        self,
        kind: str,
        values: Sequence[float],
        xs: FloatArray,
        base: float,
        taken: tuple[float, float] = (np.inf, np.inf),
    ) -> None:
        """Numbers below ticks, of which each has room beside the one before, and what is taken."""
        before = -np.inf
        for i, x in enumerate(map(float, xs)):
            told = self.pieces[kind, i, "number"]
            half = number_width(told.text, TYPE.tick) / 2
            told.set_value(values[i], at=(x, base))
            free = min(x - half - before, max(taken[0] - x - half, x - half - taken[1]))
            metadata(told).visibility = visibility(free, 0.1)
            before = x + half

    def _notch(self, kind: str, bed: Zone, xs: FloatArray) -> None:
        """Ticks on the lower bank."""
        for i, x in enumerate(map(float, xs)):
            ends = [[x, bed.bottom, 0.0], [x, bed.bottom - NOTCH, 0.0]]
            self.pieces[kind, i].through(ends)

    def _put(self, key: Key, value: float, x: float, y: float) -> Number:
        """Write a number, by its end, in the middle of a line."""
        number: Number = self.pieces[key]
        return number.set_value(float(value), at=(x, y - CAP * TYPE.label / 2))

    def _class(self, k: int, side: str, x: float, y: float, *, align: int) -> None:
        """Say whose share among the others it is, where there is room."""
        name = self.pieces["among", k, side, "name"]
        name.put(x, y - CAP * TYPE.label / 2, align=align)
        metadata(name).visibility = self._alone() * (self.zone.width > NARROW)

    def _there(self) -> float:
        """How much is seen of what holds while the highest band is there."""
        return max(0.0, 8 * float(self.values["kept"]) - 7)

    def _alone(self) -> float:
        """How much is seen of what holds while it is not."""
        return max(0.0, 1 - 8 * float(self.values["kept"]))


def _label(math: str) -> Formula:
    return Formula(math, font_size=TYPE.label, color=theme().q, display=False)


def _row(xs: FloatArray, ys: FloatArray) -> FloatArray:
    return np.column_stack((xs, ys, np.zeros(len(xs))))


def _closed(xs: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """The outline between two lines; nothing where they have no length."""
    if xs[-1] <= xs[0]:
        return np.zeros((0, 3))
    up, down = _row(xs, high), _row(xs, low)[::-1]
    return straight(np.concatenate((up, down, up[:1])))
