"""The drawing of ``TwoWaysDown``.

Hook: four logits as beads on a line, on each its share of 1, under one curve.
Cause: beads are dragged; the wall, which all shares make, answers.
What becomes what: shares stack up to the wall; one line becomes two, and they become one again.
Answer: both are the same, for only differences of logits count.
"""

from __future__ import annotations

from collections.abc import Sequence

from scenes.digits import writer
from scenes.layout import Arrangements, Column, Fit, Layers, Row, Scale
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import tick_series
from scenes.parts import Answer, Forms, LogitLine
from scenes.parts.part import Piece
from scenes.stage import CHANGE
from scenes.story import Story
from scenes.two_ways_down import words
from scenes.two_ways_down.numbers import TwoWaysDownNumbers

MERGE = 1.6
"""Seconds in which two lines become one."""


class TwoWaysDown(Story[TwoWaysDownNumbers]):
    """Question: whether to raise the true logit, or to lower the rest."""

    def layout(self) -> Arrangements:
        """One line over the whole stage, which becomes two, and these one again."""
        n, t = self.numbers, self.theme
        self.upper, self.lower = (
            LogitLine(
                line, n.logits, n.shares, wall=n.wall, loss=n.losses[0], curve=n.curve,
                span=(n.low, n.high), ticks=tick_series(n.low, n.high), title=title,
                target=n.target, told=n.told, names=n.names, write=writer(n.loss_form),
                write_share=writer(n.share_form), write_way=writer(f"+{n.way_form}"),
            )
            for line, title in words.titles(n).items()
        )  # fmt: skip
        both = Layers(self.upper.having(ruled=1), self.lower)
        allow("overlap", "one becomes the other", self.upper.group, self.lower.group)
        *forms, wall = words.formulas(n)
        self.formula = Forms("the formula", *forms, colors={"q": t.q, "long": t.q})
        self.wall = Forms("the wall", wall)
        self.answer = Answer("the answer", words.ANSWER, lines=1.1)
        loss = self.formula.having(form=2)
        shares = (0.0, 0.0)
        said = Fit(
            Row(loss, self.wall, shares=shares, gap=0.7, turns=False),
            Column(loss, self.wall, shares=shares, gap=0.0),
        )
        return {
            "one": Column(self.formula, self.upper, shares=(0, 1), gap=0.1),
            "the wall": Column(self.formula.having(form=1), self.upper, shares=(0, 1), gap=0.1),
            "the loss": Column(said, self.upper, shares=(0, 1), gap=0.1),
            "copied": Column(said, both, shares=(0, 1), gap=0.1),
            "two": Column(self.upper.having(ruled=0), self.lower, gap=0.15),
            "one again": Column(self.answer, both, shares=(0.2, 1), gap=0.1),
        }

    def scales(self) -> tuple[Scale, ...]:
        """Two lines have one unit along, and one up while they are compared."""
        along = ((self.upper, "x"), (self.lower, "x"))
        return Scale(along), Scale(((self.upper, "y"), (self.lower, "y")), within=("two",))

    def construct(self) -> None:
        n, up, low = self.numbers, self.upper, self.lower
        up.hide("part", "name", "cut", "outline", "share", "post", "drop", "gap", "loss", "title")
        low.hide("name", "title")
        self.opens("one")
        with self.beat("the wall", words.WALL), self.at_once():
            for part in up.all("part"):
                stick = up.piece("stick", *part.key[1:])
                self.become(stick, part, leaves=False, seconds=1.6)
                self.after(2.2 / len(n.names))
            self.arrange("the wall")
            self.after(1.1)
            self.show(*up.all("name"), *up.all("cut"), *up.all("share"), up.piece("outline"))
        with self.beat("the loss", words.loss(n)):
            with self.at_once():
                self.arrange("the loss")
                self.show(up.piece("post"), up.piece("drop"))
                self.after(0.5)
                self.grow(up.piece("gap"), seconds=1.4)
            self.show(*up.all("loss"))
        with self.beat("two ways", words.question(n)):
            self.arrange("copied", seconds=0.2)
            self.arrange("two", seconds=MERGE)
            self.show(up.piece("title"), low.piece("title"), *low.all("name"))
        with self.beat("raise", words.raising(n)):
            self._drag(
                up, [n.target], "raised", *(up.piece("memory", what) for what in ("gap", "loss"))
            )
        with self.beat("lower", words.lowering(n)):
            if n.light:
                self._drag(low, n.light, "lowered")
                self.rest()
            self._drag(low, [n.heavy], "last")
        with self.beat("slide", words.SLIDE), self.at_once():
            self.hide(*low.all("memory"), *low.all("way"))
            self.move(low.to(logits=n.slid, wall=n.slid_wall))
        with self.beat("the answer", words.last(n), poster=True), self.at_once():
            self.hide(up.piece("title"), low.piece("title"))
            self.arrange("one again", seconds=MERGE)
            self.after(MERGE - CHANGE)
            self.hide(low)  # all of it lies on the other by then

    def _drag(self, line: LogitLine, beads: Sequence[int], how: str, *marks: Piece) -> None:
        """Some logits, and all that answers."""
        z, q, wall, way, loss = (
            getattr(self.numbers, how + what) for what in ("", "_q", "_wall", "_way", "_loss")
        )
        grips = [line.piece("grip", k) for k in beads]
        memories = [line.piece("memory", k) for k in beads]
        with self.at_once():
            self.show(*grips, *memories, *marks, *line.all("way"), seconds=0.3)
            self.move(line.to(logits=z, shares=q, wall=wall, way=way, loss=loss))
        self.hide(*grips, seconds=0.3)
