"""The hero of ``LogitNudges``: two strips of 1, and the gains that are laid against each other."""

from __future__ import annotations

import numpy as np

from scenes.logit_nudges.numbers import LIFT, LogitNudgesNumbers
from stage.cast import called
from stage.digits import exact, write, writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, look, looks, number, numbers
from stage.drawing.shares import INSIDE, SIDE_BY_SIDE, SLIVER, draw_name, edges_of
from stage.drawing.spread import spread
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

HEAD, RAIL = 0.6, 0.68
"""Height of a row's line of words, and of its rail, in manim units, as all below."""

STRIP, ALONE, BAR = 1.6, 2.4, 2.1
"""Heights of a strip, at most; of the strip while it is alone; of the gains' bars at last."""

BEAD = 0.25
"""Radius of a score's bead."""

GAP = 0.12
"""Between the two bars of gains."""

LEAVES = 0.35
"""Share of the time of the bars' growth in which row 1 goes first."""

LEAST = 0.025
"""Width of the narrowest slice that is drawn."""

STRAYS = 0.75
"""How far a name may stand from the middle of what it names."""

LARGE, QUESTION = 1.15 * TYPE.number, 2.2 * TYPE.number
"""Sizes of what is said of a row, and of a question mark."""

DIM = 0.45
"""Opacity of the row that is not talked about."""

FLIES: dict[Rule, str] = {
    "overlap": "slices travel beside their own strip",
    "contrast": "it has the colour of the piece that it is cut out of",
    "pop": "it opens from nothing",
    "jump": "it opens from nothing",
}
ON_STRIPS: dict[Rule, str] = {
    "overlap": "it marks a place on the strips",
    "contrast": "it crosses pieces of all colours",
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


class Strips(Figure):
    """Two strips of length 1, cut into shares, the true class's at the left; a nudge in each.

    Row 0 stands on top, its rail of scores above it; row 1 below, its rail under it. Between them
    slices travel, at their full height. At last the gains are bars, one below the other.

    Values
    ------
    z, change
        All scores, and by how much all shares have changed, by the nudge of each row, (2, K).
    way
        How far the slices of each row have gone to where they belong, from 0 to 1, shape (2,).
    fly, filled
        How far each gain is on its way into a bar, shape (K,); how much of the first bar the
        others fill.
    turn
        Which of the other classes is pulled in row 1.
    known, scored
        How much is seen of the shares' numbers, and of the rail with its scores.
    alone, rows
        How much is seen of what is told of the strip while it is alone; from 0, one large strip, to
        1, two rows.
    aimed, asked
        How much is seen of where the beads are to go, and of the two question marks.
    told
        How much is seen of the gain of each row, shape (2,).
    dim, compared
        How much row 0 has stepped back; how much is seen of where its gain ends, in both rows.
    large
        From 0 to 1, row 1 goes, and the bars become larger.
    """

    z, change, way, fly = numbers(), numbers(), numbers(), numbers()
    filled, turn = number(), number()
    known, scored, alone, rows = look(0.0), look(0.0), look(1.0), look(0.0)
    aimed, asked, told = look(0.0), look(0.0), looks()
    dim, compared, large = look(0.0), look(0.0), look(0.0)
    fading = tuple(
        f"{piece} {r} {of}"
        for piece in ("row", "bar")
        for r in range(2)
        for of in ("name", "picture")
    )

    def __init__(self, name: str, table: LogitNudgesNumbers) -> None:
        start = {quantity: track[0] for quantity, track in table.raised}
        start |= {quantity: track[0] for quantity, track in table.grown}
        super().__init__(name, way=np.zeros(2), turn=0.0, told=np.zeros(2), **start)
        self._n = table
        self._starts = dict(zip(table.order, edges_of(table.q, table.order), strict=False))

    def sketch(self, draw: Canvas) -> None:
        """Both rows, the first on top of the other; what is said of them; the bars of gains."""
        boxes = [self._box(r) for r in range(2)]
        for r in (1, 0):
            self._strip(draw, r, boxes[r])
        self._lines(draw, boxes)
        for r in range(2):
            self._rail(draw, r, boxes[r])
            self._head(draw, r, boxes[r])
        self._opening(draw, boxes[0])
        self._bars(draw, boxes)
        self._readings(draw, boxes)

    # --- Where ------------------------------------------------------------------------------------

    def _right(self) -> float:
        """Width of the column at the right of the strips, where gains are told."""
        n = self._n
        wide = max(words_width(write(g, n.gain_form), TYPE.formula) for g in n.gains[:2])
        return max(wide, words_width("scores", TYPE.label)) + 0.3

    def _box(self, r: int) -> Zone:
        """The rectangle of a row's strip."""
        z, edge = self.zone, HEAD + RAIL
        right = z.right - self._right()
        high = min((z.height - 2 * edge) / 3, STRIP)
        y = z.y + (1 if r == 0 else -1) * high
        alone = min(ALONE, 0.4 * z.height)
        middle = z.y - 0.25
        first = Zone(z.left, right, middle - alone / 2, middle + alone / 2)
        return first.toward(Zone(z.left, right, y - high / 2, y + high / 2), self.rows)

    def _seen(self, r: int) -> float:
        """How much of a row is there."""
        if r == 0:
            return (1 - (1 - DIM) * self.dim) * max(1 - 2 * float(self.fly[0]), 0.0)
        # It lies under the first until it is peeled off.
        return min(8 * self.rows, 1.0) * self._stays()

    def _stays(self) -> float:
        """How much is seen of what goes before the bars become larger."""
        return max(1 - self.large / LEAVES, 0.0)

    def _larger(self) -> float:
        """How far the bars are on their way to the size that they have at last."""
        return max((self.large - LEAVES) / (1 - LEAVES), 0.0)

    def _edge(self, box: Zone) -> float:
        """Where the true class's share ended before any nudge."""
        return box.left + float(self._n.q[self._n.target]) * box.width

    def _bar(self, r: int, boxes: list[Zone]) -> Zone:
        """The rectangle of the first bar of gains, as long as that is, or of the one below it."""
        z, n = self.zone, self._n
        box, large = boxes[0], self._larger()
        high = (1 - large) * box.height + large * min(BAR, 0.32 * z.height)
        top = (1 - large) * (box.top + RAIL) + large * (z.y + high + GAP / 2)
        top -= r * (high + GAP)
        right = box.left + float(n.gains[0]) * n.lens * box.width
        return Zone(box.left, right, top - high, top)

    # --- One strip --------------------------------------------------------------------------------

    def _slices(self, r: int) -> list[tuple[int, int, float]]:
        """What is cut out in a row: who gives, who takes, and how much."""
        n, change = self._n, self.change[r]
        if r == 0:
            return [(k, n.target, float(max(-change[k], 0.0))) for k in n.others]
        giver = int(np.argmin(change))
        if change[giver] >= 0:
            giver = n.others[round(self.turn)]
        gained = [(k, float(max(change[k], 0.0))) for k in n.order]
        return [(giver, k, share * (k != giver)) for k, share in gained]

    def _strip(self, draw: Canvas, r: int, box: Zone) -> None:
        n, seen, slices = self._n, self._seen(r), self._slices(r)
        taken, given = np.zeros(len(n.q)), np.zeros(len(n.q))
        for giver, taker, share in slices:
            taken[giver] += share
            given[taker] += share
        keep = np.maximum(n.q - taken, 0.0)
        end = dict(zip(n.order, edges_of(keep + given, n.order), strict=False))
        way = float(self.way[r])
        gone = smoothstep((way - LIFT) / (1 - 2 * LIFT))
        lift = smoothstep(way / LIFT) * smoothstep((1 - way) / LIFT) * (-1 if r == 0 else 1)
        for k in n.order:
            at = (1 - gone) * (self._starts[k] + taken[k]) + gone * end[k]
            left, long = box.left + float(at) * box.width, float(keep[k]) * box.width
            draw.rectangle(
                f"share {r}", k, left=left, right=left + long, bottom=box.bottom, top=box.top,
                color=theme().of_class(k), opacity=seen, allow=SIDE_BY_SIDE,
                measures=("x", float(keep[k])) if long > SLIVER else None,
            )  # fmt: skip
            piece = Zone(left, left + long, box.bottom, box.top)
            draw_name(draw, f"row {r}", k, piece, n.names[k], opacity=seen if r else self._bright())
        cut = dict(self._starts)
        landed = {k: end[k] + keep[k] for k in n.order}
        for giver, taker, share in slices:
            at = (1 - gone) * cut[giver] + gone * landed[taker]
            cut[giver] += share
            landed[taker] += share
            wide = max(share * box.width, LEAST)
            left = min(box.left + float(at) * box.width, box.right - wide)
            self._slice(draw, (r, giver, taker), left, wide, share, box, lift)

    def _bright(self) -> float:
        """How much is seen of row 0's names: none, while it has stepped back."""
        return max(1 - self.dim - 2 * float(self.fly[0]), 0.0)

    def _slice(
        self, draw: Canvas, key: tuple[int, int, int], left: float, wide: float, share: float,
        box: Zone, lift: float,
    ) -> None:  # fmt: skip
        r, giver, taker = key
        up = lift * (box.height + 0.04)
        sides = {"left": left, "right": left + wide, "bottom": box.bottom + up, "top": box.top + up}
        seen = self._seen(r) * float(share > 0)
        name = (r, giver if r == 0 else taker)
        draw.rectangle(
            "slice", *name, **sides, color=theme().of_class(giver), opacity=seen, allow=FLIES,
            outline=theme().background if wide > 4 * LEAST else None,
            measures=("x", share) if share * box.width >= LEAST else None,
        )  # fmt: skip
        draw.hatch(
            "hatch", *name, **sides, color=theme().background, allow=FLIES,
            opacity=seen * float(wide > 4 * LEAST),
        )  # fmt: skip

    def _lines(self, draw: Canvas, boxes: list[Zone]) -> None:
        """Where the true class's share ended, in both rows; and where it ends by the push."""
        edge, goes = self._edge(boxes[0]), float(self.fly[0])
        top = (1 - goes) * boxes[0].top + goes * boxes[1].top
        gain = float(self._n.gains[0]) * boxes[0].width
        for key, x, seen in (
            ("edge", edge, self.aimed * self._stays()),
            ("reach", edge + gain, self.compared * max(1 - 2 * goes, 0.0)),
        ):
            draw.line(
                key, points=[(x, top + 0.08), (x, boxes[1].bottom - 0.08)], color=theme().text,
                dashed=True, width=5, opacity=seen, allow=ON_STRIPS,
            )  # fmt: skip

    # --- Scores -----------------------------------------------------------------------------------

    def _nudged(self, r: int) -> tuple[int, float]:
        """Which class is nudged in a row, and how much is seen of it while another takes turns."""
        if r == 0:
            return self._n.target, 1.0
        j = round(self.turn)
        return self._n.others[j], max(1 - 2.5 * abs(self.turn - j), 0.0)

    def _rail_y(self, r: int, box: Zone) -> float:
        away = 0.05 + RAIL / 2
        if r == 0:
            return box.top + (1 - self.rows) * 0.75 + self.rows * away
        return box.bottom - away

    def _rail(self, draw: Canvas, r: int, box: Zone) -> None:
        """All scores of a row: beads on a rail, the nudged one's ring, and where it is to go."""
        n, t, y = self._n, theme(), self._rail_y(r, box)
        left, right = box.left + 0.35, box.right - 0.35
        unit = (right - left) / max(n.highest - n.lowest, 1.0)
        middle = (n.lowest + n.highest) / 2
        seen = self._seen(r) * (self.scored if r == 0 else max(4 * self.rows - 3, 0.0))

        def place(score: float) -> float:
            return (left + right) / 2 + (score - middle) * unit

        draw.line(
            "rail", r, points=[(left - 0.3, y), (right + 0.3, y)], color=t.muted, width=5,
            opacity=seen, allow=ON_RAIL,
        )  # fmt: skip
        k, there = self._nudged(r)
        start = float(n.logits[k])
        stop = start + (n.nudge if r == 0 else -n.nudge)
        a, b = place(start), place(stop)
        for key, x in (("from", a), ("to", b)):
            draw.ring(
                key, r, at=(x, y), radius=BEAD, color=t.of_class(k),
                opacity=seen * there * self.aimed, allow=ON_RAIL,
            )  # fmt: skip
        sign, inside = (1 if b > a else -1), abs(b - a) > 2 * BEAD
        ends = (a + sign * BEAD, b - sign * BEAD) if inside else (a, a)
        draw.arrow(
            "nudge", r, start=(ends[0], y), end=(ends[1], y), color=t.text, thickness=0.12,
            opacity=seen * there * self.aimed, allow=ON_RAIL,
        )  # fmt: skip
        for k in reversed(n.order):
            x = place(float(self.z[r, k]))
            draw.disc(
                f"bead {r}", k, at=(x, y), radius=BEAD, color=t.of_class(k), opacity=seen,
                outline=t.background, allow=ON_RAIL,
            )  # fmt: skip
            draw.pictogram(
                f"face {r}", k, name=n.names[k], at=(x, y), height=1.3 * BEAD,
                color=text_on(t.of_class(k)), opacity=seen, allow=ON_RAIL,
            )  # fmt: skip
        if r == 0:
            places = [place(float(score)) for score in n.logits]
            for k, x in enumerate(places):
                text = write(float(n.logits[k]), n.score_form)
                near = min((abs(x - other) for other in np.delete(places, k)), default=np.inf)
                draw.number(
                    "score", k, value=float(n.logits[k]), write=writer(n.score_form),
                    at=(x, y + BEAD + 0.14), color=t.of_class(k),
                    room=float(near > words_width(text, TYPE.number) + 0.2),
                    opacity=self.scored * self.alone,
                )  # fmt: skip

    def _head(self, draw: Canvas, r: int, box: Zone) -> None:
        """What is done in a row, at its left, and the score that moves by it, at its right."""
        n, size = self._n, LARGE
        y = self._bar(0, [box]).top + 0.14 if r == 0 else box.bottom - RAIL - 0.14 - CAP * size
        there = max(3 * self.rows - 2, 0.0) * (self._stays() if r else 1.0)
        seen = there * ((1 - (1 - DIM) * self.dim) if r == 0 else 1.0)
        k, turned = self._nudged(r)
        value = float(self.z[r, k])
        moving = n.score_form if n.score_form.endswith("f") else ".3g"
        by, nudged = (n.nudge, (n.target,)) if r == 0 else (-n.nudge, n.others)
        rests = {float(at) for j in nudged for at in (n.logits[j], n.logits[j] + by)}
        score = max(words_width(write(at, n.score_form), size) for at in rests)
        if min(rests) <= 0 <= max(rests):  # near 0 it is told as a bound
            score += words_width("<−", size)
        word = words_width("score", TYPE.label)
        free = box.width - score - word - 0.6
        for j, other in enumerate(nudged):
            text = f"{'pull' if r else 'push'} the {called(n.names[other])}"
            longer = f"{text} {'down' if r else 'up'} by {exact(n.nudge)}"
            text = longer if words_width(longer, size) <= free else text
            draw.words(
                "head", r, j, text=text, at=(box.left, y), align=-1, size=size,
                color=theme().of_class(other), room=float(words_width(text, size) <= free),
                opacity=seen * (max(1 - 2.5 * abs(self.turn - j), 0.0) if r else 1.0),
                allow=IN_TURN,
            )  # fmt: skip
        seen *= turned * (max(1 - 3 * float(self.fly[0]), 0.0) if r == 0 else 1.0)
        draw.words(
            "of the score", r, text="score", at=(box.right - score - 0.2, y), align=1,
            color=theme().muted, opacity=seen, allow=IN_TURN, room=float(free > -0.3),
        )  # fmt: skip
        draw.number(
            "nudged score", r, value=value, at=(box.right, y), align=1, size=size, opacity=seen,
            write=lambda at: write(at, n.score_form if at in rests else moving), allow=IN_TURN,
        )  # fmt: skip

    # --- What is said -----------------------------------------------------------------------------

    def _opening(self, draw: Canvas, box: Zone) -> None:
        """Numbers on the strip that is alone, names below it, and what strip and rail are."""
        n, seen = self._n, self.alone
        starts = {k: box.left + float(a) * box.width for k, a in self._starts.items()}
        narrow, middles = [], []
        for k in n.order:
            long = float(n.q[k]) * box.width
            middle = starts[k] + long / 2
            needs = words_width(write(float(n.q[k]), ".0%"), TYPE.number) + 0.3
            draw.number(
                "percent", k, value=float(n.q[k]), write=writer(".0%"), at=(middle, box.y - 0.85),
                color=text_on(theme().of_class(k)), room=float(long > needs),
                opacity=self.known * seen, allow=INSIDE,
            )  # fmt: skip
            if long < words_width(n.names[k], TYPE.label) + 0.6:
                narrow.append(k)
                middles.append(middle)
        self._names_below(draw, "name below", narrow, middles, box.bottom, seen * np.ones(len(n.q)))
        for key, text, y, opacity in (
            ("scores", "scores", self._rail_y(0, box), self.scored),
            ("shares", "shares", box.y, 1.0),
        ):
            draw.words(
                key, text=text, at=(box.right + 0.2, y - CAP * TYPE.label / 2), align=-1,
                color=theme().muted, opacity=opacity * seen,
            )  # fmt: skip

    def _names_below(
        self, draw: Canvas, key: str, classes: list[int], middles: list[float], y: float,
        seen: FloatArray,
    ) -> float:  # fmt: skip
        """Names of narrow pieces, side by side below them, as far as they stay near.

        Returns how far to the left there is none.
        """
        names = [self._n.names[k] for k in classes]
        pitch = max((words_width(name, TYPE.label) for name in names), default=0.0) + 0.25
        low, high = self.zone.left + pitch / 2, self.zone.right - pitch / 2
        places = spread(np.array(middles), pitch, low, high) if classes else np.zeros(0)
        free = self.zone.right
        for k, name, x, middle in zip(classes, names, places, middles, strict=True):
            is_near = bool(abs(x - middle) <= STRAYS)
            free = min(free, float(x) - pitch / 2) if is_near else free
            draw.words(
                key, k, text=name, at=(float(x), y - 0.45), color=theme().of_class(k),
                room=float(is_near), opacity=float(seen[k]),
            )  # fmt: skip
        return free

    def _readings(self, draw: Canvas, boxes: list[Zone]) -> None:
        n, size = self._n, TYPE.formula
        x = boxes[0].right + 0.25
        bars = [self._bar(r, boxes) for r in range(2)]
        for r, box in enumerate(boxes):
            goes = float(self.fly[0]) if r == 0 else 0.0
            y = (1 - goes) * box.y + goes * bars[0].y
            told = float(self.told[r]) * (1 - (1 - DIM) * self.dim if r == 0 else 1.0)
            dims: dict[Rule, str] = {"contrast": "its row may step back"}
            draw.words(
                "gainer", r, text=n.names[n.target], at=(x, y + 0.18), align=-1,
                color=theme().of_class(n.target), opacity=told, allow=dims,
                room=float(words_width(n.names[n.target], TYPE.label) <= self._right() - 0.25),
            )  # fmt: skip
            draw.number(
                "gain", r, value=float(n.gains[r]), write=writer(n.gain_form), size=size,
                at=(x, y - 0.32), align=-1, opacity=told, allow=dims,
            )  # fmt: skip
            draw.words(
                "question", r, text="?", at=(x + 0.3, box.y - CAP * QUESTION / 2),
                align=-1, size=QUESTION, opacity=self.asked,
            )  # fmt: skip
        there, y = min(4 * float(self.fly[1]), 1.0), bars[1].y
        draw.number(
            "filled", value=self.filled, write=writer(".0%"), size=size, align=-1, at=(x, y - 0.03),
            opacity=there,
        )  # fmt: skip
        draw.words("of it", text="of it", at=(x, y - 0.5), align=-1, opacity=there)
        text = f"{exact(n.lens)} times as wide"
        free = boxes[0].width - words_width(
            f"push the {n.true_class} up by {exact(n.nudge)}", LARGE
        )
        draw.words(
            "lens", text=text, at=(boxes[0].right, bars[0].top + 0.14), align=1,
            color=theme().muted, opacity=max(3 * float(self.fly[0]) - 2, 0.0) * float(n.lens != 1),
            room=float(words_width(text, TYPE.label) <= free - 0.3),
        )  # fmt: skip

    # --- The gains as bars ------------------------------------------------------------------------

    def _bars(self, draw: Canvas, boxes: list[Zone]) -> None:
        """The gain of the push, by who pays it; below it those of all pulls, end to end."""
        n, unit = self._n, boxes[0].width
        bars = [self._bar(r, boxes) for r in range(2)]
        edge = self._edge(boxes[0])
        draw.line(
            "slot", points=bars[1].outline, color=theme().text, dashed=True, width=5,
            opacity=max(5 * float(self.fly[0]) - 4, 0.0),
            allow={"overlap": "it is where the gains are laid", "contrast": "they fill it"},
        )  # fmt: skip
        paid = np.concatenate(([0.0], np.cumsum(n.paid[list(n.others)])))
        gained = np.concatenate(([0.0], np.cumsum(n.gains[1:])))
        narrow, middles, arrived = [], [], np.zeros(len(n.q))
        for j, k in enumerate(n.others):
            for r, ends, way in ((0, paid, self.fly[0]), (1, gained, self.fly[j + 1])):
                start, long = float(ends[j]), float(ends[j + 1] - ends[j])
                box, bar = boxes[r], bars[r]
                home = edge + (start if r == 0 else 0.0) * unit
                source = Zone(home, home + long * unit, box.bottom, box.top)
                left = bar.left + start * n.lens * unit
                goal = Zone(left, left + long * n.lens * unit, bar.bottom, bar.top)
                # It goes to the right before it rises, round what lies there already.
                across, up = (source.toward(goal, smoothstep(of)) for of in _aside(float(way)))
                piece = Zone(across.left, across.right, up.bottom, up.top)
                draw.rectangle(
                    f"bar {r}", k, left=piece.left, right=piece.right, bottom=piece.bottom,
                    top=piece.top, color=theme().of_class(k), opacity=min(8 * float(way), 1.0),
                    outline=theme().background if piece.width > 4 * LEAST else None, allow=FLIES,
                    measures=("x", long) if way == 1 and piece.width > SLIVER else None,
                )  # fmt: skip
                there = float(smoothstep((float(way) - 0.6) / 0.4))
                draw_name(draw, f"bar {r}", k, piece, n.names[k], opacity=there)
                if r == 1 and goal.width < words_width(n.names[k], TYPE.label) + 0.6:
                    narrow.append(k)
                    middles.append(goal.x)
                arrived[k] = there
        free = self._names_below(draw, "pulled", narrow, middles, bars[1].bottom, arrived)
        at = (bars[1].left, bars[1].bottom - 0.55)
        what = {1: f"pull the {n.likeliest}", 2: "pull both", 3: "pull all three"}
        text = what.get(len(n.others), "pull all the others")
        longer = f"{text}, one by one"
        if len(n.others) > 1 and at[0] + words_width(longer, LARGE) < free:
            text = longer
        draw.words(
            "of the others", text=text, at=at, align=-1, size=LARGE,
            room=float(at[0] + words_width(text, LARGE) < free),
            opacity=max(2 * self.large - 1, 0.0),
        )  # fmt: skip


def _aside(way: float) -> tuple[float, float]:
    """How much of a way is done across, and how much upwards."""
    return way / 0.6, (way - 0.5) / 0.5
