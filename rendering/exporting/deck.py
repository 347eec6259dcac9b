"""Slides that need only a browser: a folder that can be opened from disk, offline.

There is one slide for each beat, a slide with the question before each clip, and a cover and the
contents at the start. Each beat is a separate video, so its last picture stays on screen and
nothing of the next beat shows. This module knows the folder's layout. The look and behaviour of the
pages is defined in ``gallery_files``, together with the gallery's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from rendering.exporting.beats import Cut
from rendering.exporting.contents import contents, summary, title_of
from rendering.exporting.gallery import FILES, templates
from rendering.exporting.notes import Notes, notes_of_clip

__all__ = ["BEATS", "deck"]

BEATS = "beats/"
"""The folder for the beats' clips and their pictures."""

_TOLD = "-told"
"""The suffix for the picture of a beat in which its caption is complete and nothing has moved."""

_ENDS = "ends/"
"""The folder for the last picture of each clip."""


def deck(cuts: Sequence[Cut]) -> Mapping[str, bytes]:
    """Return the pages and the files that they show."""
    slides = [*_front(cuts), *(slide for cut in cuts for slide in _slides(cut))]
    title = title_of(cuts)
    notes = [
        {"name": slide["name"], "last": slide["last"], **asdict(slide["notes"])} for slide in slides
    ]
    environment = templates()
    files: dict[str, bytes] = {
        "index.html": environment.get_template("deck.html.jinja")
        .render(slides=slides, title=title, speaks=any("voice" in cut.clip.card for cut in cuts))
        .encode(),
        "presenter.html": environment.get_template("presenter.html.jinja")
        .render(notes=notes, title=title)
        .encode(),
    }
    for name in ("gallery.css", "deck.css", "deck.js", "presenter.js"):
        files[name] = (FILES / name).read_bytes()
    for cut in cuts:
        for beat in cut.beats:
            files[f"{BEATS}{beat.file}.mp4"] = beat.video
            files[f"{BEATS}{beat.file}.png"] = beat.first
            if beat.told != beat.first:
                files[f"{BEATS}{beat.file}{_TOLD}.png"] = beat.told
        files[f"{_ENDS}{cut.clip.name}.png"] = cut.last
    return files


def _front(cuts: Sequence[Cut]) -> Iterator[dict[str, Any]]:
    pages = contents(cuts)
    of_all = {"looks": _looks(cuts[0]), "last": None, "notes": Notes(says=summary(cuts))}
    if pages:
        yield {"kind": "cover", "name": title_of(cuts), "words": summary(cuts), **of_all}
    for number, chapters in enumerate(pages, start=1):
        of = f" {number} / {len(pages)}" if len(pages) > 1 else ""
        yield {"kind": "contents", "name": f"Contents{of}", "chapters": chapters, **of_all}


def _looks(cut: Cut) -> str:
    return "light" if cut.is_light else "dark"


def _slides(cut: Cut) -> Iterator[dict[str, Any]]:
    card = cut.clip.card
    looks = _looks(cut)
    yield {
        "kind": "question",
        "name": cut.clip.title,
        "title": card["title"],
        "own": cut.clip.own_name,
        "words": cut.clip.chapter,
        "looks": looks,
        "last": None,
        "notes": notes_of_clip(card),
    }
    # The first picture of a beat shows how the previous beat ends.
    lasts = [f"{BEATS}{beat.url}.png" for beat in cut.beats[1:]]
    lasts.append(f"{_ENDS}{quote(cut.clip.name)}.png")
    for beat, last in zip(cut.beats, lasts, strict=True):
        yield {
            "kind": "beat",
            "name": beat.name,
            "words": beat.narration,
            "looks": looks,
            "video": f"{BEATS}{beat.url}.mp4",
            "first": f"{BEATS}{beat.url}.png",
            "poster": f"{BEATS}{beat.url}{_TOLD * (beat.told != beat.first)}.png",
            "last": last,
            "notes": beat.notes,
            "width": card["width"],
            "height": card["height"],
            # The middle of the last frame, where rounding cannot lead to another frame.
            "end": (beat.frames - 0.5) / card["fps"],
        }
