"""A font is what its bytes are; what is none, or cannot be set, is refused in one sentence."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from rendering.errors import CallError
from rendering.planning.fonts import read_font
from tests.some_fonts import DEVANAGARI, HAN


def refusal(path: Path) -> str:
    with pytest.raises(CallError) as caught:
        read_font(path)
    message = str(caught.value)
    assert message.startswith("--font ")
    assert "\n" not in message
    assert " must " in message
    return message


def test_font_is_known_by_its_bytes_and_called_what_it_calls_itself(tmp_path: Path) -> None:
    other = tmp_path / "named without an ending"
    shutil.copy(HAN, other)
    font = read_font(HAN)
    assert font == read_font(other)
    assert font != read_font(DEVANAGARI)
    assert font.family == "Noto Sans CJK JP"
    assert font.sha256 == hashlib.sha256(HAN.read_bytes()).hexdigest()


def test_font_stays_what_it_was_when_its_file_goes(tmp_path: Path) -> None:
    given = tmp_path / "given.otf"
    shutil.copy(HAN, given)
    font = read_font(given)
    given.unlink()
    assert font.file.read_bytes() == HAN.read_bytes()
    assert [path.name for path in font.file.parent.iterdir()] == [font.file.name]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "got a file of another kind"),
        (b"# a text\n", "got a file of another kind"),
        (b"wOF2" + bytes(40), "got a web font"),
        (b"\0\1\0\0" + bytes(40), "what is in it is damaged"),
        (b"ttcf" + b"\xff" * 40, "what is in it is damaged"),
        (HAN.read_bytes()[:600], "what is in it is damaged"),
    ],
    ids=["empty", "text", "web", "no tables", "billions of faces", "cut off"],
)
def test_file_that_is_no_font_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "font.otf"
    path.write_bytes(data)
    assert told in refusal(path)


def test_what_is_no_file_or_too_large_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.ttf"
    with large.open("wb") as file:
        file.truncate(40_000_001)
    assert "at most 40,000,000 bytes; it has 40,000,001. " in refusal(large)
    assert "it is a folder" in refusal(tmp_path)
    assert "it is a device" in refusal(Path("/dev/zero"))
    assert "No such file" in refusal(tmp_path / "none.ttf")


def test_font_that_calls_itself_as_an_embedded_one_does_is_refused(tmp_path: Path) -> None:
    # Else all words of the clip would be set in it. Names are UTF-16 in a font's table of them.
    ours, theirs = "Noto Sans CJK JP".encode("utf-16-be"), "Libertinus Serif".encode("utf-16-be")
    path = tmp_path / "font.otf"
    path.write_bytes(HAN.read_bytes().replace(ours, theirs))
    assert "family that is embedded already; got Libertinus Serif" in refusal(path)
