"""The numbers of ``BlindToDistance``: what is carried farther off, the walk, and the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.bales import crossed, going, landed, launched, staying
from stage.digits import Form, apart
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in
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

LEND, BACK, MEASURE, CARRY, MIX = 2.0, 1.2, 3.6, 5.2, 0.8
"""Seconds of each motion: a bale is lent, and goes back; the walk; all is carried, and mixed."""

PACED = 0.25
"""Start of the next walk's measuring, as a fraction of the duration of one."""

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
    paces, is_tenths
        When the walk from each bale is measured, in times that one takes, shape (B,); whether each
        of these bales is a tenth.
    measure
        One after the other: the time that is ``paced``; the ``parts`` of the walk that bales have
        brought, their probability times their distance, (frames, B); and their sum, the ``walk``.
    carry
        The others go: the time that is ``flown``, in flights, the ``parts``, the ``walk`` and the
        ``loss``.
    mix, sort
        Bales come to lie as they do when nobody looks, and again as at last: ``parts``, ``walk``.
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
    paces: FloatArray
    is_tenths: bool
    measure: Motion
    carry: Motion
    mix: Motion
    sort: Motion

    @classmethod
    def compute(cls, parameters: BlindToDistanceParameters, fps: float) -> Self:
        """Compute the table with ``xe_math``."""
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
        launches = launched(homes[: len(moving)], ends[: len(moving)])
        flown = np.linspace(0.0, launches[-1] + 1, frames_in(CARRY, fps) + 1)
        starts, goals = (x[where.astype(int)] - x[target] for where in (homes, ends))
        gone = np.zeros((len(flown), len(bales)))
        gone[:, : len(moving)] = [[crossed(time - launch) for launch in launches] for time in flown]
        carried = masses * np.abs(starts + gone * (goals - starts))
        anyhow = masses * np.abs(x[mixed.astype(int)] - x[target])
        paces = PACED * np.maximum(np.cumsum(homes != target) - 1, 0)
        paced = np.linspace(0.0, paces[-1] + 1, frames_in(MEASURE, fps) + 1)
        docked = np.array([[landed(time - pace) for pace in paces] for time in paced])
        mixing = ease(MIX, fps)[:, None]
        lend, back = (
            _lend(np.linspace(*ends_of_it, frames_in(seconds, fps) + 1), near[target], masses[0])
            for ends_of_it, seconds in (((0.0, 1.0), LEND), ((1.0, 0.0), BACK))
        )
        places = tuple(parameters.places or ())
        likely = [wrong[int(np.argmax(q[wrong]))] for q in (near, far)]
        return cls(
            places=places,
            target=target,
            true_place=places[target],
            near_place=places[likely[0]],
            far_place=places[likely[1]],
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
            paces=paces,
            is_tenths=bool(np.allclose(masses[homes != target], 0.1)),
            measure=_parts(docked * carried[0], paced=paced),
            carry=_parts(carried, flown=flown, loss=np.full(len(flown), loss)),
            mix=_parts(carried[-1] + mixing * (anyhow - carried[-1])),
            sort=_parts(anyhow + mixing * (carried[-1] - anyhow)),
        )


def _lend(lent: FloatArray, share: float, mass: float) -> Motion:
    """Return the motion of a bale to the true place; the loss follows as it comes down."""
    there = np.minimum(share + mass * np.array([landed(flight) for flight in lent]), 1.0)
    return Motion(lent=lent, loss=log_loss(there))


def _parts(parts: FloatArray, **tracks: FloatArray) -> Motion:
    """Return a motion with each bale's part of the walk, (frames, B), and the walk."""
    return Motion(parts=parts, walk=parts.sum(axis=1), **tracks)
