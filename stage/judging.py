"""What the words that judge mean, in numbers: "nearly", "hardly", "next to nothing", "far".

A caption that uses one of them asks here whether it is true. Each speaks of a share: of what a
value is compared with, or of 1 where it is a probability, or a pull, which is at most 1.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "is_a_little",
    "is_far",
    "is_hardly_any",
    "is_near_all",
    "is_nearly_all",
    "is_next_to_nothing",
]

NEXT_TO_NOTHING: Final = 0.05
HARDLY: Final = 0.1
LITTLE: Final = 0.3
NEARLY: Final = 0.8
NEAR: Final = 0.9
FAR: Final = 4.0


def is_next_to_nothing(share: float) -> bool:
    """A twentieth or less: "next to nothing".

    >>> is_next_to_nothing(0.043), is_next_to_nothing(0.1)
    (True, False)
    """
    return share <= NEXT_TO_NOTHING


def is_hardly_any(share: float) -> bool:
    """A tenth or less: "hardly any", "hardly moves".

    >>> is_hardly_any(0.054), is_hardly_any(0.2)
    (True, False)
    """
    return share <= HARDLY


def is_a_little(share: float) -> bool:
    """Three tenths or less: "a little".

    >>> is_a_little(0.3), is_a_little(0.5)
    (True, False)
    """
    return share <= LITTLE


def is_nearly_all(share: float) -> bool:
    """Four fifths or more: "nearly all", "nearly as much".

    >>> is_nearly_all(0.9), is_nearly_all(0.5)
    (True, False)
    """
    return share >= NEARLY


def is_near_all(share: float) -> bool:
    """Nine tenths or more: "near 1", "full", "near the truth".

    >>> is_near_all(0.98), is_near_all(0.8)
    (True, False)
    """
    return share >= NEAR


def is_far(times: float) -> bool:
    """Four times or more: "far more", and the other way round "far less".

    >>> is_far(4.57), is_far(2.0)
    (True, False)
    """
    return times >= FAR
