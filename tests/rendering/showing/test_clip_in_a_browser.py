"""What a notebook saves plays in a browser, from one text, with its poster and its subtitles.

From a page on a disk, too, where a browser loads no subtitles from a file.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import scenes
from rendering.showing import show
from tests.browsing import chromium, needs_chromium

pytestmark = needs_chromium("no clip of a notebook was opened")

VIDEO = "document.querySelector('video')"


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium() as browser:
        page = browser.new_context(offline=True).new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        yield page


def test_saved_clip_plays_with_its_subtitles(
    page: Page, toys: tuple[scenes.Entry, ...], tmp_path: Path
) -> None:
    clip = show(
        toys[0],
        labels=["<script>", "b"],
        resolution=(128, 72),
        fps=10,
        captions="off",
        media_dir=tmp_path / "media",
    )
    saved = tmp_path / "saved.html"
    saved.write_text(f"<!doctype html><p>Out[1]:</p>{clip.html}", encoding="utf-8")
    # The files are gone; what was saved is all that there is.
    shutil.rmtree(tmp_path / "media")
    page.goto(saved.as_uri())
    page.wait_for_function(f"{VIDEO}.readyState >= 1")
    assert page.evaluate(f"{VIDEO}.duration") == pytest.approx(clip.seconds)
    assert page.evaluate(f"[{VIDEO}.videoWidth, {VIDEO}.videoHeight]") == [128, 72]
    width = page.evaluate(
        f"new Promise(told => {{ const i = new Image(); i.onload = () => told(i.width);"
        f" i.src = {VIDEO}.poster }})"
    )
    assert width == 128
    # Subtitles that are wanted are on without a click; a label is a word in them.
    page.wait_for_function(f"{VIDEO}.textTracks[0].cues?.length > 0")
    assert page.evaluate(f"{VIDEO}.textTracks[0].mode") == "showing"
    cue = page.evaluate(f"{VIDEO}.textTracks[0].cues[0].getCueAsHTML().textContent")
    assert cue == "<script> grows to 1.50."
    assert page.locator("script").count() == 0
    page.evaluate(f"{VIDEO}.muted = true; {VIDEO}.play()")
    page.wait_for_function(f"{VIDEO}.currentTime > 0")
