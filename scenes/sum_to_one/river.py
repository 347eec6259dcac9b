"""Probabilities as a river: a strip of length 1 that is carried along, and what it leaves behind.

Drawn from values and a zone, as all parts are; only ``SumToOne`` needs it. Knows nothing of
softmax: how the bands run is told by the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from manim import VGroup, VMobject
from manim.utils.color import ManimColor, interpolate_color

from scenes.layout import Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import HAIR, Dashes, Polyline, Rectangle, segment, straight
from scenes.mobjects.text import CAP, Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts.names import enough, numbers_of
from scenes.parts.part import Bar, Part, Pose
from scenes.theme import TYPE, Zone, rgb, theme

__all__ = ["River", "spread"]

WIDEST, SHARE = 1.1, 0.1
"""Across the strip, in manim units; and of its zone's width, at most."""

LEAD = 0.35
"""From the strip, or the source, to what is told beside it."""

LINE, TIGHT = 0.38, 0.28
"""Between lines of what is told, one below the other; and at least, where there are many."""

SPACE = 0.13
"""Between a symbol and its number."""

MOST_NAMED = 0.2
"""Of the zone's width, for names."""

LONG = 9.0
"""Manim units that river, strip and all that is told need beside the products."""

OUTLINE = 2.5 * HAIR
"""Stroke around the true class's band."""

TINY = np.finfo(float).tiny


def spread(middles: FloatArray, pitch: float, low: float, high: float) -> FloatArray:
    """Where lines stand that are to be at ``middles``, ascending: at least ``pitch`` apart.

    As near as can be, by least squares, and within ``low`` and ``high`` as far as there is room.

    >>> spread(np.array([0.0, 0.1, 3.0]), 0.5, -1.0, 4.0).tolist()
    [-0.2, 0.3, 3.0]
    """
    steps = pitch * np.arange(len(middles))
    # What is pushed together shares one place, once steps are taken off: pools of neighbours.
    pools: list[tuple[float, int]] = []
    for place in (middles - steps).tolist():
        total, count = place, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            before, of = pools.pop()
            total, count = total + before, count + of
        pools.append((total, count))
    level = np.concatenate([np.full(count, total / count) for total, count in pools])
    return np.clip(level, low, max(low, high - steps[-1])) + steps


class River(Part):
    """Bands between two banks that are 1 apart, up to where the strip is now.

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
    write, write_among
        How probabilities and shares among the others are written.
    proof
        A formula: what stands in the end between what a class has and what it had.
    named
        Whether names are written; what is told has the numbers of the classes.

    Values
    ------
    z, values
        As above.
    kept
        How much of the highest band is there; without it, the others have all of the width.
    lit
        How bright each class's band is, from 0 to 1, shape (K,).
    proved
        Whether that is there, and has its room: 1 or 0.

    Pieces: ("bank", i), ("tick", i), ("band", k), ("line", k) above it, ("part", k) of the strip,
    gain: what the highest has won, memory: where the next one ended before, half, edge: the line
    below the highest, outline, head; at the source ("root", k), ("name", k), ("was", k); beside
    the strip ("lead", k), ("symbol", k), ("number", k), ("proof", k), ("from", k); and on both
    sides ("among", k, side). On the gain stands what it is: ("gain", "name").
    """

    scaled = (("x", "z"), ("y", "values"))
    numbers = ("z", "values", "kept")
    looks = ("lit", "proved")
    later = ("gain", "memory", "half", "edge", "outline", "from")
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
        proof: str,
        named: bool,
    ) -> None:
        count = len(values)
        lit = np.arange(count) == order[-1]
        super().__init__(name, z=z, values=values, kept=1.0, lit=lit, proved=0.0)
        self._along, self._levels, self._names = along, levels, names
        self._order, self._among, self._source = list(order), among, np.array(values)
        self._target, self._raised = target, order[-1]
        self._told = [k for k in order if k in told]
        self._is_named, self._rows = named, self._order
        for i in range(2):
            self.own("bank", i, of=segment(color=theme().muted))
        for k in order:
            band = VMobject(stroke_width=0, fill_opacity=1)
            self.own("band", k, of=band)
        for k in order:
            self.own("part", k, of=Bar(theme().q))
        self.own("gain", of=Bar(theme().gain))
        self._gain = self.own(
            "gain", "name", of=Words("gain", font_size=TYPE.tick, color=theme().background)
        )
        allow("overlap", "it says what it is on", self._gain)
        for k in order[:-1]:
            self.own("line", k, of=Polyline(color=theme().q, width=HAIR))
        self.own("edge", of=Polyline(color=theme().text, width=3 * HAIR))
        self.own("memory", of=Dashes(color=theme().text, width=1.5 * HAIR))
        self.own("half", of=Dashes(color=theme().text, width=1.5 * HAIR))
        self.own(
            "outline",
            of=Rectangle(stroke_width=OUTLINE, stroke_color=theme().target, fill_opacity=0),
        )
        self.own("head", of=segment(color=theme().text))
        figure = list(self.pieces.values())
        allow("contrast", "bands lie side by side, and lines and marks on them", *figure)
        for kind in ("line", "edge", "memory", "half", "outline", "head"):
            for piece in self.all(kind):
                allow("overlap", "it marks a band of the river", piece.mobject)
        self._own_texts(write, write_among, proof)

    def _own_texts(
        self,
        write: Callable[[float], str],
        write_among: Callable[[float], str],
        proof: str,
    ) -> None:
        """What stands beside the source, and beside the strip."""
        for i in range(2):
            tick = Words(str(i), font_size=TYPE.tick, color=theme().muted)
            self.own("tick", i, of=tick)
        for k in self._order:
            self.own("root", k, of=segment(color=theme().muted))
            self.own("name", k, of=VGroup())
        self._call(self._names)
        for k in self._told:
            self.own("lead", k, of=segment(color=theme().muted))
            self.own("symbol", k, of=_label(f"q_{k + 1} ="))
            self.own("number", k, of=Number(0.0, write, color=theme().q, align=-1))
            source = float(self._source[k])
            self.own("was", k, of=Number(source, write, color=theme().q, align=1))
        for k in self._told[:-1]:
            self.own("proof", k, of=_label(proof))
            self.own("from", k, of=Number(float(self._source[k]), write, align=-1))
            for side, align in (("left", 1), ("right", -1)):
                among = Number(float(self._among[k]), write_among, align=align)
                self.own("among", k, side, of=among)

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
        return Size(around.left + around.right + 2.0, around.bottom + around.top + 2.0)

    def margin(self, zone: Zone) -> Margin:
        """Names on the left, the strip and what is told on the right, the head above and below."""
        left = LEAD + self._was_width() + 0.05
        if self._is_named:
            left += LEAD / 2 + self._name_width()
        right = self._wide(zone) + LEAD + max(self._label_width(k) for k in self._told)
        if self._proves(zone):
            right += float(self.values["proved"]) * self._proof_width()
        return Margin(left, right, 0.16, 0.16)

    def _proves(self, zone: Zone) -> bool:
        """Whether there is room for what is left of each of the others' probabilities."""
        return zone.width - self._proof_width() > LONG

    def _proof_width(self) -> float:
        first = self._told[0]
        proof, start = self.pieces["proof", first], self.pieces["from", first]
        return float(2 * SPACE + proof.made_width + number_width(start.text, TYPE.label))

    def _label_width(self, k: int) -> float:
        number, place = self.pieces["number", k], self._order.index(k)
        last = np.diff(self._levels[-1], prepend=0.0)[place]
        ends = np.clip([self._source[k], last], TINY, 1 - 1e-16)
        widest = max(number_width(number.write(float(v)), TYPE.label) for v in ends)
        return self.pieces["symbol", k].made_width + SPACE + widest

    @staticmethod
    def _wide(zone: Zone) -> float:
        return min(WIDEST, SHARE * zone.width)

    def span(self, axis: str) -> float:
        """From the source to the end; and 1 from bank to bank."""
        return float(self._along[-1] - self._along[0]) if axis == "x" else 1.0

    def figure(self, *key: Any) -> Pose:
        """A piece of the strip, or what the highest has won."""
        bed, unit = self._bed(), self.unit("y")
        wide, tops = self._wide(self.zone), self._tops()
        x = bed.right + wide / 2
        if key == ("gain",):
            share, had = (float(v[self._raised]) for v in (self.values["values"], self._source))
            won = (share - had) * (1 - float(tops[-2])) / share
            foot = (x, bed.bottom + float(tops[-2]) * unit)
            return Pose(foot, 90.0, max(won, 0.0), unit, wide, theme().gain)
        k, place = key[1], self._order.index(key[1])
        low, color = (float(tops[place - 1]) if place else 0.0), self._color(key[1])
        whole = float(self.values["kept"]) == 1
        value = float(self.values["values"][k]) if whole else float(tops[place]) - low
        if k == self._raised:  # it hangs from its bank, so that its end is where the others end
            return Pose((x, bed.top), -90.0, value, unit, wide, color)
        return Pose((x, bed.bottom + low * unit), 90.0, value, unit, wide, color)

    def _color(self, k: int) -> str:
        """Of a class's band: all of the prediction's colour if it is lit."""
        share = theme().second + (1 - theme().second) * float(self.values["lit"][k])
        background, full = ManimColor(theme().background), ManimColor(theme().q)
        return interpolate_color(background, full, share).to_hex()

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
        others = np.maximum(tops[:, -2:-1], TINY)
        total = others + kept * (1 - others)
        made = np.cumsum(self._among[self._order]) * others / total
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
        """Banks and bands, the lines between these, and what is told of them."""
        bed, end, unit = self._bed(), self._end(), self.unit("y")
        wide = self._wide(zone)
        for i, y in enumerate((bed.bottom, bed.top)):
            ends = [[bed.left - LEAD + 0.1, y, 0], [end + wide, y, 0]]
            self.pieces["bank", i].set_points_as_corners(ends)
            self.pieces["tick", i].put(bed.left - LEAD, y - CAP * TYPE.tick / 2, align=1)
        along, tops = self._flow()
        xs = bed.left + (along - self._along[0]) * self.unit("x")
        ys = bed.bottom + tops * unit
        floor = np.full(len(xs), bed.bottom)
        for place, k in enumerate(self._order):
            low = ys[:, place - 1] if place else floor
            band = self.pieces["band", k]
            band.fill_rgbas[:, :3] = rgb(self._color(k))
            band.points = _closed(xs, low, ys[:, place])
            if place < len(self._order) - 1:
                line = self.pieces["line", k]
                line.through(_row(np.append(xs, xs[-1] + wide), _and_on(ys[:, place])))
                # Where colours differ it would only make one band wider.
                lit = self.values["lit"][self._order[place : place + 2]]
                line.room = 1 - abs(float(lit[1] - lit[0]))
        self.pieces["edge",].through(_row(xs, ys[:, -2]))
        place = self._order.index(self._target)
        low, high = ys[:, place - 1] if place else floor, ys[:, place]
        # Within its band, so that it hides nothing of a narrow neighbour.
        within = np.minimum(OUTLINE / 200, (high - low) / 2)
        around = np.array([*xs[:1] + OUTLINE / 200, *xs[1:], xs[-1] + wide - OUTLINE / 200])
        around = np.maximum.accumulate(around)
        self.pieces["outline",].points = _closed(
            around, _and_on(low + within), _and_on(high - within)
        )
        x = float(xs[-1])
        self.pieces["head",].set_points_as_corners([[x, zone.bottom, 0], [x, bed.top + 0.12, 0]])
        for kind, height in (("memory", 1 - self._source[self._raised]), ("half", 0.5)):
            y = bed.bottom + float(height) * unit
            self.pieces[kind,].along([np.array([at, y, 0.0]) for at in (bed.left, x + wide)])
        gain = self.figure("gain")
        middle = (gain.foot[1] + float(gain.head[1]) - CAP * TYPE.tick) / 2
        self._gain.put(gain.foot[0], middle).room = min(
            enough(gain.length, 3 * CAP * TYPE.tick), enough(wide, self._gain.made_width + 0.1)
        )
        self._name(bed, ys[0], x)
        self._tell(bed, ys[-1], x + wide)

    def redraw(self, rests: float, seen: Mapping[VMobject, float] | None = None) -> None:
        """Draw everything anew."""
        super().redraw(rests, seen)
        if self.seen(("gain",)) > 0:  # it lies on that piece, be it faint
            self.pieces["part", self._raised].measured = None

    def _bed(self) -> Zone:
        """From the source to the strip, bank to bank."""
        inner = self.inner()
        return Zone(inner.left, self._end(float(self.values["z"])), inner.bottom,
                    inner.bottom + self.unit("y"))  # fmt: skip

    def _end(self, z: float | None = None) -> float:
        """Where on the picture the river is, or ends."""
        z = float(self._along[-1]) if z is None else z
        return self.inner().left + (z - float(self._along[0])) * self.unit("x")

    def _name(self, bed: Zone, tops: FloatArray, x: float) -> None:
        """Beside the source names, and what classes had there when the strip has gone on."""
        middles = _middles(bed, tops)[[self._order.index(k) for k in self._rows]]
        room = bed.height - 2 * LINE
        pitch = min(LINE, max(room / max(len(self._rows) - 1, 1), TIGHT))
        places = spread(middles, pitch, bed.bottom + LINE, bed.top - LINE)
        at, left = bed.left - LEAD, enough(x - bed.left, 1.5, 1.0)
        for k, middle, y in zip(self._rows, middles, places, strict=True):
            base, root = y - CAP * TYPE.label / 2, self.pieces["root", k]
            beside = at if k in self._told else at - self._was_width() - LEAD / 2
            root.set_points_as_corners([[beside + 0.1, y, 0], [bed.left, middle, 0]])
            there = self._there() if k == self._raised else 1.0
            root.room = there if self._is_named else there * left
            name = self._words[k].put(
                at - self._was_width() - LEAD / 2, y - CAP * TYPE.tick / 2, align=1
            )
            name.room = there
            if k in self._told:
                was = self.pieces["was", k].set_value(float(self._source[k]), at=(at, base))
                was.room = left * self._there()
                if k != self._raised:
                    among = self.pieces["among", k, "left"]
                    among.set_value(float(self._among[k]), at=(at, base))
                    among.room = self._alone()

    def _was_width(self) -> float:
        """Of the widest number beside the source."""
        texts = [self.pieces["was", k].text for k in self._told]
        texts += [self.pieces["among", k, "left"].text for k in self._told[:-1]]
        return max(number_width(text, TYPE.label) for text in texts)

    def _tell(self, bed: Zone, tops: FloatArray, right: float) -> None:
        """What each class has, beside the strip."""
        middles = _middles(bed, tops)[[self._order.index(k) for k in self._told]]
        places = spread(middles, LINE, bed.bottom + 0.75 * LINE, bed.top - 0.75 * LINE)
        for k, middle, y in zip(self._told, middles, places, strict=True):
            symbol, number = self.pieces["symbol", k], self.pieces["number", k]
            lead = self.pieces["lead", k]
            lead.set_points_as_corners([[right, middle, 0], [right + LEAD - 0.1, y, 0]])
            base, at = y - CAP * TYPE.label / 2, right + LEAD
            symbol.put(at, base, align=-1)
            number.set_value(
                float(self.values["values"][k]), at=(at + symbol.made_width + SPACE, base)
            )
            symbol.room = number.room = self._there()
            lead.room = self._there() if k == self._raised else 1.0
            if k != self._raised:
                among = self.pieces["among", k, "right"]
                among.set_value(float(self._among[k]), at=(at, base))
                among.room = self._alone()
                self._prove(k, at + self._label_width(k) + SPACE, base)

    def _prove(self, k: int, x: float, base: float) -> None:
        """What is left of what a class had, as a product."""
        proof, start = self.pieces["proof", k].put(x, base, align=-1), self.pieces["from", k]
        start.set_value(float(self._source[k]), at=(x + proof.made_width + SPACE, base))
        # While its room grows it would reach beyond that.
        proved = max(0.0, 50 * float(self.values["proved"]) - 49)
        proof.room = start.room = proved * self._proves(self.zone)

    def _there(self) -> float:
        """How much is seen of what holds while the highest band is there."""
        return max(0.0, 1 - 8 * self._gone())

    def _alone(self) -> float:
        """How much is seen of what holds while it is not."""
        return max(0.0, 8 * self._gone() - 7)

    def _gone(self) -> float:
        """How much of what it has at the strip the others have got, from 0 to 1."""
        kept = float(self.values["kept"])
        others = max(float(self.values["values"][self._order[:-1]].sum()), TINY)
        return others * (1 - kept) / (others + kept * (1 - others))


def _middles(bed: Zone, tops: FloatArray) -> FloatArray:
    """Of bands that reach so far up."""
    return (tops + np.append(bed.bottom, tops[:-1])) / 2


def _label(math: str) -> Formula:
    return Formula(math, font_size=TYPE.label, color=theme().q, display=False)


def _and_on(ys: FloatArray) -> FloatArray:
    return np.append(ys, ys[-1])


def _row(xs: FloatArray, ys: FloatArray) -> FloatArray:
    return np.column_stack((xs, ys, np.zeros(len(xs))))


def _closed(xs: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """The outline between two lines; nothing where they have no length."""
    if xs[-1] <= xs[0]:
        return np.zeros((0, 3))
    up, down = _row(xs, high), _row(xs, low)[::-1]
    return straight(np.concatenate((up, down, up[:1])))
