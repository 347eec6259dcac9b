"""What is changed below a folder is below it, whatever links there are, and whenever they come."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from rendering.machine import beneath
from rendering.machine.beneath import (
    digest_of_file,
    make_folder,
    move,
    remove_file,
    remove_folder_if_empty,
    remove_tree,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a file in two others, and beside it a folder that is none of its."""
    for name in ("root/a/b", "theirs/b"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "file").write_text("here")
    return tmp_path / "root"


HERE = hashlib.sha256(b"here").hexdigest()


def test_file_and_its_folders_are_removed(root: Path) -> None:
    assert not remove_folder_if_empty(root, "a/b")
    assert remove_file(root, "a/b/file", HERE) is None
    assert remove_file(root, "a/b/file", HERE) is None  # there is none
    assert not remove_folder_if_empty(root, "a")
    assert remove_folder_if_empty(root, "a/b")
    assert remove_folder_if_empty(root, "a")
    assert list(root.iterdir()) == []


def test_file_with_another_digest_is_left(root: Path) -> None:
    assert remove_file(root, "a/b/file", "0" * 64) == "was changed since it was published"
    assert (root / "a/b/file").exists()


@pytest.mark.parametrize("name", ["../theirs/b/file", "a/../../theirs/b/file", "", "/", "a/.."])
def test_name_that_leads_out_is_left(root: Path, name: str) -> None:
    assert "cannot be removed" in str(remove_file(root, name))
    assert not remove_folder_if_empty(root, name)
    remove_tree(root, name)
    assert (root.parent / "theirs/b/file").exists()
    assert (root / "a/b/file").exists()


@pytest.mark.parametrize("link", ["a", "a/b"])
def test_nothing_behind_a_link_is_removed_at_any_level(root: Path, link: str) -> None:
    theirs = root.parent / "theirs"
    remove_tree(root, link)
    (root / link).symlink_to(theirs if link == "a" else theirs / "b")
    assert remove_file(root, "a/b/file", HERE) == "lies behind a symbolic link"
    remove_tree(root, "a/b")
    remove_tree(root, link)
    assert not remove_folder_if_empty(root, link)
    assert (theirs / "b/file").exists()
    assert (root / link).is_symlink()


def test_file_is_read_and_moved_into_a_folder_that_is_made(root: Path) -> None:
    make_folder(root, "c/d")
    make_folder(root, "c/d")
    move(root, "a/b/file", "c/d/moved")
    assert digest_of_file(root, "c/d/moved") == HERE
    assert digest_of_file(root, "a/b/file") is None
    assert digest_of_file(root, "c") is None
    (root / "other").touch()
    with pytest.raises(FileExistsError):
        move(root, "other", "c/d/moved")
    with pytest.raises(OSError, match="directory"):
        make_folder(root, "other/inner")
    with pytest.raises(OSError, match="directory"):
        make_folder(root, "other")


@pytest.mark.parametrize("link", ["a", "a/b"])
def test_nothing_behind_a_link_is_read_made_or_moved(root: Path, link: str) -> None:
    theirs = root.parent / "theirs"
    before = sorted(theirs.rglob("*"))
    remove_tree(root, link)
    (root / link).symlink_to(theirs if link == "a" else theirs / "b")
    (root / "own").touch()
    assert digest_of_file(root, "a/b/file") is None
    for make in (
        lambda: make_folder(root, "a/b/new"),
        lambda: move(root, "a/b/file", "file"),
        lambda: move(root, "own", "a/b/own"),
    ):
        with pytest.raises(OSError, match=r"symbolic links|Not a directory"):
            make()
    assert sorted(theirs.rglob("*")) == before
    assert not (root / "file").exists()


def test_tree_is_removed_without_what_its_links_lead_to(root: Path) -> None:
    (root / "a/b/folder").symlink_to(root.parent / "theirs")
    (root / "a/b/link").symlink_to(root.parent / "theirs/b/file")
    remove_tree(root, "a")
    assert list(root.iterdir()) == []
    assert (root.parent / "theirs/b/file").exists()


def test_link_and_what_is_no_file_are_left(root: Path) -> None:
    (root / "link").symlink_to(root.parent / "theirs/b/file")
    os.mkfifo(root / "fifo")
    assert remove_file(root, "link", HERE) == "is a symbolic link"
    assert remove_file(root, "fifo", HERE) == "is not a file"
    assert remove_file(root, "a") == "is not a file"


def test_folder_that_becomes_a_link_meanwhile_leads_nowhere(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = root.parent / "theirs"

    def swap_then(function: Any) -> Any:
        def swapped(*arguments: Any, **options: Any) -> Any:
            if not (root / "a").is_symlink():
                (root / "a").rename(root.parent / "before")
                (root / "a").symlink_to(theirs)
            return function(*arguments, **options)

        return swapped

    for module, name in ((beneath.os, "unlink"), (beneath.shutil, "rmtree")):
        monkeypatch.setattr(module, name, swap_then(getattr(module, name)))
    assert remove_file(root, "a/b/file", HERE) is None
    assert (theirs / "b/file").exists()
    assert not (root.parent / "before/b/file").exists()
    (root / "a").unlink()
    (root.parent / "before").rename(root / "a")
    remove_tree(root, "a/b")
    assert (theirs / "b/file").exists()
