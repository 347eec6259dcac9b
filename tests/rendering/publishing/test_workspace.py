"""A run has a folder of its own, and nobody else's is left or taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from rendering.errors import CallError
from rendering.publishing.workspace import private_folder, require_writable, sweep


def test_private_folder_ends_with_its_run(tmp_path: Path) -> None:
    with private_folder(tmp_path) as work:
        (work / "0").mkdir()
        (work / "0" / "clip.mp4").touch()
        assert work.parent == tmp_path / ".work"
    assert not work.exists()
    assert not list((tmp_path / ".work").glob("*.run"))


def test_private_folder_ends_with_a_run_that_fails(tmp_path: Path) -> None:
    def fail() -> None:
        with private_folder(tmp_path) as work:
            folders.append(work)
            raise KeyError

    folders: list[Path] = []
    with pytest.raises(KeyError):
        fail()
    assert not folders[0].exists()


def test_folder_of_a_dead_run_is_swept_and_that_of_a_living_one_stays(tmp_path: Path) -> None:
    dead = tmp_path / ".work" / ("dead" * 4)
    dead.mkdir(parents=True)
    (dead / "clip.mp4").touch()
    dead.with_suffix(".run").touch()
    with private_folder(tmp_path) as living:
        assert not dead.exists()
        with private_folder(tmp_path) as second:
            assert living.exists()
            assert second != living
        assert living.exists()


def test_writable_folder_is_accepted_without_being_made(tmp_path: Path) -> None:
    require_writable(tmp_path / "a" / "b")
    require_writable(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("inside", ["", "a/b"])
def test_folder_that_cannot_be_made_is_refused_and_leaves_nothing(
    tmp_path: Path, inside: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CallError, match=r"made and written; .* cannot: .*--media_dir"):
        require_writable(tmp_path / "file" / inside)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_run_without_a_place_for_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".work").touch()
    with (
        pytest.raises(CallError, match=r"folder of its own.*--media_dir"),
        private_folder(tmp_path),
    ):
        pass


def test_sweeping_takes_what_is_named_as_ours_and_leaves_the_rest(tmp_path: Path) -> None:
    work, theirs = tmp_path / "media/.work", tmp_path / "theirs"
    for folder in (work / "0123456789abcdef", work / "thesis", theirs):
        folder.mkdir(parents=True)
        (folder / "file").write_text("theirs")
    ours = ("0123456789abcdef.run", "0123456789abcdef.clip", "manifest-0123456789abcdef.json")
    others = ("thesis.run", "thesis.clip", "manifest-mine.json")
    for name in (*ours, *others):
        (work / name).write_text("theirs")
    links = ("fedcba9876543210.run", "fedcba9876543210.clip", "manifest-fedcba9876543210.json")
    for name in links:
        (work / name).symlink_to(theirs / "file")
    (work / "aaaaaaaaaaaaaaaa.run").touch()
    (work / "aaaaaaaaaaaaaaaa").symlink_to(theirs)
    sweep(tmp_path / "media")
    left = {path.name for path in work.iterdir()}
    assert left == {"thesis", "lock", "aaaaaaaaaaaaaaaa", *others, *links}
    assert (work / "thesis/file").exists()
    assert {(work / name).read_text() for name in others} == {"theirs"}
    assert (theirs / "file").read_text() == "theirs"
