"""The command of a clip makes the same clip, whatever its labels are."""

from __future__ import annotations

import shlex
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rendering.exporting.own_example import own_call
from rendering.exporting.published import Clip
from rendering.planning.inputs import read_assignments
from scenes import PROGRAMME, Entry
from stage.parameters import read_parameters

LOGIT_NUDGES = next(entry for entry in PROGRAMME if entry.name == "LogitNudges")


def words_of(**parameters: Any) -> list[str]:
    card = {"scene": "LogitNudges", "parameters": parameters}
    return shlex.split(own_call(Clip("pets", "How", Path("pets.mp4"), card)))


def test_command_is_one_that_render_takes() -> None:
    assert words_of(logits=[2.0, 1.0, 0.1], target=2, labels=None) == [
        *("python", "render.py", "LogitNudges"),
        *("--set", "logits=2.0,1.0,0.1"),
        *("--set", "target=2"),
        *("--as", "my-own"),
    ]


def test_command_of_a_clip_that_needs_a_font_asks_for_it() -> None:
    card = {"scene": "LogitNudges", "parameters": {}, "font": {"family": "Noto Sans", "sha256": ""}}
    words = shlex.split(own_call(Clip("pets", "How", Path("pets.mp4"), card)))
    assert words[3:] == ["--font", "Noto Sans.ttf", "--as", "my-own"]


@pytest.mark.parametrize(
    "labels",
    [
        None,
        ["cat", "dog", "ship"],
        ["it's", "two words", "$HOME"],
        ["a,b", "c", "d"],
        ["@file", "b", "c"],
        ["[a]", "b", "c"],
        ['"onload="', "'", "`ls`"],
        ["<script>", "--as", "a=b"],
        ["2", "0", "1"],
        ["cat", "cat", "dog"],
        ["cat", "@file", "dog"],
    ],
    ids=str,
)
def test_values_come_back_from_the_command(labels: list[str] | None) -> None:
    parameters_type = LOGIT_NUDGES.parameters_type()
    given = {"logits": [2.5, -1.0, 1e-7], "target": 1, "nudge": 0.4, "labels": labels}
    wanted = read_parameters(parameters_type, given)
    words = words_of(**wanted.model_dump(mode="json"))
    typed = [after for word, after in pairwise(words) if word == "--set"]
    assert read_parameters(parameters_type, read_assignments(typed)) == wanted


@pytest.mark.parametrize("entry", PROGRAMME, ids=lambda entry: entry.name)
def test_every_parameter_that_is_a_class_comes_back_where_labels_are_numbers(entry: Entry) -> None:
    parameters_type = entry.parameters_type()
    names = parameters_type.model_fields
    values: dict[str, Any] = {"labels": ["4", "3", "2", "1"]}
    # Of the scenes' own defaults; the class with the label 3 is the one of the number 1.
    values |= {name: "3" for name in ("target", "raised") if name in names}
    if "raised" in values:
        values["raised"] = "1"
    if "targets" in names:
        values |= {"batch": [[1, 2, 3, 4], [4, 3, 2, 1]], "targets": "1,4"}
    wanted = read_parameters(parameters_type, {k: v for k, v in values.items() if k in names})
    card = {"scene": entry.name, "parameters": wanted.model_dump(mode="json")}
    words = shlex.split(own_call(Clip("own", "", Path("own.mp4"), card)))
    typed = [after for word, after in pairwise(words) if word == "--set"]
    assert read_parameters(parameters_type, read_assignments(typed)) == wanted
    assert read_parameters(parameters_type, card["parameters"], recorded=True) == wanted
