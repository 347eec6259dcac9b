"""The numbers of ``EntropyFloor``: what it costs to guess q where p is true, and never less."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.cast import called, names_of, subscripts
from stage.digits import Form, decimals_of, form_of_sum
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, minimum_jerk
from stage.parameters import TruthAndPrediction
from xe_math import cross_entropy, cross_entropy_terms, entropy, kl_divergence, log_loss

SINK, STEP, DOWN, UP, FALL = 2.2, 1.0, 0.6, 2.6, 5.2
"""Seconds in which q becomes p; one share is a step lower; it goes on down to where the axis ends,
and up to where it ends again; and guesses made by chance fall to their levels."""

STEPS = 3
"""Equal steps by which the share is made lower."""

LESS = 0.25
"""Of p, how much is left after all steps."""

MOST = 0.999
"""Of a class of p, at most: beyond, there is no doubt that could be seen."""

TINIEST = 1e-100
"""Of a class, at least, if it has anything: while shares go about, a smaller one becomes 0."""

LEAST = 0.01
"""Of the divergence, at least: a smaller one could not be seen."""

TALLEST = 2.5
"""Of the levels that come, so high the axis is at most."""

SAMPLES = 600
"""Of a valley."""

GUESSES, SEED, BRIEF = 50, 5, 0.16
"""How many are made by chance, from which seed; and how much of the time one of them falls."""

WITHIN = 0.97
"""Of the axis: guesses made by chance have no higher level, so that all are in the picture."""


class EntropyFloorParameters(TruthAndPrediction):
    """The true distribution p, the predicted one q, and what their classes are called."""

    @model_validator(mode="after")
    def _has_a_floor_and_a_gap(self) -> Self:
        if max(self.p) > MOST:
            raise ValueError(
                f"p must be at most {MOST:g} in every class, or its floor is 0; "
                f"got {max(self.p):g}. Leave a doubt."
            )
        for name, values in (("p", self.p), ("q", self.q)):
            for k, value in enumerate(values):
                if 0 < value < TINIEST:
                    raise ValueError(
                        f"{name} must be 0, or {TINIEST:g} or more, or parts of it become 0; "
                        f"got {name}[{k}] = {value:g}. Make it 0."
                    )
        for k, (p, q) in enumerate(zip(self.p, self.q, strict=True)):
            if p > 0 and q == 0:
                raise ValueError(
                    f"q must be above 0 wherever p is, or the cross entropy has no end; "
                    f"got q[{k}] = 0 and p[{k}] = {p:g}. Give that class a little of q."
                )
        gap = float(kl_divergence(self.p, self.q))
        if gap < LEAST:
            raise ValueError(
                f"q must be so far from p that their divergence can be seen, which takes "
                f"{LEAST:g}; got {gap:.2g}. Move q away from p."
            )
        return self


@dataclass(frozen=True, slots=True, eq=False)
class EntropyFloorNumbers(Numbers):
    """K classes, counted from 0; all but shares in nats.

    Attributes
    ----------
    names, subscripts
        Of the classes, and of the classes in formulas.
    p, q
        How often each class comes, and how often it is expected at first, shape (K,).
    floor, level, gap
        H(p), H(p, q), and what parts them, KL(p‖q).
    dragged, dragged_class
        The likeliest class, whose share is dragged, and how a sentence speaks of it, after "the".
    surprise
        ln(1/q) of the first q, shape (K,).
    sink
        q becomes p: ``q`` and ``surprise``, (frames, K), and the ``level`` H(p, q), (frames,).
    first, second, third
        The share of the dragged class is a step lower each time, and the others share the rest as
        in p: ``q``, ``surprise`` and ``level``.
    shares, stairs
        The dragged class's share before the steps and after each, (STEPS + 1,), and the
        ``surprise`` of all classes at it, (STEPS + 1, K).
    added, saved, net
        By how much all steps raise the dragged class's part of the level, lower that of all
        others, and raise the level.
    sweep
        The share goes from there to its lowest and to its highest: ``q``, ``surprise``, ``level``,
        and from where to where the valley is ``traced`` by then, (frames, 2).
    along, valley
        The level while the dragged class has all shares between 0 and 1, shape (S,).
    chance, chance_levels
        Guesses made by chance, shape (GUESSES, K), and the level of each, (GUESSES,).
    fall
        How far each of them has fallen to its level, ``fallen``, (frames, GUESSES).
    tall
        How high the axis is.
    share_form, form, change_form
        How shares, levels, and what is added and saved are told.
    """

    names: tuple[str, ...]
    subscripts: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    floor: float
    level: float
    gap: float
    dragged: int
    dragged_class: str
    surprise: FloatArray
    sink: Motion
    first: Motion
    second: Motion
    third: Motion
    shares: FloatArray
    stairs: FloatArray
    added: float
    saved: float
    net: float
    sweep: Motion
    along: FloatArray
    valley: FloatArray
    chance: FloatArray
    chance_levels: FloatArray
    fall: Motion
    tall: float
    share_form: Form
    form: Form
    change_form: Form

    @classmethod
    def compute(cls, parameters: EntropyFloorParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        names, k = names_of(parameters.labels, len(p)), int(p.argmax())
        floor, level = float(entropy(p)), float(cross_entropy(p, q))
        gap, along = float(kl_divergence(p, q)), _shares()

        def motion(guesses: FloatArray, **others: FloatArray) -> Motion:
            return Motion(
                q=guesses, surprise=log_loss(guesses), level=cross_entropy(p, guesses), **others
            )

        shares = np.linspace(p[k], LESS * p[k], STEPS + 1)
        at_stairs = _dragged(p, k, shares)
        steps = [
            motion(_dragged(p, k, _between(a, b, ease(STEP, fps)))) for a, b in pairwise(shares)
        ]
        terms = cross_entropy_terms(p, at_stairs)
        changes = terms[-1] - terms[0]
        added, saved = float(changes[k]), -float(np.delete(changes, k).sum())
        form, _ = form_of_sum([floor, gap], level)
        # What is added less what is saved is how far the level rises, as they are told.
        change_form, _ = form_of_sum([added, -saved], added - saved)
        surprises = log_loss(np.vstack((q, at_stairs))[:, p > 0])
        levels = cross_entropy(p, np.vstack((q, at_stairs)))
        tall = min(float(surprises.max()), TALLEST * float(levels.max()))
        chance = _by_chance(p, k, WITHIN * tall)
        valley = cross_entropy(p, _dragged(p, k, along))
        shown = along[valley < WITHIN * tall]
        low, high = min(float(shown[0]), float(shares[-1])), float(shown[-1])
        down = _between(shares[-1], low, ease(DOWN, fps))
        x = np.concatenate((down, _between(low, high, ease(UP, fps))[1:]))
        traced = np.column_stack((np.minimum.accumulate(x), np.maximum.accumulate(x)))
        return cls(
            names=names,
            subscripts=subscripts(names),
            p=p,
            q=q,
            floor=floor,
            level=level,
            gap=gap,
            dragged=k,
            dragged_class=called(names[k]),
            surprise=log_loss(q),
            sink=motion(_between(q, p, ease(SINK, fps))),
            first=steps[0],
            second=steps[1],
            third=steps[2],
            shares=shares,
            stairs=log_loss(at_stairs),
            added=added,
            saved=saved,
            net=added - saved,
            sweep=motion(_dragged(p, k, x), traced=traced),
            along=along,
            valley=valley,
            chance=chance,
            chance_levels=cross_entropy(p, chance),
            fall=Motion(fallen=_falls(fps)),
            tall=tall,
            share_form=f".{decimals_of([*p, *q, *shares], least=2, most=3)}p",
            form=form,
            change_form=change_form,
        )


def _between(a: FloatArray | float, b: FloatArray | float, share: FloatArray) -> FloatArray:
    """From ``a`` to ``b``, exact at both: one row a share."""
    share = share.reshape(-1, *(1,) * np.ndim(a))
    return (1 - share) * np.asarray(a) + share * np.asarray(b)


def _dragged(p: FloatArray, k: int, x: FloatArray) -> FloatArray:
    """Class k has the share ``x``, and the others share the rest as in p: (..., K)."""
    alone, x = np.arange(len(p)) == k, x[..., None]
    return np.where(alone, x, (1 - x) * p / p[~alone].sum())


def _shares() -> FloatArray:
    """Between 0 and 1, closer to each other where valleys are steep."""
    even = np.linspace(0, 1, SAMPLES // 2 + 2)[1:-1]
    steep = 1 / (1 + np.exp(-np.linspace(-14, 14, SAMPLES // 2)))
    return np.unique(np.concatenate((even, steep)))


def _by_chance(p: FloatArray, k: int, highest: float) -> FloatArray:
    """Guesses with any share of class k, and any of the others, shape (GUESSES, K).

    Those with a level above ``highest`` are drawn towards p, half-way as often as it takes.
    """
    chance = np.random.default_rng(SEED)
    guesses = np.insert(chance.dirichlet(np.ones(len(p) - 1), GUESSES), k, 0.0, axis=1)
    shares = chance.permutation((np.arange(GUESSES) + 0.5) / GUESSES)
    guesses = guesses * (1 - shares[:, None]) + shares[:, None] * (np.arange(len(p)) == k)
    while (too_high := cross_entropy(p, guesses) > highest).any():
        guesses[too_high] = (guesses[too_high] + p) / 2
    return guesses


def _falls(fps: float) -> FloatArray:
    """Shares from 0 to 1 of the way of each guess, more and more of them: (frames, GUESSES)."""
    now = np.linspace(0.0, 1.0, frames_in(FALL, fps) + 1)[:, None]
    starts = (1 - BRIEF) * np.linspace(0.0, 1.0, GUESSES) ** 0.6
    return minimum_jerk(np.clip((now - starts) / BRIEF, 0.0, 1.0))
