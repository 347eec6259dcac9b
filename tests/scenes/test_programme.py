"""What the programme says of its scenes is true, with the defaults and with a reader's own."""

import json
import types
from functools import cache
from itertools import groupby

import numpy as np
import pytest
from manim import tempconfig

import render
import scenes
import stage.entry
from rendering.inspection import lengths
from rendering.publishing.subtitles import joined
from scenes import Entry
from stage.description import Description, description_of
from stage.entry import register
from stage.parameters import read_parameters
from tests.color_words import color_words
from tests.sampling import sample
from tests.scenes.playing import play

ENTRIES = pytest.mark.parametrize("entry", scenes.PROGRAMME, ids=lambda e: e.name)


def that_take(parameter):
    """The scenes that take a parameter."""
    return [e for e in scenes.PROGRAMME if parameter in e.parameters_type().model_fields]


def with_each(entries, names, values, *, every):
    """Every entry with every value (or pair of values), of which the suite tries a sample."""
    cases = (
        pytest.param(e, *v, id="-".join([e.name, *map(str, v)])) for e in entries for v in values
    )
    return pytest.mark.parametrize(("entry", *names), sample(cases, every))


def example(entry, classes, *, label="W" * 12, spread=1.0, target=0):
    """Parameters of ``entry`` for a number of classes."""
    fields = entry.parameters_type().model_fields
    uneven = np.arange(1, classes + 1) / sum(range(1, classes + 1))
    values = {
        "p": uneven.tolist(),
        "q": uneven[::-1].tolist(),
        "logits": (spread * np.linspace(-1, 1, classes)).tolist(),
        "target": target,
        "labels": [label] * classes,
    }
    return read_parameters(
        entry.parameters_type(), {name: v for name, v in values.items() if name in fields}
    )


@cache
def at_60_fps(entry):
    """The scene, played once for all that is asked of it."""
    story, _ = play(entry.scene_type(), fps=60, skip=True)
    return story


@ENTRIES
def test_seconds_and_beats_are_as_the_programme_says(entry):
    story = at_60_fps(entry)
    remedy = f"python -m rendering.inspection.lengths {entry.name}"
    assert entry.beats == tuple(beat.name for beat in story.beats), remedy
    assert entry.seconds == pytest.approx(story.frame / 60, abs=0.01), remedy


@ENTRIES
def test_clip_has_its_length_and_one_poster(entry):
    story = at_60_fps(entry)
    assert 25 <= story.frame / 60 <= 60, "add a beat or lengthen a motion, or shorten one"
    assert sum(beat.poster for beat in story.beats) == 1


@ENTRIES
def test_no_line_of_the_subtitles_ends_inside_a_formula(entry):
    captions = (caption for beat in at_60_fps(entry).beats for caption in beat.captions)
    for cue in joined(captions):
        for screen in cue.screens():
            for line in screen.text.split("\n"):
                words = line.split()
                assert not {words[0], words[-1]} & set("+−×·/=≈<>"), line
                assert line.count("(") == line.count(")"), line
                assert words[-1] not in ("ln", "log"), line


@ENTRIES
def test_beats_follow_each_other_without_a_gap(entry):
    story = at_60_fps(entry)
    ends = [0, *(beat.end for beat in story.beats)]
    assert [beat.start for beat in story.beats] == ends[:-1]
    assert ends[-1] == story.frame


@ENTRIES
def test_nobody_has_to_read_subtitles_too_fast(entry):
    story = at_60_fps(entry)
    captions = (caption for beat in story.beats for caption in beat.captions)
    cues = [screen for cue in joined(captions) for screen in cue.screens()]
    assert cues
    most = 20  # characters a second: one short line is read at a glance
    assert all(len(cue.text) <= most * (cue.end - cue.start) / 60 for cue in cues)


@ENTRIES
def test_captions_are_one_short_line_and_every_beat_is_spoken(entry):
    beats = at_60_fps(entry).beats
    assert all(len(c.text) <= 45 for beat in beats for c in beat.captions)
    assert all(beat.says for beat in beats)


def test_each_chapter_has_one_title_of_one_line_and_its_scenes_follow_each_other():
    chapters = [title for title, _ in groupby(entry.chapter for entry in scenes.PROGRAMME)]
    assert len(chapters) == len(set(chapters)) > 1
    assert all(0 < len(title) <= 45 for title in chapters)


@ENTRIES
def test_nobody_is_told_a_color(entry):
    description = description_of(entry.name)
    said = [beat.narration for beat in at_60_fps(entry).beats]
    visible = [*description.visible.values(), *description.visible_if_moving.values()]
    names = [name for each in description.quantities.values() for name in (each.name, *each.of)]
    texts = [entry.title, entry.chapter, *entry.beats, *said, *visible, *names]
    assert said
    assert {text: found for text in texts if (found := color_words(text))} == {}


@ENTRIES
def test_description_if_any_mentions_all_numbers_that_beats_say_and_show(entry):
    description = description_of(entry.name)
    parameters = set(entry.parameters_type().model_fields) - {"labels"}
    shown = {name for beat in at_60_fps(entry).beats for name in beat.numbers}
    also = {name for names in description.also.values() for name in names}
    keys = {name: description.key_of(name) for name in parameters | shown | also}
    missing = [name for name, key in keys.items() if key is None]
    assert description == Description() or not missing  # a scene need not have one


@with_each(that_take("labels"), ["classes"], [(2,), (3,), (5,), (6,), (10,)], every=6)
def test_two_to_ten_classes_can_be_told(entry, classes):
    story, _ = play(entry.scene_type(), example(entry, classes), fps=4, skip=True)
    assert len(story.beats) == len(entry.beats)


@with_each(
    that_take("logits"),
    ["spread", "target"],
    [(spread, target) for spread in (0.0, 30.0, 1000.0) for target in (0, 3)],
    every=7,
)
def test_equal_and_extreme_logits_can_be_told(entry, spread, target):
    parameters = example(entry, 4, spread=spread, target=target, label="cat")
    story, _ = play(entry.scene_type(), parameters, fps=4, skip=True)
    assert all("nan" not in beat.narration.lower() for beat in story.beats)


def test_an_infinite_cross_entropy_can_be_told():
    entry = scenes.entry("DistributionOverlay")
    parameters = read_parameters(entry.parameters_type(), {"p": "0.5,0.5,0", "q": "1,0,0"})
    story, _ = play(entry.scene_type(), parameters, fps=4, skip=True)
    assert "∞ nats" in story.beats[-1].narration


# --- How long a scene plays is written by a command -----------------------------------------------


@pytest.fixture
def toy(monkeypatch, tmp_path):
    """A scene of two beats, of 2 and 3.5 seconds, that was never played."""

    class Toy(Entry):
        __slots__ = ()
        played_file = tmp_path / "played.json"

        def scene_type(self):
            beats = [FakeBeat("one"), FakeBeat("two")]
            return lambda renderer: FakeStory(renderer, beats, frame=330)

    entry = Toy("Toy", "Toys", "A toy", "0. Nowhere")
    monkeypatch.setattr(scenes, "PROGRAMME", (entry,))
    monkeypatch.setattr(stage.entry, "_REGISTERED", {})
    return entry


class FakeBeat:
    def __init__(self, name):
        self.name = name


class FakeStory:
    def __init__(self, renderer, beats, frame):
        self.skips, self.beats, self.frame = renderer.skip_animations, beats, frame

    def render(self):
        assert self.skips


def test_command_writes_how_long_a_scene_plays(toy, capsys):
    assert lengths.main(["Toy"]) == 0
    assert capsys.readouterr().out == "Toy: 5.5 s, 2 beats; a clip must last 25 to 60 s\n"
    assert json.loads(toy.played_file.read_text()) == {"seconds": 5.5, "beats": ["one", "two"]}
    (read,) = register(toy)
    assert (read.seconds, read.beats) == (5.5, ("one", "two"))
    before = toy.played_file.read_bytes()
    assert lengths.main([]) == 0
    assert toy.played_file.read_bytes() == before


def test_command_refuses_what_is_no_scene_and_writes_nothing(toy, capsys):
    assert lengths.main(["Toy", "Tow"]) == 2
    assert capsys.readouterr().err == "a scene must be one of Toy; got 'Tow'.\n"
    assert not toy.played_file.exists()


@pytest.mark.parametrize("text", [None, "<<<<<<< ours", "[]", "{}", '{"seconds": "?"}'])
def test_scene_that_was_not_played_yet_is_listed_with_the_command(toy, capsys, text):
    if text is not None:
        toy.played_file.write_text(text)
    (read,) = register(toy)
    assert (read.seconds, read.beats) == (0.0, ())
    render.main(["list"])
    assert "not played yet: python -m rendering.inspection.lengths Toy\n" in capsys.readouterr().out


def test_entries_are_found_by_name():
    assert scenes.entry("LogitNudges").package == "scenes.logit_nudges"
    with pytest.raises(KeyError):
        scenes.entry("LogitNudge")


@ENTRIES
def test_entry_goes_by_its_scenes_name(entry):
    assert getattr(scenes, entry.name) is entry
    assert entry.name in dir(scenes)
    with pytest.raises(AttributeError, match="has no attribute 'LogitNudge'"):
        _ = scenes.LogitNudge
    with pytest.raises(ImportError):
        from scenes import LogitNudge  # noqa: F401


@ENTRIES
def test_entry_stands_for_the_scenes_class_where_one_is_called_or_has_subclasses(entry):
    mine = types.new_class("Mine", (entry,))
    assert mine.__bases__ == (entry.scene_type(),)
    with tempconfig({"dry_run": True}):
        assert type(entry()) is entry.scene_type()
        assert mine().entry is entry
