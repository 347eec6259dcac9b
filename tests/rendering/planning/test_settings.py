"""Sizes that an encoder can take, and the folder each has to itself."""

from __future__ import annotations

import pytest

from rendering.errors import CallError
from rendering.planning.settings import Settings, resolve_settings


@pytest.mark.parametrize(
    ("quality", "size", "folder"),
    [
        ("l", (854, 480, 15), "480p15"),
        ("m", (1280, 720, 30), "720p30"),
        ("h", (1920, 1080, 60), "1080p60"),
        ("p", (2560, 1440, 60), "1440p60"),
        ("k", (3840, 2160, 60), "2160p60"),
    ],
)
def test_quality_letters_are_those_of_manim(
    quality: str, size: tuple[int, int, int], folder: str
) -> None:
    settings = resolve_settings(quality)
    assert (settings.width, settings.height, settings.fps) == size
    assert settings.folder == folder


def test_resolution_and_rate_override_the_quality() -> None:
    assert resolve_settings("l", "256,144", "5") == Settings(256, 144, 5)
    assert resolve_settings("l", None, 10) == Settings(854, 480, 10)
    assert resolve_settings("l", "1080x1920") == Settings(1080, 1920, 15)


def test_smallest_and_most_stretched_frames_are_taken() -> None:
    for size in ("48,48", "192,48", "48,192", "8192,2048", "8192,8192"):
        width, height = map(int, size.split(","))
        assert resolve_settings("l", size) == Settings(width, height, 15)


def test_no_two_sizes_share_a_folder() -> None:
    sizes = [(w, h) for w in range(400, 460, 2) for h in range(220, 260, 2)]
    assert len({Settings(w, h, 15).folder for w, h in sizes}) == len(sizes)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("x",), r"quality must be one of l \(480p15\), .*; got 'x'"),
        (("720p30",), r"got '720p30'\. Did you mean m\?"),
        (("",), "quality must be one of"),
        (("l", "1921,1080"), "width must be even.*got 1921. Try 1920 or 1922"),
        (("l", "1920,1081"), "height must be even.*got 1081"),
        *(
            (
                ("l", f"{width},{height}"),
                "a frame must have sides of 48 to 8192 pixels, the longer at most 4 times the "
                f"shorter; got {width}x{height}. Give another",
            )
            for width, height in (
                *((0, 1080), (1920, 90000), (16, 16), (46, 48), (8192, 16)),
                *((8192, 2046), (194, 48), (48, 194), (8194, 8192)),
            )
        ),
        (("l", "-2,1080"), "WIDTH,HEIGHT; got '-2,1080'"),
        (("l", "1920"), "WIDTH,HEIGHT; got '1920'"),
        (("l", "1e3,2e3"), "WIDTH,HEIGHT; got '1e3,2e3'"),
        (("l", None, "0"), "from 1 to 240; got 0"),
        (("l", None, "-5"), "from 1 to 240; got -5"),
        (("l", None, "1000"), "from 1 to 240; got 1000"),
        (("l", None, "29.97"), "whole number; got '29.97'"),
        (("l", None, "nan"), "whole number; got 'nan'"),
    ],
)
def test_what_no_encoder_takes_is_refused_by_name(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CallError, match=message):
        resolve_settings(*arguments)


def test_a_theme_has_a_folder_of_its_own():
    assert resolve_settings("l", theme="light").folder == "480p15-light"
    assert resolve_settings("l", theme="dark").folder == "480p15"


def test_a_theme_that_is_none_is_refused_with_the_nearest():
    with pytest.raises(CallError, match=r"dark, light; got 'lite'. Did you mean light\?"):
        resolve_settings(theme="lite")


def test_clips_without_captions_have_a_folder_of_their_own():
    assert resolve_settings("l", captions="off").folder == "480p15-captions-off"
    assert resolve_settings("l", captions="burned").folder == "480p15"
    looks = [(theme, captions) for theme in ("dark", "light") for captions in ("burned", "off")]
    folders = {resolve_settings("l", theme=t, captions=c).folder for t, c in looks}
    assert len(folders) == 4


@pytest.mark.parametrize(("typed", "meant"), [("burnt", "burned"), ("of", "off"), ("Off", "off")])
def test_captions_that_are_neither_burned_nor_off_are_refused_with_the_nearest(typed, meant):
    problem = rf"captions must be one of burned, off; got '{typed}'. Did you mean {meant}\?"
    with pytest.raises(CallError, match=problem):
        resolve_settings(captions=typed)
