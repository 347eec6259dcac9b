"""What ``PulleyForces`` draws: what the truth and the prediction pull at each score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of
from stage.digits import Form, apart, decimals_that_add
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, paced, ranked, steady
from stage.parameters import OneTrueClass, Positive
from xe_math import descend_logits, softmax, softmax_cross_entropy

FOLLOW, DRAG, BACK, SLIDE, RELAX = 7.5, 2.6, 0.8, 2.4, 1.2
"""Seconds in which pulls are followed to the seam; a score is dragged, and goes back; in which all
scores yield for one step; and in which the bands then get their new widths."""

SLOWER = 1.5
"""How much slower the pulls are followed at their end: a power of what is left of the time."""

LEAST_RANGE = 1.0
"""Of the scores, that is drawn: what differs by less is seen to differ by little."""

MOST = 4
"""Decimals of a pull, at most."""


class PulleyForcesParameters(OneTrueClass):
    """Logits, the true class, names, how far a wrong one is dragged down, and the step's size."""

    drag: Positive = 2.0
    learning_rate: Positive = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class PulleyForcesNumbers(Numbers):
    """A pull is minus the gradient, p - q: 1 - q for the true class, q down for every other one.

    Attributes
    ----------
    names, target, true_class
        Of the classes; the true one, counted from 0, and how a sentence speaks of it.
    order
        The classes from the first rail to the last, the true one first.
    dragged, dragged_class, least_class
        The likeliest wrong class, by its place and in a sentence; and the least likely one.
    follow
        How far pulls have been followed from the beads to the seam, ``ride``, (frames,).
    drag, back
        The likeliest wrong score is dragged down, and goes back: ``logits`` and ``q``, (frames, K),
        and ``pull``, 1 - q of the true class, (frames,).
    slide
        All scores go one step of gradient descent: ``logits``, and the ``loss`` on the way.
    relax
        ``q`` and ``pull`` become those of the new scores.
    start, stepped
        The loss before the step and after it, in nats.
    lowest, highest
        Between which values the scores lie in all of it.
    pull_form, loss_form
        How pulls and shares are told, with the fewest decimals with which they add up; and losses.
    wasted, stirs, times
        Which share of the pull of 1 the prediction takes back at the true class; how hard the least
        likely class is pulled, in shares of the true one's pull; the loss after the step in shares
        of that before.
    """

    names: tuple[str, ...]
    target: int
    true_class: str
    order: tuple[int, ...]
    dragged: int
    dragged_class: str
    least_class: str
    follow: Motion
    drag: Motion
    back: Motion
    slide: Motion
    relax: Motion
    start: float
    stepped: float
    lowest: float
    highest: float
    pull_form: Form
    loss_form: Form
    wasted: float
    stirs: float
    times: float

    @classmethod
    def compute(cls, parameters: PulleyForcesParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        names = names_of(parameters.labels, len(logits))
        classes = np.arange(len(logits))
        order = (target, *(int(k) for k in classes if k != target))
        q = never_certain(softmax(logits))
        wrong = [k for k in ranked(q) if k != target]
        lowered = np.where(classes == wrong[0], logits - parameters.drag, logits)
        stepped = descend_logits(logits, target, parameters.learning_rate, 1).logits[-1]
        drag = _pulled(paced(logits, lowered, ease(DRAG, fps), softmax), target)
        slide = paced(logits, stepped, ease(SLIDE, fps), softmax)
        relax = _pulled(paced(logits, stepped, ease(RELAX, fps), softmax), target)
        losses = np.array(softmax_cross_entropy(slide, target))
        drawn = np.stack((logits, lowered, stepped))
        spare = max(0.0, LEAST_RANGE - float(np.ptp(drawn)), 1e-6 * float(np.abs(drawn).max()))
        return cls(
            names=names,
            target=target,
            true_class=called(names[target]),
            order=order,
            dragged=wrong[0],
            dragged_class=called(names[wrong[0]]),
            least_class=called(names[wrong[-1]]),
            follow=Motion(ride=1 - (1 - steady(FOLLOW, fps)) ** SLOWER),
            drag=drag,
            back=_pulled(paced(lowered, logits, ease(BACK, fps), softmax), target),
            slide=Motion(logits=slide, loss=losses),
            relax=Motion(q=relax.q, pull=relax.pull),
            start=float(losses[0]),
            stepped=float(losses[-1]),
            lowest=float(drawn.min()) - spare / 2,
            highest=float(drawn.max()) + spare / 2,
            pull_form=_form(drag, relax, target),
            loss_form=apart(losses[[0, -1]]),
            wasted=float(q[target]),
            stirs=float(q[wrong[-1]] / drag.pull[0]),
            times=float(losses[-1] / losses[0]) if losses[0] else 1.0,
        )


def _pulled(logits: FloatArray, target: int) -> Motion:
    """What logits, (frames, K), make of shares and of the pull on the true class."""
    # Of the loss, since 1 - q loses its digits where q is nearly 1.
    pull = never_certain(-np.expm1(-np.array(softmax_cross_entropy(logits, target))))
    return Motion(logits=logits, q=never_certain(softmax(logits)), pull=pull)


def _form(drag: Motion, relax: Motion, target: int) -> Form:
    """With which all q are 1, and all wrong ones together the pull, as they are told."""
    q, pulls = np.stack((drag.q[0], relax.q[-1])), np.array([drag.pull[0], relax.pull[-1]])
    others = np.delete(q, target, axis=1)
    for d in range(3, MOST + 1):
        one = decimals_that_add(q[:1], 1.0, kind="p", least=d, most=d)
        if one and decimals_that_add(others, pulls, kind="p", least=d, most=d):
            return f".{d}p"
    return ".3p"
