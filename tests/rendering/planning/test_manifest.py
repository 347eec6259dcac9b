"""The manifest says what was written, or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rendering.machine.files import PublishedFile
from rendering.planning.manifest import Manifest, Record


def record(seconds: float = 1.5) -> Record:
    parts = ("numbers", "parameters", "drawing", "settings", "environment")
    return Record(
        scene="ToyBar",
        product="clip",
        description={part: {"of": part, "list": [1, 2]} for part in parts},
        sources={"fps": 15},
        files={".mp4": PublishedFile("ab" * 32, 1234)},
        frames=30,
        frames_sha256="cd" * 32,
        seconds=seconds,
    )


@pytest.fixture
def media(tmp_path: Path) -> Path:
    (tmp_path / ".work").mkdir()
    Manifest({"clips/a": record(), "clips/b": record(2.5)}).write(tmp_path)
    return tmp_path


def test_what_was_written_is_read(media: Path) -> None:
    read = Manifest.read(media)
    assert read.complaint is None
    assert read.records == {"clips/a": record(), "clips/b": record(2.5)}
    assert [p.name for p in media.rglob("*") if p.is_file()] == ["manifest.json"]


def test_folder_without_a_manifest_has_an_empty_one(tmp_path: Path) -> None:
    assert Manifest.read(tmp_path) == Manifest()


def test_what_clips_have_in_common_is_written_once(media: Path) -> None:
    document = json.loads((media / "manifest.json").read_text())
    assert len(document["details"]) == 6  # five parts and the sources


def test_every_flipped_bit_and_every_truncation_is_noticed(media: Path) -> None:
    path = media / "manifest.json"
    whole = path.read_bytes()
    random = np.random.default_rng(5)
    for place in random.integers(0, len(whole), 300):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << random.integers(8)
        path.write_bytes(damaged)
        read = Manifest.read(media)
        # A flip may turn one blank into another, which says the same.
        assert read.complaint or json.loads(damaged) == json.loads(whole)
        assert read.complaint is None or read.records == {}
    for size in random.integers(0, len(whole), 50):
        path.write_bytes(whole[:size])
        assert Manifest.read(media).complaint


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", '{"version": 1}', '{"version": 2}', '"x"', "\x00", "[" * 5000],
)
def test_what_is_no_manifest_of_this_version_is_not_believed(media: Path, text: str) -> None:
    (media / "manifest.json").write_text(text)
    assert Manifest.read(media).complaint


def test_manifest_that_is_set_aside_is_kept_for_people(media: Path) -> None:
    (media / "manifest.json").write_text("half")
    aside = Manifest.set_aside(media)
    assert aside.read_text() == "half"
    assert Manifest.read(media) == Manifest()


def test_writing_that_fails_leaves_the_old_one_and_nothing_else(
    media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        Manifest().write(media)
    assert len(Manifest.read(media).records) == 2
    assert [p.name for p in media.rglob("*") if p.is_file()] == ["manifest.json"]
