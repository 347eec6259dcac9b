"""The hero of ``EarthMover``: a path as a plank with hay on it, and a pivot that it balances on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, sin

import numpy as np
from manim import VMobject

from scenes.earth_mover.numbers import APART, EarthMoverNumbers
from stage.bales import stacked
from stage.cast import CAST
from stage.digits import exact, write, writer
from stage.drawing.canvas import Canvas, Point
from stage.drawing.figure import Figure, look, number, numbers
from stage.mobjects.declared import Rule
from stage.mobjects.metadata import metadata
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

READING, HEAD, BOARD, STRIP = 0.6, 0.34, 0.5, 0.1
"""Heights of the row below the pole, of the pivot on it, of the plank, and of the walk under it; in
manim units."""

CAT, TAG = 0.7, 0.5
"""Height of the cat, and of its tag where that is above it and not beside it."""

NAMED = 0.4
"""Height of the name of what is measured, above the highest stack."""

TILTED = 0.45
"""How far one end of a plank that tilts may be above the level."""

HOP = 0.3
"""How far a bale that is carried rises above a straight way, in shares of 1."""

TALLEST = 3.36
"""Height of a share of 1 at most: 42 % of the frame."""

STEEPEST = 0.22
"""Sine of the plank's slope at most."""

LEAST = 1e-9
"""A distance that is written as below what its digits tell."""

LETTERS = "ABC"

STANDS: dict[Rule, str] = {"overlap": "it stands on the plank, which may tilt"}
HAY: dict[Rule, str] = {
    "contrast": "hay lies on hay, and on the plank",
    "pop": "bales lie where a stack was", "passes": "a path is folded, or a bale hops over",
}  # fmt: skip
FLAGS: dict[Rule, str] = {
    "contrast": "flags hang at one pole", "pop": "flags of bales lie on that of their place",
    "passes": "a pull goes from the one side to the other as the pivot passes",
}  # fmt: skip
GHOST: dict[Rule, str] = {"contrast": "it is dashed", "overlap": "it is where a pivot may stand"}


class Plank(Figure):
    """Hay on a plank; below it the pulls, the scores with what a loss claims, and the pivot.

    Values
    ------
    shares
        What lies at each place, (K,).
    pivot, walk
        How far the pivot is from the true place, and the average distance; the plank's slope is
        what it lacks.
    slopes
        Pulls along a bar, (K,).
    raised, claimed
        What has been added to all scores; and the loss that follows from divided pulls.
    flown
        How much of its way each bale has made, (B,).
    shared
        Opacity of the shares that are told on the hay.
    bar, tagged, tags, gap
        Opacity of the bar and of the distances by which pulls are divided; how far these have
        come; opacity of what is missing.
    panel
        Opacity of the scores, and of the column of the claimed loss.
    posts, freed
        How much of the posts there is; how much of its slope the plank has.
    folded
        Whether places to the left of the true one have been folded over to the right.
    poled, guess, letters
        Opacity of the pivot, and of places where it may stand, and of their letters.
    measured, solid
        Opacity of the walk along the plank; whether it is the loss.
    flags, told
        How far flags have grown; opacity of what they say.
    baled
        Whether stacks are of bales.
    ghost, even
        Opacity of where the pivot was, and of the pulls on both sides.
    """

    shares, pivot, walk = numbers(), number(0.0), number()
    slopes, raised, claimed = numbers(), number(0.0), number()
    flown = numbers()
    bar, tagged, tags, gap, panel = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    shared = look(1.0)
    posts, freed, folded, poled = look(1.0), look(0.0), look(0.0), look(0.0)
    guess, letters, measured, solid = look(0.0), look(0.0), look(0.0), look(0.0)
    flags, told, baled, ghost, even = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    fading = ("name", "tag", "score name", "share")

    def __init__(self, name: str, table: EarthMoverNumbers) -> None:
        self._table = table
        n = table
        super().__init__(
            name, shares=n.q, walk=n.walk, slopes=n.divide.slopes[0], claimed=n.loss,
            flown=n.carry.flown[0], folded=float(not n.folds),
            bar=float(n.unbalanced), posts=1.0,
        )  # fmt: skip

    def sketch(self, draw: Canvas) -> None:
        """From the foot of the stage to its top, and what is behind first."""
        self._measure()
        self._flags(draw)
        self._bar(draw)
        self._panel(draw)
        self._pole(draw)
        self._board(draw)
        self._hay(draw)

    # --- Places -------------------------------------------------------------------------------

    def _measure(self) -> None:
        n, z = self._table, self.zone
        self._side = min(1.1, 0.12 * z.width)
        farthest, self._low = float(n.distances.max()), float(n.offsets.min())
        self._spread = farthest - self._low
        gaps = [b - a for a, b in pairwise(sorted({self._x(float(d)) for d in n.distances}))]
        self._low *= 1 - self.folded
        self._spread = farthest - self._low
        self._gap = max(min(gaps), 0.08)
        self._wide = min(1.3, 0.62 * self._gap)
        self._tag_is_beside = self._gap > 1.4
        above_cat = CAT + 0.15 + TAG * (not self._tag_is_beside)
        states: list[FloatArray] = [n.q]
        if n.carries:
            states += [
                np.asarray(np.bincount(where.astype(int), n.masses, len(n.q)), float)
                for where in (n.homes, n.ends)
            ]
        most = max(float(state.max()) for state in states)
        mine = max(float(state[n.target]) for state in states)
        # A plank that tilts bears q; bales rise a little above the highest stack.
        tall = (most + 0.1, 0.0), (float(n.q.max()), NAMED + TILTED), (mine, above_cat + TILTED)
        free = z.height - READING - HEAD - BOARD
        self._unit = min(TALLEST, *((free - more) / (1 + share) for share, more in tall))
        above = max(share * self._unit + more for share, more in tall)
        spare = (z.height - READING - HEAD - BOARD - self._unit - above) / 2
        self._floor = z.bottom + READING + spare
        self._under = self._floor + self._unit + HEAD
        self._ends = self._x(self._low) - 0.9 * self._side, self._x(farthest) + 0.9 * self._side
        drop = 0.8 * (self._unit + HEAD) / (self._ends[1] - self._x(0.0))
        beside = z.right - self._x(farthest) - self._wide / 2 - 0.05
        lean = beside / (BOARD + float(n.q.max()) * self._unit)
        slope = asin(min(STEEPEST, drop, lean)) / max(n.walk, 0.3 * farthest)
        self._angle = self.freed * slope * (self.walk - self.pivot)
        self._feet = self._x(self.pivot), self._under
        # Between the posts is what belongs to the pulls.
        self._inner = self._ends[0] + 0.4, self._ends[1] - 0.4

    def _x(self, position: float) -> float:
        """Where a place is on a level plank, by its position from the true one."""
        z = self.zone
        start = z.left + 0.04 * z.width + self._side
        return start + (position - self._low) / self._spread * (z.right - z.left - 2 * (
            0.04 * z.width + self._side))  # fmt: skip

    def _places(self) -> FloatArray:
        """Position of each place by now, which a fold changes."""
        n = self._table
        return np.asarray(n.offsets + self.folded * (n.distances - n.offsets))

    def _turn(self, piece: VMobject) -> None:
        """Turn a piece with the plank about the pivot."""
        if self._angle == 0:
            return
        c, s = cos(self._angle), -sin(self._angle)
        x, y = self._feet
        for part in piece.get_family():
            if isinstance(part, VMobject) and len(part.points):
                points = part.points - [x, y, 0.0]
                part.points = np.column_stack(
                    (c * points[:, 0] - s * points[:, 1] + x,
                     s * points[:, 0] + c * points[:, 1] + y, points[:, 2])
                )  # fmt: skip
            metadata(part).measured = None

    # --- Plank and hay ------------------------------------------------------------------------

    def _board(self, draw: Canvas) -> None:
        n, t, y = self._table, theme(), self._under
        for key, x in (("left", self._ends[0] + 0.15), ("right", self._ends[1] - 0.15)):
            draw.rectangle(
                "post", key, left=x - 0.12, right=x + 0.12, bottom=self._floor,
                top=self._floor + self.posts * (y - self._floor), color=t.muted,
                opacity=float(self.posts > 0), allow={"pop": "it is drawn into the ground"},
            )  # fmt: skip
        turned = draw.rectangle(
            "board", left=self._ends[0], right=self._ends[1], bottom=y, top=y + BOARD,
            color=t.background, outline=t.muted,
            allow={"contrast": "it is its outline that is seen"},
        )  # fmt: skip
        self._turn(turned)
        places = self._places()
        shown = _with_room(
            [self._x(float(p)) for p in places],
            [words_width(name, TYPE.label) for name in n.places],
            self._by_importance(), self._ends,
        )  # fmt: skip
        for k, name in enumerate(n.places):
            at = self._x(float(places[k])), y + BOARD / 2 - 0.35 * CAP * TYPE.label
            turned = draw.words(
                "name", k, text=name, at=at, color=t.of_class(k), room=float(shown[k]),
                allow=STANDS,
            )  # fmt: skip
            self._turn(turned)

    def _by_importance(self) -> list[int]:
        n = self._table
        return [n.target, *(int(k) for k in np.argsort(-n.q, kind="stable") if k != n.target)]

    def _hay(self, draw: Canvas) -> None:
        n, t, unit, places = self._table, theme(), self._unit, self._places()
        ground, half = self._under + BOARD, self._wide / 2
        feet = np.zeros(len(places))
        for k in range(len(places)):  # what the fold brings to one place is stacked
            same = np.abs(n.distances[:k] - n.distances[k]) < 1e-9 * n.distances.max()
            feet[k] = self.folded * self.shares[:k][same].sum()
        lift = 4 * self.folded * (1 - self.folded) * (n.offsets < 0) * 0.6
        stacked = float(self.baled < 1)
        for k, share in enumerate(self.shares):
            x, foot = self._x(float(places[k])), ground + (feet[k] + lift[k]) * unit
            turned = draw.rectangle(
                "hay", k, left=x - half, right=x + half, bottom=foot,
                top=foot + float(share) * unit, color=t.q,
                outline=t.background if share * unit > 0.1 else t.q, opacity=stacked, allow=HAY,
                measures=("y", float(share)) if share * unit > 0.3 and stacked else None,
            )  # fmt: skip
            self._turn(turned)
        # Shares are told where they are spoken of: at the true place, and on the tallest stack.
        for k in {n.target, int(np.argmax(n.q))}:
            share, x = float(self.shares[k]), self._x(float(places[k]))
            foot = ground + (feet[k] + lift[k]) * unit
            wide = number_width(write(share, ".3p"), TYPE.number)
            fits = wide + 0.04 < self._wide and share * unit > 0.42
            turned = draw.number(
                "share", k, value=share, write=writer(".3p"), color=text_on(t.q),
                at=(x, foot + share * unit / 2 - CAP * TYPE.number / 2), room=float(fits),
                opacity=self.shared, allow={"overlap": "it stands on its hay"},
            )  # fmt: skip
            self._turn(turned)
        highest = int(np.argmax(n.q))
        wide = words_width("share", TYPE.label)
        turned = draw.words(
            "shares",
            text="share",
            opacity=self.shared,
            at=(
                self._x(float(places[highest])),
                ground + (float(self.shares[highest]) + feet[highest]) * unit + 0.14,
            ),
            room=float(highest != n.target and wide + 0.1 < self._gap),
        )  # fmt: skip
        self._turn(turned)
        self._bales(draw, ground, half)
        x = self._x(0.0)
        top = ground + float(self.shares[n.target]) * unit
        if self.baled >= 1:
            here = (1 - self.flown) * (n.homes == n.target) + self.flown * (n.ends == n.target)
            top = ground + float(here @ n.masses) * unit
        beside = float(self._tag_is_beside)
        cat = x - 0.45 * beside, top + 0.1 + CAT / 2
        draw.pictogram("cat", name=CAST[0], at=cat, height=CAT, color=t.of_class(0))
        draw.tag(
            "true", text="true", at=(x + 0.45 * beside, cat[1] + (1 - beside) * (CAT / 2 + 0.3))
        )
        for key in (("cat",), ("true", "box"), ("true", "words")):
            self._turn(self.pieces[key])

    def _bales(self, draw: Canvas, ground: float, half: float) -> None:
        n, t, unit = self._table, theme(), self._unit
        goes = n.homes != n.ends
        # By how far off places are, since a fold may bring two to one.
        low, high = (
            stacked(n.masses, goes, n.distances[where.astype(int)], before=where is n.homes)
            for where in (n.homes, n.ends)
        )
        at = self._bales_at()
        for b, mass in enumerate(n.masses):
            done = float(self.flown[b])
            rise = 4 * done * (1 - done) * HOP
            y = ground + (low[b] + done * (high[b] - low[b]) + rise) * unit
            x = self._x(float(at[b]))
            draw.rectangle(
                "bale", b, left=x - half, right=x + half, bottom=y, top=y + float(mass) * unit,
                color=t.q, outline=t.background, opacity=self.baled, allow=HAY,
            )  # fmt: skip

    def _bales_at(self) -> FloatArray:
        """How far each bale is from the true place."""
        n = self._table
        start, goal = n.distances[n.homes.astype(int)], n.distances[n.ends.astype(int)]
        return np.asarray(start + self.flown * (goal - start))

    # --- The pivot ----------------------------------------------------------------------------

    def _pole(self, draw: Canvas) -> None:
        n, t, x, y = self._table, theme(), self._x(self.pivot), self._under
        # Options are farther apart than this, so where the pivot rests none is half gone.
        clear = max(0.95 * APART * (self._x(float(n.distances.max())) - self._x(0.0)), 0.35)
        for k in range(len(LETTERS)):
            there = k < len(n.options)
            option = float(n.options[min(k, len(n.options) - 1)])
            at = self._x(option)
            draw.line(
                "ghost", k, points=self._outline(at),
                color=t.text, dashed=True, opacity=self.guess * there, allow=GHOST,
            )  # fmt: skip
            ahead = min(max((at - x - 0.28) / (clear - 0.28), 0.0), 1.0)
            seen = max(self.guess, self.letters * ahead) * there * float(len(n.options) > 1)
            middle = self._floor + 0.3 + 0.45 * (len(LETTERS) - 1 - k)
            draw.disc(
                "plate", k, at=(at, middle), radius=0.24, color=t.background, outline=t.text,
                opacity=seen, allow=GHOST,
            )  # fmt: skip
            draw.words(
                "letter", k, text=LETTERS[k], at=(at, middle - CAP * TYPE.label / 2), opacity=seen,
                allow={"overlap": "it stands on its plate"},
            )  # fmt: skip
        was = self._x(float(n.walks[0]))
        draw.line(
            "before", points=self._outline(was),
            color=t.text, dashed=True, opacity=self.ghost, allow=GHOST,
        )  # fmt: skip
        self._strip(draw)
        draw.line(
            "pole", points=[(x, self._floor), (x, y - HEAD / 2)], color=t.text, width=7,
            opacity=self.poled, allow={"contrast": "flags hang at it"},
        )  # fmt: skip
        draw.polygon(
            "pivot", points=[(x - 0.3, y - HEAD), (x + 0.3, y - HEAD), (x, y)], color=t.text,
            opacity=self.poled, allow={"contrast": "the plank lies on it"},
        )  # fmt: skip
        draw.line(
            "floor", points=[(self.zone.left, self._floor), (self.zone.right, self._floor)],
            color=t.muted, width=4, allow={"overlap": "other things stand on it"},
        )  # fmt: skip
        self._reading(draw, x)

    def _outline(self, x: float) -> list[Point]:
        """Of a pole with a pivot on it."""
        foot, top = self._under - HEAD, self._under
        return [(x, self._floor), (x, foot), (x - 0.3, foot), (x, top), (x + 0.3, foot), (x, foot)]

    def _strip(self, draw: Canvas) -> None:
        """The walk, from the true place to the pivot, along the foot of the plank."""
        t, y = theme(), self._under
        start, end = self._x(0.0), self._x(self.pivot)
        turned = draw.line(
            "way", points=[(start, y - 0.12), (end, y - 0.12)], color=t.text, dashed=True, width=6,
            opacity=self.measured * (1 - self.solid),
            allow={"contrast": "it is dotted", "overlap": "it leads to the pivot"},
        )  # fmt: skip
        self._turn(turned)
        turned = draw.rectangle(
            "loss", left=start, right=end, bottom=y - 0.03 - STRIP, top=y - 0.03, color=t.loss,
            opacity=self.solid, allow={"contrast": "it leads to the pivot"},
        )  # fmt: skip
        self._turn(turned)

    def _reading(self, draw: Canvas, x: float) -> None:
        """How far off the pivot is, below it."""
        n, z, size = self._table, self.zone, 1.2 * TYPE.number
        rests = [n.walk, *(n.walks if n.carries else ())]
        largest, tiny = max(rests), [LEAST] if min(rests) < 0.01 else []
        wide = max(number_width(write(v, n.form), size) for v in (largest, *tiny))
        unit = words_width(n.unit, size)
        # The number makes room for the name, which then comes.
        name = words_width("loss", size) + 0.25
        before, has_unit = min(1.0, 2 * self.solid) * name, name + wide + unit + 0.4 <= z.width
        total = before + wide + (unit + 0.2) * has_unit
        # What is written as below .01, as on the way from 0, is a little wider.
        left = min(max(x - total / 2, z.left + 0.2), z.right - total)
        y = self._floor - 0.48
        draw.words(
            "reading name", text="loss", at=(left + before - 0.25, y), size=size,
            align=1, opacity=max(0.0, 2 * self.solid - 1),
        )  # fmt: skip
        draw.number(
            "reading", value=self.pivot, write=writer(n.form), at=(left + before + wide, y),
            align=1, size=size, opacity=self.measured,
        )  # fmt: skip
        draw.words(
            "reading unit", text=n.unit, at=(left + before + wide + 0.2, y), size=size, align=-1,
            opacity=self.measured, room=float(has_unit),
        )  # fmt: skip

    # --- Flags --------------------------------------------------------------------------------

    def _flags(self, draw: Canvas) -> None:
        n = self._table
        order = [int(k) for k in np.argsort(n.distances, kind="stable")]
        top = self._under - HEAD
        self._rows(draw, "flag", order, self.shares, n.distances, float(self.baled < 1))
        at = self._bales_at()
        self._rows(draw, "bale flag", range(len(n.masses)), n.masses, at, self.baled)
        # What each place is pulled by, on its flag or just beside it.
        x, foot, size = self._x(self.pivot), top, TYPE.number
        high = CAP * size
        rows = []
        for k in order:
            rows.append((k, foot, foot - float(n.q[k]) * self._unit))
            foot -= float(n.q[k]) * self._unit
        nearer = [row for row in rows if n.arms[row[0]] < 0]
        middle = nearer[-1][2] if nearer else top
        for k, upper, lower in rows:
            end = self._x(float(n.distances[k]))
            text = write(float(n.told_pulls[k]), n.pull_form)
            wide, left, right = words_width(text, size), min(x, end), max(x, end)
            is_up = n.arms[k] < 0
            inside = upper - lower > high + 0.12 and right - left > wide + 0.25
            y, at_x = (upper + lower - high) / 2, (left + right) / 2
            fits = inside
            if not inside and right - left > 0.1:
                # Beside the last flag of its side, where nothing else is.
                y = lower - 0.12 - high if is_up else upper + 0.12
                at_x = left + wide / 2 if is_up else right - wide / 2
                last = nearer[-1:] if is_up else rows[-1:]
                clear = x - left if is_up else right - max(
                    (self._x(float(n.distances[j])) for j, *_ in rows[len(nearer):-1]), default=x
                )  # fmt: skip
                fits = bool(last) and last[0][0] == k and clear > wide + 0.15
            draw.words(
                "pull", k, text=text, at=(at_x, y), size=size, opacity=self.told,
                color=text_on(theme().p if is_up else theme().q) if inside else theme().text,
                room=float(fits), allow={"overlap": "it stands on its flag"},
            )  # fmt: skip
        self._sides(draw, x, top, middle)

    def _sides(self, draw: Canvas, x: float, top: float, middle: float) -> None:
        """Which way flags pull; and by how much in all, in the end."""
        n, z, size, high = self._table, self.zone, TYPE.label, CAP * TYPE.label
        foot = top - self._unit
        for key, side, room in (("up", -1, middle - foot), ("down", 1, top - middle)):
            text = f"pulled {key}"
            wide = words_width(text, size)
            at_x = x + side * 0.25
            y = max(middle - 1.15, foot + 0.05) if side < 0 else (top + middle - high) / 2
            free = x - z.left if side < 0 else z.right - x
            draw.words(
                "side", key, text=text, at=(at_x, y), align=-side, size=size, opacity=self.told,
                color=theme().p if side < 0 else theme().q,
                room=float(room > (1.2 if side < 0 else 0.45) and free > wide + 0.4),
            )  # fmt: skip
        rows = np.cumsum([0.0, *n.masses])
        arms = n.distances[n.ends.astype(int)] - n.walks[1]
        told, size = write(float(n.sides[1]), n.pull_form), TYPE.number
        wide, sides = words_width(told, size), {}
        for key, is_side in (("left", arms < 0), ("right", arms > 0)):
            inner = np.flatnonzero(is_side) if is_side.any() else np.array([0])
            upper, lower = rows[inner[0]] * self._unit, rows[inner[-1] + 1] * self._unit
            narrowest = float(np.abs(arms[inner]).min()) * (self._x(1.0) - self._x(0.0))
            sides[key] = top - (upper + lower) / 2, lower - upper > 0.4 and narrowest > wide + 0.3
        fits = n.carries and all(has_room for _, has_room in sides.values())
        for key, (y, _) in sides.items():
            side = 1 if key == "right" else -1
            draw.words(
                "even", key, text=told, at=(x + side * (wide / 2 + 0.2), y - CAP * size / 2),
                size=size, color=text_on(theme().p if side < 0 else theme().q),
                opacity=self.even, room=float(fits), allow={"overlap": "it stands on its flags"},
            )  # fmt: skip

    def _rows(
        self, draw: Canvas, key: str, order: Sequence[int], masses: FloatArray, at: FloatArray,
        opacity: float,
    ) -> None:  # fmt: skip
        """A flag for each, one below the other, from the pole to where it is."""
        t, x, y = theme(), self._x(self.pivot), self._under - HEAD
        seen = opacity * float(self.flags > 0)
        for k in order:
            high = float(masses[k]) * self._unit
            end = x + self.flags * (self._x(float(at[k])) - x)
            for side, left, right, color in (
                ("up", min(x, end), x, t.p), ("down", x, max(x, end), t.q),
            ):  # fmt: skip
                draw.rectangle(
                    key, side, k, left=left, right=right, bottom=y - high, top=y, color=color,
                    outline=t.background if high > 0.1 and key == "flag" else color, allow=FLAGS,
                    opacity=seen * float(right > left),
                )  # fmt: skip
            y -= high

    # --- What went before ---------------------------------------------------------------------

    def _bar(self, draw: Canvas) -> None:
        """All pulls along a bar: the true place's to the left of 0, the others' to the right."""
        n, z, t = self._table, self.zone, theme()
        low = self._floor
        y = (low + self._under) / 2
        half = min(0.5, 0.16 * (self._under - low))
        first, last = n.divide.slopes[0], n.divide.slopes[-1]
        longest = max(float(np.maximum(p, 0).sum()) for p in (first, last))
        zero, unit = z.x, 0.38 * z.width / max(longest, -float(first[n.target]), 1e-9)
        order = [int(k) for k in np.argsort(n.distances, kind="stable") if k != n.target]
        short = -float(self.slopes[n.target])
        draw.rectangle(
            "up", left=zero - short * unit, right=zero, bottom=y - half, top=y + half, color=t.p,
            outline=t.background, opacity=self.bar,
        )  # fmt: skip
        told = write(short, ".3p")
        draw.words(
            "up number", text=told, at=(zero - short * unit / 2, y - CAP * TYPE.number / 2),
            size=TYPE.number, color=text_on(t.p), opacity=self.bar,
            room=float(short * unit > words_width(told, TYPE.number) + 0.2),
            allow={"overlap": "it stands on its bar"},
        )  # fmt: skip
        at, middles = zero, {}
        for k in order:
            end = at + max(float(self.slopes[k]), 0.0) * unit
            draw.rectangle(
                "down", k, left=at, right=end, bottom=y - half, top=y + half, color=t.q,
                outline=t.background if end - at > 0.15 else t.q, opacity=self.bar,
                allow={"contrast": "pieces lie side by side"},
            )  # fmt: skip
            middles[k], at = (at + end) / 2, end
        draw.line(
            "zero", points=[(zero, y - half - 0.15), (zero, y + half + 0.15)], color=t.text,
            width=5, opacity=self.bar, allow={"contrast": "it is longer than the bar is high"},
        )  # fmt: skip
        below = y - half - 0.5
        for key, align, x, color in (("up", 1, zero - 0.15, t.p), ("down", -1, zero + 0.15, t.q)):
            draw.words(
                "way", key, text=key, at=(x, below), align=align, color=color, opacity=self.bar
            )
        title = "pulls on the scores"
        title = title if words_width(title, TYPE.label) < zero - self._inner[0] - 0.35 else "pulls"
        draw.words(
            "pulls", text=title, at=(zero - 0.25, y + half + 0.25), align=1, opacity=self.bar
        )
        self._tags(draw, order, middles, y + half + 0.25)
        self._missing(draw, (zero, y, half, unit), at, short)

    def _tags(
        self, draw: Canvas, order: Sequence[int], middles: dict[int, float], y: float
    ) -> None:
        """By what each pull is divided, which comes from the path."""
        n, start, places = self._table, self._under - 0.4, self._places()
        texts = {k: f"÷ {exact(float(n.distances[k]))}" for k in order}
        wide = {k: words_width(texts[k], TYPE.label) for k in order}
        least = {k: max(middles[k], self.zone.x + 0.25 + wide[k] / 2) for k in order}
        by_size = sorted(range(len(order)), key=lambda i: -float(n.q[order[i]]))
        shown = _with_room(
            [least[k] for k in order], [wide[k] for k in order], by_size,
            (self.zone.x, self.zone.right),
        )  # fmt: skip
        for k, has_room in zip(order, shown, strict=True):
            x, at = self._x(float(places[k])), least[k]
            draw.words(
                "tag", k, text=texts[k],
                at=(x + self.tags * (at - x), start + self.tags * (y - start)),
                opacity=self.tagged, room=float(has_room),
                allow={"overlap": "it goes from the path to its pull"},
            )  # fmt: skip

    def _missing(
        self, draw: Canvas, bar: tuple[float, float, float, float], end: float, short: float
    ) -> None:
        """What one side of the bar has more than the other, outlined."""
        n, t, (zero, y, half, unit) = self._table, theme(), bar
        mirror = zero + short * unit
        left, right = min(end, mirror), max(end, mirror)
        draw.line(
            "gap", points=Zone(left, right, y - half, y + half).outline, color=t.text,
            width=6, dashed=True, opacity=self.gap, allow=GHOST,
        )  # fmt: skip
        text = write(n.missing, "+.3f" if n.missing > 0 else ".3f")
        wide = words_width(text, TYPE.number)
        inside = right - left > wide + 0.3 and n.missing < 0
        x = min((left + right) / 2, self.zone.right - wide / 2)
        draw.words(
            "missing", text=text, size=TYPE.number, opacity=self.gap,
            at=(x, y - CAP * TYPE.number / 2 if inside else y - half - 0.5),
            allow={"overlap": "it stands in what is missing"},
        )  # fmt: skip

    def _panel(self, draw: Canvas) -> None:
        """A knob for each score; and the column of the loss that divided pulls claim."""
        n, z, t = self._table, self.zone, theme()
        top, low = self._under - 0.95, self._floor + 0.55
        first, last = self._inner[0] + 0.07 * z.width, z.left + 0.5 * z.width
        xs = [float(x) for x in np.linspace(first, last, len(n.scores))]
        span = float(np.ptp(n.scores)) + n.raises
        radius = min(0.18, 0.35 * (xs[1] - xs[0]))
        unit = (top - low - 2 * radius) / span
        shown = _with_room(
            xs, [words_width(name, TYPE.label) for name in n.places], self._by_importance(),
            (self._inner[0], z.left + 0.62 * z.width),
        )  # fmt: skip
        for k, x in enumerate(xs):
            y = low + radius + (float(n.scores[k] - n.scores.min()) + self.raised) * unit
            draw.line(
                "rail", k, points=[(x, low), (x, top)], color=t.muted, width=5,
                opacity=self.panel,
            )  # fmt: skip
            draw.disc(
                "knob", k, at=(x, y), radius=radius, color=t.of_class(k), opacity=self.panel,
                allow={"contrast": "it runs on its rail"},
            )  # fmt: skip
            draw.words(
                "score name", k, text=n.places[k], at=(x, low - 0.43), color=t.of_class(k),
                opacity=self.panel, room=float(shown[k]),
            )  # fmt: skip
        draw.words("scores", text="scores", at=((first + last) / 2, top + 0.25), opacity=self.panel)
        self._column(draw, last + radius)

    def _column(self, draw: Canvas, left: float) -> None:
        """The column, to the right of the scores, which end at ``left``."""
        n, z, t = self._table, self.zone, theme()
        levels = n.loss + n.missing * np.arange(n.raises + 1)
        most, least = max(float(levels.max()), 0.0), min(float(levels.min()), 0.0)
        low, top = self._floor - READING + 0.15, self._under - 0.95
        unit = (top - low) / max(most - least, 1e-9)
        ground, half = low - least * unit, min(0.45, 0.05 * z.width)
        cap = CAP * TYPE.number
        longest = max(number_width(write(v, n.form), TYPE.number) for v in (n.loss, -n.loss))
        x = min(z.left + 0.8 * z.width, self._inner[1] - longest - 0.2 - half)
        for k in range(6):
            j = min(k, n.raises - 1)
            a, b = sorted((ground + float(levels[j]) * unit, ground + float(levels[j + 1]) * unit))
            paid = min(max(self.raised - k, 0.0), 1.0) * float(k < n.raises)
            draw.line(
                "paid", k, points=Zone(x - half, x + half, a, b).outline, color=t.text,
                dashed=True, opacity=self.panel * paid, allow=GHOST,
            )  # fmt: skip
        y = ground + self.claimed * unit
        draw.rectangle(
            "claimed", left=x - half, right=x + half, bottom=min(y, ground), top=max(y, ground),
            color=t.loss, opacity=self.panel, allow={"contrast": "it is what is left of a column"},
        )  # fmt: skip
        draw.line(
            "ground", points=[(x - half - 0.35, ground), (x + half + 0.35, ground)], color=t.muted,
            width=6, opacity=self.panel, allow={"contrast": "the column stands on it"},
        )  # fmt: skip
        draw.words(
            "nothing", text="0", at=(x - half - 0.6, ground - cap / 2), opacity=self.panel,
            color=t.muted, align=1,
            room=float(abs(levels[0] + levels[1]) / 2 * unit > 0.6 and x - half - 0.9 > left),
        )  # fmt: skip
        name = "claimed loss"
        wide = words_width(name, TYPE.label)
        at = min(x, self._inner[1] - wide / 2)
        draw.words("claimed name", text=name, at=(at, top + 0.25), opacity=self.panel)
        draw.number(
            "claimed number", value=self.claimed, write=writer(n.form), at=(x + half + 0.2,
                                                                            y - cap / 2),
            align=-1, opacity=self.panel, allow={"overlap": "it passes the ground"},
        )  # fmt: skip
        text = write(n.missing, "+.3f" if n.missing > 0 else ".3f")
        middle = ground + float(levels[0] + levels[1]) / 2 * unit
        draw.words(
            "each", text=text, at=(x - half - 0.2, middle - cap / 2), align=1, size=TYPE.number,
            opacity=self.panel * min(self.raised, 1.0),
            room=float(
                abs(middle - ground) > 0.3
                and x - half - 0.2 - words_width(text, TYPE.number) > left + 0.2
            ),
        )  # fmt: skip


def _with_room(
    xs: Sequence[float], widths: Sequence[float], order: Sequence[int], ends: tuple[float, float]
) -> list[bool]:
    """Which of some texts around ``xs`` have room, if they are placed in this order."""
    shown, taken = [False] * len(xs), list[tuple[float, float]]()
    for k in order:
        left, right = xs[k] - widths[k] / 2 - 0.1, xs[k] + widths[k] / 2 + 0.1
        is_inside = left >= ends[0] - 0.1 and right <= ends[1] + 0.1
        if is_inside and all(right <= a or left >= b for a, b in taken):
            shown[k] = True
            taken.append((left, right))
    return shown
