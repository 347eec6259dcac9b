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
from scenes.computation_graph.numbers import ComputationGraphNumbers
from scenes.digits import resting, writer
from scenes.layout import Arrangement, Arrangements, Column, Row, Scale
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import nice_ticks, tick_series
from scenes.numbers import FloatArray
from scenes.parts import Desk, Faders, Line, Plot, Reading, Tie, Wires
from scenes.parts.desk import GAP, Shaped
from scenes.story import Story


class ComputationGraph(Story[ComputationGraphNumbers]):
    """Question: what a gradient is. A mixing desk answers: how the end moves for each push."""

    def layout(self) -> Arrangements:
        """A desk of three faders; one of all; the loss by one logit; and all, below the answer."""
        n, t, k = self.numbers, self.theme, self.numbers.pushed
        one = writer("+.0f")
        self.z = Faders(
            "the logits", n.first, span=n.span_z, write=writer(n.z_form), color=t.muted,
            symbols=self._symbols("z"), aliases=("a", "b", *self._symbols("z")[2:]),
            ticks=nice_ticks(*n.span_z), heading="logits", told=n.told, names=n.names,
            rates=(n.by_z, resting({1.0: "+.0f"}, n.tag_form)),
        )  # fmt: skip
        self.c = Faders(
            "c", n.c, span=n.span_c, write=writer(n.toy_form), color=t.text, symbols=["c"],
            ticks=nice_ticks(*n.span_c), rates=(n.by_loss, one),
        )  # fmt: skip
        self.q = Faders(
            "the probabilities", n.q, span=(0.0, 1.0), write=writer(n.q_form), color=t.q,
            symbols=self._symbols("q"), ticks=(0.0, 0.5, 1.0), heading="probabilities",
            told=n.told, names=n.names, rates=(n.by_q, resting({0.0: ".0f"}, n.q_tag_form)),
        )  # fmt: skip
        self.loss = Faders(
            "the loss", n.loss, span=n.span_loss, write=writer(n.loss_form), color=t.loss,
            symbols=['"loss"'], ticks=nice_ticks(*n.span_loss, 3), rates=(n.by_loss, one),
        )  # fmt: skip
        i = n.target + 1
        self.plus = Wires("the sum", self.z, self.c, side=-1, label="+")
        self.softmax = Wires("the softmax", self.z, self.q, side=-1, label='"softmax"')
        self.price = Wires("the price", self.q, self.loss, side=1, label=f"ln(1\\/q_{i})")
        self.curve = Plot(
            "the curve", [Line((n.curve[0], n.curve[1]), t.text)],
            x=n.less_x[0], y=n.less_y[0], slopes=n.less_slopes[0], colors=[t.muted, t.loss],
            x_span=(n.curve[0, 0], n.curve[0, -1]), y_span=n.span_loss,
            x_ticks=tick_series(n.curve[0, 0], n.curve[0, -1]), y_ticks=[nice_ticks(*n.span_loss, 3)],
            x_title=(f"z_{k + 1}", t.muted), y_title=('"loss"', t.loss),
        )  # fmt: skip
        self.rate = Reading(
            "the rate", f'"rise of loss"\\/"push of" z_{k + 1} =', n.less_rate[0],
            write=writer(n.rate_form), align=0, most=44,
        )  # fmt: skip
        self.answer = Reading(
            "the answer", f'partial "loss"\\/partial z_{k + 1} =', n.gradient,
            write=writer(n.rate_form), align=0, most=80,
        )  # fmt: skip
        desk = Desk(self.z, self.q, self.loss, wires=(self.softmax, self.price))
        first = np.arange(len(n.names)) < 2
        return {
            "toy": Desk(self.z.having(shown=first), self.c, wires=(self.plus,)),
            "desk": desk,
            "slope": self._slope(),
            "desk again": desk,
            "answer": Column(self.answer, desk, shares=(0.16, 1), gap=0.1),
        }

    def _slope(self) -> Arrangement:
        """The loss by one logit, in the place of all between them."""
        high = {"over": self.price.room, "under": self.softmax.room}
        z, loss = self.z.having(**high), self.loss.having(**high)
        plot = Column(self.rate, self.curve, shares=(0, 1), gap=0.1, main=1)
        shares = (len(self.numbers.names), 4.0, 1.5)
        wide = Row(z, plot, loss, shares=shares, gap=GAP, aligned=True, turns=False)
        low = Row(plot, loss, shares=(4, 1.5), gap=GAP, aligned=True, turns=False)
        return Shaped(wide, Column(low, z, gap=0.1))

    def scales(self) -> Sequence[Scale]:
        """What is added has one unit with the sum; the loss has one on its fader and by the curve."""
        return (
            Scale(((self.z, "y"), (self.c, "y")), within=("toy",)),
            Scale(((self.curve, "y"), (self.loss, "y")), within=("slope",)),
        )

    def construct(self) -> None:
        n, k, z, loss, curve = self.numbers, self.numbers.pushed, self.z, self.loss, self.curve
        allow("scale", "other quantities take the rails of a and b", z.group)
        z.values["rates"] = n.ones
        for wires in (self.softmax, self.price):
            wires.values["pulse"], wires.values["pulse_out"] = (
                np.ones(len(wires.values[what])) for what in ("pulse", "pulse_out")
            )
        z.hide(("name", 0), ("name", 1), "heading")
        z.presence["alias", 0] = z.presence["alias", 1] = 1.0
        self.opens("toy")
        with self.beat("a sum", words.toy()):
            self._push_term(0)
            self.move(z.to(values=n.a_down), self.c.to(values=n.a_down_c))
        with self.beat("a rate", words.rate()):
            self.hide(z.piece("grip", 0), z.piece("memory", 0))
            self._push_term(1)
        with self.beat("longer", words.longer()):
            self.hide(*z.all("tag"), *z.all("grip"), *z.all("memory"))
            self.arrange("desk")
            with self.at_once():
                self.hide(z.piece("alias", 0), z.piece("alias", 1))
                self.show(z.piece("name", 0), z.piece("name", 1), z.piece("heading"))
                self.move(z.to(values=n.become))
        z.values["rates"], z.values["was"] = n.by_z, n.logits
        with self.beat("push", words.push(n)):
            self.show(z.piece("grip", k), z.piece("memory", k), loss.piece("memory", 0))
            self.move(*self._lit(), seconds=0.8)
            self.move(
                z.to(values=n.raise_z), self.q.to(values=n.raise_q), loss.to(values=n.raise_loss)
            )
        with self.beat("less", words.less(n)):
            self.arrange("slope")
            self.show(curve.piece("tangent", 0))
            for how in ("less", "least"):
                self.rest()
                self._lessen(how)
        with self.beat("the gradient", words.gradient(n)):
            self.show(z.piece("tag", k))
        with self.beat("walk back", words.walk()):
            with self.at_once():
                self.hide(z.piece("grip", k), z.piece("memory", k), loss.piece("memory", 0))
            self.q.values["values"] = n.q
            self.arrange("desk again")
            self.show(loss.piece("tag", 0))
            self._walk(self.price, self.q.all("tag"))
            self._walk(self.softmax, z.all("tag"))
        with self.beat("the answer", words.answer(n), poster=True):
            self.arrange("answer")

    def _symbols(self, letter: str) -> tuple[str, ...]:
        return tuple(f"{letter}_{k + 1}" for k in range(len(self.numbers.names)))

    def _push_term(self, i: int) -> None:
        """a or b goes up by one, and c with it; the rate is hung on it."""
        n, z, way = self.numbers, self.z, ("a_up", "b_up")[i]
        self.show(z.piece("grip", i), z.piece("memory", i), self.c.piece("memory", 0))
        self.move(
            z.to(values=getattr(n, way)), self.c.to(values=getattr(n, f"{way}_c"))
        )
        self.show(z.piece("tag", i))

    def _lit(self) -> tuple:
        n = self.numbers
        own, true = np.eye(len(n.names))[[n.pushed, n.target]]
        return (
            self.softmax.to(into=own, out=np.ones(len(own))),
            self.price.to(into=true, out=np.ones(1)),
        )

    def _lessen(self, how: str) -> None:
        """The logit is pushed less; the line through both points turns."""
        n, (z, loss, x, y, slopes, rate) = self.numbers, (
            getattr(self.numbers, f"{how}_{what}")
            for what in ("z", "loss", "x", "y", "slopes", "rate")
        )
        self.move(
            self.z.to(values=z), self.loss.to(values=loss), self.rate.to(value=rate),
            self.curve.to(x=x, y=y, slopes=slopes),
        )  # fmt: skip

    def _walk(self, wires: Wires, tags: Sequence) -> None:
        """A pulse goes back along the wires, and hangs the rates that it brings."""
        ins, outs = (np.zeros(len(wires.values[what])) for what in ("pulse", "pulse_out"))
        self.move(wires.to(pulse_out=outs), seconds=0.6)
        self.move(wires.to(pulse=ins), seconds=1.0)
        self.show(*tags)
