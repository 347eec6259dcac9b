"""An export's files come to their folder whole, replace what exports wrote, and nothing else."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Callable
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


@pytest.mark.parametrize("link", [False, True])
def test_clip_that_is_made_anew_leaves_the_exports_file_as_it_was(
    tmp_path: Path, link: bool
) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"old")
    write_export(tmp_path / "exports/gallery", {"a.mp4": clip}, link=link)
    new = tmp_path / "new.mp4"  # a clip is published by renaming
    new.write_bytes(b"new")
    new.replace(clip)
    assert (tmp_path / "exports/gallery/a.mp4").read_bytes() == b"old"


def test_file_of_a_clip_is_copied_unless_it_is_to_be_linked(tmp_path: Path) -> None:
    clip, folder = tmp_path / "clip.mp4", tmp_path / "exports/gallery"
    clip.write_bytes(b"film")
    exported = folder / "a.mp4"
    for link in (True, False, True, False):
        write_export(folder, {"a.mp4": clip}, link=link)
        assert exported.samefile(clip) is link
    copied = exported.stat()
    assert write_export(folder, {"a.mp4": clip}).unchanged == ("a.mp4",)
    assert exported.stat().st_ino == copied.st_ino  # what is unchanged is not copied again
    exported.write_bytes(b"edited")
    assert clip.read_bytes() == b"film"


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


def test_what_somebody_put_into_an_export_is_there_after_the_next_one(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "exports/gallery", tmp_path / "elsewhere"
    write_export(folder, {"clips/a.mp4": b"a", "gone/b.css": b"b", "index.html": b"one"})
    theirs = ("notes.txt", "clips/notes.txt", "gone/notes.txt", "mine/deep/notes.txt")
    for name in theirs:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"mine")
    (folder / "empty").mkdir()
    (folder / "gone/b.css").write_bytes(b"changed")
    elsewhere.mkdir()
    (elsewhere / "thesis.txt").write_bytes(b"mine")
    (folder / "link").symlink_to(elsewhere)
    write_export(folder, {"clips/a.mp4": b"new", "index.html": b"two"})
    there = files_in(folder)
    assert there.pop("files.json")
    mine = {**dict.fromkeys(theirs, b"mine"), "gone/b.css": b"changed"}
    assert there == {"clips/a.mp4": b"new", "index.html": b"two", **mine}
    assert (folder / "empty").is_dir()
    assert (folder / "link").readlink() == elsewhere
    assert files_in(elsewhere) == {"thesis.txt": b"mine"}
    assert [path.name for path in folder.parent.iterdir()] == ["gallery"]


def as_link(path: Path, elsewhere: Path) -> None:
    path.symlink_to(elsewhere)


def as_pipe(path: Path, _: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no pipes")
    os.mkfifo(path)


def as_folder(path: Path, _: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("name", ["index.html", "clips/a.mp4", "clips", "files.json"])
@pytest.mark.parametrize(
    ("put", "kind"), [(as_link, "symbolic link"), (as_pipe, "pipe"), (as_folder, "folder")]
)
def test_what_is_no_file_in_the_place_of_one_is_refused(
    tmp_path: Path, name: str, put: Callable[[Path, Path], None], kind: str
) -> None:
    if (name, kind) == ("clips", "folder"):
        return
    folder, elsewhere = tmp_path / "exports/gallery", tmp_path / "elsewhere"
    (folder / name).parent.mkdir(parents=True)
    elsewhere.mkdir()
    (elsewhere / "a.mp4").write_bytes(b"theirs")
    put(folder / name, elsewhere)
    with pytest.raises(CallError) as refused:
        write_export(folder, {"clips/a.mp4": b"a", "index.html": b"one"})
    assert f"{folder / name} is a {kind} of somebody's. Move it away." in str(refused.value)
    assert files_in(elsewhere) == {"a.mp4": b"theirs"}
    assert files_in(folder) == {}


@pytest.mark.parametrize("name", ["exports", "exports/gallery", "exports/.gallery.old"])
@pytest.mark.parametrize("put", [as_link, as_pipe])
def test_what_is_no_folder_in_the_place_of_one_is_refused(
    tmp_path: Path, name: str, put: Callable[[Path, Path], None]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    write_export(elsewhere / "exports/gallery", {"index.html": b"theirs"})
    (tmp_path / name).parent.mkdir(exist_ok=True)
    put(tmp_path / name, elsewhere / "exports" if name == "exports" else elsewhere)
    before = files_in(elsewhere)
    with pytest.raises(CallError, match=r"needs folders of its own; .* Move it away\."):
        write_export(tmp_path / "exports/gallery", {"index.html": b"new"})
    assert files_in(elsewhere) == before


def test_list_that_is_forged_removes_nothing_behind_a_link(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "exports/snippets", tmp_path / "elsewhere"
    write_export(folder, {"a/page.html": b"a"})
    elsewhere.mkdir()
    (elsewhere / "thesis.txt").write_bytes(b"mine")
    (folder / "d").symlink_to(elsewhere)
    told = {"a/page.html": b"a", "d/thesis.txt": b"mine"}
    files = {name: hashlib.sha256(content).hexdigest() for name, content in told.items()}
    (folder / "files.json").write_text(json.dumps({"files": files}))
    exported = write_export(folder, {"a/page.html": b"new"})
    assert exported.removed == ()
    assert files_in(elsewhere) == {"thesis.txt": b"mine"}
    assert (folder / "d").is_symlink()


def test_what_is_put_into_the_old_one_while_it_is_replaced_is_kept_and_told(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "exports/gallery"
    write_export(folder, {"index.html": b"one"})
    old = folder.with_name(".gallery.old")
    folder.rename(old)  # as after an interruption, and then somebody writes there
    (old / "index.html").write_bytes(b"with my notes")
    (old / "notes.txt").write_bytes(b"mine")
    write_export(tmp_path / "other/exports/gallery", {"index.html": b"two"})
    (tmp_path / "other/exports/gallery").rename(folder)
    for _ in range(2):
        with pytest.raises(CallError, match=r"old/index\.html was changed .* Move it away\."):
            write_export(folder, {"index.html": b"three"})
        assert (old / "index.html").read_bytes() == b"with my notes"
    (old / "index.html").unlink()
    write_export(folder, {"index.html": b"three"})
    assert (folder / "index.html").read_bytes() == b"three"
    assert (folder / "notes.txt").read_bytes() == b"mine"
    assert not old.exists()


def test_export_that_cannot_be_put_in_place_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "exports/gallery"
    write_export(folder, {"index.html": b"one"})
    before = files_in(folder)

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("rendering.publishing.exports.flush", full)
    with pytest.raises(CallError, match=r"cannot be written: the disk is full\. Free some space"):
        write_export(folder, {"index.html": b"two"})
    assert files_in(folder) == before
    assert [path.name for path in (tmp_path / ".work").iterdir()] == ["lock"]


def test_media_folder_that_is_moved_meanwhile_is_told_and_does_not_come_back(
    tmp_path: Path,
) -> None:
    media = tmp_path / "media"
    write_export(media / "exports/gallery", {"index.html": b"one"})

    def move() -> dict[str, bytes | Path]:
        media.rename(tmp_path / "moved")
        return {"index.html": b"two"}

    with pytest.raises(CallError, match=r"must stay where it is .*moved or removed meanwhile"):
        write_export(media / "exports/gallery", move)
    assert not media.exists()
    assert (tmp_path / "moved/exports/gallery/index.html").read_bytes() == b"one"
    write_export(tmp_path / "moved/exports/gallery", {"index.html": b"two"})
    assert [path.name for path in (tmp_path / "moved/.work").iterdir()] == ["lock"]


def test_list_that_names_files_elsewhere_is_not_believed(tmp_path: Path) -> None:
    good = "0123456789abcdef" * 4
    files = {"../a": good, "/b": good, "c": 3, "d": good, "e": "y", "f": None, "g": good.upper()}
    for told in ({"files": files}, files):  # the second as once written
        (tmp_path / "files.json").write_text(json.dumps(told))
        assert listed(tmp_path) == {"d": good}


def test_what_was_made_from_the_same_is_as_it_was_until_it_is_changed(tmp_path: Path) -> None:
    assert as_it_was(tmp_path / "exports/gallery", "one") is None
    write_export(tmp_path / "exports/gallery", {"index.html": b"a", "clips/b.css": b"b"}, "one")
    current = as_it_was(tmp_path / "exports/gallery", "one")
    assert current is not None
    assert current.unchanged == ("index.html", "clips/b.css")
    assert as_it_was(tmp_path / "exports/gallery", "other") is None
    (tmp_path / "exports/gallery/clips/b.css").write_bytes(b"c")
    assert as_it_was(tmp_path / "exports/gallery", "one") is None
    (tmp_path / "exports/gallery/clips/b.css").unlink()
    assert as_it_was(tmp_path / "exports/gallery", "one") is None


def test_clean_removes_an_export_and_leaves_what_was_changed_there(tmp_path: Path) -> None:
    media = tmp_path / "media"
    write_export(media / "exports/handout", {"a.pdf": b"a", "b.pdf": b"b"})
    write_export(media / "exports/gallery", {"index.html": b"a"})
    (media / "exports/handout/b.pdf").write_bytes(b"with my notes")
    (media / "exports/handout/own.txt").write_bytes(b"mine")
    cleaned = clean(media)
    assert set(files_in(media)) == {"exports/handout/b.pdf", "exports/handout/own.txt"}
    assert set(cleaned.left) == {"exports/handout/b.pdf", "exports/handout/own.txt"}
