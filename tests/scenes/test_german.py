"""The German of the scenes is complete, can be said, and has its room in the pictures."""

from __future__ import annotations

import re

import pytest

from rendering.filming.contents import texts_of_films
from rendering.planning.languages import FOLDER, parse, read_language
from rendering.running.catalogue import texts_of
from scenes import PROGRAMME
from tests.sampling import sample
from tests.scenes.belonging import examples
from tests.scenes.inspecting import findings
from tests.scenes.playing import play

GERMAN = read_language("de")
SAYABLE = re.compile(r"(?:[A-Za-zÄÖÜäöüß]+(?:-[A-Za-zÄÖÜäöüß]+)*[.,:;?!]?(?: |$))*")
LONGEST = 45
"""Characters of a caption that is read at a glance; see ``stage.narration``."""

NOT_YET: set[str] = set()
"""Scenes that have texts which are not translated: there, English is shown and said."""

CRAMPED = {"GradientHeatmap": "the tail of a comma is below the bar that its number is on"}
"""Scenes in whose pictures something German is too large, and what."""

BEGUN = {context for context, _ in GERMAN.entries}
TRANSLATED = [scene for scene in PROGRAMME if scene.name in BEGUN - NOT_YET]
EVERY_SCENE = pytest.mark.parametrize("scene", TRANSLATED, ids=lambda scene: scene.name)
EXAMPLES = [
    pytest.param(scene, values, id=f"{scene.name}-{name}")
    for scene in TRANSLATED
    for name, values in examples(scene).items()
    if values
]


def test_every_scene_is_translated_or_is_said_not_to_be():
    """What is not begun is added by ``python -m tests.translations SCENE``, or to ``NOT_YET``."""
    assert {scene.name for scene in PROGRAMME} - BEGUN - NOT_YET == set()


@EVERY_SCENE
def test_all_words_of_the_defaults_are_translated_short_and_sayable(scene):
    story, _ = play(scene.scene_type(), fps=2, skip=True, language=GERMAN)
    assert story.wording.missing == {}
    told = [caption.text for beat in story.beats for caption in beat.captions]
    assert [text for text in told if len(text) > LONGEST] == []
    rests = [beat.says[SAYABLE.match(beat.says).end() :] for beat in story.beats]
    assert rests == [""] * len(rests)


@pytest.mark.parametrize(("scene", "values"), sample(EXAMPLES, 7))
def test_all_words_of_the_examples_are_translated(scene, values):
    parameters = scene.parameters_type()(**values)
    story, _ = play(scene.scene_type(), parameters, fps=2, skip=True, language=GERMAN)
    assert story.wording.missing == {}


@pytest.mark.parametrize("name", sample([s.name for s in TRANSLATED if s.name not in CRAMPED], 6))
def test_pictures_of_the_defaults_keep_to_the_standards(name):
    assert findings(name, {}, shape="wide", look="dark", language=GERMAN) == []


def test_what_all_scenes_and_films_share_is_translated():
    shared = texts_of([], "de", texts_of_films(PROGRAMME))
    assert [key for key in shared if key not in GERMAN.entries] == []


def test_the_catalogue_has_nothing_that_is_fuzzy_and_no_entry_twice():
    entries = list(parse(FOLDER / "de.po"))
    assert [entry.msgid for entry in entries if not entry.translated()] == []
    keys = [(entry.msgctxt, entry.msgid) for entry in entries]
    assert len(keys) == len(set(keys))


def test_classes_of_whatever_label_are_feminine_so_that_every_article_fits():
    """Each noun before a label, and each of the cast, is one that goes with "die"."""
    classes = {key[1]: text for key, text in GERMAN.entries.items() if key[0] == "class"}
    for english in ("{label}", "class {0}"):
        assert classes[english].startswith("Klasse ")
    for name in ("cat", "hen", "fox", "owl"):
        article = "an" if name == "owl" else "a"
        assert classes[f"{article} {name}"] == f"eine {classes[name]}"
