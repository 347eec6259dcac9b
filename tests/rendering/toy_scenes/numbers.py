"""What the toys draw: the way of a bar from 0 up to a height and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from stage.numbers import FloatArray, Numbers, ease
from stage.parameters import Labels, Parameters, Positive


class ToyBarParameters(Parameters):
    height: Positive = 1.5
    seconds: Positive = 0.5
    labels: Labels = None


@dataclass(frozen=True, slots=True, eq=False)
class ToyBarNumbers(Numbers):
    height: float
    label: str
    infinite: float
    up: FloatArray
    down: FloatArray

    @classmethod
    def compute(cls, parameters: Any, fps: float) -> Self:
        up = parameters.height * ease(parameters.seconds, fps)
        label = parameters.labels[0] if parameters.labels else "bar"
        return cls(parameters.height, label, float("inf"), up, up[::-1].copy())


ToyBrokenParameters = ToyDyingParameters = ToyFaintingParameters = ToyFickleParameters = (
    ToySlowParameters
) = ToyTalkParameters = ToyBarParameters
ToyBrokenNumbers = ToyDyingNumbers = ToyFaintingNumbers = ToyFickleNumbers = ToySlowNumbers = (
    ToyTalkNumbers
) = ToyBarNumbers
