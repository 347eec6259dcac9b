"""The drawing of ``ComputationGraph``.

Question: what is a gradient?
Hook: three faders; two of them are added, and the sum is the third.
Cause: one fader is pushed, and what hangs on it moves along, however long the way.
What becomes what: a and b become logits; a push that becomes less becomes a tangent, its slope a
tag; one walk back hangs a tag on every fader.
Answer: the desk with its tags: how far the loss moves for each unit of push.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.computation_graph import words
from scenes.computation_graph.chord import Chord
from scenes.computation_graph.numbers import ComputationGraphNumbers
from scenes.digits import resting, writer
from scenes.layout import Arrangement, Arrangements, Column, Row, Scale
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import nice_ticks, tick_series
from scenes.numbers import FloatArray
from scenes.parts import Desk, Faders, Line, Motion, Plot, Reading, Tie, Wires
from scenes.parts.desk import GAP, Shaped
from scenes.parts.part import Piece
from scenes.story import Story


class ComputationGraph(Story[ComputationGraphNumbers]):
    """Question: what a gradient is. A mixing desk answers: how the end moves for each push."""

    def layout(self) -> Arrangements:
        """A desk of three faders; one of all; the loss by one logit; and all, below the answer."""
        n, t, k = self.numbers, self.theme, self.numbers.pushed
        one, x_span = writer("+.0f"), (n.curve[0, 0], n.curve[0, -1])
        self.z = Faders(
            "the logits", n.first, span=n.span_z, write=writer(n.z_form), color=t.muted,
            symbols=self._symbols("z"), aliases=("a", "b", *self._symbols("z")[2:]),
            ticks=nice_ticks(*n.span_sum), heading="logits", told=n.told, names=n.names,
            rates=(n.by_z, resting({1.0: "+.0f"}, n.tag_form)))  # fmt: skip
        self.c = Faders(
            "c", n.c, span=n.span_sum, write=writer(n.toy_form), color=t.text, symbols=["c"],
            ticks=nice_ticks(*n.span_sum))  # fmt: skip
        self.q = Faders(
            "the probabilities", n.q, span=(0.0, 1.0), write=writer(n.q_form), color=t.q,
            symbols=self._symbols("q"), ticks=(0.0, 0.5, 1.0), heading="probabilities",
            told=n.told, names=n.names,
            rates=(n.by_q, resting({0.0: ".0f"}, n.q_tag_form)))  # fmt: skip
        ticks = nice_ticks(*n.span_loss, 3)
        self.loss = Faders(
            "the loss", n.loss, span=n.span_loss, write=writer(n.loss_form), color=t.loss,
            symbols=['"loss"'], ticks=ticks, rates=(n.by_loss, one))  # fmt: skip
        price = f"ln(1\\/q_{n.target + 1})"
        self.plus = Wires("the sum", self.z, self.c, side=-1, label="+")
        self.softmax = Wires("the softmax", self.z, self.q, side=-1, label='"softmax"')
        self.price = Wires("the price", self.q, self.loss, side=1, label=price)
        self.curve = Plot(
            "the curve", [Line((n.curve[0], n.curve[1]), t.muted)], colors=[t.muted, t.loss],
            x=n.less_x[0], y=n.less_y[0], slopes=n.less_slopes[0],
            x_span=x_span, x_ticks=tick_series(*x_span), x_title=(f"z_{k + 1}", t.muted),
            y_span=n.span_loss, y_ticks=[ticks], y_title=('"loss"', t.loss))  # fmt: skip
        color = t.p if n.gradient < 0 else t.q
        self.chord = Chord(
            "the chord", self.curve, color=color, write_push=writer(".2f"),
            write_rise=writer(n.loss_form))  # fmt: skip
        ends = (self.curve, lambda: self.curve.point(1)), (self.loss, lambda: self.loss.spot(0))
        self.tie = Tie("the tie", *ends, color=t.loss)
        self.rate = Reading(
            "the rate", '"rise"\\/"push" =', n.less_rate[0], write=writer(n.rate_form),
            color=color, align=0, most=44)  # fmt: skip
        self.answer = Reading(
            "the answer", f'partial#h(-0.08em)"loss"\\/partial z_{k + 1} =', n.gradient,
            write=writer(n.rate_form), color=color, align=0, most=80)  # fmt: skip
        two = self.z.having(shown=np.arange(len(n.names)) < 2, high=n.span_sum[1])
        return {
            "toy": Desk(two, self.c, wires=(self.plus,)),
            "desk": self._desk(),
            "slope": self._slope(),
            "desk again": self._desk(),
            "answer": Column(self.answer, self._desk(headed=0), shares=(0.18, 1), gap=0.1),
        }

    def _desk(self, **looks: float) -> Arrangement:
        z = self.z.having(shown=self.numbers.ones, high=self.numbers.span_z[1], **looks)
        banks = z, self.q.having(**looks), self.loss.having(**looks)
        return Desk(*banks, wires=(self.softmax, self.price))

    def _slope(self) -> Arrangement:
        """The loss by one logit, in the place of all between them."""
        z, loss = (bank.having(over=0, under=0) for bank in (self.z, self.loss))
        plot = Column(self.rate, self.curve, shares=(0, 1), gap=0.1, main=1)
        shares = (len(self.numbers.told), 4.0, 1.5)
        wide = Row(z, plot, loss, shares=shares, gap=GAP, aligned=True, turns=False)
        low = Row(plot, loss, shares=shares[1:], gap=GAP, aligned=True, turns=False)
        return Shaped(wide, Column(low, z, gap=0.1))

    def scales(self) -> Sequence[Scale]:
        """One unit for what is added and its sum; one for the loss, by its curve, too."""
        return (
            Scale(((self.z, "y"), (self.c, "y")), within=("toy",)),
            Scale(((self.curve, "y"), (self.loss, "y")), within=("slope",)),
        )

    def construct(self) -> None:
        n, k, z, loss = self.numbers, self.numbers.pushed, self.z, self.loss
        pushed = z.piece("grip", k), z.piece("memory", k), loss.piece("memory", 0)
        named = z.piece("name", 0), z.piece("name", 1), z.piece("heading")
        self._set_out()
        self.opens("toy")
        with self.beat("a sum", words.toy()):
            self._push_term(0)
            self.wait(0.3)
            self.c.values["was"] = n.c + 1
            self._push_term(1)
        with self.beat("longer", words.longer()):
            with self.at_once():
                self.hide(*z.all("tag"), *z.all("grip"), *z.all("memory"), seconds=0.3)
                self.after(0.3)
                self.arrange("desk", seconds=1.2)
            with self.at_once():
                self.hide(z.piece("alias", 0), z.piece("alias", 1))
                self.show(*named)
                self.move(z.to(values=n.become))
        z.values["rates"], z.values["was"] = n.by_z, n.logits
        with self.beat("push", words.push(n)):
            with self.at_once():
                self.show(*pushed)
                self.move(*self._lit(), seconds=0.8)
            raised = self.q.to(values=n.raise_q), loss.to(values=n.raise_loss)
            self.move(z.to(values=n.raise_z), *raised)
        with self.beat("its rate", words.rate()):
            self.arrange("slope", seconds=1.2)
            self.hide(*loss.all("tick"))
            self.show(self.chord, self.tie)
            self.show(*self.chord.all("word"), *self.chord.all("number"))
        with self.beat("less", words.less(n)):
            self._lessen("less")
            self.rest()
            self._lessen("least")
            self.show(z.piece("tag", k))
        with self.beat("walk back", words.walk()):
            self.q.values["values"] = n.q
            with self.at_once():
                self.hide(*pushed)
                self.arrange("desk again", seconds=1.2)
                self.show(*loss.all("tick"))
                self.move(*self._lit(0), seconds=0.5)
            self.show(loss.piece("tag", 0), seconds=0.4)
            self._walk(self.price, (n.by_q != 0).astype(float), self.q.all("tag"))
            self._walk(self.softmax, n.ones, z.all("tag"))
        with self.beat("the answer", words.answer(), poster=True), self.at_once():
            self.hide(z.piece("heading"), self.q.piece("heading"), seconds=0.3)
            self.after(0.3)
            self.arrange("answer")
            self.show(z.piece("lit", k))

    def _set_out(self) -> None:
        """As it is before the first frame: two faders called a and b; pulses at their far ends."""
        z, moved = self.z, (self.z, self.q, self.loss, self.curve, self.rate, self.chord, self.tie)
        allow("together", "one push moves all of them", *(part.group for part in moved))
        allow("scale", "other quantities take the rails of a and b", z.group)
        z.values["rates"] = self.numbers.ones
        for wires in (self.softmax, self.price):
            for what in ("pulse", "pulse_out"):
                wires.values[what] = np.ones(len(wires.values[what]))
        z.hide(("name", 0), ("name", 1), "heading")
        z.presence["alias", 0] = z.presence["alias", 1] = 1.0

    def _symbols(self, letter: str) -> tuple[str, ...]:
        return tuple(f"{letter}_{k + 1}" for k in range(len(self.numbers.names)))

    def _push_term(self, i: int) -> None:
        """One of a and b goes up by one, and c with it; the rate is hung on it."""
        n, z, way = self.numbers, self.z, ("a_up", "b_up")[i]
        others, own = ((z.piece("grip", k), z.piece("memory", k)) for k in (1 - i, i))
        with self.at_once():
            self.hide(*others, seconds=0.4)
            self.show(*own, self.c.piece("memory", 0), seconds=0.4)
            self.move(self.plus.to(into=np.eye(len(n.names))[i], out=n.by_loss), seconds=0.4)
        self.move(z.to(values=getattr(n, way)), self.c.to(values=getattr(n, f"{way}_c")))
        self.show(z.piece("tag", i), seconds=0.4)

    def _lit(self, share: float = 1.0) -> tuple[Motion, ...]:
        """So much is lit of the way from the logit that is pushed to the loss."""
        n = self.numbers
        own, true = share * np.eye(len(n.names))[[n.pushed, n.target]]
        return (
            self.softmax.to(into=own, out=share * n.ones),
            self.price.to(into=true, out=share * n.by_loss),
        )

    def _lessen(self, how: str) -> None:
        """The logit is pushed less; the line through both points turns."""
        names = ("z", "loss", "x", "y", "slopes", "rate")
        z, loss, x, y, slopes, rate = (getattr(self.numbers, f"{how}_{name}") for name in names)
        answers = self.curve.to(x=x, y=y, slopes=slopes), self.rate.to(value=rate)
        self.move(self.z.to(values=z), self.loss.to(values=loss), *answers)

    def _walk(self, wires: Wires, into: FloatArray, tags: Sequence[Piece]) -> None:
        """A pulse goes back along the wires, and hangs the rates that it brings."""
        ins, outs = (np.zeros(len(wires.values[what])) for what in ("pulse", "pulse_out"))
        self.move(wires.to(pulse_out=outs, out=outs + 1), seconds=0.5)
        self.move(wires.to(pulse=ins, into=into), seconds=1.1)
        self.show(*tags, seconds=0.4)
