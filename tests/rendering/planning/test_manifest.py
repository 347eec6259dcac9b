"""The manifest says what was written, or nothing."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import rendering.planning.manifest as module
from rendering.errors import CallError
from rendering.machine.files import PublishedFile
from rendering.planning.fingerprint import PARTS, digest_of
from rendering.planning.manifest import Manifest, Record

SETTINGS = {
    "width": 64,
    "height": 36,
    "fps": 5,
    "theme": "dark",
    "captions": "off",
    "format": "mp4",
    "transparent": False,
    "encoder": "one",
}


def record(seconds: float = 1.5) -> Record:
    parts = ("numbers", "parameters", "drawing", "settings", "environment")
    return Record(
        scene="ToyBar",
        product="clip",
        description={part: {"of": part, "in": "part"} for part in parts} | {"settings": SETTINGS},
        files={".mp4": PublishedFile("ab" * 32, 1234)},
        frames=30,
        frames_sha256="cd" * 32,
        seconds=seconds,
    )


@pytest.fixture
def media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # Not all that this process has read for other tests: each place in the manifest is tried.
    monkeypatch.setattr(module, "known", lambda: {"ef" * 32: ("01" * 32, ("numpy", "scenes"))})
    (tmp_path / ".work").mkdir()
    Manifest({"clips/a": record(), "clips/b": record(2.5)}).write(tmp_path)
    return tmp_path


def test_what_was_written_is_read(media: Path) -> None:
    read = Manifest.read(media)
    assert read.complaint is None
    assert read.records == {"clips/a": record(), "clips/b": record(2.5)}
    assert [p.name for p in media.rglob("*") if p.is_file()] == ["manifest.json"]


def test_film_that_does_not_tell_its_clips_is_not_believed(media: Path) -> None:
    asked = {"clips": ["clips/a"], "own": "", "is_whole": True}
    for parameters in (asked, {**asked, "clips": "clips/a"}, {**asked, "is_whole": 1}, {}):
        film = replace(record(), scene="", product="film")
        film = replace(film, description=film.description | {"parameters": parameters})
        Manifest({"film/5p5/a": film}).write(media)
        assert (Manifest.read(media).complaint is None) == (parameters is asked)


def test_folder_without_a_manifest_has_an_empty_one(tmp_path: Path) -> None:
    assert Manifest.read(tmp_path) == Manifest()


def test_what_clips_have_in_common_is_written_once(media: Path) -> None:
    document = json.loads((media / "manifest.json").read_text())
    assert len(document["details"]) == 5  # one of each part


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


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where in a document there is a value, itself included."""
    yield place
    if not isinstance(value, dict | list):
        return
    named = value if isinstance(value, dict) else dict(enumerate(value))
    for name, item in named.items():
        yield from places(item, (*place, name))


def changed(document: Any, place: tuple[Any, ...], value: Any) -> Any:
    """The document with another value there, and with the digest that fits it."""
    document = copy.deepcopy(document)
    *outer, last = place
    inner = document
    for name in outer:
        inner = inner[name]
    inner[last] = value
    contents = [document.get(name) for name in ("clips", "details", "sources")]
    return document | {"sha256": digest_of(contents)}


@pytest.mark.parametrize("value", [None, 3, -1.5, "", "x\x1b[2J", [], [[]], {}, {"a": [{}]}, True])
def test_wrong_shape_is_found_out_where_the_digest_is_right(media: Path, value: Any) -> None:
    path = media / "manifest.json"
    whole = json.loads(path.read_text())
    # The digest is replaced by the right one, which is right in any shape.
    for place in places(whole):
        if place and place[0] != "sha256":
            path.write_text(json.dumps(changed(whole, place, value)))
            read = Manifest.read(media)
            if read.complaint is None:
                # Another value that could be meant; what was read has the types that it says.
                for name, of in read.records.items():
                    assert isinstance(of, Record)
                    json.dumps([name, asdict(of)])
                    assert all(isinstance(of.description[part], dict) for part in PARTS)
                    assert of.frames >= 0
                    assert of.seconds >= 0
                    assert all(file.bytes >= 0 for file in of.files.values())
            else:
                assert read.records == {}
                assert read.complaint.isprintable()
                assert len(read.complaint) < 250


@pytest.mark.parametrize(
    "name", ["../out", "clips/../../out", "/etc/passwd", "clips/.work", "clips/a\nb", "clips/", ""]
)
def test_place_that_leads_out_of_the_media_folder_is_not_believed(media: Path, name: str) -> None:
    path = media / "manifest.json"
    whole = json.loads(path.read_text())
    clips = {name: whole["clips"]["clips/a"]}
    path.write_text(json.dumps(changed(whole, ("clips",), clips)))
    assert "it is damaged: clips" in str(Manifest.read(media).complaint)


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_manifest_that_has_no_end_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    os.mkfifo(path)
    assert Manifest.read(tmp_path).complaint == "it is a pipe"
    path.unlink()
    path.symlink_to("/dev/zero")
    assert Manifest.read(tmp_path).complaint == "it is a device"


def test_manifest_of_more_than_could_be_ours_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    with path.open("wb") as file:
        file.truncate(10**12)
    assert "it has 1,000,000,000,000" in str(Manifest.read(tmp_path).complaint)
    path.write_text("[" + "[]," * 1_500_000 + "[]]")
    assert "it has 3,000,002 values" in str(Manifest.read(tmp_path).complaint)


def test_clips_that_a_manifest_has_no_room_for_are_refused_beforehand(
    media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_CLIPS", 3)
    read = Manifest.read(media)
    read.require_room(["clips/a", "clips/b", "clips/c"])
    with pytest.raises(CallError, match="at most 3 clips; got 4 with those that are there"):
        read.require_room(["clips/c", "clips/d"])


@pytest.mark.parametrize(
    "published",
    ["clips/480p15/pets", "clips/480p15/pets/2-raise", "stills/480p15/Pets", "storyboards/pets"],
)
def test_name_of_another_scenes_clip_is_refused_at_every_size(published: str) -> None:
    manifest = Manifest({published: record(), "clips/480p15/other": record()})
    for key in ("clips/480p15/pets", "clips/1080p60/PETS", "clips/480p15/pets/1-a"):
        manifest.require_names({key: "ToyBar"})
        with pytest.raises(CallError, match=r"must not take the name .* of ToyBar\. Choose"):
            manifest.require_names({"clips/480p15/free": "Other", key: "Other"})
