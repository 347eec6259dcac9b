"""The numbers of ``EntropyFloor``: guessing q where p is true never costs less than H(p)."""

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
"""Durations, in seconds.

SINK: q becomes p.
STEP: one step that lowers the dragged share.
PAUSE: the pause before each step.
SWEEP: the dragged share goes down to one end of the axis, up to the other, and back to p.
FALL: all random guesses fall.
"""

STEPS, LESS = 3, 0.25
"""Steps of the dragged share.

STEPS: number of equal steps by which the share is lowered.
LESS: fraction of the share that remains after all steps.
"""

MOST, TINIEST, LEAST = 0.999, 1e-100, 0.01
"""Limits of the parameters.

MOST: largest allowed probability in p; above it, no doubt is visible.
TINIEST: smallest allowed probability other than 0; below it, shares become 0 as they change.
LEAST: smallest allowed divergence, in nats; below it, the gap is not visible.
"""

TALLEST, WITHIN = 2.5, 0.97
"""Heights, as factors.

TALLEST: the axis is at most this many times as high as the highest level shown.
WITHIN: the highest level that is drawn, as a fraction of the axis.
"""

SAMPLES = 1200
"""Number of points on the valley."""

GUESSES, SEED, BRIEF = 50, 5, 0.16
"""The random guesses.

GUESSES: number of guesses.
SEED: seed of their random generator.
BRIEF: fraction of the whole fall that a single guess takes.
"""


class EntropyFloorParameters(TruthAndPrediction):
    """The true distribution p, the predicted distribution q, and the names of their classes."""

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
    """The table: K classes, counted from 0; everything except the shares is in nats.

    Attributes
    ----------
    names
        Names of the classes.
    subscripts
        Names of the classes in formulas.
    p
        True probability of each class, shape (K,).
    q
        Probability that the first guess gives each class, shape (K,).
    surprise
        Surprise ln(1/q) of each class, shape (K,).
    floor
        The entropy H(p).
    level
        The cross entropy H(p, q).
    gap
        Their difference, the divergence KL(p‖q).
    dragged
        The likeliest class, whose share is dragged.
    dragged_class
        The dragged class as a sentence names it, after "the".
    sink
        q becomes p: ``q`` and ``surprise``, both (frames, K), and the ``level`` H(p, q), (frames,).
    steps
        The dragged class's share falls step by step, and the other classes divide the rest in the
        proportions of p: the same tracks.
    shares
        The dragged class's share before the steps and after each of them, (STEPS + 1,).
    stairs
        The ``surprise`` of all classes at each of these shares, (STEPS + 1, K).
    added
        How much all steps raise the dragged class's part of the level.
    saved
        How much all steps lower the other classes' part of the level.
    net
        How much all steps raise the level.
    sweep
        The share goes to its lowest value, to its highest, and back to p: the same tracks, and the
        lowest and highest share ``traced`` on the valley so far, (frames, 2).
    along
        The dragged class's share at each point of the valley, from 0 to 1, shape (S,).
    valley
        The level at each of these shares, shape (S,).
    chance
        Random guesses, shape (GUESSES, K).
    chance_levels
        The level of each random guess, (GUESSES,).
    fall
        How far each random guess has ``fallen`` to its level, from 0 to 1, (frames, GUESSES).
    tall
        Height of the axis.
    share_form
        Form of the shares.
    form
        Form of the levels.
    change_form
        Form of the amounts added and saved.
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
        """Compute the table with ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        names, k = names_of(parameters.labels, len(p)), int(p.argmax())
        floor, level = float(entropy(p)), float(cross_entropy(p, q))
        # Shares from 0 to 1, closer together where the valley is steep.
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
        # The rise of the level equals what is added minus what is saved, also as written.
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
    """Move from stop to stop in the given times, with a pause before each move: (frames,)."""
    rest = np.zeros(round(pause * fps))
    ways = [k + np.append(rest, ease(s, fps)[1:]) for k, s in enumerate(seconds)]
    return np.interp(np.concatenate(([0.0], *ways)), np.arange(len(stops)), stops)


def _dragged(p: FloatArray, k: int, x: FloatArray) -> FloatArray:
    """Give class k the share ``x``, and divide the rest in the proportions of p: (..., K)."""
    alone, x = np.arange(len(p)) == k, x[..., None]
    return np.where(alone, x, (1 - x) * p / p[~alone].sum())


def _by_chance(p: FloatArray, k: int, highest: float) -> FloatArray:
    """Return random guesses over all shares of class k and of the other classes, (GUESSES, K).

    A guess whose level is above ``highest`` is moved half-way towards p until it is low enough.
    """
    chance = np.random.default_rng(SEED)
    guesses = np.insert(chance.dirichlet(np.ones(len(p) - 1), GUESSES), k, 0.0, axis=1)
    shares = chance.permutation((np.arange(GUESSES) + 0.5) / GUESSES)
    guesses = guesses * (1 - shares[:, None]) + shares[:, None] * (np.arange(len(p)) == k)
    while (too_high := cross_entropy(p, guesses) > highest).any():
        guesses[too_high] = (guesses[too_high] + p) / 2
    return guesses


def _falls(fps: float) -> FloatArray:
    """Return each guess's progress, 0 to 1, (frames, GUESSES); they start ever closer together."""
    now = np.linspace(0.0, 1.0, frames_in(FALL, fps) + 1)[:, None]
    starts = (1 - BRIEF) * np.linspace(0.0, 1.0, GUESSES) ** 0.6
    return minimum_jerk(np.clip((now - starts) / BRIEF, 0.0, 1.0))
