"""An export's files come to their folder whole, replace what exports wrote, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from rendering.errors import CallError
from rendering.publishing.clean import clean
from rendering.publishing.exports import as_it_was, listed, write_export


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_files_are_there_and_what_is_no_longer_part_goes(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"film")
    folder = tmp_path / "media/exports/gallery"
    first = write_export(folder, {"index.html": b"one", "clips/a.mp4": clip, "old.css": b"x"})
    assert set(first.written) == {"index.html", "clips/a.mp4", "old.css"}
    again = write_export(folder, {"index.html": b"two", "clips/a.mp4": clip})
    assert again.written == ("index.html",)
    assert again.unchanged == ("clips/a.mp4",)
    assert again.removed == ("old.css",)
    there = files_in(folder)
    assert there.pop("files.json")
    assert there == {"index.html": b"two", "clips/a.mp4": b"film"}
    assert set(listed(folder)) == set(there)


def test_clip_that_is_made_anew_leaves_the_exports_copy_as_it_was(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"old")
    write_export(tmp_path / "exports", {"a.mp4": clip})
    new = tmp_path / "new.mp4"  # a clip is published by renaming
    new.write_bytes(b"new")
    new.replace(clip)
    assert (tmp_path / "exports/a.mp4").read_bytes() == b"old"


@pytest.mark.parametrize("changed", [True, False], ids=["changed since", "never ours"])
def test_file_of_somebody_is_not_written_over(tmp_path: Path, changed: bool) -> None:
    folder = tmp_path / "exports/gallery"
    if changed:
        write_export(folder, {"index.html": b"ours"})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_bytes(b"theirs")
    with pytest.raises(CallError, match=r"index\.html is somebody's\. Move it away\."):
        write_export(folder, {"other.html": b"new", "index.html": b"new"})
    assert (folder / "index.html").read_bytes() == b"theirs"
    assert not (folder / "other.html").exists()


def test_list_that_names_files_elsewhere_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "files.json").write_text('{"files": {"../a": "x", "/b": "x", "c": 3, "d": "y"}}')
    assert listed(tmp_path) == {"d": "y"}
    (tmp_path / "files.json").write_text('{"../a": "x", "d": "y"}')  # as once written
    assert listed(tmp_path) == {"d": "y"}


def test_what_was_made_from_the_same_is_as_it_was_until_it_is_changed(tmp_path: Path) -> None:
    assert as_it_was(tmp_path / "exports", "one") is None
    write_export(tmp_path / "exports", {"index.html": b"a", "clips/b.css": b"b"}, "one")
    current = as_it_was(tmp_path / "exports", "one")
    assert current is not None
    assert current.unchanged == ("index.html", "clips/b.css")
    assert as_it_was(tmp_path / "exports", "other") is None
    (tmp_path / "exports/clips/b.css").write_bytes(b"c")
    assert as_it_was(tmp_path / "exports", "one") is None
    (tmp_path / "exports/clips/b.css").unlink()
    assert as_it_was(tmp_path / "exports", "one") is None


def test_clean_removes_an_export_and_leaves_what_was_changed_there(tmp_path: Path) -> None:
    media = tmp_path / "media"
    write_export(media / "exports/handout", {"a.pdf": b"a", "b.pdf": b"b"})
    write_export(media / "exports/gallery", {"index.html": b"a"})
    (media / "exports/handout/b.pdf").write_bytes(b"with my notes")
    (media / "exports/handout/own.txt").write_bytes(b"mine")
    cleaned = clean(media)
    assert set(files_in(media)) == {"exports/handout/b.pdf", "exports/handout/own.txt"}
    assert set(cleaned.left) == {"exports/handout/b.pdf", "exports/handout/own.txt"}
