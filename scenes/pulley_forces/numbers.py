"""What ``PulleyForces`` draws: how hard the loss pulls each logit, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.digits import Form, apart, decimals_of, decimals_that_add
from stage.numbers import FloatArray, Numbers, ease, never_certain, ranked
from stage.parameters import (
    OneTrueClass,
    Positive,
    class_names,
)
from xe_math import descend_logits, logit_gradient, softmax, softmax_cross_entropy

RIDE = 2.7
"""Seconds in which the strands are followed from the beads to where they are one rope."""

DRAG, RETURN = 2.5, 1.0
"""Seconds in which a logit is dragged, and in which it goes back."""

LOOP = 2.2
"""Seconds in which what pulls the true logit both ways is taken out."""

STEP = 2.8
"""Seconds of the step in which all logits yield, and pulls with them."""

LEAST_RANGE = 1.0
"""Of the logits, that is drawn: what differs by less is seen to differ by little."""

GRID = 1001
"""Places on a way at which pulls are computed to find its pace."""

FEW = 4
"""Logits of which all pulls are told in the sum."""

MOST = 4
"""Decimals of a pull, at most."""


class PulleyForcesParameters(OneTrueClass):
    """The logits, the true class, names, how far one is dragged, and the size of a step."""

    drag: Positive = 2.0
    learning_rate: Positive = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class PulleyForcesNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; tracks are (frames, K).

    A pull is the size of minus the gradient: it raises the true logit and lowers all others. The
    true one is pulled up by p, which is 1 there, and down by its own q.

    Attributes
    ----------
    names, logits, target
        Of the classes; the network's last layer; the true class, counted from 0.
    order, rows
        The logits, the true one first, from the first rail to the last; and on which rail each
        one is, from 0.
    lowest, highest
        Between which values logits are drawn.
    q, pulls
        softmax of the logits, and how hard each is pulled; none is 0 or 1, since no softmax is.
    ride
        How far the strands have been followed, from 0 to 1; a track, (frames,).
    loop
        How much of the true logit's own q is still there while it is taken out, from 1 to 0; a
        track, (frames,).
    dragged
        The logit that is dragged down: of the likeliest wrong class.
    signed
        p - q: pulls, with their sign.
    losses
        Cross entropy, in nats: at ``logits``, with one dragged, and after the step; shape (3,).
    drag_logits, drag_q, drag_pulls, drag_signed, drag_loss
        While it is dragged; tracks, of the loss (frames,).
    back_logits, back_q, back_pulls, back_signed, back_loss
        While it goes back; tracks.
    step_logits, step_q, step_pulls, step_signed, step_loss
        While all yield for one step of gradient descent, which is as long as they are pulled at
        its start, and pulls as they are on the way; tracks.
    moved
        How far each logit goes in that step.
    mean
        Of the logits, before the step and after it.
    logit_form, pull_form, signed_form
        How logits are told, and pulls and probabilities, and pulls with their sign.
    few
        Whether there are so few logits that all pulls are told in the sum.
    moved_form, loss_form
        How steps are told, and the loss.
    adds
        Whether, as they are told, all of q adds up to 1, and the pulls add up: first, and when one
        logit is dragged.
    thinned
        How hard the true logit is pulled when the other one is dragged, in shares of before.
    """

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    order: tuple[int, ...]
    rows: FloatArray
    lowest: float
    highest: float
    q: FloatArray
    pulls: FloatArray
    signed: FloatArray
    ride: FloatArray
    loop: FloatArray
    losses: FloatArray
    dragged: int
    drag_logits: FloatArray
    drag_q: FloatArray
    drag_pulls: FloatArray
    drag_signed: FloatArray
    drag_loss: FloatArray
    back_logits: FloatArray
    back_q: FloatArray
    back_pulls: FloatArray
    back_signed: FloatArray
    back_loss: FloatArray
    step_logits: FloatArray
    step_q: FloatArray
    step_pulls: FloatArray
    step_signed: FloatArray
    step_loss: FloatArray
    moved: FloatArray
    mean: float
    logit_form: Form
    pull_form: Form
    signed_form: Form
    moved_form: Form
    loss_form: Form
    few: bool
    adds: bool
    thinned: float

    @classmethod
    def compute(cls, parameters: PulleyForcesParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        classes = np.arange(len(logits))
        order = (target, *(int(k) for k in classes if k != target))
        first = never_certain(softmax(logits))
        dragged = next(k for k in ranked(first) if k != target)
        lowered = np.where(classes == dragged, logits - parameters.drag, logits)
        stepped = descend_logits(logits, target, parameters.learning_rate, 1).logits[-1]
        ways = {
            "drag": _way(logits, lowered, target, ease(DRAG, fps)),
            "back": _way(lowered, logits, target, ease(RETURN, fps)),
            "step": _way(logits, stepped, target, ease(STEP, fps)),
        }
        signs = np.where(classes == target, 1, -1)
        tracks: dict[str, FloatArray] = {}
        for name, way in ways.items():
            tracks[f"{name}_logits"] = way
            tracks[f"{name}_q"] = never_certain(softmax(way))
            tracks[f"{name}_pulls"] = _pulls(way, target)
            tracks[f"{name}_signed"] = signs * tracks[f"{name}_pulls"]
            tracks[f"{name}_loss"] = softmax_cross_entropy(way, target)
        losses = np.array([tracks[f"{name}_loss"][-1] for name in ("back", "drag", "step")])
        pulls = _pulls(logits, target)
        moved = parameters.learning_rate * signs * pulls
        rests = np.stack([pulls, tracks["drag_pulls"][-1], tracks["step_pulls"][-1]])
        few = len(logits) <= FEW
        # The sum is told of the first two; after the step pulls are seen, and added by who will.
        decimals = _decimals(rests, target) or _decimals(rests[:2], target)
        whole = _decimals(np.abs(moved)[None], target, kind="f")
        all_add = decimals is not None and decimals == decimals_that_add(
            first, 1.0, kind="p", least=decimals, most=decimals
        )
        drawn = np.stack((logits, lowered, stepped))
        spare = max(0.0, LEAST_RANGE - float(np.ptp(drawn)), 1e-6 * float(np.abs(drawn).max()))
        return cls(
            names=class_names(parameters.labels, len(logits)),
            logits=logits,
            target=target,
            order=order,
            rows=np.argsort(order).astype(float),
            lowest=float(drawn.min()) - spare / 2,
            highest=float(drawn.max()) + spare / 2,
            q=first,
            pulls=pulls,
            signed=signs * pulls,
            ride=ease(RIDE, fps),
            loop=1 - ease(LOOP, fps),
            losses=losses,
            dragged=dragged,
            **tracks,
            moved=moved,
            mean=float(logits.mean()),
            logit_form=f".{decimals_of(drawn, least=1, most=3)}f",
            pull_form=f".{decimals or (MOST if few else 3)}p",
            signed_form=f"+.{decimals or (MOST if few else 3)}f",
            moved_form=f"+.{whole}f" if whole else apart(moved, kind="+f", least=3, most=MOST),
            loss_form=apart(losses, least=3),
            adds=all_add,
            few=few,
            thinned=float(rests[1, target] / rests[0, target]),
        )


def _decimals(rests: FloatArray, target: int, kind: str = "p") -> int | None:
    """With which, in each row, the others add up to the one of the target as they are told."""
    downs = np.delete(rests, target, axis=1)
    return decimals_that_add(downs, rests[:, target], kind=kind, least=3, most=MOST)


def _way(start: FloatArray, end: FloatArray, target: int, share: FloatArray) -> FloatArray:
    """From logits to others, all in step; exact at both ends, (frames, K).

    Half of the pace is that of the logits, half that of the pulls: on a long way these change
    only on a short stretch, which would be over in a frame.
    """
    near = np.geomspace(1e-12, 1.0, GRID)
    way = np.unique(np.concatenate((near, 1 - near, np.linspace(0.0, 1.0, GRID))))
    steps = np.abs(np.diff(_pulls(_between(start, end, way), target), axis=0)).sum(axis=1)
    pulled = np.concatenate(([0.0], np.cumsum(steps)))
    done = (way + pulled / pulled[-1]) / 2 if pulled[-1] > 0 else way
    return _between(start, end, np.interp(share, done, way))


def _between(start: FloatArray, end: FloatArray, share: FloatArray) -> FloatArray:
    share = share[:, None]
    return np.where(share < 1, start + share * (end - start), end)


def _pulls(logits: FloatArray, target: int) -> FloatArray:
    """The sizes of the gradient."""
    return never_certain(np.abs(logit_gradient(logits, target)))
