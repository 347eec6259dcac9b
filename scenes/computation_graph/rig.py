"""The parts of ``ComputationGraph``, how they are arranged, and how they move together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from scenes.computation_graph import words
from scenes.computation_graph.lens import Lens
from scenes.computation_graph.numbers import ComputationGraphNumbers, digits
from stage.digits import Form, resting, write, writer
from stage.layout import Arrangement, Arrangements, Column, Fit, Layers
from stage.mobjects.declared import allow
from stage.mobjects.shapes import nice_ticks
from stage.parts.desk import Desk, Some
from stage.parts.faders import Faders
from stage.parts.formulas import Forms, Reading
from stage.parts.part import Change, Part, Piece
from stage.parts.wires import Wires
from stage.theme import Theme

__all__ = ["Rig"]

DEEPER = 0.3
"""More room below the logits, for what pulses carry."""


class Rig:
    """Banks of faders, what wires them, a glass in the place of one, and a line above them all."""

    def __init__(self, n: ComputationGraphNumbers, t: Theme) -> None:
        self.n = n
        by = writer("+.0f")
        self.terms, self.c, self.d = (
            Faders(
                "the " + " and ".join(symbols), value, span=n.span_toy, write=writer(n.toy_form),
                color=color, symbols=symbols, ticks=nice_ticks(*n.span_toy), rates=(rate, by),
                hue=t.text)
            for symbols, value, color, rate in (
                (("a", "b"), n.terms, t.muted, n.by_terms), (("c",), n.c, t.muted, n.by_a[[1]]),
                (("d",), n.d, t.text, n.by_loss))
        )  # fmt: skip
        self.z = Faders(
            "the logits", n.logits, span=n.span_z, write=_passing(n), color=t.muted,
            symbols=_symbols("z", len(n.q)), ticks=nice_ticks(*n.span_z, 2), heading="logits",
            told=n.told, names=n.names, rates=(n.by_z, writer(n.rate_form)),
            hue=t.text)  # fmt: skip
        self.q = Faders(
            "the probabilities", n.q, span=(0.0, 1.0), write=writer(n.q_form), color=t.q,
            symbols=_symbols("q", len(n.q)), ticks=(0.0, 0.5, 1.0), heading="probabilities",
            told=n.told, names=n.names, target=n.target,
            rates=(n.by_q, resting({0.0: ".0f"}, n.by_true_form)), hue=t.text)  # fmt: skip
        self.loss = Faders(
            "the loss", n.loss, span=n.span_loss, write=writer(n.loss_form), color=t.loss,
            symbols=['"loss"'], ticks=nice_ticks(*n.span_loss, 3),
            rates=(n.by_loss, writer(".0f")), hue=t.text)  # fmt: skip
        price = f"ln(1\\/q_{n.target + 1})"
        self.plus = Wires("the sum", self.terms, self.c, side=-1, label="+")
        self.twice = Wires("twice", self.c, self.d, side=1, label="times 2")
        self.toy, self.steps = (self.terms, self.c, self.d), (self.plus, self.twice)
        self.softmax = Wires(
            "the softmax", self.z, self.q, side=-1, label='"softmax"',
            loads=(n.by_true, n.by_z, resting({n.by_true: n.by_true_form}, n.rate_form)),
        )  # fmt: skip
        self.price = Wires(
            "the price", self.q, self.loss, side=1, label=price, joined=(n.target,),
            loads=(1.0, n.by_q, resting({1.0: ".0f"}, n.by_true_form)))  # fmt: skip
        pushes = dict(zip(n.pushes.tolist(), (".1f", ".1f", ".4f"), strict=True))
        rises = dict(zip(n.rises.tolist(), n.rise_forms, strict=True))
        least, zoomed = write(n.pushes[-1], ".4f"), writer(".0f")
        own = float(n.logits[n.pushed]), _passing(n)
        about: dict[str, Any] = {
            "x": f"z_{n.pushed + 1} arrow.r", "along": n.along,
            "write_zoom": lambda zoom: "×" + zoomed(zoom)}  # fmt: skip
        self.lens = Lens(
            "the lens", self.q, beside=(self.z, self.loss), y='"loss" arrow.t',
            curve=n.less_curve[0], push=n.less_push[0], rise=n.less_rise[0], zoom=n.less_zoom[0],
            color=t.text, begins=(own, (float(n.loss[0]), writer(n.loss_form))),
            write_push=_closely(pushes), write_rise=_closely(rises), **about,
        )  # fmt: skip
        self.near = Lens(
            "the lens of q", self.z, beside=(self.q,), y=f"q_{n.target + 1} arrow.t",
            curve=n.true_curve, push=n.pushes[-1], rise=n.true_rise, zoom=n.less_zoom[-1],
            color=t.q, begins=(own, (float(n.q[n.target]), writer(n.q_form))),
            write_push=lambda _: least, write_rise=writer(n.true_rise_form), **about,
        )  # fmt: skip
        self.rate = Reading(
            "the rate", '"rate" = "rise"\\/"push" =', n.less_rate[0], write=writer(n.rate_form),
            align=0, most=60)  # fmt: skip
        of_q = "between", "of", "qs", *(f"rate{k}" for k in range(len(n.q)))
        colors = {**dict.fromkeys(of_q, t.q), "ps": t.p, "one": t.p}
        self.says = Forms("the formula", *words.formulas(n), colors=colors, align=0, most=60)

    def arrangements(self) -> Arrangements:
        """A desk of four faders, then one of all, below a line for what is told of it."""
        desk = self._below_line(*(self._desk(deeper) for deeper in (DEEPER, 0.0)))
        lines = self.rate, self.says
        return {
            "toy": self._below_line(Desk(*self.toy, wires=self.steps, headed=False)),
            "logits": Some(desk, self.z, *lines),
            "likely": Some(desk, self.z, self.softmax, self.q, *lines),
            "desk": desk,
            "slope": Some(desk, self.z, self.loss, *lines),
            "at q": Some(desk, self.q, self.price, self.loss, *lines),
            "desk again": desk,
        }

    def _desk(self, deeper: float) -> Arrangement:
        wires = self.softmax, self.price
        return Desk(self.z, self.q, self.loss, wires=wires, headed=False, deeper=deeper)

    def _below_line(self, *desks: Arrangement) -> Arrangement:
        lines = Layers(self.rate, self.says)
        return Fit(*(Column(lines, desk, shares=(0.17, 1), gap=0.05) for desk in desks))

    def set_out(self) -> None:
        """As it is before the first frame: two faders, their sum, and twice that."""
        moved = *self.toy, self.z, self.q, self.loss, self.lens, self.rate, self.says
        allow("together", "one push moves all of them", *(part.group for part in moved))
        self.rate.hide("symbol", "number")
        self.z.hide("heading")
        self.q.presence["outline",] = 1.0

    def told(self, part: Part) -> tuple[Piece, ...]:
        """The words and numbers of a lens, or of the rate."""
        return tuple(piece for kind in ("word", "symbol", "number") for piece in part.all(kind))

    def lit(self, share: float) -> tuple[Change, ...]:
        """So much of all wires is lit."""
        whole = ((wires, wires.values) for wires in (self.softmax, self.price))
        return tuple(
            wires.to(into=0 * v["into"] + share, out=0 * v["out"] + share) for wires, v in whole
        )

    def lessened(self) -> tuple[Change, ...]:
        """The logit is pushed less, and looked at more closely."""
        names = ("z", "loss", "push", "rise", "rate", "zoom", "curve")
        z, loss, push, rise, rate, zoom, curve = (getattr(self.n, f"less_{name}") for name in names)
        seen = self.lens.to(push=push, rise=rise, zoom=zoom, curve=curve)
        return self.z.to(values=z), self.loss.to(values=loss), seen, self.rate.to(value=rate)

    def onward(self) -> tuple[Change, Change]:
        """Pulses go from all logits to all probabilities."""
        return self.softmax.to(pulse=self.n.ones), self.softmax.to(pulse_out=self.n.ones)

    def back(self, wires: Wires, *to: int) -> tuple[Change, Change]:
        """Pulses go back to these faders, and before to the node from the true one, or the loss."""
        v, came = wires.values, self.n.target if wires is self.softmax else 0
        into, out = (np.zeros(len(v[name])) for name in ("pulse", "pulse_out"))
        into[list(to)], out[came] = 1.0, 1.0
        v |= {"pulse": into, "pulse_out": out, "back": np.asarray(1.0)}
        lit = np.maximum(v["into"], into)
        return wires.to(pulse=0 * into, into=lit), wires.to(pulse_out=0 * out, out=out)


def _symbols(letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}_{k + 1}" for k in range(count))


def _closely(told: Mapping[float, Form]) -> Callable[[float], str]:
    """How what becomes less is written: by three digits, but where it rests."""
    return lambda value: write(value, told.get(float(value)) or digits(float(value)))


def _passing(n: ComputationGraphNumbers) -> Callable[[float], str]:
    """How logits are written: on the way past 0 as 0, not as a bound, which would flicker."""

    def told(value: float) -> str:
        text = write(value, n.z_form)
        return write(0.0, n.z_form) if text[0] in "<>" and value not in n.logits else text

    return told
