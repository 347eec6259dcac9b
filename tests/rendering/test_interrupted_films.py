"""However the making of a film is interrupted, what is there is whole or known not to be."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from rendering.planning.judge import damage
from rendering.planning.manifest import Manifest
from tests.rendering.interrupted_exports import FULL_DISK, WAYS, Exporter, exporter
from tests.rendering.runs import TINY, figure, left_over, run_toys, times

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked")

KEY = "film/48p5/mine"
CODES = {
    "SIGKILL": {-9},
    "SIGTERM": {130, -15},
    "SIGINT": {130},
    FULL_DISK: {2, 1, 0},  # to remove something needs no room
}


@pytest.fixture(scope="module")
def program() -> Iterator[Exporter]:
    with exporter() as program:
        yield program


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory, program: Exporter) -> Path:
    """A folder with two clips, a film of the first one, and somebody's file beside it."""
    folder = tmp_path_factory.mktemp("old")
    done = run_toys(folder / "media", "ToyBar", "ToyFickle")
    assert done.returncode == 0, done.stderr
    made = program.export(folder / "media", *film("ToyBar"))
    assert (made.code, made.err) == (0, "")
    (folder / "media/film/48p5/mine.docx").write_bytes(b"theirs")
    return folder


def film(*scenes: str) -> list[str]:
    return ["film", *scenes, "--as", "mine", "--no-render", *TINY]


def files_of(media: Path) -> dict[str, bytes]:
    """What is there of the film."""
    return {path.name: path.read_bytes() for path in sorted((media / "film/48p5").iterdir())}


def test_film_that_is_interrupted_heals_and_each_of_its_files_is_whole(
    program: Exporter, old: Path, tmp_path: Path
) -> None:
    def fresh() -> Path:
        shutil.rmtree(tmp_path / "now", ignore_errors=True)
        return Path(shutil.copytree(old, tmp_path / "now")) / "media"

    before = files_of(old / "media")
    media = fresh()
    undisturbed = program.export(media, *film("ToyBar", "ToyFickle"))
    assert (undisturbed.code, undisturbed.err) == (0, "")
    after = files_of(media)
    assert {name for name in after if after[name] != before[name]} == {
        f"mine.{ending}" for ending in ("json", "md", "mp4", "srt", "txt", "vtt", "png")
    }

    seen: Counter[str] = Counter()
    for point, how in interruptions(undisturbed.changes):
        media = fresh()
        ended = program.export(media, *film("ToyBar", "ToyFickle"), before=point, how=how)
        assert "Traceback" not in ended.err, ended.err
        assert ended.code in CODES[how], (point, how, ended)
        there = files_of(media)
        assert all(there[name] in (before[name], after[name]) for name in after), (point, how)
        state = {tuple(before.items()): "the old one", tuple(after.items()): "the new one"}.get(
            tuple(there.items()), "some of both"
        )
        # The manifest is whole, and tells which files are not those of its film.
        manifest = Manifest.read(media)
        assert manifest.complaint is None
        known = not damage(KEY, manifest.records[KEY], media, manifest)
        # Other signals wait until all is in place; but the manifest may have no room.
        assert known or how in ("SIGKILL", FULL_DISK)
        seen[f"{how}: {state}, {'known' if known else 'known not to be whole'}"] += 1
        healed = program.export(media, *film("ToyBar", "ToyFickle"))
        assert (healed.code, healed.err) == (0, "")
        assert files_of(media) == after, (point, how)
        assert left_over(media) == []
    figure(
        f"film: {sum(seen.values())} interruptions, of {len(undisturbed.changes)} that there are: "
        f"{dict(sorted(seen.items()))}"
    )


def interruptions(changes: list[str]) -> list[tuple[int, str]]:
    """Before which changes to interrupt, and how: among the renamings, and all over."""
    renamed = [k for k, change in enumerate(changes) if change.startswith("os.rename")]
    about = renamed[1 : 1 + times(2, 8)]
    many = times(3, 40)
    all_over = [(2 * k + 1) * len(changes) // (2 * many) for k in range(many)]
    ways = cycle((*WAYS[1:], WAYS[0]))
    return [*((k, WAYS[0]) for k in about), *zip(all_over, ways, strict=False)]
