"""The main figure of ``KilledByZero``: a bar of all shares, wired through gates to the loss.

From bottom to top, it has the bar, whose pieces are as wide as their shares, with a wall at its
end; a wire from each piece through a box with its ln(1/q) and through a gate; the rail above the
gates; and the column of the loss at the rail's right end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from stage.digits import writer
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import SIDE_BY_SIDE, SLIVER, draw_name
from stage.drawing.ways import along, until
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, formula_width, words_width
from stage.theme import TYPE, Zone, theme

__all__ = ["Gates"]

FOOT, FIRST_ROW, SECOND_ROW = 1.3, 0.5, 1.08
"""Heights below the bar, in manim units.

FOOT: height of the space below the bar.
FIRST_ROW: distance from the bar to the baseline of the first row of texts.
SECOND_ROW: distance from the bar to the baseline of the second row of texts.
"""

HEAD, ABOVE_GATE, BELOW_GATE, BOX = 1.12, 0.98, 0.26, 0.54
"""Heights around the gates, in manim units.

HEAD: space above the rail, for names and the tag "true".
ABOVE_GATE: distance from the gates to the rail.
BELOW_GATE: distance from the gates to the boxes.
BOX: height of a box.
"""

LONGEST, GUESSES, ROOMY = 1.3, 0.9, 1.7
"""Space from left to right.

LONGEST: the largest sum of all shares that fits.
GUESSES: width to the right of the loss for the guesses, in manim units.
ROOMY: distance between gates, in manim units, at which factors have space beside them.
"""

WALL, OVER, DOOR, BALL, SPARK = 0.2, 0.24, 0.22, 0.36, 0.16
"""Sizes of small pieces, in manim units.

WALL: thickness of the wall.
OVER: how much higher the wall is than the bar.
DOOR: thickness of a gate's doors.
BALL: radius of the ball that stands for a change.
SPARK: half the side of a spark of a ball that bursts.
"""

BURST = 0.7
"""Fraction of the run of a ball after which it bursts at a shut gate."""

SHUTS = 0.4
"""Fraction of the time in which all gates shut that one of them takes."""

ON_WIRE: dict[Rule, str] = {"overlap": "it is on its wire", "contrast": "it is on its wire"}
STEPS_BACK: dict[Rule, str] = {"contrast": "it steps back"}
GROWS: dict[Rule, str] = {**ON_WIRE, "pop": "it grows along its path"}


@dataclass(frozen=True)
class Places:
    """Positions and sizes of everything that does not move, in manim units."""

    full: Zone  # the bar when its shares sum to 1
    loss: Zone  # the column of the highest loss
    boxes: dict[int, Zone]  # each class's box, centred under its gate
    height: float  # y coordinate of all gates
    door: float  # length of each of the two doors of a gate
    slot: float  # distance from one gate to the next
    rail: float  # y coordinate of the rail

    @classmethod
    def on(cls, stage: Zone, order: tuple[int, ...]) -> Places:
        """Return the layout for classes in this ``order``, from left to right."""
        column = min(1.4, 0.12 * stage.width)
        left = stage.right - GUESSES - column
        longest = left - 0.3 - WALL - stage.left
        full = longest / LONGEST
        slot = max(full / len(order), min(longest / len(order), ROOMY))
        rail, foot = stage.top - HEAD, stage.bottom + FOOT
        gate = rail - ABOVE_GATE
        half, top = min(0.6, 0.46 * slot), gate - BELOW_GATE
        centers = {k: stage.left + slot * (i + 0.5) for i, k in enumerate(order)}
        return cls(
            full=Zone(stage.left, stage.left + full, foot, foot + 0.2 * stage.height),
            loss=Zone(left, left + column, foot, rail - 0.4),
            boxes={k: Zone(x - half, x + half, top - BOX, top) for k, x in centers.items()},
            height=gate,
            door=min(0.5, 0.38 * slot, 0.5 * slot - 0.12),
            slot=slot,
            rail=rail,
        )


class Gates(Figure):
    """The bar of shares, the wires with their gates, and the loss.

    Values
    ------
    q
        The shares, shape (K,).
    surprise
        ln(1/q) of each class, shape (K,).
    loss
        The loss.
    digits
        Opacity of the numbers of the pushed and the true share.
    wired
        How far the wires have grown, from 0 to 1 to the rail, and from 1 to 2 to the loss.
    boxed
        Opacity of the boxes with ln(1/q).
    others
        Opacity of the wires of all classes but the pushed and the true one.
    gated
        Opacity of the gates.
    shut
        How far the wrong classes' gates are shut, one after the other, from 0 to 1.
    factors
        Opacity of the factor at each gate.
    scored
        How far the loss has grown to its value, from 0 to 1.
    sent, stopped
        The runs of the true and of the pushed class. A ball runs from each even value to the next
        odd one, and its trace fades from there to the next even one.
    marked
        Opacity of the marks on the part of the bar past 1.
    guess
        Opacity of the guesses.
    answered
        How far the true guess has been filled, from 0 to 1, and the others have faded.
    """

    fading = ("piece name", "piece picture")

    q, surprise, loss = numbers(), numbers(), number()
    digits, wired, boxed, others = look(1.0), look(0.0), look(0.0), look(1.0)
    gated, shut, factors = look(0.0), look(0.0), look(0.0)
    scored, sent, stopped = look(0.0), look(0.0), look(0.0)
    marked, guess, answered = look(0.0), look(0.0), look(0.0)

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        order: tuple[int, ...],
        rises: bool,
        highest: float,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._order = names, order
        *self._others, self._target, self._pushed = order
        self._rises, self._highest = rises, highest
        self._loss_before = self.loss

    def sketch(self, draw: Canvas) -> None:
        """Draw everything, from the lowest layer to the top one."""
        places = Places.on(self.zone, self._order)
        pieces = self._pieces(places)
        self._draw_wires(draw, places, pieces)
        self._draw_bar(draw, places, pieces)
        self._draw_length(draw, places)
        self._draw_loss(draw, places)
        for k, runs in ((self._target, self.sent), (self._pushed, self.stopped)):
            self._draw_run(draw, places, k, self._path(places, pieces, k), runs)
        for k, box in places.boxes.items():
            self._draw_box(draw, k, box)
            self._draw_gate(draw, places, k, box.x)
            self._draw_name(draw, places, k, box.x)
        self._draw_guesses(draw, places)

    def _pieces(self, places: Places) -> dict[int, Zone]:
        """Return the piece of the bar for each class.

        All pieces but the last lie side by side from the left. The last, of the pushed class, ends
        at 1 or, where there is no space for it, begins where the others end.
        """
        full, widths = places.full, {k: places.full.width * float(self.q[k]) for k in self._order}
        pieces, left = {}, full.left
        for k in self._order:
            if k == self._pushed:
                left = max(left, full.right - widths[k])
            pieces[k] = Zone(left, left + widths[k], full.bottom, full.top)
            left = pieces[k].right
        return pieces

    def _light(self, k: int) -> float:
        """Return the opacity of the wire of class k, with its box, its gate and its name."""
        return self.others if k in self._others else 1.0

    def _shut_of(self, k: int) -> float:
        """Return how far the gate of class k is shut, from 0 to 1."""
        if k == self._target:
            return 0.0
        wrong = [k for k in self._order if k != self._target]
        start = (1 - SHUTS) * wrong.index(k) / max(len(wrong) - 1, 1)
        return _cut((self.shut - start) / SHUTS)

    def _path(self, places: Places, pieces: dict[int, Zone], k: int) -> list[Point]:
        """Return the path of a change of class k: to the loss, or to its shut gate."""
        box = places.boxes[k]
        start = [_top(places, pieces[k]), (box.x, box.bottom)]
        if k == self._target:
            return [*start, (box.x, places.rail), *self._rail_end(places)]
        return [*start, (box.x, places.height - DOOR / 2)]

    def _rail_end(self, places: Places) -> list[Point]:
        """Return the corner of the rail above the loss, and the top of the loss."""
        x = places.loss.x
        return [(x, places.rail), (x, self._level(places, self.loss))]

    def _level(self, places: Places, loss: float) -> float:
        return places.loss.bottom + places.loss.height * loss / self._highest

    # --- The bar ------------------------------------------------------------------------------

    def _draw_bar(self, draw: Canvas, places: Places, pieces: dict[int, Zone]) -> None:
        """Draw all pieces, two of them with numbers; the excess or the gap; and the wall."""
        full, target, pushed = places.full, pieces[self._target], pieces[self._pushed]
        for k, piece in pieces.items():
            draw.rectangle(
                "piece", k, left=piece.left, right=piece.right, bottom=piece.bottom, top=piece.top,
                color=theme().of_class(k), allow=SIDE_BY_SIDE,
                measures=("x", float(self.q[k])) if piece.width > SLIVER else None,
            )  # fmt: skip
            draw_name(draw, "piece", k, piece, self._names[k])
        write = writer(".3p")
        half = {k: words_width(write(float(self.q[k])), TYPE.number) / 2 for k in self._order[-2:]}
        limit = pushed.x - half[self._pushed] - 0.25 - half[self._target]
        x = max(min(target.x, limit), full.left + half[self._target])
        for k, center in ((self._target, x), (self._pushed, pushed.x)):
            draw.number(
                "share", k, value=float(self.q[k]), write=write, opacity=self.digits,
                at=(center, full.bottom - FIRST_ROW),
            )  # fmt: skip
        draw.hatch(
            "too much", left=full.right, right=pushed.right, bottom=full.bottom, top=full.top,
            color=theme().background, width=6,
            opacity=self.marked * _visible(pushed.right - full.right),
            allow={"overlap": "it is the part past 1", "contrast": "it is the part past 1",
                   "jump": "lines begin where the part past 1 ends"},
        )  # fmt: skip
        gap = Zone(min(target.right, pushed.left), pushed.left, full.bottom, full.top)
        draw.line(
            "gap", points=gap.outline, dashed=True, color=theme().muted, width=5,
            opacity=_visible(gap.width), allow={"contrast": "it is between two pieces"},
        )  # fmt: skip
        draw.rectangle(
            "wall", left=pushed.right, right=pushed.right + WALL, bottom=full.bottom - OVER / 2,
            top=full.top + OVER, color=theme().text, allow={"contrast": "the bar leans on it"},
        )  # fmt: skip

    def _draw_length(self, draw: Canvas, places: Places) -> None:
        """Draw how long the bar should be."""
        full, baseline = places.full, places.full.bottom - SECOND_ROW
        middle = baseline + CAP * TYPE.label / 2
        draw.words("length name", text="1", at=(full.x, baseline))
        for key, side, edge in (("left", -1, full.left), ("right", 1, full.right)):
            draw.line(
                "length", key, color=theme().muted, width=5,
                points=[(full.x + side * 0.3, middle), (edge, middle), (edge, middle + 0.16),
                        (edge, middle - 0.16)],
            )  # fmt: skip

    # --- Wires and gates ------------------------------------------------------------------------

    def _draw_wires(self, draw: Canvas, places: Places, pieces: dict[int, Zone]) -> None:
        """Draw the wires, dead above shut gates, and the rail, which grows to the loss."""
        up, on = min(self.wired, 1.0), max(self.wired - 1, 0.0)
        for k, piece in pieces.items():
            x = places.boxes[k].x
            way = [_top(places, piece), (x, places.boxes[k].bottom), (x, places.rail)]
            grown = until(way, up)
            low = [(a, min(y, places.height)) for a, y in grown]
            high = [(a, max(y, places.height)) for a, y in grown[1:]]
            dead = self._shut_of(k)
            for key, points, color, opacity in (
                ("wire", low, theme().of_class(k), 1.0),
                ("dead wire", high, theme().muted, 0.5 * dead),
                ("live wire", high, theme().of_class(k), 1 - dead),
            ):
                draw.line(
                    key, k, points=points, color=color, width=6, allow=GROWS,
                    opacity=opacity * float(up > 0) * self._light(k),
                )  # fmt: skip
        first, meeting = ((places.boxes[k].x, places.rail) for k in (self._order[0], self._target))
        for key, path, grown_to, opacity in (
            ("dead rail", [first, meeting], 2 * on, 1 - 0.5 * self.shut),
            ("rail", [meeting, *self._rail_end(places)], 2 * on - 1, 1.0),
        ):
            draw.line(
                key, points=until(path, grown_to), color=theme().muted, width=9,
                opacity=opacity * float(grown_to > 0), allow=GROWS,
            )  # fmt: skip
        last, size = places.boxes[self._pushed], TYPE.label
        math = "ln(1\\/{{q:q}})"
        draw.formula(
            "surprise name", math=math, colors={"q": theme().q}, size=size, align=-1,
            at=(last.right + 0.25, last.y - CAP * size / 2), opacity=self.boxed,
            room=visibility(places.loss.left - last.right, 0.4 + formula_width(math, size)),
        )  # fmt: skip

    def _draw_box(self, draw: Canvas, k: int, box: Zone) -> None:
        """Draw the box on the wire of class k, with its ln(1/q)."""
        draw.rectangle(
            "box", k, left=box.left, right=box.right, bottom=box.bottom, top=box.top,
            color=theme().background, outline=theme().of_class(k), allow=ON_WIRE,
            opacity=self.boxed * self._light(k),
        )  # fmt: skip
        value, write = float(self.surprise[k]), writer(".2f")
        draw.number(
            "surprise", k, value=value, write=write,
            at=(box.x, box.y - CAP * TYPE.number / 2),
            opacity=self.boxed * self._light(k),
            room=visibility(box.width, words_width(write(value), TYPE.number) + 0.1),
            allow={"overlap": "it stands in its box", "contrast": "it steps back"},
        )  # fmt: skip

    def _draw_gate(self, draw: Canvas, places: Places, k: int, x: float) -> None:
        """Draw the gate of class k, whose two doors are upright when open, and meet when shut."""
        is_open = k == self._target
        angle = np.pi / 2 * (1 - self._shut_of(k))
        for key, side in (("left", -1), ("right", 1)):
            hinge = (x + side * places.door, places.height)
            draw.polygon(
                "door", key, k, points=_door(hinge, -side * places.door, angle),
                color=theme().text, opacity=self.gated * self._light(k), allow=ON_WIRE,
            )  # fmt: skip
        factor, size = "× 1" if is_open else "× 0", TYPE.number
        flash = np.sin(np.pi * _burst(self.stopped)) if k == self._pushed else 0.0
        above, is_beside = places.height + places.door + 0.1, places.slot >= ROOMY
        beside = (x + places.door + 0.22, places.height - CAP * size / 2)
        draw.words(
            "factor", k, text=factor, size=size * (1 + 0.7 * flash), align=-1,
            at=beside if is_beside else (x + 0.2, above), opacity=self.factors * self._light(k),
            allow=STEPS_BACK,
            room=visibility(places.slot, 0.3 + words_width(factor, size)),
        )  # fmt: skip

    def _draw_name(self, draw: Canvas, places: Places, k: int, x: float) -> None:
        """Draw the name of class k above its gate, and the tag "true" above the true one."""
        width, color = words_width(self._names[k], TYPE.label), theme().of_class(k)
        light = self._light(k)
        both = round(visibility(places.slot, width + 0.75))
        is_cast = draw.pictogram(
            "gate picture", k, name=self._names[k], height=0.5, color=color, room=both,
            opacity=light, allow=STEPS_BACK,
            at=(x - width / 2 - 0.08, places.rail + 0.37),
        )  # fmt: skip
        draw.words(
            "gate name", k, text=self._names[k], color=color,
            at=(x + 0.3 * both * is_cast, places.rail + 0.24),
            room=visibility(places.slot, width + 0.2), opacity=light, allow=STEPS_BACK,
        )  # fmt: skip
        if k == self._target:
            draw.tag("true", text="true", at=(x, places.rail + HEAD - 0.22))

    def _draw_run(
        self, draw: Canvas, places: Places, k: int, path: list[Point], runs: float
    ) -> None:
        """Draw a ball with its trace: it runs into the loss, or bursts at its gate."""
        key, color, run = "true" if k == self._target else "wrong", theme().of_class(k), runs % 2
        burst = 0.0 if k == self._target else _burst(runs)
        ran = run if k == self._target else run / BURST
        draw.line(
            "trace", key, points=until(path, ran), width=18, color=color,
            opacity=float(run > 0) * _cut(2 - run), allow=ON_WIRE,
        )  # fmt: skip
        draw.disc(
            "ball", key, at=along(path, ran), radius=BALL, color=color, outline=theme().text,
            allow=ON_WIRE, opacity=_cut(12 * run) * _cut(12 * (1 - ran)),
        )  # fmt: skip
        x, y = path[-1]
        angles = np.radians([20, -15, -50, 160, 195, 230])
        centers = (x, y) + 0.7 * burst * np.column_stack((np.cos(angles), np.sin(angles)))
        square = SPARK * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
        if k == self._pushed:
            draw.polygons(
                "sparks", points=centers[:, None] + square, color=color, allow=ON_WIRE,
                opacity=_cut(8 * burst) * (1 - burst**3),
            )  # fmt: skip

    # --- The loss -------------------------------------------------------------------------------

    def _draw_loss(self, draw: Canvas, places: Places) -> None:
        """Draw the loss's column, which is grey while viewers guess, with its name and number."""
        column, unknown = places.loss, self.guess * (1 - self.answered)
        top = column.bottom + (self._level(places, self.loss) - column.bottom) * self.scored
        draw.rectangle(
            "loss", left=column.left, right=column.right, bottom=column.bottom, top=top,
            color=theme().loss, opacity=float(self.scored > 0) * (1 - 0.7 * unknown),
            measures=("y", self.loss) if self.scored == 1 else None,
            allow={"contrast": "it steps back for the guess", "overlap": "a wire ends in it"},
        )  # fmt: skip
        draw.words(
            "loss name", text="loss", at=(column.x, column.bottom - FIRST_ROW),
            opacity=_cut(2 * self.wired - 3),
        )  # fmt: skip
        size, at = 1.25 * TYPE.number, (column.x, column.bottom - SECOND_ROW)
        draw.number(
            "loss number", value=self.loss, write=writer(".2f"), size=size, at=at,
            opacity=_cut(4 * self.scored - 3) * _cut(1 - 2 * unknown),
        )  # fmt: skip
        draw.words("unknown", text="?", size=size, at=at, opacity=_cut(2 * unknown - 1))

    def _draw_guesses(self, draw: Canvas, places: Places) -> None:
        """Draw an arrow up, two bars for "the same", and an arrow down, around the loss's top."""
        x, y = places.loss.right + GUESSES / 2, self._level(places, self._loss_before)
        bars = [[(x - 0.2, y + d - 0.05), (x + 0.2, y + d - 0.05), (x + 0.2, y + d + 0.05),
                 (x - 0.2, y + d + 0.05)] for d in (-0.1, 0.1)]  # fmt: skip
        shapes = {
            "up": _arrow(x, y + 0.35, y + 1.15),
            "same below": bars[0],
            "same above": bars[1],
            "down": _arrow(x, y - 0.35, y - 1.15),
        }
        true = "up" if self._rises else "down"
        for key, points in shapes.items():
            draw.polygon(
                "guess", key, points=points, color=theme().background, outline=theme().text,
                opacity=self.guess * (1 if key == true else 1 - self.answered),
            )  # fmt: skip
        draw.polygon(
            "answer", points=shapes[true], color=theme().text, opacity=self.guess * self.answered,
            allow={"overlap": "it fills the true guess", "contrast": "it fills the true guess"},
        )  # fmt: skip


def _cut(share: float) -> float:
    """Limit a value to the range from 0 to 1."""
    return min(max(share, 0.0), 1.0)


def _visible(length: float) -> float:
    """Return the opacity of the mark on a length, which appears as soon as the length is not 0."""
    return _cut(8 * length)


def _top(places: Places, piece: Zone) -> Point:
    """Return where the wire of a piece begins: not so far left that its trace leaves the stage."""
    return max(piece.x, places.full.left + 0.1), piece.top


def _burst(runs: float) -> float:
    """Return how far a ball that has run to a shut gate has burst, from 0 to 1."""
    return _cut((min(runs, 1.0) - BURST) / (1 - BURST))


def _arrow(x: float, start: float, end: float) -> list[Point]:
    """Return the outline of a vertical arrow at ``x``."""
    neck = end + 0.35 * (1 if start > end else -1)
    return [(x - 0.1, start), (x - 0.1, neck), (x - 0.25, neck), (x, end), (x + 0.25, neck),
            (x + 0.1, neck), (x + 0.1, start)]  # fmt: skip


def _door(hinge: Point, length: float, angle: float) -> list[Point]:
    """Return a door's corners. At angle 0 it is level, and points right if ``length`` > 0.

    A larger angle turns the door's tip up.
    """
    tip = np.array([length * np.cos(angle), abs(length) * np.sin(angle)])
    side = np.array([-tip[1], tip[0]]) / abs(length) * DOOR / 2
    corners = hinge + np.array([side, tip + side, tip - side, -side])
    return [(float(x), float(y)) for x, y in corners]
