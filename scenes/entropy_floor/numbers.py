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
from xe_math import cross_entropy, entropy, kl_divergence, log_loss

PROBE, SINK, PUSH, FILL, SLIDE, MOVE, PAUSE = 1.8, 1.5, 3.0, 3.0, 1.5, 0.8, 0.3
"""Durations, in seconds.

PROBE: the dragged share is halved and put back.
SINK: q becomes p.
PUSH: the dragged share falls.
FILL: the added surprise fills the gaps, one after another.
SLIDE: each of the three legs of the dragged share's way past the truth.
MOVE: the guess moves on to another one.
PAUSE: it stays where it is between two of these.
"""

LESS, LOWEST, HIGHEST = 0.25, 0.1, 0.7
"""Dragged shares.

LESS: the fraction that remains after the push.
LOWEST: the fraction that remains at the left end of the bowl.
HIGHEST: the fraction of the other shares that it has taken at the right end.
"""

MOST, TINIEST, LEAST = 0.999, 1e-100, 0.01
"""Limits of the parameters.

MOST: largest allowed probability in p; above it, no doubt is visible.
TINIEST: smallest allowed probability other than 0; below it, shares become 0 as they change.
LEAST: smallest allowed divergence, in nats; below it, the gap is not visible.
"""

TALLEST = 2.5
"""The plot is at most this many times as high as the highest level of the named guesses."""

SEED = 31
"""A seed with which the other guess differs much from the truth and the first guess."""

SAMPLES = 401
"""Number of points of the bowl."""


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
        The dragged share of q is halved and put back.
    sink
        q becomes p.
    push
        The dragged share falls, and the other classes divide the rest in the proportions of p.
    net
        How much the push raises the level.
    fill
        How far the added surprise has ``filled`` each class's gap, from 0 to 1, (frames, K).
    slide
        The dragged share goes on down, then up past the truth. It also has the tracks ``low`` and
        ``high``, (frames,), between which it has been.
    bowl_shares, bowl_levels
        All dragged shares on this way, ascending, and the level at each, (SAMPLES,).
    other
        Another guess, shape (K,).
    tour
        The guess goes from the end of the slide to the other guess and then to q.
    tall
        Height of the plot.
    form
        Form of the levels.
    net_form
        Form of ``net``.
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
    net: float
    fill: Motion
    slide: Motion
    bowl_shares: FloatArray
    bowl_levels: FloatArray
    other: FloatArray
    tour: Motion
    tall: float
    form: Form
    net_form: Form

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

        shares = _through(np.array([q[k], q[k] / 2, q[k]]), PROBE / 2, fps)
        probe = _dragged(q, k, shares)
        push = _dragged(p, k, p[k] * (1 - (1 - LESS) * ease(PUSH, fps)))
        progress = ease(SINK, fps)[:, None]
        sink = (1 - progress) * q + progress * p  # exactly p in the end, however small
        pushed_level = float(cross_entropy(p, push[-1]))
        net = pushed_level - floor
        form, _ = form_of_sum([floor, gap], level)
        net_form, _ = form_of_sum([floor, net], pushed_level)
        ends = p[k] * LOWEST, p[k] + HIGHEST * (1 - p[k])
        way = _through(np.array([push[-1, k], ends[0], p[k], ends[1]]), SLIDE, fps, PAUSE)
        slide = _dragged(p, k, way)
        bowl_shares = np.linspace(*ends, SAMPLES)
        shown = np.vstack((probe, p, push[-1]))
        highest = TALLEST * float(cross_entropy(p, shown).max())
        tall = min(float(log_loss(shown[:, p > 0]).max()), highest)
        # With a fifth of p in it, no block is more than ln 5 higher than for p itself.
        other = 0.2 * p + 0.8 * np.random.default_rng(SEED).dirichlet(np.ones(len(p)))
        stops = np.vstack((slide[-1], other, q))
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
            net=net,
            fill=Motion(filled=_one_by_one(p, k, fps)),
            slide=motion(slide, low=np.minimum.accumulate(way), high=np.maximum.accumulate(way)),
            bowl_shares=bowl_shares,
            bowl_levels=cross_entropy(p, _dragged(p, k, bowl_shares)),
            other=other,
            tour=motion(_through(stops, MOVE, fps, PAUSE)),
            tall=tall,
            form=form,
            net_form=net_form,
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
