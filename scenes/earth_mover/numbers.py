"""The numbers of ``EarthMover``: the average walk as a loss, whose pulls grow with the distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.bales import Bale, going, staying
from stage.digits import Form, apart
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain
from stage.parameters import (
    ClassIndex,
    Label,
    Labels,
    Logits,
    Parameters,
    Probabilities,
    require_places,
    require_same_length,
)
from xe_math import softmax, wasserstein_distance

GROW, SLIDE, CHANGE, CARRY = 1.0, 4.0, 1.2, 5.2
"""Seconds of the motions: stacks grow, the pivot is pushed along, the prediction changes, hay is
carried."""

APART, LETTERS = 0.08, "ABC"
"""Least difference of two options of the guess, relative to the largest distance; their names."""

RATIOS = range(2, 6)
"""The ratios that are written above what has grown, and by which it is cut into parts."""


class EarthMoverParameters(Parameters):
    """Scores and positions of places, which of them is true, and two more predictions."""

    scores: Logits = (2.5, -1.0, 3.2, 0.5)
    cat: ClassIndex = 0
    places: Labels = ("door", "tree", "well", "barn")
    positions: Logits = (0.0, 1.0, 2.0, 3.0)
    unit: Label = "min"
    near: Probabilities = (0.2, 0.8, 0.0, 0.0)
    far: Probabilities = (0.2, 0.0, 0.0, 0.8)

    @model_validator(mode="after")
    def _places_are_apart(self) -> Self:
        require_same_length(
            scores=self.scores, places=self.places, positions=self.positions,
            near=self.near, far=self.far,
        )  # fmt: skip
        require_places(self.cat, self.positions)
        if np.allclose(self.near, self.far, rtol=0.0, atol=1e-6):
            raise ValueError(f"far must differ from near; got {self.far} twice. Change one.")
        return self


@dataclass(frozen=True, slots=True, eq=False)
class EarthMoverNumbers(Numbers):
    """K places, of which one is true, and B blocks of hay that are carried from near to far.

    Attributes
    ----------
    places, target, true_place, unit
        Names of all places; index and name of the true one; the unit of distances.
    q, distances, walk
        The softmax of the scores and the distance of each place from the true one, shape (K,);
        the average distance.
    options, answer
        Pivots among which a viewer guesses, one of which is the walk; the letter of the walk, or
        nothing if there is no other option.
    grow
        From nothing to q: ``shares``.
    slide
        The ``pivot`` is pushed from the true place to the walk.
    masses, homes, ends
        Of each block: its probability, its place in ``near``, its place in ``far``; shape (B,).
    far_place
        The place to which most hay is carried.
    walks, walk_pulls, cross_pulls
        For ``near`` and ``far``: the average walk, and how hard the true score is pulled up if
        that walk is the loss, and if cross entropy is; shape (2,).
    share
        The share of the true place in ``near``.
    ratio
        How many times as long the second walk is, if its pull grows by the same factor and that is
        one of ``RATIOS``; otherwise 1.
    change
        From q to ``near``: ``shares``, ``walk`` and ``pivot``.
    carry
        From ``near`` to ``far``: the progress of each block, ``flown``, from 0 to 1; ``shares``,
        ``walk``, ``pivot``, ``walk_pull`` and ``cross_pull``.
    form, pull_form
        Forms of distances and of pulls.
    """

    places: tuple[str, ...]
    target: int
    true_place: str
    unit: str
    q: FloatArray
    distances: FloatArray
    walk: float
    options: FloatArray
    answer: str
    grow: Motion
    slide: Motion
    masses: FloatArray
    homes: FloatArray
    ends: FloatArray
    far_place: str
    walks: FloatArray
    walk_pulls: FloatArray
    cross_pulls: FloatArray
    share: float
    ratio: int
    change: Motion
    carry: Motion
    form: Form
    pull_form: Form

    @classmethod
    def compute(cls, parameters: EarthMoverParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        scores, x = np.array(parameters.scores), np.array(parameters.positions)
        target, places = parameters.cat, tuple(parameters.places or ())
        truth = np.eye(len(x))[target]
        distances = np.abs(x - x[target])
        q = never_certain(softmax(scores))
        near, far = np.array(parameters.near), np.array(parameters.far)
        walk, *walks = (
            float(wasserstein_distance(truth, shares / shares.sum(), x))
            for shares in (q, near, far)
        )
        options = _options(walk, distances, q, target)
        blocks = _blocks(near, far, distances)
        carried = max((block for block in blocks if block.home != block.end), key=lambda b: b.mass)

        eased, flown = ease(CHANGE, fps), ease(CARRY, fps)
        shares = near + flown[:, None] * (far - near)
        carried_walk = walks[0] + flown * (walks[1] - walks[0])
        walk_pull = shares[:, target] * carried_walk  # minus the slope of the walk by the score
        walk_pulls = walk_pull[[0, -1]]
        ratios = [
            k
            for k in RATIOS
            if walk_pulls[0] > 0
            and np.allclose([walks[1], walk_pulls[1]], [k * walks[0], k * walk_pulls[0]])
        ]
        changed = walk + eased * (walks[0] - walk)
        form = apart([walk, *walks])
        return cls(
            places=places,
            target=target,
            true_place=places[target],
            unit=parameters.unit,
            q=q,
            distances=distances,
            walk=walk,
            options=options,
            answer=LETTERS[int(np.flatnonzero(options == walk)[0])] if len(options) > 1 else "",
            grow=Motion(shares=ease(GROW, fps)[:, None] * q),
            slide=Motion(pivot=walk * (1 - (1 - ease(SLIDE, fps)) ** 1.4)),
            masses=np.array([block.mass for block in blocks]),
            homes=np.array([block.home for block in blocks], float),
            ends=np.array([block.end for block in blocks], float),
            far_place=places[carried.end],
            walks=np.array(walks),
            walk_pulls=walk_pulls,
            cross_pulls=1 - np.array([near[target], far[target]]),
            share=float(near[target]),
            ratio=ratios[0] if ratios else 1,
            change=Motion(shares=q + eased[:, None] * (near - q), walk=changed, pivot=changed),
            carry=Motion(
                flown=flown, shares=shares, walk=carried_walk, pivot=carried_walk,
                walk_pull=walk_pull, cross_pull=1 - shares[:, target],
            ),
            form=form if form.endswith("f") else ".2f",  # a tiny walk is written as below .01
            pull_form=".2f",
        )  # fmt: skip


def _blocks(near: FloatArray, far: FloatArray, distances: FloatArray) -> list[Bale]:
    """Return the hay as one block for each pair of a first and a last place, nearest first."""
    masses = dict[tuple[int, int], float]()
    for mass, home, end in (*staying(near, far), *going(near, far, distances)):
        masses[home, end] = masses.get((home, end), 0.0) + mass
    blocks = [Bale(mass, *pair) for pair, mass in masses.items()]
    return sorted(blocks, key=lambda block: (distances[block.home], block.home != block.end))


def _options(walk: float, distances: FloatArray, q: FloatArray, target: int) -> FloatArray:
    """Return the options of the guess: half-way to the next place, the walk, the tallest stack."""
    others = np.delete(distances, target)
    tallest = others[int(np.argmax(np.delete(q, target)))]
    least, kept = APART * distances.max(), [walk]
    for option in (others.min() / 2, tallest):
        if option > least and all(abs(option - other) > least for other in kept):
            kept.append(float(option))
    return np.array(sorted(kept))
