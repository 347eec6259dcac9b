"""Where all of the fan is: what its texts need, and what room that leaves for strands.

Classes are counted here in the order in which they lie side by side, the true one first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scenes.logits_feel_it.sheet import FLAT, PLACES, Course, Sheet, smooth
from stage.mobjects.shapes import HEAD
from stage.mobjects.text import CAP
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone

__all__ = ["FEW", "GAP", "LEAD", "LINE", "SPACE", "Plan", "Sizes"]

FEW = 4
"""Classes for which lanes are wide enough for texts."""

LARGE, LARGEST = 38.0, 48.0
"""Sizes of type in a wide zone, and of what each logit feels, at last."""

LANES = {"wide": (0.52, 0.27), "square": (0.52, 0.27), "tall": (1.55, 0.6)}
"""Across a lane, at least, in manim units; and where there are many."""

BETWEEN = 0.04
"""Between two lanes, at least."""

RAILS = {"wide": 2.2, "square": 0.0, "tall": 2.0}
"""Lengths beside strands; without any they are only there where strands are not."""

HORN, STRIP = {"wide": 0.45}, {"wide": 0.95}
"""From the strip to where strands begin, and across the strip, in a wide zone."""

HORN_ELSE, STRIP_ELSE = 0.4, 0.55
"""The same elsewhere."""

RADIUS = 0.22
"""Of a bead, at most."""

SIGN = 0.72
"""From a rail's last bead to its strand, for a sign."""

END = 0.2
"""Between what a logit feels and its strand."""

SPACE, GAP = 0.16, 0.006
"""Between a symbol and its number; and where these are large, at font size 1."""

LINE = 0.46
"""Between lines of text."""

LEAD = 0.35
"""From the strip to what is told beside it."""

RISE, HIGHER = 1.45, 0.4
"""From what is told of the true class's q to the loss; and more where that is above strands."""

ARROW, AFTER = 1.1, 0.42
"""From the strip to the loss, where these are side by side; and before what comes from it."""

SHARED = 0.42
"""Of the way to the strip, for rails that have room only where no strands are yet."""

PLACED = 0.4
"""Before the stack, of what it leaves free between rails and the strip."""

THICK = 0.45
"""Across the stack, at most, in shares of the way between rails and the strip."""

MOST = 2.8
"""How long the stack is drawn, at most, in shares of what it is at first."""

HEADED = 0.6
"""Between the end of the stage and the stack, for what is told of it."""

LEAST = 0.3
"""How wide a strand of 1 is, at least, if strands have no length."""

STEEP = 0.75
"""How wide a strand of 1 is, at most, in shares of its length."""

SOFT = 0.2
"""Half the length of the stretch on which a strand swells, in shares of its own."""


@dataclass(frozen=True)
class Sizes:
    """What does not move: the shape, what there is, and how wide texts are at font size 1.

    Attributes
    ----------
    shape
        "wide", "square" or "tall".
    shares, slopes, pulls
        What the strip's pieces have, and how wide strands are at first and at last, shape (K,).
    told
        Places of the classes of which all is told.
    name
        Width of the widest name, in manim units; 0 without names.
    symbol, logit, label, q, felt, signs
        Of the widest symbol of a logit, logit, symbol of a probability, probability, and of what
        is felt; and of the two signs in what that is.
    loss, rate
        Of what is told of the loss, and of what comes from it.
    longest
        How long the stack becomes, in shares of what it is at first.
    """

    shape: str
    shares: FloatArray
    slopes: FloatArray
    pulls: FloatArray
    told: tuple[int, ...]
    name: float
    symbol: float
    logit: float
    label: float
    q: float
    felt: float
    signs: tuple[float, float]
    loss: float
    rate: float
    longest: float

    @property
    def is_tall(self) -> bool:
        """Whether strands go down."""
        return self.shape == "tall"

    @property
    def few(self) -> bool:
        """Whether lanes are wide enough for texts."""
        return len(self.shares) <= FEW

    @property
    def type(self) -> float:
        """Size of what is told beside the strip."""
        return {"wide": LARGE, "square": TYPE.least, "tall": TYPE.label}[self.shape]

    @property
    def small(self) -> float:
        """Size of what is told of logits."""
        return self.type if self.few else TYPE.tick

    @property
    def lane(self) -> float:
        """Across a lane, at least."""
        return LANES[self.shape][0 if self.few else 1]

    @property
    def texts(self) -> float:
        """How long what is told before the rails is."""
        if self.is_tall:
            return LINE * (3 if self.name else 2)
        return self.before + (self.symbol + self.logit) * self.small + 2 * SPACE

    @property
    def before(self) -> float:
        """How long names are, and what is between them and symbols."""
        return self.name + SPACE if self.name else 0.0

    @property
    def beside(self) -> float:
        """How long what is told of the strip's pieces is."""
        return LEAD + (2 * LINE if self.is_tall else (self.label + self.q) * self.type + SPACE)

    @property
    def beyond(self) -> float:
        """How long all is that is told beside the strip."""
        if self.shape != "wide":
            return self.beside
        return max(self.beside, LEAD + self.loss_wide, LEAD + self.rate_wide)

    @property
    def at_last(self) -> float:
        """The same when what comes from the loss is not told any more."""
        return max(self.beside, (LEAD + self.loss_wide) * (self.shape == "wide"))

    @property
    def loss_wide(self) -> float:
        """Width of what is told of the loss."""
        return self.loss * self.type + SPACE

    @property
    def rate_wide(self) -> float:
        """Width of what is told of what comes from it, and of the arrow before."""
        return self.rate * self.type + SPACE + AFTER

    @property
    def horn(self) -> float:
        """From the strip to where strands begin."""
        return HORN.get(self.shape, HORN_ELSE)

    @property
    def strip(self) -> float:
        """Across the strip."""
        return STRIP.get(self.shape, STRIP_ELSE)

    @property
    def around(self) -> float:
        """Along, all but the strands."""
        rails = RAILS[self.shape] + 2 * RADIUS + SPACE + SIGN
        return self.texts + rails + self.horn + self.strip + self.beyond

    @property
    def slots(self) -> tuple[float, ...]:
        """Widths of what is told of what a logit feels: with what that is, if there is room."""
        if self.shape != "wide":
            return self.symbol + GAP, self.felt
        return (self.symbol + GAP, self.q + GAP, *(sign + GAP for sign in self.signs), self.felt)

    @property
    def felt_long(self) -> float:
        """How long that is."""
        if self.is_tall:
            return LINE * (6.6 if self.name else 5.6) + END
        return self.before + sum(self.slots) * (LARGEST if self.few else self.small) + END

    @property
    def rise(self) -> float:
        """Across, from what is told of the true class's q to the loss."""
        return RISE + HIGHER * (self.shape == "square")

    @property
    def free(self) -> tuple[float, float]:
        """Across, before the hub, for what is told of the loss; and how many units more."""
        if self.is_tall:
            return self.loss_wide + ARROW, float(self.shares[0]) / 2
        return self.rise + 0.4, 0.0

    @property
    def needs(self) -> tuple[float, float]:
        """Across, in units, before and after the hub, for strands and for the strip."""
        true, pull = float(self.shares[0]), float(self.pulls[0])
        return max(pull, true / 2), max(pull, 1 - true / 2)

    def unit(self, zone: Zone) -> float:
        """How wide a strand of 1 may be there."""
        sheet, (above, below), (free, turned) = Sheet(zone, self.is_tall), self.needs, self.free
        unit = min(sheet.across / (above + below), (sheet.across - free) / (turned + below))
        if self.shape == "square":  # what comes from the loss is told above strands
            unit = min(unit, (RISE - 0.55) / above)
        unit = min(unit, max(STEEP * (sheet.along - self.around), LEAST))
        room = sheet.across - BETWEEN * len(self.pulls)
        low, high = 0.0, unit
        for _ in range(50):
            middle = (low + high) / 2
            fits = np.maximum(middle * self.pulls, self.lane).sum() <= room
            low, high = (middle, high) if fits else (low, middle)
        return low


@dataclass(frozen=True)
class Plan:
    """Where things are in a frame: along and across its sheet.

    Attributes
    ----------
    sizes, zone, unit
        What does not move; where it is; and how wide a strand of 1 is.
    stacked, felt
        How far the stack is out of the strip, from 0 to 1; and how far rails have made room for
        what is felt.
    q
        What the strip's pieces have now, shape (K,).
    terms
        What the stack's pieces have now, in shares of what all of it is at first, shape (K,).
    """

    sizes: Sizes
    zone: Zone
    unit: float
    stacked: float
    felt: float
    q: FloatArray
    terms: FloatArray

    @cached_property
    def sheet(self) -> Sheet:
        """The zone, along and across."""
        return Sheet(self.zone, self.sizes.is_tall)

    @cached_property
    def begin(self) -> float:
        """Along, where rails begin."""
        return self.sizes.texts + SPACE + RADIUS

    @cached_property
    def end(self) -> float:
        """Along, where the strip ends."""
        beyond = (1 - self.felt) * self.sizes.beyond + self.felt * self.sizes.at_last
        return self.sheet.along - beyond

    @cached_property
    def strip(self) -> float:
        """Along, where the strip begins."""
        return self.end - self.sizes.strip

    @cached_property
    def rails(self) -> float:
        """How long they are."""
        return RAILS[self.sizes.shape] or self.stacked * SHARED * (self.strip - self.begin)

    @cached_property
    def last(self) -> float:
        """Along, where strands end, at the logits."""
        last = self.begin + RAILS[self.sizes.shape] + RADIUS + SIGN
        return (1 - self.felt) * last + self.felt * min(last, self.sizes.felt_long)

    @cached_property
    def sign(self) -> float:
        """Along, the middle of what is between rails and strands."""
        return self.last - SIGN / 2 - 0.06

    @cached_property
    def first(self) -> float:
        """Along, where strands begin, at the hub."""
        return self.strip - self.sizes.horn

    @cached_property
    def stack(self) -> tuple[float, float]:
        """Along, where the stack begins and ends: from the strip to its place before that."""
        rails = RAILS[self.sizes.shape] or SHARED * (self.strip - self.begin)
        before = self.begin + rails + RADIUS + self.sizes.is_tall * LINE
        thick = min(self.sizes.strip, THICK * (self.strip - before))
        begin = before + PLACED * (self.strip - before - thick)
        ends = np.array([[self.strip, self.end], [begin, begin + thick]])
        begin, end = (1 - self.stacked) * ends[0] + self.stacked * ends[1]
        return float(begin), float(end)

    @cached_property
    def pile(self) -> tuple[float, float]:
        """Across, where the stack begins, and how long a piece of it is that was all at first.

        In the strip it is as long as that, however long it has become.
        """
        across, begin = self.sheet.across, float(self.starts(self.sizes.shares)[0])
        headed = 0.0 if self.sizes.is_tall else HEADED
        longest = min(self.sizes.longest, MOST)
        unit = min(self.unit, (across - headed) / longest)
        placed = max(min(begin, across - longest * unit), headed)
        share = self.stacked
        squeezed = self.unit / float(self.terms.sum())
        return (1 - share) * begin + share * placed, (1 - share) * squeezed + share * unit

    @cached_property
    def piled(self) -> FloatArray:
        """Across, where the stack's pieces begin, and the last one ends; shape (K + 1,)."""
        begin, unit = self.pile
        long = unit * np.concatenate(([0.0], np.cumsum(self.terms)))
        return np.minimum(begin + long, self.brim)

    @property
    def brim(self) -> float:
        """Across, how far the stack may go: one that goes on has an arrow there."""
        return self.sheet.across - HEAD * (self.sizes.longest > MOST) + 1e-6

    @cached_property
    def hub(self) -> float:
        """Across, the middle of where strands begin: at the true class's piece of the strip."""
        above, below = (self.unit * need for need in self.sizes.needs)
        free, turned = self.sizes.free
        above = max(above, free + turned * self.unit)
        across = self.sheet.across
        return float(min(max(across / 2, above), max(across - below, above)))

    @cached_property
    def lanes(self) -> FloatArray:
        """Across, the middles of lanes: each as wide as its strand comes to be, at least."""
        wide = np.maximum(self.sizes.pulls * self.unit, self.sizes.lane)
        gap = (self.sheet.across - wide.sum()) / len(wide)
        return np.asarray(np.cumsum(wide + gap) - (wide + gap) / 2)

    def starts(self, shares: FloatArray) -> FloatArray:
        """Across, where pieces of the strip begin, if they are so long."""
        longs = np.cumsum(shares) - shares
        return np.asarray(self.hub + (longs - self.sizes.shares[0] / 2) * self.unit)

    @cached_property
    def labels(self) -> FloatArray:
        """Across, where is told what pieces have: a place of its own for each, for good."""
        sizes, shares = self.sizes, self.sizes.shares
        pitch = max(sizes.label, sizes.q) * sizes.type + 0.2 if sizes.is_tall else LINE
        middles = self.starts(shares) + shares * self.unit / 2
        places = [float(middles[i]) for i in sizes.told]
        for i in range(1, len(places)):
            places[i] = max(places[i], places[i - 1] + pitch)
        last = self.sheet.across - pitch / 2
        for i in reversed(range(len(places))):
            places[i] = min(places[i], last)
            last = places[i] - pitch
        return np.array(places)

    def courses(self, swell: float) -> list[Course]:
        """The way of each strand, from the strip to the logit, swollen so far."""
        every, sizes = np.linspace(0.0, 1.0, PLACES), self.sizes
        swollen = smooth((front(swell) + SOFT - every) / (2 * SOFT))
        slopes, pulls = sizes.slopes[:, None], sizes.pulls[:, None]
        wide = (slopes + (pulls - slopes) * swollen) * self.unit
        tops = np.cumsum(wide[:, 0])  # they begin side by side
        begins = self.hub + tops - (wide[:, 0] + tops[-1]) / 2
        turn = smooth((every - FLAT) / (1 - 2 * FLAT))
        u = self.first + every * (self.last - self.first)
        ways = (1 - turn) * begins[:, None] + turn * self.lanes[:, None]
        return [Course.of(u, way, width) for way, width in zip(ways, wide, strict=True)]

    @cached_property
    def narrowest(self) -> float:
        """Across, what is free for a text in the middle of every lane of which all is told."""
        told = self.lanes[list(self.sizes.told)]
        edge = 2 * min(told[0], self.sheet.across - told[-1])
        return float(min(edge, np.diff(told).min()))


def front(swell: float) -> float:
    """How far strands are swollen, in shares of their length, in the middle."""
    return swell * (1 + 2 * SOFT) - SOFT


def half(size: float) -> float:
    """Half the height of a digit."""
    return CAP * size / 2
