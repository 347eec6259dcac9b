"""The hero of ``LogitNudges``: two rows, each a bar of 1 with a rail of scores."""

from __future__ import annotations

import numpy as np

from scenes.logit_nudges.numbers import LogitNudgesNumbers
from stage.cast import called
from stage.digits import exact, write, writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, look, looks, number, numbers
from stage.drawing.shares import INSIDE, SIDE_BY_SIDE, SLIVER, draw_name, edges_of
from stage.drawing.spread import spread
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.theme import TYPE, Zone, text_on, theme

HEAD, RAIL, GAP = 0.62, 0.78, 0.75
"""Heights of a row's line of words, of its rail, and of the gap between the rows' bars."""

BAR, ALONE = 1.6, 2.2
"""Heights of a bar, at most, and of the bar while it is alone."""

BEAD = 0.3
"""Radius of a score's bead."""

STRAYS = 0.75
"""How far a name may stand from the middle of what it names."""

LARGE, QUESTION = 1.15 * TYPE.number, 2.2 * TYPE.number
"""Sizes of the words of a row, and of a question mark."""

DIM = 0.45
"""Opacity of the row that is not talked about."""

ON_BARS: dict[Rule, str] = {
    "overlap": "it marks a place on the bars",
    "contrast": "it crosses pieces of all colours",
    "pop": "it is gone where a magnified bar has no place for it",
}
ON_RAIL: dict[Rule, str] = {
    "overlap": "it is on its rail",
    "contrast": "beads lie side by side on a rail, and a row may step back",
    "pop": "of many classes each has a short turn",
    "jump": "it fades, and is at another bead when it comes back",
}
IN_TURN: dict[Rule, str] = {
    "contrast": "its row may step back",
    "pop": "of many classes each has a short turn",
}
PIECES = SIDE_BY_SIDE | {"pop": "a magnified bar is cut off at its right end"}
GAINED: dict[Rule, str] = {
    "overlap": "it is a part of its piece",
    "contrast": "it has the colour of its piece",
    "pop": "it opens from nothing",
    "jump": "it opens from nothing",
}


class Rows(Figure):
    """Two bars of length 1, cut into shares, the true class's at the left; a nudge in each.

    Row 0 is on top, its rail of scores above its bar; row 1 below, its rail under its bar.

    Values
    ------
    z, shares, gain
        All scores and all shares of each row, shape (2, K); by how much the true class's share has
        risen, shape (2,).
    turn
        Which of the other classes is pulled in row 1.
    known, scored
        Visibility of the shares' numbers, and of the rail with its scores.
    alone, rows
        Visibility of the texts of the bar while it is alone; from 0, one bar, to 1, two rows.
    aimed, asked
        Visibility of where the beads are to go, and of the two question marks.
    told
        Visibility of the gain of each row, shape (2,).
    dim, compared
        How much row 0 has stepped back; visibility of the line where its gain ends.
    zoom
        From 0 to 1, the bars are magnified about that line.
    same
        Visibility of what says that both rows are the same.
    slid
        How far the rail of row 1 has slid to the right: at 1 its beads are below those of row 0.
    """

    z, shares, gain, turn = numbers(), numbers(), numbers(), number()
    known, scored, alone, rows = look(0.0), look(0.0), look(1.0), look(0.0)
    aimed, asked, told = look(0.0), look(0.0), looks()
    dim, compared, zoom = look(0.0), look(0.0), look(0.0)
    same, slid = look(0.0), look(0.0)
    fading = tuple(f"row {r} {of}" for r in range(2) for of in ("name", "picture"))

    def __init__(self, name: str, table: LogitNudgesNumbers) -> None:
        start = {quantity: track[0] for quantity, track in table.raised}
        super().__init__(name, told=np.zeros(2), **start)
        self._n = table
        self._edge = float(table.q[table.target])
        self._reach = self._edge + float(table.gains[0])

    def sketch(self, draw: Canvas) -> None:
        """Both rows, the first on top of the other."""
        boxes = [self._box(r) for r in range(2)]
        for r in (1, 0):
            self._bar(draw, r, boxes[r])
        self._lines(draw, boxes)
        for r in range(2):
            self._rail(draw, r, boxes[r])
            self._head(draw, r, boxes[r])
        self._opening(draw, boxes[0])
        self._readings(draw, boxes)

    # --- Where ------------------------------------------------------------------------------------

    def _right(self) -> float:
        """Width of the column at the right of the bars, where gains are written."""
        n = self._n
        wide = max(words_width(write(g, n.gain_form), TYPE.formula) for g in n.gains)
        return max(wide, words_width("scores", TYPE.label)) + 0.3

    def _box(self, r: int) -> Zone:
        """The rectangle of a row's bar."""
        z = self.zone
        right = z.right - self._right()
        high = min((z.height - 2 * (HEAD + RAIL) - GAP) / 2, BAR)
        y = z.y + (1 if r == 0 else -1) * (high + GAP) / 2
        alone, middle = min(ALONE, 0.4 * z.height), z.y - 0.25
        first = Zone(z.left, right, middle - alone / 2, middle + alone / 2)
        return first.toward(Zone(z.left, right, y - high / 2, y + high / 2), self.rows)

    def _visible(self, r: int) -> float:
        """Row 0 steps back while the other moves; row 1 lies under it until it is peeled off."""
        return 1 - (1 - DIM) * self.dim if r == 0 else min(8 * self.rows, 1.0)

    def _x(self, box: Zone, share: float) -> float:
        """Where a share ends on a bar, within the bar however much this is magnified."""
        magnified = self._reach + self._n.lens**self.zoom * (share - self._reach)
        return box.left + min(max(magnified, 0.0), 1.0) * box.width

    def _nudged(self, r: int) -> tuple[int, float]:
        """Which class is nudged in a row, and the visibility of what is written of it."""
        j = 0 if r == 0 else round(self.turn)
        return (self._n.target if r == 0 else self._n.others[j]), self._has_turn(r, j)

    def _has_turn(self, r: int, j: int) -> float:
        """Visibility of the texts of a row's nudge ``j``: those of row 1 take turns, and go."""
        if r == 0:
            return 1.0
        return max(1 - 2.5 * abs(self.turn - j), 0.0) * max(1 - 2 * self.same, 0.0)

    # --- Bars -------------------------------------------------------------------------------------

    def _bar(self, draw: Canvas, r: int, box: Zone) -> None:
        """All shares of a row; what the true class has gained is hatched."""
        n, seen, shares = self._n, self._visible(r), self.shares[r]
        ends = edges_of(shares, n.order)
        names = 1 - self.dim if r == 0 else seen
        for k, start, end in zip(n.order, ends, ends[1:], strict=False):
            piece = Zone(self._x(box, start), self._x(box, end), box.bottom, box.top)
            is_whole = self.zoom == 0 and piece.width > SLIVER
            draw.rectangle(
                f"share {r}", k, left=piece.left, right=piece.right, bottom=piece.bottom,
                top=piece.top, color=theme().of_class(k), opacity=seen, allow=PIECES,
                measures=("x", float(shares[k])) if is_whole else None,
            )  # fmt: skip
            old = max(self._x(box, min(start + float(n.q[k]), end)), piece.left)
            draw.hatch(
                f"gained {r}", k, left=old, right=piece.right, bottom=box.bottom, top=box.top,
                color=theme().background, allow=GAINED,
                opacity=seen * min((piece.right - old) / 0.1, 1.0),
            )  # fmt: skip
            kept = Zone(piece.left, old, box.bottom, box.top)
            draw_name(draw, f"row {r}", k, kept, n.names[k], opacity=names)

    def _lines(self, draw: Canvas, boxes: list[Zone]) -> None:
        """Where the true class's share ended before, in both rows, and where the push ends it."""
        top, bottom = boxes[0].top + 0.08, boxes[1].bottom - 0.08
        for key, share, seen in (
            ("edge", self._edge, max(self.aimed, self.same)),
            ("reach", self._reach, self.compared),
        ):
            x = self._x(boxes[0], share)
            is_inside = boxes[0].left + 0.05 < x
            draw.line(
                key, points=[(x, top), (x, bottom)], color=theme().text, dashed=True, width=5,
                opacity=seen * float(is_inside), allow=ON_BARS,
            )  # fmt: skip
        ends = edges_of(self.shares[0], self._n.order)
        for i, share in enumerate(ends[2:-1]):
            x = self._x(boxes[0], float(share))
            draw.line(
                "border", i, points=[(x, boxes[0].bottom), (x, boxes[1].top)], dashed=True, width=5,
                color=theme().text, opacity=self.same, allow=ON_BARS,
            )  # fmt: skip

    # --- Scores -----------------------------------------------------------------------------------

    def _rail_y(self, r: int, box: Zone) -> float:
        away = RAIL / 2 + 0.03
        if r == 0:
            return box.top + (1 - self.rows) * 0.8 + self.rows * away
        return box.bottom - away

    def _rail(self, draw: Canvas, r: int, box: Zone) -> None:
        """All scores of a row: beads on a rail, and where the nudged one is to go."""
        n, t, y = self._n, theme(), self._rail_y(r, box)
        left, right = box.left + 0.4, box.right - 0.4
        unit = (right - left) / max(n.highest - n.lowest, 1.0)
        middle = (n.lowest + n.highest) / 2
        seen = self._visible(r) * (self.scored if r == 0 else max(4 * self.rows - 3, 0.0))

        slid = r * self.slid * n.nudge * unit

        def place(score: float) -> float:
            return (left + right) / 2 + (score - middle) * unit + slid

        draw.line(
            "rail", r, points=[(left - 0.35 + slid, y), (right + 0.35, y)], color=t.muted, width=5,
            opacity=seen, allow=ON_RAIL,
        )  # fmt: skip
        for j, k in enumerate((n.target,) if r == 0 else n.others):
            begun = min(max(self.turn - j + 1, 0.0), 1.0) if j else 1.0
            aims = seen * self.aimed * begun
            start = float(n.logits[k])
            a, b = place(start), place(start + (n.nudge if r == 0 else -n.nudge))
            for key, x in (("from", a), ("to", b)):
                draw.ring(
                    f"{key} {r}", k, at=(x, y), radius=BEAD, color=t.of_class(k), opacity=aims,
                    allow=ON_RAIL,
                )  # fmt: skip
            sign, is_apart = (1 if b > a else -1), abs(b - a) > 2 * BEAD
            ends = (a + sign * BEAD, b - sign * BEAD) if is_apart else (a, a)
            draw.arrow(
                f"nudge {r}", k, start=(ends[0], y), end=(ends[1], y), color=t.text, thickness=0.12,
                opacity=aims, allow=ON_RAIL,
            )  # fmt: skip
        for k in reversed(n.order):
            x = place(float(self.z[r, k]))
            draw.disc(
                f"bead {r}", k, at=(x, y), radius=BEAD, color=t.of_class(k), opacity=seen,
                outline=t.background, allow=ON_RAIL,
            )  # fmt: skip
            draw.pictogram(
                f"face {r}", k, name=n.names[k], at=(x, y), height=1.35 * BEAD,
                color=text_on(t.of_class(k)), opacity=seen, allow=ON_RAIL,
            )  # fmt: skip
        if r == 0:
            places = [place(float(score)) for score in n.logits]
            for k, x in enumerate(places):
                text = write(float(n.logits[k]), n.score_form)
                near = min((abs(x - other) for other in np.delete(places, k)), default=np.inf)
                low = self.zone.left + words_width(text, TYPE.number) / 2
                draw.number(
                    "score", k, value=float(n.logits[k]), write=writer(n.score_form),
                    at=(max(x, low), y + BEAD + 0.14), color=t.of_class(k),
                    room=float(near > words_width(text, TYPE.number) + 0.2),
                    opacity=self.scored * self.alone,
                )  # fmt: skip

    def _head(self, draw: Canvas, r: int, box: Zone) -> None:
        """What is done in a row, and after it the score that moves by it."""
        n = self._n
        away = RAIL + 0.16
        y = box.top + away if r == 0 else box.bottom - away - CAP * LARGE
        seen = max(3 * self.rows - 2, 0.0) * self._visible(r)
        nudged = (n.target,) if r == 0 else n.others
        texts = [self._words(r, j) for j in range(len(nudged))]
        wide = 0.0
        for j, (k, text) in enumerate(zip(nudged, texts, strict=True)):
            long = words_width(text, LARGE)
            fits = long <= box.width
            draw.words(
                "head", r, j, text=text, at=(box.left, y), align=-1, size=LARGE,
                color=theme().of_class(k), room=float(fits), allow=IN_TURN,
                opacity=seen * self._has_turn(r, j),
            )  # fmt: skip
            wide = max(wide, long * fits)
        if r == 1:
            few = ("", f"pull the {n.likeliest}", "pull both", "pull all three")
            what = few[len(n.others)] if len(n.others) < len(few) else "pull all the others"
            draw.words(
                "all", text=f"{what} down by {exact(n.nudge)}", at=(box.left, y), align=-1,
                size=LARGE, opacity=max(2 * self.same - 1, 0.0),
            )  # fmt: skip
        self._score(draw, r, (box.left + wide + 0.5, y), box.right, seen)

    def _score(
        self, draw: Canvas, r: int, at: tuple[float, float], right: float, seen: float
    ) -> None:
        """The score of the nudged class, in its colour, as it moves."""
        n, (k, turned) = self._n, self._nudged(r)
        moving = n.score_form if n.score_form.endswith("f") else ".3g"
        by, nudged = (n.nudge, (n.target,)) if r == 0 else (-n.nudge, n.others)
        rests = {float(score) for j in nudged for score in (n.logits[j], n.logits[j] + by)}
        long = max(words_width(write(score, n.score_form), LARGE) for score in rests)
        if min(rests) <= 0 <= max(rests):  # near 0 it is written as a bound
            long += words_width("<−", LARGE)
        word = words_width("score", TYPE.label) + 0.2
        fits = at[0] + word + long <= right
        seen *= turned
        draw.words(
            "of the score", r, text="score", at=at, align=-1, color=theme().of_class(k),
            opacity=seen, allow=IN_TURN, room=float(fits),
        )  # fmt: skip
        draw.number(
            "nudged score", r, value=float(self.z[r, k]), at=(at[0] + word, at[1]), align=-1,
            size=LARGE, color=theme().of_class(k), room=float(fits), opacity=seen, allow=IN_TURN,
            write=lambda score: write(score, n.score_form if score in rests else moving),
        )  # fmt: skip

    def _words(self, r: int, j: int) -> str:
        """What is done to a class, as long as fits."""
        n, by = self._n, exact(self._n.nudge)
        if r == 0:
            short, longer = f"push the {n.true_class}", f"push the {n.true_class} up by {by}"
        else:
            name = called(n.names[n.others[j]])
            longer = f"{'and ' * (j > 0)}pull the {name} down by {by}"
            short = f"pull the {name}"
        return longer if words_width(longer, LARGE) <= self._box(r).width - 2.6 else short

    # --- Words and numbers ------------------------------------------------------------------------

    def _opening(self, draw: Canvas, box: Zone) -> None:
        """Numbers on the bar that is alone, names below it, and what bar and rail are."""
        n, seen = self._n, self.alone
        ends = edges_of(n.q, n.order)
        narrow, middles = [], []
        for k, start, end in zip(n.order, ends, ends[1:], strict=False):
            long = float(end - start) * box.width
            middle = box.left + float(start + end) / 2 * box.width
            needs = words_width(write(float(n.q[k]), ".0%"), TYPE.number) + 0.3
            draw.number(
                "percent", k, value=float(n.q[k]), write=writer(".0%"), at=(middle, box.y - 0.85),
                color=text_on(theme().of_class(k)), room=float(long > needs),
                opacity=self.known * seen, allow=INSIDE,
            )  # fmt: skip
            if long < words_width(n.names[k], TYPE.label) + 0.6:
                narrow.append(k)
                middles.append(middle)
        pitch = max((words_width(n.names[k], TYPE.label) for k in narrow), default=0.0) + 0.25
        low, high = self.zone.left + pitch / 2, self.zone.right - pitch / 2
        places = spread(np.array(middles), pitch, low, high) if narrow else np.zeros(0)
        for k, x, middle in zip(narrow, places, middles, strict=True):
            draw.words(
                "name below", k, text=n.names[k], at=(float(x), box.bottom - 0.45),
                color=theme().of_class(k), room=float(abs(x - middle) <= STRAYS), opacity=seen,
            )  # fmt: skip
        for key, text, y, opacity in (
            ("scores", "scores", self._rail_y(0, box), self.scored),
            ("shares", "shares", box.y, 1.0),
        ):
            draw.words(
                key, text=text, at=(box.right + 0.2, y - CAP * TYPE.label / 2), align=-1,
                color=theme().muted, opacity=opacity * seen,
            )  # fmt: skip

    def _readings(self, draw: Canvas, boxes: list[Zone]) -> None:
        """The gain of each row at its right; between the rows, how they compare."""
        n = self._n
        x, name = boxes[0].right + 0.25, n.names[n.target]
        for r, box in enumerate(boxes):
            told = float(self.told[r]) * (1 - (1 - DIM) * self.dim if r == 0 else 1.0)
            dims: dict[Rule, str] = {"contrast": "its row may step back"}
            draw.words(
                "gainer", r, text=name, at=(x, box.y + 0.18), align=-1, opacity=told, allow=dims,
                color=theme().of_class(n.target),
                room=float(words_width(name, TYPE.label) <= self._right() - 0.25),
            )  # fmt: skip
            draw.number(
                "gain", r, value=float(self.gain[r]), write=writer(n.gain_form), size=TYPE.formula,
                at=(x, box.y - 0.32), align=-1, opacity=told, allow=dims,
            )  # fmt: skip
            draw.words(
                "question", r, text="?", at=(x + 0.3, box.y - CAP * QUESTION / 2),
                align=-1, size=QUESTION, opacity=self.asked,
            )  # fmt: skip
        middle = (boxes[0].bottom + boxes[1].top) / 2 - CAP * LARGE / 2
        text = f"{exact(n.lens)} times as wide"
        draw.words(
            "lens", text=text, at=(boxes[0].left, middle), align=-1, size=LARGE,
            room=float(words_width(text, LARGE) < self._x(boxes[0], self._reach) - boxes[0].left),
            opacity=max(3 * self.zoom - 2, 0.0) * float(n.lens > 1),
        )  # fmt: skip
        left, right = (
            self._x(boxes[0], float(end)) for end in edges_of(self.shares[0], n.order)[1:3]
        )
        draw.words(
            "same", text="the same", at=((left + right) / 2, middle), size=LARGE, opacity=self.same,
            room=float(right - left > words_width("the same", LARGE) + 0.4),
        )  # fmt: skip
