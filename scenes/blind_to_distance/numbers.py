"""The numbers of ``BlindToDistance``: what is carried farther off, the walk, and the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.bales import going, staying
from stage.digits import Form, apart
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, smoothstep
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

LEND, BACK, MEASURE, CARRY = 2.8, 1.2, 2.0, 5.2
"""Seconds of each motion: a bale goes to the true place and back; the walk; all is carried."""

FOLLOWS = 0.3
"""When the next bale of a row is lifted, in shares of the flight of the one before."""

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
    true_share, near_share, offs
        What both predictions give the true place; what the first gives the wrong place that has
        most; how far that place and that of the second prediction are from the true one.
    masses, homes, ends, mixed
        Of each bale: its probability; its place at first, at last, and as it lies when nobody
        looks; shape (B,).
    launches
        When each of the M bales is lifted, in flights from the beginning, shape (M,).
    loss, walks, is_farther, form
        ln(1/q) of the true place; the average distance to it of both predictions, and whether that
        of the second is greater; the form of all.
    lend, back
        One bale goes to the true place, and back: how far it is ``lent``, and the ``loss``.
    measure
        The ``walk`` from nothing to that of the first prediction.
    carry
        The others go: the time that is ``flown``, in flights, the ``walk`` and the ``loss``.
    """

    places: tuple[str, ...]
    target: int
    true_place: str
    near_place: str
    far_place: str
    unit: str
    positions: FloatArray
    distances: FloatArray
    true_share: float
    near_share: float
    offs: FloatArray
    masses: FloatArray
    homes: FloatArray
    ends: FloatArray
    mixed: FloatArray
    launches: FloatArray
    loss: float
    walks: FloatArray
    is_farther: bool
    form: Form
    lend: Motion
    back: Motion
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
        launches = _launches(homes[: len(moving)], ends[: len(moving)])
        flown = np.linspace(0.0, launches[-1] + 1, frames_in(CARRY, fps) + 1)
        starts, goals = x[homes.astype(int)], x[ends.astype(int)]
        ways = []
        for time in flown:
            gone = np.zeros(len(bales))
            gone[: len(moving)] = [crossed(time - launch) for launch in launches]
            ways.append(_walk(masses, starts + gone * (goals - starts), x[target]))
        lend, back = (
            _lend(np.linspace(*ends_of_it, frames_in(seconds, fps) + 1), near[target], masses[0])
            for ends_of_it, seconds in (((0.0, 1.0), LEND), ((1.0, 0.0), BACK))
        )
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
            true_share=float(near[target]),
            near_share=float(near[likely[0]]),
            offs=np.abs(x[likely] - x[target]),
            masses=masses,
            homes=homes,
            ends=ends,
            mixed=mixed,
            launches=launches,
            loss=loss,
            walks=walks,
            is_farther=bool(walks[1] > walks[0]),
            form=apart([loss, *walks]),
            lend=lend,
            back=back,
            measure=Motion(walk=ease(MEASURE, fps) * walks[0]),
            carry=Motion(flown=flown, walk=ways, loss=np.full(len(flown), loss)),
        )


def risen(flight: float) -> float:
    """How much of its height above all hay a bale has at a share of its flight, from 0 to 1.

    >>> risen(0.0), risen(0.25), risen(1.0)
    (0.0, 1.0, 1.0)
    """
    return float(smoothstep(flight / 0.25))


def crossed(flight: float) -> float:
    """How much of its way along the path a bale has made at a share of its flight.

    >>> crossed(0.25), crossed(0.5), crossed(0.75)
    (0.0, 0.5, 1.0)
    """
    return float(smoothstep((flight - 0.25) / 0.5))


def landed(flight: float) -> float:
    """How much of the height above all hay a bale has come down at a share of its flight.

    >>> landed(0.75), landed(0.875), landed(1.0)
    (0.0, 0.5, 1.0)
    """
    return float(smoothstep((flight - 0.75) / 0.25))


def _launches(homes: FloatArray, ends: FloatArray) -> FloatArray:
    """When each bale is lifted: after the first, in a row where all go the same way."""
    in_a_row = len(set(zip(homes, ends, strict=True))) == 1
    later = 1 + (FOLLOWS if in_a_row else 1.0) * np.arange(len(homes) - 1)
    return np.concatenate([[0.0], later])


def _lend(lent: FloatArray, share: float, mass: float) -> Motion:
    """A bale goes to the true place; the loss is that of what has come down there."""
    there = np.minimum(share + mass * np.array([landed(flight) for flight in lent]), 1.0)
    return Motion(lent=lent, loss=log_loss(there))


def _walk(masses: FloatArray, where: FloatArray, true: float) -> float:
    """The average distance of bales to the true place."""
    at = np.append(where, true)
    q, p = np.append(masses, 0.0), np.append(np.zeros(len(masses)), 1.0)
    return float(wasserstein_distance(p, q / q.sum(), at))
