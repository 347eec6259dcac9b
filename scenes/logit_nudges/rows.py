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
from stage.numbers import ramp
from stage.theme import TYPE, Zone, text_on, theme

BAR, ALONE = 1.6, 2.2
"""Maximum height of a bar in two rows, and of the bar while it is alone or both are merged."""

BEAD, RAIL, ARROW, LINE = 0.27, 0.37, 0.42, 0.58
"""Radius of a bead; distance of a rail from its bar, and of arrow and words from their rail."""

GAP = 0.75
"""Distance between the bars of the two rows."""

LARGE, QUESTION = 1.15 * TYPE.number, 2.2 * TYPE.number
"""Sizes of the words of a row, and of a question mark."""

HEAD = RAIL + LINE + 1.2 * CAP * LARGE
"""Height of the rail and the words beside a bar."""

STRAYS = 0.75
"""Maximum distance of a name from the middle of the narrow piece that it names."""

DIM = 0.45
"""Opacity of a row that is not talked about."""

STRIPE = 7.0
"""Width of the stripes of what one class has given to another, in hundredths of a unit."""

ON_BARS: dict[Rule, str] = {
    "overlap": "it marks a place on the bars",
    "contrast": "it crosses pieces of all colours",
}
ON_RAIL: dict[Rule, str] = {
    "overlap": "it is on its rail, which passes over the bar",
    "contrast": "beads lie side by side on a rail, and a row may step back",
    "passes": "a score that is pushed or pulled overtakes others",
    "pop": "of many classes each has a short turn",
}
IN_TURN: dict[Rule, str] = {
    "contrast": "its row may step back",
    "pop": "of many classes each has a short turn",
    "rest": "of many classes each has a short turn",
}
GIFT: dict[Rule, str] = {
    "overlap": "it is a part of its bar",
    "contrast": "it has the colours of the pieces beside it",
    "pop": "it opens from nothing",
    "jump": "its stripes open from nothing",
}


class Rows(Figure):
    """Two bars of length 1, cut into shares, the true class's at the left; a nudge in each.

    Row 0 is at the top, its rail of scores above its bar; row 1 is below, its rail under its bar.
    What one class gives to another is a *gift*: it has the stripes of the giver on the colour of
    the receiver.

    Values
    ------
    z, shares, gain
        All scores and all shares of each row, shape (2, K); the percentage points that the true
        class has gained, shape (2,).
    turn
        Position, among the other classes, of the one that is pulled in row 1.
    scored
        Visibility of the rail.
    alone, rows
        Visibility of the texts of the bar while it is alone; from 0, one bar, to 1, two rows.
    aimed, asked
        Visibility of the nudges' arrows and of the question marks.
    given
        How far the gifts of each row have moved from the giver, at 0, to the receiver, shape (2,).
    told
        Visibility of the gain of each row, shape (2,).
    dim
        How much row 0 has stepped back.
    compared
        Visibility of the line at the end of row 0's gain, and of what row 1 lacks.
    same
        Visibility of the lines along which the pieces of both bars end.
    merged
        From 0, two rows, to 1, one bar with both rails above it.
    raised
        Visibility of the words on the rise of all scores in row 1.
    """

    z, shares, gain, turn = numbers(), numbers(), numbers(), number()
    scored, alone, rows = look(0.0), look(1.0), look(0.0)
    aimed, asked, given, told = look(0.0), look(0.0), looks(), looks()
    dim, compared, same, merged, raised = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    fading = tuple(f"row {r} {of}" for r in range(2) for of in ("name", "picture"))

    def __init__(self, name: str, table: LogitNudgesNumbers) -> None:
        start = {quantity: track[0] for quantity, track in table.raised}
        super().__init__(name, given=np.zeros(2), told=np.zeros(2), **start)
        self._n = table

    def sketch(self, draw: Canvas) -> None:
        """Draw both rows, the first on top of the other."""
        boxes = [self._box(r) for r in range(2)]
        for r in (1, 0):
            self._bar(draw, r, boxes[r])
        self._lines(draw, boxes)
        self._threads(draw, boxes)
        for r in range(2):
            self._rail(draw, r, boxes[r])
            self._head(draw, r, boxes[r])
        self._opening(draw, boxes[0])
        self._results(draw, boxes)

    # --- Places -----------------------------------------------------------------------------------

    def _box(self, r: int) -> Zone:
        """Return the rectangle of a row's bar."""
        n, z = self._n, self.zone
        texts = [(write(float(gain), n.gain_form), TYPE.formula) for gain in n.gains]
        texts += [(word, TYPE.label) for word in ("scores", "points")]
        right = z.right - max(words_width(*text) for text in texts) - 0.3

        def box(middle: float, height: float) -> Zone:
            return Zone(z.left, right, middle - height / 2, middle + height / 2)

        high = min((z.height - 2 * HEAD - GAP) / 2, BAR)
        large = min(ALONE, 0.34 * z.height)
        row = box(z.y + (1 if r == 0 else -1) * (high + GAP) / 2, high)
        total = large + 2 * HEAD + self._apart()
        one = box(z.y - (total - large) / 2 + 0.15, large)
        return box(z.y - 0.25, large).toward(row, self.rows).toward(one, self.merged)

    def _apart(self) -> float:
        """Return the distance between the two rails above the merged bar."""
        return min(1.5, 0.22 * self.zone.height)

    def _rail_y(self, r: int, box: Zone) -> float:
        """Return the height of a row's rail."""
        upper = box.top + (1 - self.rows) * 0.8 + self.rows * RAIL
        y = upper if r == 0 else box.bottom - RAIL
        above = box.top + HEAD + (r == 0) * self._apart()
        return (1 - self.merged) * y + self.merged * above

    def _score_x(self, box: Zone, score: float) -> float:
        """Return the place of a score on a rail."""
        n = self._n
        unit = (box.width - 0.8) / max(n.highest - n.lowest, 1.0)
        return box.x + (score - (n.lowest + n.highest) / 2) * unit

    def _visible(self, r: int) -> float:
        """Return the opacity of a row; row 1 lies under row 0 until the two come apart."""
        return 1 - (1 - DIM) * self.dim if r == 0 else min(8 * self.rows, 1.0)

    # --- Bars -------------------------------------------------------------------------------------

    def _gifts(self, r: int) -> dict[tuple[int, int], float]:
        """Return the size of each gift of a row, by giver and receiver.

        All that have lost give to the true class, in proportion to what they have lost. In row 1,
        what another class has gained is a gift of the first that was pulled.
        """
        n = self._n
        change = self.shares[r] - n.q
        lost = np.maximum(-change, 0.0)
        parts = lost / max(float(lost.sum()), np.finfo(float).tiny)
        gifts = {(j, n.target): float(parts[j] * max(change[n.target], 0.0)) for j in n.others}
        if r == 1:
            gifts |= {(n.others[0], k): float(max(change[k], 0.0)) for k in n.others[1:]}
        return gifts

    def _bar(self, draw: Canvas, r: int, box: Zone) -> None:
        """Draw what each class has kept of its share, and the gifts."""
        n, given, visible = self._n, float(self.given[r]), self._visible(r)
        gifts, kept = self._gifts(r), np.minimum(n.q, self.shares[r])
        at_giver, at_receiver = [], []
        for k in n.order:
            at_giver += [(k, j) for j in n.order if (k, j) in gifts] + [(k, k)]
            at_receiver += [(k, k)] + [(j, k) for j in n.order if (j, k) in gifts]
        sizes = gifts | {(k, k): float(kept[k]) for k in n.order}
        first, last = (_starts(sizes, order) for order in (at_giver, at_receiver))

        def piece(key: tuple[int, int]) -> Zone:
            start = (1 - given) * first[key] + given * last[key]
            left = box.left + start * box.width
            return Zone(left, left + sizes[key] * box.width, box.bottom, box.top)

        for k in n.order:
            zone = piece((k, k))
            is_whole = given in (0, 1) and self.shares[r, k] <= n.q[k] and zone.width > SLIVER
            draw.rectangle(
                f"share {r}", k, left=zone.left, right=zone.right, bottom=zone.bottom,
                top=zone.top, color=theme().of_class(k), opacity=visible, allow=SIDE_BY_SIDE,
                measures=("x", float(kept[k])) if is_whole else None,
            )  # fmt: skip
        for giver, receiver in gifts:
            zone = piece((giver, receiver))
            draw.rectangle(
                f"gift {r}", giver, receiver, left=zone.left, right=zone.right, bottom=zone.bottom,
                top=zone.top, color=theme().of_class(receiver), opacity=visible, allow=GIFT,
            )  # fmt: skip
            draw.hatch(
                f"stripes {r}", giver, receiver, left=zone.left, right=zone.right,
                bottom=zone.bottom, top=zone.top, color=theme().of_class(giver), width=STRIPE,
                opacity=visible * min(zone.width / 0.1, 1.0), allow=GIFT,
            )  # fmt: skip
        named = (1 - self.dim) if r == 0 else visible * (1 - ramp(self.merged, 0.0, 0.2))
        for k in n.order:
            draw_name(draw, f"row {r}", k, piece((k, k)), n.names[k], opacity=named)

    def _lines(self, draw: Canvas, boxes: list[Zone]) -> None:
        """Draw the lines through both bars, and an outline around what row 1 lacks."""
        n, target = self._n, self._n.target
        top, bottom = boxes[0].top + 0.1, boxes[1].bottom - 0.1
        left, wide = boxes[0].left, boxes[0].width
        reach = float(self.shares[0, target])
        ends = edges_of(self.shares[0], n.order)[2:-1]
        lines = [("before", float(n.q[target]), max(self.aimed, self.same))]
        lines += [("reach", reach, max(self.compared, self.same))]
        lines += [(f"border {i}", float(end), self.same) for i, end in enumerate(ends)]
        for key, share, opacity in lines:
            x = left + share * wide
            draw.line(
                key, points=[(x, top), (x, bottom)], color=theme().text, dashed=True, width=5,
                opacity=opacity, allow=ON_BARS,
            )  # fmt: skip
        has = left + float(self.shares[1, target]) * wide
        gap = Zone(has, left + reach * wide, boxes[1].bottom, boxes[1].top)
        draw.line(
            "lacking", points=gap.outline, color=theme().text, width=6, allow=ON_BARS,
            opacity=self.compared * float(ramp(gap.width, 0.0, 0.1)),
        )  # fmt: skip

    # --- Scores -----------------------------------------------------------------------------------

    def _threads(self, draw: Canvas, boxes: list[Zone]) -> None:
        """Draw a thread from each bead of one rail to that of the same class on the other."""
        ys = [self._rail_y(r, box) for r, box in enumerate(boxes)]
        for k in self._n.order:
            ends = [(self._score_x(boxes[r], float(self.z[r, k])), ys[r]) for r in range(2)]
            draw.line(
                "thread", k, points=ends, color=theme().of_class(k), width=6,
                opacity=float(ramp(self.merged, 0.7, 1.0)), allow=ON_RAIL,
            )  # fmt: skip

    def _rail(self, draw: Canvas, r: int, box: Zone) -> None:
        """Draw all scores of a row as beads on a rail, and the nudges as arrows."""
        n, t, y = self._n, theme(), self._rail_y(r, box)
        visible = self._visible(r) * (self.scored if r == 0 else max(4 * self.rows - 3, 0.0))
        draw.line(
            "rail", r, points=[(box.left + 0.05, y), (box.right - 0.05, y)], color=t.muted, width=5,
            opacity=visible, allow=ON_RAIL,
        )  # fmt: skip
        by, nudged = (n.nudge, (n.target,)) if r == 0 else (-n.nudge, n.others)
        for j, k in enumerate(nudged):
            has_begun = float(ramp(self.turn, j - 1, j)) if j else 1.0
            aimed = visible * self.aimed * has_begun
            start = float(n.logits[k])
            a, b = self._score_x(box, start), self._score_x(box, start + by)
            draw.ring(
                f"goal {r}", k, at=(b, y), radius=BEAD, color=t.of_class(k), opacity=aimed,
                allow=ON_RAIL,
            )  # fmt: skip
            level = y + (ARROW if r == 0 else -ARROW)
            draw.arrow(
                f"nudge {r}", k, start=(a, level), end=(b, level), color=t.of_class(k),
                thickness=0.09, opacity=aimed, allow=ON_RAIL,
            )  # fmt: skip
        # The class that is nudged first lies on top.
        for k in reversed(n.order if r == 0 else (*n.others, n.target)):
            x = self._score_x(box, float(self.z[r, k]))
            draw.disc(
                f"bead {r}", k, at=(x, y), radius=BEAD, color=t.of_class(k), opacity=visible,
                outline=t.background, allow=ON_RAIL,
            )  # fmt: skip
            draw.pictogram(
                f"face {r}", k, name=n.names[k], at=(x, y), height=1.35 * BEAD,
                color=text_on(t.of_class(k)), opacity=visible, allow=ON_RAIL,
            )  # fmt: skip

    def _head(self, draw: Canvas, r: int, box: Zone) -> None:
        """Write what is done in a row, on the side of its rail that is away from its bar."""
        n, by = self._n, exact(self._n.nudge)
        y = self._rail_y(r, box) + (LINE if r == 0 else -LINE - CAP * LARGE)
        visible = max(3 * self.rows - 2, 0.0) * self._visible(r)
        passes = float(ramp(self.merged, 0.1, 0.0) + ramp(self.merged, 0.9, 1.0))
        for j, k in enumerate((n.target,) if r == 0 else n.others):
            name = called(n.names[k])
            text = f"{'and ' * (j > 0)}pull the {name} down by {by}"
            if r == 0:
                text = f"push the {name} up by {by}"
            in_turn = max(1 - 2.5 * abs(self.turn - j), 0.0) * max(1 - 2 * self.same, 0.0)
            draw.words(
                "head", r, j, text=text, at=(box.left, y), align=-1, size=LARGE,
                color=theme().of_class(k), room=float(words_width(text, LARGE) <= box.width),
                opacity=visible * (in_turn if r else 1.0), allow=IN_TURN,
            )  # fmt: skip
        if r == 1:
            pulled = "all the others" if len(n.others) > 1 else f"the {n.likeliest}"
            down, up = f"pull {pulled} down by {by}", f"then all scores up by {by}"
            x = box.left + words_width(down, LARGE) + 0.5
            has_room = x + words_width(up, LARGE) <= self.zone.right
            draw.words(
                "all down", text=down, at=(box.left, y), align=-1, size=LARGE,
                opacity=max(2 * self.same - 1, 0.0) * passes,
                allow={"overlap": "it fades while the bar moves over its place"},
            )  # fmt: skip
            draw.words(
                "all up", text=up, at=(x, y), align=-1, size=LARGE, room=float(has_room),
                opacity=self.raised,
            )  # fmt: skip

    # --- Words and numbers ------------------------------------------------------------------------

    def _opening(self, draw: Canvas, box: Zone) -> None:
        """Write the numbers and names of the bar that is alone, and what bar and rail are."""
        n, visible, y = self._n, self.alone, self._rail_y(0, box)
        ends = edges_of(n.q, n.order)
        narrow, middles = [], []
        for k, start, end in zip(n.order, ends, ends[1:], strict=False):
            width = float(end - start) * box.width
            middle = box.left + float(start + end) / 2 * box.width
            needs = words_width(write(float(n.q[k]), ".0%"), TYPE.number) + 0.3
            draw.number(
                "percent", k, value=float(n.q[k]), write=writer(".0%"), at=(middle, box.y - 0.85),
                color=text_on(theme().of_class(k)), room=float(width > needs), opacity=visible,
                allow=INSIDE,
            )  # fmt: skip
            if width < words_width(n.names[k], TYPE.label) + 0.6:
                narrow.append(k)
                middles.append(middle)
        pitch = max((words_width(n.names[k], TYPE.label) for k in narrow), default=0.0) + 0.25
        low, high = self.zone.left + pitch / 2, self.zone.right - pitch / 2
        places = spread(np.array(middles), pitch, low, high) if narrow else np.zeros(0)
        for k, x, middle in zip(narrow, places, middles, strict=True):
            draw.words(
                "name below", k, text=n.names[k], at=(float(x), box.bottom - 0.45),
                color=theme().of_class(k), room=float(abs(x - middle) <= STRAYS), opacity=visible,
            )  # fmt: skip
        xs = [self._score_x(box, float(score)) for score in n.logits]
        for k, x in enumerate(xs):
            text = write(float(n.logits[k]), n.score_form)
            near = min((abs(x - other) for other in np.delete(xs, k)), default=np.inf)
            low = self.zone.left + words_width(text, TYPE.number) / 2
            draw.number(
                "score", k, value=float(n.logits[k]), write=writer(n.score_form),
                at=(max(x, low), y + BEAD + 0.14), color=theme().of_class(k),
                room=float(near > words_width(text, TYPE.number) + 0.2),
                opacity=self.scored * visible,
            )  # fmt: skip
        for text, middle, opacity in (("scores", y, self.scored), ("shares", box.y, 1.0)):
            draw.words(
                text, text=text, at=(box.right + 0.2, middle - CAP * TYPE.label / 2), align=-1,
                color=theme().muted, opacity=opacity * visible,
            )  # fmt: skip

    def _results(self, draw: Canvas, boxes: list[Zone]) -> None:
        """Write the gain of each row at its right, and before it a question mark."""
        for r, box in enumerate(boxes):
            x, told = box.right + 0.25, float(self.told[r])
            if r == 0:
                told *= self._visible(r) * (1 - float(ramp(self.merged, 0.0, 0.1)))
            draw.number(
                "gain", r, value=float(self.gain[r]), write=writer(self._n.gain_form),
                size=TYPE.formula, at=(x, box.y + 0.03), align=-1, opacity=told, allow=IN_TURN,
            )  # fmt: skip
            draw.words(
                "points", r, text="points", at=(x, box.y - 0.45), align=-1, opacity=told,
                allow=IN_TURN,
            )  # fmt: skip
            draw.words(
                "question", r, text="?", at=(x + 0.3, box.y - CAP * QUESTION / 2),
                align=-1, size=QUESTION, opacity=self.asked,
            )  # fmt: skip


def _starts(
    sizes: dict[tuple[int, int], float], order: list[tuple[int, int]]
) -> dict[tuple[int, int], float]:
    """Return where each piece starts, if all lie side by side in this order from 0 on."""
    ends = np.cumsum([sizes[key] for key in order])
    return {key: float(end) - sizes[key] for key, end in zip(order, ends, strict=True)}
