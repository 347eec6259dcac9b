"""The hero of ``ForceFadesAsItLearns``: a tube with a lid at 1 beside a loss without one."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.digits import writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.layout import Size
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, Words
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

RAIL, GAP = 2.05, 0.3
"""Width of the rail with its name, and the gap between the tube and the loss."""

FOOT = 0.6
"""Below the tube: what the column is, and the steps."""

LID = 0.79
"""Height of the lid, in shares of the height above the foot."""

TIP = 0.35
"""Height of the tip of a column that goes on above the stage."""

NOTCHES, PER_NAT = 8, 4
"""How many notches the column has at most, and how many each nat."""

DIM = 0.25
"""Opacity of what is not talked about."""

ON: dict[Rule, str] = {"overlap": "it stands on its own area"}


class Tube(Figure):
    """From the lid down the share of the true class, below it the pull; beside them the loss.

    Values
    ------
    logits
        Shape (K,), on the rail.
    true, pull, loss
        Share, pull and loss of the true class.
    step
        How many steps of learning the tube has been drawn out by.
    told, shared
        How much is seen of the numbers of pull and loss, and of that of the share.
    stepping
        How much is seen of the number of steps, and of the pull's while it learns.
    guess
        How much is seen of the guesses.
    alone
        How much the rail has stepped back, but for the knob of the true class.
    aside
        From 0, in the middle of the stage, to 1, at its left, to be drawn out.
    """

    logits = numbers()
    true, pull, loss, step = number(), number(), number(), number(0.0)
    told, shared, stepping, guess = look(1.0), look(1.0), look(0.0), look(0.0)
    alone, aside = look(0.0), look(0.0)
    fading = ("pull name", "pull number", "true name", "true number", "loss number")
    least_size = Size(5.5, 3.6)

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        target: int,
        span: tuple[float, float],
        along: tuple[FloatArray, FloatArray, FloatArray],
        ghosts: FloatArray,
        at_lid: bool,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._target, self._span = names, target, span
        self._along, self._along_pull, self._along_loss = along
        self._ghosts, self._at_lid = ghosts, at_lid

    def sketch(self, draw: Canvas) -> None:
        """The rail, the band with its lid, the column, and what is guessed."""
        z = self.zone
        # Drawn in as it goes aside: all that is then as wide as it is, is a pull of that step.
        narrow = min(1.25, 0.18 * z.width)
        self._tube = (1 - self.aside) * min(2.6, 0.31 * z.width) + self.aside * narrow
        self._wide = (1 - self.aside) * min(2.0, 0.2 * z.width) + self.aside * narrow
        free = z.width - RAIL - self._tube - GAP - self._wide
        left = z.left + 0.5 * free * (1 - self.aside)
        right = z.right - self._wide - GAP - 0.05
        box = Zone(left + RAIL, right, z.bottom + FOOT, z.top)
        unit = LID * box.height
        front = self._place(box, self.step)
        self._rail(draw, left)
        self._band(draw, box, unit, front)
        self._column(draw, box, unit, front + GAP)
        self._guesses(draw, box, unit)

    def _place(self, box: Zone, step: Any) -> Any:
        """Where the tube's right edge is after so many steps."""
        start = box.left + self._tube
        return start + step / float(self._along[-1]) * (box.right - start)

    def _rail(self, draw: Canvas, left: float) -> None:
        z, (low, high) = self.zone, self._span
        x, bottom, top = left + 0.55, z.bottom + FOOT + 0.3, z.top - 0.4
        others = 1 - (1 - DIM) * self.alone
        draw.line(
            "rail", points=[(x, bottom), (x, top)], color=theme().muted, width=4, opacity=others,
            allow={"contrast": "it steps back"},
        )  # fmt: skip
        draw.words(
            "rail name", text="score", at=(x - 0.5, z.bottom + 0.12), align=-1,
            color=theme().muted, opacity=others, allow={"contrast": "it steps back"},
        )  # fmt: skip
        heights = bottom + (self.logits - low) / max(high - low, 1e-9) * (top - bottom)
        for k, y in enumerate(heights):
            if k != self._target:
                draw.disc(
                    "dot", k, at=(x - 0.47, float(y)), radius=0.09, color=theme().of_class(k),
                    opacity=others,
                    allow={"contrast": "it steps back", "overlap": "scores may be equal"},
                )  # fmt: skip
        name, y = self._names[self._target], float(heights[self._target])
        color = theme().of_class(self._target)
        draw.disc(
            "knob", at=(x, y), radius=0.32, color=color, outline=theme().background,
            allow={"overlap": "a knob on its rail"},
        )  # fmt: skip
        draw.pictogram("picture", name=name, at=(x, y), height=0.4, color=text_on(color), allow=ON)
        needed = Words(name, font_size=TYPE.label).made_width
        draw.words(
            "name", text=name, at=(x + 0.4, y - CAP * TYPE.label / 2), align=-1, color=color,
            room=float(needed < RAIL - 1.3),
        )  # fmt: skip

    def _band(self, draw: Canvas, box: Zone, unit: float, front: float) -> None:
        x, pull = self._history(box, self._along_pull, self.pull)
        edge, lid = box.bottom + unit * pull, box.bottom + unit
        top, floor = np.full_like(x, lid), np.full_like(x, box.bottom)
        upper, middle, lower = (np.column_stack((x, y)) for y in (top, edge, floor))
        beside: dict[Rule, str] = {"contrast": "two parts of one tube"}
        draw.band("true", upper=upper, lower=middle, color=theme().q, allow=beside)
        draw.band("pull", upper=middle, lower=lower, color=theme().p, allow=beside)
        draw.line(
            "lid", points=[(box.left - 0.1, lid), (front + 0.1, lid)],
            color=theme().text, width=12, allow={"overlap": "it is the lid of the tube"},
        )  # fmt: skip
        draw.words("one", text="1", at=(box.left - 0.22, lid - CAP * TYPE.label / 2), align=1)
        at, y = front - self._tube / 2, box.bottom + unit * self.pull
        seen = max(self.told, self.stepping)
        self._reading(draw, "pull", "pull", self.pull, (at, box.bottom, y), theme().p, seen)
        # The line of the loss runs through the share where there is a past.
        ways, losses = self._history(box, self._along_loss, self.loss)
        began = min(max((at - 0.5 - box.left - self._tube) / 0.5, 0.0), 1.0)
        beyond = (1 - began) * float(np.interp(at - 0.5, x, pull))
        beyond += began * float(np.interp(at - 0.5, ways, losses))
        free = (at, min(box.bottom + unit * beyond, lid), lid)
        self._reading(draw, "true", "share", self.true, free, theme().q, self.shared)
        draw.words(
            "step name", text="step", at=(front - 0.65, box.bottom - 0.48), align=1,
            opacity=self.stepping,
        )  # fmt: skip
        draw.number(
            "step", value=float(np.floor(self.step)), write=writer("exact"), align=1,
            at=(front, box.bottom - 0.48), opacity=self.stepping,
        )  # fmt: skip

    def _reading(
        self,
        draw: Canvas,
        key: str,
        text: str,
        value: float,
        at: tuple[float, float, float],
        color: str,
        seen: float,
    ) -> None:
        """A name over a number in the middle of an area: ``at`` is its x, its foot and its top."""
        x, bottom, top = at
        middle, high, line = (bottom + top) / 2, CAP * TYPE.number, 0.3
        both = visibility(top - bottom, 2 * high + 0.5, 0.3)
        draw.words(
            f"{key} name", text=text, at=(x, middle + line / 2 - (1 - both) * line / 2),
            color=text_on(color), room=both, allow=ON,
        )  # fmt: skip
        draw.number(
            f"{key} number", value=value, write=writer(".3p"), color=text_on(color), allow=ON,
            at=(x, middle - high / 2 - both * (high / 2 + line / 2)),
            room=visibility(top - bottom, high + 0.1), opacity=seen,
        )  # fmt: skip

    def _history(self, box: Zone, track: FloatArray, now: float) -> tuple[FloatArray, FloatArray]:
        """Places along the band from its start to now, and what is there, (n,)."""
        done = self._along < self.step
        x = [[box.left], self._place(box, self._along[done]), [self._place(box, self.step)]]
        first = float(track[0]) if self.step else now
        return np.concatenate(x), np.concatenate(([first], track[done], [now]))

    def _column(self, draw: Canvas, box: Zone, unit: float, left: float) -> None:
        highest, shown = box.height - TIP, 1 - (1 - DIM) * self.guess
        height, right = min(unit * self.loss, highest), left + self._wide
        top, leaves = box.bottom + height, unit * self.loss > highest
        draw.rectangle(
            "loss", left=left, right=right, bottom=box.bottom, top=top, color=theme().loss,
            measures=None if leaves else ("y", self.loss), opacity=shown,
            allow={"contrast": "it steps back while the pull is guessed at"},
        )  # fmt: skip
        middle = (left + right) / 2
        draw.arrow(
            "beyond", start=(middle, top), end=(middle, top + TIP), color=theme().loss,
            thickness=self._wide, opacity=(1 - self.guess) * leaves,
            allow={"pop": "it comes out of the column", "overlap": "it is the column's end",
                   "contrast": "it is the column's end"},
        )  # fmt: skip
        self._notches(draw, Zone(left, right, box.bottom, top), unit)
        ways, losses = self._history(box, self._along_loss, self.loss)
        heights = box.bottom + unit * losses
        is_seen = (heights <= box.bottom + highest) & (ways >= box.left + self._tube)
        points = np.column_stack((ways, heights))[is_seen] if self.step else np.zeros((0, 2))
        draw.line(
            "loss line", points=points, color=theme().loss, width=9,
            allow={"overlap": "the loss has been there", "contrast": "it crosses both areas"},
        )  # fmt: skip
        draw.words("loss name", text="loss", at=(middle, box.bottom - 0.48))
        high = CAP * TYPE.number
        width = Words(writer(".2f")(self.loss), font_size=TYPE.number).made_width
        inside = visibility(height, 1.35)
        wide = visibility(self._wide, width + 0.1)
        for key, room, y, color in (
            ("loss number", inside, top - high - 0.2, text_on(theme().loss)),
            ("loss number above", 1 - inside, top + 0.55, theme().text),
        ):
            draw.number(
                key, value=self.loss, write=writer(".2f"), at=(middle, y), color=color,
                room=min(room, wide), opacity=self.told, allow=ON,
            )  # fmt: skip
            draw.words(
                f"{key} unit", text="nats", at=(middle, y - 0.42), color=color, room=room,
                opacity=self.told, allow=ON,
            )  # fmt: skip

    def _notches(self, draw: Canvas, column: Zone, unit: float) -> None:
        """Notches of a ruler that comes out of the floor: they rise with the column."""
        first = int(np.floor(self.loss * PER_NAT))
        for j in range(NOTCHES):
            k = first - (first - j) % NOTCHES
            y = column.bottom + unit * (self.loss - k / PER_NAT)
            is_seen = k > 0 and column.bottom < y < column.top - 0.02
            is_free = y < column.top - 1.2 * self.told  # it passes beside the number
            width = column.width * (1.0 if k % PER_NAT == 0 and is_free else 0.14)
            y = y if is_seen else column.bottom
            draw.line(
                "notch", j, points=[(column.right - width, y), (column.right, y)],
                color=theme().background, width=5, opacity=float(is_seen) * (1 - self.guess),
                allow={
                    "overlap": "notches of the column", "contrast": "notches of the column",
                    "pop": "they come out of the floor", "jump": "they come out of the floor",
                },
            )  # fmt: skip

    def _guesses(self, draw: Canvas, box: Zone, unit: float) -> None:
        lid, left, right = box.bottom + unit, box.left, box.left + self._tube
        same, more, times = (box.bottom + unit * float(pull) for pull in self._ghosts)
        high = self.guess * float(times > lid + 0.2)
        heights = (same, more, box.top - 0.1)
        texts = ("the same?", "a bit more?", "like the loss?")
        seen = (self.guess, self.guess * float(not self._at_lid), high)
        dashed: dict[Rule, str] = {
            "overlap": "it is a guess at the pull", "contrast": "it crosses areas",
        }  # fmt: skip
        for side, x in (("left", left), ("right", right)):
            draw.line(
                "ghost", side, points=[(x, lid + 0.12), (x, box.top)], color=theme().p,
                dashed=True, width=6, opacity=high, allow=dashed,
            )  # fmt: skip
        draw.arrow(
            "ghost", "way", start=(left + self._tube / 2, lid + 0.2),
            end=(left + self._tube / 2, box.top), color=theme().p, opacity=high, allow=dashed,
        )  # fmt: skip
        above = -np.inf
        for k, (y, text) in enumerate(zip(heights, texts, strict=True)):
            if k < 2:
                draw.line(
                    "ghost", k, points=[(left - 0.1, y), (right + 0.1, y)], color=theme().text,
                    dashed=True, width=6, opacity=seen[k], allow=dashed,
                )  # fmt: skip
            above = max(y - CAP * TYPE.label / 2, above + 0.5)
            width = Words(text, font_size=TYPE.label).made_width
            x = min(right + GAP + 0.15, self.zone.right - width)
            draw.words(
                "ghost name", k, text=text, at=(x, min(above, box.top - 0.35)), align=-1,
                opacity=seen[k], allow={"overlap": "the column has stepped back"},
            )  # fmt: skip
