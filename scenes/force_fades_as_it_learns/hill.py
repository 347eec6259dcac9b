"""The hero of ``ForceFadesAsItLearns``: the loss as a hill, on which a ball jumps."""

from __future__ import annotations

import numpy as np

from scenes.force_fades_as_it_learns.numbers import ForceFadesAsItLearnsNumbers
from stage.digits import writer
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, number
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

FOOT, SKY = 1.05, 0.45
"""Room below the ground, for its names, and above the hill, for the ball."""

NEAR = 1.9
"""How many times as large the hill is in the near view, at most."""

BALL = 0.36
"""Radius of the ball."""

HOP = 0.3
"""Height of a jump, relative to its width."""

LEAST_EDGE, FALL = 0.6, 0.13
"""The least length of the level edge of the triangle; the width of its vertical edge."""

BAR, THICK = 6.0, 0.7
"""The greatest length of the bar of 1, and its height."""

MARK, GAP = 0.18, 0.12
"""Height of the marks that jumps leave; the part of each that is blank, which separates them."""

FLASH = 0.16
"""How much longer the marks at the ends of the bracket of 1 become when the pull is full."""

ON_HILL: dict[Rule, str] = {
    "overlap": "it is measured on the hill", "contrast": "it is measured on the hill",
}  # fmt: skip


class Hill(Figure):
    """A hill, ln(1 + e^-lead) high over the lead; on it a ball, and under the ball its tangent.

    Both axes have one unit, so that a pull of 1 is 45 degrees. Lengths are in manim units.

    Values
    ------
    lead, loss, pull
        The place of the ball; the height and the steepness of the hill there.
    low
        The lowest lead so far, down to which the hill is known.
    done
        The steps of learning so far, a number with a fraction.
    true
        Opacity of the tag that says which class is true.
    steep
        How far the triangle at the tangent is drawn, from 0 to 1.
    swing
        How far copies of its edges have moved to the bar of 1, from 0 to 1.
    share
        How much of the true class's share in that bar is drawn.
    wide
        0 is the near view, in which the hill is larger, and 1 the one in which all fits.
    guess
        How far the three guesses at the rest of the hill are drawn.
    wrong, straight
        Opacities of the two wrong guesses, and of the name of the right one.
    before, times
        How far the numbers before the drag are drawn; opacity of the factors.
    compare
        How far the triangle before the drag has moved to the ball, from 0 to 1.
    full
        How often the bracket of 1 has flashed.
    drop
        How far a copy of the pull has moved from the bar to the ground, as the first jump's mark.
    """

    lead, loss, pull, low, done = number(), number(), number(), number(), number(0.0)
    true, wrong, straight = look(1.0), look(1.0), look(1.0)
    steep, swing, share, wide = look(0.0), look(0.0), look(0.0), look(0.0)
    guess, before, times = look(0.0), look(0.0), look(0.0)
    compare, full, drop = look(0.0), look(0.0), look(0.0)

    def __init__(self, name: str, table: ForceFadesAsItLearnsNumbers) -> None:
        super().__init__(name, **{quantity: track[0] for quantity, track in table.back})
        self._table = table
        self._name = table.names[table.target]

    def span(self, axis: str) -> float:
        """Return how much of the lead ("x") or of the loss ("y") is visible."""
        n = self._table
        return n.top if axis == "y" else n.right - n.left

    def sketch(self, draw: Canvas) -> None:
        """Draw the hill as far as it is known, the ball, and the height and steepness there."""
        z = self.zone
        self._ground = Zone(z.left, z.right, z.bottom + FOOT, z.top - SKY)
        self._set_unit()
        self._draw_ground(draw)
        self._draw_guesses(draw)
        self._draw_hill(draw)
        self._draw_marks(draw)
        self._draw_triangle(draw)
        self._draw_ball(draw)
        self._draw_numbers(draw)
        self._draw_bar(draw)

    def _set_unit(self) -> None:
        """Set the unit of lead and loss. The place where the lead is 0 is the same in all views."""
        g, n = self._ground, self._table
        room = g.width - 2 * BALL  # a ball at the right end has room
        unit = min(g.height / self.span("y"), room / self.span("x"))
        self._even = g.left - n.left * unit
        first, last = n.back.lead[[0, -1]]
        near = min(
            unit * float(np.clip(g.width / 7, 1.0, NEAR)),
            0.4 * g.height / max(n.back.loss[-1], 1.0),
            (g.right - self._even) / max(first + 1.5, 1.0),
            (self._even - g.left) / max(-last, 1.0),
        )
        self._unit = self.wide * unit + (1 - self.wide) * max(near, unit)

    def _at(self, lead: float, loss: float) -> Point:
        """Return the point for a lead and a loss."""
        return self._even + lead * self._unit, self._ground.bottom + loss * self._unit

    def _curve(self, leads: FloatArray, losses: FloatArray | None = None) -> FloatArray:
        """Return the points for n leads, shape (n, 2), on the hill unless ``losses`` are given."""
        if losses is None:
            losses = np.interp(leads, self._table.hill, self._table.heights)
        return np.column_stack((leads, losses)) * self._unit + (self._even, self._ground.bottom)

    # --- The hill -----------------------------------------------------------------------------

    def _draw_ground(self, draw: Canvas) -> None:
        """Draw the axis of the lead, and the names of its two sides."""
        g, size, foot = self._ground, TYPE.label, self.zone.bottom + 0.1
        for key, start, end in (
            ("ground", (g.left, g.bottom), (g.right, g.bottom)),
            ("even", (self._even, g.bottom - 0.4), (self._even, g.bottom)),
        ):
            draw.line(key, points=[start, end], color=theme().muted, width=4, allow=ON_HILL)
        for key, text, side, available in (
            ("behind", f"← {self._name} behind", -1, self._even - g.left),
            ("ahead", f"{self._name} ahead →", 1, g.right - self._even),
        ):
            draw.words(
                key, text=text, at=(self._even + side * 0.3, foot), align=-side, size=size,
                room=float(available > words_width(text, size) + 0.4),
            )  # fmt: skip

    def _draw_hill(self, draw: Canvas) -> None:
        """Draw the hill from the lowest lead so far on."""
        n, g, color = self._table, self._ground, theme().text
        end = (g.right - self._even) / self._unit
        known = n.hill[(n.hill > self.low) & (n.hill < end)]
        edge = self._curve(np.concatenate(([self.low], known, [end])))
        if self.lead == self.low:
            edge[0] = self._at(self.lead, self.loss)
        draw.polygon(
            "body", points=[*edge, (edge[-1, 0], g.bottom), (edge[0, 0], g.bottom)], color=color,
            opacity=0.16, allow=ON_HILL,
        )  # fmt: skip
        draw.line("hill", points=edge, color=color, width=7, allow=ON_HILL)

    def _draw_guesses(self, draw: Canvas) -> None:
        """Draw three guesses at the hill to the left: flatter, the true one, ever steeper.

        All three start with the steepness of the hill where the ball was before the drag.
        """
        n, size, texts = self._table, 1.15 * TYPE.label, ("flatter?", "straight?", "ever steeper?")
        lead, loss, pull = n.drag.lead[0], n.drag.loss[0], n.drag.pull[0]
        way, rise = lead - n.left, n.top - loss
        far = np.linspace(0.0, self.guess, 60) * way
        near = 0.4 * far
        bend = 0.25 * rise / pull
        growth = (rise - pull * 0.4 * way) / (0.4 * way) ** 2
        left, top = self._at(n.left, n.top)
        flat = self._at(n.left, loss - pull * bend * np.expm1(-way / bend))[1]
        steep = self._at(lead - 0.4 * way, n.top)[0]
        room = min(
            visibility(steep - left, words_width(texts[1], size) + 0.8),
            visibility(rise * self._unit, 2.4),
        )
        named, begun = max(2 * self.guess - 1, 0.0), float(self.guess > 0)
        for k, points, at, seen, named_seen in (
            (0, self._curve(lead - far, loss - pull * bend * np.expm1(-far / bend)),
             (left + 0.1, flat + 0.2), self.wrong, self.wrong),
            (1, self._curve(lead - far), (left + 0.5, top - 0.25), 1.0, self.straight),
            (2, self._curve(lead - near, loss + pull * near + growth * near**2),
             (steep + 0.3, top - CAP * size), self.wrong, self.wrong),
        ):  # fmt: skip
            draw.line(
                "guess", k, points=points, dashed=True, width=6, color=theme().p,
                opacity=seen * room * begun, allow=ON_HILL,
            )  # fmt: skip
            draw.words(
                "guess name", k, text=texts[k], at=at, align=-1, size=size, room=room,
                opacity=named_seen * named, allow=ON_HILL,
            )  # fmt: skip

    def _draw_marks(self, draw: Canvas) -> None:
        """Draw a mark below the ground for each jump, as long as the jump is wide."""
        stops, y = self._table.stops, self._ground.bottom - 0.08
        begun = max(int(np.ceil(self.done)), int(self.drop == 1))
        parts = np.minimum(self.done - np.arange(begun), 1.0)
        parts[:1] = np.maximum(parts[:1], float(self.drop == 1))
        starts = self._even + stops[:begun] * self._unit
        ends = starts + (1 - GAP) * parts * np.diff(stops)[:begun] * self._unit
        corners = [(starts, y - MARK), (ends, y - MARK), (ends, y), (starts, y)]
        marks = [np.column_stack((x, np.full_like(x, height))) for x, height in corners]
        draw.polygons(
            "marks", points=np.stack(marks, axis=1), color=theme().p,
            allow={"overlap": "they cross the tick where the lead is 0"},
        )  # fmt: skip

    def _draw_dropping(self, draw: Canvas, piece: Zone) -> None:
        """Draw the copy of the pull's ``piece`` of the bar on its way to the first jump's mark."""
        stops, y = self._table.stops, self._ground.bottom - 0.08
        ends = (
            self._even + (stops[0] + (1 - GAP) * (stops[1] - stops[0]) * np.arange(2)) * self._unit
        )
        mark = Zone(float(ends.min()), float(ends.max()), y - MARK, y)
        now = piece.toward(mark, self.drop)
        draw.rectangle(
            "dropping", left=now.left, right=now.right, bottom=now.bottom, top=now.top,
            color=theme().p, outline=theme().background, opacity=float(0 < self.drop < 1),
            allow={**ON_HILL, "pop": "it leaves the bar", "passes": "it becomes a mark"},
        )  # fmt: skip

    # --- The ball -----------------------------------------------------------------------------

    def _draw_triangle(self, draw: Canvas) -> None:
        """Draw a level edge of 1 to the right of the ball, and how far the tangent falls on it."""
        x, y = self._at(self.lead, self.loss)
        self._edge = min(max(self._unit, LEAST_EDGE), self.loss / self.pull * self._unit)
        end, fall, color = x + self._edge, self.pull * self._edge, theme().p
        level, down = min(2 * self.steep, 1.0), max(2 * self.steep - 1, 0.0)
        draw.polygon(
            "triangle", points=[(x, y), (end, y), (end, y - fall)], color=color,
            opacity=0.5 * down, allow=ON_HILL,
        )  # fmt: skip
        draw.line(
            "level", points=[(x, y), (x + level * self._edge, y)], color=theme().text, width=4,
            opacity=level, allow=ON_HILL,
        )  # fmt: skip
        draw.line(
            "tangent", points=[(x, y), (end, y - fall)], color=color, width=8, opacity=down,
            allow=ON_HILL,
        )  # fmt: skip
        draw.rectangle(
            "fall", left=end - FALL / 2, right=end + FALL / 2, bottom=y - down * fall, top=y,
            color=color, opacity=float(down > 0), allow=ON_HILL,
        )  # fmt: skip

    def _draw_ball(self, draw: Canvas) -> None:
        """Draw posts as high as the loss, now and before the drag, and on them the ball and a ring.

        In a jump the ball is above its post.
        """
        t, ground, first = theme(), self._ground.bottom, self._table.drag
        x, y = self._at(first.lead[0], first.loss[0])
        draw.line(
            "first loss", points=[(x, ground), (x, y)], color=t.muted, width=5,
            opacity=self.before, allow=ON_HILL,
        )  # fmt: skip
        moved = _between((x, y), self._at(self.lead, self.loss), self.compare)
        corners = [(0.0, 0.0), (self._edge, 0.0), (self._edge, -first.pull[0] * self._edge), (0, 0)]
        draw.line(
            "first triangle", points=moved + np.array(corners), color=t.text, width=5,
            opacity=self.before, allow=ON_HILL,
        )  # fmt: skip
        draw.ring(
            "first place", at=(x, y + BALL), radius=BALL, color=t.muted, opacity=self.before,
            allow=ON_HILL,
        )  # fmt: skip
        x, y = self._at(self.lead, self.loss)
        draw.line("loss", points=[(x, ground), (x, y)], color=t.loss, width=7, allow=ON_HILL)
        widths = np.abs(np.diff(self._table.stops))
        jump = min(int(self.done), len(widths) - 1)
        progress = self.done - jump
        hop = 4 * HOP * progress * (1 - progress) * widths[jump] * self._unit
        at, color = (x, y + BALL + min(hop, BALL)), t.of_class(self._table.target)
        on: dict[Rule, str] = {**ON_HILL, "zone": "it is round"}
        draw.disc("ball", at=at, radius=BALL, color=color, allow=on)
        draw.pictogram(
            "face", name=self._name, at=at, height=1.25 * BALL, color=text_on(color), allow=on
        )
        above = y + 2 * BALL + 0.35
        seen = self.true * visibility(self.zone.top - above, 0.3)
        draw.tag("true", text="true", at=(x, above), opacity=seen, allow=ON_HILL)

    # --- Numbers, and the bar of 1 ------------------------------------------------------------

    def _draw_numbers(self, draw: Canvas) -> None:
        """Draw loss and pull at the top right; left of them what they were before the drag."""
        n, z, t = self._table, self.zone, theme()
        size = TYPE.number * float(np.clip(z.width / 9, 1.0, 1.5))
        length = 0.028 * size  # of the arrow from the number before to that after
        y = z.top - CAP * size - 0.28
        for key, value, form, color, times, opacity in (
            ("loss", self.loss, ".2f", t.loss, n.loss_times, 1.0),
            ("pull", self.pull, ".3p", t.p, n.pull_times, self.steep),
        ):
            write, factor = writer(form), f"× {writer('.2g')(times)}"
            ends = [getattr(m, key)[k] for m in (n.back, n.drag, n.learn) for k in (0, -1)]
            first = float(ends[2])
            end = z.right - max(number_width(write(each), size) for each in ends) - 0.2
            start, middle = end - length, y + 0.35 * CAP * size
            moved = self.before * (length + number_width(write(first), size) + 0.3)
            seen = max(10 * self.before - 9, 0.0)
            draw.number(
                key, "value", value=value, write=write, at=(z.right, y), align=1, size=size,
                color=color, opacity=opacity,
            )  # fmt: skip
            draw.words(
                key, "name", text=key, at=(end - 0.1 - moved, y), align=1, size=size, color=color,
                opacity=opacity,
            )  # fmt: skip
            draw.number(
                key, "before", value=first, write=write, at=(start - 0.2, y), align=1, size=size,
                color=color, opacity=seen,
            )  # fmt: skip
            draw.arrow(
                key, "arrow", start=(start, middle), end=(end, middle), color=color,
                thickness=0.06, opacity=seen,
            )  # fmt: skip
            draw.words(
                key, "times", text=factor,
                at=(end - length / 2, middle + 0.16), size=TYPE.number, color=color,
                opacity=self.times, room=visibility(length, words_width(factor, TYPE.number)),
            )  # fmt: skip
            y -= 0.024 * size

    def _draw_bar(self, draw: Canvas) -> None:
        """Draw a bar of 1: the true class's share, and what it lacks of 1, which is the pull.

        Copies of the triangle's edges come here, both magnified by the same factor: the level edge
        becomes the bracket of 1, the vertical one becomes the pull.
        """
        z, t, size, swing = self.zone, theme(), TYPE.label, self.swing
        top, right = z.top - 3.4, z.right - 0.05
        bottom, length = top - THICK, min(BAR, 0.44 * z.width)
        left, joint = right - length, right - self.pull * length
        self._draw_swinging(draw, ((joint + right) / 2, top - THICK / 2), right - joint)
        draw.rectangle(
            "pull", "piece", left=joint, right=right, bottom=bottom, top=top, color=t.p,
            opacity=float(swing >= 1), measures=("x", self.pull), allow=ON_HILL,
        )  # fmt: skip
        own, part = t.of_class(self._table.target), self.share
        draw.rectangle(
            "share", "piece", left=left, right=left + part * (joint - left), bottom=bottom, top=top,
            color=own, opacity=float(part > 0), allow=ON_HILL,
            measures=("x", 1 - self.pull) if part >= 1 else None,
        )  # fmt: skip

        self._draw_dropping(draw, Zone(joint, right, bottom, top))
        x, y = self._at(self.lead, self.loss)
        flash = FLASH * float(np.sin(np.pi * self.full) ** 2)
        foot, tick, seen = bottom - 0.25, (0.0, 0.13 * swing + flash), min(2 * self.steep, 1.0)
        low = y - 2 * swing * (1 - swing) ** 0.5  # under the vertical edge, which swings above it
        start = _between((x, low), (left, foot), swing)
        end = _between((x + self._edge, low), (right, foot), swing)
        draw.line(
            "bracket", points=np.array([start + tick, start, end, end + tick]), color=t.text,
            width=4 + 30 * flash, opacity=seen, allow=ON_HILL,
        )  # fmt: skip
        one = (right - length / 2, foot - 0.15 - CAP * size)
        one_x, one_y = _between((x + 0.75 * self._edge, low + 0.12), one, swing)
        draw.words("one", text="1", at=(one_x, one_y), size=size, opacity=seen, allow=ON_HILL)
        name, available = f"{self._name}'s share", length - words_width("pull", size) - 0.4
        draw.words(
            "share", "piece name", text=name, at=(left, top + 0.16), align=-1, size=size,
            color=own, opacity=part, room=visibility(available, words_width(name, size)),
        )  # fmt: skip
        draw.words(
            "pull", "piece name", text="pull", at=(right, top + 0.16), align=1, size=size,
            color=t.p, opacity=max(4 * swing - 3, 0.0),
        )  # fmt: skip

    def _draw_swinging(self, draw: Canvas, to: Point, length: float) -> None:
        """Draw the copy of the triangle's vertical edge on its way to ``to``, level there."""
        swing, (x, y) = self.swing, self._at(self.lead, self.loss)
        fall = self.pull * self._edge
        center = _between((x + self._edge, y - fall / 2), to, swing)
        center[1] += 2.6 * swing * (1 - swing)  # over the level edge, which moves below it
        turn = (1 - swing) * np.pi / 2
        along = np.array([np.cos(turn), np.sin(turn)]) * (fall + swing * (length - fall)) / 2
        across = np.array([-np.sin(turn), np.cos(turn)]) * (FALL + swing * (THICK - FALL)) / 2
        sides = np.array([along + across, along - across, -along - across, across - along])
        draw.polygon(
            "swinging", points=center + sides, color=theme().p, opacity=float(0 < swing < 1),
            allow=ON_HILL,
        )  # fmt: skip


def _between(start: Point, end: Point, share: float) -> FloatArray:
    """Return the point that lies at ``share`` of the way from ``start`` to ``end``, shape (2,)."""
    return (1 - share) * np.array(start) + share * np.array(end)
