"""The numbers of ``ComputationGraph``: rates by a push each, and the same by one walk back."""

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

FIRST, OTHER = 5.5, 1.8
"""Seconds of the first push, and of each one after it."""

SHARE_MOVES, LOSS_MOVES, SINKS = (0.18, 0.26), (0.33, 0.44), (0.64, 0.96)
"""Parts of a push: when the share moves, when the loss moves, and when both go back."""

MOST = 4
"""The largest number of classes that are shown."""

PUSHES = tuple(10.0**-k for k in range(1, 13))
"""The sizes of a push to choose from."""

TINY = 1e-290
"""The smallest true share that is multiplied without a loss of digits."""


class ComputationGraphParameters(OneTrueClass):
    """The logits, the true class, and the names of the classes."""


@dataclass(frozen=True, slots=True, eq=False)
class ComputationGraphNumbers(Numbers):
    """The table: K classes, counted from 0; a rate is what the loss moves by per unit of push.

    Attributes
    ----------
    names
        Names of the classes.
    target
        The true class.
    pushed
        The likeliest wrong class, whose score is pushed first.
    true_class, pushed_class
        These classes as a sentence names them, after "the".
    rows
        The classes that are shown, from top to bottom.
    turns
        The same classes in the order in which their scores are pushed.
    push
        The amount by which a score is pushed.
    moved, share_moved
        What the loss and the true share move by in the first push.
    first
        The first push until the loss has moved: ``tried``, the number of pushes made, in parts;
        ``share_by`` and ``loss_by``, what the true share and the loss have moved by, per unit of
        push; (frames,).
    back
        The rest of it, in which all goes back.
    others
        The same for all other pushes, one after the other.
    measured
        The rates as the pushes measure them, shape (K,).
    share
        The true share, q.
    by_true
        The factor of the logarithm: the rate of the loss in the true share, -1/q.
    factors
        The factors of the softmax: the rates of the true share in all scores, shape (K,).
    products
        What the walk back brings to each score: the products of these factors, shape (K,).
    rates
        The gradient of the loss by the scores, shape (K,).
    rate
        The rate of the pushed class.
    moved_form, share_form, true_form, factor_forms, rate_forms, rate_form
        Forms of these, of which ``rate_form`` is for the pushed class. What is written checks
        where some forms do that: -1 over the share is the factor of the logarithm, and its product
        with the factor of the pushed class is the rate of that.
    """

    names: tuple[str, ...]
    target: int
    pushed: int
    true_class: str
    pushed_class: str
    rows: tuple[int, ...]
    turns: tuple[int, ...]
    push: float
    moved: float
    share_moved: float
    first: Motion
    back: Motion
    others: Motion
    measured: FloatArray
    share: float
    by_true: float
    factors: FloatArray
    products: FloatArray
    rates: FloatArray
    rate: float
    moved_form: Form
    share_form: Form
    true_form: Form
    factor_forms: tuple[Form, ...]
    rate_forms: tuple[Form, ...]
    rate_form: Form

    @classmethod
    def compute(cls, parameters: ComputationGraphParameters, fps: float) -> Self:
        """Compute the table with ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        count = len(logits)
        names = names_of(parameters.labels, count)
        q = never_certain(softmax(logits))
        wrong = [k for k in ranked(q) if k != target]
        pushed = wrong[0]
        rows = (target, *sorted(wrong[: MOST - 1]))
        turns = (pushed, *(k for k in rows if k != pushed))
        rates = np.array(logit_gradient(logits, target))
        by_true = float(probability_gradient(q, target)[target])
        factors = np.array(softmax_jacobian(logits)[target])
        rate_forms = tuple(_form(rate, "+") for rate in rates)
        true_form, factor_form = _forms_of_factors(by_true, factors[pushed], rates[pushed])
        factor_forms = [_form(factor) for factor in factors]
        factor_forms[pushed] = factor_form

        def moved(push: float, k: int) -> tuple[float, float]:
            """What the true share and the loss move by, per unit of a push of class ``k``."""
            change = nudge_logit(logits, k, push).change[target]
            lead = push * (np.eye(count)[k] - (k == target))  # of all logits over the true one
            return float(change) / push, float(log_sum_exp_change(logits, lead)) / push

        def measures(push: float) -> bool:
            """Whether the rates look the same as their limits when written."""
            return all(
                write(moved(push, k)[1], rate_forms[k]) == write(rates[k], rate_forms[k])
                for k in rows
            )

        push = next(filter(measures, PUSHES), PUSHES[-1])
        by_push = np.array([moved(push, k) for k in range(count)])
        # Where -1/q is too large for a float, a product with it would not be a number.
        products = by_true * factors if math.isfinite(by_true) and q[target] > TINY else rates
        first = _pushes(by_push[list(turns[:1])], 0, FIRST, fps)
        half = frames_in(FIRST, fps) * 3 // 5
        return cls(
            names=names,
            target=target,
            pushed=pushed,
            true_class=called(names[target]),
            pushed_class=called(names[pushed]),
            rows=rows,
            turns=turns,
            push=push,
            moved=push * float(by_push[pushed, 1]),
            share_moved=push * float(by_push[pushed, 0]),
            first=Motion(**{name: track[: half + 1] for name, track in first}),
            back=Motion(**{name: track[half:] for name, track in first}),
            others=_pushes(by_push[list(turns[1:])], 1, OTHER * (len(turns) - 1), fps),
            measured=by_push[:, 1].copy(),
            share=float(q[target]),
            by_true=by_true,
            factors=factors,
            products=products,
            rates=rates,
            rate=float(rates[pushed]),
            moved_form=_form_of_moved(rate_forms[pushed], push),
            share_form=_form_of_share(float(q[target]), by_true, true_form),
            true_form=true_form,
            factor_forms=tuple(factor_forms),
            rate_forms=rate_forms,
            rate_form=rate_forms[pushed],
        )


def _pushes(moved: FloatArray, before: int, seconds: float, fps: float) -> Motion:
    """Return successive pushes, each of which moves share and loss by a row of ``moved``.

    ``before`` is the number of pushes made before these.
    """
    count = len(moved)
    done = np.linspace(0.0, count, frames_in(seconds, fps) + 1)
    which = np.minimum(done.astype(int), count - 1)
    part = done - which
    share, loss, back = (
        smoothstep((part - start) / (end - start))
        for start, end in (SHARE_MOVES, LOSS_MOVES, SINKS)
    )
    share_by, loss_by = (moved[which] * np.column_stack((share - back, loss - back))).T
    return Motion(tried=before + done, share_by=share_by, loss_by=loss_by)


def _form(value: float, sign: str = "") -> Form:
    """Return a form of three decimals, or of three digits if decimals would not show the value."""
    return f"{sign}.3f" if 1e-3 <= abs(value) < 1000 else f"{sign}.3g"


def _form_of_moved(rate_form: Form, push: float) -> Form:
    """Return the form of a product with ``push``, a power of ten, that has as many digits."""
    if rate_form == "+.3f" and push >= 1e-5:
        return f"+.{3 - round(math.log10(push))}f"
    return "+.3g"


def _form_of_share(share: float, by_true: float, true_form: Form) -> Form:
    """Return the shortest form of the true share in which -1 over it is written as ``by_true``."""
    for decimals in range(2, 7):
        rounded = round(share, decimals)
        if rounded and write(-1 / rounded, true_form) == write(by_true, true_form):
            return f".{decimals}p"
    return ".3g"


def _forms_of_factors(by_true: float, factor: float, rate: float) -> tuple[Form, Form]:
    """Return the shortest forms in which the written factors multiply to the written rate.

    Where no forms do that, both have three digits.
    """
    form = _form(rate)
    for digits in range(3, 6) if form == ".3f" and math.isfinite(by_true) else ():
        true = float(f"{by_true:.{digits}g}")
        for decimals in range(3, 6):
            product = true * round(float(factor), decimals)
            if write(product, form) == write(rate, form):
                return f".{digits}g", f".{decimals}f"
    return ".3g", ".3g"
