"""The drawing of ``TwoWaysDown``.

Hook: four logits as beads on a line, on each its share of 1, under one curve.
Cause: beads are dragged; the wall, which all shares make, answers.
What becomes what: shares stack up to the wall; one line becomes two, and all finds its twin.
Answer: both are the same, for only differences of logits count.
"""

from __future__ import annotations

from collections.abc import Sequence

from scenes.two_ways_down import words
from scenes.two_ways_down.numbers import SLIDE, TwoWaysDownNumbers
from scenes.two_ways_down.twins import Twins
from stage.digits import writer
from stage.layout import Arrangement, Arrangements, Column, Fit, Layers, Row, Scale
from stage.mobjects.shapes import tick_series
from stage.parts.answer import Answer
from stage.parts.formulas import Forms, Reading
from stage.parts.logit_line import LogitLine
from stage.story import Story

MERGE = 1.6
"""Seconds in which one line makes room for another."""


class TwoWaysDown(Story[TwoWaysDownNumbers]):
    """Question: whether to raise the true logit, or to lower the rest."""

    def layout(self) -> Arrangements:
        """One line over the whole stage; then two, one for each way down."""
        n, t = self.numbers, self.theme
        self.upper, self.lower = (
            LogitLine(
                line, n.logits, n.shares, wall=n.wall, loss=n.losses[0], curve=n.curve,
                span=(n.low, n.high), ticks=tick_series(n.low, n.high), title=title, then=then,
                target=n.target, told=n.told, names=n.names, write=writer(n.loss_form),
                write_share=writer(n.share_form), write_way=writer(f"+{n.way_form}"),
            )
            for line, (title, then) in words.titles(n).items()
        )  # fmt: skip
        self.formula = Forms("the formula", *words.formulas(n), colors={"q": t.q})
        self.wall = Reading("the wall", words.wall(n), n.wall, write=writer(n.loss_form))
        self.answer = Answer("the answer", words.ANSWER, lines=1.0)
        self.twins = Twins("the twins", self.upper, self.lower)
        two = Column(self.upper.having(ruled=0), self.lower, gap=0.15)
        last = Column(self.upper.having(ruled=0), self.lower, gap=0.05)
        return {
            "the wall": Column(self.wall, self.upper, shares=(0, 1), gap=0.1),
            "shares": Column(self._said(self.formula), self.upper, shares=(0, 1), gap=0.1),
            "the loss": Column(
                self._said(self.formula.having(form=1)), self.upper, shares=(0, 1), gap=0.1
            ),
            "two": two,
            "twins": Layers(two, self.twins),
            "answer": Column(self.answer, Layers(last, self.twins), shares=(0.14, 1), gap=0.05),
        }

    def _said(self, formula: Arrangement) -> Arrangement:
        """Where the wall is, and a formula that speaks of it."""
        shares = (0.0, 0.0)
        return Fit(
            Row(self.wall, formula, shares=shares, gap=0.9, turns=False),
            Column(self.wall, formula, shares=shares, gap=0.0),
        )

    def scales(self) -> tuple[Scale, ...]:
        """Two lines have one unit along, and one up while they are compared."""
        along = ((self.upper, "x"), (self.lower, "x"))
        up = ((self.upper, "y"), (self.lower, "y"))
        return Scale(along), Scale(up, within=("two",)), Scale(up, within=("answer",))

    def construct(self) -> None:
        n, up, low = self.numbers, self.upper, self.lower
        up.hide("part", "name", "cut", "outline", "share", "drop", "gap", "loss", "title")
        low.hide("title", "word", "then")
        self.opens("the wall")
        with self.beat("the wall", words.WALL), self.at_once():
            self.arrange("shares")
            for part in up.all("part"):
                stick = up.piece("stick", *part.key[1:])
                self.become(stick, part, leaves=False, seconds=1.6)
                self.after(2.2 / len(n.names))
            self.show(*up.all("name", "cut", "share"), up.piece("outline"))
        with self.beat("the loss", words.loss(n)):
            with self.at_once():
                self.arrange("the loss")
                self.show(up.piece("drop"))
                self.after(0.5)
                self.grow(up.piece("gap"), seconds=1.4)
            self.show(*up.all("loss"))
        with self.beat("two ways", words.question(n)):
            self.hide(up.piece("word"))
            self.arrange("two", seconds=MERGE)
            self.show(up.piece("title"), low.piece("title"))
        with self.beat("raise", words.raising(n)):
            self._drag(up, [n.target], "raised")
        with self.beat("lower", words.lowering(n)):
            if n.light:
                self._drag(low, n.light, "lowered")
                self.rest()
            self._drag(low, [n.heavy], "last")
        with self.beat("slide", words.SLIDE), self.at_once():
            self.hide(*low.all("memory", "way"), *up.all("memory", "way"))
            self.show(low.piece("then"))
            self.move(low.to(logits=n.slid, wall=n.slid_wall))
            self.after(SLIDE)
            self.arrange("twins", seconds=0.2)
        with self.beat("the answer", words.last(n), poster=True):
            self.arrange("answer")

    def _drag(self, line: LogitLine, beads: Sequence[int], how: str) -> None:
        """Some logits, and all that answers."""
        z, q, wall, way, loss = (
            getattr(self.numbers, how + what) for what in ("", "_q", "_wall", "_way", "_loss")
        )
        grips = [line.piece("grip", k) for k in beads]
        memories = [line.piece("memory", k) for k in beads] + [line.piece("memory", "gap")]
        with self.at_once():
            self.show(*grips, *memories, *line.all("way"), seconds=0.3)
            self.move(line.to(logits=z, shares=q, wall=wall, way=way, loss=loss))
        self.hide(*grips, seconds=0.3)
