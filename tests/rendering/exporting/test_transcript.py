"""A transcript says all that a clip says, once, and every number as it is read out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from rendering.exporting.transcript import number_in_words, transcript
from scenes import PROGRAMME
from stage.description import description_of
from stage.numbers import fields_of
from tests.rendering.exporting.fake_clips import CARD, NASTY, nasty_clip


def card_of(scene: str, beat: str, numbers: dict[str, Any], table: dict[str, Any]) -> Any:
    """Of a scene of the programme: one beat with these numbers."""
    one = {**CARD["beats"][0], "name": beat, "numbers": numbers}
    parameters = {"labels": None}
    return {**CARD, "scene": scene, "beats": [one], "numbers": table, "parameters": parameters}


def test_everything_is_told_in_words() -> None:
    assert (
        transcript(CARD)
        == """\
# Two bars

A silent clip of 4 seconds in words: what it says, and what is seen. \
Numbers are rounded to 4 digits.

What it claims: Two bars.

## What it starts from

- P: cat 0.6544, dog 0.3456.
- Size: 2.5.

## 0:00 to 0:02: rise

Said: Both rise.

- Bars: cat moves from 0 to 0.6544, dog stays at 0.3456.
- Heights\\[1\\] moves from 2 to infinite.
- Step: minus 0.1235.

## 0:02 to 0:04: rest

Said: Then they rest.
"""
    )


def test_title_that_asks_is_answered_at_the_end() -> None:
    text = transcript({**CARD, "title": "Which one?"})
    assert "The clip asks: Which one? It answers at 0:02." in text
    assert "claims" not in text


@pytest.mark.parametrize("card", [CARD, {**CARD, "title": "Which?"}], ids=["claims", "asks"])
def test_each_narration_is_there_once(card: dict[str, Any]) -> None:
    text = transcript(card)
    for beat in card["beats"]:
        assert text.count(beat["narration"]) == 1


def test_beat_that_says_nothing_has_no_words_said() -> None:
    silent = [{**beat, "narration": " "} for beat in CARD["beats"]]
    assert "Said" not in transcript({**CARD, "beats": silent})


def test_classes_without_labels_have_their_numbers() -> None:
    text = transcript({**CARD, "parameters": {**CARD["parameters"], "labels": None}})
    assert "- P: class 1 is 0.6544, class 2 is 0.3456." in text


def test_what_has_no_classes_is_counted() -> None:
    text = transcript({**CARD, "parameters": {"p": [0.1, 0.9]}})
    assert "- P: number 1 is 0.1, number 2 is 0.9." in text


def test_motion_whose_track_the_card_has_not_is_told_by_its_end() -> None:
    text = transcript({**CARD, "numbers": {}})
    assert "- Bars: cat comes to 0.6544, dog comes to 0.3456." in text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (0.1 + 0.2, "0.3"),
        (0.009498166999427514, "0.009498"),
        (-100.0, "minus 100"),
        (2 / 3, "0.6667"),
        (1 / 3 * 1e-7, "3.333 times 10 to the power of minus 8"),
        (1e-9, "10 to the power of minus 9"),
        (123456, "123500"),
        (5e-324, "almost 0"),
        (0.99999, "almost 1"),
        (-0.99999, "almost minus 1"),
        (0.9999999999999999, "almost 1"),
        (1.0, "1"),
        (0.99, "0.99"),
        ("inf", "infinite"),
        ("-inf", "minus infinite"),
        (False, "no"),
        (None, "none"),
    ],
)
def test_number_is_read_out(value: object, words: str) -> None:
    assert number_in_words(value) == words


def test_nasty_text_is_text(tmp_path: Path) -> None:
    text = transcript(nasty_clip(tmp_path).card)
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    assert shown.count(f"Said: {NASTY}\n") == 2
    assert f"P: {NASTY} 0.6544, --- # dog 0.3456." in shown
    assert not re.search(r"(?<!\\)[<`$&*]", text)


# --- the programme's scenes -----------------------------------------------------------------------


@pytest.mark.usefixtures("own_description")
def test_descriptions_are_of_beats_and_numbers_that_there_are() -> None:
    programme = {entry.name: entry for entry in PROGRAMME}
    for scene in (each.name for each in PROGRAMME):
        description = description_of(scene)
        entry = programme[scene]
        beats = {*description.visible, *description.visible_if_moving, *description.also}
        assert beats <= set(entry.beats), scene
        numbers = entry.numbers_type().compute(entry.parameters_type()(), 5)
        table = {*fields_of(numbers), *entry.parameters_type().model_fields}
        table |= {name.rpartition(".")[2] for name in table}  # of any motion
        also = {name for names in description.also.values() for name in names}
        names = {*description.quantities, *description.undescribed, *also}
        said = {"true_class", "raised_class", "wrong_class", "count"}  # a beat's own
        assert {name.partition("[")[0] for name in names} <= table | said, scene


def test_number_that_another_one_tells_is_not_told_again() -> None:
    numbers = {
        "nudged_logits[0]": {"frames": 2, "last": [2.9, -1.0]},
        "nudged_true[0]": {"frames": 2, "last": 0.4},
    }
    table = {"nudged_logits": [[[2.5, -1.0], [2.9, -1.0]]], "nudged_true": [[0.3, 0.4]]}
    text = transcript(card_of("LogitNudges", "raise", numbers, table))
    assert "- The logits: class 1 moves from 2.5 to 2.9, class 2 stays." in text
    assert "0.4" not in text


def test_places_are_told_as_an_order() -> None:
    place = {"frames": 2, "last": [0.0, 2.0, 1.0]}
    card = card_of("LogitNudges", "the others", {"place": place}, {"gains": [0.3, 0.1, 0.2]})
    text = transcript(card)
    assert "- Sorted, the gains are those by the logits of class 1, class 3, class 2." in text
    assert text.index("class 2 is 0.1") < text.index("Sorted")


def test_losses_have_their_names_and_what_is_one_is_told_once() -> None:
    table = {"fall.q": [[0.9, 0.9], [0.5, 0.5]], "fall.loss": [[0.1, 0.2], [-0.5, 1.5]]}
    numbers = {name: {"frames": 2, "last": track[-1]} for name, track in table.items()}
    text = transcript(card_of("QuadraticVersusLog", "mistake", numbers, table))
    assert "- The share q moves from 0.9 to 0.5." in text
    assert (
        "- The losses: cross entropy moves from 0.1 to minus 0.5, "
        "the quadratic loss moves from 0.2 to 1.5." in text
    )


def test_what_stays_altogether_is_told_in_a_word() -> None:
    shares = {"trade.q": {"frames": 2, "last": [0.0, 1.0]}}
    table = {"trade.q": [[0.0, 1.0], [0.0, 1.0]]}
    text = transcript(card_of("OneHotCollapse", "trade", shares, table))
    assert "- The shares q, the prediction: all stay." in text


def test_what_does_not_move_with_these_parameters_is_not_told_to() -> None:
    assert "one by one" not in transcript(card_of("LogitNudges", "the others", {}, {}))
    some = {"nudged_logits[1]": {"frames": 2, "last": [1.0]}}
    assert "one by one" in transcript(card_of("LogitNudges", "the others", some, {}))
