"""The numbers of ``ComputationGraph``: a rate that is measured, and the same by a walk back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.cast import called, names_of
from stage.digits import Form, decimals_of, write
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, ranked
from stage.parameters import Number, OneTrueClass
from xe_math import (
    log_sum_exp_change,
    logit_gradient,
    nudge_logit,
    probability_gradient,
    softmax,
    softmax_cross_entropy,
    softmax_jacobian,
)

ADD, BLOCK = 1.5, 1.1
"""Seconds in which a number is pushed up by 1, and in which a magnified block grows."""

MOST = 10.0
"""Of a and b, either way."""

FEW = 4
"""Classes of which all have names and digits."""

PUSHES = tuple(10.0**-k for k in range(1, 13))
"""From which the push is chosen."""


class ComputationGraphParameters(OneTrueClass):
    """The logits, the true class, names, and two numbers that are added first."""

    a: Number = 2.0
    b: Number = 3.0

    @model_validator(mode="after")
    def _can_be_added_in_the_head(self) -> Self:
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
    """K classes; rates are per unit of push.

    Attributes
    ----------
    names, target, pushed
        Of the classes; the true class, and the likeliest wrong one, counted from 0.
    true_class, pushed_class
        How a sentence speaks of them, after "the".
    told
        Classes that have names and digits.
    terms, c
        a and b, shape (2,), and their sum.
    add
        a is pushed up by 1: ``a`` and ``c``, (frames,).
    logits, q, loss
        The network's last layer and softmax of it, (K,); the loss in nats.
    push, times
        How far the pushed class's logit is pushed; by how much that is magnified to be 1.
    up, middle, end
        What that push, the true class's share and the loss have moved by, per unit of the push:
        ``pushed_by``, ``share_by`` and ``loss_by``, (frames,).
    by_true, between
        The rate of the loss in the true class's share, -1/q; and of that share in the pushed logit.
    rates
        The gradient of the loss by the logits, (K,).
    rate
        Of the pushed class: what the walk comes to.
    rate_forms, rate_form, true_form, between_form
        How these are told; the product of both factors is right as they are told, if some forms do
        that.
    sum_form, logit_form
        How a, b and c are told, and the pushed logit.
    """

    names: tuple[str, ...]
    target: int
    pushed: int
    true_class: str
    pushed_class: str
    told: tuple[int, ...]
    terms: FloatArray
    c: float
    add: Motion
    logits: FloatArray
    q: FloatArray
    loss: float
    push: float
    times: float
    up: Motion
    middle: Motion
    end: Motion
    by_true: float
    between: float
    rates: FloatArray
    rate: float
    rate_forms: tuple[Form, ...]
    rate_form: Form
    true_form: Form
    between_form: Form
    sum_form: Form
    logit_form: Form

    @classmethod
    def compute(cls, parameters: ComputationGraphParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        classes = len(logits)
        names = names_of(parameters.labels, classes)
        q = never_certain(softmax(logits))
        pushed = next(k for k in ranked(q) if k != target)
        own = np.eye(classes)[pushed]
        terms = np.array([parameters.a, parameters.b])
        a = terms[0] + ease(ADD, fps)
        rates = np.array(logit_gradient(logits, target))
        rate = float(rates[pushed])
        by_true = float(probability_gradient(q, target)[target])
        between = float(softmax_jacobian(logits)[target, pushed])
        forms = tuple(_form(float(value)) for value in rates)
        true_form, between_form = _factors(by_true, between, rate, forms[pushed])

        def moved(push: float) -> tuple[float, float]:
            change = nudge_logit(logits, pushed, push).change[target]
            rise = log_sum_exp_change(logits, push * own)
            return float(change) / push, float(rise) / push

        def agrees(push: float) -> bool:
            pairs = zip(moved(push), (between, rate), (between_form, forms[pushed]), strict=True)
            return all(write(one, form) == write(other, form) for one, other, form in pairs)

        push = next(filter(agrees, PUSHES), PUSHES[-1])
        fell, rose = moved(push)
        grows = ease(BLOCK, fps)
        return cls(
            names=names,
            target=target,
            pushed=pushed,
            true_class=called(names[target]),
            pushed_class=called(names[pushed]),
            told=tuple(range(classes)) if classes <= FEW else (target, pushed),
            terms=terms,
            c=float(terms.sum()),
            add=Motion(a=a, c=a + terms[1]),
            logits=logits,
            q=q,
            loss=float(softmax_cross_entropy(logits, target)),
            push=push,
            times=round(1 / push),
            up=Motion(pushed_by=grows),
            middle=Motion(share_by=fell * grows),
            end=Motion(loss_by=rose * grows),
            by_true=by_true,
            between=between,
            rates=rates,
            rate=rate,
            rate_forms=forms,
            rate_form=forms[pushed],
            true_form=true_form,
            between_form=between_form,
            sum_form=f".{decimals_of(terms, least=0, most=3)}f",
            logit_form=f".{decimals_of(logits[[pushed]], least=1, most=3)}f",
        )


def _form(value: float) -> Form:
    """Three decimals, or three figures where these would be too many, or none."""
    return "+.3f" if 1e-3 <= abs(value) < 1000 else "+.3g"


def _factors(one: float, other: float, product: float, form: Form) -> tuple[Form, Form]:
    """How two factors are told: so that their product comes out as it is told, if that is so."""
    for figures in range(3, 6):
        first = f"+.{figures}g"
        for second in (_form(other), "+.4f", "+.5f"):
            told = _told(one, first), _told(other, second)
            if all(map(math.isfinite, told)) and write(told[0] * told[1], form) == write(
                product, form
            ):
                return first, second
    return "+.3g", _form(other)


def _told(value: float, form: Form) -> float:
    """The number that is read, if it is written plainly; else not a number."""
    text = write(value, form).replace("−", "-")
    return math.nan if set(text) & set("×∞<>") else float(text)
