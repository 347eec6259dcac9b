"""What ``ComputationGraph`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.computation_graph.numbers import ComputationGraphNumbers
from scenes.digits import subscript

__all__ = ["answer", "less", "longer", "push", "rate", "toy", "walk"]


def toy() -> str:
    """While a is pushed, and then b."""
    return "Push a by one, or b, and c moves by one: along each wire, the rate is 1."


def longer() -> str:
    """When the other faders come."""
    return "A network is the same desk, only longer: logits, probabilities, loss."


def push(n: ComputationGraphNumbers) -> str:
    """While a logit is pushed by a half."""
    return f"Push {_z(n)} by {{pushes[0]:.1f}}: every q moves, and in the end the loss."


def rate() -> str:
    """Of what the loss rose by then."""
    rises = "It rises {rise:{loss_form}} for a push of {pushes[0]:.1f}"
    return rises + ": the rate is {rates[0]:{rate_form}}."


def less(n: ComputationGraphNumbers) -> str:
    """While it is pushed less, until its rate is hung on its fader."""
    return f"Push less, and still less: the rate becomes a slope, the gradient in {_z(n)}."


def walk() -> str:
    """While rates are hung on all faders."""
    return "One walk back from the loss hangs such a rate on every fader at once."


def answer() -> str:
    """The last words."""
    return "A gradient is a rate: how far the loss moves per unit of push."


def _z(n: ComputationGraphNumbers) -> str:
    return f"z{subscript(n.pushed + 1)}"
