"""The numbers of ``KilledByZero``: one share moves by itself, and the sum is brought back to 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, one
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, ranked
from stage.parameters import OneTrueClass
from xe_math import cross_entropy, log_loss, one_hot, softmax

DIP, FELT, BACK = 1.0, 0.8, 0.6
"""Durations of the true class's dip, in seconds.

DIP: the true class loses a part of its share.
FELT: the loss responds.
BACK: the share and the loss return.
"""

ALONE, PRESS, HEAR, TRADE = 1.6, 3.4, 1.4, 1.6
"""Durations of the wrong class's change, in seconds.

ALONE: the wrong share moves by itself.
PRESS: the sum returns to 1.
HEAR: the loss responds.
TRADE: wrong classes trade shares, one way.
"""

KEPT = 2 / 3
"""Fraction of its share that the true class keeps in the dip."""

MORE, HIGHEST = 0.3, 0.9
"""The wrong share's change.

MORE: the amount by which it moves.
HIGHEST: its maximum value after moving up.
"""

SURE = 0.85
"""Wrong share from which it moves down, since a move up would not be visible."""


class KilledByZeroParameters(OneTrueClass):
    """The logits of the prediction, the true class, and the names of the classes."""


@dataclass(frozen=True, slots=True, eq=False)
class KilledByZeroNumbers(Numbers):
    """The table: K classes, counted from 0; losses in nats.

    Attributes
    ----------
    names
        Names of the classes.
    target
        The true class.
    pushed
        The likeliest wrong class, whose share is changed.
    order
        The classes from left to right in the bar: the true one last but one, the pushed one last.
    true_class
        The true class as a sentence names it, after "the".
    one_true
        One of the true class in words, such as "a cat".
    pushed_class
        The pushed class as a sentence names it, after "the".
    q
        The softmax of the logits, shape (K,).
    surprise
        ln(1/q) of each class, shape (K,).
    loss
        The loss.
    dip
        The true class keeps ``KEPT`` of its share, and all others stay: ``q`` and ``surprise``,
        each (frames, K).
    felt
        The ``loss`` during this change.
    back
        The way back from this change: ``q``, ``surprise`` and ``loss``.
    alone
        The pushed class's share moves, and all others stay: ``q`` and ``surprise``.
    press
        The pushed share stays where it went, and the others bring the sum back to 1, all by the
        same factor: ``q`` and ``surprise``.
    hear
        The ``loss`` during this change.
    trade
        The pushed class gives a third of its share to the likeliest other wrong class and gets
        it back: ``q``, ``surprise`` and ``loss``. Of two classes, the other one is the true one.
    rises
        Whether the pushed share moves up rather than down.
    """

    names: tuple[str, ...]
    target: int
    pushed: int
    order: tuple[int, ...]
    true_class: str
    one_true: str
    pushed_class: str
    q: FloatArray
    surprise: FloatArray
    loss: float
    dip: Motion
    felt: Motion
    back: Motion
    alone: Motion
    press: Motion
    hear: Motion
    trade: Motion
    rises: bool

    @classmethod
    def compute(cls, parameters: KilledByZeroParameters, fps: float) -> Self:
        """Compute the table with ``xe_math``."""
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
        press = _summing_to_1(moved, pushed, ease(PRESS, fps))
        hear = _summing_to_1(moved, pushed, ease(HEAR, fps))
        partner = next((k for k in ranked(q) if k in others), target)
        traded = press[-1].copy()
        traded[[pushed, partner]] += traded[pushed] / 3 * np.array((-1, 1))
        there = _between(press[-1], traded, ease(TRADE, fps))
        trade = np.concatenate((there, there[-2::-1]))
        return cls(
            names=names,
            target=target,
            pushed=pushed,
            order=(*others, target, pushed),
            true_class=called(names[target]),
            one_true=one(names[target]),
            pushed_class=called(names[pushed]),
            q=q,
            surprise=log_loss(q),
            loss=float(cross_entropy(true, q)),
            dip=_shares(dip),
            felt=Motion(loss=log_loss(felt[:, target])),
            back=_shares(back, loss=log_loss(back[:, target])),
            alone=_shares(_between(q, moved, ease(ALONE, fps))),
            press=_shares(press),
            hear=Motion(loss=log_loss(hear[:, target])),
            trade=_shares(trade, loss=log_loss(trade[:, target])),
            rises=rises,
        )


def _shares(q: FloatArray, **tracks: FloatArray) -> Motion:
    """Return a motion of the shares, (frames, K), with their ln(1/q) and further ``tracks``."""
    return Motion(q=q, surprise=log_loss(q), **tracks)


def _between(start: FloatArray, end: FloatArray, eased: FloatArray) -> FloatArray:
    """Return the shares on the way from one vector to another, (frames, K)."""
    share = eased[:, None]
    return (1 - share) * start + share * end


def _summing_to_1(q: FloatArray, fixed: int, eased: FloatArray) -> FloatArray:
    """Return the shares with all but ``fixed`` scaled by one factor to a sum of 1, (frames, K)."""
    is_fixed = one_hot(fixed, len(q))
    others = q * (1 - is_fixed)
    before, after = others.sum(), 1 - q[fixed]
    now = before + (after - before) * eased[:, None]
    return never_certain(q * is_fixed + others / before * now)
