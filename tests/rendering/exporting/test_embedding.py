"""What is pasted shows the clip, wherever its files lie, and a title is never more than text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from rendering.exporting.embedding import embed_codes
from rendering.exporting.published import Clip

PLACES = ["HTML", "reveal.js", "Quarto", "Jupyter Book", "Markdown", "Moodle/Canvas"]
IN_HTML = ["HTML", "reveal.js", "Moodle/Canvas"]
NASTY = '"onload=<script> [a](b) *c* & `d`'


def clip(**card: Any) -> Clip:
    told = {"title": "Which nudge matters?", "width": 1920, "captions": "burned"} | card
    return Clip("LogitNudges", "How", Path("LogitNudges.mp4"), told)


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def first(self, tag: str) -> dict[str, str | None]:
        return next(attributes for name, attributes in self.found if name == tag)


def test_there_is_a_text_for_every_place() -> None:
    assert list(embed_codes(clip(), "")) == PLACES


@pytest.mark.parametrize("base", ["", "clips/", "https://example.org/ce/"])
def test_files_are_where_base_says(base: str) -> None:
    codes = embed_codes(clip(), base)
    for text in codes.values():
        assert f"{base}LogitNudges.mp4" in text
    for place in IN_HTML:
        elements = Elements(codes[place])
        assert elements.first("video")["poster"] == f"{base}LogitNudges.png"
        # Canvas takes <source> out.
        holder = "video" if place == "Moodle/Canvas" else "source"
        assert elements.first(holder)["src"] == f"{base}LogitNudges.mp4"
        assert elements.first("track")["src"] == f"{base}LogitNudges.vtt"


def test_texts_of_books_are_what_their_manuals_say() -> None:
    codes = embed_codes(clip(title="Areas"), "media/")
    assert codes["Quarto"] == "{{< video media/LogitNudges.mp4 >}}\n\n*Areas*"
    assert codes["Jupyter Book"] == "```{figure} media/LogitNudges.mp4\nAreas\n```"
    assert codes["Markdown"].startswith(
        "[![Areas](<media/LogitNudges.png>)](<media/LogitNudges.mp4>)"
    )


@pytest.mark.parametrize(
    ("card", "default"),
    [({"captions": "burned"}, False), ({"captions": "off"}, True)],
    ids=["in the picture", "not in the picture"],
)
def test_subtitles_start_on_unless_the_picture_has_them(
    card: dict[str, Any], default: bool
) -> None:
    for place in IN_HTML:
        track = Elements(embed_codes(clip(**card), "")[place]).first("track")
        assert ("default" in track) is default


def test_card_that_does_not_tell_of_captions_has_them_in_the_picture() -> None:
    old = Clip("Old", "How", Path("Old.mp4"), {"title": "Old", "width": 640})
    track = Elements(embed_codes(old, "")["HTML"]).first("track")
    assert "default" not in track


def test_title_stays_text() -> None:
    for place, text in embed_codes(clip(title=NASTY), "").items():
        elements = Elements(text)
        if place in IN_HTML:
            names = [name for name, _ in elements.found]
            assert "script" not in names
            video = elements.first("video")
            assert "onload" not in video
            assert NASTY in (video.get("aria-label"), video.get("title"))
        else:
            assert "\\<script\\>" in text
            assert "\\[a\\](b)" in text
