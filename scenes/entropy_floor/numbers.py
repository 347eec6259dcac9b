"""The numbers of ``EntropyFloor``: what it costs to guess q where p is true, and never less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.cast import called, names_of, subscripts
from stage.digits import Form, decimals_of, form_of_sum
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, minimum_jerk
from stage.parameters import TruthAndPrediction
from xe_math import cross_entropy, cross_entropy_terms, entropy, kl_divergence, log_loss

SINK, STEP, PAUSE, SWEEP, FALL = 2.0, 0.9, 0.4, (0.4, 2.4, 0.8), 5.0
"""Seconds in which q becomes p; one share is a step lower, with a pause before; it goes on down to
where the axis ends, up to where it ends again, and home; and guesses made by chance fall."""

STEPS, LESS = 3, 0.25
"""Equal steps by which the share is made lower; how much of it is left after all of them."""

MOST, TINIEST, LEAST = 0.999, 1e-100, 0.01
"""Of a class of p, at most, or there is no doubt that could be seen; of a class that has anything,
at least, or it becomes 0 while shares go about; of the divergence, at least, to be seen."""

TALLEST, WITHIN = 2.5, 0.97
"""Of the levels that come, so high the axis is at most; of that, the highest of what is drawn."""

SAMPLES = 1200
"""Of a valley."""

GUESSES, SEED, BRIEF = 50, 5, 0.16
"""How many are made by chance, from which seed; and how much of the time one of them falls."""


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
    p, q, surprise
        How often each class comes, and is expected at first, and the ln(1/q) of that, shape (K,).
    floor, level, gap
        H(p), H(p, q), and what parts them, KL(p‖q).
    dragged, dragged_class
        The likeliest class, whose share is dragged, and how a sentence speaks of it, after "the".
    sink
        q becomes p: ``q`` and ``surprise``, (frames, K), and the ``level`` H(p, q), (frames,).
    steps
        The dragged class's share becomes lower, step by step, and the others share the rest as in
        p: the same tracks.
    shares, stairs
        The dragged class's share before the steps and after each, (STEPS + 1,), and the
        ``surprise`` of all classes at it, (STEPS + 1, K).
    added, saved, net
        By how much all steps raise the dragged class's part of the level, lower that of all
        others, and raise the level.
    sweep
        The share goes to its lowest, to its highest, and home: the same tracks, and from where to
        where the valley is ``traced`` by then, (frames, 2).
    along, valley
        The level while the dragged class has all shares between 0 and 1, shape (S,).
    chance, chance_levels, fall
        Guesses made by chance, shape (GUESSES, K); the level of each, (GUESSES,); and how far each
        has ``fallen`` to it, (frames, GUESSES).
    tall
        How high the axis is.
    share_form, form, change_form
        How shares, levels, and what is added and saved are told.
    """

    names: tuple[str, ...]
    subscripts: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    surprise: FloatArray
    floor: float
    level: float
    gap: float
    dragged: int
    dragged_class: str
    sink: Motion
    steps: Motion
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
        # Shares from 0 to 1 that are close to each other where the valley is steep.
        along = 1 / (1 + np.exp(-np.linspace(-14, 14, SAMPLES)))
        sunk = ease(SINK, fps)[:, None]

        def motion(guesses: FloatArray, **others: FloatArray) -> Motion:
            surprise, levels = log_loss(guesses), cross_entropy(p, guesses)
            return Motion(q=guesses, surprise=surprise, level=levels, **others)

        shares = np.linspace(p[k], LESS * p[k], STEPS + 1)
        stairs = _dragged(p, k, shares)
        terms = cross_entropy_terms(p, stairs)
        changes = terms[-1] - terms[0]
        added, saved = float(changes[k]), -float(np.delete(changes, k).sum())
        gap = float(kl_divergence(p, q))
        form, _ = form_of_sum([floor, gap], level)
        # What is added less what is saved is how far the level rises, as they are told.
        change_form, _ = form_of_sum([added, -saved], added - saved)
        shown = np.vstack((q, stairs))
        highest = TALLEST * float(cross_entropy(p, shown).max())
        tall = min(float(log_loss(shown[:, p > 0]).max()), highest)
        chance = _by_chance(p, k, WITHIN * tall)
        valley = cross_entropy(p, _dragged(p, k, along))
        ends = along[valley < WITHIN * tall][[0, -1]]
        low = min(float(ends[0]), float(shares[-1]))
        x = _through([float(shares[-1]), low, float(ends[1]), float(p[k])], SWEEP, fps)
        traced = np.column_stack((np.minimum.accumulate(x), np.maximum.accumulate(x)))
        return cls(
            names=names,
            subscripts=subscripts(names),
            p=p,
            q=q,
            surprise=log_loss(q),
            floor=floor,
            level=level,
            gap=gap,
            dragged=k,
            dragged_class=called(names[k]),
            sink=motion((1 - sunk) * q + sunk * p),
            steps=motion(_dragged(p, k, _through(shares, STEPS * (STEP,), fps, PAUSE))),
            shares=shares,
            stairs=log_loss(stairs),
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


def _through(
    stops: Sequence[float] | FloatArray, seconds: Sequence[float], fps: float, pause: float = 0.0
) -> FloatArray:
    """From each stop to the next in so many seconds, with a pause before: (frames,)."""
    rest = np.zeros(round(pause * fps))
    ways = [k + np.append(rest, ease(s, fps)[1:]) for k, s in enumerate(seconds)]
    return np.interp(np.concatenate(([0.0], *ways)), np.arange(len(stops)), stops)


def _dragged(p: FloatArray, k: int, x: FloatArray) -> FloatArray:
    """Class k has the share ``x``, and the others share the rest as in p: (..., K)."""
    alone, x = np.arange(len(p)) == k, x[..., None]
    return np.where(alone, x, (1 - x) * p / p[~alone].sum())


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
