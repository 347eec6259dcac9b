"""Cues as a player reads them, with words that look like markup shown as they are."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
import srt
from hypothesis import given, settings
from hypothesis import strategies as st

from rendering.publishing.subtitles import Cue, as_srt, as_vtt, joined, parse_vtt

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
        words = re.sub(r"<[\d:.]+><c>|</c>", "", "".join(payload))
        assert "-->" not in words
        assert "<" not in words
        found.append((match[1], match[2], "\n".join(payload)))
    return found


@pytest.mark.parametrize("words", NASTY)
def test_words_survive_both_formats(words: str) -> None:
    cues = [Cue("before", 0, 15), Cue(words, 15, 30), Cue("after", 30, 45)]
    shown = " ".join(words.split())  # a blank line would end the cue
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


def test_words_of_a_voice_have_their_times_where_these_rise_within_the_cue() -> None:
    cue = Cue("R&D cuts it at once", 10, 40, (10, 15, 15, 40, 30))
    (payload,) = [payload for _, _, payload in vtt_cues(as_vtt([cue], 10))]
    assert payload == "R&amp;D <00:00:01.500><c>cuts</c> it at once"
    assert [subtitle.content for subtitle in srt.parse(as_srt([cue], 10))] == [cue.text]


def test_words_that_are_not_as_many_as_their_times_have_none() -> None:
    cue = Cue("one label", 0, 10, (0, 2, 5))
    assert as_vtt([cue], 10).endswith("\none label\n")


def test_what_is_written_as_webvtt_is_read_as_it_was() -> None:
    cues = [Cue("a < b", 0, 15, (0, 5, 10)), Cue("then", 15, 36000 + 15)]
    assert list(parse_vtt(as_vtt(cues, 10))) == [
        (0.0, 1.5, "a <00:00:00.500><c>&lt;</c> <00:00:01.000><c>b</c>"),
        (1.5, 3601.5, "then"),
    ]
    assert list(parse_vtt(as_vtt([], 10))) == []


SENTENCE = "Softmax cuts 1 into shares. Which logit, nudged, lifts the true a₁ most?"


def test_lines_are_of_about_one_length_and_end_where_the_sense_does() -> None:
    (cue,) = srt.parse(as_srt([Cue(SENTENCE, 0, 60)], 10))
    assert cue.content.split("\n") == [
        "Softmax cuts 1 into shares. Which logit,",
        "nudged, lifts the true a₁ most?",
    ]
    (short,) = srt.parse(as_srt([Cue("All gains, on one larger scale, in order.", 0, 60)], 10))
    assert "\n" not in short.content


FORMULAS = [
    "q(1 − q)",
    "H(p, q)",
    "1 − q",
    "0.1 · q₃",
    "−q₁ × q₃",
    "ln Z",
    "f(g(x), h(y))",
    "a = b",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_formula_is_on_one_line_of_one_screen(formula: str) -> None:
    for before in range(10, 45):  # words of one letter, of which any number fits
        words = f"{'a ' * before}{formula} follows, with an end."
        screens = list(Cue(words, 0, 900).screens())
        lines = [line for screen in screens for line in screen.text.split("\n")]
        assert sum(formula in line for line in lines) == 1
        assert " ".join(lines) == words


def test_formula_that_is_longer_than_a_line_is_broken_all_the_same() -> None:
    words = " + ".join(["q₁ × ln(1/q₁)"] * 5)
    lines = [line for screen in Cue(words, 0, 900).screens() for line in screen.text.split("\n")]
    assert " ".join(lines) == words
    assert all(len(line) <= 42 for line in lines)


def test_long_narration_is_several_cues_that_share_its_time_by_their_length() -> None:
    words = f"{SENTENCE} The other one moves nothing; it has next to nothing to give."
    cues = list(srt.parse(as_srt([Cue(words, 0, 120), Cue("Next.", 120, 140)], 10)))
    assert [" ".join(cue.content.split()) for cue in cues] == [
        SENTENCE,
        "The other one moves nothing; it has next to nothing to give.",
        "Next.",
    ]
    first, second, third = cues
    assert first.start == timedelta(0)
    assert first.end == second.start
    assert second.end == third.start == timedelta(seconds=12)
    assert first.end.total_seconds() == pytest.approx(12 * 72 / (72 + 60), abs=0.1)


_WORD = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=50)


@given(st.lists(_WORD, max_size=60), st.integers(0, 99), st.integers(1, 900))
@settings(derandomize=True, max_examples=150)
def test_any_narration_fits_loses_no_word_and_overlaps_nothing(
    words: list[str], start: int, frames: int
) -> None:
    screens = list(Cue(" ".join(words), start, start + frames).screens())
    lines = [line for screen in screens for line in screen.text.split("\n")]
    assert all(len(line) <= 42 for line in lines)
    assert all(screen.text.count("\n") <= 1 for screen in screens)
    if frames >= len(words):
        assert "".join(lines).replace(" ", "") == "".join(words)
    edges = [edge for screen in screens for edge in (screen.start, screen.end)]
    assert edges == sorted(edges)
    if screens:
        assert (edges[0], edges[-1]) == (start, start + frames)


def test_beat_without_words_has_no_cue() -> None:
    cues = [Cue("", 0, 15), Cue(" \n", 15, 30), Cue("said", 30, 45)]
    assert [(cue.index, cue.content) for cue in srt.parse(as_srt(cues, 15))] == [(1, "said")]
    assert [payload for _, _, payload in vtt_cues(as_vtt(cues, 15))] == ["said"]
    assert as_vtt([], 15) == "WEBVTT\n"


def test_words_that_stay_from_beat_to_beat_are_one_cue():
    captions = [Cue("How far?", 0, 20), Cue("How far?", 20, 50), Cue("So far.", 50, 60)]
    assert joined(captions) == [Cue("How far?", 0, 50), Cue("So far.", 50, 60)]
    # Not so what comes again after a while.
    assert len(joined([Cue("How far?", 0, 20), Cue("How far?", 30, 50)])) == 2
