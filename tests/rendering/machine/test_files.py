"""What is read from outside ends, and is not larger than was allowed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rendering.machine.files import InvalidFileError, is_there, read_json, read_limited


def test_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    (tmp_path / "ten").write_bytes(b"0123456789")
    assert read_limited(tmp_path / "ten", 10) == b"0123456789"
    with pytest.raises(InvalidFileError, match=r"at most 9 bytes; it has 10\. Shorten it\."):
        read_limited(tmp_path / "ten", 9)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there are no such files")
def test_file_that_holds_more_than_it_says_is_not_read_on() -> None:
    assert Path("/proc/self/status").stat().st_size == 0
    with pytest.raises(InvalidFileError, match="at most 9 bytes; it has more"):
        read_limited(Path("/proc/self/status"), 9)


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_what_is_no_regular_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, kind in ((tmp_path / "pipe", "pipe"), (Path("/dev/zero"), "device")):
        with pytest.raises(InvalidFileError, match=f"a regular file; it is a {kind}"):
            read_limited(path, 9)


def test_path_that_cannot_be_one_names_no_file(tmp_path: Path) -> None:
    for name in ("n" * 300, "a\0b"):
        with pytest.raises(InvalidFileError, match="a file that can be read; it cannot be read"):
            read_limited(tmp_path / name, 9)
        assert not is_there(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        read_limited(tmp_path / "none", 9)


@pytest.mark.parametrize(
    "content",
    [b'{"a": NaN}', b"[-Infinity]", '"é"'.encode("latin-1"), '"a"'.encode("utf-16"), b"[" * 10**6],
)
def test_json_is_as_the_standard_has_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(InvalidFileError, match=r"^a file of JSON; it is damaged: "):
        read_json(tmp_path / "a.json")
    (tmp_path / "a.json").write_bytes('{"é": [1.5, null]}'.encode())
    assert read_json(tmp_path / "a.json") == {"é": [1.5, None]}
