"""The parts of ``KilledByZero``, how they are arranged, and how they move together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.killed_by_zero import words
from scenes.killed_by_zero.glasses import Glasses
from scenes.killed_by_zero.numbers import KilledByZeroNumbers
from scenes.killed_by_zero.strokes import Strokes
from scenes.killed_by_zero.total import Total
from stage.digits import resting, write, writer
from stage.layout import Arrangement, Arrangements, Column, Fit, Layers, Row
from stage.mobjects.shapes import nice_ticks
from stage.parts.desk import Desk, Turned
from stage.parts.faders import Faders
from stage.parts.formulas import Forms
from stage.parts.part import Change, Part, Piece
from stage.parts.wires import Wires
from stage.theme import Theme

__all__ = ["Rig"]

LINE, DEEPER = 0.16, 0.4
"""Of the desk's height, for the line above it; and more room for pulses below it."""

RAILS = ("rail", "notch", "fill", "bead", "outline")
"""What glasses take the place of; a bank without a true one has no outline."""


class Rig:
    """Faders and the loss, wires with gates, what is put over them, and a line above them all."""

    def __init__(self, n: KilledByZeroNumbers, t: Theme) -> None:
        self.n = n
        rates = dict(zip(n.changes, n.change_forms, strict=True))
        rates |= dict.fromkeys(n.slopes, n.slope_form) | {0.0: ".0f"}
        self.q = Faders(
            "the probabilities", n.q, span=(0.0, 1.0), write=writer(n.q_form), color=t.q,
            symbols=[f"q_{k + 1}" for k in range(len(n.names))], ticks=(0.0, 0.5, 1.0),
            told=n.told, names=n.names, target=n.target,
            rates=(n.widest, resting(rates, n.loss_form)), hue=t.text,
            said_of_tags=("ln(1\\/q)", '"change"', "-1\\/q", "-p\\/q"),
        )  # fmt: skip
        self.loss = Faders(
            "the loss", n.loss, span=(0.0, n.most), write=writer(n.loss_form), color=t.loss,
            symbols=['"loss"'], ticks=nice_ticks(0.0, n.most, 3), hue=t.text,
            rates=(np.ones(1), writer(".0f")),
            said_of_tags=('partial "loss"\\/partial "loss"',), finely=writer(n.fine_form),
        )  # fmt: skip
        self.wires = Wires(
            "the wires", self.q, self.loss, side=-1, label="sum",
            gates=(n.p, _opened), loads=(1.0, n.gradient, writer(".0f")),
        )  # fmt: skip
        self.glasses = Glasses(
            "the glasses", self.q, self.loss, told=n.told, target=n.target, pushes=n.pushes,
            answer=n.pushed_loss_by[-1], write_push=words.write_push,
            write_answer=writer(n.change_forms[n.target]), colors=(t.q, t.loss),
        )  # fmt: skip
        self.strokes = Strokes("the strokes", self.q, told=n.told, struck=n.struck[0])
        self.total = Total(
            "the sum", n.q, n.total, target=n.target, wrong=n.wrong, write=writer(n.total_form)
        )  # fmt: skip
        colors = {"p": t.p, **dict.fromkeys(("q", "below", "inner"), t.q)}
        self.formula = Forms("the formula", *words.formulas(n), colors=colors, most=64, align=0)

    def arrangements(self) -> Arrangements:
        """The half of the desk from probabilities to the loss, below a line."""
        middle = self.formula.having(align=0)
        both = Row(
            self.total, self.formula.having(align=1), shares=(0.62, 0.38), gap=0.5, turns=False
        )
        stack = Column(self.total, self.formula, gap=0.05)
        beside = Row(self.total, self.formula.having(align=1), shares=(0.74, 0.26), gap=0.3,
                     turns=False)  # fmt: skip
        return {
            "desk": self._below((), self.total),
            "gates": self._below((), beside, self.total),
            "push": self._below((self.glasses,), middle),
            "gradient": self._below((self.strokes,), middle),
            "answer": Turned(self._below((), both, self.total), self._below((), stack, self.total)),
        }

    def _below(self, over: Sequence[Part], *lines: Arrangement) -> Arrangement:
        """The desk below the first line for which there is room; as deep as there is room for.

        It keeps its scale, whatever that line is.
        """
        desks = [
            Layers(Desk(self.q, self.loss, wires=(self.wires,), deeper=deeper), *over)
            for deeper in (DEEPER, 0.0)
        ]
        ways = ((LINE, 0.05, desks[0]), (LINE, 0.05, desks[1]), (0.0, 0.0, desks[1]))
        return Fit(
            *(
                Column(line, desk, shares=(share, 1), gap=gap)
                for share, gap, desk in ways
                for line in lines
            )
        )

    def set_out(self) -> None:
        """As it is before the first frame: ln(1/q) of each is told, and one is held."""
        q, n = self.q, self.n
        held = ("outline",), ("grip", n.wrong), ("said", 0), *(("tag", k) for k in n.told)
        q.presence.update(dict.fromkeys(held, 1.0))
        q.values["rates"] = n.costs
        self.wires.values["dead"] = 1 - n.p

    def rails(self) -> tuple[Piece, ...]:
        """What glasses take the place of."""
        banks = self.q, self.loss
        return tuple(piece for bank in banks for kind in RAILS for piece in bank.all(kind))

    def scales(self) -> tuple[Piece, ...]:
        """The numbers beside the rails."""
        return *self.q.all("scale"), *self.loss.all("scale")

    def held(self, k: int) -> tuple[Piece, ...]:
        """The ring on one that is dragged, and where it was."""
        return self.q.piece("grip", k), self.q.piece("memory", k)

    def began(self) -> tuple[Piece, ...]:
        """What the loss begins with when signals walk back."""
        return self.loss.piece("tag", 0), self.loss.piece("said", 0), self.wires.piece("arrow")

    def drag(self, way: str) -> tuple[Change, ...]:
        """A probability, the sum with it, and a signal along its wire if that has a shut gate."""
        n, wires = self.n, self.wires
        moved, costs, total = (getattr(n, f"{way}_{what}") for what in ("q", "costs", "total"))
        seen = self.q.to(values=moved, rates=costs), self.total.to(value=total, q=moved)
        sent = getattr(n, f"{way}_sent", 0 * moved)
        wires.values["pulse"] = sent[0]
        return *seen, wires.to(pulse=sent)

    def truth(self, way: str) -> tuple[Change, ...]:
        """The truth, and all that goes with it."""
        p, loss = (getattr(self.n, f"{way}_{what}") for what in ("p", "loss"))
        wires = self.wires.to(gates=p, into=p, past=p)
        return wires, self.q.to(true=p), self.loss.to(values=loss)

    def lit(self, share: float) -> Change:
        """So much of the wire of the true class is lit, and of that to the loss."""
        lit = share * self.n.p
        return self.wires.to(into=lit, past=lit, out=share * np.ones(1))

    def push(self) -> tuple[Change, ...]:
        """Each is pushed, under the glasses, and signals run."""
        n, wires = self.n, self.wires
        wires.values["pulse"] = n.pushed_sent[0]
        return (
            self.q.to(values=n.pushed_q),
            self.loss.to(values=n.pushed_loss),
            self.glasses.to(by=n.pushed_by, answer=n.pushed_loss_by),
            wires.to(pulse=n.pushed_sent),
        )

    def walk(self) -> tuple[Change, ...]:
        """Signals come back from the sum, and what they find is killed."""
        n = self.n
        lit = self.wires.to(pulse=n.walk, past=n.walk_lit, into=n.walk_lit, dead=n.dead)
        return lit, self.strokes.to(struck=n.struck), self.q.to(rates=n.killed)


def _opened(p: float) -> str:
    """By how much a gate multiplies."""
    return "×" + {"0.00": "0", "1.00": "1"}.get(text := write(p, ".2f"), text)
