"""The gallery in a browser, from a folder and without a network, as people open it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from rendering.exporting.gallery import gallery
from rendering.publishing.exports import write_export
from tests.browsing import Open, chromium, needs_chromium, pages_of, until
from tests.rendering.exporting.small_clips import (
    FRAMES,
    NASTY,
    TRACK,
    playable,
    small_card,
    small_clip,
)

pytestmark = needs_chromium("the gallery was not opened")

FRAME_NOW = "Math.floor(document.getElementById('video').currentTime * 10)"
"""At the rate of the small clips."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gallery as it is on a disk, of clips that play."""
    media = tmp_path_factory.mktemp("media")
    said = [{**beat, "name": NASTY, "narration": NASTY} for beat in small_card()["beats"]]
    nasty: dict[str, Any] = {
        "title": NASTY,
        "beats": said,
        "parameters": {"labels": [NASTY, "b"]},
        "numbers": small_card()["numbers"] | {"names": [NASTY, "2"]},
    }
    clips = [
        small_clip(media),
        small_clip(media, "pets", captions="off"),
        small_clip(media, "nasty", NASTY, **nasty),
    ]
    folder = media / "exports/gallery"
    write_export(folder, gallery([playable(clip) for clip in clips]))
    return folder


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Open]:
    with pages_of(browser, folder, "LogitNudges.html") as open_page:
        yield open_page


def wait_for_frame(page: Page, frame: int) -> None:
    until(page, f"{FRAME_NOW} === {frame} && !document.getElementById('video').seeking")


def test_clip_plays(opened: Open) -> None:
    page = opened()
    page.keyboard.press("k")
    until(page, "document.getElementById('video').currentTime > 0.3")
    assert page.evaluate("document.getElementById('video').videoWidth") == 64
    page.keyboard.press("k")
    assert page.evaluate("document.getElementById('video').paused")


def test_beat_is_jumped_to_and_marked(opened: Open) -> None:
    page = opened()
    page.get_by_role("button", name="it moves").click()
    wait_for_frame(page, 10)
    current = page.locator("#beats [aria-current]")
    assert current.count() == 1
    assert "it moves" in current.inner_text()
    page.keyboard.press("ArrowRight")
    wait_for_frame(page, 30)
    page.keyboard.press("ArrowLeft")
    wait_for_frame(page, 10)


def test_frames_are_stepped(opened: Open) -> None:
    page = opened()
    for key, frame in ((".", 1), (".", 2), (",", 1), (",", 0), (",", 0)):
        page.keyboard.press(key)
        wait_for_frame(page, frame)
    assert page.locator("#where").inner_text() == f"Frame 0 of {FRAMES}"


def test_keys_that_something_needs_for_itself_do_nothing_else(opened: Open) -> None:
    page = opened()
    page.locator("#speed").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_label("Subtitles").focus()
    page.keyboard.press("Space")
    assert page.evaluate(FRAME_NOW) == 0
    assert page.evaluate("document.getElementById('video').paused")
    assert page.get_by_label("Subtitles").is_checked()


def test_player_that_was_clicked_leaves_the_keys_to_the_page(opened: Open) -> None:
    page = opened()
    page.locator("video").click(position={"x": 100, "y": 50})
    # The player waits whether it is clicked twice.
    until(page, "!document.getElementById('video').paused")
    page.evaluate("document.getElementById('video').pause()")
    page.locator("video").focus()
    page.keyboard.press("ArrowRight")
    wait_for_frame(page, 10)
    page.keyboard.press("Space")
    until(page, "!document.getElementById('video').paused")
    page.keyboard.press("Space")
    until(page, "document.getElementById('video').paused")
    assert not page.evaluate("document.getElementById('video').ended")


def test_speed_is_chosen(opened: Open) -> None:
    page = opened()
    page.get_by_label("Speed").select_option("0.5")
    assert page.evaluate("document.getElementById('video').playbackRate") == 0.5


@pytest.mark.parametrize(("name", "on"), [("LogitNudges", False), ("pets", True)])
def test_subtitles_are_shown_by_choice(opened: Open, name: str, on: bool) -> None:
    page = opened(f"{name}.html")
    active = "[...(document.getElementById('video').textTracks[0].activeCues ?? [])]"
    mode = "document.getElementById('video').textTracks[0].mode"
    assert page.evaluate(mode) == ("showing" if on else "disabled")
    page.get_by_label("Subtitles").set_checked(True)
    assert page.evaluate(mode) == "showing"
    page.get_by_role("button", name="it moves").click()
    until(page, f"{active}.map(cue => cue.text).join() === 'It rises.'")
    page.get_by_label("Subtitles").set_checked(False)
    assert page.evaluate(mode) == "disabled"


def test_plot_tells_the_cards_numbers(opened: Open) -> None:
    page = opened()
    value, says = page.locator("#value"), page.locator("#plot-says")
    assert value.get_attribute("value") == ""
    assert says.inner_text() == "not shown in this beat, but in “it moves”"
    page.get_by_role("button", name="it moves").click()
    wait_for_frame(page, 10)
    assert value.get_attribute("value") == "0"
    for _ in range(5):
        page.keyboard.press(".")
    wait_for_frame(page, 15)  # the motion starts in 13
    assert value.get_attribute("value") == str(TRACK[2][0])
    assert value.inner_text() == "0.375"
    page.get_by_label("Number", exact=True).select_option(label="The shares: class 2")
    assert value.get_attribute("value") == str(TRACK[2][1])
    dot, line = page.locator("#plot .dot"), page.locator("#plot .playhead")
    assert dot.get_attribute("cx") == line.get_attribute("x1")
    ends = page.locator("#plot .frame").evaluate("e => [e.x.baseVal.value, e.width.baseVal.value]")
    # A quarter of the beat's 20 frames.
    assert float(line.get_attribute("x1") or 0) == pytest.approx(ends[0] + ends[1] / 4)
    page.get_by_role("button", name="the end").click()
    page.get_by_label("Number", exact=True).select_option(label="The gains to first order")
    wait_for_frame(page, 30)
    assert (value.get_attribute("value"), says.inner_text()) == ("0.5", "before it moves")
    for _ in range(4):
        page.keyboard.press(".")
    wait_for_frame(page, 34)
    assert (value.get_attribute("value"), value.inner_text()) == ("inf", "∞")
    assert says.inner_text() == "after it has moved"


def test_numbers_of_the_beat_that_is_shown_are_offered_first_and_one_of_them_is_taken(
    opened: Open,
) -> None:
    page = opened()
    choice = page.get_by_label("Number", exact=True)
    chosen = "e => e.selectedOptions[0].textContent"
    groups = "e => [...e.children].map((group) => group.label)"
    assert choice.evaluate(groups) == ["it moves", "the end"]
    assert choice.evaluate(chosen) == "The shares: class 1"
    page.get_by_role("button", name="the end").click()
    wait_for_frame(page, 30)
    assert choice.evaluate(groups) == ["the end", "it moves"]
    assert choice.evaluate(chosen) == "The gains to first order"
    choice.select_option(label="The shares: class 2")
    page.locator("#beats button").nth(1).click()  # what has the focus is left as it is
    wait_for_frame(page, 10)
    assert choice.evaluate(groups) == ["it moves", "the end"]
    page.get_by_role("button", name="the end").click()
    wait_for_frame(page, 30)
    assert choice.evaluate(chosen) == "The shares: class 2"  # who chose one keeps it


@pytest.mark.parametrize("trusted", [True, False], ids=["by the clipboard", "by a selection"])
def test_text_is_copied(opened: Open, trusted: bool) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    if not trusted:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject('no'); }")
    page.get_by_role("button", name="Copy the text for Quarto").click()
    until(page, "document.getElementById('status').textContent !== ''")
    assert page.locator("#status").text_content() == "Copied the text for Quarto."
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip().startswith("{{< video clips/LogitNudges.mp4 >}}")


def test_keyboard_reaches_everything(opened: Open) -> None:
    page = opened()
    can = "a[href], button, select, input, summary, video, [tabindex='0']"
    shown = "e => e.checkVisibility({visibilityProperty: true})"
    wanted = page.evaluate(f'[...document.querySelectorAll("{can}")].filter({shown}).length')
    reached = "(document.reached ??= new Set()).add(document.activeElement).size"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(2 * wanted):  # a player has controls of its own
        count = page.evaluate(reached)
        page.keyboard.press("Tab")
    body = page.evaluate("document.reached.has(document.body)")
    assert count - body >= wanted


def test_what_has_the_focus_is_seen(opened: Open) -> None:
    page = opened()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


@pytest.mark.parametrize("name", ["index.html", "LogitNudges.html", "nasty.html"])
def test_nothing_is_wider_than_a_phone(opened: Open, name: str) -> None:
    page = opened(name, viewport={"width": 360, "height": 740})
    for details in page.locator("details").all():
        details.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_clip_stays_in_sight_on_a_phone_while_its_beats_and_plot_are_used(opened: Open) -> None:
    page = opened(viewport={"width": 360, "height": 740})
    page.evaluate("document.getElementById('plot-tells').scrollIntoView({block: 'end'})")
    assert page.evaluate("scrollY") > 0
    video = page.locator("video").bounding_box()
    assert video is not None
    assert video["y"] == 0
    assert video["height"] <= 0.45 * 740


@pytest.mark.parametrize("name", ["index.html", "LogitNudges.html"])
def test_nothing_keeps_people_out(opened: Open, name: str) -> None:
    page = opened(name, reduced_motion="reduce")  # so that a scheme is there at once
    for details in page.locator("details").all():
        details.locator("summary").click()
    schemes: list[Literal["dark", "light"]] = ["dark", "light"]
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == [], scheme


def serious(page: Page) -> list[str]:
    # It would read the style sheet as a file, which a page from a disk may not.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [v["id"] for v in found if v["impact"] in ("serious", "critical")]


def test_nothing_moves_for_who_wants_no_motion(opened: Open) -> None:
    page = opened(reduced_motion="reduce")
    durations = (
        "[...document.querySelectorAll('body *')].map(e => getComputedStyle(e).transitionDuration)"
    )
    assert set(page.evaluate(durations)) - {""} == {"0s"}


@pytest.mark.parametrize("name", ["index.html", "nasty.html"])
def test_labels_stay_text(opened: Open, name: str) -> None:
    page = opened(name)
    assert NASTY in page.locator("body").inner_text()
    assert page.locator("img[src='x']").count() == 0
    assert page.locator("script:not([type='application/json']):not([src])").count() == 0


def test_script_in_a_page_would_not_run(opened: Open, folder: Path) -> None:
    source = (folder / "index.html").read_text(encoding="utf-8")
    page = opened("index.html")
    assert "</main>" in source
    (folder / "broken.html").write_text(
        source.replace("</main>", "<script>document.ran = true</script></main>"), encoding="utf-8"
    )
    context = page.context.browser.new_context()  # type: ignore[union-attr]
    try:
        other = context.new_page()
        other.goto(f"{folder.as_uri()}/broken.html")
        assert other.evaluate("document.ran") is None
    finally:
        context.close()
        (folder / "broken.html").unlink()


def test_page_leads_to_the_others(opened: Open) -> None:
    page = opened("index.html")
    page.get_by_role("link", name="Which nudge matters?").first.click()
    page.wait_for_url("**/LogitNudges.html")
    page.get_by_role("link", name="All clips").click()
    page.wait_for_url("**/index.html")
