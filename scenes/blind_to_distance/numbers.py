"""The numbers of ``BlindToDistance``: what is carried farther off, the walk, and the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.digits import Form, apart
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, going, smoothstep, staying
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
from xe_math import log_loss, wasserstein_distance

MEASURE, CARRY = 2.5, 8.0
"""Seconds in which the first walk is measured, and in which all is carried farther off."""

LEAST_PLACES = 3


class BlindToDistanceParameters(Parameters):
    """Two predictions that give the place of the cat the same, and where all places are."""

    near: Probabilities = (0.2, 0.8, 0.0, 0.0)
    far: Probabilities = (0.2, 0.0, 0.0, 0.8)
    cat: ClassIndex = 0
    places: Labels = ("door", "tree", "well", "barn")
    positions: Logits = (0.0, 1.0, 2.0, 3.0)
    unit: Label = "min"

    @model_validator(mode="after")
    def _predictions_differ_in_wrong_places_alone(self) -> Self:
        count = len(self.near)
        places = {"places": self.places, "positions": self.positions}
        require_same_length(near=self.near, far=self.far, **places)
        require_places(self.cat, self.positions)
        if count < LEAST_PLACES:
            raise ValueError(
                f"there must be at least {LEAST_PLACES} places, two of them wrong; got {count}. "
                "Add one."
            )
        here, there = self.near[self.cat], self.far[self.cat]
        if abs(here - there) > 1e-9 or not 0 < here < 1:
            raise ValueError(
                "near and far must give the true place the same share, above 0 and below 1; got "
                f"{here:g} and {there:g}. Change one of them."
            )
        if np.allclose(self.near, self.far, atol=1e-9):
            raise ValueError("near and far must differ; got the same twice. Move a wrong share.")
        return self


@dataclass(frozen=True, slots=True, eq=False)
class BlindToDistanceNumbers(Numbers):
    """K places and B bales, which together are 1; the first M of them are carried.

    Attributes
    ----------
    places, target, true_place, near_place, far_place, unit
        Names of all places; which one is true, and its name; those wrong ones that have most of the
        two predictions; the unit of distances.
    positions, distances
        Of the places, and how far each is from the true one, shape (K,).
    near_share, offs
        What the first prediction gives the wrong place that has most; how far that place and that
        of the second prediction are from the true one.
    masses, homes, ends, mixed
        Of each bale: its probability; its place at first, at last, and as it lies when nobody
        looks; shape (B,).
    carried_bales
        M.
    loss, walks, form
        ln(1/q) of the true place; the average distance to it of both predictions; the form of both.
    measure
        The ``walk`` from nothing to that of the first prediction.
    carry
        One bale after the other goes: how many are ``carried``, the ``walk`` and the ``loss``.
    """

    places: tuple[str, ...]
    target: int
    true_place: str
    near_place: str
    far_place: str
    unit: str
    positions: FloatArray
    distances: FloatArray
    near_share: float
    offs: FloatArray
    masses: FloatArray
    homes: FloatArray
    ends: FloatArray
    mixed: FloatArray
    carried_bales: int
    loss: float
    walks: FloatArray
    form: Form
    measure: Motion
    carry: Motion

    @classmethod
    def compute(cls, parameters: BlindToDistanceParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        near, far = np.array(parameters.near), np.array(parameters.far)
        x, target = np.array(parameters.positions), parameters.cat
        moving = going(near, far, x)
        bales = [*moving, *staying(near, far)]
        masses, homes, ends = (np.array(column, float) for column in zip(*bales, strict=True))
        wrong = [k for k in np.argsort(np.abs(x - x[target]), kind="stable") if k != target]
        mixed = ends.copy()
        mixed[: len(moving)] = [wrong[k % len(wrong)] for k in range(len(moving))]
        truth = (np.arange(len(near)) == target).astype(float)
        loss = float(log_loss(near[target]))
        walks = np.array([float(wasserstein_distance(truth, q, x)) for q in (near, far)])
        carried = np.linspace(0.0, len(moving), frames_in(CARRY, fps) + 1)
        starts, goals = x[homes.astype(int)], x[ends.astype(int)]
        ways = [
            _walk(masses, starts + crossed(count, len(bales)) * (goals - starts), x[target])
            for count in carried
        ]
        likely = [wrong[int(np.argmax(q[wrong]))] for q in (near, far)]
        return cls(
            places=tuple(parameters.places or ()),
            target=target,
            true_place=str((parameters.places or ())[target]),
            near_place=str((parameters.places or ())[likely[0]]),
            far_place=str((parameters.places or ())[likely[1]]),
            unit=parameters.unit,
            positions=x,
            distances=np.abs(x - x[target]),
            near_share=float(near[likely[0]]),
            offs=np.abs(x[likely] - x[target]),
            masses=masses,
            homes=homes,
            ends=ends,
            mixed=mixed,
            carried_bales=len(moving),
            loss=loss,
            walks=walks,
            form=apart([loss, *walks]),
            measure=Motion(walk=ease(MEASURE, fps) * walks[0]),
            carry=Motion(carried=carried, walk=ways, loss=np.full(len(carried), loss)),
        )


def crossed(carried: float, bales: int) -> FloatArray:
    """How much of its way along the path each bale has made, from 0 to 1, (B,).

    The one that is carried is lifted, goes across, and is let down.

    >>> crossed(1.5, 3).tolist(), crossed(1.2, 3).tolist()
    ([1.0, 0.5, 0.0], [1.0, 0.0, 0.0])
    """
    return smoothstep((carried - np.arange(float(bales)) - 0.25) / 0.5)


def _walk(masses: FloatArray, where: FloatArray, true: float) -> float:
    """The average distance of bales to the true place."""
    at = np.append(where, true)
    q, p = np.append(masses, 0.0), np.append(np.zeros(len(masses)), 1.0)
    return float(wasserstein_distance(p, q / q.sum(), at))
