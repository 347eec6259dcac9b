"""The parts of ``ComputationGraph``, how they are arranged, and how they move together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scenes.computation_graph import words
from scenes.computation_graph.lens import Lens
from scenes.computation_graph.numbers import ComputationGraphNumbers
from scenes.digits import resting, write, writer
from scenes.layout import Arrangement, Arrangements, Column, Fit, Layers
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import nice_ticks
from scenes.parts import Desk, Faders, Forms, Motion, Reading, Wires
from scenes.parts.desk import Some
from scenes.theme import Theme

__all__ = ["Rig"]

DEEPER = 0.62
"""More room below the logits, for plates on their wires."""


class Rig:
    """Banks of faders, what wires them, a glass in the place of one, and a line above them all."""

    def __init__(self, n: ComputationGraphNumbers, t: Theme) -> None:
        self.n = n
        tags = {1.0: "+.0f"} | dict(zip(n.by_z.tolist(), n.tag_forms, strict=True))
        factors = dict(zip(n.true_by_z.tolist(), n.factor_forms, strict=True))
        self.z = Faders(
            "the logits", n.first, span=n.span_z, write=_passing(n), color=t.muted,
            symbols=_symbols("z", len(n.q)), aliases=("a", "b", *_symbols("z", len(n.q))[2:]),
            ticks=nice_ticks(*n.span_sum), heading="logits", told=n.told_logits, names=n.names,
            rates=(n.by_z, resting(tags, "+.3f")), hue=t.text)  # fmt: skip
        self.c = Faders(
            "c", n.c, span=n.span_sum, write=writer(n.toy_form), color=t.text, symbols=["c"],
            ticks=nice_ticks(*n.span_sum))  # fmt: skip
        self.q = Faders(
            "the probabilities", n.q, span=(0.0, 1.0), write=writer(n.q_form), color=t.q,
            symbols=_symbols("q", len(n.q)), ticks=(0.0, 0.5, 1.0), heading="probabilities",
            told=n.told, names=n.names, target=n.target,
            rates=(n.by_q, resting({0.0: ".0f"}, n.by_true_form)), hue=t.text)  # fmt: skip
        self.loss = Faders(
            "the loss", n.loss, span=n.span_loss, write=writer(n.loss_form), color=t.loss,
            symbols=['"loss"'], ticks=nice_ticks(*n.span_loss, 3),
            rates=(n.by_loss, writer(".0f")), hue=t.text,
            said_of_tags=('partial "loss"\\/partial "loss"',))  # fmt: skip
        price = f"ln(1\\/q_{n.target + 1})"
        self.plus = Wires("the sum", self.z, self.c, side=-1, label="+")
        self.softmax = Wires(
            "the softmax", self.z, self.q, side=-1, label='"softmax"',
            factors=(n.true_by_z, resting(factors, "+.3f")), hue=t.q)  # fmt: skip
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
        least = write(n.pushes[-1], ".4f")
        self.near = Lens(
            "the lens of q", self.q, beside=self.z, x=f"z_{n.pushed + 1} arrow.r",
            y=f"q_{n.target + 1} arrow.t", along=n.along, curve=n.true_curve, push=n.pushes[-1],
            rise=n.true_rise, zoom=n.less_zoom[-1], color=t.q,
            write_push=lambda _: least, write_rise=writer(n.true_rise_form),
            write_zoom=lambda zoom: "×" + writer(".0f")(zoom))  # fmt: skip
        self.rate = Reading(
            "the rate", '"rate" = "rise"\\/"push" =', n.less_rate[0], write=writer(n.rate_form),
            align=0, most=60)  # fmt: skip
        self.near_rate = Reading(
            "the rate of q", f'q_{n.target + 1} "per" z_{n.pushed + 1} = "rise"\\/"push" =',
            n.true_rate, write=writer(n.between_form), align=0, most=60, color=t.q)  # fmt: skip
        colors = {"between": t.q}
        self.says = Forms("the formula", *words.formulas(n), colors=colors, align=0, most=60)

    def arrangements(self) -> Arrangements:
        """A desk of three faders, then one of all, below a line for what is told of it."""
        n = self.n
        two = self.z.having(shown=np.arange(len(n.names)) < 2, high=n.span_sum[1])
        desk = self._below_line(*(self._desk(deeper) for deeper in (DEEPER, 0.0)))
        return {
            "toy": self._below_line(Desk(two, self.c, wires=(self.plus,), headed=False)),
            "logits": Some(desk, self.z, self.rate, self.near_rate, self.says),
            "desk": desk,
            "slope": Some(desk, self.z, self.loss, self.rate, self.near_rate, self.says),
            "desk again": desk,
        }

    def _desk(self, deeper: float) -> Arrangement:
        z = self.z.having(shown=self.n.ones, high=self.n.span_z[1])
        wires = self.softmax, self.price
        return Desk(z, self.q, self.loss, wires=wires, headed=False, deeper=deeper)

    def _below_line(self, *desks: Arrangement) -> Arrangement:
        lines = Layers(self.rate, self.near_rate, self.says)
        return Fit(*(Column(lines, desk, shares=(0.17, 1), gap=0.05) for desk in desks))

    def set_out(self) -> None:
        """As it is before the first frame: two faders called a and b."""
        z, moved = self.z, (self.z, self.q, self.loss, self.lens, self.near, self.rate,
                            self.near_rate, self.says)  # fmt: skip
        allow("together", "one push moves all of them", *(part.group for part in moved))
        allow("scale", "other quantities take the rails of a and b", z.group)
        z.values["rates"] = self.n.ones
        for rate in (self.rate, self.near_rate):
            rate.hide("symbol", "number")
        for i in range(1, len(self.says.pieces)):
            self.says.hide(("form", i))
        z.hide(("name", 0), ("name", 1), "heading")
        z.presence["alias", 0] = z.presence["alias", 1] = self.q.presence["outline",] = 1.0

    def lit(self, share: float) -> tuple[Motion, ...]:
        """So much of all wires is lit."""
        whole = ((wires, wires.values) for wires in (self.softmax, self.price))
        return tuple(
            wires.to(into=0 * v["into"] + share, out=0 * v["out"] + share) for wires, v in whole
        )

    def lessened(self) -> tuple[Motion, ...]:
        """The logit is pushed less, and looked at more closely."""
        names = ("z", "loss", "push", "rise", "rate", "zoom", "curve")
        z, loss, push, rise, rate, zoom, curve = (getattr(self.n, f"less_{name}") for name in names)
        seen = self.lens.to(push=push, rise=rise, zoom=zoom, curve=curve)
        return self.z.to(values=z), self.loss.to(values=loss), seen, self.rate.to(value=rate)

    def back(self, wires: Wires, start: int | None, end: int | None) -> tuple[Motion, Motion]:
        """Pulses go back to the node, and on: from all faders to all, or from one to one."""
        into, out = (
            np.array([one is None or k == one for k in range(len(wires.values[what]))], float)
            for what, one in (("pulse", end), ("pulse_out", start))
        )
        wires.values |= {"pulse": into, "pulse_out": out}
        return wires.to(pulse_out=0 * out, out=out), wires.to(pulse=0 * into, into=into)


def _symbols(letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}_{k + 1}" for k in range(count))


def _passing(n: ComputationGraphNumbers) -> Callable[[float], str]:
    """How logits are written: on the way past 0 as 0, not as a bound, which would flicker."""

    def told(value: float) -> str:
        text = write(value, n.z_form)
        return write(0.0, n.z_form) if text[0] in "<>" and value not in n.logits else text

    return told
