"""The numbers of ``EarthMover``: the walk as a loss, and pulls that know the distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.bales import going, staying
from stage.digits import Form, apart
from stage.numbers import (
    FloatArray,
    Motion,
    Numbers,
    ease,
    frames_in,
    never_certain,
    smoothstep,
)
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
from xe_math import softmax, wasserstein_distance, wasserstein_logit_gradient

SLIDE, LIFT, BACK, CHANGE, CARRY = 4.8, 1.6, 0.8, 0.8, 3.0
"""Seconds in which the pivot is pushed along, a score is raised, and is lowered again, the hay
becomes that of another prediction, and is carried farther off."""

AIRBORNE = 0.4
"""Share of the time of carrying in which one bale is on its way."""

RAISED = 1.0
"""By how much one score is raised."""

APART, LETTERS = 0.08, "ABC"
"""How far apart places are among which a viewer guesses, in shares of the largest distance; and
what these are called."""

TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times"}


class EarthMoverParameters(Parameters):
    """Scores of places, where they are, which of them is true; and two predictions more."""

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
    """K places, of which one is true, and B bales, which together are 1.

    Attributes
    ----------
    places, target, true_place, near_place, far_place, unit
        Names of all places; which one is true, and its name; those wrong ones that have most of the
        two predictions more; the unit of distances.
    q, distances, walk
        The softmax of the scores, how far each place is from the true one, shape (K,); the average.
    options, answer
        Distances at which the path may balance, among which a viewer guesses; the letter of the
        walk, which is one of them, and nothing where it is the only one.
    slide
        The ``pivot`` is pushed from the true place to the walk.
    arms, pulls
        How much farther off each place is than the walk; and q times that, which is the slope of
        the walk by its score; shape (K,).
    strongest, strong_place
        Which of the farther places has the largest pull, and its name.
    lift, back
        Its score is raised: ``shares``, ``walk`` and ``pivot``; and lowered again.
    side
        By how much all nearer places are pulled up, which is by how much the others are pulled
        down.
    masses, homes, ends
        Of each bale: its probability, its place in the first of the two predictions more, and in
        the second; shape (B,).
    walks, sides
        The walks of these two; and their ``side``.
    times, ratio
        By how much the second walk is longer, and each of its sides pulls harder, if that is a
        whole number that has a word, and this word; else 1, and nothing.
    change
        From q to the first of them: ``shares``, ``walk``, ``pivot`` and ``side``.
    carry
        To the second one: how much of its way each bale has ``flown``, (frames, B); ``walk``,
        ``pivot`` and ``side``.
    form, pull_form
        Of losses and distances; of pulls.
    """

    places: tuple[str, ...]
    target: int
    true_place: str
    near_place: str
    far_place: str
    unit: str
    q: FloatArray
    distances: FloatArray
    walk: float
    options: FloatArray
    answer: str
    slide: Motion
    arms: FloatArray
    pulls: FloatArray
    strongest: int
    strong_place: str
    lift: Motion
    back: Motion
    side: float
    masses: FloatArray
    homes: FloatArray
    ends: FloatArray
    walks: FloatArray
    sides: FloatArray
    times: str
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

        def walk_of(shares: FloatArray) -> float:
            return float(wasserstein_distance(truth, shares / shares.sum(), x))

        def raised(steps: FloatArray) -> Motion:
            shares = [never_certain(softmax(scores + step * one)) for step in steps]
            walks = [walk_of(share) for share in shares]
            return Motion(shares=shares, walk=walks, pivot=walks)

        q = never_certain(softmax(scores))
        walk = walk_of(q)
        pulls = np.array(wasserstein_logit_gradient(scores, target, x))
        strongest = int(np.argmax(np.where(distances > walk, pulls, -1.0)))
        one = RAISED * np.eye(len(x))[strongest]
        options = _options(walk, distances, q, target)
        letter = LETTERS[int(np.flatnonzero(options == walk)[0])] if len(options) > 1 else ""

        near, far = np.array(parameters.near), np.array(parameters.far)
        bales = [*staying(near, far), *going(near, far, distances)]
        bales.sort(key=lambda bale: (distances[bale.home], bale.home != bale.end))
        masses, homes, ends = (np.array(column) for column in zip(*bales, strict=True))
        flown = _one_by_one(homes != ends, frames_in(CARRY, fps))
        at = distances[homes] + flown * (distances[ends] - distances[homes])
        carried = at @ masses
        walks = np.array([walk_of(near), walk_of(far)])
        sides = _sides(np.array([near, far]), distances, walks)
        eased = ease(CHANGE, fps)
        shares, changed = q + eased[:, None] * (near - q), walk + eased * (walks[0] - walk)
        wrong = [k for k in range(len(x)) if k != target]
        likely = [wrong[int(np.argmax(p[wrong]))] for p in (near, far)]
        form = apart([walk, *walks])
        growth = [
            k
            for k in TIMES
            if walks[0] > 0 and np.allclose([walks[1], sides[1]], [k * walks[0], k * sides[0]])
        ]
        return cls(
            places=places,
            target=target,
            true_place=places[target],
            near_place=places[likely[0]],
            far_place=places[likely[1]],
            unit=parameters.unit,
            q=q,
            distances=distances,
            walk=walk,
            options=options,
            answer=letter,
            slide=Motion(pivot=walk * (1 - (1 - ease(SLIDE, fps)) ** 1.4)),
            arms=distances - walk,
            pulls=pulls,
            strongest=strongest,
            strong_place=places[strongest],
            lift=raised(ease(LIFT, fps)),
            back=raised(1 - ease(BACK, fps)),
            side=float(_sides(q, distances, np.array(walk))),
            masses=masses,
            homes=homes.astype(float),
            ends=ends.astype(float),
            walks=walks,
            sides=sides,
            times=TIMES[growth[0]] if growth else "",
            ratio=growth[0] if growth else 1,
            change=Motion(
                shares=shares, walk=changed, pivot=changed, side=_sides(shares, distances, changed)
            ),
            carry=Motion(
                flown=flown, walk=carried, pivot=carried, side=_sides(masses, at, carried)
            ),
            form=form if form.endswith("f") else ".2f",  # a tiny walk is told to be below .01
            pull_form=".2f",
        )


def _sides(shares: FloatArray, distances: FloatArray, pivot: FloatArray) -> FloatArray:
    """By how much all that is nearer than the pivot is pulled up; over the last axis."""
    return np.asarray((shares * np.maximum(pivot[..., None] - distances, 0)).sum(axis=-1))


def _one_by_one(goes: FloatArray, frames: int) -> FloatArray:
    """How much of its way each bale has flown; those that go start one after the other."""
    flown = np.zeros((frames + 1, len(goes)))
    going = np.flatnonzero(goes)
    now = np.linspace(0.0, 1.0, frames + 1)
    for start, b in zip(np.linspace(0.0, 1 - AIRBORNE, len(going)), going, strict=True):
        flown[:, b] = smoothstep((now - start) / AIRBORNE)
    return flown


def _options(walk: float, distances: FloatArray, q: FloatArray, target: int) -> FloatArray:
    """Where the path may balance: half-way to the next place; truly; under the tallest stack."""
    others = np.delete(distances, target)
    tallest = others[int(np.argmax(np.delete(q, target)))]
    least, kept = APART * distances.max(), [walk]
    for option in (others.min() / 2, tallest):
        if option > least and all(abs(option - other) > least for other in kept):
            kept.append(float(option))
    return np.array(sorted(kept))
