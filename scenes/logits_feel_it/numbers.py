"""The numbers of ``LogitsFeelIt``: how much each score moves the loss, through the softmax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, one
from stage.digits import Form, decimals_that_add
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, paced, ranked
from stage.parameters import OneTrueClass, Positive
from xe_math import log_sum_exp, logit_gradient, softmax, softmax_cross_entropy

PUSH, BACK, STRETCH, CUT, OPEN, RAISE = 2.4, 0.8, 2.0, 0.9, 0.9, 1.4
"""Seconds in which a score is pushed, and goes back; in which what a small push adds is stretched;
in which it is cut from the true class's share; in which channels open; and in which all scores are
raised."""

NUDGE = 0.01
"""The small push."""

FEW = 4
"""Classes of which all have names and numbers."""

LEAST_RANGE = 1.0
"""Of the scores, that is drawn: what differs by less is seen to differ by little."""

LARGEST = 300.0
"""Logarithm of the largest stack that a table holds, in shares of the first one."""

MANY_NATS = 1000.0
"""From there on a loss is written without decimals."""


class LogitsFeelItParameters(OneTrueClass):
    """The logits, the true class, how far a wrong logit, then all are pushed, and names."""

    step: Positive = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class LogitsFeelItNumbers(Numbers):
    """K classes, counted from 0; losses in nats.

    Attributes
    ----------
    names, target, pushed
        Of the classes; the true class; and the likeliest wrong one, whose logit is pushed.
    true_class, one_true, pushed_class
        How a sentence speaks of them.
    order, told
        The classes from the top, the true one first; and those with a name and a number: of more
        than four the true one and the two likeliest wrong ones.
    lowest, highest
        Between which logits are drawn.
    q, loss
        softmax of the logits, (K,); and the true class's loss.
    gradient, widths
        Slope of the loss by each logit, (K,), and its size.
    rate
        The same by the pushed logit.
    push, back
        The pushed logit goes up, and back: the logits ``z`` and their softmax ``q``, (frames, K);
        the ``terms``, e to the logits in shares of their first sum, (frames, K); and the ``loss``.
    stretch
        ``copy`` is what a small push adds to the terms, stretched from the push to 1, in shares of
        their sum.
    cut
        How much of its own share the true class loses for a push of 1, ``lost``, while that is
        cut.
    open, others
        The channels open, that of the pushed class, then those of the other wrong ones: their
        ``opened`` widths, (frames, K).
    raising, settle
        All logits go up alike, and back: ``z``, ``q`` and ``loss`` as above.
    share_form, gradient_form, loss_form
        How these are told: shares and slopes with as many decimals as they add up with.
    """

    names: tuple[str, ...]
    target: int
    pushed: int
    true_class: str
    one_true: str
    pushed_class: str
    order: tuple[int, ...]
    told: tuple[int, ...]
    lowest: float
    highest: float
    q: FloatArray
    loss: float
    gradient: FloatArray
    widths: FloatArray
    rate: float
    push: Motion
    back: Motion
    stretch: Motion
    cut: Motion
    open: Motion
    others: Motion
    raising: Motion
    settle: Motion
    share_form: Form
    gradient_form: Form
    loss_form: Form

    @classmethod
    def compute(cls, parameters: LogitsFeelItParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        count = len(logits)
        names, every = names_of(parameters.labels, count), np.arange(count)
        wrong = [k for k in range(count) if k != target]
        q = never_certain(softmax(logits))
        likeliest = [k for k in ranked(q) if k != target]
        pushed = likeliest[0]
        few = count <= FEW
        widths = never_certain(np.abs(logit_gradient(logits, target)))
        decimals = decimals_that_add(widths[wrong], widths[target], kind="p", least=3)
        places = decimals or 3

        whole = float(log_sum_exp(logits))

        def moved(z: FloatArray) -> dict[str, FloatArray]:
            return {
                "z": z,
                "q": never_certain(softmax(z)),
                "loss": np.array(softmax_cross_entropy(z, target)),
            }

        def terms(z: FloatArray) -> FloatArray:
            return np.asarray(np.exp(np.minimum(z - whole, LARGEST)))

        higher = np.where(every == pushed, logits + parameters.step, logits)
        push = moved(paced(logits, higher, ease(PUSH, fps), softmax))
        back = moved(paced(higher, logits, ease(BACK, fps), softmax))
        raised = logits + parameters.step
        rate = float(widths[pushed])
        opening = ease(OPEN, fps)[:, None] * widths
        first = np.where(every == pushed, opening, 0.0)
        rest = np.where(every == pushed, widths, opening * (every != target))
        drawn = np.stack((logits, raised))
        ends = float(drawn.min()), float(drawn.max())
        spare = max(0.0, LEAST_RANGE - (ends[1] - ends[0]), 1e-6 * float(np.abs(drawn).max()))
        most = float(push["loss"].max())
        return cls(
            names=names,
            target=target,
            pushed=pushed,
            true_class=called(names[target]),
            one_true=one(names[target]),
            pushed_class=called(names[pushed]),
            order=(target, *wrong),
            told=tuple(range(count)) if few else (target, *likeliest[:2]),
            lowest=ends[0] - spare / 2,
            highest=ends[1] + spare / 2,
            q=q,
            loss=float(softmax_cross_entropy(logits, target)),
            gradient=np.where(every == target, -widths, widths),
            widths=widths,
            rate=rate,
            push=Motion(**push, terms=terms(push["z"])),
            back=Motion(**back, terms=terms(back["z"])),
            stretch=Motion(copy=rate * (NUDGE + (1 - NUDGE) * ease(STRETCH, fps))),
            cut=Motion(lost=rate * ease(CUT, fps)),
            open=Motion(opened=first),
            others=Motion(opened=rest),
            raising=Motion(**moved(logits + parameters.step * ease(RAISE, fps)[:, None])),
            settle=Motion(**moved(logits + parameters.step * (1 - ease(BACK, fps))[:, None])),
            share_form=f".{places}p",
            gradient_form=f"+.{places}f",
            loss_form=".2f" if most < MANY_NATS else ".3g",
        )
