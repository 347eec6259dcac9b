"""The exports by name."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rendering.exporting.gallery import gallery
from rendering.exporting.handout import handout
from rendering.exporting.published import Clip
from rendering.exporting.slides import missing_slides, slides
from rendering.exporting.snippets import snippets
from stage.typesetting import Font

__all__ = ["EXPORTS", "MISSING", "Export", "made_from"]

Export = Callable[..., Mapping[str, bytes | Path]]
"""Files by name, of clips in the order of the film; and what options of its own it takes."""

EXPORTS: dict[str, Export] = {
    "gallery": gallery,
    "handout": handout,
    "slides": slides,
    "snippets": snippets,
}

MISSING: dict[str, Callable[[], str | None]] = {"slides": missing_slides}
"""Of exports that do not need all that they can use: what is not made here, and the remedy."""

_SOURCES = ("rendering", "scenes", "stage")
_PACKAGES = ("jinja2", "markupsafe", "av", "pillow", "typst", "python-pptx", "manim-slides")


def made_from(
    kind: str, clips: Sequence[Clip], media: Path, font: Font | None = None, *options: object
) -> str:
    """A digest of all that an export depends on: what is published, sources, font, who helps.

    All that is published, since an export may take more than ``clips``, such as their pictures in
    other colours; by the manifest, which has the digest of each file.
    """
    digest = hashlib.sha256()

    def add(*values: object) -> None:
        digest.update(repr(values).encode())

    add(kind, sys.version, font and font.sha256, options)
    for clip in clips:
        add(clip.name, clip.chapter, clip.video.relative_to(media), clip.video.stat().st_size)
    for package in _PACKAGES:
        try:
            add(package, version(package))
        except PackageNotFoundError:
            add(package)
    root = Path(__file__).parents[2]
    for folder in _SOURCES:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                add(path.relative_to(root), path.read_bytes())
    add((media / "manifest.json").read_bytes())
    return digest.hexdigest()
