"""The drawing of ``LogitNudges``.

Hook: four logits, and one bar of length 1 that they cut up among themselves.
Cause: one logit at a time is dragged, and goes back to where it was.
What becomes what: what the true piece wins stands up beside it, to be ranked; then shares do.
Answer: the true logit up, or the likeliest wrong one down.
"""

from __future__ import annotations

from itertools import pairwise

from scenes.logit_nudges import words
from scenes.logit_nudges.numbers import RETURN, LogitNudgesNumbers
from stage.digits import exact, write, writer
from stage.layout import Arrangement, Arrangements, Column, Layers, Row, Scale
from stage.mobjects.shapes import nice_ticks
from stage.parts.answer import Answer
from stage.parts.bars import Bars
from stage.parts.formulas import Reading
from stage.parts.part import Change, Piece
from stage.parts.strip import Strip
from stage.story import Story
from stage.theme import TYPE


class LogitNudges(Story[LogitNudgesNumbers]):
    """Question: which logit, nudged alone, lifts the true class's probability most."""

    def layout(self) -> Arrangements:
        """Logits above the bar that they cut up, then the gains over the whole stage."""
        n, t, i, by = self.numbers, self.theme, self.numbers.target + 1, exact(self.numbers.nudge)
        true, few = n.before[n.target], len(n.told) == len(n.names)
        self.logits = Bars(
            "the logits", n.logits, color=t.muted, span=(n.lowest, n.highest), names=n.names,
            write=writer(n.logit_form),
            title='"logits" z', target=n.target, told=few, cuts=n.leaves, dragged=True)  # fmt: skip
        self.strip = Strip(
            "the probabilities", n.before, first=n.target, before=true, names=n.names,
            write=writer(n.share_form), size=TYPE.label,
            title='"prediction" a = "softmax"(z)')  # fmt: skip
        self.reading = Reading(
            "the true probability", f"a_{i} =", true, color=t.q, most=90, align=0,
            write=writer(n.probability_form), widest=float(n.nudged_true.max()))  # fmt: skip
        z = [f"z_({k + 1})" for k in range(len(n.names))]
        self.gains = Bars(
            "the gains", n.first_gains, color=t.gain, span=(0.0, n.most), names=n.names,
            write=writer(n.gain_form), title=f'"gain of" a_{i}', told=few,
            notes=[[f'{z[k]} {"+" if d > 0 else "-"} "{by}"' for k, d in enumerate(n.deltas)], z],
            named=self.parameters.labels is not None, ticks=[nice_ticks(0, n.most, 3), (0.0,)],
        )  # fmt: skip
        self.shares = Bars(
            "what gives", n.giving, color=t.q, opacity=t.second, names=n.names,
            span=(0.0, n.most / (n.rate or 1.0)), place=n.place[-1], named=False,
            write=lambda q: write(q * n.rate, n.gain_form),
            title=f'approx a_{i} dot.c "{by}" dot.c "share"')  # fmt: skip
        self.answer = Answer("the answer", words.answer(n))
        beside = Column(self.reading, self.gains, shares=(1, 2.6), gap=0.1)
        pair = Layers(self.gains.having(aside=-1), self.shares.having(aside=1))
        last = pair if n.is_near else self.gains
        return {
            "one pair": self._over_strip(Row(self.logits, self.reading, shares=(1.2, 1))),
            "a gain": self._over_strip(Row(self.logits, beside, shares=(1.2, 1), gap=0.2)),
            "the ranking": self._over_strip(self.gains),
            "the rule": self._over_strip(last),
            "the answer": Column(self.answer, last, shares=(1.25, 2), gap=0.3),
        }

    def _over_strip(self, what: Arrangement) -> Arrangement:
        return Column(what, self.strip, shares=(2.6, 1), gap=0.2)

    def scales(self) -> tuple[Scale, ...]:
        """A gain is as long as it was in the bar; then it is larger, and the bar is as it gains."""
        gains, n = (self.gains, "y"), self.numbers
        compared = (self.shares, "y", n.rate), (self.strip, "x", n.rate, ("the rule",))
        cut = Scale((gains, (self.strip, "x")), within=("one pair", "a gain"))
        rest = "the ranking", "the rule", "the answer"
        return cut, Scale((gains, *compared * n.is_near), within=rest)

    def construct(self) -> None:
        n = self.numbers
        self.gains.hide("number")
        self.shares.hide("bar", "number")
        for part in (self.logits, self.strip):
            part.hide(*(("number", k) for k in range(len(n.names)) if k not in n.told))
            part.presence["outline",] = 1.0
        self.opens("one pair")
        with self.beat("the question", words.question(n)):
            self.arrange("a gain", seconds=2.0)
        with self.beat("raise", words.of_the_true(n)):
            self._nudge(n.watched[0])
        with self.beat("lower", words.of_the_likeliest(n)):
            self._nudge(n.watched[1])
        with self.beat("the others", words.of_the_others(n)):
            for before, k in pairwise(n.watched[-1:] + n.swept):
                self._sweep(before, k)
            self.hide(*self.logits.all("grip", "memory"), seconds=0.2)
        with self.beat("the rule", words.rule(n)):
            self.arrange("the ranking", seconds=1.7)
            self.move(self.gains.to(place=n.place))
            if n.is_near:
                self._compare()
        with self.beat("the answer", words.REASON, poster=True):
            self.arrange("the answer", seconds=2.0)

    def _nudge(self, k: int) -> None:
        """Logit k is dragged, and what the true class gains grows; then all else goes back."""
        gain, number = self.strip.piece("gain"), self.gains.piece("number", k)
        with self.at_once():
            self.show(*self._marks(k), gain, number, self.logits.piece("number", k), seconds=0.3)
            self.move(*self._moved("nudged", k), self.gains.to(values=self.numbers.nudged_gains[k]))
        self.rest()
        with self.at_once():
            self.move(*self._moved("back", k))
            self.hide(*self._marks(k), seconds=RETURN)

    def _compare(self) -> None:
        """The strip shrinks to the scale of the gains; bars as long as its pieces grow beside."""
        n, bars = self.numbers, self.shares
        self.rest()
        self.arrange("the rule", seconds=2.6)
        lowered = [k for k in n.ranking if k != n.target]
        with self.at_once():
            for k in lowered:
                self.grow(bars.piece("bar", k))
                self.after(min(1.0, 2.4 / len(lowered)))
        own = (("part", n.target), ("number", n.target), ("outline",))
        with self.at_once():  # it takes from all but itself
            self.hide(*(self.strip.piece(*key) for key in own))
            self.grow(bars.piece("bar", n.target), seconds=1.4)
            self.after(1.1)
            self.show(*(bars.piece("number", k) for k in n.told))

    def _sweep(self, before: int, k: int) -> None:
        """Logit k is dragged there and back, as the one before; its gain grows in its place."""
        with self.at_once():
            self.hide(*self._marks(before), seconds=0.2)
            self.show(*self._marks(k), self.strip.piece("gain"), seconds=0.2)
            if k in self.numbers.told:
                self.show(self.gains.piece("number", k), seconds=0.2)
            self.move(*self._moved("quick", k), self.gains.to(values=self.numbers.quick_gains[k]))

    def _marks(self, k: int) -> list[Piece]:
        """What holds logit k, and where it was."""
        return [self.logits.piece(kind, k) for kind in ("grip", "memory")]

    def _moved(self, how: str, k: int) -> tuple[Change, ...]:
        """Logit k, and all that answers."""
        z, a, true = (getattr(self.numbers, how + what)[k] for what in ("_logits", "", "_true"))
        return self.logits.to(values=z), self.strip.to(values=a), self.reading.to(value=true)
