"""What ``LogitsToLoss`` draws: logits up the curve e^z, and what comes back down by ln."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.digits import Form, apart, decimals_that_add, form_of_sum
from stage.numbers import FloatArray, Numbers, ease, never_certain, ranked
from stage.parameters import (
    OneTrueClass,
    class_names,
)
from xe_math import log_sum_exp, softmax, softmax_cross_entropy

LEG, DIVIDE = 1.0, 3.0
"""Seconds in which the probe goes from one logit to the next, and in which all is divided."""

FEW = 4
"""Classes of which all are told."""

HIGHEST, LOWEST = 6.0, -2.0
"""If the largest logit is beyond, it is taken off all: heights would be huge, or tiny."""

SPAN, AIR = 5.0, 0.12
"""Logits on the axis, at least; and of their way up to the wall, free below the lowest."""

LEAST_SHARE = 1e-3
"""Of the logits' size that the axis spans, at least: less could not be told."""

BEYOND = 1.06
"""The curve ends so many times as high as the whole: it goes on where that meets it."""

SAMPLES = 200
"""Of the curve, even in z; and as many that are even in height."""


class LogitsToLossParameters(OneTrueClass):
    """The logits, the true class, and what the classes are called."""


@dataclass(frozen=True, slots=True, eq=False)
class LogitsToLossNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; classes are counted from 0.

    Attributes
    ----------
    names, logits, target
        Of the classes; the network's last layer; the true class.
    order
        The classes as they are stacked: the true one first.
    told, likeliest
        The classes of which numbers are told; and the one whose logit is the largest.
    shift, is_shifted
        What is taken off all logits before they go up the curve; and whether that is not 0.
    heights, total
        e^(z - shift), and their sum.
    shares
        The softmax of the logits.
    wall
        ln of the sum of all e^z: where on the axis of logits the whole lands.
    loss
        How far it is from there to the true logit, in nats.
    curve
        z from ``low`` to beyond the wall, and e^(z - shift): shape (2, S).
    low
        Where the axis begins.
    stops
        Where the probe stops, from the left: the classes whose sticks have been passed since.
    legs_z, legs_height
        Where it is on its way to each stop, and how high the curve is there; tracks, (stops,
        frames). It goes slower where that grows faster.
    by, divided, whole
        What heights, and their sum, are divided by: from 1 to their sum; and what comes out, at
        last shares of 1; tracks, (frames,), (frames, K) and (frames,).
    height_form, share_form, z_form, loss_form
        How these are told: heights, shares, and logits with the fewest decimals with which they
        add up as they are told.
    heights_add
        Whether heights add up to their sum, as they are told; of many, few are told.
    gap_holds
        Whether the wall less the true logit is the loss, as they are told.
    """

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    order: tuple[int, ...]
    told: tuple[int, ...]
    likeliest: int
    shift: float
    is_shifted: bool
    heights: FloatArray
    total: float
    shares: FloatArray
    wall: float
    loss: float
    curve: FloatArray
    low: float
    stops: tuple[tuple[int, ...], ...]
    legs_z: FloatArray
    legs_height: FloatArray
    by: FloatArray
    divided: FloatArray
    whole: FloatArray
    height_form: Form
    share_form: Form
    z_form: Form
    loss_form: Form
    heights_add: bool
    gap_holds: bool

    @classmethod
    def compute(cls, parameters: LogitsToLossParameters, fps: float) -> Self:
        """Everything; e^z itself is NumPy's, and what is made of it from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        classes, top = len(logits), float(max(parameters.logits))
        is_shifted = not LOWEST <= top <= HIGHEST
        shift = top if is_shifted else 0.0
        heights = np.maximum(np.exp(logits - shift), np.nextafter(0.0, 1.0))  # never 0
        shares = never_certain(softmax(logits))
        total, wall = float(heights.sum()), float(log_sum_exp(logits))
        loss, lowest = float(softmax_cross_entropy(logits, target)), float(logits.min())
        span = max(SPAN, LEAST_SHARE * float(np.abs(logits).max()))
        low = min(wall - span, lowest - AIR * (wall - lowest))
        z = _along(low, wall + math.log(BEYOND), shift)
        by = total ** ease(DIVIDE, fps)
        divided, whole = heights / by[:, None], total / by
        divided[-1], whole[-1] = shares, 1.0
        likeliest = target if logits[target] == top else ranked(logits)[0]
        told = tuple(range(classes)) if classes <= FEW else tuple(sorted({target, likeliest}))
        stops = _stops(logits, told)
        legs = _legs(np.array([low, *(logits[stop[-1]] for stop in stops)]), shift, ease(LEG, fps))
        adds = decimals_that_add(heights, total) if classes <= FEW else None
        shares_add = decimals_that_add(shares, 1.0, kind="p", least=3) if classes <= FEW else None
        z_form, gap_holds = form_of_sum([wall, -logits[target]], loss)
        return cls(
            names=class_names(parameters.labels, classes),
            logits=logits,
            target=target,
            order=(target, *(k for k in range(classes) if k != target)),
            told=told,
            likeliest=likeliest,
            shift=shift,
            is_shifted=is_shifted,
            heights=heights,
            total=total,
            shares=shares,
            wall=wall,
            loss=loss,
            curve=np.array([z, np.exp(z - shift)]),
            low=low,
            stops=stops,
            legs_z=legs,
            legs_height=np.exp(legs - shift),
            by=by,
            divided=divided,
            whole=whole,
            height_form=f".{adds or 2}f",
            share_form=f".{shares_add or 3}p",
            z_form=z_form,
            loss_form=z_form if gap_holds else apart([loss]),
            heights_add=classes > FEW or adds is not None,
            gap_holds=gap_holds,
        )


def _along(low: float, high: float, shift: float) -> FloatArray:
    """From one logit to another, ascending: even in z, and as many that are even in e^z."""
    top = np.exp(high - shift)
    up = shift + np.log(np.linspace(top / SAMPLES, top, SAMPLES))
    return np.sort(np.clip(np.concatenate((np.linspace(low, high, SAMPLES), up)), low, high))


def _stops(logits: FloatArray, told: Iterable[int]) -> tuple[tuple[int, ...], ...]:
    """The classes by the next logit that is told, from the left; that one is the last of them."""
    ends = np.unique(logits[list(told)])
    order = sorted(range(len(logits)), key=lambda k: (logits[k], k in told))
    at = np.searchsorted(ends, logits)
    return tuple(tuple(k for k in order if at[k] == i) for i in range(len(ends)))


def _legs(places: FloatArray, shift: float, share: FloatArray) -> FloatArray:
    """From each place to the next, by shares of the way: half along, half up the curve."""
    probe = _along(places[0], places[-1], shift)
    height = np.exp(probe - shift)
    done = _share_of_way(probe) + _share_of_way(height)
    ends = np.interp(places, probe, done)[:, None]
    legs = np.interp((1 - share) * ends[:-1] + share * ends[1:], done, probe)
    legs[:, 0], legs[:, -1] = places[:-1], places[1:]
    return legs


def _share_of_way(values: FloatArray) -> FloatArray:
    """How far each is from the first to the last."""
    return np.asarray((values - values[0]) / (values[-1] - values[0]))
