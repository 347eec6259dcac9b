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
    frames_in,
    never_certain,
    paced,
    ranked,
)
from stage.parameters import OneTrueClass, Positive
from xe_math import nudge_logit, softmax

NUDGE, LATER, SHIFT = 2.2, 4.2, 6.2
"""Seconds in which one logit moves, in which all later pulls follow, and the lower logits rise."""

PAUSE = 0.3
"""Fraction of each later pull's time before its logit moves."""


class LogitNudgesParameters(OneTrueClass):
    """The logits, the true class, the size of the nudge in nats, and names."""

    nudge: Positive = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class LogitNudgesNumbers(Numbers):
    """K classes and two rows: in row 0 the true class is pushed, in row 1 the others are pulled.

    Attributes
    ----------
    names
        Names of the classes.
    target, others
        The true class; all other classes, the largest share first.
    order
        Order of the pieces of a bar: the true class, then ``others``.
    true_class, one_true
        The name of the true class as it follows "the", and with its indefinite article.
    likeliest, believed
        The name of the other class with the largest share; of the class with the largest of all.
    is_wrong
        Whether another class than the true one has the largest share.
    nudge
        The size of every nudge.
    logits, q
        All logits and their softmax, shape (K,).
    lowest, highest
        The least and the greatest value that any logit reaches.
    raised
        Row 0: the true class is pushed up.
    lowered
        Row 1: the likeliest other class is pulled down.
    joined
        Row 1: the rest is pulled down as well, one after the other.
    shifted
        Row 1: all logits rise by ``nudge`` together, which changes no share; ``z`` alone.

        Each motion has the logits ``z`` of both rows, shape (frames, 2, K). The first three have
        also the shares ``shares``, (frames, 2, K), the ``gain`` of the true class in percentage
        points, (frames, 2), and ``turn``, the position in ``others`` of the class that is pulled,
        (frames,).
    gains
        Percentage points that the true class gains by the push, by the first pull, and by all
        pulls, shape (3,). The last equals the first, since equal gaps have equal shares.
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
    shifted: Motion
    gains: FloatArray
    gain_form: Form
    score_form: Form

    @classmethod
    def compute(cls, parameters: LogitNudgesParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target, nudge = np.array(parameters.logits), parameters.target, parameters.nudge
        names, q = names_of(parameters.labels, len(logits)), never_certain(softmax(logits))
        others = tuple(k for k in ranked(q) if k != target)
        start, progress = _State(logits[None], np.zeros((1, len(logits)))), ease(NUDGE, fps)
        pushed = start.moved(target, nudge, progress)
        pulled = start.moved(others[0], -nudge, progress)
        together, turn = _one_by_one(pulled.last(), others, nudge, fps)
        # A nudge always helps, even by less than a float can hold.
        least = np.nextafter(0.0, 1.0)
        first, second = (max(100 * float(s.change[-1, target]), least) for s in (pushed, pulled))
        gains = np.array([first, second if len(others) > 1 else first, first])
        rise = nudge * ease(SHIFT, fps)[:, None]
        here = np.arange(len(logits)) == target

        def motion(row_0: _State, row_1: _State, turn: FloatArray) -> Motion:
            z = np.stack(np.broadcast_arrays(row_0.z, row_1.z), 1)
            change = np.stack(np.broadcast_arrays(row_0.change, row_1.change), 1)
            return Motion(
                z=z,
                shares=np.maximum(q + change, 0.0),
                gain=100 * change[..., target],
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
            shifted=Motion(
                z=np.stack(np.broadcast_arrays(pushed.z[-1], together.z[-1] + rise), axis=1)
            ),
            gains=gains,
            gain_form=apart(gains[:2], kind="+f", least=0),
            score_form=exactly(logits, least=1),
        )


@dataclass(frozen=True, slots=True)
class _State:
    """Logits ``z``, and how much each share has changed so far, both of shape (frames, K)."""

    z: FloatArray
    change: FloatArray

    def last(self) -> _State:
        """Return the last frame."""
        return _State(self.z[-1:], self.change[-1:])

    def moved(self, k: int, by: float, progress: FloatArray) -> _State:
        """Return the frames in which logit ``k`` moves by ``by``, from the last frame on."""
        logits = self.z[-1]

        def change(sizes: FloatArray) -> FloatArray:
            return np.asarray(nudge_logit(logits, k, sizes[:, 0]).change)

        sizes = paced(np.zeros(1), np.array([by]), progress, change)
        return _State(
            logits + sizes * (np.arange(len(logits)) == k), self.change[-1] + change(sizes)
        )


def _one_by_one(
    start: _State, others: tuple[int, ...], nudge: float, fps: float
) -> tuple[_State, FloatArray]:
    """Return the frames of all pulls but the first, and the track ``turn``."""
    state, turn = start, np.zeros(1)
    frames = frames_in(LATER / max(len(others) - 1, 1), fps)
    time = np.linspace(0.0, 1.0, frames + 1)
    for j, k in enumerate(others[1:]):
        moved = state.moved(k, -nudge, eased(time, PAUSE))
        state = _State(
            np.concatenate((state.z, moved.z[1:])), np.concatenate((state.change, moved.change[1:]))
        )
        turn = np.concatenate((turn, j + eased(time, 0.0, PAUSE)[1:]))
    return state, turn
