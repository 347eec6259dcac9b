"""The deck in a browser, from a folder and without a network, as a lecturer steps through it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from rendering.exporting.slides import slides
from rendering.publishing.exports import write_export
from tests.browsing import Open, chromium, needs_chromium, pages_of, until
from tests.rendering.exporting.small_clips import (
    FRAMES,
    NASTY,
    level,
    playable,
    small_card,
    small_clip,
    speaking,
)

pytestmark = needs_chromium("the deck was not opened")

FPS = 20
"""More than small clips have otherwise: nobody has to wait long for the end of a beat."""
RANGES = [(0, 10), (10, 30), (30, FRAMES)]
FRONT = 2
"""Slides before the first clip: a cover, the contents."""
COUNT = FRONT + 2 * (1 + len(RANGES))
SOME = (1, 2, 3, 5, COUNT)
"""Cover, contents, a question, a beat, and the last, of labels that mean harm."""
VIDEO = "document.querySelector('.slide.shown video')"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deck as it is on a disk, of two clips, one of them with labels that mean harm."""
    media = tmp_path_factory.mktemp("media")
    said = [{**beat, "name": NASTY, "narration": NASTY} for beat in small_card(fps=FPS)["beats"]]
    clips = [
        small_clip(media, fps=FPS),
        small_clip(media, "nasty", NASTY, fps=FPS, title=NASTY, **speaking(said)),
    ]
    made = write_export(media / "exports/slides", slides([playable(clip) for clip in clips]))
    return made.folder / "deck"


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Open]:
    with pages_of(browser, folder, "index.html") as open_page:
        yield open_page


def at(page: Page, number: int) -> None:
    """Wait for that slide, from 1 on."""
    until(page, f"document.querySelector('.slide.shown')?.id === 'slide-{number}'")
    assert page.locator("#where").inner_text() == f"{number} / {COUNT}"


def at_end(page: Page) -> None:
    """Wait until the video that is shown rests in its last frame."""
    frames = f"Math.round({VIDEO}.duration * {FPS})"
    until(
        page,
        f"{VIDEO}.paused && !{VIDEO}.seeking"
        f" && Math.floor(Math.min({VIDEO}.currentTime, {VIDEO}.duration - 0.01) * {FPS} + 0.001)"
        f" === {frames} - 1",
    )


def go_to(page: Page, number: int) -> None:
    """Step on to that slide."""
    until(page, "document.querySelector('.slide.shown') !== null")
    while (now := int(page.locator("#where").inner_text().partition(" ")[0])) < number:
        page.keyboard.press("PageDown")
        at(page, now + 1)


@contextmanager
def shown(page: Page, key: str) -> Iterator[None]:
    """What a key brings is there for the block; without a key, nothing is."""
    if key:
        page.keyboard.press(key)
    yield
    if key:
        page.keyboard.press(key)


def brightest(page: Page) -> int:
    """How light the lightest point of the window is, of 255."""
    return int(np.max(Image.open(BytesIO(page.screenshot())).convert("L")))


def grey(page: Page) -> float:
    """How light the middle of what is seen is."""
    size = page.viewport_size
    assert size is not None
    x, y = size["width"] // 2, size["height"] // 2
    shot = page.screenshot(clip={"x": x - 20, "y": y - 20, "width": 40, "height": 40})
    return float(np.mean(Image.open(BytesIO(shot)).convert("RGB")))


def test_beat_plays_when_it_is_entered_and_its_last_frame_stays(opened: Open) -> None:
    page = opened("index.html#3")
    at(page, 3)
    assert page.get_by_role("heading", name="One nudge: which one helps most?").is_visible()
    assert page.evaluate(f"{VIDEO} === null")
    for number, (_, end) in enumerate(RANGES, start=4):
        page.keyboard.press("ArrowRight")
        at(page, number)
        at_end(page)
        # Of the next frame it would be lighter by five.
        assert grey(page) == pytest.approx(level(end - 1), abs=2)


def test_back_shows_how_the_beat_before_ended(opened: Open) -> None:
    page = opened("index.html#6")
    at(page, 6)
    page.keyboard.press("ArrowLeft")
    at(page, 5)
    at_end(page)
    assert grey(page) == pytest.approx(level(29), abs=2)
    page.keyboard.press("PageUp")
    at(page, 4)
    at_end(page)
    assert grey(page) == pytest.approx(level(9), abs=2)


def test_keys_and_clickers_step_on_and_back(opened: Open) -> None:
    page = opened("index.html#4")
    at(page, 4)
    for number, key in enumerate(["ArrowRight", "ArrowDown", "PageDown", "Space"], start=5):
        page.keyboard.press(key)
        at(page, number)
    for number, key in zip((7, 6, 5), ["ArrowLeft", "ArrowUp", "PageUp"], strict=True):
        page.keyboard.press(key)
        at(page, number)


def test_click_on_the_picture_steps_on(opened: Open) -> None:
    page = opened("index.html#3")
    at(page, 3)
    page.locator(".slide.shown").click()
    at(page, 4)
    page.locator(".slide.shown video").click()
    at(page, 5)


def test_fast_steps_come_to_the_slide_that_was_meant(opened: Open) -> None:
    page = opened("index.html#3")
    for _ in range(5):
        page.keyboard.press("PageDown")
    page.keyboard.press("PageUp")
    at(page, 7)
    assert page.locator(".slide.shown").count() == 1
    assert page.evaluate("[...document.querySelectorAll('video')].every(v => v.paused)")


def test_slide_that_was_left_before_it_was_ready_does_not_come_back(opened: Open) -> None:
    page = opened("index.html#5")
    at(page, 5)
    at_end(page)
    page.evaluate(
        # It has to go back first.
        "() => { document.querySelector('#overview [data-slide=\"4\"]').click();"
        " document.dispatchEvent(new KeyboardEvent('keydown', {key: 'PageDown'})); }"
    )
    at(page, 6)
    until(page, "!document.querySelector('#slide-5 video').seeking")
    at(page, 6)
    assert page.evaluate("document.querySelector('#slide-5 video').paused")


def test_ends_are_reached_and_not_passed(opened: Open) -> None:
    page = opened("index.html#5")
    at(page, 5)
    page.keyboard.press("End")
    at(page, COUNT)
    page.keyboard.press("ArrowRight")
    at(page, COUNT)
    page.keyboard.press("Home")
    at(page, 1)
    page.keyboard.press("ArrowLeft")
    at(page, 1)


def test_page_that_is_loaded_again_is_where_it_was(opened: Open) -> None:
    page = opened("index.html#3")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    at(page, 5)
    page.reload()
    at(page, 5)


def test_beat_is_paused_and_played_again(opened: Open) -> None:
    page = opened("index.html#5")
    at(page, 5)
    at_end(page)
    assert page.locator("#play").inner_text() == "Play"
    page.evaluate(f"{VIDEO}.playbackRate = 0.5")  # so that it is met on its way
    page.keyboard.press("k")
    until(page, f"!{VIDEO}.paused && {VIDEO}.currentTime < 0.75")
    page.keyboard.press("k")
    until(page, f"{VIDEO}.paused")
    page.evaluate(f"{VIDEO}.playbackRate = 1")
    page.keyboard.press("r")
    until(page, f"!{VIDEO}.paused")
    at_end(page)


def test_button_that_was_clicked_leaves_the_space_bar_to_the_slides(opened: Open) -> None:
    page = opened("index.html#4")
    at(page, 4)
    page.get_by_role("button", name="On").click()
    at(page, 5)
    page.get_by_role("button", name="Back").click()
    at(page, 4)
    page.keyboard.press("Space")
    at(page, 5)


def test_button_with_the_focus_keeps_the_space_bar(opened: Open) -> None:
    page = opened("index.html#5")
    at(page, 5)
    page.get_by_role("button", name="Back").focus()
    page.keyboard.press("Space")
    at(page, 4)


def test_who_wants_no_motion_sees_how_a_beat_ends_and_may_play_it(opened: Open) -> None:
    page = opened("index.html#3", reduced_motion="reduce")
    at(page, 3)
    page.evaluate(
        "() => { for (const video of document.querySelectorAll('video'))"
        " video.addEventListener('play', () => { document.played = true; }); }"
    )
    for number, (_, end) in enumerate(RANGES, start=4):
        page.keyboard.press("ArrowRight")
        at(page, number)
        at_end(page)
        assert grey(page) == pytest.approx(level(end - 1), abs=2)
    assert page.evaluate("document.played") is None
    page.keyboard.press("k")
    until(page, "document.played === true")


def test_presenter_sees_what_is_said_and_what_comes_next(opened: Open) -> None:
    page = opened("index.html#3")
    at(page, 3)
    with page.context.expect_page() as opening:
        page.keyboard.press("p")
    view = opening.value
    view.wait_for_load_state()  # it may be asked before there is anything in it
    view.locator("#where").wait_for()
    until(view, "document.getElementById('where').textContent !== '–'")
    notes, following = view.locator("#notes"), view.locator("#next-name")
    assert following.inner_text() == "the question"
    assert view.locator("#ask").inner_text() == "One nudge: which one helps most?"
    page.keyboard.press("PageDown")
    until(view, f"document.getElementById('where').textContent === '4 / {COUNT}'")
    assert notes.inner_text() == "What rises?"
    assert view.locator("#numbers").inner_text() == "The nudge: 0.4."
    assert not view.locator("#ask").is_visible()  # it was asked one slide before
    assert following.inner_text() == "it moves"
    picture = view.locator("#next-picture")
    until(view, "document.getElementById('next-picture').naturalWidth === 64")
    assert str(picture.get_attribute("src")).startswith("beats/LogitNudges-03")
    # The presenter's keys and buttons step, too.
    view.keyboard.press("PageDown")
    at(page, 5)
    until(view, "document.getElementById('notes').textContent === 'It rises.'")
    view.get_by_role("button", name="Back").click()
    at(page, 4)
    # Both find each other again.
    page.reload()
    at(page, 4)
    until(view, f"document.getElementById('where').textContent === '4 / {COUNT}'")
    page.keyboard.press("End")
    until(view, "document.getElementById('next-name').textContent === 'The end'")
    assert notes.inner_text() == " ".join(NASTY.split())
    view.reload()
    until(view, f"document.getElementById('where').textContent === '{COUNT} / {COUNT}'")


def test_presenters_view_by_itself_says_how_it_is_opened(opened: Open) -> None:
    page = opened("presenter.html")
    assert page.locator("#alone").is_visible()
    page.keyboard.press("PageDown")
    assert page.locator("#where").inner_text() == "–"


def test_deck_begins_with_a_cover_and_contents_that_lead_to_each_clip(opened: Open) -> None:
    page = opened()
    at(page, 1)
    cover = page.locator(".slide.shown")
    # Two clips of 40 frames each, at 20 a second.
    assert cover.inner_text().split("\n") == ["Cross entropy, animated", "", "2 clips, 4 seconds"]
    page.keyboard.press("PageDown")
    at(page, 2)
    rows = page.locator(".slide.shown li")
    assert [row.split("\n") for row in rows.all_inner_texts()] == [
        ["One nudge: which one helps most?", "0:02"],
        [f"{NASTY} · nasty", "0:02"],
    ]
    rows.nth(1).locator("a").click()
    at(page, 7)
    page.keyboard.press("Space")  # the link that was clicked has not kept it
    at(page, 8)
    page.keyboard.press("Home")
    at(page, 1)
    page.keyboard.press("PageDown")
    at(page, 2)
    rows.nth(0).locator("a").focus()
    page.keyboard.press("Enter")
    at(page, 3)


def test_presenters_view_of_much_to_say_keeps_its_buttons_in_the_window(opened: Open) -> None:
    page = opened("presenter.html", viewport={"width": 1100, "height": 720})
    page.evaluate(
        "() => { document.getElementById('notes').textContent = 'Much to say. '.repeat(60);"
        " document.getElementById('alone').hidden = true; }"
    )
    assert page.evaluate("document.documentElement.scrollHeight") <= 720
    assert page.locator(".now").evaluate("e => e.scrollHeight > e.clientHeight")


def test_slide_is_chosen_from_all(opened: Open) -> None:
    page = opened("index.html#4")
    at(page, 4)
    page.keyboard.press("o")
    current = page.locator("#overview [aria-current]")
    assert current.count() == 1
    assert "the question" in current.inner_text()
    page.keyboard.press("ArrowRight")  # the slides stay where they are
    page.get_by_role("button", name="6 the end").click()
    at(page, 6)
    page.keyboard.press("o")
    page.keyboard.press("Escape")
    assert not page.locator("#overview").is_visible()
    at(page, 6)


def test_words_are_shown_by_choice(opened: Open) -> None:
    page = opened("index.html#5")
    at(page, 5)
    words = page.locator(".slide.shown .words")
    assert words.evaluate("e => e.offsetHeight") == 1
    page.keyboard.press("c")
    assert words.evaluate("e => e.offsetHeight") > 10
    assert page.get_by_role("button", name="Words").get_attribute("aria-pressed") == "true"
    box = words.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= page.locator("#controls").bounding_box()["y"]  # type: ignore[index]


def test_screen_goes_black_and_comes_back(opened: Open) -> None:
    page = opened("index.html#4", reduced_motion="reduce")  # so that it is at its end at once
    at(page, 4)
    at_end(page)
    page.keyboard.press("b")
    assert brightest(page) == 0  # no button glares either
    page.keyboard.press("b")
    assert grey(page) == pytest.approx(level(9), abs=2)
    assert (
        page.get_by_role("button", name="Overview").evaluate("e => getComputedStyle(e).opacity")
        == "1"
    )


def test_click_on_a_black_screen_has_the_picture_back(opened: Open) -> None:
    page = opened("index.html#4", reduced_motion="reduce")  # so that it is at its end at once
    at(page, 4)
    at_end(page)
    for place in ((300, 200), (30, 700)):  # on the picture, and where a button was
        page.keyboard.press("b")
        assert brightest(page) == 0
        page.mouse.click(*place)
        at(page, 4)
        assert grey(page) == pytest.approx(level(9), abs=2)


def test_buttons_on_a_black_screen_are_seen_by_who_comes_to_them_with_the_keyboard(
    opened: Open,
) -> None:
    page = opened("index.html#4", reduced_motion="reduce")  # so that it is at its end at once
    at(page, 4)
    at_end(page)
    page.keyboard.press("b")
    opacities = "b => [...b.children].filter((e) => getComputedStyle(e).opacity !== '0').length"
    page.get_by_role("button", name="Back").focus()
    page.keyboard.press("Tab")
    assert page.locator("#controls").evaluate(opacities) == 1
    assert brightest(page) > 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # on
    at(page, 5)
    assert page.locator("#controls").evaluate(opacities) == 9


def test_nothing_speaks_until_the_sound_is_switched_on(opened: Open) -> None:
    page = opened()
    muted = "Array.from(document.querySelectorAll('video'), video => video.muted)"
    assert set(page.evaluate(muted)) == {True}
    page.keyboard.press("m")
    assert set(page.evaluate(muted)) == {False}
    sound = page.get_by_role("button", name="Sound")
    assert sound.get_attribute("aria-pressed") == "true"
    sound.click()
    assert set(page.evaluate(muted)) == {True}


def test_words_cannot_be_asked_for_where_nothing_is_said(opened: Open) -> None:
    page = opened("index.html#3")
    at(page, 3)
    words = page.get_by_role("button", name="Words")
    assert words.is_disabled()
    page.keyboard.press("c")
    assert words.get_attribute("aria-pressed") == "false"
    page.keyboard.press("PageDown")
    at(page, 4)
    assert words.is_enabled()


def test_presenters_view_has_pictures_as_large_as_its_window_has_room_for(opened: Open) -> None:
    page = opened("presenter.html", viewport={"width": 1100, "height": 720})
    # As when it follows slides.
    for name in ("now", "next"):
        page.locator(f"#{name}-picture").evaluate("e => { e.hidden = false }")
        page.locator("#alone").evaluate("e => { e.hidden = true }")
    boxes = [page.locator(f"#{name}-picture").bounding_box() for name in ("now", "next")]
    for box in boxes:
        assert box is not None
        assert box["width"] > 1100 * 0.44
        assert box["height"] > box["width"] * 9 / 16  # so that width alone limits a picture
    assert page.evaluate("document.documentElement.scrollHeight") <= 720


def test_full_screen_is_entered_and_left(opened: Open) -> None:
    page = opened("index.html#4")
    at(page, 4)
    page.keyboard.press("f")
    until(page, "document.fullscreenElement !== null")
    page.keyboard.press("f")
    until(page, "document.fullscreenElement === null")


def test_buttons_leave_a_full_screen_until_somebody_reaches_for_them(opened: Open) -> None:
    page = opened("index.html#4", reduced_motion="reduce")
    at(page, 4)
    page.mouse.move(300, 300)
    opacity = "getComputedStyle(document.getElementById('controls')).opacity"
    gone, there = f"{opacity} === '0'", f"{opacity} !== '0'"
    assert page.evaluate(there)
    page.keyboard.press("f")
    until(page, "document.fullscreenElement !== null")
    until(page, gone)
    page.keyboard.press("PageDown")  # a step is no reason to cover the picture
    at(page, 5)
    assert page.evaluate(gone)
    # A tap where they are, unseen, is one on the picture.
    below = page.evaluate("[innerWidth / 2, innerHeight - 12]")
    assert page.evaluate("([x, y]) => !document.elementFromPoint(x, y).closest('.controls')", below)
    page.mouse.move(320, 310)
    until(page, there)
    until(page, gone)  # when the pointer has rested for a while
    page.keyboard.press("Tab")
    until(page, there)
    page.keyboard.press("f")
    until(page, "document.fullscreenElement === null")
    until(page, there)


def test_button_for_a_full_screen_leaves_it_as_well(opened: Open) -> None:
    page = opened("index.html#4", reduced_motion="reduce")
    at(page, 4)
    page.get_by_role("button", name="Full screen").focus()
    page.keyboard.press("Enter")
    until(page, "document.fullscreenElement !== null")
    until(page, "getComputedStyle(document.getElementById('controls')).opacity === '0'")


def test_screen_reader_is_told_each_slide(opened: Open) -> None:
    page = opened("index.html#3")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    at(page, 5)
    assert page.locator("#status").text_content() == f"5 / {COUNT}: it moves. It rises."
    seen = "s => s.checkVisibility({visibilityProperty: true})"
    assert page.evaluate(f"[...document.querySelectorAll('.slide')].filter({seen}).length") == 1


def test_nothing_keeps_people_out_of_the_deck(opened: Open) -> None:
    page = opened()
    for number in SOME:
        go_to(page, number)
        for view, key in {"slide": "", "overview": "o", "black": "b"}.items():
            with shown(page, key):
                assert serious(page) == [], (number, view)


def test_nothing_keeps_people_out_of_the_presenters_view(opened: Open) -> None:
    page = opened("index.html#4", reduced_motion="reduce")  # so that a scheme is there at once
    with page.context.expect_page() as opening:
        page.keyboard.press("p")
    view = opening.value
    until(view, "(document.getElementById('notes')?.textContent ?? '') !== ''")
    schemes: list[Literal["dark", "light"]] = ["dark", "light"]
    for scheme in schemes:
        view.emulate_media(color_scheme=scheme)
        assert serious(view) == [], scheme


def serious(page: Page) -> list[str]:
    # It would read the style sheet as a file, which a page from a disk may not.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [v["id"] for v in found if v["impact"] in ("serious", "critical")]


def test_labels_stay_text(opened: Open) -> None:
    page = opened(f"index.html#{COUNT}")
    at(page, COUNT)
    page.keyboard.press("c")
    assert page.locator(".slide.shown .words").inner_text() == NASTY
    page.keyboard.press("o")
    assert NASTY in page.locator("#overview").inner_text()
    assert page.locator("img[src='x']").count() == 0


def test_no_slide_is_wider_or_higher_than_a_phone(opened: Open) -> None:
    page = opened(viewport={"width": 360, "height": 740})
    size = "e => [e.scrollWidth, e.scrollHeight]"
    for number in SOME:
        go_to(page, number)
        for view, key in {"slide": "", "words": "c", "overview": "o"}.items():
            with shown(page, key):
                assert page.locator("html").evaluate(size) == [360, 740], (number, view)
                assert page.locator("#overview").evaluate(size)[0] <= 360, (number, view)


def test_presenters_view_is_no_wider_than_a_phone(opened: Open) -> None:
    page = opened(f"index.html#{COUNT - 1}", viewport={"width": 360, "height": 740})
    with page.context.expect_page() as opening:
        page.keyboard.press("p")
    view = opening.value
    view.set_viewport_size({"width": 360, "height": 740})
    until(view, "(document.getElementById('notes')?.textContent ?? '') !== ''")
    assert view.evaluate("document.documentElement.scrollWidth") == 360


def test_without_scripts_all_beats_can_be_read_and_played(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    videos = page.locator("video[controls]")
    assert videos.count() == 2 * len(RANGES)
    assert page.get_by_text("It rises.", exact=True).is_visible()
    assert not page.locator("#controls").is_visible()
