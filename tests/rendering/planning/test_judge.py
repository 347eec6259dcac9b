"""What is up to date is left alone, what is not is told why, and nothing is believed unseen."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rendering.planning.manifest import Manifest
from rendering.planning.plan import Task
from tests.making import making_here

pytestmark = pytest.mark.usefixtures("toys", "here")

BAR = "clips/72p10/ToyBar"
ENDINGS = (".mp4", ".srt", ".vtt", ".png", ".json")


@pytest.fixture(scope="module")
def here() -> Iterator[None]:
    """What is to be made is made in this process."""
    with making_here():
        yield


@pytest.fixture(scope="module")
def clip(here: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ToyBar is published, to be copied."""
    import scenes
    from rendering.planning.settings import Settings
    from rendering.running.execute import execute
    from rendering.running.progress import Display

    media = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[1])
        import toy_scenes

        patch.setattr(scenes, "PROGRAMME", toy_scenes.PROGRAMME)
        entry = toy_scenes.PROGRAMME[0]
        tiny = Settings(128, 72, 10)
        tasks = [
            Task(entry, entry.parameters_type()(**values), tiny, "clip", name)
            for name, values in (("ToyBar", {}), ("taller", {"height": 2}))
        ]
        display = Display(tasks, live=False, lines=False)
        report = execute(tasks, media=media, manifest=Manifest(), display=display)
        assert report.exit_code == 0
    return media


@pytest.fixture
def media(clip: Path, tmp_path: Path) -> Path:
    """Where ``call`` publishes, with ToyBar in it."""
    shutil.copytree(clip, tmp_path / "media")
    return tmp_path / "media"


@pytest.fixture
def state(call: Callable[..., Any], media: Path) -> Callable[..., tuple[str, list[str]]]:
    """State and reasons of ToyBar."""

    def ask(*arguments: str) -> tuple[str, list[str]]:
        answer = call("status", "ToyBar", "--json", *arguments)
        assert answer.code == 0
        (scene,) = answer.json["scenes"]
        assert set(scene) == {"name", "clip", "state", "reasons"}
        return scene["state"], scene["reasons"]

    return ask


def contents(media: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes of every file, and which file it is."""
    return {
        path.relative_to(media).as_posix(): (path.read_bytes(), path.stat().st_ino)
        for path in media.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def test_clip_that_is_up_to_date_is_not_made_again(
    call: Callable[..., Any], state: Callable[..., Any], media: Path
) -> None:
    assert state() == ("UP_TO_DATE", [])
    before = contents(media)
    answer = call("ToyBar", "--json")
    assert answer.code == 0
    (scene,) = answer.json["scenes"]
    assert (scene["state"], scene["error"]) == ("UP_TO_DATE", None)
    assert scene["video"] == str(media / f"{BAR}.mp4")
    assert contents(media) == before
    assert "1 up to date in" in call("ToyBar").out


def test_clip_that_was_never_made_is_missing(state: Callable[..., Any]) -> None:
    assert state("--fps", "12") == ("MISSING", ["it has not been made yet"])


def test_forced_clip_is_made_again_and_keeps_its_bytes(
    call: Callable[..., Any], media: Path
) -> None:
    before = contents(media)
    answer = call("ToyBar", "--force", "--json")
    assert answer.json["scenes"][0]["state"] == "PUBLISHED"
    assert answer.json["scenes"][0]["reasons"] == ["it is made again by --force"]
    after = contents(media)
    assert after.keys() == before.keys()
    # Not even replaced by their equals: who copies a media folder has nothing to copy.
    assert all(after[f"{BAR}{e}"] == before[f"{BAR}{e}"] for e in ENDINGS)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("harm", ["flipped", "truncated", "swapped", "gone", "emptied"])
def test_file_that_is_not_what_was_published_makes_its_clip_stale(
    state: Callable[..., Any], media: Path, ending: str, harm: str
) -> None:
    path = media / f"{BAR}{ending}"
    data = bytearray(path.read_bytes())
    other = (media / f"clips/72p10/taller{ending}").read_bytes()
    data[len(data) // 2] ^= 1
    written = {"flipped": data, "truncated": data[:-1], "swapped": other, "emptied": b""}
    times = path.stat()
    path.unlink() if harm == "gone" else path.write_bytes(written[harm])
    if harm != "gone":
        os.utime(path, (times.st_atime, times.st_mtime))
    problems = {
        "flipped": "is not what was published",
        "truncated": "is truncated",
        "swapped": ("holds what belongs in clips/72p10/taller", "is truncated"),
        "gone": "is missing",
        "emptied": "is truncated: 0 of",
    }
    found, reasons = state()
    assert found == "STALE"
    expected = problems[harm]
    assert any(
        reasons[0].startswith(f"ToyBar{ending} {problem}")
        for problem in ((expected,) if isinstance(expected, str) else expected)
    )


def test_damaged_clip_is_as_it_was_after_a_run(call: Callable[..., Any], media: Path) -> None:
    before = {name: data for name, (data, _) in contents(media).items() if name != "manifest.json"}
    (media / f"{BAR}.mp4").write_bytes(b"x")
    (media / f"{BAR}.srt").unlink()
    assert call("ToyBar").code == 0
    after = {name: data for name, (data, _) in contents(media).items() if name != "manifest.json"}
    assert after == before


@pytest.mark.parametrize("year", [2001, 2099])
def test_times_of_files_mean_nothing(state: Callable[..., Any], media: Path, year: int) -> None:
    then = (year - 1970) * 365.25 * 24 * 3600
    for path in media.rglob("*"):
        os.utime(path, (then, then))
    assert state() == ("UP_TO_DATE", [])


@pytest.mark.parametrize("text", ["", "{}", '{"version": 99}', "\x00\x01"])
def test_manifest_that_is_not_believed_is_set_aside_and_all_is_made_again(
    call: Callable[..., Any], media: Path, text: str
) -> None:
    (media / "manifest.json").write_text(text)
    answer = call("status", "ToyBar", "--json")
    assert "manifest.json is not believed, for it is" in answer.err
    assert answer.json["scenes"][0]["reasons"] == ["the manifest does not know it"]
    assert (media / "manifest.json").read_text() == text  # telling changes nothing
    answer = call("ToyBar", "--json")
    assert answer.json["scenes"][0]["state"] == "PUBLISHED"
    assert (media / "manifest.set-aside.json").read_text() == text
    assert call("status", "ToyBar", "--json").json["scenes"][0]["state"] == "UP_TO_DATE"


def changed(media: Path, part: str, name: str, value: Any) -> None:
    """Let the manifest remember another value of what a clip depends on."""
    manifest = Manifest.read(media)
    old = manifest.records[BAR]
    description = {key: dict(values) for key, values in old.description.items()}
    description[part][name] = value
    manifest.records[BAR] = replace(old, description=description)
    manifest.write(media)


@pytest.mark.parametrize(
    ("part", "name", "value", "brief", "why"),
    [
        ("environment", "numpy", "1.0", "environment changed: numpy", "environment.numpy: 1.0"),
        ("drawing", "title", "Old", "drawing changed: title", "drawing.title: Old became ToyBar"),
        ("drawing", "stage.theme", "0" * 64, "drawing changed: ", "drawing.stage.theme changed"),
        ("settings", "encoder", "old", "settings changed: encoder", "settings.encoder: old became"),
        ("parameters", "height", 2.0, "parameters changed: height", "parameters.height: 2.0"),
        ("numbers", "up", "0" * 64, "numbers changed: up", "numbers.up: differs in its type"),
    ],
)
def test_stale_clip_is_told_by_what_changed(
    state: Callable[..., Any], media: Path, part: str, name: str, value: Any, brief: str, why: str
) -> None:
    changed(media, part, name, value)
    found, (reason,) = state()
    assert found == "STALE"
    assert reason.startswith(brief)
    found, (reason,) = state("--why")
    assert reason.startswith(why)


def test_frames_that_are_what_they_were_leave_the_video_alone(
    call: Callable[..., Any], media: Path
) -> None:
    changed(media, "drawing", "title", "Old")
    # Had the encoder been another one, it would have made other bytes of the same frames.
    video = media / f"{BAR}.mp4"
    video.write_bytes(video.read_bytes() + b"\0" * 8)
    manifest = Manifest.read(media)
    old = manifest.records[BAR]
    from rendering.machine.files import PublishedFile

    files = {**old.files, ".mp4": PublishedFile.of(video)}
    manifest.records[BAR] = replace(old, files=files)
    manifest.write(media)
    before = contents(media)[f"{BAR}.mp4"]
    assert call("ToyBar", "--json").json["scenes"][0]["state"] == "PUBLISHED"
    assert contents(media)[f"{BAR}.mp4"] == before
    card = json.loads((media / f"{BAR}.json").read_text())
    assert card["sha256"] == PublishedFile.of(video).sha256
    assert call("status", "ToyBar", "--json").json["scenes"][0]["state"] == "UP_TO_DATE"


def test_stills_and_sheets_are_kept_as_well(call: Callable[..., Any], media: Path) -> None:
    for command in (("-s",), ("storyboard",)):
        first = call(*command, "ToyBar", "--json").json["scenes"][0]
        again = call(*command, "ToyBar", "--json").json["scenes"][0]
        assert (first["state"], again["state"]) == ("PUBLISHED", "UP_TO_DATE")
        assert again["image"] == first["image"]


def test_what_a_clip_took_is_remembered(media: Path) -> None:
    record = Manifest.read(media).records[BAR]
    assert record.seconds > 0
    assert record.frames == json.loads((media / f"{BAR}.json").read_text())["frames"]


def test_frames_of_different_clips_have_different_digests(media: Path) -> None:
    records = Manifest.read(media).records
    assert len({record.frames_sha256 for record in records.values()}) == len(records) == 2


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
@pytest.mark.parametrize("ending", ENDINGS)
def test_published_file_that_has_no_end_is_not_read(
    state: Callable[..., Any], media: Path, ending: str
) -> None:
    path = media / f"{BAR}{ending}"
    for make in (os.mkfifo, Path.mkdir, lambda there: there.symlink_to("/dev/zero")):
        path.rmdir() if path.is_dir() else path.unlink()
        make(path)
        found, reasons = state()
        assert (found, reasons) == ("STALE", [f"ToyBar{ending} is no regular file"])


def test_file_that_has_grown_is_not_read_to_its_end(state: Callable[..., Any], media: Path) -> None:
    with (media / f"{BAR}.mp4").open("ab") as file:
        file.truncate(10**12)  # of which the disk holds nothing
    assert state() == ("STALE", ["ToyBar.mp4 is not what was published"])


@pytest.mark.parametrize(
    "card",
    ["", "[]", "{}", '{"numbers": []}', '{"numbers": {"up": {"a": 1}}}', "[" * 5000]
    + [f'{{"numbers": {{"up": {up}}}}}' for up in ("[[1], 2]", "[" * 500 + "]" * 500, "1e999")]
    + ['{"numbers": {"up": [1' + "0" * 400 + "]}}"],
)
def test_card_of_another_shape_is_of_no_use_and_does_no_harm(
    call: Callable[..., Any], media: Path, card: str
) -> None:
    from rendering.machine.files import PublishedFile

    changed(media, "numbers", "up", "0" * 64)
    (media / f"{BAR}.json").write_text(card)
    manifest = Manifest.read(media)
    old = manifest.records[BAR]
    files = {**old.files, ".json": PublishedFile.of(media / f"{BAR}.json")}
    manifest.records[BAR] = replace(old, files=files)
    manifest.write(media)
    (scene,) = call("status", "ToyBar", "--why", "--json").json["scenes"]
    assert scene["state"] == "STALE"
    assert scene["reasons"][0].startswith("numbers.up")
    answer = call("verify", "--pixels", tiny=False)
    assert answer.code == 1
    assert f"{BAR}.json is no card: it " in answer.out
    assert f"{BAR}.mp4: " not in answer.out
