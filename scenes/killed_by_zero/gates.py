"""The main figure of ``KilledByZero``: a bar of all shares, wired through gates to the loss.

From bottom to top, it has the bar, whose pieces are as wide as their shares, with a wall at its
end; a wire from each piece to its gate; the rail above the gates; and the column of the loss at
the rail's right end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from stage.digits import writer
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import SIDE_BY_SIDE, SLIVER, draw_name, edges_of
from stage.drawing.ways import along, until
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, formula_width, words_width
from stage.theme import TYPE, Zone, text_on, theme

__all__ = ["Gates"]

FOOT, FIRST_ROW, SECOND_ROW = 1.3, 0.5, 1.08
"""Heights below the bar, in manim units.

FOOT: height of the space below the bar.
FIRST_ROW: distance from the bar to the baseline of the numbers.
SECOND_ROW: distance from the bar to the baseline of the text below the numbers.
"""

HEAD, ABOVE_GATE = 0.72, 1.2
"""Heights around the rail, in manim units.

HEAD: space above the rail, for names.
ABOVE_GATE: distance from the gates to the rail.
"""

LONGEST, NUMBER = 1.3, 1.4
"""Space for the largest values.

LONGEST: the largest sum of all shares that fits.
NUMBER: width to the right of the loss for its number, in manim units.
"""

WALL, OVER, DOOR, BALL = 0.2, 0.24, 0.17, 0.27
"""Sizes of small pieces, in manim units.

WALL: thickness of the wall.
OVER: how much higher the wall is than the bar.
DOOR: thickness of a gate's doors.
BALL: radius of the ball that stands for a change.
"""

ON_WIRE: dict[Rule, str] = {"overlap": "it is on its wire", "contrast": "it is on its wire"}


@dataclass(frozen=True)
class Places:
    """Positions and sizes of everything that does not move, in manim units."""

    full: Zone  # the bar when its shares sum to 1
    loss: Zone  # the column of the highest loss
    gates: dict[int, float]  # x coordinate of each class's gate
    height: float  # y coordinate of all gates
    door: float  # length of each of the two doors of a gate
    slot: float  # distance from one gate to the next
    rail: float  # y coordinate of the rail

    @classmethod
    def on(cls, stage: Zone, order: tuple[int, ...]) -> Places:
        """Return the layout for classes in this ``order``, from left to right."""
        column = min(1.4, 0.12 * stage.width)
        longest = stage.width - NUMBER - column - 0.3 - WALL
        slot = longest / len(order)
        rail, foot = stage.top - HEAD, stage.bottom + FOOT
        left = stage.right - NUMBER - column
        return cls(
            full=Zone(stage.left, stage.left + longest / LONGEST, foot, foot + 0.24 * stage.height),
            loss=Zone(left, left + column, foot, rail - 0.4),
            gates={k: stage.left + slot * (i + 0.5) for i, k in enumerate(order)},
            height=rail - ABOVE_GATE,
            door=min(0.5, 0.4 * slot),
            slot=slot,
            rail=rail,
        )


class Gates(Figure):
    """The bar of shares, the wires with their gates, and the loss.

    Values
    ------
    q
        The shares, shape (K,).
    share
        The share of the pushed class.
    true
        The share of the true class.
    loss
        The loss.
    wired
        How far the wires have grown, from 0 to 1.
    scored
        Opacity of the loss.
    keyed
        How far the tag "true" has come from its share to its gate, from 0 to 1.
    shut
        How far the other gates are shut, from 0 to 1.
    factors
        Opacity of the factor at each gate.
    tried, stopped, heard
        How far a change has run, from 0 to 1, and how far its trace has faded, from 1 to 2: of the
        true share at first, of the pushed share, and of the true share at the end.
    marked
        Opacity of the mark on the part of the bar past 1.
    guess
        Opacity of the guesses.
    unknown
        Opacity of the question mark that replaces the loss's number.
    chain
        Progress of the chain of three steps and the two arrows between them, which appear one
        after the other, from 0 to 5.
    """

    fading = ("piece name", "piece picture")

    q = numbers()
    share, true, loss = number(), number(), number()
    wired, scored, keyed, shut, factors = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    tried, stopped, heard = look(0.0), look(0.0), look(0.0)
    marked, guess, unknown, chain = look(0.0), look(0.0), look(0.0), look(0.0)

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscripts: tuple[str, ...],
        order: tuple[int, ...],
        rises: bool,
        highest: float,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscripts = names, subscripts
        self._order, self._pushed, self._target = order, order[0], order[-1]
        self._rises, self._highest = rises, highest
        self._loss_before = self.loss

    def sketch(self, draw: Canvas) -> None:
        """Draw everything, from the lowest layer to the top one."""
        places = Places.on(self.zone, self._order)
        pieces = self._pieces(places)
        there = 1 - self.guess  # wires and gates make space for the guesses
        self._draw_wires(draw, places, pieces, there)
        self._draw_bar(draw, places, pieces)
        self._draw_length(draw, places, pieces[self._target].right)
        self._draw_loss(draw, places)
        self._draw_gates(draw, places, there)
        for key, k, ran in (
            ("tried", self._target, self.tried),
            ("stopped", self._pushed, self.stopped),
            ("heard", self._target, self.heard),
        ):
            self._draw_change(draw, key, k, self._way(places, pieces, k), ran, there)
        self._draw_tag(draw, places, pieces[self._target], there)
        self._draw_guesses(draw, places)
        self._draw_chain(draw, places, pieces)

    def _pieces(self, places: Places) -> dict[int, Zone]:
        """Return the piece of the bar for each class."""
        full = places.full
        edges = full.left + full.width * edges_of(self.q, self._order)
        return {
            k: Zone(float(edges[i]), float(edges[i + 1]), full.bottom, full.top)
            for i, k in enumerate(self._order)
        }

    def _way(self, places: Places, pieces: dict[int, Zone], k: int) -> list[Point]:
        """Return the path of a change of class k: to the loss, or to its end in the shut gate."""
        start, x, height = (pieces[k].x, pieces[k].top), places.gates[k], places.height
        if k != self._target:
            return [start, (x, height - DOOR), (x, height + BALL)]
        corner, top = (places.loss.x, places.rail), (places.loss.x, self._level(places, self.loss))
        return [start, (x, height), (x, places.rail), corner, top]

    def _level(self, places: Places, loss: float) -> float:
        return places.loss.bottom + places.loss.height * loss / self._highest

    # --- The bar ------------------------------------------------------------------------------

    def _draw_bar(self, draw: Canvas, places: Places, pieces: dict[int, Zone]) -> None:
        """Draw all pieces, two of them with numbers; the excess or the gap at 1; and the wall."""
        full, end, write = places.full, pieces[self._target].right, writer(".3p")
        for k, piece in pieces.items():
            draw.rectangle(
                "piece", k, left=piece.left, right=piece.right, bottom=piece.bottom, top=piece.top,
                color=theme().of_class(k), allow=SIDE_BY_SIDE,
                measures=("x", float(self.q[k])) if piece.width > SLIVER else None,
            )  # fmt: skip
            draw_name(draw, "piece", k, piece, self._names[k])
        for k, share in ((self._pushed, self.share), (self._target, self.true)):
            x = max(pieces[k].x, full.left + words_width(write(share), TYPE.number) / 2)
            draw.number("share", k, value=share, write=write, at=(x, full.bottom - FIRST_ROW))
        wall = max(end, full.right)
        draw.hatch(
            "too much", left=full.right, right=wall, bottom=full.bottom, top=full.top,
            color=theme().background, width=6, opacity=self.marked * _there(end - full.right),
            allow={"overlap": "it is the part past 1", "contrast": "it is the part past 1",
                   "jump": "lines begin where the part past 1 ends"},
        )  # fmt: skip
        gap = Zone(min(end, full.right), full.right, full.bottom, full.top)
        draw.line(
            "gap", points=gap.outline, dashed=True, color=theme().muted, width=5,
            opacity=_there(gap.width), allow={"contrast": "it is between the bar and the wall"},
        )  # fmt: skip
        draw.rectangle(
            "wall", left=wall, right=wall + WALL, bottom=full.bottom - OVER / 2,
            top=full.top + OVER, color=theme().text, allow={"contrast": "the bar leans on it"},
        )  # fmt: skip

    def _draw_length(self, draw: Canvas, places: Places, end: float) -> None:
        """Draw how long the bar should be, and the words about the excess."""
        full, y, seen = places.full, places.full.bottom - SECOND_ROW, _cut(1 - 2 * self.chain)
        math = '"the shares" {{q:q}} "sum to 1"'
        room = visibility(full.width, formula_width(math, TYPE.label) + 1.2)
        draw.formula(
            "sum", math=math, colors={"q": theme().q}, size=TYPE.label, at=(full.x, y), room=room,
            opacity=seen,
        )  # fmt: skip
        half, middle = (formula_width(math, TYPE.label) / 2 + 0.2) * room, y + CAP * TYPE.label / 2
        for key, side, edge in (("left", -1, full.left), ("right", 1, full.right)):
            draw.line(
                "length", key, color=theme().muted, width=5, opacity=seen,
                points=[(full.x + side * half, middle), (edge, middle), (edge, middle + 0.16),
                        (edge, middle - 0.16)],
            )  # fmt: skip
        text = "too much"
        draw.words(
            "too much name", text=text, at=(full.right + 0.2, y), align=-1,
            opacity=self.marked * _there(end - full.right),
            room=visibility(places.loss.left - full.right, 0.3 + words_width(text, TYPE.label)),
        )  # fmt: skip

    # --- Wires and gates ------------------------------------------------------------------------

    def _draw_wires(
        self, draw: Canvas, places: Places, pieces: dict[int, Zone], there: float
    ) -> None:
        """Draw the wires, which grow to the rail, and then the rail, which grows to the loss."""
        up, on = min(2 * self.wired, 1.0), max(2 * self.wired - 1, 0.0)
        for k, piece in pieces.items():
            x = places.gates[k]
            wire = [(piece.x, piece.top), (x, places.height), (x, places.rail)]
            draw.line(
                "wire", k, points=until(wire, up), color=theme().of_class(k), width=6,
                opacity=there * float(up > 0), allow=ON_WIRE,
            )  # fmt: skip
        rail = [(places.gates[self._pushed], places.rail)]
        rail += self._way(places, pieces, self._target)[-2:]
        draw.line(
            "rail", points=until(rail, on), color=theme().muted, width=9,
            opacity=there * float(on > 0), allow=ON_WIRE,
        )  # fmt: skip

    def _draw_gates(self, draw: Canvas, places: Places, there: float) -> None:
        """Draw the gates, whose two doors are upright when open, and meet when shut."""
        seen = there * _cut(4 * self.wired - 1)
        size = 1.15 * TYPE.number if places.slot > 2 else TYPE.number
        for k, x in places.gates.items():
            factor = "× 1" if k == self._target else "× 0"
            angle = np.pi / 2 * (1 if k == self._target else 1 - self.shut)
            for key, side in (("left", -1), ("right", 1)):
                hinge = (x + side * places.door, places.height)
                draw.polygon(
                    "door", key, k, points=_door(hinge, -side * places.door, angle),
                    color=theme().text, opacity=seen, allow=ON_WIRE,
                )  # fmt: skip
            draw.words(
                "times", k, text=factor, size=size, align=-1, opacity=there * self.factors,
                at=(x + BALL + 0.06, places.height + places.door + 0.12),
                room=visibility(places.slot, BALL + words_width(factor, size) + 0.16),
            )  # fmt: skip
            width, color = words_width(self._names[k], TYPE.label), theme().of_class(k)
            both = visibility(places.slot, width + 0.9)
            is_cast = draw.pictogram(
                "gate picture", k, name=self._names[k], height=0.5, color=color, room=both,
                at=(x - width / 2 - 0.08, places.rail + 0.37), opacity=seen,
            )  # fmt: skip
            draw.words(
                "gate name", k, text=self._names[k], color=color, opacity=seen,
                at=(x + 0.3 * both * is_cast, places.rail + 0.24),
                room=visibility(places.slot, width + 0.2),
            )  # fmt: skip

    def _draw_tag(self, draw: Canvas, places: Places, piece: Zone, there: float) -> None:
        """Draw the tag "true" on its ride from its share to the name above its gate."""
        name, tag = (
            words_width(self._names[self._target], TYPE.label),
            words_width("true", TYPE.tick),
        )
        x = places.gates[self._target] + name / 2 + 0.65 + tag / 2
        ride = [(piece.x, piece.top + 0.38), (min(x, self.zone.right - 0.6), places.rail + 0.37)]
        draw.tag(
            "true", text="true", at=along(ride, self.keyed), opacity=there,
            allow={"overlap": "it comes along its wire", "jump": "it goes with its share"},
        )  # fmt: skip

    def _draw_change(
        self, draw: Canvas, key: str, k: int, way: list[Point], ran: float, there: float
    ) -> None:
        """Draw a ball with its trace: it runs into the loss, or shrinks to nothing in its gate."""
        passes = k == self._target
        draw.line(
            "trace", key, points=until(way if passes else way[:-1], ran), width=18,
            color=theme().of_class(k), opacity=there * float(ran > 0) * _cut(2 - ran),
            allow=ON_WIRE,
        )  # fmt: skip
        draw.disc(
            "ball", key, at=along(way, ran), radius=BALL * (1 if passes else _cut(5 * (1 - ran))),
            color=theme().of_class(k), outline=theme().text, allow=ON_WIRE,
            opacity=_cut(12 * ran) * _cut(12 * (1 - ran)),
        )  # fmt: skip

    # --- The loss -------------------------------------------------------------------------------

    def _draw_loss(self, draw: Canvas, places: Places) -> None:
        """Draw the loss's column, its number or a question mark, its meaning, and its movement."""
        column, foot, top = places.loss, places.full.bottom, self._level(places, self.loss)
        draw.rectangle(
            "loss", left=column.left, right=column.right, bottom=foot, top=top,
            color=theme().loss, measures=("y", self.loss),
            opacity=self.scored * (1 - 0.7 * self.unknown),
            allow={"contrast": "it steps back for the guess", "overlap": "a wire ends in it"},
        )  # fmt: skip
        x, size = column.right + 0.14, 1.25 * TYPE.number
        draw.number(
            "loss number", value=self.loss, write=writer(".2f"), size=size, align=-1,
            at=(x, max(top - CAP * size, foot + 0.05)),
            opacity=self.scored * _cut(1 - 2 * self.unknown),
        )  # fmt: skip
        size = 2.2 * TYPE.number
        draw.words(
            "unknown", text="?", size=size, align=-1, opacity=_cut(2 * self.unknown - 1),
            at=(x + 0.1, max(top - CAP * size, foot + 0.05)),
        )  # fmt: skip
        draw.words(
            "loss name", text="loss", size=1.15 * TYPE.label, at=(column.x, foot - FIRST_ROW),
            opacity=self.scored,
        )  # fmt: skip
        draw.formula(
            "surprise", math=f'= ln(1\\/{{{{q_"{self._subscripts[self._target]}":q}}}})',
            colors={"q": theme().q}, size=TYPE.label, at=(column.x, foot - SECOND_ROW),
            opacity=self.factors * (1 - self.marked) * _cut(1 - 2 * self.chain),
        )  # fmt: skip
        before, x = self._level(places, self._loss_before), column.left - 0.28
        draw.arrow(
            "moved", start=(x, before), end=(x, top), color=theme().text, thickness=0.12,
            opacity=_there(abs(top - before)) * float(x - places.gates[self._target] > 1.2),
            allow={"pop": "it grows with the loss"},
        )  # fmt: skip

    def _draw_guesses(self, draw: Canvas, places: Places) -> None:
        """Draw three cards side by side above the bar."""
        each = (places.loss.left - 0.3 - places.full.left) / 3
        y = (places.full.top + 0.5 + places.rail) / 2
        size = (2 if each > 2.6 else 0.9) * TYPE.label
        for k, text in enumerate(("↑ up", "= same", "↓ down")):
            x = places.full.left + each * (k + 0.5)
            draw.rectangle(
                "guess", k, left=x - 0.44 * each, right=x + 0.44 * each, bottom=y - 0.3 * each,
                top=y + 0.3 * each, color=theme().loss, opacity=self.guess,
                allow={"overlap": "it lies over the wires"},
            )  # fmt: skip
            draw.words(
                "guess name", k, text=text, size=size, color=text_on(theme().loss),
                at=(x, y - CAP * size / 2), opacity=self.guess,
                allow={"overlap": "it stands on its card"},
            )  # fmt: skip

    def _draw_chain(self, draw: Canvas, places: Places, pieces: dict[int, Zone]) -> None:
        """Draw a tag for each of three steps, and an arrow from each to the next."""
        more, less, up = ("more", "less", "up") if self._rises else ("less", "more", "down")
        pushed, true = self._names[self._pushed], self._names[self._target]
        at = np.array([pieces[self._pushed].x, pieces[self._target].x, places.loss.x])
        colors = [theme().of_class(self._pushed), theme().of_class(self._target), theme().loss]
        y = places.full.bottom - SECOND_ROW + CAP * TYPE.label / 2
        for texts in ([f"{pushed} {more}", f"{true} {less}", f"loss {up}"], [more, less, up]):
            half = np.array([words_width(text, TYPE.label) / 2 + 0.24 for text in texts])
            if (half[:-1] + half[1:] < np.diff(at)).all():
                break
        for i in range(3):
            draw.tag(
                "step", i, text=texts[i], at=(at[i], y), size=TYPE.label, color=colors[i],
                opacity=_cut(2 * self.chain - 4 * i - 1),
            )  # fmt: skip
        for i in range(2):
            start, stop = at[i] + half[i], at[i + 1] - half[i + 1]
            grown = start + max(stop - start, 0.0) * _cut(self.chain - 2 * i - 1)
            draw.arrow(
                "leads to", i, start=(start, y), end=(grown, y), color=theme().text, thickness=0.12,
                opacity=float(grown > start), allow={"pop": "it grows out of its tag"},
            )  # fmt: skip


def _cut(share: float) -> float:
    """Limit a value to the range from 0 to 1."""
    return min(max(share, 0.0), 1.0)


def _there(length: float) -> float:
    """Return the opacity of the mark on a length, which appears as soon as the length is not 0."""
    return _cut(8 * length)


def _door(hinge: Point, length: float, angle: float) -> list[Point]:
    """Return a door's corners. At angle 0 it is level, and points right if ``length`` > 0.

    A larger angle turns the door's tip up.
    """
    tip = np.array([length * np.cos(angle), abs(length) * np.sin(angle)])
    side = np.array([-tip[1], tip[0]]) / abs(length) * DOOR / 2
    corners = hinge + np.array([side, tip + side, tip - side, -side])
    return [(float(x), float(y)) for x, y in corners]
