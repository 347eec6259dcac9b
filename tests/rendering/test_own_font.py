"""A clip depends on a font by its bytes, and only where one of its labels is set in it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.refusals import sentence_of
from tests.rendering.runs import ROOT
from tests.some_fonts import DEVANAGARI, HAN

pytestmark = pytest.mark.usefixtures("toys")

NAMED = ("ToyBar", "--set", "labels=猫,dog", "--as", "cat")


def states(answer: Any) -> list[tuple[str, list[str]]]:
    assert answer.code == 0, answer.err
    return [(scene["state"], scene["reasons"]) for scene in answer.json["scenes"]]


def other_bytes(path: Path) -> Path:
    """The same font, with a byte more than it needs."""
    path.write_bytes(HAN.read_bytes() + b"\0")
    return path


def test_clip_depends_on_the_bytes_of_the_font_that_it_needs_and_not_on_their_place(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    made = call(*NAMED, "--font", str(HAN))
    assert made.code == 0, made.err
    shutil.copy(HAN, tmp_path / "elsewhere.otf")
    status = ("status", *NAMED, "--json", "--font")
    assert states(call(*status, str(tmp_path / "elsewhere.otf"))) == [("UP_TO_DATE", [])]
    other = str(other_bytes(tmp_path / "other.otf"))
    assert states(call(*status, other)) == [("STALE", ["settings changed: font"])]
    assert states(call(*status, other, "--why")) == [("STALE", ["settings.font changed"])]


def test_clip_whose_labels_need_no_font_does_not_depend_on_one(call: Callable[..., Any]) -> None:
    plain = ("ToyBar", "--set", "labels=cat,dog", "--json")
    assert call(*plain).code == 0
    assert states(call("status", *plain, "--font", str(HAN))) == [("UP_TO_DATE", [])]


def test_letters_of_the_font_are_in_the_picture_and_it_is_in_the_card(
    call: Callable[..., Any],
) -> None:
    made = call(*NAMED, "--font", str(HAN))
    card = json.loads((made.media / "clips/72p10/cat.json").read_text())
    assert card["font"] == {
        "family": "Noto Sans CJK JP",
        "sha256": hashlib.sha256(HAN.read_bytes()).hexdigest(),
    }
    jsonschema.validate(card, json.loads((ROOT / "docs/card.schema.json").read_text()))
    assert card["beats"][0]["narration"].startswith("猫 grows")


def test_without_the_font_its_labels_are_refused_and_the_option_is_told(
    call: Callable[..., Any],
) -> None:
    told = sentence_of(call(*NAMED))
    assert "labels[0] must be written in characters that the embedded fonts hold" in told
    assert "--font FILE" in told
    told = sentence_of(call(*NAMED, "--font", str(DEVANAGARI)))
    assert "the embedded fonts or Noto Sans Devanagari hold" in told


def test_what_needs_a_font_is_made_again_with_that_font_and_told_where_it_is_not_there(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    assert call(*NAMED, "--font", str(HAN)).code == 0
    again = ("verify", "--rerender", "--json")
    sha256 = hashlib.sha256(HAN.read_bytes()).hexdigest()
    for other in ((), ("--font", str(other_bytes(tmp_path / "other.otf")))):
        answer = call(*again, *other, tiny=False)
        assert answer.code == 1
        (found,) = answer.json["findings"]
        assert found["file"] == "clips/72p10/cat"
        assert f"labels in the font with the SHA-256 {sha256}" in found["problem"]
        assert "--font FILE" in found["problem"]
    answer = call(*again, "--font", str(HAN), tiny=False)
    assert (answer.code, answer.json["findings"]) == (0, [])


def test_storyboard_shows_names_in_the_font(call: Callable[..., Any]) -> None:
    made = call("storyboard", *NAMED, "--font", str(HAN), "--json")
    assert made.code == 0, made.err
    findings = json.loads((made.media / "storyboards/cat.json").read_text())["findings"]
    assert "glyph" not in {finding["rule"] for finding in findings}


def test_handout_tells_of_letters_that_it_has_not_and_takes_the_font(
    call: Callable[..., Any],
) -> None:
    assert call(*NAMED, "--font", str(HAN)).code == 0
    answer = call("export", "handout", tiny=False)
    assert answer.code == 0
    assert "the handout has \N{REPLACEMENT CHARACTER} in place of what its fonts" in answer.err
    assert "猫" in answer.err
    answer = call("export", "handout", "--font", str(HAN), tiny=False)
    assert (answer.code, answer.err) == (0, "")
    import pypdf

    pages = pypdf.PdfReader(answer.media / "exports/handout/handout.pdf").pages
    text = "".join(page.extract_text() for page in pages)
    assert "猫 grows" in text
    assert "\N{REPLACEMENT CHARACTER}" not in text
