"""The main figure of ``SumToOne``: a bar of height 1, the bands it leaves behind, and the rest."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.digits import Form, write, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import edges_of
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.shapes import nice_ticks
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

BAR = 0.6
"""Width of the bar, in manim units."""

PICTURE = 0.5
"""Height and width of a pictogram beside its name."""

FOOT, LOW_FOOT, TOP = 1.3, 1.45, 0.35
"""Margins around the bar, in manim units.

FOOT: margin below, for its rail and the text under the rail.
LOW_FOOT: the same margin on a narrow stage.
TOP: margin above.
"""

READING, LOW_READING = 2.4, 1.5
"""Space to the right of the bar for its numbers, in manim units.

READING: on a wide stage.
LOW_READING: on a narrow stage.
"""

SPREAD = 3.05
"""Maximum distance from one guess to the next while the guesses are named."""

ROW, STAMP = 0.55, 1.25
"""Distances between numbers beside the bar, in manim units.

ROW: from one line to the next.
STAMP: from a factor to the text to its right.
"""

END = 0.35
"""Margin to the right of the point where the raised class has all."""

LEAST_PITCH = 0.52
"""Minimum distance from one name to the next."""

LIGHT = 0.8
"""Opacity of the bands; the bar that slides over them is brighter."""

DIM = 0.4
"""Brightness of the bands while the bar of the others slides over them."""

AREA: dict[Rule, str] = {
    "contrast": "bands lie side by side, or have stepped back",
    "overlap": "they are the hero",
}
ON: dict[Rule, str] = {"overlap": "it stands on its own area", "contrast": "it lies on an area"}

GHOSTS = ("only the biggest", "all, same amount", "all, same factor")
SHORT = ("biggest", "amount", "factor")
"""Names of the guesses at who pays.

GHOSTS: full names.
SHORT: short names, for when the guesses stand close together.
"""


class Bands(Figure):
    """An upright bar of all shares that moves with the score of one class and leaves bands behind.

    Values
    ------
    z
        The raised logit.
    shares
        The softmax of all logits, shape (K,).
    loss
        The true class's loss.
    arrived
        Position of the sliding bar, as the raised class's share there.
    rest
        Shares of the other classes in the sliding bar, shape (K,).
    factor
        The fraction that is left of the other classes' initial sum.
    guess
        Opacity of the guesses.
    spread
        From 0, guesses close together, to 1, guesses far apart and named.
    wrong
        Opacity of the wrong guesses.
    dashes
        How far dashes have extended from the bar to the guesses, from 0 to 1.
    match
        How far the right guess has moved to the bar, from 0 to 1.
    told
        Opacity of the number of the raised class's share.
    stamps
        Opacity of the factor beside each class that pays.
    rail
        Opacity of the rail.
    aside
        How far all classes except the true and the raised one have stepped back, from 0 to 1.
    bend
        From 0, positions follow the logit, to 1, positions follow the raised class's share.
    front
        Opacity of the bar.
    whole
        Opacity of the bracket that says that the shares add up to 1.
    cost
        Opacity of the loss.
    onward
        How far the bands have run on to the point where the raised class has all, from 0 to 1.
    sliding
        Opacity of the sliding bar and its prints.
    dim
        How far the bands have stepped back, from 0 to 1.
    """

    z, shares, loss = number(), numbers(), number()
    arrived, rest, factor = number(), numbers(), number()
    guess, spread, wrong, dashes, match = look(0.0), look(1.0), look(1.0), look(0.0), look(0.0)
    told, stamps, rail = look(0.0), look(0.0), look(0.0)
    aside, bend, onward = look(0.0), look(0.0), look(0.0)
    front, whole, cost = look(1.0), look(1.0), look(1.0)
    sliding, dim = look(0.0), look(0.0)
    fading = ("name", "picture")

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        target: int,
        raised: int,
        likeliest: int,
        order: tuple[int, ...],
        way: tuple[float, float, float],
        along: FloatArray,
        levels: FloatArray,
        among: FloatArray,
        kept: float,
        ghosts: FloatArray,
        guessed: tuple[bool, ...],
        prints: FloatArray,
        print_factors: FloatArray,
        print_rests: FloatArray,
        loss_form: Form,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._target, self._raised = names, target, raised
        self._order, self._along, self._levels, self._among = order, along, levels, among
        self._start, self._stop, self._end = way
        self._ghosts, self._guessed, self._kept = ghosts, guessed, kept
        self._prints, self._factors, self._print_rests = prints, print_factors, print_rests
        self._write_loss = writer(loss_form)
        self._home = self.shares.copy()
        first = dict.fromkeys((target, raised, likeliest))
        self._told = tuple(dict.fromkeys((*first, *order))) if len(names) <= 4 else tuple(first)

    # --- Layout -------------------------------------------------------------------------------

    @property
    def _box(self) -> Zone:
        """The plot, from the bar's start to the point where the raised class has all."""
        z = self.zone
        widest = max(words_width(self._names[k], TYPE.label) for k in self._told)
        left = min(max(widest + 0.45, 1.7), 0.26 * z.width)
        foot = FOOT if self._is_wide else LOW_FOOT
        return Zone(z.left + left, z.right - END, z.bottom + foot, z.top - TOP)

    @property
    def _is_wide(self) -> bool:
        return self.zone.width > 10

    @property
    def _pitch(self) -> float:
        """Distance from one guess to the next."""
        return 1.25 if self._is_wide else 0.8

    @property
    def _reading(self) -> float:
        return READING if self._is_wide else LOW_READING

    def _x(self, z: Any, share: Any) -> Any:
        """Return the x coordinate for a logit and the raised class's share."""
        box = self._box
        guesses = max(3 * self._pitch * any(self._guessed), STAMP) + self._reading
        room = box.right + END - BAR - box.left - guesses
        unit = min(
            (box.right + END - BAR - self._reading - 0.2 - box.left) / (self._end - self._start),
            room / (self._stop - self._start),
        )
        score = box.left + (np.asarray(z) - self._start) * unit
        return (1 - self.bend) * score + self.bend * self._x_of_share(share)

    def _x_of_share(self, share: Any) -> Any:
        box = self._box
        return box.left + np.asarray(share) * box.width

    # --- Drawing ------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Draw bands, rail and bar, then the guesses, the numbers and the rest."""
        box = self._box
        raised = float(self.shares[self._raised])
        front = float(self._x(self.z, raised))
        self._bands(draw, box, front)
        self._rail(draw, box, front)
        self._bar(draw, box, front)
        self._guesses(draw, box, front)
        self._readings(draw, box, front)
        self._rest(draw, box)
        self._gained(draw, box)

    def _light(self, k: int) -> float:
        """Return the brightness of a band, which is lower for classes that have stepped back."""
        is_aside = k not in (self._target, self._raised)
        return float((1 - 0.75 * self.aside * is_aside) * (1 - (1 - DIM) * self.dim))

    def _bands(self, draw: Canvas, box: Zone, front: float) -> None:
        done = self._along < self.z
        levels = np.vstack((self._levels[done], edges_of(self.shares, self._order)[1:]))
        share = np.append(1 - self._levels[done][:, -2], self.shares[self._raised])
        x = np.append(self._x(self._along[done], share[:-1]), front)
        if self.onward > 0:
            last = float(share[-1] + self.onward * (1 - share[-1]))
            left = (1 - last) * edges_of(self._among, self._order)[1:]
            levels = np.vstack((levels, np.append(left[:-1], 1.0)))
            x = np.append(x, self._x_of_share(last))
        below = np.zeros(len(x))
        for n, k in enumerate(self._order):
            above = levels[:, n]
            upper, lower = (
                np.column_stack((x, box.bottom + y * box.height)) for y in (above, below)
            )
            draw.band(
                "band", k, upper=upper, lower=lower, color=theme().of_class(k),
                opacity=LIGHT * self._light(k) if len(x) > 1 else 0.0,
                allow={**AREA, "pop": "the bar leaves it behind"},
            )  # fmt: skip
            below = above
        draw.disc(
            "point", at=(box.right, box.bottom), radius=0.1, color=theme().text,
            opacity=max(0.0, 5 * self.onward - 4), allow={"overlap": "all edges meet in it"},
        )  # fmt: skip

    def _rail(self, draw: Canvas, box: Zone, front: float) -> None:
        t, y = theme(), box.bottom - 0.32
        aside = (1 - self.bend) * BAR / 2  # the ring is below the middle of the bar
        right = (1 - self.bend) * (float(self._x(self._end, 0.0)) if self.bend < 1 else 0.0)
        right += aside + self.bend * box.right
        last = max(float(self._x(self._end, self._share_at(self._end))) + aside, right)
        draw.line(
            "rail", points=[(box.left + aside, y), (last, y)], color=t.muted, width=5,
            opacity=self.rail, allow={"overlap": "what is on it is its own"},
        )  # fmt: skip
        for n, tick in enumerate(nice_ticks(self._start, self._end, 12)):
            x = float(self._x(tick, self._share_at(tick))) + aside
            draw.line(
                "tick", n, points=[(x, y - 0.2), (x, y + 0.2)], color=t.text, width=5,
                opacity=self.rail * (1 - self.sliding),
                allow={"overlap": "a tick of its rail", "contrast": "the ring passes over ticks"},
            )  # fmt: skip
        at = front + aside + self.sliding * (float(self._x_of_share(self.arrived)) - front - aside)
        draw.ring(
            "ring", at=(at, y), radius=0.2, color=t.of_class(self._raised), width=9,
            opacity=self.rail,
            allow={"overlap": "it is on its rail", "zone": "it ends at the point"},
        )  # fmt: skip
        name = self._names[self._raised]
        for key, text, seen in (("score", "score", 1 - self.bend), ("share", "share", self.bend)):
            draw.words(
                key, text=text, at=(box.left - 0.3, y - 0.56), align=1,
                color=t.of_class(self._raised), opacity=self.rail * max(0.0, 2 * seen - 1),
            )  # fmt: skip
        wide = words_width(name, TYPE.label)
        draw.words(
            "whose", text=name, at=(box.left - 0.3, y - 0.14), align=1,
            color=t.of_class(self._raised), opacity=self.rail,
            room=visibility(box.left - 0.3 - self.zone.left, wide),
        )  # fmt: skip

    def _share_at(self, z: float) -> float:
        """Return the raised class's share where its logit is ``z``."""
        return float(np.interp(z, self._along, 1 - self._levels[:, -2]))

    def _bar(self, draw: Canvas, box: Zone, front: float) -> None:
        edges = edges_of(self.shares, self._order)
        t = theme()
        for k, a, b in zip(self._order, edges[:-1], edges[1:], strict=True):
            bottom, top = (box.bottom + float(e) * box.height for e in (a, b))
            draw.rectangle(
                "share", k, left=front, right=front + BAR, bottom=bottom, top=top,
                color=t.of_class(k), opacity=self.front * self._light(k),
                allow=AREA, measures=("y", float(self.shares[k])),
            )  # fmt: skip
        draw.line(
            "frame", points=[
                (front, box.bottom), (front + BAR, box.bottom), (front + BAR, box.top),
                (front, box.top), (front, box.bottom),
            ],
            color=t.text, width=6, opacity=self.front, allow={"overlap": "it frames the bar"},
        )  # fmt: skip
        self._labels(draw, box)
        self._whole(draw, box, front + BAR + 0.3)

    def _labels(self, draw: Canvas, box: Zone) -> None:
        """Draw the names to the left of the bar's start, unless they are too close together."""
        t, size, right = theme(), TYPE.label, box.left - 0.2
        home = edges_of(self._home, self._order)
        middles = dict(zip(self._order, (home[:-1] + home[1:]) / 2, strict=True))
        taken: list[float] = []
        for k in self._told:
            y = min(box.bottom + float(middles[k]) * box.height, box.top - CAP * size / 2)
            if k == self._target:
                # Leave space for the tag below the name, and for the rail's name below the tag.
                y = max(y, box.bottom + 0.75)
            name = self._names[k]
            wide, free = words_width(name, size), right - self.zone.left
            apart = visibility(min((abs(y - other) for other in taken), default=9.0), LEAST_PITCH)
            if apart == 1:
                taken.append(y)
            seen = 1 - 0.4 * self._is_aside(k)
            draw.words(
                "name", k, text=name, at=(right, y - CAP * size / 2), align=1,
                color=t.of_class(k), room=min(apart, visibility(free, wide)), opacity=seen,
                allow={"contrast": "it has stepped back with its band"},
            )  # fmt: skip
            draw.pictogram(
                "picture", k, name=name, at=(right - 0.1 - wide - PICTURE / 2, y),
                height=PICTURE, color=t.of_class(k), opacity=seen,
                room=min(apart, visibility(free, wide + 0.1 + PICTURE)),
                allow={"contrast": "it has stepped back with its band"},
            )  # fmt: skip
            if k == self._target:
                half = words_width("true", TYPE.tick) / 2 + 0.12
                draw.tag("true", text="true", at=(right - half, y - 0.52))

    def _whole(self, draw: Canvas, box: Zone, x: float) -> None:
        """Draw the bracket as high as the bar, with the words that all shares add up to 1."""
        t, text, size = theme(), "adds up to 1", TYPE.label
        free = self.zone.right - 0.1 - x - (3 * self._pitch if any(self._guessed) else 0.0)
        room = visibility(free, words_width(text, size) + 0.4)
        draw.line(
            "whole", points=[
                (x - 0.12, box.top), (x, box.top), (x, box.bottom), (x - 0.12, box.bottom),
            ],
            color=t.text, width=5, opacity=max(0.0, 2 * self.whole - 1) * round(room),
        )  # fmt: skip
        draw.words(
            "whole words", text=text, at=(x + 0.2, box.y - CAP * size / 2), align=-1,
            room=room, opacity=max(0.0, 2 * self.whole - 1),
        )  # fmt: skip

    def _is_aside(self, k: int) -> float:
        return self.aside * (k not in (self._target, self._raised))

    def _guesses(self, draw: Canvas, box: Zone, front: float) -> None:
        t, right = theme(), self.zone.right - 0.1
        apart = min(SPREAD, (right - box.left - BAR - self._reading) / 3)
        pitch = self._pitch + self.spread * max(0.0, apart - self._pitch)
        widest = max(words_width(text, TYPE.label) for text in GHOSTS) + 0.2
        rows = 1 if apart >= widest else 2 if self._is_wide else 3
        lefts = [right - (3 - n) * pitch + (pitch - BAR) / 2 for n in range(3)]
        edges = edges_of(self.shares, self._order)
        lefts[2] += self.match * (front - lefts[2])
        for n, (ghost, left) in enumerate(zip(self._ghosts, lefts, strict=True)):
            seen = self.guess * float(self._guessed[n]) * (1.0 if n == 2 else self.wrong)
            levels = edges_of(ghost, self._order)
            for k, a, b in zip(self._order, levels[:-1], levels[1:], strict=True):
                draw.rectangle(
                    "ghost", n, k, left=left, right=left + BAR,
                    bottom=box.bottom + float(a) * box.height,
                    top=box.bottom + float(b) * box.height, color=t.of_class(k),
                    opacity=0.6 * seen,
                    allow={"contrast": "it is a guess", "overlap": "it comes to the bar"},
                )  # fmt: skip
            half = words_width(GHOSTS[n], TYPE.label) / 2
            at = min(max(left + BAR / 2, self.zone.left + half), self.zone.right - half)
            y = box.bottom - 0.5 - 0.42 * (n % rows)
            draw.words(
                "guess", n, text=GHOSTS[n], at=(at, y), opacity=seen * max(0.0, 2 * self.spread - 1)
            )  # fmt: skip
            close = max(0.0, 1 - 2 * self.spread) * max(0.0, 1 - 4 * self.match)
            draw.words(
                "short guess", n, text=SHORT[n], at=(left + BAR / 2, box.bottom - 0.5),
                opacity=seen * close,
                room=visibility(self._pitch, words_width(SHORT[n], TYPE.label)),
            )  # fmt: skip
        for n, edge in enumerate(edges[1:-1]):
            y, start = box.bottom + float(edge) * box.height, front + BAR
            end = max(start, lefts[2])
            draw.line(
                "dash", n, points=[(start, y), (start + self.dashes * (end - start), y)],
                dashed=True, color=t.text, width=5,
                opacity=self.guess * float(self._guessed[2]) * float(self.dashes > 0),
                allow={"overlap": "it looks for its like", "pop": "it grows from the bar",
                       "contrast": "it looks for its like"},
            )  # fmt: skip

    def _readings(self, draw: Canvas, box: Zone, front: float) -> None:
        t, x, size = theme(), front + BAR + 0.2, TYPE.number
        edges = edges_of(self.shares, self._order)
        top = box.bottom + float(edges[-2] + 1) / 2 * box.height
        draw.number(
            "raised", value=float(self.shares[self._raised]), write=writer(".3p"), align=-1,
            at=(x, min(top, box.top - CAP * size / 2) - CAP * size / 2),
            color=t.of_class(self._raised), opacity=self.told,
        )  # fmt: skip
        y = max(box.bottom + float(edges[1]) / 2 * box.height - CAP * size / 2, box.bottom + 0.02)
        self._stamps(draw, box, x, y)
        # The loss is hidden while it moves out of the way of the bracket or the factors.
        seen = self.cost
        for other in (self.whole, self.stamps):
            seen *= max(0.0, 2 * abs(2 * other - 1) - 1)
        at = x + 0.35 * float(self.whole > 0.5) + STAMP * float(self.stamps > 0.5)
        draw.words(
            "loss name", text="loss", align=-1, opacity=seen,
            at=(at, y) if self._is_wide else (at, y + ROW),
        )  # fmt: skip
        along = words_width("loss", TYPE.label) + 0.2 if self._is_wide else 0.0
        draw.number(
            "loss", value=self.loss, write=self._write_loss, align=-1, at=(at + along, y),
            opacity=seen,
        )  # fmt: skip

    def _stamps(self, draw: Canvas, box: Zone, x: float, foot: float) -> None:
        """Draw the factor beside each class that pays, unless two of them are too close.

        ``foot`` is the baseline of the true class's factor.
        """
        edges, size = edges_of(self.shares, self._order), TYPE.number
        last = foot
        for n, k in enumerate(self._order[:-1]):
            middle = box.bottom + float(edges[n] + edges[n + 1]) / 2 * box.height
            y = foot if k == self._target else max(middle - CAP * size / 2, last + ROW)
            is_told = k in self._told
            top = box.bottom + float(edges[-2]) * box.height
            room = 1.0 if k == self._target else visibility(top + ROW - y, CAP * size)
            if is_told and room == 1:
                last = y
            draw.number(
                "stamp", k, value=self._kept, write=_times, align=-1, at=(x, y),
                color=theme().of_class(k), opacity=max(0.0, 2 * self.stamps - 1) * float(is_told),
                room=room,
            )  # fmt: skip

    def _rest(self, draw: Canvas, box: Zone) -> None:
        """Draw the others' sliding bar, as high as the space below the raised class's band."""
        t, z = theme(), self.zone
        for n, (place, rest) in enumerate(zip(self._prints, self._print_rests, strict=True)):
            passed = float(np.clip((self.arrived - place) / 0.02, 0, 1))
            self._others(draw, ("print", n), box, float(place), rest, 0.75 * self.sliding * passed)
        self._others(draw, ("slice",), box, self.arrived, self.rest, self.sliding)
        # The numbers disappear when next to nothing is left.
        live = self.sliding * self.dim * float(np.clip(self.factor / 0.01 - 1, 0, 1))
        color = t.of_class(self._raised)
        middle = float(self._x_of_share(self.arrived))
        name = "the rest" if self._is_wide else "rest"
        wide = words_width(name, TYPE.label) + 0.15
        x = min(middle - BAR / 2, z.right - 0.05 - wide - 1.15)
        # The text is above the bar, since it starts at the bar's left edge.
        ray = (box.right - x) / box.width * box.height
        y = min(box.bottom + ray + 0.15, box.top + 0.06)
        draw.words("rest name", text=name, at=(x, y), align=-1, opacity=live, allow=ON)
        draw.number(
            "factor", value=self.factor, write=_times, align=-1, at=(x + wide, y), opacity=live,
            allow=ON,
        )  # fmt: skip
        at = min(max(middle, box.left + 0.6), z.right - 0.6)
        draw.number(
            "place", value=self.arrived, write=writer(".2p"), at=(at, box.bottom - 0.98),
            color=color, opacity=live,
        )  # fmt: skip
        done = self.sliding * (1 - self.dim) * float(self.factor == 0)
        for n, place in enumerate(self._prints):
            x = float(self._x_of_share(place))
            draw.number(
                "print factor", n, value=float(self._factors[n]), write=_times, align=-1,
                at=(x - 0.1, box.bottom + (1 - float(place)) * box.height + 0.3),
                color=text_on(toned(color, LIGHT)), opacity=done, allow=ON,
            )  # fmt: skip
            draw.number(
                "print place", n, value=float(place), write=writer(".2p"),
                at=(x, box.bottom - 0.98), color=color, opacity=done,
            )  # fmt: skip

    def _gained(self, draw: Canvas, box: Zone) -> None:
        """Draw the name of the raised class on its area at the end."""
        k, size = self._raised, TYPE.caption
        left = float(self._x_of_share(max(0.5, self._home[k]))) + 0.3
        right = box.right - 0.3
        name, color = self._names[k], toned(theme().of_class(k), LIGHT)
        wide, seen = words_width(name, size), self.sliding * (1 - self.dim) * (self.factor == 0)
        y = box.top - 0.75
        draw.pictogram(
            "gained picture", name=name, at=(right - wide - 0.55, y), height=0.7,
            color=text_on(color), room=visibility(right - left, wide + 0.9), opacity=float(seen),
            allow=ON,
        )  # fmt: skip
        draw.words(
            "gained", text=name, at=(right, y - CAP * size / 2), align=1, size=size,
            color=text_on(color), room=visibility(right - left, wide), opacity=float(seen),
            allow={"overlap": "it stands on its own area"},
        )  # fmt: skip

    def _others(
        self,
        draw: Canvas,
        key: tuple[str | int, ...],
        box: Zone,
        place: float,
        shares: FloatArray,
        seen: float,
    ) -> None:
        """Draw a bar of all classes except the raised one, whose share there is ``place``."""
        middle = float(self._x_of_share(place))
        edges = edges_of(shares, self._order)
        for k, a, b in zip(self._order[:-1], edges[:-2], edges[1:-1], strict=True):
            bottom, top = (box.bottom + float(e) * box.height for e in (a, b))
            draw.rectangle(
                *key, k, left=middle - BAR / 2, right=middle + BAR / 2, bottom=bottom, top=top,
                color=theme().of_class(k), opacity=seen, measures=("y", float(shares[k])),
                allow={**AREA, "pop": "it is left behind"},
            )  # fmt: skip


def _times(factor: float) -> str:
    return f"×{write(factor, '.2f')}"
