"""Slides that need nothing but a browser: a folder that is opened from a disk, offline.

One slide a beat, and one before each clip with its question; before them all a cover and the
contents. Each beat is a video of its own, so its last picture stays and nothing of the next is
seen. Knows the folder's layout; what the pages look like and do is in ``gallery_files``, with the
gallery's.
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
"""Where the clips of the beats and their pictures lie."""

_TOLD = "-told"
"""How the picture of a beat is called in which its words have come and nothing has moved."""

_ENDS = "ends/"
"""Where the last picture of each clip lies."""


def deck(cuts: Sequence[Cut]) -> Mapping[str, bytes]:
    """The pages and what they show."""
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
    # Where a beat begins, the one before has come to rest.
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
            # In the middle of the last frame, where no rounding can make another of it.
            "end": (beat.frames - 0.5) / card["fps"],
        }
