"""The exports by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rendering.exporting.gallery import gallery
from rendering.exporting.handout import handout
from rendering.exporting.published import Clip
from rendering.exporting.snippets import snippets

__all__ = ["EXPORTS", "Export"]

Export = Callable[[Sequence[Clip]], Mapping[str, bytes | Path]]
"""Files by name, of clips in the order of the film."""

EXPORTS: dict[str, Export] = {
    "gallery": gallery,
    "handout": handout,
    "snippets": snippets,
}
