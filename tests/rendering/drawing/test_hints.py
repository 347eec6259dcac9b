"""No memory is read of a PyAV that was not tried; clips are then encoded without hints."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import av
import pytest

from rendering.drawing import hints
from rendering.drawing.hints import OFF, TRIED, hints_refused, marker_of
from rendering.drawing.regions import Marker

ROOT = Path(__file__).parents[3]


@pytest.fixture
def nothing_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> Any:
        raise AssertionError("memory was read")

    for name in ("_words", "_c_frame", "_beside", "_add_side_data"):
        monkeypatch.setattr(hints, name, read)


def test_there_are_hints_here() -> None:
    assert not hints_refused()
    assert type(marker_of(av.VideoFrame(16, 16, "yuv420p"))) is not Marker


@pytest.mark.usefixtures("nothing_read")
@pytest.mark.parametrize("version", ["17.1.0", "18.2.0", "19.10.0", "20.0.0"])
def test_nothing_is_read_of_a_pyav_that_was_not_tried(
    monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    monkeypatch.setattr(av, "__version__", version)
    assert f"this is {version}" in hints_refused.__wrapped__()


@pytest.mark.usefixtures("nothing_read")
def test_nothing_is_read_of_another_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.implementation, "name", "pypy")
    assert hints_refused.__wrapped__() == "they need CPython; this is pypy"


def test_no_address_is_followed_where_objects_are_laid_out_in_another_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def follow(_frame: av.VideoFrame) -> int:
        raise AssertionError("an address was followed")

    monkeypatch.setattr(hints, "_words", lambda _frame: (0, 0))
    monkeypatch.setattr(hints, "_c_frame", follow)
    assert "laid out in another way" in hints_refused.__wrapped__()


def test_without_an_ffmpeg_to_call_there_are_no_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    def add() -> Any:
        raise AttributeError("no such function")

    monkeypatch.setattr(hints, "_add_side_data", add)
    assert "(no such function)" in hints_refused.__wrapped__()


def test_variable_turns_hints_off_and_the_name_of_the_encoding_says_so() -> None:
    program = """
import av, json
from rendering.drawing.formats import FORMATS
from rendering.drawing.hints import hints_refused, marker_of
marker = type(marker_of(av.VideoFrame(16, 16, "yuv420p"))).__name__
print(json.dumps([FORMATS["mp4"].profile, hints_refused(), marker]))
"""
    profiles = set()
    for value, reason, marker in (("", "", "_HintingMarker"), ("1", f"{OFF} is set", "Marker")):
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, OFF: value},
            check=True,
            capture_output=True,
        )
        profile, *told = json.loads(done.stdout)
        assert told == [reason, marker]
        profiles.add(profile)
    assert len(profiles) == 2


def test_versions_that_were_tried_are_those_that_are_asked_for_and_locked() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    majors = sorted({int(version.split(".")[0]) for version in TRIED})
    assert f"av>={majors[0]},<{majors[-1] + 1}" in asked
    locked = re.search(r"(?m)^av==(\d+\.\d+)\.", (ROOT / "requirements.lock").read_text())
    assert locked is not None
    assert locked[1] in TRIED
