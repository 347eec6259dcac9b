"""Slides for manim-slides: what it reads, and the page for reveal.js that it makes of that.

The first needs nothing; the second manim-slides. The page asks the network for reveal.js itself.
Knows what manim-slides makes of text: it takes notes for Markdown, and escapes nothing.
"""

from __future__ import annotations

import html
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rendering.exporting.beats import Cut
from rendering.exporting.deck import title_of
from rendering.exporting.escaping import html_text, markdown_text

__all__ = ["presentations", "revealjs"]


def presentations(cuts: Sequence[Cut], beats: str) -> Mapping[str, bytes]:
    """What manim-slides presents and converts, a file for each clip.

    Parameters
    ----------
    beats
        Where the beats' clips lie, as seen from the folder in which these files' folder is:
        manim-slides begins its paths there.
    """
    return {
        f"{cut.clip.name}.json": json.dumps(_presentation([cut], beats), indent=1).encode()
        for cut in cuts
    }


def revealjs(cuts: Sequence[Cut], beats: str) -> bytes:
    """The page, made by manim-slides; ``beats`` is where their clips lie, as seen from it."""
    from manim_slides.config import PresentationConfig
    from manim_slides.convert import RevealJS

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / beats).mkdir(parents=True)
        for cut in cuts:
            for beat in cut.beats:
                (folder / beats / f"{beat.file}.mp4").write_bytes(beat.video)
        (folder / "read").mkdir()
        told = folder / "read" / "slides.json"
        told.write_text(json.dumps(_presentation(cuts, beats)), encoding="utf-8")
        page = folder / "slides.html"
        RevealJS(
            presentation_configs=[PresentationConfig.from_file(told)],
            assets_dir=beats.rstrip("/"),
            title=html_text(title_of(cuts)),
        ).convert_to(page)
        return page.read_bytes()


def _presentation(cuts: Sequence[Cut], beats: str) -> dict[str, Any]:
    card = cuts[0].clip.card
    return {
        "slides": [
            {
                "file": f"{beats}{beat.file}.mp4",
                # It asks for one that plays backwards, too; nothing is encoded here.
                "rev_file": f"{beats}{beat.file}.mp4",
                "notes": _notes(beat.narration),
            }
            for cut in cuts
            for beat in cut.beats
        ],
        "resolution": [card["width"], card["height"]],
        "background_color": "#{:02x}{:02x}{:02x}".format(*cuts[0].ground),
    }


def _notes(text: str) -> str:
    r"""Markdown that is put into a page as it is, and read as Markdown from there.

    >>> _notes("a*b < c & <i>")
    'a\\*b \\&lt; c \\&amp; \\&lt;i\\&gt;'
    """
    return html.escape(markdown_text(text), quote=False)
