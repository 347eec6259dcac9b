"""What is pasted shows the clip, wherever its files lie, and a title is never more than text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from rendering.exporting.embedding import embed_codes
from rendering.exporting.published import Clip
from rendering.exporting.snippets import snippets
from tests.rendering.exporting.fake_clips import CARD

PLACES = ["HTML", "reveal.js", "Quarto", "Jupyter Book", "Markdown", "Moodle/Canvas"]
IN_HTML = ["HTML", "reveal.js", "Moodle/Canvas"]
NASTY = '"onload=<script> [a](b) *c* & `d`'


def clip(**card: Any) -> Clip:
    told = {"title": "One nudge: which one helps most?", "width": 1920, "captions": "burned"} | card
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
        # Some editors take <source> out.
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


# --- docs/embedding.md ----------------------------------------------------------------------------

GUIDE = (Path(__file__).parents[3] / "docs/embedding.md").read_text(encoding="utf-8")


def shown_in_the_guide() -> dict[str, list[str]]:
    """The fenced texts of each section."""
    sections = re.split(r"^## (.+)\n", GUIDE, flags=re.MULTILINE)
    fence = re.compile(r"^(`{3,})\w+\n(.*?)\n\1$", re.MULTILINE | re.DOTALL)
    return {
        heading: [text for _, text in fence.findall(section)]
        for heading, section in zip(sections[1::2], sections[2::2], strict=True)
    }


def test_guide_shows_what_is_pasted() -> None:
    shown = shown_in_the_guide()
    for place, code in embed_codes(clip(), "").items():
        assert shown.pop(place) == [code], place
    latex = shown.pop("LaTeX, beamer")
    beats = [("the question", 0, 58), ("raise", 58, 111), ("lower", 111, 162)]
    told = [
        {"name": name, "start": start / 10, "end": end / 10, "start_frame": start, "end_frame": end}
        | {"narration": "", "numbers": {}}
        for name, start, end in beats
    ]
    video = Path("media/clips/1080p60/LogitNudges.mp4")
    whole = Clip("LogitNudges", "How", video, {**CARD, **clip().card, "beats": told})
    text = bytes(snippets([whole])["LogitNudges/beamer.tex"]).decode()  # type: ignore[arg-type]
    end = "\\end{frame}"
    frame = text[text.index("\\begin{frame}") : text.index(end) + len(end)]
    assert latex == [frame]
    assert len(shown.pop("Jupyter")) == 1  # which tests/test_notebook.py runs
    assert not any(shown.values())


def test_guide_names_the_files_that_there_are() -> None:
    files = {Path(name).name for name in snippets([Clip("A", "B", Path("a/b/c/A.mp4"), CARD)])}
    named = set(re.findall(r"`([a-z-]+\.(?:html|md|vtt))`", GUIDE))
    assert named <= files


# --- what stays text ------------------------------------------------------------------------------


@pytest.mark.parametrize("title", [":width: 9px", "1. a", "- a", "$x$", "@a", "%b", "{{< c >}}"])
def test_title_means_nothing_at_the_start_of_a_line(title: str) -> None:
    codes = embed_codes(clip(title=title), "")
    line = codes["Jupyter Book"].split("\n")[1]
    assert line != title
    assert line.replace("\\", "") == title


def test_slide_that_plays_by_itself_is_muted() -> None:
    video = Elements(embed_codes(clip(), "")["reveal.js"]).first("video")
    assert {"data-autoplay", "muted", "playsinline", "controls"} <= video.keys()
    assert "autoplay" not in video
