"""What ``ComputationGraph`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.computation_graph.numbers import ComputationGraphNumbers
from scenes.digits import subscript

__all__ = ["answer", "gradient", "less", "longer", "push", "rate", "toy", "walk"]


def toy() -> str:
    """While a is pushed."""
    return "Push a by one, and c moves by one: along this wire, the rate is 1."


def rate() -> str:
    """While b is pushed."""
    return "Push b, and it is the same. A rate: how far the end moves, for each unit of push."


def longer() -> str:
    """When the other faders come."""
    return "A network is the same desk, only longer: logits, probabilities, loss."


def push(n: ComputationGraphNumbers) -> str:
    """While a logit is pushed by a half."""
    return f"Push {_z(n)} by {{pushes[0]:.1f}}: every probability moves, and at the end the loss."


def less(n: ComputationGraphNumbers) -> str:
    """While it is pushed less."""
    return "Push it less, and still less: the rate becomes the slope of the loss right here."


def gradient(n: ComputationGraphNumbers) -> str:
    """When that rate is hung on its fader."""
    return f"This rate is the gradient of the loss in {_z(n)}."


def walk() -> str:
    """While rates are hung on all faders."""
    return "One walk back from the loss hangs such a rate on every fader at once."


def answer(n: ComputationGraphNumbers) -> str:
    """The last words."""
    return f"A gradient is a rate: how far the loss moves, for each unit of push."


def _z(n: ComputationGraphNumbers) -> str:
    return f"z{subscript(n.pushed + 1)}"
