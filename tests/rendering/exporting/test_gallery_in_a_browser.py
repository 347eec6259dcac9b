"""The gallery in a browser, from a folder and without a network, as people open it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from rendering.exporting.gallery import gallery
from rendering.publishing.exports import write_export
from tests.browsing import Open, chromium, needs_chromium, pages_of, until
from tests.rendering.exporting.small_clips import (
    FPS,
    FRAMES,
    NASTY,
    TRACK,
    playable,
    shown,
    small_card,
    small_clip,
    small_film,
    speaking,
)

pytestmark = needs_chromium("the gallery was not opened")

FRAME_NOW = "Math.floor(document.getElementById('video').currentTime * 10)"
"""At the rate of the small clips."""

PLAYS = "!document.getElementById('video').paused"


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
    asked = [{**beat, "told_frame": beat["start_frame"] + 2} for beat in small_card()["beats"]]
    twice = {"numbers": {"nudged": shown(6, 3, [1.0, 0.0])}}
    again = [asked[0], *(beat | twice for beat in asked[1:])]
    clips = [
        small_clip(media, beats=asked),
        small_clip(media, "pets", captions="off", beats=again),
        small_clip(media, "nasty", NASTY, **nasty),
        small_clip(media, "spoken", **speaking(small_card()["beats"])),
    ]
    clips = [playable(clip) for clip in clips]
    upright = tmp_path_factory.mktemp("tall")
    tall = playable(small_clip(upright, "pets", captions="off", width=48, height=64))
    clips[1] = replace(clips[1], tall=tall)
    folder = media / "exports/gallery"
    write_export(folder, gallery(clips, film=lambda: small_film(clips[0])))
    return folder


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Open]:
    with pages_of(browser, folder, "LogitNudges.html") as open_page:
        yield open_page


def wait_for_frame(page: Page, frame: int) -> None:
    until(page, f"{FRAME_NOW} === {frame} && !document.getElementById('video').seeking")


def go_to(page: Page, frame: int) -> None:
    page.evaluate(f"location.hash = 't={frame / FPS}'")
    wait_for_frame(page, frame)


def white_pixels(picture: bytes) -> int:
    return int((np.asarray(Image.open(BytesIO(picture)).convert("L")) > 250).sum())


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found is not None
    return {**found}


def test_clip_plays(opened: Open) -> None:
    page = opened()
    page.keyboard.press("k")
    until(page, "document.getElementById('video').currentTime > 0.3")
    assert page.evaluate("document.getElementById('video').videoWidth") == 64
    page.keyboard.press("k")
    assert page.evaluate("document.getElementById('video').paused")


def test_spoken_clip_speaks_when_it_is_played_until_its_sound_is_switched_off(
    opened: Open,
) -> None:
    page = opened("spoken.html")
    muted = "document.getElementById('video').muted"
    assert page.evaluate("document.getElementById('video').paused")
    assert page.evaluate(muted) is False
    page.keyboard.press("m")
    assert page.evaluate(muted) is True
    page.get_by_label("Sound").check()
    assert page.evaluate(muted) is False


def test_word_that_is_not_said_yet_is_paler_in_the_subtitles(opened: Open) -> None:
    page = opened("spoken.html")
    white = []
    for on, frame in ((False, 2), (True, 2), (True, 4)):  # "rises?" is said from frame 3 on
        page.get_by_label("Subtitles").set_checked(on)
        go_to(page, frame)
        white.append(white_pixels(page.locator("video").screenshot()))
    assert white[2] - white[0] > 1.5 * (white[1] - white[0]) > 0


def test_controls_are_below_the_picture(opened: Open) -> None:
    for size in ({"width": 1280, "height": 800}, {"width": 360, "height": 740}):
        page = opened(viewport=size)
        assert page.locator("video").evaluate("video => video.controls") is False
        video = box(page, "video")
        bottom = video["y"] + video["height"]
        for bar in (".timeline", ".buttons", ".tools"):
            assert box(page, bar)["y"] >= bottom
            bottom += box(page, bar)["height"]


def test_without_script_the_browsers_controls_and_links_do_what_they_can(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    assert page.locator("video[controls]").is_visible()
    shown = [e for e in page.locator("button, input, select, svg").all() if e.is_visible()]
    assert shown == []
    beat = page.get_by_role("link", name="it moves")
    assert beat.get_attribute("href") == "clips/LogitNudges.mp4#t=1.0"


def test_beat_that_is_clicked_plays_and_stops_at_its_end(opened: Open) -> None:
    page = opened()
    page.evaluate("document.getElementById('video').playbackRate = 4")
    page.get_by_role("link", name="it moves").click()
    until(page, PLAYS)
    until(page, f"!({PLAYS})")
    wait_for_frame(page, 29)  # the beat is from 10 to 30
    assert page.url.endswith("LogitNudges.html#it-moves")
    current = page.locator("#beats [aria-current]")
    assert current.count() == 1
    assert "it moves" in current.inner_text()
    page.keyboard.press("Space")  # which goes on, though the beat's link has the focus
    until(page, f"{FRAME_NOW} >= 30")


def test_film_plays_on_from_the_chapter_that_is_clicked(opened: Open) -> None:
    page = opened("film.html")
    page.get_by_role("link", name="0:00").click()
    until(page, PLAYS)
    until(page, f"{FRAME_NOW} > 22")  # where the next one is
    assert page.locator("[aria-current]").inner_text().split() == ["0:02", "Second"]
    page.get_by_role("link", name="0:02").click()
    until(page, f"{FRAME_NOW} === 39")
    page.get_by_label("Subtitles").check()
    go_to(page, 10)
    until(page, "video.textTracks[0].activeCues?.length === 1")
    assert (
        page.evaluate("video.textTracks[0].activeCues[0].text")
        == "Said <00:00:01.500><c>&lt;b&gt;</c>"
    )


def test_beat_is_looped(opened: Open) -> None:
    page = opened()
    page.evaluate("document.getElementById('video').playbackRate = 4")
    page.evaluate(
        "document.getElementById('video').addEventListener('seeking', () =>"
        f" (document.starts ??= []).push({FRAME_NOW}))"
    )
    page.keyboard.press("l")
    assert page.get_by_label("Loop the beat").is_checked()
    page.get_by_role("link", name="the end").click()  # where the clip would end as well
    until(page, "document.starts.length > 2")
    assert set(page.evaluate("document.starts")) == {30}
    page.keyboard.press("l")
    until(page, "document.getElementById('video').ended")


@pytest.mark.parametrize(
    ("anchor", "frame"),
    [("it-moves", 12), ("t=2", 20), ("t=2.5", 25), ("t=0:01", 10), ("t=99", 39), ("nowhere", 0)],
)
def test_address_leads_to_a_moment_or_to_where_a_beat_can_be_read(
    opened: Open, anchor: str, frame: int
) -> None:
    page = opened(f"LogitNudges.html#{anchor}")
    wait_for_frame(page, frame)
    assert page.evaluate("document.getElementById('video').paused")


def test_timeline_has_a_part_for_each_beat_and_leads_where_it_is_clicked(opened: Open) -> None:
    page = opened()
    line = box(page, "#parts")
    middles = []
    for part in page.locator("#parts span").all():
        place = part.bounding_box()
        assert place is not None
        middles.append((place["x"] + place["width"] / 2 - line["x"]) / line["width"])
    assert middles == pytest.approx([5 / 40, 20 / 40, 35 / 40], abs=0.01)
    page.locator("#timeline").click()  # in its middle
    until(page, f"Math.abs({FRAME_NOW} - 20) <= 1")
    page.keyboard.press("Home")
    wait_for_frame(page, 0)
    assert page.locator("#timeline").get_attribute("aria-valuetext") == "0:00, the question"


def test_picture_fills_the_screen_alone_by_a_key_and_with_the_bar_by_its_button(
    opened: Open,
) -> None:
    page = opened()
    page.keyboard.press("f")
    until(page, "document.fullscreenElement?.id === 'player'")
    assert not page.locator(".buttons").is_visible()
    page.keyboard.press("f")
    until(page, "document.fullscreenElement === null")
    page.get_by_role("button", name="Full screen").click()
    until(page, "document.fullscreenElement?.id === 'player'")
    video = box(page, "video")
    assert box(page, ".timeline")["y"] >= video["y"] + video["height"]


def test_beats_are_stepped_through(opened: Open) -> None:
    page = opened()
    page.keyboard.press("ArrowRight")
    wait_for_frame(page, 10)
    page.keyboard.press("ArrowRight")
    wait_for_frame(page, 30)
    page.keyboard.press("ArrowLeft")
    wait_for_frame(page, 10)


def test_frames_are_stepped(opened: Open) -> None:
    page = opened()
    for key, frame in ((".", 1), (".", 2), (",", 1), (",", 0), (",", 0)):
        page.keyboard.press(key)
        wait_for_frame(page, frame)
    assert page.locator("#frame").inner_text() == f"Frame 0 of {FRAMES}"


def test_keys_that_something_needs_for_itself_do_nothing_else(opened: Open) -> None:
    page = opened()
    page.locator("#speed").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_label("Subtitles").focus()
    page.keyboard.press("Space")
    assert page.evaluate(FRAME_NOW) == 0
    assert page.evaluate("document.getElementById('video').paused")
    assert page.get_by_label("Subtitles").is_checked()


def test_click_on_the_picture_plays_and_leaves_the_keys_to_the_page(opened: Open) -> None:
    page = opened()
    page.locator("video").click()
    until(page, PLAYS)
    page.keyboard.press("Space")
    until(page, f"!({PLAYS})")
    page.keyboard.press("ArrowRight")
    wait_for_frame(page, 10)


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
    page.keyboard.press("c")
    assert page.evaluate(mode) == ("disabled" if on else "showing")
    page.get_by_label("Subtitles").set_checked(True)
    assert page.evaluate(mode) == "showing"
    go_to(page, 10)
    until(page, f"{active}.map(cue => cue.text).join() === 'It rises.'")
    page.get_by_label("Subtitles").set_checked(False)
    assert page.evaluate(mode) == "disabled"


def test_plot_tells_the_cards_numbers(opened: Open) -> None:
    page = opened()
    value, says = page.locator("#value"), page.locator("#plot-says")
    assert value.get_attribute("value") == ""
    assert says.inner_text() == "not shown in this beat, but in “it moves”"
    go_to(page, 10)
    assert value.get_attribute("value") == "0"
    for _ in range(5):
        page.keyboard.press(".")
    wait_for_frame(page, 15)  # the motion starts in 13
    assert value.get_attribute("value") == str(TRACK[2][0])
    assert (value.inner_text(), says.inner_text()) == ("0.375", "moves")
    page.get_by_label("Number", exact=True).select_option(label="The shares: class 2")
    assert value.get_attribute("value") == str(TRACK[2][1])
    dot, line = page.locator("#plot .dot"), page.locator("#plot .playhead")
    assert dot.get_attribute("cx") == line.get_attribute("x1")
    ends = page.locator("#plot .frame").evaluate("e => [e.x.baseVal.value, e.width.baseVal.value]")
    # A quarter of the beat's 20 frames.
    assert float(line.get_attribute("x1") or 0) == pytest.approx(ends[0] + ends[1] / 4)
    go_to(page, 30)
    page.get_by_label("Number", exact=True).select_option(label="The gains to first order")
    assert (value.get_attribute("value"), says.inner_text()) == ("0.5", "before it moves")
    for _ in range(4):
        page.keyboard.press(".")
    wait_for_frame(page, 34)
    assert (value.get_attribute("value"), value.inner_text()) == ("inf", "∞")
    assert says.inner_text() == "after it has moved"


def test_lines_of_a_number_are_told_apart_by_their_beats(opened: Open) -> None:
    page = opened("pets.html")
    names, lines = page.locator("#plot text.beat"), page.locator("#plot path.value")
    assert names.all_text_contents() == ["it moves", "the end"]
    for frame, now in ((10, 0), (30, 1)):
        go_to(page, frame)
        for elements in (names, lines):
            marked = ["now" in (e.get_attribute("class") or "").split() for e in elements.all()]
            assert marked == [k == now for k in range(2)]


def test_click_on_the_plot_leaves_the_beat_that_was_to_play_alone(opened: Open) -> None:
    page = opened("pets.html#it-moves")
    plot, frame = box(page, "#plot"), box(page, "#plot .frame")
    at = frame["x"] - plot["x"] + 0.9 * frame["width"]
    page.locator("#plot").click(position={"x": at, "y": plot["height"] / 2})
    until(page, f"{FRAME_NOW} >= 35")  # of 10 to 40
    page.keyboard.press("k")
    until(page, "document.getElementById('video').ended")


def test_numbers_of_the_beat_that_is_shown_are_offered_first_and_one_of_them_is_taken(
    opened: Open,
) -> None:
    page = opened()
    choice = page.get_by_label("Number", exact=True)
    chosen = "e => e.selectedOptions[0].textContent"
    groups = "e => [...e.children].map((group) => group.label)"
    assert choice.evaluate(groups) == ["it moves", "the end"]
    assert choice.evaluate(chosen) == "The shares: class 1"
    go_to(page, 30)
    assert choice.evaluate(groups) == ["the end", "it moves"]
    assert choice.evaluate(chosen) == "The gains to first order"
    choice.select_option(label="The shares: class 2")
    choice.blur()  # what has the focus is left as it is
    go_to(page, 10)
    assert choice.evaluate(groups) == ["it moves", "the end"]
    go_to(page, 30)
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
    can = "a[href], button, select, input, summary, [tabindex='0']"
    shown = "e => e.checkVisibility({visibilityProperty: true})"
    wanted = page.evaluate(f'[...document.querySelectorAll("{can}")].filter({shown}).length')
    reached = "(document.reached ??= new Set()).add(document.activeElement).size"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(wanted):
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


@pytest.mark.parametrize("name", ["index.html", "LogitNudges.html", "nasty.html", "film.html"])
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


@pytest.mark.parametrize(("width", "shape"), [(360, [48, 64, "tall"]), (800, [64, 48, "posters"])])
def test_phone_that_is_held_upright_takes_the_tall_clip(
    opened: Open, width: int, shape: list[object]
) -> None:
    page = opened("pets.html", viewport={"width": width, "height": 840})
    until(page, "document.getElementById('video').videoWidth > 0")
    of_video = "video => [video.videoWidth, video.videoHeight, video.poster.split('/').at(-2)]"
    assert page.locator("video").evaluate(of_video) == shape
    player = page.locator(".screen")
    player.scroll_into_view_if_needed()
    assert box(page, ".screen")["height"] <= 840
    page.get_by_role("link", name="the end").click()  # below the player, which is shown again
    until(page, PLAYS)
    assert box(page, "video")["y"] > -1  # of a pixel


@pytest.mark.parametrize("name", ["index.html", "LogitNudges.html", "film.html"])
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


@pytest.mark.parametrize("name", ["index.html", "nasty.html", "film.html"])
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
    page.get_by_role("link", name="One nudge: which one helps most?").first.click()
    page.wait_for_url("**/LogitNudges.html")
    page.get_by_role("link", name="All clips").click()
    page.wait_for_url("**/index.html")
