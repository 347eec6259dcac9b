"""Slides that need nothing but a browser: a folder that is opened from a disk, offline.

One slide a beat, and one before each clip with its question. Each beat is a video of its own, so
its last picture stays and nothing of the next is seen. Knows the folder's layout; what the pages
look like and do is in ``gallery_files``, with the gallery's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from rendering.exporting.beats import Cut
from rendering.exporting.gallery import FILES, templates

__all__ = ["BEATS", "TITLE", "deck", "title_of"]

BEATS = "beats/"
"""Where the clips of the beats and their first pictures lie."""

_ENDS = "ends/"
"""Where the last picture of each clip lies."""

TITLE = "Cross entropy, animated"


def deck(cuts: Sequence[Cut]) -> Mapping[str, bytes]:
    """The pages and what they show."""
    slides = [slide for cut in cuts for slide in _slides(cut)]
    title = title_of(cuts)
    notes = [{key: slide[key] for key in ("name", "words", "last")} for slide in slides]
    environment = templates()
    files: dict[str, bytes] = {
        "index.html": environment.get_template("deck.html.jinja")
        .render(slides=slides, title=title)
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
        files[f"{_ENDS}{cut.clip.name}.png"] = cut.last
    return files


def title_of(cuts: Sequence[Cut]) -> str:
    """The clip's, if there is one alone."""
    return str(cuts[0].clip.card["title"]) if len(cuts) == 1 else TITLE


def _slides(cut: Cut) -> Iterator[dict[str, Any]]:
    card = cut.clip.card
    looks = "light" if cut.is_light else "dark"
    yield {
        "name": card["title"],
        "words": cut.clip.chapter,
        "looks": looks,
        "video": None,
        "last": None,
    }
    # Where a beat begins, the one before has come to rest.
    lasts = [f"{BEATS}{beat.url}.png" for beat in cut.beats[1:]]
    lasts.append(f"{_ENDS}{quote(cut.clip.name)}.png")
    for beat, last in zip(cut.beats, lasts, strict=True):
        yield {
            "name": beat.name,
            "words": beat.narration,
            "looks": looks,
            "video": f"{BEATS}{beat.url}.mp4",
            "first": f"{BEATS}{beat.url}.png",
            "last": last,
            "width": card["width"],
            "height": card["height"],
            # In the middle of the last frame, where no rounding can make another of it.
            "end": (beat.frames - 0.5) / card["fps"],
        }
