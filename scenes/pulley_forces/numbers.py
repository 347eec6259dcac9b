"""The numbers of ``PulleyForces``: how hard the truth and the prediction pull at each score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, one
from stage.digits import Form, decimals_that_add, same
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, ranked
from stage.parameters import OneTrueClass
from xe_math import logit_gradient, softmax, softmax_cross_entropy

RISE_SECONDS, RELEASE_SECONDS = 1.6, 6.0
"""Lengths of the motions."""

STEPS, TIME = 1000, 3.5
"""Number of steps of gradient descent, and the sum of their sizes: how far a score would move under
a constant pull of 1."""

RANGE = 5.0
"""Range of the scores above which they move further, so that the movement is visible."""


class PulleyForcesParameters(OneTrueClass):
    """Logits, the true class, and names."""


@dataclass(frozen=True, slots=True, eq=False)
class PulleyForcesNumbers(Numbers):
    """Scores that follow their net pulls.

    The net pull at a score is minus the gradient of the loss, p - q: 1 - q for the true class and
    -q for every other class. All net pulls sum to 0, so the average score never changes.

    Attributes
    ----------
    names, target
        Names of the K classes; index of the true class.
    true_class, one_true, rival_class
        The true class after "the", and with its article; the likeliest wrong class after "the".
    order
        The classes from the top lane to the bottom: the true class, then the others by their q.
    rise
        The scores leave their average: ``logits``, (frames, K).
    release
        The scores follow their net pulls, by gradient descent in ``STEPS`` steps: ``logits`` and
        their softmax ``q``, (frames, K); their ``average`` and the net ``pull`` at the true class,
        (frames,).
    pull
        The net pull at the true class at first.
    pull_form
        How pulls and shares are written: with the fewest decimals that add up.
    is_ahead
        Whether the likeliest wrong class has a higher score than the true class at first.
    """

    names: tuple[str, ...]
    target: int
    true_class: str
    one_true: str
    rival_class: str
    order: tuple[int, ...]
    rise: Motion
    release: Motion
    pull: float
    pull_form: Form
    is_ahead: bool

    @classmethod
    def compute(cls, parameters: PulleyForcesParameters, fps: float) -> Self:
        """Return the whole table, computed by ``xe_math``."""
        first, target = np.array(parameters.logits), parameters.target
        names = names_of(parameters.labels, len(first))
        scale = max(1.0, float(np.ptp(first)) / RANGE)
        rise = ease(RISE_SECONDS, fps)[:, None]
        rising = np.where(rise < 1, (1 - rise) * first.mean() + rise * first, first)
        release = _descent(first, target, TIME * scale, ease(RELEASE_SECONDS, fps))
        q, pull = release.q[0], float(release.pull[0])
        others = [k for k in ranked(q) if k != target]
        leader = first[others[0]]
        return cls(
            names=names,
            target=target,
            true_class=called(names[target]),
            one_true=one(names[target]),
            rival_class=called(names[others[0]]),
            order=(target, *others),
            rise=Motion(logits=rising),
            release=release,
            pull=pull,
            pull_form=_form(q, target, pull),
            is_ahead=bool(leader > first[target]) and not same(leader, first[target]),
        )


def _descent(start: FloatArray, target: int, time: float, progress: FloatArray) -> Motion:
    """Return a motion by gradient descent from ``start``, in ``STEPS`` steps of equal size.

    ``time`` is the sum of the step sizes, ``progress`` its elapsed fraction in each frame.
    """
    path = np.empty((STEPS + 1, len(start)))
    path[0] = start
    for step in range(STEPS):
        path[step + 1] = path[step] - time / STEPS * logit_gradient(path[step], target)
    elapsed = progress * STEPS
    before = np.minimum(elapsed.astype(int), STEPS - 1)
    part = (elapsed - before)[:, None]
    logits = (1 - part) * path[before] + part * path[before + 1]
    # Computed from the loss, because 1 - q has few correct digits where q is nearly 1.
    pull = -np.expm1(-np.array(softmax_cross_entropy(logits, target)))
    return Motion(
        logits=logits,
        average=logits.mean(axis=1),
        q=never_certain(softmax(logits)),
        pull=never_certain(pull),
    )


def _form(q: FloatArray, target: int, pull: float) -> Form:
    """Return the form in which the shares add up to 1 as written, and all others to ``pull``."""
    for d in (3, 4):
        is_one = decimals_that_add(q, 1.0, kind="p", least=d, most=d)
        if is_one and decimals_that_add(np.delete(q, target), pull, kind="p", least=d, most=d):
            return f".{d}p"
    return ".3p"
