"""The results that an inspection reports, independent of how they were found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

__all__ = ["STAGING", "Allowance", "Extent", "Finding"]

STAGING = frozenset({"bare", "hero"} | {"climax", "cue", "guess", "passes", "result", "running"})
"""Rules for the staging of a story; all other rules concern correctness and legibility."""


class Extent(NamedTuple):
    """A rectangle in manim units, with y pointing up."""

    left: float
    bottom: float
    right: float
    top: float

    def union(self, other: Extent) -> Extent:
        """Return the smallest rectangle around both."""
        return Extent(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def meets(self, other: Extent, margin: float = 0.0) -> bool:
        """Return whether the two overlap or are closer than ``margin`` along both axes."""
        return (
            self.left < other.right + margin
            and other.left < self.right + margin
            and self.bottom < other.top + margin
            and other.bottom < self.top + margin
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation of a rule in a picture.

    Attributes
    ----------
    rule
        Name of the rule in ``docs/picture_standards.md``.
    what
        Description of the violation, with the measured value and the limit.
    remedy
        What to do about it.
    frame
        First frame in which it is visible.
    where
        Rectangle around the subject.
    subject
        Name of the piece that breaks the rule. Findings with the same rule, subject and beat are
        reported once.
    beat
        Name of the beat; empty before the first one.
    """

    rule: str
    what: str
    remedy: str
    frame: int
    where: Extent
    subject: str
    beat: str = ""

    def as_json(self, fps: float) -> dict[str, Any]:
        """Return the finding as JSON values, with its time in seconds."""
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
    """A declared exception from a rule.

    Attributes
    ----------
    rule
        Name of the rule.
    reason
        Declared reason of the exception.
    parts
        Names of the pieces to which the exception applies and that have been on stage.
    """

    rule: str
    reason: str
    parts: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the exception as JSON values."""
        return {"rule": self.rule, "reason": self.reason, "parts": list(self.parts)}
