"""Slides for a lecture: for a browser, and, if installed, for PowerPoint and manim-slides.

This module knows which files there are and where they lie; how each is made is left to its module.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from rendering.exporting.beats import cut_into_beats
from rendering.exporting.deck import BEATS, deck
from rendering.exporting.progress import while_busy
from rendering.exporting.published import Clip
from rendering.exporting.revealjs import presentations, revealjs

__all__ = ["missing_slides", "slides"]

_DECK = "deck/"

_OPTIONAL = {"pptx": "slides.pptx", "manim_slides": "revealjs.html"}
"""Optional packages, and the file made with each."""


def slides(clips: Sequence[Clip]) -> Mapping[str, bytes]:
    """Return all slide files that can be made with the installed packages."""
    cuts = cut_into_beats(clips)
    beats = f"{_DECK}{BEATS}"
    files = {f"{_DECK}{name}": content for name, content in deck(cuts).items()}
    told = presentations(cuts, beats)
    files |= {f"manim-slides/{name}": content for name, content in told.items()}
    if _is_there("pptx"):
        from rendering.exporting.powerpoint import powerpoint

        with while_busy("Writing slides.pptx"):
            files["slides.pptx"] = powerpoint(cuts)
    if _is_there("manim_slides"):
        with while_busy("Writing revealjs.html"):
            files["revealjs.html"] = revealjs(cuts, beats)
    return files


def missing_slides() -> str | None:
    """Return what cannot be made here and the remedy; None if nothing is missing."""
    missing = [file for package, file in _OPTIONAL.items() if not _is_there(package)]
    if not missing:
        return None
    return (
        f"Not made: {' and '.join(missing)}, for which optional packages are missing. "
        "Install them with pip install 'cross-entropy-clips[slides]'."
    )


def _is_there(package: str) -> bool:
    # A loaded manim-slides has no import specification that ``find_spec`` could return.
    return sys.modules.get(package) is not None or find_spec(package) is not None
