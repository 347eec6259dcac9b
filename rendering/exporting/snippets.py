"""Ready text for the places where a clip is shown, with paths that fit.

Knows the cards; neither pictures nor what players do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rendering.exporting.published import Clip

__all__ = ["snippets"]


def snippets(clips: Sequence[Clip]) -> Mapping[str, bytes | Path]:
    """A page of ready text for each clip."""
    return {f"{clip.name}.md": f"# {clip.card['title']}\n".encode() for clip in clips}
