"""What ``ComputationGraph`` draws: how the end of a graph answers to what is pushed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from pydantic import model_validator

from scenes.digits import Form, apart, decimals_of
from scenes.numbers import FloatArray, Numbers, ease, never_certain, ranked
from scenes.parameters import (
    ClassIndex,
    Labels,
    Logits,
    Number,
    Parameters,
    class_names,
    require_same_length,
    require_target_in_range,
)
from xe_math import (
    log_sum_exp_change,
    logit_gradient,
    probability_gradient,
    softmax,
    softmax_cross_entropy,
)

PUSH = 1.4
"""Seconds in which a or b is pushed by one."""

BECOME = 1.0
"""Seconds in which a and b become logits."""

RAISE, LESS, LEAST = 2.2, 1.4, 1.2
"""Seconds in which a logit is pushed, and in which it is pushed less, and next to nothing."""

HALF, TENTH = 0.5, 0.1
"""How far that logit is pushed."""

BEFORE, BEYOND = 2.0, 1.0
"""How far the curve of the loss goes to the left of that logit and to the right."""

MOST = 10.0
"""Of a and b, either way."""

FEW = 5
"""Logits of which all are told."""

SAMPLES = 201


class ComputationGraphParameters(Parameters):
    """The logits, the true class, names, and two numbers that are added first."""

    logits: Logits = (2.5, -1.0, 3.2, 0.5)
    target: ClassIndex = 0
    labels: Labels = None
    a: Number = 2.0
    b: Number = 3.0

    @model_validator(mode="after")
    def _belong_together(self) -> Self:
        require_same_length(logits=self.logits, labels=self.labels)
        require_target_in_range(self.target, len(self.logits))
        for name in ("a", "b"):
            value = getattr(self, name)
            if abs(value) > MOST:
                raise ValueError(
                    f"{name} must lie between -{MOST:g} and {MOST:g}; got {value:g}. "
                    "Choose a number that can be added in the head."
                )
        return self


@dataclass(frozen=True, slots=True, eq=False)
class ComputationGraphNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; tracks are (frames, K) or (frames, 1).

    Attributes
    ----------
    names, target, told
        Of the classes; the true class, counted from 0; and those of which numbers are told.
    first
        a and b, where z_1 and z_2 will be, and the other logits.
    a_up, b_up
        While a is pushed by one, and then b; tracks.
    c, a_up_c, b_up_c
        Their sum, shape (1,), and while they are pushed.
    ones
        Rates of a sum, for each of its terms.
    become
        While a and b become logits; a track.
    logits, q, loss
        The network's last layer, softmax of it, and the loss in nats, shape (1,).
    pushed
        Which logit is pushed: that of the likeliest wrong class.
    raise_z, raise_q, raise_loss
        While it is pushed by a half; tracks.
    pushes
        By how much it is pushed, each time, shape (3,).
    rise
        How far the loss goes, when it is pushed by a half.
    rates
        How far the loss has gone then, for each unit of the push, shape (3,); the last is its
        slope.
    less_z, less_loss, less_x, less_y, less_slopes, less_rate
        While it is pushed less, down to a tenth: the logits and the loss; where two points are on
        the curve of the loss, of which the first stays, (frames, 2); how steep the line through
        both is, (frames, 2); and the same as one number, (frames,).
    least_z, least_loss, least_x, least_y, least_slopes, least_rate
        The same down to nothing.
    curve
        That logit, and the loss, shape (2, S).
    by_loss, by_q, by_z
        The gradient of the loss by itself, shape (1,), by q and by the logits.
    gradient
        That of the logit that was pushed.
    span_z, span_sum, span_loss
        The lowest and the highest logit, number that is added or sum, and loss that there is room
        for.
    toy_form, z_form, q_form, loss_form, rate_form, tag_form, q_tag_form
        How a, b, c, logits, probabilities, losses, rates, and what is on tags are told.
    """

    names: tuple[str, ...]
    target: int
    told: tuple[int, ...]
    first: FloatArray
    a_up: FloatArray
    b_up: FloatArray
    c: FloatArray
    a_up_c: FloatArray
    b_up_c: FloatArray
    ones: FloatArray
    become: FloatArray
    logits: FloatArray
    q: FloatArray
    loss: FloatArray
    pushed: int
    raise_z: FloatArray
    raise_q: FloatArray
    raise_loss: FloatArray
    pushes: FloatArray
    rise: float
    rates: FloatArray
    less_z: FloatArray
    less_loss: FloatArray
    less_x: FloatArray
    less_y: FloatArray
    less_slopes: FloatArray
    less_rate: FloatArray
    least_z: FloatArray
    least_loss: FloatArray
    least_x: FloatArray
    least_y: FloatArray
    least_slopes: FloatArray
    least_rate: FloatArray
    curve: FloatArray
    by_loss: FloatArray
    by_q: FloatArray
    by_z: FloatArray
    gradient: float
    span_z: tuple[float, float]
    span_sum: tuple[float, float]
    span_loss: tuple[float, float]
    toy_form: Form
    z_form: Form
    q_form: Form
    loss_form: Form
    rate_form: Form
    tag_form: Form
    q_tag_form: Form

    @classmethod
    def compute(cls, parameters: ComputationGraphParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        classes = np.arange(len(logits))
        q = never_certain(softmax(logits))
        best = ranked(q)[0]
        pushed = next(k for k in ranked(q) if k != target)
        own = (classes == pushed).astype(float)
        first = logits.copy()
        first[:2] = parameters.a, parameters.b
        toy = _toy(first, fps)
        share = ease(BECOME, fps)[:, None]
        raised = HALF * ease(RAISE, fps)
        less = HALF + (TENTH - HALF) * ease(LESS, fps)
        least = TENTH * (1 - ease(LEAST, fps))
        by_z = np.array(logit_gradient(logits, target))
        ways: dict[str, Any] = {
            f"{name}_{what}": track
            for name, push in (("less", less), ("least", least))
            for what, track in _pushed(logits, target, own, push, by_z[pushed]).items()
        }
        raise_z = logits + raised[:, None] * own
        along = logits[pushed] + np.linspace(-BEFORE, BEYOND, SAMPLES)
        height = softmax_cross_entropy(np.where(own > 0, along[:, None], logits), target)
        loss = np.array([softmax_cross_entropy(logits, target)])
        raise_loss = np.array(softmax_cross_entropy(raise_z, target))[:, None]
        rates = np.array([*ways["less_rate"][[0, -1]], by_z[pushed]])
        by_q = np.array(probability_gradient(q, target))
        spans = _spans(first, logits, float(height.max()))
        return cls(
            names=class_names(parameters.labels, len(logits)),
            target=target,
            told=tuple(classes.tolist() if len(q) <= FEW else sorted({target, pushed, best})),
            first=first,
            **toy,
            ones=np.ones(len(logits)),
            become=(1 - share) * toy["b_up"][-1] + share * logits,
            logits=logits,
            q=q,
            loss=loss,
            pushed=pushed,
            raise_z=raise_z,
            raise_q=never_certain(softmax(raise_z)),
            raise_loss=raise_loss,
            pushes=np.array([HALF, TENTH, 0.0]),
            rise=float(raise_loss[-1, 0] - loss[0]),
            rates=rates,
            **ways,
            curve=np.array([along, height]),
            by_loss=np.ones(1),
            by_q=by_q,
            by_z=by_z,
            gradient=float(by_z[pushed]),
            **spans,
            toy_form=f".{decimals_of([parameters.a, parameters.b], least=1, most=3)}f",
            z_form=f".{decimals_of(logits, least=1, most=3)}f",
            q_form=".3p",
            loss_form=apart([loss[0], raise_loss[-1, 0]], least=3),
            rate_form=apart(rates, kind="+f", least=3),
            tag_form="+.3f",
            q_tag_form="+.2f" if abs(by_q[target]) < 1000 else "+.3g",
        )


def _toy(first: FloatArray, fps: float) -> dict[str, Any]:
    """While a, then b, is pushed by one, with their sum."""
    up, own, c = ease(PUSH, fps)[:, None], np.eye(len(first)), np.array([first[:2].sum()])
    return {
        "c": c,
        "a_up": first + up * own[0],
        "a_up_c": c + up,
        "b_up": first + own[0] + up * own[1],
        "b_up_c": c + 1 + up,
    }


def _pushed(
    logits: FloatArray, target: int, own: FloatArray, push: FloatArray, slope: float
) -> dict[str, FloatArray]:
    """While one logit is pushed so far: the loss, and how it goes for each unit of the push."""
    z = logits + push[:, None] * own
    loss = np.array(softmax_cross_entropy(z, target))
    start, height = float(own @ logits), float(softmax_cross_entropy(logits, target))
    rise = np.array(log_sum_exp_change(logits, push[:, None] * own))
    rate = np.divide(rise, push, out=np.full(len(push), slope), where=push > 0)
    return {
        "z": z,
        "loss": loss[:, None],
        "x": np.column_stack((np.full(len(push), start), start + push)),
        "y": np.column_stack((np.full(len(push), height), loss)),
        "slopes": np.column_stack((rate, 0 * rate)),
        "rate": rate,
    }


def _spans(first: FloatArray, logits: FloatArray, loss: float) -> dict[str, Any]:
    low = float(min(0.0, *first[:2], *logits, first[:2].sum()))
    top = float(max(*(first[:2] + 1), *(logits + HALF), low + 1))
    high = float(max(first[:2].sum() + 2, top))
    return {
        "span_z": (low, top),
        "span_sum": (low, high),
        "span_loss": (0.0, max(1.0, 1.05 * loss)),
    }
