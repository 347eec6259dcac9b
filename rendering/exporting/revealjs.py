"""Slides for manim-slides: its input files, and the reveal.js page that it makes from them.

The input files need nothing else; the page needs manim-slides. The page loads reveal.js itself from
the network. This module knows how manim-slides treats text: it takes notes for Markdown, and
escapes nothing. Since manim-slides knows only videos, this module adds the cover, the contents and
the questions to its page.
"""

from __future__ import annotations

import html
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rendering.errors import CallError
from rendering.exporting.beats import Cut
from rendering.exporting.contents import Chapter, Entry, contents, summary, title_of
from rendering.exporting.escaping import html_text, markdown_text
from rendering.exporting.notes import Notes, notes_of_clip
from stage.theme import DARK, LIGHT

__all__ = ["presentations", "revealjs"]


def presentations(cuts: Sequence[Cut], beats: str) -> Mapping[str, bytes]:
    """Return one file for each clip, which manim-slides can present and convert.

    Parameters
    ----------
    beats
        The folder of the beats' clips, relative to the parent of these files' folder, where
        manim-slides starts its paths.
    """
    return {
        f"{cut.clip.name}.json": json.dumps(
            _presentation([cut], beats, asks=True), indent=1
        ).encode()
        for cut in cuts
    }


def revealjs(cuts: Sequence[Cut], beats: str) -> bytes:
    """Return the page made by manim-slides; ``beats`` is the clips' folder as seen from it."""
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
        return _with_texts(page.read_text(encoding="utf-8"), cuts).encode()


def _presentation(cuts: Sequence[Cut], beats: str, *, asks: bool = False) -> dict[str, Any]:
    """Return the slides of the beats.

    ``asks`` puts a clip's question into the notes of its first beat, for use where no slide before
    shows it.
    """
    card = cuts[0].clip.card
    return {
        "slides": [
            {
                "file": f"{beats}{beat.file}.mp4",
                # It also requires a video that plays backwards; none is encoded here.
                "rev_file": f"{beats}{beat.file}.mp4",
                "notes": _notes(
                    *((notes_of_clip(cut.clip.card),) if asks and beat is cut.beats[0] else ()),
                    beat.notes,
                ),
            }
            for cut in cuts
            for beat in cut.beats
        ],
        "resolution": [card["width"], card["height"]],
        "background_color": "#{:02x}{:02x}{:02x}".format(*cuts[0].ground),
    }


def _notes(*notes: Notes) -> str:
    r"""Return escaped Markdown, which is inserted into a page unchanged and read from there.

    >>> _notes(Notes(says="a*b < c & <i>"))
    'a\\*b \\&lt; c \\&amp; \\&lt;i\\&gt;'
    """
    lines = [markdown_text(line) for one in notes for line in one.lines()]
    return html.escape("\n\n".join(lines), quote=False)


# --- Slides of text -------------------------------------------------------------------------------


def _with_texts(page: str, cuts: Sequence[Cut]) -> str:
    """Add a cover, the contents, and a slide with the question before each clip to the page."""
    head, *slides = re.split(r"(?=<section\b)", page)
    beats = sum(len(cut.beats) for cut in cuts)
    if len(slides) != beats:
        raise CallError(
            f"a page for reveal.js has a slide a beat; manim-slides made {len(slides)} of {beats}. "
            "Install the version that requirements.lock has."
        )
    texts = [*_front(cuts)]
    for cut in cuts:
        texts.append(_question(cut))
        texts += slides[: len(cut.beats)]
        slides = slides[len(cut.beats) :]
    return head + "\n".join(texts)


def _front(cuts: Sequence[Cut]) -> Iterator[str]:
    pages = contents(cuts)
    if pages:
        large = f'<p style="font-size: 1.9em; line-height: 1.1">{html_text(title_of(cuts))}</p>'
        yield _section(cuts[0], f"{large}\n<p>{html_text(summary(cuts))}</p>", summary(cuts))
    for chapters in pages:
        lists = "\n".join(map(_chapter, chapters))
        columned = f'<div style="columns: 2; column-gap: 2em; font-size: 0.5em">\n{lists}\n</div>'
        yield _section(cuts[0], f"<p>Contents</p>\n{columned}", summary(cuts))


def _chapter(chapter: Chapter) -> str:
    rows = "\n".join(map(_row, chapter.entries))
    name = f'<p style="margin: 0 0 0.3em; opacity: 0.65">{html_text(chapter.name)}</p>'
    return f'<div style="break-inside: avoid; margin-bottom: 1em">\n{name}\n{rows}\n</div>'


def _row(entry: Entry) -> str:
    name = f"{entry.title} · {entry.own}" if entry.own else entry.title
    return (
        '<p style="display: flex; justify-content: space-between; gap: 1em; margin: 0.2em 0">'
        f'<a href="#/{entry.slide}" style="color: inherit">{html_text(name)}</a> '
        f"<span>{html_text(entry.time)}</span></p>"
    )


def _question(cut: Cut) -> str:
    chapter = f'<p style="font-size: 0.7em; opacity: 0.65">{html_text(cut.clip.chapter)}</p>'
    title = f'<p style="font-size: 1.7em; line-height: 1.15">{html_text(cut.clip.title)}</p>'
    return _section(cut, f"{chapter}\n{title}", _notes(notes_of_clip(cut.clip.card)))


def _section(cut: Cut, content: str, notes: str) -> str:
    """Return a slide in the colours of the clip; ``notes`` is Markdown, escaped for a page."""
    ground, text = "#{:02x}{:02x}{:02x}".format(*cut.ground), (LIGHT if cut.is_light else DARK).text
    return (
        f'<section data-background-color="{ground}">\n'
        f'<div style="color: {text}; text-align: left; padding: 0 7%">\n{content}\n</div>\n'
        f'<aside class="notes" data-markdown>{notes}</aside>\n</section>'
    )
