"""The numbers of ``SoftVersusHard``: the softmax of one set of scores at many temperatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from pydantic import AfterValidator

from stage.cast import called, names_of
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, ranked, steady
from stage.parameters import OneTrueClass, Positive
from xe_math import softmax

STRETCH, HEAT, COOL, BACK = 3.0, 4.0, 9.0, 2.5
"""Seconds of a stretch, of heating, of cooling, and of the way back to temperature 1."""

TWICE, FOUR_TIMES = 0.5, 0.25
"""The temperatures at which the gaps are twice and four times as wide."""

SAMPLES = 600
"""Points at which the edges of the bands are computed."""

LARGEST = 700.0
"""Gap up to which odds fit into a float."""


def _is_hot(value: float) -> float:
    if not 2 <= value <= 1000:
        raise ValueError(f"hot must lie between 2 and 1000, but is {value:g}. Leave it out for 10.")
    return value


def _is_cold(value: float) -> float:
    if not 0.001 <= value <= 0.2:
        raise ValueError(
            f"cold must lie between 0.001 and 0.2, but is {value:g}. Leave it out for 0.1."
        )
    return value


class SoftVersusHardParameters(OneTrueClass):
    """The scores, the true class, names, and the ends of the temperature's range."""

    hot: Annotated[Positive, AfterValidator(_is_hot)] = 10.0
    cold: Annotated[Positive, AfterValidator(_is_cold)] = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class SoftVersusHardNumbers(Numbers):
    """K classes, at many temperatures.

    Each motion has ``shares`` and ``gaps``, (frames, K), ``odds``, ``temperature`` and ``place``,
    (frames,).

    Attributes
    ----------
    names, target
        Of the classes; the true one.
    top, second
        The classes with the highest scores.
    true_class, top_class, second_class
        How a sentence speaks of them.
    is_tie
        Whether the two highest scores are equal.
    first, again, heat, cool, back
        The gaps are doubled, and again; heating; cooling, in which ``reached`` is how far the
        bands have come; and the way back from cold to temperature 1.
    temperatures, shares
        At the places 0 to 1 of the axis, (S,) and (S, K).
    at_one
        The place of temperature 1.
    odds
        Of the two highest, with single, double and fourfold gaps, (3,).
    ghosts
        Guesses at the last of them: 1.5 times and twice the odds before, and their square, (3,).
    span
        Widest gap between scores.
    spread
        The difference of the largest and the smallest share at the hot end.
    peak
        How much more than at the hot end the second class has at its best, while it cools.
    """

    names: tuple[str, ...]
    target: int
    top: int
    second: int
    true_class: str
    top_class: str
    second_class: str
    is_tie: bool
    first: Motion
    again: Motion
    heat: Motion
    cool: Motion
    back: Motion
    temperatures: FloatArray
    shares: FloatArray
    at_one: float
    odds: FloatArray
    ghosts: FloatArray
    span: float
    spread: float
    peak: float

    @classmethod
    def compute(cls, parameters: SoftVersusHardParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, hot, cold = np.array(parameters.logits), parameters.hot, parameters.cold
        names = names_of(parameters.labels, len(logits))
        top, second = ranked(logits)[:2]
        gaps = logits - logits.max()

        def odds(temperature: FloatArray) -> FloatArray:
            return np.exp(np.minimum(-gaps[second] / temperature, LARGEST))

        def at(temperature: FloatArray) -> FloatArray:
            return np.log(hot / temperature) / np.log(hot / cold)

        def motion(temperature: FloatArray, **tracks: FloatArray) -> Motion:
            return Motion(
                shares=never_certain(softmax(logits, temperature)),
                gaps=gaps / temperature[:, None],
                odds=odds(temperature),
                temperature=temperature,
                place=at(temperature),
                **tracks,
            )

        def stretch(start: float, end: float) -> FloatArray:
            share = ease(STRETCH, fps)
            return 1 / ((1 - share) / start + share / end)

        def along(start: float, end: float, share: FloatArray) -> FloatArray:
            between = start * (end / start) ** share
            return np.where(share <= 0, start, np.where(share >= 1, end, between))

        cooling = along(hot, cold, steady(COOL, fps))
        temperatures = along(hot, cold, np.linspace(0.0, 1.0, SAMPLES + 1))
        shares = never_certain(softmax(logits, temperatures))
        told = odds(np.array([1.0, TWICE, FOUR_TIMES]))
        return cls(
            names=names,
            target=parameters.target,
            top=top,
            second=second,
            true_class=called(names[parameters.target]),
            top_class=called(names[top]),
            second_class=called(names[second]),
            is_tie=bool(gaps[second] == 0),
            first=motion(stretch(1.0, TWICE)),
            again=motion(stretch(TWICE, FOUR_TIMES)),
            heat=motion(along(FOUR_TIMES, hot, ease(HEAT, fps))),
            cool=motion(cooling, reached=at(cooling)),
            back=motion(along(cold, 1.0, ease(BACK, fps))),
            temperatures=temperatures,
            shares=shares,
            at_one=float(at(np.array(1.0))),
            odds=told,
            ghosts=np.array([1.5 * told[1], 2 * told[1], told[2]]),
            span=float(-gaps.min()),
            spread=float(np.ptp(shares[0])),
            peak=float(shares[:, second].max() - shares[0, second]),
        )
