"""The hero of ``ForceFadesAsItLearns``: a box of 1 with a lid, and a loss without one."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.force_fades_as_it_learns.numbers import MOST
from stage.digits import writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, look, number, numbers
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

WIDE = 9.0
"""Width of a stage from which on there are words beside numbers."""

FOOT, ABOVE = 0.68, 0.6
"""Below the floor: what the bars are, and the steps; above the highest loss: its number."""

FEWEST = 1.6
"""Of how many boxes the stage is high at least."""

TIP = 0.35
"""Height of the tip of a bar that goes on above the stage."""

LID = 0.1
"""Thickness of the lid, which lies on the box."""

KNOB = 0.34
"""Radius of the knob."""

BESIDE = 0.06
"""From the band to the loss at its front, in which the curve goes on."""

DIM = 0.25
"""Opacity of what is not talked about."""

ON: dict[Rule, str] = {"overlap": "it stands on its own area"}


class Tube(Figure):
    """A box of 1, share above pull; beside it the loss, to the same scale; the knob that is pulled.

    Values
    ------
    logits
        Shape (K,), on the rail.
    true, pull, loss
        Share, pull and loss of the true class.
    step
        How many steps of learning the box has been drawn out by.
    told, shared
        How much is seen of the numbers of pull and loss, and of that of the share.
    stepping
        How much is seen of the numbers of step, pull and loss while it learns.
    guess
        How much is seen of the guesses.
    started, times
        How much is seen of where both started, and of how many times as large they are.
    ends
        How much is seen of the names of curve and band, and of where they started.
    alone
        How much the rail has stepped back, but for the knob of the true class.
    aside
        From 0, box and loss side by side, to 1, a narrow box with the loss at its front, which is
        drawn out.
    """

    logits = numbers()
    true, pull, loss, step = number(), number(), number(), number(0.0)
    told, shared, stepping, guess = look(1.0), look(1.0), look(0.0), look(0.0)
    started, times, ends = look(0.0), look(0.0), look(0.0)
    alone, aside = look(0.0), look(0.0)

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscript: str,
        target: int,
        span: tuple[float, float],
        most: float,
        along: tuple[FloatArray, FloatArray, FloatArray],
        ghosts: FloatArray,
        grown: tuple[float, float],
        at_lid: bool,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscript, self._target = names, subscript, target
        self._span, self._most = span, min(max(most, FEWEST), MOST)
        self._along, self._along_pull, self._along_loss = along
        self._ghosts, self._grown, self._at_lid = ghosts, grown, at_lid
        self._was = self.pull, self.loss

    def sketch(self, draw: Canvas) -> None:
        """The rail, the ruler, the band with its lid, the loss, and what is guessed."""
        z = self.zone
        self._is_wide = z.width >= WIDE
        rail, self._gap = (3.3, 2.75) if self._is_wide else (2.75, 1.5)
        label = self._gap
        narrow = min(0.9, 0.09 * z.width)
        self._tube = _mix(
            min(3.5, 0.265 * z.width if self._is_wide else 0.2 * z.width), narrow, self.aside
        )
        self._wide = _mix(
            min(2.8, 0.21 * z.width if self._is_wide else 0.17 * z.width), 0.45, self.aside
        )
        free = z.width - rail - self._tube - label - self._wide
        left = z.left + max(0.0, 0.3 * free) * (1 - self.aside)
        box = Zone(left + rail, z.right - BESIDE - 0.45 - label, z.bottom + FOOT, z.top - ABOVE)
        self._unit = box.height / self._most
        front = self._place(box, self.step)
        at = front + _mix(label, BESIDE, self.aside)
        self._rail(draw, left)
        self._ruler(draw, box)
        self._band(draw, box, front)
        self._column(draw, box, at)
        self._curve(draw, box, at)
        self._readings(draw, box, front, at)
        self._guesses(draw, box)

    def _place(self, box: Zone, step: Any) -> Any:
        """Where the box's right edge is after so many steps."""
        start = box.left + self._tube
        return start + step / float(self._along[-1]) * (box.right - start)

    # --- What is pulled -----------------------------------------------------------------------

    def _rail(self, draw: Canvas, left: float) -> None:
        z, (low, high) = self.zone, self._span
        x, bottom = left + 0.8, z.bottom + FOOT + 0.6
        top = z.top - self._unit - KNOB - 0.1
        others = 1 - (1 - DIM) * self.alone
        stepped: dict[Rule, str] = {"contrast": "it steps back"}
        draw.line(
            "rail", points=[(x, bottom), (x, top)], color=theme().muted, width=4, opacity=others,
            allow=stepped,
        )  # fmt: skip
        draw.words(
            "rail name", text="score", at=(x, z.bottom + 0.16), color=theme().muted,
            opacity=others, allow=stepped,
        )  # fmt: skip
        heights = bottom + (self.logits - low) / max(high - low, 1e-9) * (top - bottom)
        for k, y in enumerate(heights):
            if k != self._target:
                draw.disc(
                    "dot", k, at=(x - 0.55, float(y)), radius=0.11, color=theme().of_class(k),
                    opacity=others, allow={**stepped, "overlap": "scores may be equal"},
                )  # fmt: skip
        name, y = self._names[self._target], float(heights[self._target])
        color = theme().of_class(self._target)
        draw.arrow(
            "pull arrow", start=(x, y), end=(x, y + KNOB + self.pull * self._unit),
            color=theme().p, thickness=0.16,
            allow={"overlap": "it pulls at the knob on its rail", "contrast": "it begins there"},
        )  # fmt: skip
        draw.disc(
            "knob", at=(x, y), radius=KNOB, color=color, outline=theme().background,
            allow={"overlap": "a knob on its rail"},
        )  # fmt: skip
        draw.pictogram("picture", name=name, at=(x, y), height=0.42, color=text_on(color), allow=ON)
        needed = words_width(name, TYPE.label)
        draw.words(
            "name", text=name, at=(x + KNOB + 0.1, y - 0.02), align=-1, color=color,
            room=float(needed < 1.2),
        )  # fmt: skip
        draw.tag("true", text="true", at=(x + KNOB + 0.5, y - 0.32))
        draw.words(
            "arrow name", text="pull", at=(x + 0.28, y + KNOB + 0.18), align=-1, color=theme().p
        )

    # --- The box ------------------------------------------------------------------------------

    def _ruler(self, draw: Canvas, box: Zone) -> None:
        x = box.left - 0.12
        top = box.bottom + self._unit * self._most
        draw.line("ruler", points=[(x, box.bottom), (x, top)], color=theme().muted, width=4)
        for k in range(int(MOST) + 1):
            y = box.bottom + self._unit * k
            seen = float(k <= self._most + 1e-9)
            draw.line(
                "tick", k, points=[(x - 0.12, y), (x, y)], color=theme().muted, width=4,
                opacity=seen,
            )  # fmt: skip
            draw.words(
                "tick name", k, text=str(k), at=(x - 0.2, y - CAP * TYPE.tick / 2), align=1,
                size=TYPE.tick, color=theme().text if k == 1 else theme().muted, opacity=seen,
            )  # fmt: skip

    def _band(self, draw: Canvas, box: Zone, front: float) -> None:
        x, pull = self._history(box, self._along_pull, self.pull)
        edge, lid = box.bottom + self._unit * pull, box.bottom + self._unit
        top, floor = np.full_like(x, lid), np.full_like(x, box.bottom)
        upper, middle, lower = (np.column_stack((x, y)) for y in (top, edge, floor))
        beside: dict[Rule, str] = {"contrast": "two parts of one box"}
        draw.band("true", upper=upper, lower=middle, color=theme().q, allow=beside)
        draw.band("pull", upper=middle, lower=lower, color=theme().p, allow=beside)
        draw.rectangle(
            "lid", left=box.left, right=front, bottom=lid, top=lid + LID, color=theme().text,
            allow={"overlap": "it is the lid of the box"},
        )  # fmt: skip
        draw.formula(
            "pull name", math=f'"pull" = 1 - {{{{q_"{self._subscript}":q}}}}',
            colors={"q": theme().q}, size=TYPE.label, at=((box.left + front) / 2, box.bottom - 0.5),
            opacity=max(0.0, 1 - 4 * self.aside), room=float(self._is_wide),
        )  # fmt: skip
        draw.words(
            "pull word", text="pull", at=((box.left + front) / 2, box.bottom - 0.5),
            opacity=max(0.0, 1 - 4 * self.aside), room=float(not self._is_wide),
        )  # fmt: skip
        steps = words_width(writer("exact")(float(self._along[-1])), TYPE.number)
        draw.words(
            "step name", text="step", at=(front - steps - 0.15, box.bottom - 0.5), align=1,
            opacity=self.stepping,
        )  # fmt: skip
        draw.number(
            "step", value=float(np.floor(self.step)), write=writer("exact"), align=1,
            at=(front, box.bottom - 0.5), opacity=self.stepping,
        )  # fmt: skip

    def _history(self, box: Zone, track: FloatArray, now: float) -> tuple[FloatArray, FloatArray]:
        """Places along the band from its start to now, and what is there, (n,)."""
        done = self._along < self.step
        x = [[box.left], self._place(box, self._along[done]), [self._place(box, self.step)]]
        first = float(track[0]) if self.step else now
        return np.concatenate(x), np.concatenate(([first], track[done], [now]))

    # --- The loss -----------------------------------------------------------------------------

    def _column(self, draw: Canvas, box: Zone, left: float) -> None:
        highest = self.zone.top - TIP - box.bottom
        fits = self._unit * self.loss <= highest + 1e-9
        height, right = self._unit * self.loss if fits else highest, left + self._wide
        top, middle = box.bottom + height, left + self._wide / 2
        draw.rectangle(
            "loss", left=left, right=right, bottom=box.bottom, top=top, color=theme().loss,
            measures=("y", self.loss) if fits else None,
        )  # fmt: skip
        draw.arrow(
            "beyond", start=(middle, top), end=(middle, top + TIP), color=theme().loss,
            thickness=self._wide, opacity=float(not fits),
            allow={"pop": "it comes out of the loss", "overlap": "it is the end of the loss"},
        )  # fmt: skip
        for k in range(1, int(MOST) + 1):
            y = box.bottom + self._unit * k
            draw.line(
                "box", k, points=[(left, y), (right, y)], color=theme().background, width=5,
                opacity=float(y < top - 0.03),
                allow={
                    "overlap": "boxes of 1 that the loss is high",
                    "contrast": "boxes of 1 that the loss is high",
                    "pop": "the loss comes out beyond it",
                },
            )  # fmt: skip
        draw.formula(
            "loss name", math=f'"loss" = ln(1\\/{{{{q_"{self._subscript}":q}}}})',
            colors={"q": theme().q}, size=TYPE.label, at=(middle, box.bottom - 0.5),
            opacity=max(0.0, 1 - 4 * self.aside), room=float(self._is_wide),
        )  # fmt: skip
        draw.words(
            "loss word", text="loss", at=(middle, box.bottom - 0.5),
            opacity=max(0.0, 1 - 4 * self.aside), room=float(not self._is_wide),
        )  # fmt: skip

    def _curve(self, draw: Canvas, box: Zone, at: float) -> None:
        ways, losses = self._history(box, self._along_loss, self.loss)
        ways, losses = np.append(ways[1:], at), np.append(losses[1:], self.loss)
        heights = box.bottom + self._unit * losses
        is_seen = heights <= self.zone.top - TIP
        points = np.column_stack((ways, heights))[is_seen] if self.step else np.zeros((0, 2))
        draw.line(
            "loss line", points=points, color=theme().loss, width=9,
            allow={"overlap": "the loss has been there", "contrast": "it crosses both areas"},
        )  # fmt: skip

    # --- Numbers ------------------------------------------------------------------------------

    def _readings(self, draw: Canvas, box: Zone, front: float, at: float) -> None:
        """Beside the box half a box apart, as the middles of share and pull are."""
        x = _mix(front + 0.2, at + self._wide + 0.15, self.aside)
        size = (1.2 if self._is_wide else 1.0) * TYPE.number
        half, floor = CAP * size / 2, box.bottom + 0.02
        apart = max(0.5 * self._unit, 0.48)
        y = max(box.bottom + self._unit * self.pull / 2 - half, floor)
        word = 1.0 if self._is_wide else 0.0
        top = box.bottom + self._unit * self.loss
        pulled = max(self.told, self.stepping)
        for key, text, value, write, color, height, seen in (
            ("pull", "pull", self.pull, ".3p", theme().p, y, pulled),
            ("true", "share", self.true, ".3p", theme().q, y + apart, self.shared),
            ("now", "loss", self.loss, ".2f", theme().text,
             max(min(top, self.zone.top) - 2 * half, y + 0.48), self.stepping),
        ):  # fmt: skip
            draw.words(
                f"{key} label", text=text, at=(x, height), align=-1, color=color, opacity=seen,
                room=float(self._is_wide),
            )  # fmt: skip
            draw.number(
                f"{key} number", value=value, write=writer(write), at=(x + word, height), align=-1,
                color=color, size=size, opacity=seen,
                room=float(word + words_width(writer(write)(value), size) < self._gap - 0.25),
            )  # fmt: skip
        self._loss_number(draw, at + self._wide / 2, top)
        self._grew(draw, box, front, at)
        self._ends(draw, box)

    def _loss_number(self, draw: Canvas, middle: float, top: float) -> None:
        """Above the loss; on it where it has left the stage."""
        size = (1.3 if self._is_wide else 1.0) * TYPE.number
        write, shown = writer(".2f"), self.told * (1 - self.aside)
        width, unit = words_width(write(self.loss), size), words_width("nats", TYPE.label)
        beyond = float(top > self.zone.top - TIP)
        both = float(self._is_wide and width + unit + 0.35 < self._wide)
        x, on = middle - both * (unit + 0.15) / 2, text_on(theme().loss)
        for key, y, color, seen in (
            ("above", min(top, self.zone.top - TIP) + 0.14, theme().text, 1 - beyond),
            ("on", self.zone.top - TIP - 0.3 - CAP * size, on, beyond),
        ):
            rides: dict[Rule, str] = {
                "overlap": "it rides on the loss", "pop": "it goes from above the loss onto it",
                "jump": "it stays in the middle as it gets wider",
            }  # fmt: skip
            draw.number(
                "loss number", key, value=self.loss, write=write, size=size, at=(x, y), color=color,
                opacity=shown * seen, room=float(width + 0.1 < self._wide), allow=rides,
            )  # fmt: skip
            draw.words(
                "unit", key, text="nats", at=(x + width / 2 + 0.15, y), align=-1, color=color,
                opacity=shown * seen, room=both, allow=rides,
            )  # fmt: skip

    def _grew(self, draw: Canvas, box: Zone, front: float, at: float) -> None:
        """Where both started, and how many times as large they are."""
        big, ceiling = (1.6 if self._is_wide else 0.95) * TYPE.number, self.zone.top - TIP
        start = words_width("start", TYPE.label) + 0.15
        for key, left, right, was, now, form, times, color in (
            ("pull", box.left, front, self._was[0], self.pull, ".3p", self._grown[0], theme().p),
            ("loss", at, at + self._wide, self._was[1], self.loss, ".2f", self._grown[1],
             theme().loss),
        ):  # fmt: skip
            y, ink, write = box.bottom + self._unit * was, text_on(color), writer(form)
            is_pull, is_on = key == "pull", y < ceiling
            draw.line(
                "was", key, points=[(left, y), (right, y)], dashed=True, width=7, color=ink,
                opacity=self.started * is_on,
                allow={"overlap": "it has been there", "contrast": "it has been there"},
            )  # fmt: skip
            # The pull's on its box, the loss's beside its boxes, above the pull's number.
            needed = start + words_width(write(was), TYPE.number)
            x, height = left + 0.15, y - 0.4
            fits = needed + 0.3 < right - left and self._unit * was > 0.5
            if not is_pull:
                x, height = left - 0.15 - needed, y - CAP * TYPE.number / 2
                fits = needed + 0.3 < self._gap and height > box.bottom + self._unit * 0.5 + 0.4
            draw.words(
                "start", key, text="start", at=(x, height), align=-1, opacity=self.started,
                color=ink if is_pull else theme().text, room=float(fits and is_on), allow=ON,
            )  # fmt: skip
            draw.number(
                "start number", key, value=was, write=write, at=(x + start, height), align=-1,
                opacity=self.started, color=ink if is_pull else theme().text,
                room=float(fits and is_on), allow=ON,
            )  # fmt: skip
            text = f"× {writer('.2g')(times)}"
            wide, tall = words_width(text, big), min(self._unit * now, ceiling - box.bottom)
            # Above the lid; and in the middle of one of the loss's boxes.
            middle = max(float(np.floor(tall / self._unit / 2)), 0.0) + 0.5
            height = box.bottom + self._unit * middle - CAP * big / 2
            fits = wide + 0.3 < right - left and tall > middle * self._unit + 0.35
            if is_pull:
                height, fits = box.bottom + self._unit + LID + 0.2, wide < right - left
            draw.words(
                "times", key, text=text, color=color if is_pull else ink, size=big,
                at=((left + right) / 2, height), opacity=self.times, room=float(fits), allow=ON,
            )  # fmt: skip

    def _ends(self, draw: Canvas, box: Zone) -> None:
        """Names of the curve and of both parts of the band, with where they started."""
        x, loss, pull = box.left + self._tube, self._along_loss, self._along_pull
        y = min(box.bottom + self._unit * float(loss[0]), self.zone.top - TIP)
        word = words_width("loss", TYPE.label) + 0.15
        high = float(y > box.bottom + self._unit + 0.6)
        seen = self.ends * float(self._is_wide)
        curve = np.interp(x + 0.35, self._place(box, self._along), loss) * self._unit + box.bottom
        at = (x + 0.35, min(max(float(curve), y - 0.3), self.zone.top - 0.35))
        draw.words("curve name", text="loss", at=at, align=-1, opacity=seen * high)
        draw.number(
            "curve start", value=float(loss[0]), write=writer(".2f"), at=(at[0] + word, at[1]),
            align=-1, opacity=seen * high,
        )  # fmt: skip
        ink, size = text_on(theme().p), CAP * TYPE.number
        fits = float(self._unit * float(pull[0]) > size + 0.3)
        place = box.left + 0.15, box.bottom + self._unit * float(pull[0]) / 2 - size / 2
        draw.words("band name", text="pull", at=place, align=-1, color=ink, opacity=seen,
                   room=fits, allow=ON)  # fmt: skip
        draw.number(
            "band start", value=float(pull[0]), write=writer(".3p"), at=(place[0] + word, place[1]),
            align=-1, color=ink, opacity=seen, room=fits, allow=ON,
        )  # fmt: skip
        low, ink = max(float(loss[-1]), float(pull[-1])), text_on(theme().q)
        where = float(self._place(box, self._along[-1])) - 0.75
        draw.words(
            "share name", text="share", at=(where, box.bottom + self._unit * 0.68 - size / 2),
            color=ink, opacity=seen, room=float(low < 0.3), allow=ON,
        )  # fmt: skip

    # --- Guesses ------------------------------------------------------------------------------

    def _guesses(self, draw: Canvas, box: Zone) -> None:
        lid, left, right = box.bottom + self._unit, box.left, box.left + self._tube
        ceiling = self.zone.top - 0.3
        same, more, times = (box.bottom + self._unit * float(pull) for pull in self._ghosts)
        high = self.guess * float(times > lid + 0.45)
        times = min(times, ceiling)
        dashed: dict[Rule, str] = {
            "overlap": "it is a guess at the pull", "contrast": "it crosses areas",
        }  # fmt: skip
        draw.line(
            "ghost", "high", points=[(left, lid + 0.12), (left, times), (right, times),
            (right, lid + 0.12)], color=theme().p, dashed=True, width=6, opacity=high, allow=dashed,
        )  # fmt: skip
        seen = (self.guess, self.guess * float(not self._at_lid), high)
        above = -np.inf
        for k, (y, text) in enumerate(
            zip((same, more, times), ("the same?", "a bit more?", "like the loss?"), strict=True)
        ):
            if k < 2:
                draw.line(
                    "ghost", k, points=[(left, y), (right + 0.1, y)], color=theme().background,
                    dashed=True, width=6, opacity=seen[k], allow=dashed,
                )  # fmt: skip
            above = max(y - CAP * TYPE.label / 2, above + 0.45)
            room = words_width(text, TYPE.label) + 0.25 < self._gap
            draw.words(
                "ghost name", k, text=text if room else text.split()[-1], at=(right + 0.22, above),
                align=-1, opacity=seen[k],
            )  # fmt: skip


def _mix(start: float, end: float, share: float) -> float:
    return (1 - share) * start + share * end
