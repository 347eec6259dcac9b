"""Subtitles of a film are those of its clips at other times, and a video site gets its chapters."""

from __future__ import annotations

from pathlib import Path

import pytest
import srt

from rendering.drawing.splicing import Mark
from rendering.errors import ClipError
from rendering.exporting.published import Clip
from rendering.filming.contents import Part
from rendering.filming.texts import site_text, subtitles_srt, subtitles_vtt, transcript
from tests.rendering.exporting.small_clips import small_card

FPS = 10

SRT = "1\n00:00:00,100 --> 00:00:01,250\nOne <b>\nline\n\n2\n00:00:02,000 --> 00:00:03,000\nTwo\n"
VTT = """WEBVTT

00:00.100 --> 00:01.250 line:90%
At 00:00.500 a <00:00:00.700>word

7
00:00:02.000 --> 00:00:03.000
Two
"""


@pytest.fixture
def parts(tmp_path: Path) -> list[Part]:
    """A card of two seconds, with words from second 1.5 on, and a clip an hour after it."""
    path = tmp_path / "a.mp4"
    path.with_suffix(".srt").write_text(SRT)
    path.with_suffix(".vtt").write_text(VTT)
    clip = Clip("a", "One", path, small_card())
    hour = 3600 * FPS
    return [
        Part("opening", "Introduction", "", 0, 20, "Is it a < b?", 15),
        Part("clip", "a?", "One", hour, 40, clip=clip),
    ]


def test_subtitles_come_as_much_later_as_their_clip_does(parts: list[Part]) -> None:
    cues = [
        (cue.start.total_seconds(), cue.end.total_seconds(), cue.content)
        for cue in srt.parse(subtitles_srt(parts, FPS))
    ]
    assert cues == [
        (1.5, 2.0, "Is it a < b?"),
        (3600.1, 3601.25, "One <b>\nline"),
        (3602.0, 3603.0, "Two"),
    ]


def test_times_of_words_move_with_their_cue_and_what_is_said_does_not(parts: list[Part]) -> None:
    assert subtitles_vtt(parts, FPS) == (
        "WEBVTT\n\n"
        "00:00:01.500 --> 00:00:02.000\nIs it a &lt; b?\n\n"
        "01:00:00.100 --> 01:00:01.250 line:90%\nAt 00:00.500 a <01:00:00.700>word\n\n"
        "7\n01:00:02.000 --> 01:00:03.000\nTwo\n"
    )


@pytest.mark.parametrize(
    ("ending", "content"), [(".srt", b"\xff"), (".srt", b"no times"), (".vtt", b"no head")]
)
def test_subtitles_that_are_none_are_refused_by_name(
    parts: list[Part], ending: str, content: bytes
) -> None:
    clip = parts[1].clip
    assert clip is not None
    clip.side(ending).write_bytes(content)
    write = subtitles_srt if ending == ".srt" else subtitles_vtt
    with pytest.raises(ClipError, match=rf"a{ending} (are none|cannot be read): "):
        write(parts, FPS)


def test_transcript_has_all_that_is_said_at_its_time_in_the_film(parts: list[Part]) -> None:
    text = transcript(parts, FPS)
    assert "## 0:00: Introduction\n\nSaid: Is it a \\< b?\n" in text
    assert "#### 1:00:01 to 1:00:03: it moves\n\nSaid: It rises.\n" in text


def test_site_gets_a_title_and_chapters_from_0_00_on_without_angle_brackets() -> None:
    found = [Mark("One <b>", 0, 125), Mark("Two", 125, 36_005), Mark("Three", 36_005, 40_000)]
    text = site_text(found, "3 clips, 67 minutes", FPS, "pets", is_whole=False)
    title, empty, about, _, *chapters = text.splitlines()
    assert (title, empty) == ("Cross entropy, animated: pets", "")
    assert "3 clips, 67 minutes" in about
    # Rounded up: in the second 12 the clip before still plays for half of it.
    assert chapters == ["0:00 One ‹b›", "0:13 Two", "1:00:01 Three"]


def test_site_gets_no_more_than_it_takes() -> None:
    found = [Mark("x" * 90, 200 * k, 200 * k + 200) for k in range(100)]
    description = site_text(found, "100 clips", FPS, "", is_whole=True).split("\n", 2)[2]
    assert 4_800 < len(description) <= 5_000
    assert all(line.endswith("x" * 90) for line in description.splitlines()[4:])
