"""The exports by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rendering.exporting.gallery import gallery
from rendering.exporting.handout import handout
from rendering.exporting.published import Clip
from rendering.exporting.slides import missing_slides, slides
from rendering.exporting.snippets import snippets

__all__ = ["EXPORTS", "MISSING", "Export"]

Export = Callable[[Sequence[Clip]], Mapping[str, bytes | Path]]
"""Files by name, of clips in the order of the film."""

EXPORTS: dict[str, Export] = {
    "gallery": gallery,
    "handout": handout,
    "slides": slides,
    "snippets": snippets,
}

MISSING: dict[str, Callable[[], str | None]] = {"slides": missing_slides}
"""Of exports that do not need all that they can use: what is not made here, and the remedy."""
