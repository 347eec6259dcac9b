"""The numbers of ``LogitsFeelIt``: how much each score moves the loss, through the softmax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, one
from stage.digits import Form, decimals_that_add
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, paced, ranked
from stage.parameters import OneTrueClass, Positive
from xe_math import logit_gradient, softmax, softmax_cross_entropy

PUSH, BACK, STRETCH, OTHERS, RAISE = 2.0, 0.8, 2.0, 1.0, 1.2
"""Seconds in which a score is pushed, and goes back; in which what a small push does to the loss is
stretched, of one score and then of the other wrong ones; and in which all scores are raised."""

NUDGE = 0.01
"""The small push."""

FEW = 4
"""Maximum number of classes that all have names and numbers."""

MANY_NATS = 1000.0
"""Loss from which on it is written without decimals."""

MANY_SCORES = 100.0
"""Score from which on it is written with three digits."""


class LogitsFeelItParameters(OneTrueClass):
    """The logits, the true class, how far a logit, then all are pushed, and names."""

    step: Positive = 0.6


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
        The classes from the left, the true one first; and those with a name and a number: of more
        than four the true one and the two likeliest wrong ones.
    z, q, loss
        The logits; softmax of them, (K,); and the true class's loss.
    gradient, widths
        Slope of the loss by each logit, (K,), and its size.
    own, lacks
        The true class's share, and what it has less than 1.
    nudge
        The small push.
    lift, drop
        The true logit goes up by the step, and back: the logits ``z`` and their softmax ``q``,
        (frames, K); the ``loss``, and its ``change`` from what it was at first.
    push, back
        The same of the pushed wrong logit.
    raising, settle
        All logits go up alike, and back.
    stretch, others
        What a small push does to the loss is stretched to a push of 1: ``rates``, (frames, K), of
        the pushed class, then of the other wrong ones.
    share_form, gradient_form, loss_form, score_form
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
    z: FloatArray
    q: FloatArray
    loss: float
    gradient: FloatArray
    widths: FloatArray
    own: float
    lacks: float
    nudge: float
    lift: Motion
    drop: Motion
    push: Motion
    back: Motion
    raising: Motion
    settle: Motion
    stretch: Motion
    others: Motion
    share_form: Form
    gradient_form: Form
    loss_form: Form
    score_form: Form

    @classmethod
    def compute(cls, parameters: LogitsFeelItParameters, fps: float) -> Self:
        """Compute the table with ``xe_math``."""
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

        first = float(softmax_cross_entropy(logits, target))

        def moved(z: FloatArray) -> Motion:
            loss = np.array(softmax_cross_entropy(z, target))
            return Motion(z=z, q=never_certain(softmax(z)), loss=loss, change=loss - first)

        def up_and_back(pushed: int) -> tuple[Motion, Motion]:
            higher = np.where(every == pushed, logits + parameters.step, logits)
            return (
                moved(paced(logits, higher, ease(PUSH, fps), softmax)),
                moved(paced(higher, logits, ease(BACK, fps), softmax)),
            )

        lift, drop = up_and_back(target)
        push, back = up_and_back(pushed)
        raised = ease(RAISE, fps)[:, None]
        one_push = widths * (every == pushed)
        all_wrong = widths * (every != target)
        # Of a small push, stretched until it is what a push of 1 would do at the same rate.
        stretched = NUDGE + (1 - NUDGE) * ease(STRETCH, fps)[:, None]
        then = ease(OTHERS, fps)[:, None]
        largest = float(np.abs(np.append(logits, logits + parameters.step)).max())
        return cls(
            names=names,
            target=target,
            pushed=pushed,
            true_class=called(names[target]),
            one_true=one(names[target]),
            pushed_class=called(names[pushed]),
            order=(target, *wrong),
            told=tuple(range(count)) if few else (target, *likeliest[:2]),
            z=logits,
            q=q,
            loss=first,
            gradient=np.where(every == target, -widths, widths),
            widths=widths,
            own=float(q[target]),
            lacks=float(widths[target]),
            nudge=NUDGE,
            lift=lift,
            drop=drop,
            push=push,
            back=back,
            raising=moved(logits + parameters.step * raised),
            settle=moved(logits + parameters.step * (1 - ease(BACK, fps))[:, None]),
            stretch=Motion(rates=one_push * stretched),
            others=Motion(rates=one_push + (all_wrong - one_push) * then),
            share_form=f".{places}p",
            gradient_form=f"+.{places}f",
            loss_form=".2f" if float(push.loss.max()) < MANY_NATS else ".3g",
            score_form=".1f" if largest < MANY_SCORES else ".3g",
        )
