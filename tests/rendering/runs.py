"""Runs of the command line in processes of their own, and what must be true of what they leave.

In a soak tests that use chance try it many more times.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
from PIL import Image

from tests.sampling import SOAK

ROOT = Path(__file__).parents[2]
TINY = ("-r", "86,48", "--fps", "5")

_TOYS = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); import scenes, toy_scenes, render;"
    "scenes.PROGRAMME = toy_scenes.PROGRAMME; sys.exit(render.main())"
)


def times(few: int, many: int) -> int:
    """How often to try: seldom in the suite, often in a soak."""
    return many if SOAK else few


def figure(text: str) -> None:
    """Tell what a soak came to."""
    print(f"SOAK {text}")


@contextmanager
def toys(media: Path, *arguments: str, **options: Any) -> Iterator[subprocess.Popen[str]]:
    """A run on the toys that goes on while the block does."""
    call = [sys.executable, "-c", _TOYS, str(ROOT / "tests" / "rendering"), *arguments, *TINY]
    with subprocess.Popen(
        [*call, "--media_dir", str(media)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        **options,
    ) as process:
        yield process


def run_toys(media: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """A run on the toys, from its beginning to its end."""
    with toys(media, *arguments, **options) as process:
        out, err = process.communicate(timeout=300)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def run_project(project: Path, *arguments: str, **options: Any) -> Any:
    """The answer, in JSON, of a copy of the project that publishes in its own folder."""
    done = subprocess.run(
        [sys.executable, "render.py", *arguments, "--json"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        **options,
    )
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def published(media: Path) -> dict[str, bytes]:
    """The bytes of all that people are meant to find, by name."""
    return {
        path.relative_to(media).as_posix(): path.read_bytes()
        for folder in ("clips", "stills", "storyboards")
        for path in sorted((media / folder).rglob("*"))
        if path.is_file()
    }


def left_over(media: Path) -> list[str]:
    """What runs have left in their private folder, but for the lock that they share."""
    found = (path.relative_to(media).as_posix() for path in (media / ".work").rglob("*"))
    return sorted(set(found) - {".work/lock"})


def require_whole(media: Path) -> int:
    """Open every published file as whoever uses it would; return how many there are."""
    readers = {".png": _show, ".json": _parse, ".srt": _read, ".vtt": _read}
    readers |= {".mp4": _play, ".webm": _play}
    files = [media / name for name in published(media)]
    for path in files:
        readers[path.suffix](path)
    manifest = media / "manifest.json"
    if manifest.exists():
        _parse(manifest)
    return len(files)


def _play(path: Path) -> None:
    with av.open(str(path)) as container:
        frames = sum(1 for _ in container.decode(video=0))
        # Matroska does not tell how many there are.
        assert frames == (container.streams.video[0].frames or frames) > 0


def _show(path: Path) -> None:
    with Image.open(path) as image:
        image.load()


def _parse(path: Path) -> None:
    assert json.loads(path.read_text(encoding="utf-8"))


def _read(path: Path) -> None:
    assert path.read_text(encoding="utf-8").endswith("\n")
