"""What a notebook saves of a clip is the clip: its very bytes, and words that do nothing."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import scenes
from rendering.showing import clip as showing_clip
from rendering.showing import show

Show = Callable[..., Any]


class Elements(HTMLParser):
    """The elements of a page, by name, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str | None]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in self.found
        self.found[tag] = dict(attrs)


def elements(clip: Any) -> dict[str, dict[str, Any]]:
    return Elements(clip._repr_html_()).found


def content(address: str | None, kind: str) -> bytes:
    start = f"data:{kind};base64,"
    assert address is not None
    assert address.startswith(start)
    return base64.b64decode(address.removeprefix(start), validate=True)


@pytest.fixture
def clip(toys: tuple[scenes.Entry, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    return show(
        toys[0],
        labels=["<script>", "b"],
        resolution=(128, 72),
        fps=10,
        jobs=1,
        name="own",
        width=640,
    )


def test_what_is_saved_is_what_was_published(clip: Any) -> None:
    found = elements(clip)
    assert set(found) == {"video", "source", "track", "a"}
    assert content(found["source"]["src"], "video/mp4") == clip.video.read_bytes()
    assert content(found["video"]["poster"], "image/png") == clip.poster.read_bytes()
    assert content(found["track"]["src"], "text/vtt") == clip.subtitles.read_bytes()
    assert found["track"]["kind"] == "captions"
    assert (found["video"]["width"], found["video"]["aria-label"]) == ("640", "ToyBar has a title")


def test_labels_are_words_in_the_page_and_in_the_subtitles(clip: Any) -> None:
    assert "<script" not in clip._repr_html_()
    subtitles = content(elements(clip)["track"]["src"], "text/vtt").decode()
    assert subtitles.startswith("WEBVTT\n")
    assert "&lt;script&gt; grows to 1.50." in subtitles
    assert len(re.findall(r"\d\d:\d\d\.\d{3} --> ", subtitles)) == 2


def test_video_that_is_too_large_for_a_notebook_is_referred_to(
    clip: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = clip.video.stat().st_size
    monkeypatch.setattr(showing_clip, "MOST_EMBEDDED", size)
    assert content(elements(clip)["source"]["src"], "video/mp4")
    monkeypatch.setattr(showing_clip, "MOST_EMBEDDED", size - 1)
    found = elements(clip)
    assert found["source"]["src"] == found["a"]["href"] == "media/clips/72p10/own.mp4"
    assert content(found["track"]["src"], "text/vtt")  # from elsewhere it may not be loaded


def test_address_is_as_seen_from_the_notebook(
    clip: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path / "a b"
    moved.mkdir()
    absolute = {ending: file.absolute() for ending, file in clip.files.items()}
    clip.files.update(absolute)
    monkeypatch.chdir(moved)
    assert elements(clip)["a"]["href"] == "../media/clips/72p10/own.mp4"


def test_numbers_are_those_that_were_drawn_as_arrays(clip: Any) -> None:
    numbers = clip.numbers
    assert numbers["height"] == 1.5
    assert numbers["label"] == "<script>"
    assert numbers["infinite"] == np.inf
    # A motion of half a second at 10 frames a second, from 0 up to the height, and back.
    assert numbers["up"].shape == (6,)
    assert numbers["up"][[0, -1]].tolist() == [0.0, 1.5]
    assert numbers["down"].tolist() == numbers["up"][::-1].tolist()


def test_labels_that_are_called_as_infinity_is_stay_words(
    toys: tuple[scenes.Entry, ...], tmp_path: Path
) -> None:
    given = {"resolution": (128, 72), "fps": 10, "jobs": 1, "media_dir": tmp_path / "media"}
    assert show(toys[0], labels=["inf", "-inf"], **given).numbers["label"] == "inf"


def test_it_says_how_long_it_plays_and_where_it_is(clip: Any) -> None:
    assert clip.seconds == clip.card["frames"] / 10
    assert repr(clip) == f"<own: media/clips/72p10/own.mp4 ({clip.seconds:.1f} s)>"
