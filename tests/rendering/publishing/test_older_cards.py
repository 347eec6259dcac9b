"""What reads cards also reads those that were published before cards had a version.

``card_without_schema.json`` was written by the project as it then was, for
``ToyBar --set height=2`` in 128x72 at 10 frames a second. It is never written anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from rendering.machine.files import PublishedFile
from rendering.planning.manifest import Manifest

pytestmark = pytest.mark.usefixtures("toys")

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs/card.schema.json").read_text(encoding="utf-8"))
CARD = Path(__file__).with_name("card_without_schema.json")
KEY = "clips/72p10/tall"
LENGTH = ("frames", "seconds", "poster_frame", "gauges")


@pytest.fixture
def published(call: Callable[..., Any]) -> Callable[[str], Any]:
    """Publish a toy that is 2 high, with the card that one had before."""

    def publish(scene: str) -> Any:
        media = call(scene, "--set", "height=2", "--as", "tall").media
        card = media / f"{KEY}.json"
        # The toy stands elsewhere since, and lasts longer: it is measured where it is.
        older = json.loads(CARD.read_text(encoding="utf-8"))
        today = json.loads(card.read_text(encoding="utf-8"))
        older |= {name: today[name] for name in LENGTH}
        for beat, now in zip(older["beats"], today["beats"], strict=True):
            beat |= {name: now[name] for name in ("start", "end", "start_frame", "end_frame")}
        card.write_text(json.dumps(older), encoding="utf-8")
        manifest = Manifest.read(media)
        record = manifest.records[KEY]
        files = {**record.files, ".json": PublishedFile.of(card)}
        manifest.records[KEY] = replace(record, files=files)
        manifest.write(media)
        return call

    return publish


def test_card_without_a_version_still_keeps_to_the_schema() -> None:
    card = json.loads(CARD.read_text(encoding="utf-8"))
    assert "schema" not in card
    jsonschema.validate(card, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**card, "schema": 2}, SCHEMA)


def test_clip_with_an_older_card_is_up_to_date_and_whole(published: Callable[[str], Any]) -> None:
    call = published("ToyBar")
    answer = call("status", "ToyBar", "--set", "height=2", "--as", "tall", "--json")
    assert [clip["state"] for clip in answer.json["scenes"]] == ["UP_TO_DATE"]
    assert call("verify", "--json", tiny=False).json == {"findings": []}


def test_clip_is_measured_by_the_gauges_of_an_older_card(published: Callable[[str], Any]) -> None:
    call = published("ToyBar")
    answer = call("verify", "--pixels", "--json", tiny=False)
    assert answer.code == 0
    (measured,) = answer.json["measured"]
    assert measured["file"] == f"{KEY}.mp4"
    assert measured["measured"] >= 3


def test_numbers_of_an_older_card_tell_what_changed(published: Callable[[str], Any]) -> None:
    answer = published("ToyBar")("status", "--why", "ToyBar", "--as", "tall", "--json")
    (clip,) = answer.json["scenes"]
    assert clip["reasons"] == [
        "numbers.height: 2.0 became 1.5",
        # A fifth of the way is 10/125 - 15/625 + 6/3125 = 0.05792 of it, of 2 and of 1.5.
        "numbers.up: row 1 of 6 differs by 2.9e-02, and 4 more rows",
        "numbers.down: row 0 of 6 differs by 5.0e-01, and 4 more rows",
        "parameters.height: 2.0 became 1.5",
    ]


def test_beats_of_an_older_card_tell_where_a_new_rendering_differs(
    published: Callable[[str], Any],
) -> None:
    answer = published("ToyFickle")("verify", "--rerender", "--json", tiny=False)
    told = {finding["file"]: finding["problem"] for finding in answer.json["findings"]}
    assert list(told) == [f"{KEY}.mp4"]
    assert "in the beat 'shrink' on" in told[f"{KEY}.mp4"]
