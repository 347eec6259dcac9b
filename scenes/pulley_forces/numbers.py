"""What ``PulleyForces`` draws: how hard the truth and the prediction pull at each score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of
from stage.digits import Form, decimals_that_add
from stage.numbers import (
    FloatArray,
    Motion,
    Numbers,
    ease,
    frames_in,
    minimum_jerk,
    never_certain,
    paced,
    ranked,
)
from stage.parameters import OneTrueClass, Positive
from xe_math import softmax, softmax_cross_entropy

JOIN, RUNS = 5.6, 0.55
"""Seconds in which all bands of the prediction reach the flag one after the other; and in which
share of its time each of them runs out, before it pulls."""

RUN, SNAP, SWING = 0.9, 0.5, 1.4
"""Seconds in which a single band runs out to the flag; in which it flies back if it is let go; and
in which the flag comes to rest."""

DRAG, BACK = 6.0, 2.6
"""Seconds in which a score is dragged down; and in which it goes back."""

PERIOD, DAMPING = 0.75, 0.45
"""Of the flag: seconds of a swing, and its damping ratio."""

LEAST_RANGE = 1.0
"""Of the scores, that is drawn: what differs by less is seen to differ by little."""

MOST = 4
"""Decimals of a pull, at most."""


class PulleyForcesParameters(OneTrueClass):
    """Logits, the true class, names, and how far the likeliest wrong logit is dragged down."""

    drag: Positive = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class PulleyForcesNumbers(Numbers):
    """A pull is minus the gradient, p - q: 1 - q for the true class, q down for every other one.

    Attributes
    ----------
    names, target, true_class
        Of the classes; the true one, counted from 0, and how a sentence speaks of it.
    order
        The classes from the first rail to the last, the true one first.
    dragged, dragged_class
        The likeliest wrong class, by its place and in a sentence.
    alone
        The truth pulls, and nothing else: where the ``flag`` stands, (frames,), in units of pull
        above its place without any. At rest it is what one side pulls more than the other.
    join
        The prediction's bands reach the flag one after the other: ``hooked``, how far each has run
        out, (frames, K), and the ``flag``.
    missing, mended
        The dragged class's band is taken from the flag, and put back: likewise.
    drag, back
        The likeliest wrong score is dragged down, and goes back: ``logits`` and ``q``, (frames, K),
        and ``pull``, 1 - q of the true class, (frames,).
    lowest, highest
        Between which values the scores lie in all of it.
    pull_form
        How pulls and shares are told, with the fewest decimals with which they add up.
    wasted
        Which share of the pull of 1 the prediction takes back at the true class.
    """

    names: tuple[str, ...]
    target: int
    true_class: str
    order: tuple[int, ...]
    dragged: int
    dragged_class: str
    alone: Motion
    join: Motion
    missing: Motion
    mended: Motion
    drag: Motion
    back: Motion
    lowest: float
    highest: float
    pull_form: Form
    wasted: float

    @classmethod
    def compute(cls, parameters: PulleyForcesParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        names = names_of(parameters.labels, len(logits))
        classes = np.arange(len(logits))
        order = (target, *(int(k) for k in classes if k != target))
        q = never_certain(softmax(logits))
        dragged = next(k for k in ranked(q) if k != target)
        lowered = np.where(classes == dragged, logits - parameters.drag, logits)
        drag = _pulled(paced(logits, lowered, ease(DRAG, fps), softmax), target)
        drawn = np.stack((logits, lowered))
        spare = max(0.0, LEAST_RANGE - float(np.ptp(drawn)), 1e-6 * float(np.abs(drawn).max()))
        is_dragged, lost = classes == dragged, float(q[dragged])
        swing, run = _time(SWING, fps), _time(RUN + SWING, fps)
        return cls(
            names=names,
            target=target,
            true_class=called(names[target]),
            order=order,
            dragged=dragged,
            dragged_class=called(names[dragged]),
            alone=Motion(flag=_settled(_response(_time(SWING, fps)), 1.0)),
            join=_joined(q, order, fps),
            missing=Motion(
                hooked=1 - is_dragged * minimum_jerk(np.clip(swing / SNAP, 0, 1))[:, None],
                flag=_settled(lost * _response(swing), lost),
            ),
            mended=Motion(
                hooked=1 - is_dragged * (1 - minimum_jerk(np.clip(run / RUN, 0, 1)))[:, None],
                flag=_settled(lost * (1 - _response(run - RUN)), 0.0),
            ),
            drag=drag,
            back=_pulled(paced(lowered, logits, ease(BACK, fps), softmax), target),
            lowest=float(drawn.min()) - spare / 2,
            highest=float(drawn.max()) + spare / 2,
            pull_form=_form(drag, target),
            wasted=float(q[target]),
        )


def _time(seconds: float, fps: float) -> FloatArray:
    """Seconds since a motion began, one row a frame."""
    return np.linspace(0.0, seconds, frames_in(seconds, fps) + 1)


def _response(time: FloatArray) -> FloatArray:
    """How far a damped flag has answered, seconds after a pull of 1 set in: from 0 to about 1."""
    own = 2 * np.pi / PERIOD
    slow, damped = DAMPING * own, own * np.sqrt(1 - DAMPING**2)
    t = np.maximum(time, 0.0)
    return np.asarray(
        1 - np.exp(-slow * t) * (np.cos(damped * t) + slow / damped * np.sin(damped * t))
    )


def _settled(flag: FloatArray, end: float) -> FloatArray:
    """The same way of a flag, which has come to rest in its last row."""
    return np.append(flag[:-1], end)


def _joined(q: FloatArray, order: tuple[int, ...], fps: float) -> Motion:
    """One band after the other runs out, and pulls by its share."""
    each = JOIN / len(q)
    starts = each * np.argsort(order)
    since = _time(JOIN, fps)[:, None] - starts
    hooked = minimum_jerk(np.clip(since / (RUNS * each), 0, 1))
    flag = 1 - _response(since - RUNS * each) @ q
    return Motion(hooked=hooked, flag=_settled(flag, 0.0))


def _pulled(logits: FloatArray, target: int) -> Motion:
    """What logits, (frames, K), make of shares and of the pull on the true class."""
    # Of the loss, since 1 - q loses its digits where q is nearly 1.
    pull = never_certain(-np.expm1(-np.array(softmax_cross_entropy(logits, target))))
    return Motion(logits=logits, q=never_certain(softmax(logits)), pull=pull)


def _form(drag: Motion, target: int) -> Form:
    """With which all q are 1, and all wrong ones together the pull, as they are told."""
    q, pull = drag.q[0], drag.pull[0]
    for d in range(3, MOST + 1):
        one = decimals_that_add(q, 1.0, kind="p", least=d, most=d)
        if one and decimals_that_add(np.delete(q, target), pull, kind="p", least=d, most=d):
            return f".{d}p"
    return ".3p"
