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
from scenes import PROGRAMME
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
