"""The few lines of script in snippets do in a browser what the texts beside them say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from rendering.exporting.snippets import snippets
from rendering.publishing.exports import write_export
from tests.browsing import chromium, needs_chromium
from tests.rendering.exporting.small_clips import playable, small_clip

pytestmark = needs_chromium("no snippet was opened")

VIDEO = "document.querySelector('video[data-by-beats], figure video')"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page() as page:
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        yield page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snippets of a clip that plays."""
    media = tmp_path_factory.mktemp("media")
    clips = media / "clips/small"
    clips.mkdir(parents=True)
    clip = playable(small_clip(clips, fps=20))  # so that its beats are soon over
    write_export(media / "exports/snippets", snippets([clip]))
    return media / "exports/snippets" / clip.name


def test_click_on_a_chapter_plays_it_in_the_page(page: Page, folder: Path) -> None:
    page.goto((folder / "html.html").as_uri())
    page.wait_for_function(f"{VIDEO}.readyState >= 1")
    link = page.locator("ol a").nth(1)
    start = float(link.get_attribute("data-start") or 0)
    assert start > 0
    link.click()
    page.wait_for_function(f"{VIDEO}.currentTime > {start}")
    assert page.url.endswith("html.html")


def test_step_on_a_slide_plays_its_beat_and_stops_there(page: Page, folder: Path) -> None:
    reveal = (
        "<script>const told = {}; const Reveal = {on: (name, f) => { told[name] = f; }};</script>"
    )
    slides = (folder / "revealjs.html").read_text(encoding="utf-8")
    # reveal.js does this when a slide is near.
    slides = slides.replace("data-src=", "src=")
    (folder / "slides.html").write_text(reveal + slides, encoding="utf-8")
    page.goto((folder / "slides.html").as_uri())
    page.wait_for_function(f"{VIDEO}.readyState >= 3")
    steps = page.locator("li.fragment")
    ends = [float(steps.nth(k).get_attribute("data-end") or 0) for k in range(steps.count())]
    assert ends == [0.5, 1.5, 2.0]
    stopped = f"{VIDEO}.paused && {VIDEO}.currentTime > "
    for k, end in enumerate(ends):
        steps.nth(k).evaluate("step => told.fragmentshown({fragment: step})")
        # A last beat ends where the video does.
        page.wait_for_function(stopped + str(end - 0.1))
        assert float(page.evaluate(f"{VIDEO}.currentTime")) < end + 0.5
    steps.nth(1).evaluate("step => told.fragmenthidden({fragment: step})")
    page.wait_for_function(f"{VIDEO}.paused && {VIDEO}.currentTime < {ends[0] + 0.5}")
