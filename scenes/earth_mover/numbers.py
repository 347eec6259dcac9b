"""The numbers of ``EarthMover``: pulls that know the distance, and the walk as a loss."""

from __future__ import annotations

from collections.abc import Sequence
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
from xe_math import (
    distance_weighted_gradient,
    logit_gradient,
    softmax,
    softmax_cross_entropy,
    wasserstein_distance,
    wasserstein_logit_gradient,
)

DIVIDE, RAISE, SLIDE, CHANGE, CARRY = 2.0, 3.0, 6.8, 1.0, 3.0
"""Seconds in which pulls are divided, scores are raised, the pivot is pushed along, the hay becomes
that of another prediction, and is carried farther off."""

AIRBORNE = 0.4
"""Share of the time of carrying in which one bale is on its way."""

MOST_RAISES, USUAL_RAISES = 6, 4
"""How often scores are raised at most; and where the claimed loss does not go down."""

UNBALANCED = 0.02
"""Sum of divided pulls from which on they are told not to balance."""

APART = 0.08
"""How far apart places are among which a viewer guesses, in shares of the largest distance."""

TIMES = {2: "Twice", 3: "Three times", 4: "Four times", 5: "Five times"}


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
        return self


@dataclass(frozen=True, slots=True, eq=False)
class EarthMoverNumbers(Numbers):
    """K places, of which one is true, and B bales, which together are 1.

    Attributes
    ----------
    places, target, true_place, near_place, far_place, unit
        Names of all places; which one is true, and its name; those wrong ones that have most of the
        two predictions more; the unit of distances.
    scores, q
        Of the places, and their softmax, shape (K,).
    offsets, distances, folds
        Where each place is from the true one, farthest to the right; how far it is; and whether
        some are to the left, so that the path has to be folded there; shape (K,).
    loss
        Cross entropy, ln(1/q) of the true place.
    divide
        The ``slopes``, which are the gradient q - p, are divided by the distance, (frames, K).
    missing, unbalanced
        The sum of what is left; whether that is so far from 0 that the pulls do not balance.
    raises, lunch
        How often 1 is added to all scores: how much is ``raised``, and the ``claimed`` loss, that
        goes by the divided pulls.
    below, grows
        Whether that is below 0 in the end; or larger than at first.
    walk
        The average distance to the true place.
    options
        Distances at which the path may balance, among which a viewer guesses; the walk is one.
    slide
        The ``pivot`` is pushed from the true place to the walk.
    arms, pulls
        How much farther off each place is than the walk; and q times that, which is the slope of
        the walk by its score; shape (K,).
    told_pulls
        Their sizes.
    nearer, farther
        Names of the places that are nearer than the walk, and of those that are farther off.
    masses, homes, ends
        Of each bale: its probability, its place in the first of the two predictions more, and in
        the second; shape (B,).
    walks, sides, carries, times
        The walks of these two; by how much all nearer places are pulled up in each, which is by how
        much the others are pulled down; whether there is something to carry; how the walks compare
        in words, if a word says it.
    change
        From q to the first of them: ``shares``, with the ``walk`` and the ``pivot``.
    carry
        To the second one: how much of its way each bale has ``flown``, (frames, B); ``walk`` and
        ``pivot``.
    form, pull_form
        Of losses and distances; of pulls.
    """

    places: tuple[str, ...]
    target: int
    true_place: str
    near_place: str
    far_place: str
    unit: str
    scores: FloatArray
    q: FloatArray
    offsets: FloatArray
    distances: FloatArray
    folds: bool
    loss: float
    divide: Motion
    missing: float
    unbalanced: bool
    raises: int
    lunch: Motion
    below: bool
    grows: bool
    walk: float
    options: FloatArray
    slide: Motion
    arms: FloatArray
    pulls: FloatArray
    told_pulls: FloatArray
    nearer: str
    farther: str
    masses: FloatArray
    homes: FloatArray
    ends: FloatArray
    walks: FloatArray
    sides: FloatArray
    carries: bool
    times: str
    change: Motion
    carry: Motion
    form: Form
    pull_form: Form

    @classmethod
    def compute(cls, parameters: EarthMoverParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        scores, x = np.array(parameters.scores), np.array(parameters.positions)
        target, places = parameters.cat, tuple(parameters.places or ())
        q, truth = never_certain(softmax(scores)), (np.arange(len(x)) == target).astype(float)
        offsets = x - x[target]
        offsets = offsets if offsets.max() >= -offsets.min() else -offsets
        distances = np.abs(offsets)
        walk = float(wasserstein_distance(truth, q / q.sum(), x))
        pulls = np.array(wasserstein_logit_gradient(scores, target, x))

        loss = float(softmax_cross_entropy(scores, target))
        pieces, divided = (
            np.array(gradient(scores, target))
            for gradient in (logit_gradient, lambda z, k: distance_weighted_gradient(z, k, x))
        )
        missing, share = float(divided.sum()), ease(DIVIDE, fps)[:, None]
        raises = min(int(loss / -missing) + 1, MOST_RAISES) if missing < 0 else USUAL_RAISES
        raised = _stepwise(raises, frames_in(RAISE, fps))
        claimed = loss + raised * missing

        near, far = np.array(parameters.near), np.array(parameters.far)
        bales = [*staying(near, far), *going(near, far, distances)]
        bales.sort(key=lambda bale: (distances[bale.home], bale.home != bale.end))
        masses, homes, ends = (np.array(column) for column in zip(*bales, strict=True))
        flown = _one_by_one(homes != ends, frames_in(CARRY, fps))
        start, goal = distances[homes], distances[ends]
        carried = (start + flown * (goal - start)) @ masses
        others = np.array([float(wasserstein_distance(truth, p, x)) for p in (near, far)])
        between = ease(CHANGE, fps)[:, None]
        shares = (1 - between) * q + between * near
        changed = (1 - between[:, 0]) * walk + between[:, 0] * others[0]
        wrong = [k for k in range(len(x)) if k != target]
        likely = [wrong[int(np.argmax(p[wrong]))] for p in (near, far)]
        sides = np.array(
            [
                float((p * np.maximum(w - distances, 0)).sum())
                for p, w in zip((near, far), others, strict=True)
            ]
        )
        ratio = float(others[1] / others[0]) if others[0] > 0 else 0.0
        arms, form = distances - walk, apart([walk, *others])
        return cls(
            places=places,
            target=target,
            true_place=places[target],
            near_place=places[likely[0]],
            far_place=places[likely[1]],
            unit=parameters.unit,
            scores=scores,
            q=q,
            offsets=offsets,
            distances=distances,
            folds=bool((offsets < 0).any()),
            loss=loss,
            divide=Motion(slopes=(1 - share) * pieces + share * divided),
            missing=missing,
            unbalanced=abs(missing) >= UNBALANCED,
            raises=raises,
            lunch=Motion(raised=raised, claimed=claimed),
            below=bool(claimed[-1] < 0),
            grows=missing > 0,
            walk=walk,
            options=_options(walk, distances, q, target),
            slide=Motion(pivot=walk * (1 - (1 - ease(SLIDE, fps)) ** 1.4)),
            arms=arms,
            pulls=pulls,
            told_pulls=np.abs(pulls),
            nearer=_listed([places[k] for k in np.flatnonzero(arms < 0)]),
            farther=_listed([places[k] for k in np.flatnonzero(arms > 0)]),
            masses=masses,
            homes=homes.astype(float),
            ends=ends.astype(float),
            walks=others,
            sides=sides,
            carries=len(x) > 2 and bool((homes != ends).any()),
            times=next((word for k, word in TIMES.items() if abs(ratio - k) < 1e-9), ""),
            change=Motion(shares=shares, walk=changed, pivot=changed),
            carry=Motion(flown=flown, walk=carried, pivot=carried),
            form=form if form.endswith("f") else ".2f",  # a tiny walk is told to be below .01
            pull_form=".3f",
        )


def _stepwise(steps: int, frames: int) -> FloatArray:
    """From 0 to ``steps``, each step at rest at both ends; shape (frames + 1,)."""
    now = np.linspace(0.0, steps, frames + 1)
    whole = np.minimum(np.floor(now + 1e-9), steps)
    return np.asarray(whole + smoothstep((now - whole) / 0.8))


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


def _listed(names: Sequence[str]) -> str:
    """Names as somebody says them; of many, how many.

    >>> _listed(["well", "barn"]), _listed(["a", "b", "c", "d"])
    ('well and barn', '4 of them')
    """
    if len(names) > 3:
        return f"{len(names)} of them"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
