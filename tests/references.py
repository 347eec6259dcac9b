"""Small pictures of every scene, as they were when somebody looked at them and wrote them down.

``python -m tests.references [SCENE ...]`` draws them anew and writes ``references.json`` beside
this file. ``tests/scenes/test_references.py`` compares them on every machine and every Python.

A picture is kept as the mean colour of each of its cells, and may differ a little: digests of the
very pixels would differ between versions of Cairo, and where NumPy's last bits do, which depend on
the processor.
"""

from __future__ import annotations

import base64
import json
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from manim import CairoRenderer, Camera, tempconfig
from numpy.typing import NDArray

from scenes import PROGRAMME, Entry
from stage.parameters import read_parameters
from tests.scenes.belonging import examples
from tests.scenes.playing import FrameCounter

__all__ = ["CASES", "difference", "main", "pictures", "stored"]

FILE = Path(__file__).with_name("references.json")

WIDTH, HEIGHT, CELL = 160, 90, 10
"""Of a picture, and of a square cell of it, in pixels."""

FPS = 1
"""Enough to come upon motions midway; each frame costs, though few are drawn."""

SECONDS = 12
"""Between two pictures that are kept."""

Cells = NDArray[np.uint8]


def _extremes(scene: Entry) -> list[str]:
    """The default, and three of what tries its layout hardest."""
    names = list(examples(scene))
    return names if len(names) <= 4 else [names[0], names[2], *names[-2:]]


CASES = [(scene, example) for scene in PROGRAMME for example in _extremes(scene)]


class _Sometimes(Camera):
    """Draws only what is asked for: of each play manim draws all frames, seen or not."""

    draws = False

    def capture_mobjects(self, *args: Any, **kwargs: Any) -> None:
        if self.draws:
            super().capture_mobjects(*args, **kwargs)


class _Looking(CairoRenderer):
    """Keeps the first picture, and one every ``SECONDS``."""

    def __init__(self) -> None:
        super().__init__(file_writer_class=FrameCounter, camera_class=_Sometimes)
        self.kept: list[Cells] = []

    def init_scene(self, scene: Any, *args: Any) -> None:
        super().init_scene(scene, *args)
        self.scene = scene

    def add_frame(self, frame: Any, num_frames: int = 1) -> None:
        if len(self.kept) * SECONDS * FPS < self.file_writer.frames + num_frames:
            self.look()
        super().add_frame(frame, num_frames)

    def look(self) -> None:
        static, self.static_image = self.static_image, None
        self.camera.draws = True
        self.update_frame(self.scene)
        self.camera.draws, self.static_image = False, static
        self.kept.append(_cells(self.get_frame()))


def _cells(frame: NDArray[np.uint8]) -> Cells:
    """The mean colours of its cells, (rows, columns, 3)."""
    rows = frame[..., :3].astype(float).reshape(HEIGHT // CELL, CELL, WIDTH // CELL, CELL, 3)
    return np.asarray(np.rint(rows.mean(axis=(1, 3))), dtype=np.uint8)


def pictures(scene: Entry, values: dict[str, Any]) -> list[Cells]:
    """The first picture, one every ``SECONDS``, and the last, each (rows, columns, 3)."""
    settings = {
        "pixel_width": WIDTH,
        "pixel_height": HEIGHT,
        "frame_rate": FPS,
        "disable_caching": True,
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }
    with tempconfig(settings):
        renderer = _Looking()
        parameters = read_parameters(scene.parameters_type(), values)
        scene.scene_type()(parameters, renderer=renderer).render()
        renderer.look()
    return renderer.kept


def difference(some: Sequence[Cells], others: Sequence[Cells]) -> float:
    """By how much a cell differs at most, of 255; all, if there are not as many pictures."""
    if len(some) != len(others):
        return 255.0
    return max(float(np.abs(a.astype(int) - b).max()) for a, b in zip(some, others, strict=True))


def _read() -> Any:
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


def stored(scene: str, example: str) -> list[Cells]:
    """As they were written down; none if they were not."""
    texts = _read().get(scene, {}).get(example, [])
    shape = (HEIGHT // CELL, WIDTH // CELL, 3)
    return [
        np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8).reshape(shape)
        for text in texts
    ]


def main(names: Sequence[str]) -> int:
    """Draw and write down the pictures of the scenes of these names, or of all."""
    known = {scene.name for scene in PROGRAMME}
    wrong = [name for name in names if name not in known]
    if wrong:
        print(f"a scene must be one of {', '.join(sorted(known))}; got {wrong[0]!r}.",
              file=sys.stderr)  # fmt: skip
        return 2
    before = _read()
    told: dict[str, dict[str, list[str]]] = {}
    for scene, example in CASES:
        of_scene = told.setdefault(scene.name, {})
        if not names or scene.name in names:
            drawn = pictures(scene, examples(scene)[example])
            of_scene[example] = [
                base64.b64encode(zlib.compress(cells.tobytes(), 9)).decode() for cells in drawn
            ]
        else:
            of_scene[example] = before.get(scene.name, {}).get(example, [])
    FILE.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{FILE.name}: {sum(map(len, told.values()))} examples")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
