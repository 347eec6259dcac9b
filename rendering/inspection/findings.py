"""What an inspection reports. Knows nothing of how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

__all__ = ["STAGING", "Allowance", "Extent", "Finding"]

STAGING = frozenset({"bare", "hero"} | {"climax", "cue", "guess", "passes", "result", "running"})
"""Rules of how a story is told; the others are of whether it is right and can be read."""


class Extent(NamedTuple):
    """A rectangle in manim units, y up."""

    left: float
    bottom: float
    right: float
    top: float

    def union(self, other: Extent) -> Extent:
        """The smallest rectangle around both."""
        return Extent(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def meets(self, other: Extent, margin: float = 0.0) -> bool:
        """Whether the two come closer than ``margin``."""
        return (
            self.left < other.right + margin
            and other.left < self.right + margin
            and self.bottom < other.top + margin
            and other.bottom < self.top + margin
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a picture breaks.

    Attributes
    ----------
    rule
        Its name in ``docs/picture_standards.md``.
    what
        What is wrong, with the measured value and the limit.
    remedy
        What to do.
    frame
        The first frame in which it is seen.
    where
        Around what is meant.
    subject
        What is meant, in a word; findings of one rule, subject and beat are one.
    beat
        The beat's name; empty before the first.
    """

    rule: str
    what: str
    remedy: str
    frame: int
    where: Extent
    subject: str
    beat: str = ""

    def as_json(self, fps: float) -> dict[str, Any]:
        """What there is to know of it, with seconds in place of frames."""
        return {
            "rule": self.rule,
            "kind": "staging" if self.rule in STAGING else "standard",
            "beat": self.beat,
            "second": round(self.frame / fps, 3),
            "what": self.what,
            "remedy": self.remedy,
            "where": [round(side, 4) for side in self.where],
        }


@dataclass(frozen=True, slots=True)
class Allowance:
    """One rule that was declared not to hold.

    Attributes
    ----------
    rule, reason
        As they were declared.
    parts
        What they were declared for, as far as it came on stage, each name once.
    """

    rule: str
    reason: str
    parts: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """What there is to know of it."""
        return {"rule": self.rule, "reason": self.reason, "parts": list(self.parts)}
