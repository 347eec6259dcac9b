"""However an export is interrupted, nothing of anyone else's is lost and the next one heals it."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from rendering.publishing.exports import listed
from tests.rendering.interrupted_exports import FULL_DISK, WAYS, Exporter, exporter
from tests.rendering.runs import figure, left_over, run_toys, times

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked")

KINDS = ("gallery", "handout", "slides", "snippets")


@pytest.fixture(scope="module")
def program() -> Iterator[Exporter]:
    with exporter() as program:
        yield program


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A media folder with two clips."""
    media = tmp_path_factory.mktemp("made") / "media"
    done = run_toys(media, "ToyBar", "--grid", "height=1,2")
    assert done.returncode == 0, done.stderr
    return media


def all_in(folder: Path) -> dict[str, bytes | str]:
    """What is in a folder: the bytes of files, and where links lead."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def of_export(folder: Path) -> dict[str, bytes | str]:
    """What an export has written there."""
    names = {*listed(folder), "files.json"}
    return {name: content for name, content in all_in(folder).items() if name in names}


CODES = {
    "SIGKILL": {-9},
    "SIGTERM": {130, -15},  # in order, or before there is anything to put in order
    "SIGINT": {130},
    FULL_DISK: {2, 0},  # to remove something needs no room
}

THEIRS = {"notes.txt": b"mine", "mine/a/picture.png": b"also mine"}


@pytest.mark.parametrize("kind", KINDS)
def test_export_that_is_interrupted_is_the_old_one_or_the_new_one_and_heals(
    program: Exporter, made: Path, tmp_path: Path, kind: str
) -> None:
    old = tmp_path / "old"
    shutil.copytree(made, old / "media")
    one = next(path.stem for path in sorted(old.glob("media/clips/*/*.mp4")))
    done = program.export(old / "media", kind, one)
    assert done.code == 0, done.err
    folder = Path("media/exports") / kind
    theirs: dict[str, bytes | str] = dict(THEIRS)
    # In a folder that the new export has too, if it has any.
    theirs |= {
        f"{Path(name).parent}/mine.txt": b"mine" for name in listed(old / folder) if "/" in name
    }
    for name, content in theirs.items():
        (old / folder / name).parent.mkdir(parents=True, exist_ok=True)
        (old / folder / name).write_bytes(content)  # type: ignore[arg-type]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "thesis.txt").touch()
    (old / folder / "link").symlink_to(elsewhere)
    theirs["link"] = str(elsewhere)
    before = of_export(old / folder)

    def fresh() -> Path:
        shutil.rmtree(tmp_path / "now", ignore_errors=True)
        shutil.copytree(old, tmp_path / "now", symlinks=True)
        return tmp_path / "now"

    now = fresh()
    undisturbed = program.export(now / "media", kind)
    assert (undisturbed.code, undisturbed.err) == (0, "")
    after = of_export(now / folder)
    assert all_in(now / folder) == {**after, **theirs}
    assert before != after
    ours = {path.name for path in (now / "media").iterdir()}

    seen: Counter[str] = Counter()
    for point, how in interruptions(undisturbed.changes, kind):
        now = fresh()
        ended = program.export(now / "media", kind, before=point, how=how)
        assert "Traceback" not in ended.err, ended.err
        assert ended.code in CODES[how]
        assert ended.code != 2 or re.search("[Tt]he disk is full|No space left", ended.err)
        state = {
            (): "none",
            tuple(before.items()): "the old one",
            tuple(after.items()): "the new one",
        }[tuple(of_export(now / folder).items())]
        seen[f"{how}: {state} was there"] += 1
        there = all_in(now / "media/exports")
        for name, content in theirs.items():
            places = [f"{kind}/{name}", f".{kind}.old/{name}"]
            assert content in [there.get(place) for place in places], (name, point, how)
        healed = program.export(now / "media", kind)
        assert (healed.code, healed.err) == (0, "")
        assert all_in(now / folder) == {**after, **theirs}, (point, how)
        assert [path.name for path in (now / "media/exports").iterdir()] == [kind]
        assert left_over(now / "media") == []
        assert {path.name for path in (now / "media").iterdir()} == ours
    assert list(elsewhere.iterdir()) == [elsewhere / "thesis.txt"]
    count = f"{sum(seen.values())} interruptions, of {len(undisturbed.changes)} that there are"
    figure(f"{kind}: {count}: {dict(sorted(seen.items()))}")


def interruptions(changes: list[str], kind: str) -> list[tuple[int, str]]:
    """Before which changes to interrupt, and how: about the renaming of folders, and all over."""
    aside, into_place = (k for k, change in enumerate(changes) if change == f"os.rename {kind}")
    about = [into_place, into_place + 2, aside, into_place + 1][: times(2, 4)]
    many = times(3, 40)
    all_over = [(2 * k + 1) * len(changes) // (2 * many) for k in range(many)]
    ways = cycle((*WAYS[1:], WAYS[0]))
    return [*((k, WAYS[0]) for k in about), *zip(all_over, ways, strict=False)]
