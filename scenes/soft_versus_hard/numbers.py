"""The numbers of ``SoftVersusHard``: the softmax of one set of scores at many temperatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from pydantic import AfterValidator

from stage.cast import called, names_of
from stage.digits import Form
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, ranked, steady
from stage.parameters import OneTrueClass, Positive
from xe_math import softmax

HALVE, HEAT, COOL, RETURN, SWEEP = 2.6, 3.2, 9.0, 1.0, 5.6
"""Seconds of halving the temperature, of heating, of cooling, of the way back to the hot end, and
of the last sweep."""

HALF, QUARTER = 0.5, 0.25
"""The temperatures at which the gaps are twice and four times as wide."""

WHOLE = 0.03
"""Largest relative error of odds that are written as whole numbers."""

SAMPLES = 600
"""Points at which the edges of the bands are computed."""

LARGEST = 700.0
"""Gap up to which odds fit into a float."""

LARGE = 1000.0
"""Odds from which they are written with a power of ten."""


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
    half, quarter, heat, cool
        From temperature 1 to 1/2; to 1/4; to the hot end; and to the cold end, in which ``reached``
        is the place up to which the bands are drawn.
    hotter, sweep
        Back to the hot end; and once more to the cold one.
    temperatures, shares
        At the places 0 to 1 of the axis, (S,) and (S, K).
    tick_temperatures, tick_places
        Temperatures that are marked on the rail, from hot to cold, and their places.
    odds
        Of the two highest at temperatures 1, 1/2 and 1/4, (3,).
    options
        Guesses at the last of them: 1.5 times and twice the odds before, and their square, (3,).
    odds_form
        The form of odds: whole numbers where these are right to 3 %.
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
    half: Motion
    quarter: Motion
    heat: Motion
    cool: Motion
    hotter: Motion
    sweep: Motion
    temperatures: FloatArray
    shares: FloatArray
    tick_temperatures: tuple[float, ...]
    tick_places: tuple[float, ...]
    odds: FloatArray
    options: FloatArray
    odds_form: Form
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

        def along(start: float, end: float, progress: FloatArray) -> FloatArray:
            """Return temperatures that go evenly along the rail."""
            between = start * (end / start) ** progress
            return np.where(progress <= 0, start, np.where(progress >= 1, end, between))

        cooling = along(hot, cold, steady(COOL, fps))
        temperatures = along(hot, cold, np.linspace(0.0, 1.0, SAMPLES + 1))
        shares = never_certain(softmax(logits, temperatures))
        ticks = (hot, 1.0, HALF, QUARTER, cold)
        three = odds(np.array([1.0, HALF, QUARTER]))
        is_whole = bool((np.abs(three.round() / three - 1) < WHOLE).all())
        return cls(
            names=names,
            target=parameters.target,
            top=top,
            second=second,
            true_class=called(names[parameters.target]),
            top_class=called(names[top]),
            second_class=called(names[second]),
            is_tie=bool(gaps[second] == 0),
            half=motion(along(1.0, HALF, ease(HALVE, fps))),
            quarter=motion(along(HALF, QUARTER, ease(HALVE, fps))),
            heat=motion(along(QUARTER, hot, ease(HEAT, fps))),
            cool=motion(cooling, reached=at(cooling)),
            hotter=motion(along(cold, hot, ease(RETURN, fps))),
            sweep=motion(along(hot, cold, steady(SWEEP, fps))),
            temperatures=temperatures,
            shares=shares,
            tick_temperatures=ticks,
            tick_places=tuple(float(at(np.array(tick))) for tick in ticks),
            odds=three,
            options=np.array([1.5 * three[1], 2 * three[1], three[2]]),
            odds_form=".0f" if is_whole and three[2] < LARGE else ".2g",
            span=float(-gaps.min()),
            spread=float(np.ptp(shares[0])),
            peak=float(shares[:, second].max() - shares[0, second]),
        )
