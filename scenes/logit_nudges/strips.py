"""The hero of ``LogitNudges``: strips of 1, one for each nudge, and slices that travel in them."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.logit_nudges.numbers import OTHERS
from stage.digits import exact, writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, look, looks, numbers
from stage.drawing.shares import SIDE_BY_SIDE, SLIVER, draw_name, true_first
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, theme

HEADER = 0.62
"""Above all rows: what a is, later the formula."""

FOOT = 0.5
"""Below all rows, where gains are drawn larger than they are."""

LEFT, RIGHT = 1.9, 1.45
"""At the left of the rows: which class is nudged, and which way; at their right: what can give."""

ALONE, LANE = (2.1, 0.95), 0.46
"""Height of the strip that is alone, and above it, where slices travel; above one of several."""

PITCH = 2.5
"""From a row to the next, at most."""

LIFT = 0.22
"""Share of its way in which a slice is lifted, and in which it is let down again."""

LEAST = 0.015
"""Width of the narrowest slice that is drawn, in manim units: 2 pixels of 1920."""

SHORT = 5
"""Letters of a name for which there is room in a tag."""

DIM = 0.25
"""Opacity of what is not talked about."""

FLIES: dict[Rule, str] = {
    "overlap": "slices travel above their own strip",
    "contrast": "it has the colour of the piece that it is cut out of",
    "pop": "it opens from nothing",
    "jump": "it opens from nothing",
}
ON_STRIPS: dict[Rule, str] = {
    "overlap": "it marks a place on the strips",
    "contrast": "it crosses pieces of all colours",
}


class Strips(Figure):
    """R strips of length 1, cut into shares, the true class's at the left; in each one nudge.

    Values
    ------
    change
        Of all shares by the nudge of each row, shape (R, K): what is lost is cut out, hatched.
    pushed
        How much of each row's nudge is done, from 0 to 1, shape (R,).
    way
        How far the slices of each row have gone to where they belong, from 0 to 1, shape (R,).
    length
        Of each row's copy of what can give, shape (R,).
    small, peeled
        From 0, one large strip, to 1, a row at the top; and the other rows under it.
    headed, lined, asked
        How much is seen of what a is, of the true class's edge, and of a "?" in all rows but the
        first.
    told
        How much is seen of each row's gain, shape (R,).
    dim
        How much the first row has stepped back.
    fitting, laid, shared
        How much is seen of the copies; from 0, above their strips, to 1, on the gains; and how
        much is seen of the numbers of what can give.
    by_share, by_nudge
        How much is seen of the tags that say by what the copies are shrunk.
    """

    change, pushed, way, length = numbers(), numbers(), numbers(), numbers()
    small, peeled, headed, lined, asked = look(0.0), look(0.0), look(1.0), look(0.0), look(0.0)
    told = looks()
    dim, fitting, laid, shared = look(0.0), look(0.0), look(0.0), look(0.0)
    by_share, by_nudge, formula = look(0.0), look(0.0), look(0.0)
    fading = tuple(f"row {r} {of}" for r in range(OTHERS + 1) for of in ("name", "picture"))

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscript: str,
        target: int,
        rows: tuple[int, ...],
        q: FloatArray,
        nudge: float,
        gains: FloatArray,
        giving: FloatArray,
        forms: tuple[str, str],
        lens: float,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscript, self._target = names, subscript, target
        self._rows, self._q, self._nudge, self._lens = rows, q, nudge, lens
        self._gains, self._giving = gains, giving
        self._write_gain, self._write_share = (writer(form) for form in forms)
        self._order = true_first(len(names), target)

    def sketch(self, draw: Canvas) -> None:
        """All rows, the first on top of the others; then what is said of them."""
        boxes = [self._box(r) for r in range(len(self._rows))]
        for r in reversed(range(len(boxes))):
            self._strip(draw, r, boxes[r])
        self._line(draw, boxes)
        for r, box in enumerate(boxes):
            self._copy(draw, r, box)
            self._label(draw, r, box)
            self._readings(draw, r, box)
        self._header(draw)

    # --- Where ------------------------------------------------------------------------------------

    def _alone(self) -> Zone:
        """The rectangle of the first strip while it is alone."""
        z, high = self.zone, min(ALONE[0], 0.4 * self.zone.height)
        return Zone(z.left + 0.2, z.right - 0.2, z.y - high / 2 - 0.2, z.y + high / 2 - 0.2)

    def _box(self, r: int) -> Zone:
        """The rectangle of a row's strip."""
        z, alone = self.zone, self._alone()
        foot = 0.0 if self._lens == 1 else FOOT
        pitch = min((z.height - HEADER - foot) / len(self._rows), PITCH)
        top = z.top - HEADER - LANE - self.peeled * r * pitch
        left, right = z.left + LEFT, z.right - RIGHT
        row = Zone(left, right, top - (pitch - LANE - 0.06), top)
        ways = zip(_sides(alone), _sides(row), strict=True)
        return Zone(*((1 - self.small) * a + self.small * b for a, b in ways))

    def _lane(self) -> float:
        return (1 - self.small) * ALONE[1] + self.small * LANE

    def _seen(self, r: int) -> float:
        """How much of a row is there: the others lie under the first until they are peeled off."""
        return 1 - (1 - DIM) * self.dim if r == 0 else min(8 * self.peeled, 1.0)

    def _edge(self, box: Zone) -> float:
        """Where the true class's share ended before any nudge."""
        return box.left + float(self._q[self._target]) * box.width

    # --- One strip --------------------------------------------------------------------------------

    def _slices(self, r: int) -> list[tuple[int, int, float]]:
        """What is cut out in a row: who gives, who takes, and how much."""
        nudged, change, order = self._rows[r], self.change[r], self._order
        if nudged == self._target:
            return [(k, nudged, float(max(-change[k], 0.0))) for k in order if k != nudged]
        return [(nudged, k, float(max(change[k], 0.0))) for k in order if k != nudged]

    def _strip(self, draw: Canvas, r: int, box: Zone) -> None:
        t, seen, slices = theme(), self._seen(r), self._slices(r)
        classes = len(self._q)
        taken, given = np.zeros(classes), np.zeros(classes)
        for giver, taker, share in slices:
            taken[giver] += share
            given[taker] += share
        keep = np.maximum(self._q - taken, 0.0)
        start, end = self._starts(self._q), self._starts(keep + given)
        gone = smoothstep((float(self.way[r]) - LIFT) / (1 - 2 * LIFT))
        lift = smoothstep(float(self.way[r]) / LIFT) * smoothstep((1 - float(self.way[r])) / LIFT)
        left = (1 - gone) * (start + taken) + gone * end
        pieces = {}
        for k in self._order:
            a = box.left + float(left[k]) * box.width
            pieces[k] = Zone(a, a + float(keep[k]) * box.width, box.bottom, box.top)
            draw.rectangle(
                f"share {r}", k, left=a, right=pieces[k].right, bottom=box.bottom, top=box.top,
                color=t.of_class(k), opacity=seen, allow=SIDE_BY_SIDE,
                measures=("x", float(keep[k])) if keep[k] * box.width > SLIVER else None,
            )  # fmt: skip
        if r == 0:
            self._names_below(draw, pieces)
        for k in self._order:
            named = min(seen, 1 - self.dim) if r == 0 else seen
            draw_name(draw, f"row {r}", k, pieces[k], self._names[k], opacity=named)
        cut, landed = start.copy(), end + keep
        for giver, taker, share in slices:
            a = (1 - gone) * float(cut[giver]) + gone * float(landed[taker])
            cut[giver] += share
            landed[taker] += share
            self._slice(draw, (r, giver, taker), box, a, share, lift)

    def _names_below(self, draw: Canvas, pieces: dict[int, Zone]) -> None:
        """Names of pieces that are too narrow for them, while the strip is alone."""
        length, starts, end = self.zone.width - 0.4, self._starts(self._q), -np.inf
        for k in self._order:
            wide = words_width(self._names[k], TYPE.label)
            long = float(self._q[k]) * length
            at = float(starts[k]) * length + long / 2
            left = at - wide / 2
            fits = long < wide + 0.6 and left > end and left >= -0.2 and left + wide <= length + 0.2
            end = left + wide + 0.2 if fits else end
            z = self.zone
            x = min(max(pieces[k].x, z.left + wide / 2), z.right - wide / 2)
            draw.words(
                "name below", k, text=self._names[k], at=(x, pieces[k].bottom - 0.5),
                color=theme().of_class(k), room=float(fits), opacity=max(1 - 3 * self.small, 0.0),
            )  # fmt: skip

    def _starts(self, shares: FloatArray) -> FloatArray:
        """Where each class's share begins in the strip, shape (K,)."""
        starts = np.zeros(len(shares))
        order = list(self._order)
        starts[order] = np.concatenate(([0.0], np.cumsum(shares[order])[:-1]))
        return starts

    def _slice(
        self, draw: Canvas, key: tuple[int, int, int], box: Zone, at: float, share: float,
        lift: float,
    ) -> None:  # fmt: skip
        r, giver, taker = key
        gains = taker == self._target
        wide = share * box.width * (self._lens if gains else 1.0)
        # Where gains are drawn larger, only those are drawn: there is no room for the others.
        seen = self._seen(r) * float(share > 0) * (1.0 if gains else 0.5)
        seen *= float(gains or self._lens == 1)
        drawn = max(wide, LEAST)
        left = min(box.left + at * box.width, box.right - drawn)
        bottom = box.bottom + lift * (box.height + 0.05)
        top = box.top + lift * (self._lane() - 0.03)
        sides = {"left": left, "right": left + drawn, "bottom": bottom, "top": top}
        is_true = self._lens == 1 and drawn == wide
        draw.rectangle(
            f"slice {r}", giver, taker, **sides, color=theme().of_class(giver), opacity=seen,
            outline=theme().background, measures=("x", share) if is_true else None, allow=FLIES,
        )  # fmt: skip
        draw.hatch(
            f"hatch {r}", giver, taker, **sides, color=theme().background, opacity=seen,
            allow=FLIES,
        )  # fmt: skip

    # --- What is said of them ---------------------------------------------------------------------

    def _line(self, draw: Canvas, boxes: list[Zone]) -> None:
        x = self._edge(boxes[0])
        ends = [(x, boxes[0].top + 0.9 * self._lane()), (x, boxes[-1].bottom - 0.06)]
        draw.line(
            "edge", points=ends, color=theme().text, dashed=True, width=6, opacity=self.lined,
            allow=ON_STRIPS,
        )  # fmt: skip

    def _copy(self, draw: Canvas, r: int, box: Zone) -> None:
        """A copy of what can give, which shrinks, above its strip, and then lies on the gain."""
        edge, share, length = self._edge(box), float(self._giving[r]), float(self.length[r])
        shrunk = share * float(self._q[self._target])
        nudged, first = self._rows[r], edge
        if r:
            after = self._starts(self._q + self.change[r])[nudged]
            first = box.left + min(float(after), 1 - float(self._q[nudged])) * box.width
        far = min(max((length - shrunk) / max(share - shrunk, 1e-300), 0.0), 1.0)
        left = edge + far * (first - edge)
        right = left + max(length * box.width, LEAST)
        bottom = (1 - self.laid) * (box.top + 0.08) + self.laid * box.bottom
        top = (1 - self.laid) * (box.top + LANE - 0.1) + self.laid * box.top
        draw.rectangle(
            "copy", r, left=left, right=right, bottom=bottom, top=top, color=theme().text,
            opacity=self.fitting * (1 - self.laid),
            allow={"overlap": "it is laid on the gain", "contrast": "it is laid on the gain"},
        )  # fmt: skip
        draw.line(
            "outline", r, points=Zone(left, right, bottom, top).outline, color=theme().text,
            dashed=True, width=6, opacity=self.fitting * self.laid, allow=ON_STRIPS,
        )  # fmt: skip

    def _label(self, draw: Canvas, r: int, box: Zone) -> None:
        """Which class is nudged in a row, and an arrow that way, as long as the nudge so far."""
        k, z, seen = self._rows[r], self.zone, self._seen(r)
        high, pushed = 0.8 * box.height, float(self.pushed[r])
        x, foot = box.left - 0.35, box.y - high / 2
        if r == 0:  # at first it stands on the strip
            on = box.left + float(self._q[k]) * box.width / 2
            lane = self._lane() - 0.05
            x = (1 - self.small) * on + self.small * x
            foot = (1 - self.small) * (box.top + 0.08) + self.small * foot
            high = (1 - self.small) * lane + self.small * high
        start, way = (foot, 1) if r == 0 else (foot + high, -1)
        draw.arrow(
            "nudge", r, start=(x, start), end=(x, start + way * high * pushed), thickness=0.12,
            color=theme().text, opacity=seen * float(pushed > 0),
            allow={"contrast": "its row may step back", "pop": "it grows from nothing"},
        )  # fmt: skip
        name, there = self._names[k], self.small if r == 0 else self.peeled
        fits = words_width(name, TYPE.label) < LEFT - 0.75
        draw.words(
            "row name", r, text=name, at=(z.left + 0.05, box.y - CAP * TYPE.label / 2), align=-1,
            color=theme().of_class(k), opacity=seen * max(5 * there - 4, 0.0),
            room=float(fits), allow={"contrast": "its row may step back"},
        )  # fmt: skip

    def _readings(self, draw: Canvas, r: int, box: Zone) -> None:
        at = (self._edge(box) + 0.14, box.top + 0.09)
        draw.number(
            "gain", r, value=float(self._gains[r]), write=self._write_gain, at=at, align=-1,
            opacity=float(self.told[r]),
        )  # fmt: skip
        draw.words(
            "question", r, text="?", at=at, align=-1, size=1.25 * TYPE.number,
            opacity=self.asked if r else 0.0,
        )  # fmt: skip
        draw.number(
            "giving", r, value=float(self._giving[r]), write=self._write_share, align=1,
            at=(self.zone.right, box.y - CAP * TYPE.number / 2), opacity=self.shared,
        )  # fmt: skip

    def _header(self, draw: Canvas) -> None:
        z, y = self.zone, self.zone.top - 0.42
        draw.formula(
            "what a is", math='{{a:a}} = "softmax"(z) = {{q:q}}',
            colors={"a": theme().q, "q": theme().q}, at=(z.x, self._alone().top + ALONE[1] + 0.25),
            opacity=self.headed,
        )  # fmt: skip
        name = self._names[self._target]
        name = name if len(name) <= SHORT else "true class"
        for key, text, seen in (
            ("by share", f"× {name}’s share", self.by_share),
            ("by nudge", f"× nudge{self._magnified()}", self.by_nudge),
        ):
            draw.words(
                key, text=text, at=(z.left + LEFT, y), align=-1, opacity=seen, size=TYPE.number
            )
        wide = z.width >= 12
        draw.words(
            "magnified", text=f"gains drawn {exact(self._lens)} times as long",
            at=(z.x, z.bottom + 0.1), color=theme().muted, opacity=float(self._lens != 1),
        )  # fmt: skip
        draw.words(
            "what gives", text="giver’s share", at=(z.right, y), align=1, color=theme().muted,
            room=float(wide), opacity=self.shared,
        )  # fmt: skip
        draw.formula(
            "formula",
            math=f'"gain" approx {{{{a_"{self._subscript}":a}}}} dot.c "{exact(self._nudge)}" '
            'dot.c "giver’s share"',
            colors={"a": theme().q}, at=(z.left + (LEFT if wide else 0.0), y), align=-1,
            opacity=self.formula,
        )  # fmt: skip

    def _magnified(self) -> str:
        return "" if self._lens == 1 else f" × {exact(self._lens)}"


def _sides(zone: Zone) -> tuple[float, float, float, float]:
    return zone.left, zone.right, zone.bottom, zone.top
