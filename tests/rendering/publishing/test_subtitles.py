"""Cues as a player reads them, with words that look like markup shown as they are."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
import srt

from rendering.publishing.subtitles import Cue, as_srt, as_vtt

NASTY = ["<b>bold</b>", "a --> b", '"quoted" & more', "back\\slash {\\an8}", "z₁ → ∞", "1\n\n2"]


def vtt_cues(text: str) -> list[tuple[str, str, str]]:
    """Start, end and payload, by the block structure of the WebVTT specification."""
    header, *blocks = text.rstrip("\n").split("\n\n")
    assert header == "WEBVTT"
    found = []
    for block in blocks:
        times, *payload = block.split("\n")
        match = re.fullmatch(r"(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})", times)
        assert match is not None
        assert all("-->" not in line and "<" not in line for line in payload)
        found.append((match[1], match[2], "\n".join(payload)))
    return found


@pytest.mark.parametrize("words", NASTY)
def test_words_survive_both_formats(words: str) -> None:
    cues = [Cue("before", 0, 15), Cue(words, 15, 30), Cue("after", 30, 45)]
    shown = words.replace("\n\n", "\n")  # a blank line would end the cue
    assert [cue.content for cue in srt.parse(as_srt(cues, 15))] == ["before", shown, "after"]
    payloads = [html.unescape(payload) for _, _, payload in vtt_cues(as_vtt(cues, 15))]
    assert payloads == ["before", shown, "after"]


def test_times_are_those_of_the_frames() -> None:
    cues = [Cue("a", 0, 1), Cue("b", 1, 60 * 3600 + 61)]
    first, second = srt.parse(as_srt(cues, 60))
    assert (first.start, first.end) == (timedelta(0), timedelta(milliseconds=17))
    assert second.start == first.end
    assert second.end == timedelta(hours=1, seconds=1, milliseconds=17)
    assert vtt_cues(as_vtt(cues, 60)) == [
        ("00:00:00.000", "00:00:00.017", "a"),
        ("00:00:00.017", "01:00:01.017", "b"),
    ]


def test_beat_without_words_has_no_cue() -> None:
    cues = [Cue("", 0, 15), Cue(" \n", 15, 30), Cue("said", 30, 45)]
    assert [(cue.index, cue.content) for cue in srt.parse(as_srt(cues, 15))] == [(1, "said")]
    assert [payload for _, _, payload in vtt_cues(as_vtt(cues, 15))] == ["said"]
    assert as_vtt([], 15) == "WEBVTT\n"
