"""clean removes what runs have published, byte for byte, and says what else it leaves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rendering.errors import CallError
from rendering.machine.files import digest
from rendering.publishing.clean import clean
from rendering.publishing.workspace import private_folder
from tests.rendering.runs import run_toys

pytestmark = pytest.mark.usefixtures("toys")

BAR = "clips/48p5/ToyBar"
CLIP = [f"{BAR}{ending}" for ending in (".json", ".mp4", ".png", ".srt", ".vtt")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A media folder in which ToyBar is published."""
    folder = tmp_path_factory.mktemp("made")
    assert run_toys(folder, "ToyBar").returncode == 0
    return folder


@pytest.fixture
def media(made: Path, tmp_path: Path) -> Path:
    """The same, where a test's calls publish."""
    return Path(shutil.copytree(made, tmp_path / "media"))


def files_in(media: Path) -> list[str]:
    found = (path for path in media.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(path.relative_to(media).as_posix() for path in found)


def test_all_that_was_published_goes_with_its_folders(
    call: Callable[..., Any], media: Path
) -> None:
    call("-s", "ToyBar")
    answer = call("clean", tiny=False)
    assert answer.code == 0
    assert "removed 5 from " in answer.out
    assert "stills/72p10" in answer.out
    assert "left" not in answer.out
    assert not media.exists()
    assert call("clean", tiny=False).code == 0


def test_files_of_others_stay_and_are_told(call: Callable[..., Any], media: Path) -> None:
    theirs = ["clips/holiday.mp4", "clips/48p5/notes.json", "exports/thesis.pdf", "film/a/b.mp4"]
    for name in theirs:
        (media / name).parent.mkdir(parents=True, exist_ok=True)
        (media / name).write_bytes(b"{}")
    (media / "readme").mkdir()
    (media / "readme/picture.webp").touch()
    answer = call("clean", tiny=False)
    assert answer.code == 0
    assert files_in(media) == sorted([*theirs, "readme/picture.webp"])
    assert not (media / ".work").exists()
    for name in theirs:
        assert f"{name}, which is not what a run has published" in answer.out
    assert "readme" not in answer.out


def test_folder_without_anything_of_ours_stays_as_it_is(call: Callable[..., Any]) -> None:
    media = call("clean", tiny=False).media
    (media / "clips/empty").mkdir(parents=True)
    (media / "exports").mkdir()
    (media / "exports/thesis.pdf").touch()
    (media / "manifest.json").write_text('{"name": "A web app"}')
    (media / "manifest.set-aside.json").write_text("{}")
    answer = call("clean", tiny=False)
    assert answer.code == 0
    assert "removed" not in answer.out
    assert (media / "clips/empty").is_dir()
    assert len(files_in(media)) == 3
    assert "manifest.json, which is not believed" in answer.out


def test_empty_media_folder_that_was_there_stays(tmp_path: Path) -> None:
    assert clean(tmp_path).removed == []
    assert tmp_path.exists()


def test_file_that_was_changed_since_is_left(call: Callable[..., Any], media: Path) -> None:
    (media / f"{BAR}.srt").write_text("my own words")
    answer = call("clean", tiny=False)
    assert files_in(media) == [f"{BAR}.srt"]
    assert f"{BAR}.srt, which was changed since it was published" in answer.out


def test_card_vouches_for_its_clip_where_the_manifest_is_lost(
    call: Callable[..., Any], media: Path
) -> None:
    (media / "manifest.json").unlink()
    (media / f"{BAR}.vtt").write_text("my own words")
    shutil.copy(media / f"{BAR}.json", media / "clips/48p5/Other.json")  # a card without a video
    call("clean", tiny=False)
    assert files_in(media) == ["clips/48p5/Other.json", f"{BAR}.vtt"]


@pytest.mark.parametrize(
    "content", ["", "[]", "3", "{}", "[" * 100_000, '{"sha256": 3, "scene": 1, "fingerprint": {}}']
)
def test_what_is_no_card_vouches_for_nothing(tmp_path: Path, content: str) -> None:
    for name in ("a.json", "a.mp4", "a.png"):
        (tmp_path / "clips" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "clips" / name).write_text(content)
    assert clean(tmp_path).removed == []
    assert files_in(tmp_path) == ["clips/a.json", "clips/a.mp4", "clips/a.png"]


@pytest.mark.parametrize("told", [None, "", "0", [], "AB" * 32, "ab" * 32 + "\n"])
def test_side_file_for_which_a_card_has_no_digest_stays(media: Path, told: object) -> None:
    (media / "manifest.json").unlink()
    card = json.loads((media / f"{BAR}.json").read_text())
    card["side_files"][".srt"] = told
    (media / f"{BAR}.json").write_text(json.dumps(card))
    (media / f"{BAR}.srt").write_text("my own words")
    clean(media)
    assert sorted(set(CLIP) & set(files_in(media))) == CLIP


def test_file_that_cannot_be_read_is_no_hindrance_to_the_others(
    media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (media / "manifest.json").unlink()
    other = media / "clips/48p5/Another"
    for ending in (".json", ".mp4", ".png", ".srt", ".vtt"):
        shutil.copy(media / f"{BAR}{ending}", other.with_suffix(ending))

    def digest_of(path: Path) -> str:
        if path.name == "Another.mp4":
            raise PermissionError(13, "Permission denied")
        return digest(path)

    monkeypatch.setattr("rendering.publishing.clean.digest", digest_of)
    clean(media)
    assert set(files_in(media)) == {f"clips/48p5/Another{Path(name).suffix}" for name in CLIP}


def test_card_vouches_for_nothing_outside_of_its_folder(tmp_path: Path) -> None:
    media = tmp_path / "media"
    (media / "clips").mkdir(parents=True)
    (tmp_path / "theirs").touch()
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (media / "clips/a.mp4").touch()
    card = {"scene": "A", "fingerprint": {}, "sha256": empty, "side_files": {"/../theirs": empty}}
    (media / "clips/a.json").write_text(json.dumps(card))
    clean(media)
    assert (tmp_path / "theirs").exists()


def test_folder_of_a_living_run_is_not_cleaned(media: Path) -> None:
    with private_folder(media), pytest.raises(CallError, match="while a run publishes there"):
        clean(media)
    assert sorted(set(CLIP) & set(files_in(media))) == CLIP


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that is none of ours, with files as ours are named."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def test_nothing_behind_a_link_is_removed(
    call: Callable[..., Any], media: Path, elsewhere: Path
) -> None:
    (media / "clips/48p5").rename(elsewhere / "72p10")
    (media / "clips/48p5").symlink_to(elsewhere / "72p10")
    answer = call("clean", tiny=False)
    assert answer.code == 0
    assert len(files_in(elsewhere)) == 5
    assert f"{BAR}.mp4, which lies behind a symbolic link" in answer.out
    assert files_in(media) == ["clips/48p5"]


def test_link_in_the_place_of_a_file_or_a_folder_stays(
    call: Callable[..., Any], media: Path, elsewhere: Path
) -> None:
    (media / f"{BAR}.mp4").rename(elsewhere / "ToyBar.mp4")
    (media / f"{BAR}.mp4").symlink_to(elsewhere / "ToyBar.mp4")
    (media / "exports").symlink_to(elsewhere)
    (media / "clips/gone").symlink_to(elsewhere / "gone")
    answer = call("clean", tiny=False)
    assert (elsewhere / "ToyBar.mp4").exists()
    assert files_in(media) == ["clips/48p5/ToyBar.mp4", "clips/gone", "exports"]
    assert f"{BAR}.mp4, which is a symbolic link" in answer.out


def test_media_folder_may_itself_be_reached_by_a_link(media: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(media)
    assert len(clean(tmp_path / "link").removed) == 7  # the manifest and .work as well
    assert list(media.iterdir()) == []
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("command", [["ToyBar"], ["clean"], ["verify", "--rerender"]])
def test_link_in_the_place_of_the_private_folder_is_refused(
    call: Callable[..., Any], media: Path, elsewhere: Path, command: list[str]
) -> None:
    shutil.rmtree(media / ".work")
    (media / ".work").symlink_to(elsewhere)
    left = {"0123456789abcdef.run", "0123456789abcdef/clip.mp4", "lock"}
    (elsewhere / "0123456789abcdef").mkdir()
    for name in left:
        (elsewhere / name).write_text("theirs")
    before = files_in(media)
    answer = call(*command, "--force") if command == ["ToyBar"] else call(*command, tiny=False)
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert ".work must be a folder of its own" in answer.err
    assert set(files_in(elsewhere)) == left
    assert {(elsewhere / name).read_text() for name in left} == {"theirs"}
    assert files_in(media) == before
