"""An export is made of clips that stay as they are meanwhile, or once more."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from rendering.exporting import kinds
from rendering.exporting.published import Clip
from rendering.planning.manifest import Manifest
from rendering.publishing.publish import enter
from tests.rendering.runs import run_toys

pytestmark = pytest.mark.usefixtures("toys")

HEIGHTS = [1, 2]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Media folders in which the same name means clips of other heights."""
    both = tmp_path_factory.mktemp("both")
    done = run_toys(both, "ToyBar", "--grid", f"height={','.join(map(str, HEIGHTS))}")
    assert done.returncode == 0, done.stderr
    manifest = Manifest.read(both)
    folders = []
    for height in HEIGHTS:
        (key, record), *_ = (
            (key, record)
            for key, record in manifest.records.items()
            if record.description["parameters"]["height"] == height
        )
        media = tmp_path_factory.mktemp("made")
        for ending in record.files:
            place = media / f"clips/48p5/pets{ending}"
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(both / f"{key}{ending}", place)
        (media / ".work").mkdir()
        enter({"clips/48p5/pets": record}, media)
        folders.append(media)
    return folders


def publish(made: Path, media: Path) -> None:
    """As a run does: by renaming."""
    for path in made.rglob("*"):
        if path.is_file() and ".work" not in path.parts:
            place = media / path.relative_to(made)
            shutil.copy(path, place.with_name("new"))
            place.with_name("new").replace(place)


def slowed(
    monkeypatch: pytest.MonkeyPatch, kind: str, meanwhile: Callable[[int], None]
) -> list[float]:
    """Have something done after each making of an export; the heights that its cards told."""
    makes, heights = kinds.EXPORTS[kind], []

    def make(clips: Sequence[Clip], **options: Any) -> Mapping[str, bytes | Path]:
        files = makes(clips, **options)
        heights.append(clips[0].card["parameters"]["height"])
        meanwhile(len(heights))
        return files

    monkeypatch.setitem(kinds.EXPORTS, kind, make)
    return heights


@pytest.mark.parametrize("kind", ["gallery", "handout", "slides", "snippets"])
def test_export_of_clips_that_are_published_meanwhile_is_made_once_more(
    call: Callable[..., Any],
    made: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kind: str,
) -> None:
    media = tmp_path / "media"
    shutil.copytree(made[0], media)
    heights = slowed(
        monkeypatch, kind, lambda times: publish(made[1], media) if times == 1 else None
    )
    answer = call("export", kind, tiny=False)
    assert (answer.code, answer.err) == (0, "")
    assert heights == HEIGHTS
    if kind == "gallery":
        card = json.loads((media / "exports/gallery/clips/pets.json").read_text())
        assert card["parameters"]["height"] == HEIGHTS[1]
    assert call("export", kind, "--json", tiny=False).json["written"] == []
    assert heights == HEIGHTS


def test_export_of_clips_that_are_always_published_is_refused(
    call: Callable[..., Any], made: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    media = tmp_path / "media"
    shutil.copytree(made[0], media)
    heights = slowed(monkeypatch, "gallery", lambda times: publish(made[times % 2], media))
    answer = call("export", "gallery", tiny=False)
    assert answer.code == 2
    assert "3 times a run published them anew. Export when the run has ended." in answer.err
    assert len(heights) == 3
    assert not (media / "exports").exists()


def test_export_that_does_not_last_is_made_the_next_time(tmp_path: Path, made: list[Path]) -> None:
    media = tmp_path / "media"
    shutil.copytree(made[0], media)
    (video,) = media.glob("clips/*/pets.mp4")
    clip = Clip("pets", "Toys", video, json.loads(video.with_suffix(".json").read_text()))
    asked: list[int] = []

    def make(_: Sequence[Clip]) -> Mapping[str, bytes | Path]:
        asked.append(len(asked))
        return {"page.html": b"page"}

    for lasts in (False, True, True):
        kinds.export("gallery", media, lambda: [clip], make, lasts=lambda lasts=lasts: lasts)
    assert len(asked) == 2
    kinds.export("gallery", media, lambda: [clip], make, depends_on=("other",))
    assert len(asked) == 3


def test_exported_files_are_copies_unless_links_are_asked_for(
    call: Callable[..., Any], made: list[Path], tmp_path: Path
) -> None:
    shutil.copytree(made[0], tmp_path / "media")
    for link in (False, True, False):
        answer = call("export", "gallery", *link * ["--link"], tiny=False)
        assert answer.code == 0
        (published,) = answer.media.glob("clips/*/pets.mp4")
        assert published.samefile(answer.media / "exports/gallery/clips/pets.mp4") is link
