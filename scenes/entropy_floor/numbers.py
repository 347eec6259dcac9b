"""The numbers of ``EntropyFloor``: guessing q where p is true never costs less than H(p)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.cast import called, names_of
from stage.digits import Form, form_of_sum
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, minimum_jerk
from stage.parameters import TruthAndPrediction
from xe_math import cross_entropy, cross_entropy_terms, entropy, kl_divergence, log_loss

PROBE, SINK, PUSH, FILL, MOVE, PAUSE = 2.4, 1.6, 3.4, 3.0, 0.9, 0.4
"""Durations, in seconds.

PROBE: the dragged share is halved, doubled and put back.
SINK: q becomes p.
PUSH: the dragged share falls.
FILL: the added surprise fills the gaps, one after another.
MOVE: the guess moves on to the next of the other guesses.
PAUSE: it stays there.
"""

LESS = 0.25
"""Fraction of the dragged share that remains after the push."""

MOST, TINIEST, LEAST = 0.999, 1e-100, 0.01
"""Limits of the parameters.

MOST: largest allowed probability in p; above it, no doubt is visible.
TINIEST: smallest allowed probability other than 0; below it, shares become 0 as they change.
LEAST: smallest allowed divergence, in nats; below it, the gap is not visible.
"""

TALLEST, WITHIN, ABOVE = 2.5, 0.97, 1.05
"""Heights, as factors.

TALLEST: the plot is at most this many times as high as the highest level of the named guesses.
WITHIN: the highest level of the other guesses, as a fraction of the plot.
ABOVE: their highest surprise, likewise; there is a margin above the plot.
"""

GUESSES, SEED = 5, 31600
"""The number of other guesses, and a seed with which these differ much from each other."""


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

    The motions of the guess have the same three tracks: the guess ``q`` and its ``surprise``, both
    (frames, K), and the ``level`` H(p, q), (frames,).

    Attributes
    ----------
    names
        Names of the classes.
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
    probe
        The dragged share of q is halved, doubled and put back.
    sink
        q becomes p.
    push
        The dragged share falls, and the other classes divide the rest in the proportions of p.
    added
        How much the push raises the dragged class's part of the level.
    saved
        How much the push lowers the other classes' part of the level.
    net
        How much the push raises the level.
    fill
        How far the added surprise has ``filled`` each class's gap, from 0 to 1, (frames, K).
    others
        Other guesses, shape (GUESSES, K).
    other_levels
        The level of each of them, (GUESSES,).
    tour
        The guess goes from the end of the push to each of the others and back to q. It also has
        the track ``passed``, the number of guesses that have been passed, (frames,).
    tall
        Height of the plot.
    form
        Form of the levels.
    change_form
        Form of the amounts added and saved.
    """

    names: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    surprise: FloatArray
    floor: float
    level: float
    gap: float
    dragged: int
    dragged_class: str
    probe: Motion
    sink: Motion
    push: Motion
    added: float
    saved: float
    net: float
    fill: Motion
    others: FloatArray
    other_levels: FloatArray
    tour: Motion
    tall: float
    form: Form
    change_form: Form

    @classmethod
    def compute(cls, parameters: EntropyFloorParameters, fps: float) -> Self:
        """Compute the table with ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        names, k = names_of(parameters.labels, len(p)), int(p.argmax())
        floor, level = float(entropy(p)), float(cross_entropy(p, q))
        gap = float(kl_divergence(p, q))

        def motion(guesses: FloatArray, **more: FloatArray) -> Motion:
            levels = cross_entropy(p, guesses)
            return Motion(q=guesses, surprise=log_loss(guesses), level=levels, **more)

        double = min(2 * q[k], (1 + q[k]) / 2)
        shares = _through(np.array([q[k], q[k] / 2, double, q[k]]), PROBE / 3, fps)
        probe = _dragged(q, k, shares)
        push = _dragged(p, k, p[k] * (1 - (1 - LESS) * ease(PUSH, fps)))
        progress = ease(SINK, fps)[:, None]
        sink = (1 - progress) * q + progress * p  # exactly p in the end, however small
        terms = cross_entropy_terms(p, push[[0, -1]])
        changes = terms[1] - terms[0]
        added, saved = float(changes[k]), -float(np.delete(changes, k).sum())
        # The rise of the level equals what is added minus what is saved, also as written.
        form, _ = form_of_sum([floor, gap], level)
        change_form, _ = form_of_sum([added, -saved], added - saved)
        shown = np.vstack((probe, p, push[-1]))
        highest = TALLEST * float(cross_entropy(p, shown).max())
        tall = min(float(log_loss(shown[:, p > 0]).max()), highest)
        others = _random_guesses(p, tall)
        stops = np.vstack((push[-1], others, q))
        return cls(
            names=names,
            p=p,
            q=q,
            surprise=log_loss(q),
            floor=floor,
            level=level,
            gap=gap,
            dragged=k,
            dragged_class=called(names[k]),
            probe=motion(probe),
            sink=motion(sink),
            push=motion(push),
            added=added,
            saved=saved,
            net=added - saved,
            fill=Motion(filled=_one_by_one(p, k, fps)),
            others=others,
            other_levels=cross_entropy(p, others),
            tour=motion(_through(stops, MOVE, fps, PAUSE), passed=_passed(fps)),
            tall=tall,
            form=form,
            change_form=change_form,
        )


def _through(stops: FloatArray, seconds: float, fps: float, pause: float = 0.0) -> FloatArray:
    """Move from stop to stop, with a pause at each stop between the ends: (frames, ...)."""
    share = ease(seconds, fps)[1:].reshape(-1, *[1] * (stops.ndim - 1))
    rows = [stops[:1]]
    for number, (start, end) in enumerate(pairwise(stops)):
        if number:
            rows.append(np.repeat(start[None], round(pause * fps), axis=0))
        rows.append((1 - share) * start + share * end)
    return np.concatenate(rows)


def _passed(fps: float) -> FloatArray:
    """Return how many guesses have been passed; the number grows while the guess pauses."""
    moves = np.zeros(frames_in(MOVE, fps))
    pause = np.full(round(PAUSE * fps), 1 / max(round(PAUSE * fps), 1))
    return np.cumsum(np.concatenate(([0.0], *[moves, pause] * GUESSES, moves)))


def _dragged(base: FloatArray, k: int, shares: FloatArray) -> FloatArray:
    """Give class k each of ``shares``, and divide the rest in the proportions of ``base``."""
    alone, shares = np.arange(len(base)) == k, shares[:, None]
    given = np.where(alone, shares, (1 - shares) * base / base[~alone].sum())
    # A base sums to 1 only within 1e-9: where its class keeps its share, it stays as it is.
    return np.where(shares == base[k], base, given)


def _one_by_one(p: FloatArray, k: int, fps: float) -> FloatArray:
    """Return how far each class's gap is filled, (frames, K): the rarest class's gap first."""
    filled = np.zeros((frames_in(FILL, fps) + 1, len(p)))
    gaps = [j for j in np.argsort(p, kind="stable") if j != k and p[j] > 0]
    now = np.linspace(0.0, len(gaps), len(filled))
    for place, j in enumerate(gaps):
        filled[:, j] = minimum_jerk(np.clip(now - place, 0.0, 1.0))
    return filled


def _random_guesses(p: FloatArray, tall: float) -> FloatArray:
    """Return random guesses, (GUESSES, K).

    A guess that does not fit into a plot ``tall`` nats high is moved half-way towards p until it
    does, or until its blocks are no higher than those of p.
    """
    highest = ABOVE * max(tall, float(log_loss(p[p > 0]).max()))
    guesses = np.random.default_rng(SEED).dirichlet(np.ones(len(p)), GUESSES)
    while True:
        is_high = (log_loss(guesses[:, p > 0]) > highest).any(axis=1)
        is_high |= cross_entropy(p, guesses) > WITHIN * tall
        if not is_high.any():
            return guesses
        guesses[is_high] = (guesses[is_high] + p) / 2
