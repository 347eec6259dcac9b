"""Files from outside are read only as far as they can be what they are said to be."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import scenes
from rendering.errors import CallError
from rendering.planning.inputs import read_assignments, read_params_file


def refusal(path: Path) -> str:
    """What is said of a file of values, or of parameters."""
    with pytest.raises(CallError) as raised:
        read_params_file(path, []) if path.suffix == ".toml" else read_assignments([f"x=@{path}"])
    return str(raised.value)


ENDINGS = (".toml", ".json", ".csv", ".npy")


@pytest.mark.parametrize("ending", ENDINGS)
def test_large_file_is_refused_by_its_size(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"large{ending}"
    with path.open("wb") as file:
        file.truncate(10**12)  # of which the disk holds nothing
    assert "at most 500,000 bytes; it has 1,000,000,000,000" in refusal(path)


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_no_regular_file_is_refused_without_being_opened(
    tmp_path: Path, ending: str
) -> None:
    pipe, zero, folder = (tmp_path / f"{name}{ending}" for name in ("pipe", "zero", "folder"))
    os.mkfifo(pipe)  # opening it would wait for a writer
    zero.symlink_to("/dev/zero")  # reading it would never end
    folder.mkdir()
    assert "must name a regular file; it is a pipe." in refusal(pipe)
    assert "must name a regular file; it is a device." in refusal(zero)
    assert "must name a regular file; it is a folder." in refusal(folder)


def array_file(path: Path, header: bytes, data: bytes = b"", version: bytes = b"\1\0") -> Path:
    """A .npy file as its format says, whatever its header does."""
    length = struct.pack("<H" if version == b"\1\0" else "<I", len(header))
    path.write_bytes(b"\x93NUMPY" + version + length + header + data)
    return path


def claim(shape: str, kind: str = "'<f8'") -> bytes:
    return f"{{'descr': {kind}, 'fortran_order': False, 'shape': {shape}}}\n".encode()


@pytest.mark.parametrize(
    ("header", "rule"),
    [
        (claim("(300000000,)"), "hold at most 10,000 values; got a claim of (300000000,)"),
        (claim("(300000000, 0)"), "hold at most 10,000 values"),
        (claim("(-1,)"), "hold at most 10,000 values"),
        (claim("(3,)"), "must hold one NumPy array"),  # and there are none
        (claim("(3,)", "'|O'"), "hold numbers or words"),
        (claim("(3,)", "'<M8[D]'"), "hold numbers or words"),
        (claim("(3,)", "[('a', '<f8')]"), "hold numbers or words"),
        (claim("(3,)", "'<f999'"), "must hold one NumPy array"),
        (claim("(3,)", "[[]]"), "must hold one NumPy array"),
        (claim("'3'"), "must hold one NumPy array"),
        (claim("(True,)"), "must hold one NumPy array"),
        (b"[" * 9000, "must hold one NumPy array"),
        (b"{'descr': __import__('os')}", "must hold one NumPy array"),
        (b"\xff\xfe", "must hold one NumPy array"),
        (b"", "must hold one NumPy array"),
    ],
)
def test_header_that_nobody_should_believe_is_refused(
    tmp_path: Path, header: bytes, rule: str
) -> None:
    for version in (b"\1\0", b"\2\0", b"\3\0"):
        told = refusal(array_file(tmp_path / "v.npy", header, version=version))
        assert rule in told
        assert len(told) < 300


def test_array_of_a_version_that_is_none_is_refused(tmp_path: Path) -> None:
    whole = array_file(tmp_path / "v.npy", claim("(3,)"), bytes(24), version=b"\7\7")
    assert "must hold one NumPy array" in refusal(whole)


def test_archive_of_arrays_is_no_array(tmp_path: Path) -> None:
    np.savez(tmp_path / "v.npz", a=np.zeros(3))
    (tmp_path / "v.npz").rename(tmp_path / "v.npy")
    assert "must hold one NumPy array" in refusal(tmp_path / "v.npy")
    with zipfile.ZipFile(tmp_path / "v.npy", "w") as archive:
        archive.writestr("x", "y")
    assert "must hold one NumPy array" in refusal(tmp_path / "v.npy")


@pytest.mark.parametrize("values", [[1.5, 2.5], [1, 2], ["cat", "dog"], [[1.0], [2.0]], 0.5])
def test_arrays_of_numbers_and_words_are_read(tmp_path: Path, values: Any) -> None:
    np.save(tmp_path / "v.npy", np.array(values))
    assert read_assignments([f"x=@{tmp_path / 'v.npy'}"]) == {"x": values}


def test_underscores_in_a_toml_number_are_toml_and_meant(tmp_path: Path) -> None:
    (tmp_path / "v.toml").write_text("nudge = 1_000")
    assert read_params_file(tmp_path / "v.toml", []).everywhere == {"nudge": 1000}


def test_clips_of_a_call_are_counted_before_any_is_planned(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "many.toml"
    file.write_text("[[example]]\n" * 1000)
    numbers = ",".join(map(str, range(1, 301)))
    grids = ["--grid", f"nudge={numbers}", "--grid", f"target={numbers}"]
    answer = call("LogitNudges", "--params", str(file), *grids)
    assert answer.code == 2
    told = "one call must make at most 10,000 clips; got 1,000 examples and 90,000 combinations"
    assert told in answer.err
    count = 10_000 // len(scenes.PROGRAMME) + 1
    (tmp_path / "all.toml").write_text("[[example]]\n" * count)
    assert (
        f"got {count * len(scenes.PROGRAMME):,} examples"
        in call("--params", str(tmp_path / "all.toml")).err
    )


def test_many_commas_are_told_apart_in_one_go(call: Callable[..., Any]) -> None:
    # A pattern that looks ahead from each comma would take minutes.
    answer = call("LogitNudges", "--grid", "nudge=" + "[1],2," * 20000)
    assert answer.code == 2
    assert "--grid takes NAME=VALUE,VALUE,..." in answer.err
    assert len(answer.err) < 400
