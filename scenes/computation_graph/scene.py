"""The drawing of ``ComputationGraph``.

Question: what is a gradient?
Hook: three faders; two of them are added, and the sum is the third.
Cause: one fader is pushed, and what hangs on it moves along, however long the way.
What becomes what: a and b become logits; a push that becomes less, under a glass, becomes a slope;
a pulse that walks back brings the same number, and one to every fader.
Answer: the desk with its tags: for each logit, how fast the loss moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from scenes.computation_graph import words
from scenes.computation_graph.lens import Lens
from scenes.computation_graph.numbers import ComputationGraphNumbers
from scenes.digits import resting, write, writer
from scenes.layout import Arrangement, Arrangements, Column, Layers, Scale
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import nice_ticks
from scenes.parts import Desk, Faders, Forms, Motion, Reading, Wires
from scenes.parts.desk import Some
from scenes.parts.part import Piece
from scenes.story import Story


class ComputationGraph(Story[ComputationGraphNumbers]):
    """Question: what a gradient is. A mixing desk answers: how the end moves for each push."""

    def layout(self) -> Arrangements:
        """A desk of three faders, then one of all, below a line for what is told of it."""
        n, t = self.numbers, self.theme
        color = t.p if n.gradient < 0 else t.q
        self.z = Faders(
            "the logits", n.first, span=n.span_z, write=_passing(n), color=t.muted,
            symbols=self._symbols("z"), aliases=("a", "b", *self._symbols("z")[2:]),
            ticks=nice_ticks(*n.span_sum), heading="logits", told=n.told, names=n.names,
            rates=(n.by_z, resting({1.0: "+.0f"}, n.tag_form)))  # fmt: skip
        self.c = Faders(
            "c", n.c, span=n.span_sum, write=writer(n.toy_form), color=t.text, symbols=["c"],
            ticks=nice_ticks(*n.span_sum))  # fmt: skip
        self.q = Faders(
            "the probabilities", n.q, span=(0.0, 1.0), write=writer(n.q_form), color=t.q,
            symbols=self._symbols("q"), ticks=(0.0, 0.5, 1.0), heading="probabilities",
            told=n.told, names=n.names, target=n.target,
            rates=(n.by_q, resting({0.0: ".0f"}, n.by_true_form)))  # fmt: skip
        self.loss = Faders(
            "the loss", n.loss, span=n.span_loss, write=writer(n.loss_form), color=t.loss,
            symbols=['"loss"'], ticks=nice_ticks(*n.span_loss, 3),
            rates=(n.by_loss, writer("+.0f")))  # fmt: skip
        price = f"ln(1\\/q_{n.target + 1})"
        self.plus = Wires("the sum", self.z, self.c, side=-1, label="+")
        self.softmax = Wires(
            "the softmax", self.z, self.q, side=-1, label='"softmax"',
            rate=(n.true_by_pushed, writer(n.between_form)))  # fmt: skip
        self.price = Wires(
            "the price", self.q, self.loss, side=1, label=price, joined=(n.target,)
        )  # fmt: skip
        pushes = dict(zip(n.pushes.tolist(), (".1f", ".1f", ".4f"), strict=True))
        rises = dict(zip(n.rises.tolist(), n.rise_forms, strict=True))
        self.lens = Lens(
            "the lens", self.q, beside=self.z, x=f"z_{n.pushed + 1} arrow.r", y='"loss" arrow.t',
            along=n.along, curve=n.less_curve[0], push=n.less_push[0],
            rise=n.less_rise[0], zoom=n.less_zoom[0], color=t.text,
            write_push=resting(pushes, ".4f"), write_rise=resting(rises, ".5f"),
            write_zoom=lambda zoom: "×" + writer(".0f")(zoom))  # fmt: skip
        self.rate = Reading(
            "the rate", '"rate" = "rise"\\/"push" =', n.less_rate[0], write=writer(n.rate_form),
            align=0, most=60)  # fmt: skip
        colors = {"own": color, "left": t.p}
        colors |= {f"rate{i}": t.q for i in range(len(n.names))}
        self.says = Forms("the formula", *words.formulas(n), colors=colors, align=0, most=60)
        two = self.z.having(shown=np.arange(len(n.names)) < 2, high=n.span_sum[1])
        desk = self._below_line(self._desk())
        return {
            "toy": self._below_line(Desk(two, self.c, wires=(self.plus,), headed=False)),
            "logits": Some(desk, self.z, self.rate, self.says),
            "desk": desk,
            "slope": Some(desk, self.z, self.loss, self.rate, self.says),
            "desk again": desk,
        }

    def _desk(self) -> Arrangement:
        z = self.z.having(shown=self.numbers.ones, high=self.numbers.span_z[1])
        return Desk(z, self.q, self.loss, wires=(self.softmax, self.price), headed=False)

    def _below_line(self, desk: Arrangement) -> Arrangement:
        return Column(Layers(self.rate, self.says), desk, shares=(0.17, 1), gap=0.05)

    def scales(self) -> Sequence[Scale]:
        """One unit for what is added and its sum."""
        return (Scale(((self.z, "y"), (self.c, "y")), within=("toy",)),)

    def construct(self) -> None:
        n, z, q, loss, lens = self.numbers, self.z, self.q, self.loss, self.lens
        pushed = z.piece("grip", n.pushed), z.piece("memory", n.pushed), loss.piece("memory", 0)
        self._set_out()
        self.opens("toy")
        with self.beat("a sum", words.toy()), self.at_once():
            self.show(z.piece("grip", 0), z.piece("memory", 0), self.c.piece("memory", 0))
            self.move(self.plus.to(into=np.eye(len(n.names))[0], out=n.by_loss), seconds=0.4)
            self.after(0.3)
            self.move(z.to(values=n.a_up), self.c.to(values=n.a_up_c))
            self.after(1.0)
            self.show(z.piece("tag", 0), seconds=0.4)
        with self.beat("longer", words.longer()):
            with self.at_once():
                self.hide(z.piece("tag", 0), z.piece("grip", 0), z.piece("memory", 0), seconds=0.3)
                self.hide(self.says.piece("form", 0), seconds=0.3)
                self.arrange("logits", seconds=1.3)
            with self.at_once():
                self.hide(z.piece("alias", 0), z.piece("alias", 1))
                self.show(z.piece("name", 0), z.piece("name", 1), z.piece("heading"))
                self.move(z.to(values=n.become))
            self.arrange("desk", seconds=0.4)
        z.values["rates"], z.values["was"] = n.by_z, n.logits
        named = self.parameters.labels is not None
        pushing = words.push(n, named=named)
        with self.beat("push", pushing, pushed_class=self.class_name(n.pushed)):
            self._light(*pushed, *(q.piece("memory", k) for k in range(len(n.q)) if k != n.target))
            raised = q.to(values=n.raise_q), loss.to(values=n.raise_loss)
            self.move(z.to(values=n.raise_z), *raised)
        with self.beat("its rate", words.rate()):
            with self.at_once():
                self.hide(z.piece("heading"), q.piece("heading"))
                self.arrange("slope", seconds=0.4)
            self.hero(z, lens, loss)
            self.show(lens)
            self.move(lens.to(drawn=1.0), seconds=1.3)
            with self.at_once():
                self.show(*lens.all("word"), *lens.all("number"), seconds=0.4)
                self.after(0.2)
                self.show(*self.rate.all("symbol"), *self.rate.all("number"), seconds=0.4)
        with self.beat("less", words.less()):
            self._lessen("less")
            self.rest()
            with self.at_once():
                self._lessen("least")
                self.after(1.5)
                self.show(z.piece("tag", n.pushed))
        self.says.values["form"] = np.asarray(1.0)
        z.values["values"], q.values["values"], loss.values["values"] = n.logits, n.q, n.loss
        with self.beat("walk back", words.walk(n)):
            self.hero(z, q, loss)
            with self.at_once():
                self.hide(*pushed, *q.all("memory"))
                self.hide(*self.rate.all("symbol"), *self.rate.all("number"), seconds=0.3)
                self.move(*self._lit(0), seconds=0.3)
                self.arrange("desk again", seconds=0.4)
                self.after(0.4)
                self.show(loss.piece("tag", 0), seconds=0.4)
            self._pulse(self.price, *self.says.all("form"), *q.all("tag"))
        with self.beat("multiply", words.multiply(n)):
            self.show(*self.softmax.all("rate"), seconds=0.3)
            self._pulse(self.softmax, start=n.target, end=n.pushed)
            self.move(self.says.to(form=2), seconds=1.1)
        with self.beat("the answer", words.answer(), poster=True):
            self.hide(*self.softmax.all("rate"), seconds=0.3)
            self._pulse(self.softmax, *z.all("tag"), start=n.target)
            with self.at_once():
                self.move(*self._lit(0), seconds=0.6)
                self.show(*z.all("lit"))
                self.move(self.says.to(form=3), seconds=1.2)

    def _set_out(self) -> None:
        """As it is before the first frame: two faders called a and b."""
        z, moved = self.z, (self.z, self.q, self.loss, self.lens, self.rate, self.says)
        allow("together", "one push moves all of them", *(part.group for part in moved))
        allow("scale", "other quantities take the rails of a and b", z.group)
        z.values["rates"] = self.numbers.ones
        self.rate.hide("symbol", "number")
        for i in range(1, len(self.says.pieces)):
            self.says.hide(("form", i))
        z.hide(("name", 0), ("name", 1), "heading")
        z.presence["alias", 0] = z.presence["alias", 1] = self.q.presence["outline",] = 1.0

    def _symbols(self, letter: str) -> tuple[str, ...]:
        return tuple(f"{letter}_{k + 1}" for k in range(len(self.numbers.names)))

    def _light(self, *marks: Piece) -> None:
        """The way is lit from the logit that is pushed to the loss; and where all has been."""
        n = self.numbers
        own, true = np.eye(len(n.names))[[n.pushed, n.target]]
        with self.at_once():
            self.show(*marks)
            for wires, of in ((self.softmax, own), (self.price, true)):
                self.move(wires.to(into=of), seconds=0.4)
                self.after(0.2)
                self.move(wires.to(out=np.ones(len(wires.values["out"]))), seconds=0.4)
                self.after(0.2)

    def _lit(self, share: float) -> tuple[Motion, ...]:
        """So much of all wires is lit."""
        whole = ((wires, wires.values) for wires in (self.softmax, self.price))
        return tuple(
            wires.to(into=0 * v["into"] + share, out=0 * v["out"] + share) for wires, v in whole
        )

    def _lessen(self, how: str) -> None:
        """The logit is pushed less, and looked at more closely."""
        names = ("z", "loss", "push", "rise", "rate", "zoom", "curve")
        z, loss, push, rise, rate, zoom, curve = (
            getattr(self.numbers, f"{how}_{name}") for name in names
        )
        seen = self.lens.to(push=push, rise=rise, zoom=zoom, curve=curve)
        self.move(self.z.to(values=z), self.loss.to(values=loss), seen, self.rate.to(value=rate))

    def _pulse(
        self, wires: Wires, *brought: Piece, start: int | None = None, end: int | None = None
    ) -> None:
        """Pulses go back, from all faders to all or from one to one, and bring something."""
        into, out = (
            np.array([one is None or k == one for k in range(len(wires.values[what]))], float)
            for what, one in (("pulse", end), ("pulse_out", start))
        )
        wires.values |= {"pulse": into, "pulse_out": out}
        self.move(wires.to(pulse_out=0 * out, out=out), seconds=0.7)
        with self.at_once():
            self.move(wires.to(pulse=0 * into, into=into), seconds=1.2)
            self.after(0.9)
            self.show(*brought)


def _passing(n: ComputationGraphNumbers) -> Callable[[float], str]:
    """How logits are written: on the way past 0 as 0, not as a bound, which would flicker."""

    def told(value: float) -> str:
        text = write(value, n.z_form)
        return write(0.0, n.z_form) if text[0] in "<>" and value not in n.logits else text

    return told
