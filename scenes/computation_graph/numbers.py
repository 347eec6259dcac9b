"""What ``ComputationGraph`` draws: how the end of a graph answers to what is pushed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import numpy as np
from pydantic import model_validator

from stage.digits import Form, apart, decimals_of, write
from stage.numbers import FloatArray, Numbers, ease, never_certain, ranked
from stage.parameters import (
    Number,
    OneTrueClass,
    class_names,
)
from xe_math import (
    log_sum_exp_change,
    logit_gradient,
    nudge_logit,
    probability_gradient,
    softmax,
    softmax_cross_entropy,
    softmax_jacobian,
)

PUSH, TWICE = 1.4, 2.0
"""Seconds in which a is pushed; and how many times c is in d."""

RAISE, LESS = 1.9, 3.5
"""Seconds in which a logit is pushed, and in which it is pushed less, down to next to nothing."""

PUSHES = (0.5, 0.1, 0.0001)
"""How far that logit is pushed."""

BEFORE, BEYOND, SAMPLES = 2.4, 2.8, 105
"""How far the curve of the loss goes to the left of that logit and to the right, in pushes."""

AIR = 0.06
"""Above the highest logit, in shares of all that there is room for."""

MOST = 10.0
"""Of a and b, either way."""

FEW = 4
"""Classes of which all are told."""

Q_FORM: Form = ".3p"
"""How probabilities are told."""


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
    """Arrays of shape (K,) unless said otherwise; tracks are (frames, K) or (frames, 1).

    Attributes
    ----------
    names, target, told
        Of the classes; the true class, counted from 0; and those of which numbers are told.
    terms, c, d
        a and b, shape (2,); their sum, and twice that, shape (1,).
    terms_up, c_up, d_up
        The same while a is pushed by a half; tracks.
    by_a, by_terms
        How fast c moves as a does, d as c does, and d as a does, shape (3,); and d as a and b do.
    own
        Which of the two is pushed, shape (2,).
    ones
        One for each class.
    logits, q, loss
        The network's last layer, softmax of it, and the loss in nats, shape (1,).
    pushed
        Which logit is pushed: that of the likeliest wrong class.
    raise_z, raise_q, raise_loss
        While it is pushed by a half; tracks.
    pushes, rises, rates
        By how much it is pushed, each time; how far the loss rises then; and how far for each unit
        of the push. Shape (3,).
    less_z, less_loss
        While it is pushed less, down to the least of these; tracks.
    less_push, less_rise, less_rate, less_zoom
        The push, the rise, their quotient, and how many times the push fits into the first one;
        tracks, (frames,).
    less_curve
        How far the loss rises around that logit, for each unit of the push: at places that are told
        in pushes; a track, (frames, S).
    along
        Those places, shape (S,).
    true_curve, true_rise, true_rate
        The same of the true class's q, at the last of these pushes: shape (S,), and numbers.
    by_loss, by_q, by_z
        The gradient of the loss by itself, shape (1,), by q and by the logits.
    by_true
        How fast the loss moves as the true class's q does.
    true_by_pushed
        How fast that moves as the pushed logit does.
    gradient
        How fast the loss moves as that logit does: the product of the two.
    multiplies, multiplies_q
        Whether it is so as they are told; and whether true_by_pushed is the product of -q of the
        true class and q of the pushed one, as these are told.
    span_z, span_toy, span_loss
        The lowest and the highest logit, number that is added or sum, and loss that there is room
        for.
    rise_forms, true_rise_form
        How rises are told, as exactly as their pushes are.
    toy_form, z_form, q_form, loss_form, rate_form, by_true_form, between_form
        How a, b, c, d, logits, probabilities, losses, rates, and the two factors are told.
    """

    names: tuple[str, ...]
    target: int
    told: tuple[int, ...]
    terms: FloatArray
    c: FloatArray
    d: FloatArray
    terms_up: FloatArray
    c_up: FloatArray
    d_up: FloatArray
    by_a: FloatArray
    by_terms: FloatArray
    own: FloatArray
    ones: FloatArray
    logits: FloatArray
    q: FloatArray
    loss: FloatArray
    pushed: int
    raise_z: FloatArray
    raise_q: FloatArray
    raise_loss: FloatArray
    pushes: FloatArray
    rises: FloatArray
    rates: FloatArray
    less_z: FloatArray
    less_loss: FloatArray
    less_push: FloatArray
    less_rise: FloatArray
    less_rate: FloatArray
    less_zoom: FloatArray
    less_curve: FloatArray
    along: FloatArray
    true_curve: FloatArray
    true_rise: float
    true_rate: float
    by_loss: FloatArray
    by_q: FloatArray
    by_z: FloatArray
    by_true: float
    true_by_pushed: float
    gradient: float
    multiplies: bool
    multiplies_q: bool
    span_z: tuple[float, float]
    span_toy: tuple[float, float]
    span_loss: tuple[float, float]
    rise_forms: tuple[Form, ...]
    true_rise_form: Form
    toy_form: Form
    z_form: Form
    q_form: Form
    loss_form: Form
    rate_form: Form
    by_true_form: Form
    between_form: Form

    @classmethod
    def compute(cls, parameters: ComputationGraphParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        classes = range(len(logits))
        q = never_certain(softmax(logits))
        best = ranked(q)[0]
        pushed = next(k for k in ranked(q) if k != target)
        own = np.eye(len(logits))[pushed]
        terms, first = np.array([parameters.a, parameters.b]), np.eye(2)[0]
        terms_up = terms + PUSHES[0] * ease(PUSH, fps)[:, None] * first
        c_up = terms_up.sum(axis=1, keepdims=True)
        by_a = np.array([1.0, TWICE, TWICE])
        raise_z = logits + (PUSHES[0] * ease(RAISE, fps))[:, None] * own
        push = PUSHES[0] * (PUSHES[-1] / PUSHES[0]) ** ease(LESS, fps)
        less: dict[str, Any] = {
            f"less_{what}": t for what, t in _pushed(logits, target, own, push).items()
        }
        rested = _pushed(logits, target, own, np.array(PUSHES))
        rises, rates = rested["rise"], rested["rate"]
        loss = np.array([softmax_cross_entropy(logits, target)])
        raise_loss = np.array(softmax_cross_entropy(raise_z, target))[:, None]
        by_q = np.array(probability_gradient(q, target))
        by_z = np.array(logit_gradient(logits, target))
        between = float(softmax_jacobian(logits)[target, pushed])
        rate_form = apart([*rates[:2], by_z[pushed]], kind="+f", least=3)
        told = tuple(classes) if len(q) <= FEW else tuple(sorted({target, pushed, best}))
        by_true_form, factor = _factors(
            float(by_q[target]), between, float(by_z[pushed]), rate_form
        )
        between_form = factor or _form(between, 3)
        least = PUSHES[-1]
        around = nudge_logit(logits, pushed, least * ALONG).change[..., target] / least
        true_rise = float(nudge_logit(logits, pushed, least).change[target])
        return cls(
            names=class_names(parameters.labels, len(logits)),
            target=target,
            told=told,
            terms=terms,
            c=c_up[0],
            d=TWICE * c_up[0],
            terms_up=terms_up,
            c_up=c_up,
            d_up=TWICE * c_up,
            by_a=by_a,
            by_terms=by_a[[2, 2]],
            own=first,
            ones=np.ones(len(logits)),
            logits=logits,
            q=q,
            loss=loss,
            pushed=pushed,
            raise_z=raise_z,
            raise_q=never_certain(softmax(raise_z)),
            raise_loss=raise_loss,
            pushes=np.array(PUSHES),
            rises=rises,
            rates=rates,
            **less,
            along=ALONG,
            true_curve=around,
            true_rise=true_rise,
            true_rate=true_rise / least,
            by_loss=np.ones(1),
            by_q=by_q,
            by_z=by_z,
            by_true=float(by_q[target]),
            true_by_pushed=between,
            gradient=float(by_z[pushed]),
            multiplies=factor is not None,
            multiplies_q=_multiplies(-q[target], "+" + Q_FORM.replace("p", "f"), q[pushed],
                                     between, between_form, Q_FORM),
            **_spans(np.hstack((terms_up, c_up, TWICE * c_up)), logits, float(raise_loss[-1, 0])),
            rise_forms=tuple(digits(float(rise)) for rise in rises),
            true_rise_form=digits(-true_rise),
            toy_form=f".{decimals_of(terms, least=1, most=3)}f",
            z_form=f".{decimals_of(logits, least=1, most=3)}f",
            q_form=Q_FORM,
            loss_form=apart([loss[0], raise_loss[-1, 0]], least=3),
            rate_form=rate_form,
            by_true_form=by_true_form,
            between_form=between_form,
        )  # fmt: skip


ALONG = np.linspace(-BEFORE, BEYOND, SAMPLES)


def _pushed(
    logits: FloatArray, target: int, own: FloatArray, push: FloatArray
) -> dict[str, FloatArray]:
    """While one logit is pushed so far: the loss, and how it goes for each unit of the push."""
    z = logits + push[:, None] * own
    rise = np.array(log_sum_exp_change(logits, push[:, None] * own))
    around = (push[:, None] * ALONG)[..., None] * own
    return {
        "z": z,
        "loss": np.array(softmax_cross_entropy(z, target))[:, None],
        "push": push,
        "rise": rise,
        "rate": rise / push,
        "zoom": PUSHES[0] / push,
        "curve": np.array(log_sum_exp_change(logits, around)) / push[:, None],
    }


def digits(value: float) -> Form:
    """Decimals with which three digits of it are told, if these are not too many."""
    decimals = 2 - math.floor(math.log10(value)) if value > 0 else 3
    return f".{decimals}f" if 1 <= decimals <= 7 else ".3g"


def _form(value: float, decimals: int) -> Form:
    """Decimals, or significant digits where these would be too many, or none."""
    return f"+.{decimals}f" if 10.0**-decimals <= abs(value) < 1000 else "+.3g"


def _factors(one: float, other: float, product: float, told: Form) -> tuple[Form, Form | None]:
    """How two factors are told, so that the product comes out; the second one, if it does."""
    for decimals in range(3, 5):
        form = _form(one, decimals)
        ways = (_form(other, digits) for digits in range(3, 7))
        right = next(filter(partial(_multiplies, one, form, other, product, told), ways), None)
        if right is not None:
            return form, right
    return _form(one, 3), None


def _multiplies(
    one: float, one_form: Form, other: float, product: float, form: Form, other_form: Form
) -> bool:
    """Whether a product is right as its factors are told."""
    told = (write(value, how) for value, how in ((one, one_form), (other, other_form)))
    factors = [float(text.replace("−", "-")) for text in told if not set(text) & set("×∞<>")]
    return len(factors) == 2 and write(factors[0] * factors[1], form) == write(product, form)


def _spans(toy: FloatArray, logits: FloatArray, loss: float) -> dict[str, Any]:
    """From a lowest value to a highest one; a, b, c and d can be compared."""
    low, top = (float(end) for end in (min(0.0, *logits), max(1.0, *(logits + PUSHES[0]))))
    least, most = min(0.0, float(toy.min())), max(1.0, float(toy.max()))
    return {
        "span_z": (low, top + AIR * (top - low)),
        "span_toy": (least, most + AIR * (most - least)),
        "span_loss": (0.0, max(1.0, 1.3 * loss)),
    }
