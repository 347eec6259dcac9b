"""The few lines of script in snippets do in a browser what the texts beside them say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browsing import chromium, needs_chromium

pytestmark = [pytest.mark.usefixtures("toys"), needs_chromium("no snippet was opened")]

VIDEO = "document.querySelector('video[data-by-beats], figure video')"


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium() as browser:
        page = browser.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        yield page


@pytest.fixture
def folder(call: Callable[..., Any]) -> Path:
    """The snippets of a clip that plays."""
    assert call("ToyBar").code == 0
    answer = call("export", "snippets", tiny=False)
    assert answer.code == 0
    return Path(answer.media / "exports/snippets/ToyBar")


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
    ends = [float(steps.nth(k).get_attribute("data-end") or 0) for k in range(2)]
    stopped = f"{VIDEO}.paused && {VIDEO}.currentTime > "
    for k, end in enumerate(ends):
        steps.nth(k).evaluate("step => told.fragmentshown({fragment: step})")
        # A last beat ends where the video does.
        page.wait_for_function(stopped + str(end - 0.1))
        assert float(page.evaluate(f"{VIDEO}.currentTime")) < end + 0.5
    steps.nth(1).evaluate("step => told.fragmenthidden({fragment: step})")
    page.wait_for_function(f"{VIDEO}.paused && {VIDEO}.currentTime < {ends[0] + 0.5}")
