"""What TwoDistributions shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import SceneWords

__all__ = ["SEEN"]

SEEN = SceneWords()
