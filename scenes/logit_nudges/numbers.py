"""The numbers of ``LogitNudges``: the true logit pushed up, the others pulled down one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, one
from stage.digits import Form, apart, exactly
from stage.numbers import (
    FloatArray,
    Motion,
    Numbers,
    ease,
    eased,
    never_certain,
    paced,
    ranked,
)
from stage.parameters import OneTrueClass, Positive
from xe_math import nudge_logit, softmax

NUDGE, TOGETHER = 2.6, 5.6
"""Seconds in which one logit moves; and all those of the others that are pulled later."""

TURN = 0.3
"""Share of each later pull's time before its logit moves."""

ZOOMED, SEEN = 0.1, 0.02
"""The largest and the least width of a magnified difference of two gains, in shares of a row."""

LENSES = tuple(digit * 10**power for power in range(4) for digit in (1, 2, 5))
"""Magnifications: round numbers."""


class LogitNudgesParameters(OneTrueClass):
    """The logits, the true class, the size of the nudge in nats, and names."""

    nudge: Positive = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class LogitNudgesNumbers(Numbers):
    """K classes and two rows: in row 0 the true class is pushed, in row 1 others are pulled.

    Attributes
    ----------
    names, target, others
        Of the classes; the true class, counted from 0; the others, the largest share first.
    order
        Of the pieces of a bar: the true class, then the others.
    true_class, one_true, likeliest, believed
        How a sentence speaks of the true class, after "the" and without it; of the other class that
        has the largest share; and of that which has the largest share of all.
    is_wrong
        Whether that is another class than the true one.
    nudge, logits, q
        The size of every nudge; all logits and their softmax, shape (K,).
    lowest, highest
        The limits of all logits.
    raised, lowered, joined
        The true class is pushed in row 0; the likeliest other class is pulled in row 1; then the
        rest, one after the other, while those pulled before stay down. Each has all logits ``z``
        and shares ``shares``, (frames, 2, K), the ``gain`` of the true class's share, (frames, 2),
        and ``turn``, which of ``others`` is pulled, (frames,).
    gains
        The gain by the push, by the first pull, and by all pulls, shape (3,). The last equals the
        first, since equal differences of logits have equal shares.
    lens
        The magnification in which the difference of the first two is seen; 1 if it cannot be.
    gain_form, score_form
        The forms of gains and of logits.

    Source note, section 2.
    """

    names: tuple[str, ...]
    target: int
    others: tuple[int, ...]
    order: tuple[int, ...]
    true_class: str
    one_true: str
    likeliest: str
    believed: str
    is_wrong: bool
    nudge: float
    logits: FloatArray
    q: FloatArray
    lowest: float
    highest: float
    raised: Motion
    lowered: Motion
    joined: Motion
    gains: FloatArray
    lens: int
    gain_form: Form
    score_form: Form

    @classmethod
    def compute(cls, parameters: LogitNudgesParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target, nudge = np.array(parameters.logits), parameters.target, parameters.nudge
        names, q = names_of(parameters.labels, len(logits)), never_certain(softmax(logits))
        others = tuple(k for k in ranked(q) if k != target)
        start, share = _State(logits[None], np.zeros((1, len(logits)))), ease(NUDGE, fps)
        pushed, pulled = start.moved(target, nudge, share), start.moved(others[0], -nudge, share)
        together, turn = _one_by_one(pulled.last(), others, nudge, fps)
        # A nudge always helps, be it by less than a float can hold.
        least = np.nextafter(0.0, 1.0)
        first, second = (max(float(s.change[-1, target]), least) for s in (pushed, pulled))
        gains = np.array([first, second if len(others) > 1 else first, first])
        here = np.arange(len(logits)) == target

        def motion(row_0: _State, row_1: _State, turn: FloatArray) -> Motion:
            z = np.stack(np.broadcast_arrays(row_0.z, row_1.z), 1)
            change = np.stack(np.broadcast_arrays(row_0.change, row_1.change), 1)
            return Motion(
                z=z,
                shares=np.maximum(q + change, 0.0),
                gain=change[..., target],
                turn=np.resize(turn, len(z)),
            )

        is_wrong = bool(q[others[0]] > q[target])
        return cls(
            names=names,
            target=target,
            others=others,
            order=(target, *others),
            true_class=called(names[target]),
            one_true=one(names[target]),
            likeliest=called(names[others[0]]),
            believed=called(names[others[0] if is_wrong else target]),
            is_wrong=is_wrong,
            nudge=nudge,
            logits=logits,
            q=q,
            lowest=float((logits - nudge * ~here).min()),
            highest=float((logits + nudge * here).max()),
            raised=motion(pushed, start, np.zeros(1)),
            lowered=motion(pushed.last(), pulled, np.zeros(1)),
            joined=motion(pushed.last(), together, turn),
            gains=gains,
            lens=_lens(float(gains[0] - gains[1])),
            gain_form=apart(gains[:2], kind="+f", least=3),
            score_form=exactly([*logits, *(logits - nudge), logits[target] + nudge], least=1),
        )


@dataclass(frozen=True, slots=True)
class _State:
    """Logits and by how much each share has changed so far, shape (frames, K)."""

    z: FloatArray
    change: FloatArray

    def last(self) -> _State:
        return _State(self.z[-1:], self.change[-1:])

    def moved(self, k: int, by: float, share: FloatArray) -> _State:
        """From its last frame on, one logit moves ``by`` so much, in step with ``share``."""
        logits = self.z[-1]

        def change(sizes: FloatArray) -> FloatArray:
            return np.asarray(nudge_logit(logits, k, sizes[:, 0]).change)

        sizes = paced(np.zeros(1), np.array([by]), share, change)
        here = np.arange(len(logits)) == k
        return _State(logits + sizes * here, self.change[-1] + change(sizes))


def _one_by_one(
    start: _State, others: tuple[int, ...], nudge: float, fps: float
) -> tuple[_State, FloatArray]:
    """The pulls after the first, one after the other, and which of ``others`` is pulled."""
    state, turn = start, np.zeros(1)
    share = ease(TOGETHER / max(len(others) - 1, 1), fps)
    time = np.linspace(0.0, 1.0, len(share))
    waits = eased(time, 0.0, TURN)
    goes = eased(time, TURN)
    for j, k in enumerate(others[1:]):
        moved = state.moved(k, -nudge, goes)
        state = _State(
            np.concatenate((state.z, moved.z[1:])), np.concatenate((state.change, moved.change[1:]))
        )
        turn = np.concatenate((turn, j + waits[1:]))
    return state, turn


def _lens(difference: float) -> int:
    """The largest magnification in which a difference of shares is at most ``ZOOMED`` wide.

    1 if it is hardly seen even then.

    >>> _lens(0.0087), _lens(0.2), _lens(1e-9)
    (10, 1, 1)
    """
    lens = max((lens for lens in LENSES if lens * difference <= ZOOMED), default=1)
    return lens if lens * difference >= SEEN else 1
