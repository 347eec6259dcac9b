"""The numbers of ``ComputationGraph``: rates that are measured, and the same by a walk back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of
from stage.digits import Form, write
from stage.numbers import (
    FloatArray,
    Motion,
    Numbers,
    ease,
    frames_in,
    never_certain,
    ranked,
    smoothstep,
)
from stage.parameters import OneTrueClass
from xe_math import (
    log_sum_exp_change,
    logit_gradient,
    nudge_logit,
    probability_gradient,
    softmax,
    softmax_jacobian,
)

FIRST, AGAIN, BACK = 1.7, 2.4, 0.7
"""Seconds in which the score is pushed, is pushed once more, and goes back."""

TRY, TRIES, WALK = 1.2, 6.0, 1.8
"""Seconds of one push of many, of all of them at most, and from the softmax to all scores."""

RISEN, FALLS = (0.3, 0.6), (0.72, 1.0)
"""Of one push: from when to when share and loss move, and go back."""

FEW = 4
"""Classes of which all have names and digits."""

PUSHES = tuple(10.0**-k for k in range(1, 13))
"""From which the push is chosen."""


class ComputationGraphParameters(OneTrueClass):
    """The logits, the true class, and names."""


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
    count
        How many classes there are.
    order
        In which they stand, and are pushed: the true one first.
    logits, q
        The network's last layer and softmax of it, (K,).
    push
        How far a logit is pushed: by a hair, the unit of all that moves.
    first, sink, again, rest
        The pushed logit goes up by ``pushed_by``, and the true share moves by ``share_by``; both go
        back; once more, with the loss by ``loss_by``; and all go back. (frames,), in hairs.
    tries
        All logits are pushed one after the other: ``tried`` so far, in parts, and ``pushes`` that
        are done, with ``share_by`` and ``loss_by``, (frames,).
    back
        One walk comes to all logits: ``walks`` that are done, (frames,).
    by_true, between
        The rate of the loss in the true class's share, -1/q; and of that share in the pushed logit.
    rates
        The gradient of the loss by the logits, (K,).
    rate
        Of the pushed class: what the walk comes to.
    rate_forms, rate_form, true_form, between_form
        How these are told; the product of both factors is right as they are told, if some forms do
        that.
    """

    names: tuple[str, ...]
    target: int
    pushed: int
    true_class: str
    pushed_class: str
    told: tuple[int, ...]
    count: int
    order: tuple[int, ...]
    logits: FloatArray
    q: FloatArray
    push: float
    first: Motion
    sink: Motion
    again: Motion
    rest: Motion
    tries: Motion
    back: Motion
    by_true: float
    between: float
    rates: FloatArray
    rate: float
    rate_forms: tuple[Form, ...]
    rate_form: Form
    true_form: Form
    between_form: Form

    @classmethod
    def compute(cls, parameters: ComputationGraphParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        classes = len(logits)
        names = names_of(parameters.labels, classes)
        q = never_certain(softmax(logits))
        pushed = next(k for k in ranked(q) if k != target)
        told = tuple(range(classes)) if classes <= FEW else (target, pushed)
        others = [k for k in range(classes) if k not in (target, pushed)]
        # The pushed one has its place among the others, in the middle where they have no names.
        others.insert(pushed - (target < pushed) if classes <= FEW else len(others) // 2, pushed)
        order = (target, *others)
        rates = np.array(logit_gradient(logits, target))
        by_true = float(probability_gradient(q, target)[target])
        between = float(softmax_jacobian(logits)[target, pushed])
        forms = tuple(_form(float(value)) for value in rates)
        true_form, between_form = _factors(by_true, between, float(rates[pushed]), forms[pushed])

        def moved(push: float, k: int) -> tuple[float, float]:
            """What the true share and the loss move by, per unit of a push of class ``k``."""
            change = nudge_logit(logits, k, push).change[target]
            ahead = push * (np.eye(classes)[k] - (k == target))  # of the true logit
            return float(change) / push, float(log_sum_exp_change(logits, ahead)) / push

        def agrees(push: float) -> bool:
            share = write(moved(push, pushed)[0], between_form) == write(between, between_form)
            return share and all(
                write(moved(push, k)[1], forms[k]) == write(rates[k], forms[k]) for k in told
            )

        push = next(filter(agrees, PUSHES), PUSHES[-1])
        fell, rose = moved(push, pushed)
        up, down = ease(FIRST, fps), 1 - ease(BACK, fps)
        again = ease(AGAIN, fps)
        return cls(
            names=names,
            target=target,
            pushed=pushed,
            true_class=called(names[target]),
            pushed_class=called(names[pushed]),
            told=told,
            count=classes,
            order=order,
            logits=logits,
            q=q,
            push=push,
            first=Motion(pushed_by=up, share_by=fell * up),
            sink=Motion(pushed_by=down, share_by=fell * down),
            again=Motion(pushed_by=again, share_by=fell * again, loss_by=rose * again),
            rest=Motion(pushed_by=down, share_by=fell * down, loss_by=rose * down),
            tries=_tries(np.array([moved(push, k) for k in order]), fps),
            back=Motion(walks=np.floor(ease(WALK, fps))),
            by_true=by_true,
            between=between,
            rates=rates,
            rate=float(rates[pushed]),
            rate_forms=forms,
            rate_form=forms[pushed],
            true_form=true_form,
            between_form=between_form,
        )


def _tries(moved: FloatArray, fps: float) -> Motion:
    """One push after the other, each of which moves share and loss by a row of ``moved``."""
    count = len(moved)
    tried = np.linspace(0.0, count, frames_in(min(count * TRY, TRIES), fps) + 1)
    which = np.minimum(tried.astype(int), count - 1)
    part = tried - which
    up, down = (smoothstep((part - start) / (end - start)) for start, end in (RISEN, FALLS))
    share_by, loss_by = (moved[which] * (up - down)[:, None]).T
    pushes = np.where(part < RISEN[1], which, which + 1)
    return Motion(tried=tried, pushes=pushes, share_by=share_by, loss_by=loss_by)


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
