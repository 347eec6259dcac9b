"""A clip in another language has its own place, words and fingerprint; English ones stay."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import polib
import pytest

from render import main
from rendering.planning.fingerprint import describe
from tests.refusals import sentence_of
from tests.rendering.runs import ROOT

pytestmark = pytest.mark.usefixtures("toys")


@pytest.fixture
def words(tmp_path: Path) -> Callable[..., str]:
    """Writes a German catalogue of the toys; returns its path."""

    def write(**changed: str) -> str:
        catalogue = polib.POFile()
        catalogue.metadata = {"Language": "de", "Content-Type": "text/plain; charset=UTF-8"}
        texts = {
            ("number", "."): ",",
            ("", "English"): "Deutsch",
            ("ToyBar", "ToyBar has a title"): "Ein Titel",
            ("ToyBar", "{label} grows to {height}."): "Auf {height} wächst {label}.",
            ("ToyBar", "bar"): "Balken",
            ("ToyTalk", "It is up."): "Er ist oben.",
            ("ToyTalk", "Now push it {move} up to {height}."): "Nun {move} hinauf auf {height}.",
        }
        for (context, english), text in texts.items():
            text = changed.get(context, text) if english.endswith(("title", "up.")) else text
            catalogue.append(polib.POEntry(msgctxt=context or None, msgid=english, msgstr=text))
        path = tmp_path / "toys.po"
        path.write_text(str(catalogue), encoding="utf-8")
        return str(path)

    return write


def states(answer: Any) -> list[tuple[str, list[str]]]:
    assert answer.code == 0, answer.err
    return [(scene["state"], scene["reasons"]) for scene in answer.json["scenes"]]


def test_a_clip_in_another_language_stands_beside_the_english_one(
    call: Callable[..., Any], words: Callable[..., str]
) -> None:
    assert call("ToyBar").code == 0
    made = call("ToyBar", "--language", words())
    assert made.code == 0, made.err
    english, german = (
        json.loads((made.media / f"clips/{folder}/ToyBar.json").read_text("utf-8"))
        for folder in ("72p10", "72p10-de")
    )
    assert "language" not in english
    assert german["language"] == {"code": "de", "name": "Deutsch", "untranslated": 1}
    assert german["title"] == "Ein Titel"
    assert [beat["narration"] for beat in german["beats"]] == [
        "Auf 1,50 wächst Balken.",
        "And Balken goes.",
    ]
    assert "Auf 1,50" in (made.media / "clips/72p10-de/ToyBar.vtt").read_text("utf-8")
    assert english["sha256"] != german["sha256"]
    assert "1 text has no translation and stayed English" in made.out
    jsonschema.validate(german, json.loads((ROOT / "docs/card.schema.json").read_text("utf-8")))


def test_a_clip_is_stale_only_if_a_word_of_its_scene_changes(
    call: Callable[..., Any], words: Callable[..., str]
) -> None:
    status = ("status", "ToyBar", "--json", "--language")
    assert call("ToyBar", "--language", words()).code == 0
    assert states(call(*status, words())) == [("UP_TO_DATE", [])]
    assert states(call(*status, words(ToyTalk="Oben ist er."))) == [("UP_TO_DATE", [])]
    changed = words(ToyBar="Ein anderer Titel")
    assert states(call(*status, changed)) == [("STALE", ["settings changed: words"])]


def test_english_fingerprints_know_nothing_of_languages(task_of: Callable[..., Any]) -> None:
    settings = describe(task_of(), None)["settings"]
    assert not {"language", "words"} & set(settings)


def test_a_script_is_in_the_language_and_beside_the_english_one(
    call: Callable[..., Any], words: Callable[..., str]
) -> None:
    made = call("script", "ToyTalk", "--language", words(), tiny=False)
    assert made.code == 0, made.err
    text = (made.media / "scripts/de/ToyTalk.md").read_text("utf-8")
    assert "Nun hinauf auf eins point fünf." in text  # the catalogue has no word for a point


def test_a_film_is_in_the_language(call: Callable[..., Any], words: Callable[..., str]) -> None:
    made = call("film", "ToyBar", "--language", words(), "--as", "toys")
    assert made.code == 0, made.err
    film = made.media / "film/72p10-de/toys"
    assert "### 0:08: Ein Titel" in film.with_suffix(".md").read_text("utf-8")
    card = json.loads(film.with_suffix(".json").read_text("utf-8"))
    assert card["language"]["code"] == "de"
    jsonschema.validate(card, json.loads((ROOT / "docs/film.schema.json").read_text("utf-8")))
    again = call("film", "ToyBar", "--language", words(), "--as", "toys", "--json")
    assert again.json["film"]["state"] == "UP_TO_DATE"


def test_hibari_speaks_english_alone(call: Callable[..., Any], words: Callable[..., str]) -> None:
    refused = call("ToyTalk", "--language", words(), "--voice", "hibari")
    assert refused.code == 2
    assert "--voice hibari speaks English alone" in sentence_of(refused)
    assert "--voice recordings, or --voice piper" in refused.err
    assert refused.files == []


def test_a_wrong_catalogue_is_refused_before_anything_is_written(
    call: Callable[..., Any], words: Callable[..., str]
) -> None:
    refused = call("ToyBar", "--language", words(ToyBar="{unknown}"))
    assert refused.code == 2
    assert "entry 'ToyBar has a title'" in sentence_of(refused)
    assert refused.files == []


def test_a_spoken_clip_is_in_the_language(
    call: Callable[..., Any], words: Callable[..., str]
) -> None:
    made = call("ToyTalk", "--language", words(), "--voice", "silent")
    assert made.code == 0, made.err
    card = json.loads((made.media / "clips/72p10-de-voice-silent/ToyTalk.json").read_text("utf-8"))
    assert card["beats"][0]["says"].endswith("Nun hinauf auf eins point fünf.")


def test_a_catalogue_is_begun_and_keeps_what_is_translated(
    words: Callable[..., str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, new = words(), str(tmp_path / "fr.po")
    assert main(["catalogue", "ToyBar", "--language", path]) == 0
    entries = {(e.msgctxt, e.msgid): e for e in polib.pofile(path)}
    assert entries["ToyBar", "{label} grows to {height}."].msgstr == "Auf {height} wächst {label}."
    assert entries["ToyTalk", "It is up."].msgstr == "Er ist oben."
    added = entries["ToyBar", "And {label} goes."]
    assert (added.msgstr, added.comment) == ("", "beat shrink")
    before = Path(path).read_bytes()
    capsys.readouterr()
    assert main(["catalogue", "ToyBar", "--language", path]) == 0
    assert ", 0 of them new, " in capsys.readouterr().out
    assert Path(path).read_bytes() == before
    assert main(["catalogue", "ToyBar", "--language", new]) == 0
    assert polib.pofile(new).metadata["Language"] == "fr"


def test_catalogue_writes_no_other_file_than_a_catalogue(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["catalogue", "--language", "fr.txt"]) == 2
    assert "catalogue writes a PO file; got 'fr.txt'" in capsys.readouterr().err
