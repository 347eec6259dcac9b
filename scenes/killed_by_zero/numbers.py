"""The numbers of ``KilledByZero``: a share that moves alone, and a sum brought back to 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, one, subscripts
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, ranked
from stage.parameters import OneTrueClass
from xe_math import cross_entropy, log_loss, one_hot, probability_gradient, softmax

ALONE, BACK, HOP, PRESS, HEAR = 2.2, 0.8, 1.5, 3.5, 2.5
"""Seconds in which one share moves alone, and goes back; in which the truth hops to another class;
in which the sum is brought back to 1; and in which the loss answers.
"""

MORE, HIGHEST = 0.3, 0.9
"""By how much one share moves alone, and where it ends on its way up."""

SURE = 0.85
"""A share above which it goes down, for there is no way up that can be seen."""

LEAST = 1e-300
"""A share below which 1/q is no float."""


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
    true_class, one_true, pushed_class, one_pushed
        How a sentence speaks of them.
    q, loss, slopes
        softmax of the logits, (K,); the loss; and its gradient with respect to each share,
        -p/q, (K,).
    alone, back
        The pushed class's share moves alone, and back: ``q``, (frames, K); its ``share``, and the
        sum of all, ``total``.
    hop, home
        The truth goes to the pushed class, and back: ``p``, (frames, K), and the ``loss``.
    press
        With the pushed share where it went alone, the sum is brought back to 1 by the others, which
        keep their proportions: ``q``, (frames, K), ``total``, and the true class's share, ``true``.
    hear
        The ``loss`` of the same shares.
    rises
        Whether the pushed share goes up, not down.
    """

    names: tuple[str, ...]
    subscripts: tuple[str, ...]
    target: int
    pushed: int
    true_class: str
    one_true: str
    pushed_class: str
    one_pushed: str
    q: FloatArray
    loss: float
    slopes: FloatArray
    alone: Motion
    back: Motion
    hop: Motion
    home: Motion
    press: Motion
    hear: Motion
    rises: bool

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
        rises = share < SURE
        goal = min(share + MORE, HIGHEST) if rises else share - MORE
        shares = share + (goal - share) * ease(ALONE, fps)
        alone = q * (1 - own) + shares[:, None] * own
        back = alone[-1] + ease(BACK, fps)[:, None] * (q - alone[-1])
        there = ease(HOP, fps)[:, None]
        hop = (1 - there) * true + there * own
        surprise = log_loss(q)
        # As a difference, which is 0 where both are as surprising.
        hop_loss = surprise[target] + there[:, 0] * (surprise[pushed] - surprise[target])
        pressed = _pressed(alone[-1], own, ease(PRESS, fps))
        return cls(
            names=names,
            subscripts=subscripts(names),
            target=target,
            pushed=pushed,
            true_class=called(names[target]),
            one_true=one(names[target]),
            pushed_class=called(names[pushed]),
            one_pushed=one(names[pushed]),
            q=q,
            loss=float(cross_entropy(true, q)),
            slopes=np.array(probability_gradient(np.maximum(q, LEAST), target)) + 0.0,
            alone=Motion(q=alone, total=alone.sum(axis=1), share=shares, true=alone[:, target]),
            back=Motion(q=back, total=back.sum(axis=1), share=back[:, pushed]),
            hop=Motion(p=hop, loss=hop_loss),
            home=Motion(p=hop[::-1], loss=hop_loss[::-1]),
            press=Motion(q=pressed, total=pressed.sum(axis=1), true=pressed[:, target]),
            hear=Motion(loss=log_loss(_pressed(alone[-1], own, ease(HEAR, fps))[:, target])),
            rises=rises,
        )


def _pressed(q: FloatArray, own: FloatArray, eased: FloatArray) -> FloatArray:
    """Shares of all but ``own`` scaled by one factor until all sum to 1, (frames, K)."""
    others = q * (1 - own)
    before, after = float(others.sum()), 1 - float(q @ own)
    scale = before + (after - before) * eased
    return never_certain(q * own + others / before * scale[:, None])
