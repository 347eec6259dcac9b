"""The numbers of ``KilledByZero``: shares that move alone, slopes that die, a sum that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, one, subscripts
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, ranked, staggered
from stage.parameters import OneTrueClass
from xe_math import (
    cross_entropy,
    log_loss_gradient,
    one_hot,
    probability_gradient,
    softmax,
)

UP, DOWN, BACK, HOP, DIE, LIFT = 1.2, 2.0, 0.8, 1.5, 4.0, 7.0
"""Seconds in which one share is dragged up alone, and down; goes back; in which the truth hops to
another class; in which slopes die; and in which a share is lifted while all still sum to 1.
"""

HIGH, LOW, MORE = 0.95, 0.05, 0.3
"""Where one share alone is dragged; one below twice ``LOW`` goes up by ``MORE`` instead."""

LEAST = 1e-300
"""A share below which 1/q is no float."""

LIFTED, HIGHEST = 0.6, 0.9
"""How much of the others' a share is lifted by; one that is above ``HIGHEST`` sinks instead."""


class KilledByZeroParameters(OneTrueClass):
    """The logits of the prediction, the true class, and names."""


@dataclass(frozen=True, slots=True, eq=False)
class KilledByZeroNumbers(Numbers):
    """K classes; losses in nats.

    Attributes
    ----------
    names, subscripts, target, pushed
        Of the classes; the same in formulas; the true class, and the likeliest wrong one, counted
        from 0.
    true_class, one_true, pushed_class
        How a sentence speaks of them.
    alone, back
        The pushed class's share moves alone: ``q``, (frames, K), and its sum, ``total``; and its
        ``share``.
    hop, home
        The truth goes to the pushed class, and back: ``p``, (frames, K), and the ``loss``.
    slopes
        The gradient of ln(1/q) with respect to each share, -1/q, (K,).
    reaches
        What gets through to each share: -p/q, the gradient of the loss, (K,).
    die
        How much is left of each slope while what is times 0 dies: ``left``, (frames, K).
    lift
        The pushed share is lifted while all sum to 1: ``q``, ``total``, ``share``, ``loss``.
    order
        The classes in which slopes die, the smallest first.
    """

    names: tuple[str, ...]
    subscripts: tuple[str, ...]
    target: int
    pushed: int
    true_class: str
    one_true: str
    pushed_class: str
    q: FloatArray
    loss: float
    alone: Motion
    back: Motion
    hop: Motion
    home: Motion
    slopes: FloatArray
    reaches: FloatArray
    die: Motion
    lift: Motion
    order: tuple[int, ...]

    @classmethod
    def compute(cls, parameters: KilledByZeroParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        count = len(logits)
        names = names_of(parameters.labels, count)
        q, true = never_certain(softmax(logits)), one_hot(target, count)
        pushed = next(k for k in ranked(q) if k != target)
        own = one_hot(pushed, count)
        share = float(q[pushed])
        stops = (share, HIGH, LOW) if 2 * LOW <= share < HIGH else (share, share + MORE, share)
        if share >= HIGH:
            stops = (share, 1.0, LOW)
        ways = [
            a + (b - a) * ease(seconds, fps)
            for a, b, seconds in zip(stops, stops[1:], (UP, DOWN), strict=False)
        ]
        shares = np.concatenate((ways[0], ways[1][1:]))
        alone = q * (1 - own) + shares[:, None] * own
        back = alone[-1] + ease(BACK, fps)[:, None] * (q - alone[-1])
        there = ease(HOP, fps)[:, None]
        hop = (1 - there) * true + there * own
        slopes = np.array(log_loss_gradient(np.maximum(q, LEAST)))
        order = tuple(k for k in ranked(slopes) if k != target)
        dying = staggered(len(order), len(ease(DIE, fps)) - 1)
        left = np.ones((len(dying), count))
        left[:, list(order)] = 1 - dying
        goal = share + (LIFTED if share < HIGHEST else -LIFTED) * (1 - share)
        lifted = share + (goal - share) * ease(LIFT, fps)
        lift = never_certain(
            q * (1 - own) * ((1 - lifted) / (1 - share))[:, None] + lifted[:, None] * own
        )
        return cls(
            names=names,
            subscripts=subscripts(names),
            target=target,
            pushed=pushed,
            true_class=called(names[target]),
            one_true=one(names[target]),
            pushed_class=called(names[pushed]),
            q=q,
            loss=float(cross_entropy(true, q)),
            alone=Motion(q=alone, total=alone.sum(axis=1), share=shares),
            back=Motion(q=back, total=back.sum(axis=1), share=back[:, pushed]),
            hop=Motion(p=hop, loss=_expected(hop, q)),
            home=Motion(p=hop[::-1], loss=_expected(hop[::-1], q)),
            slopes=slopes,
            reaches=np.array(probability_gradient(np.maximum(q, LEAST), target)),
            die=Motion(left=left),
            lift=Motion(
                q=lift, total=np.ones(len(lift)), share=lifted, loss=cross_entropy(true, lift)
            ),
            order=order,
        )


def _expected(p: FloatArray, q: FloatArray) -> FloatArray:
    """The surprise of q, averaged with p, (frames,)."""
    return np.asarray((p * -np.log(q)).sum(axis=1))
