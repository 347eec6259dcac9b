"""The numbers of ``KilledByZero``: shares that move alone, and a sum brought back to 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, one, subscripts
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, ranked
from stage.parameters import OneTrueClass
from xe_math import cross_entropy, log_loss, one_hot, softmax

DIP, FELT, BACK = 1.0, 0.8, 0.6
"""Seconds in which the true class loses a part of its share; the loss answers; both go back."""

ALONE, PRESS, HEAR = 2.2, 3.2, 2.2
"""Seconds in which a wrong share moves alone; the sum goes back to 1; the loss answers."""

KEPT = 2 / 3
"""What the true class keeps of its share in the dip."""

MORE, HIGHEST = 0.3, 0.9
"""By how much the wrong share moves alone, and where it ends at most on its way up."""

SURE = 0.85
"""A share from which on it goes down, for there is no way up that can be seen."""


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
    order
        The classes from left to right in the bar: the pushed one first, the true one at the wall.
    true_class, one_true, pushed_class
        How a sentence speaks of them.
    q, loss
        softmax of the logits, (K,); the loss.
    dip, felt, back
        The true class keeps ``KEPT`` of its share, and all others stay: ``q``, (frames, K), and its
        own share, ``true``; the ``loss`` of these shares; and all of it back again.
    alone
        The pushed class's share moves, and all others stay: ``q``, (frames, K), and ``share``.
    press, hear
        The pushed share stays where it went, and the others bring the sum back to 1, all by one
        factor: ``q``, (frames, K), and ``true``; and the ``loss`` of these shares.
    rises
        Whether the pushed share goes up, not down.
    """

    names: tuple[str, ...]
    subscripts: tuple[str, ...]
    target: int
    pushed: int
    order: tuple[int, ...]
    true_class: str
    one_true: str
    pushed_class: str
    q: FloatArray
    loss: float
    dip: Motion
    felt: Motion
    back: Motion
    alone: Motion
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
        others = tuple(k for k in range(count) if k not in (pushed, target))

        dipped = q * (1 - (1 - KEPT) * true)
        dip = _between(q, dipped, ease(DIP, fps))
        felt = _between(q, dipped, ease(FELT, fps))
        back = _between(dipped, q, ease(BACK, fps))

        rises = bool(q[pushed] < SURE)
        goal = min(q[pushed] + MORE, HIGHEST) if rises else q[pushed] - MORE
        moved = np.where(one_hot(pushed, count) == 1, goal, q)
        alone = _between(q, moved, ease(ALONE, fps))
        press = _summing_to_1(moved, pushed, ease(PRESS, fps))
        hear = _summing_to_1(moved, pushed, ease(HEAR, fps))
        return cls(
            names=names,
            subscripts=subscripts(names),
            target=target,
            pushed=pushed,
            order=(pushed, *others, target),
            true_class=called(names[target]),
            one_true=one(names[target]),
            pushed_class=called(names[pushed]),
            q=q,
            loss=float(cross_entropy(true, q)),
            dip=Motion(q=dip, true=dip[:, target]),
            felt=Motion(loss=log_loss(felt[:, target])),
            back=Motion(q=back, true=back[:, target], loss=log_loss(back[:, target])),
            alone=Motion(q=alone, share=alone[:, pushed]),
            press=Motion(q=press, true=press[:, target]),
            hear=Motion(loss=log_loss(hear[:, target])),
            rises=rises,
        )


def _between(start: FloatArray, end: FloatArray, eased: FloatArray) -> FloatArray:
    """From one vector of shares to another, (frames, K)."""
    return start + eased[:, None] * (end - start)


def _summing_to_1(q: FloatArray, fixed: int, eased: FloatArray) -> FloatArray:
    """All shares but ``fixed`` scaled by one factor until the sum is 1, (frames, K)."""
    is_fixed = one_hot(fixed, len(q))
    others = q * (1 - is_fixed)
    before, after = others.sum(), 1 - q[fixed]
    now = before + (after - before) * eased[:, None]
    return never_certain(q * is_fixed + others / before * now)
