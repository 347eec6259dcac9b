"""One beat of a clip is found by what people call it, and has files of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from rendering.errors import CallError
from rendering.planning.inputs import Given
from rendering.planning.plan import Task, is_frame, make_plan
from rendering.planning.settings import Settings
from scenes import Entry

ENTRY = Entry(
    name="LogitNudges",
    chapter="A chapter",
    title="A title",
    note="A note",
    seconds=30.0,
    beats=("the question", "raise z₁", "the rule", "raise", "ΔH"),
)


def planned(beat: str | None = None, *, sections: bool = False, **values: object) -> list[Task]:
    return make_plan(
        [ENTRY],
        settings=Settings(64, 48, 10),
        product="clip",
        given=Given(typed=values),
        published_as="own" if values else None,
        beat=beat,
        sections=sections,
    )


@pytest.mark.parametrize(
    ("typed", "beat"),
    [
        ("the question", "the question"),
        ("THE Q", "the question"),
        ("raise", "raise"),  # a name, though another one begins so
        ("raise z", "raise z₁"),
        ("3", "the rule"),
        (" the rule ", "the rule"),
        ("δh", "ΔH"),
    ],
)
def test_beat_is_found_by_its_name_its_beginning_or_its_number(typed: str, beat: str) -> None:
    assert [task.beat for task in planned(typed)] == [beat]


@pytest.mark.parametrize("typed", ["", " ", "the", "0", "6", "-1", "9" * 5000, "rise", "²"])
def test_what_means_no_beat_or_several_is_refused(typed: str) -> None:
    with pytest.raises(
        CallError, match="must name one beat of LogitNudges, by its name or its num"
    ):
        planned(typed)


def test_beat_of_a_scene_that_was_not_played_is_refused() -> None:
    new = Entry("LogitNudges", "A chapter", "A title", "A note")
    with pytest.raises(CallError, match=r"Run python -m .*lengths LogitNudges"):
        make_plan([new], settings=Settings(64, 48, 10), product="clip", given=Given(), beat="raise")


def test_files_of_a_beat_are_in_the_folder_of_its_clip() -> None:
    (task,) = planned("raise z")
    assert task.key == "clips/64x48p10/LogitNudges/2-raise-z1"
    assert task.places(Path("media"))[".mp4"] == Path("media", f"{task.key}.mp4")
    (own,) = planned("ΔH", nudge=0.3)
    assert own.key == "clips/64x48p10/own/5-h"  # in letters that every file system takes


def test_sections_are_the_clip_and_each_of_its_beats() -> None:
    assert [task.beat for task in planned(sections=True)] == ["", *ENTRY.beats]
    assert len({task.key for task in planned(sections=True)}) == 6


def test_frames_are_told_from_other_files() -> None:
    assert all(map(is_frame, ["/00000.png", "/99999.png", "/100000.png"]))
    assert not any(map(is_frame, [".png", "/0.png", "/00000.jpg", "/../00000.png", "00000.png"]))


def test_scenes_that_take_none_of_the_values_make_no_clip_whatever_it_is_to_be_called() -> None:
    other = Entry("TwoDistributions", "A chapter", "A title", "A note")  # which takes no nudge
    for name in (None, "own"):
        planned_ones = make_plan(
            [other],
            settings=Settings(64, 48, 10),
            product="clip",
            given=Given(typed={"nudge": "0.2"}),
            published_as=name,
            named=False,
        )
        assert planned_ones == []
