"""Times the encoder alone on the frames of scenes: ``python -m benchmarks.encode_only``.

The frames are drawn and converted first, a batch at a time, and encoded from memory; only the
encoding is timed. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import av

from benchmarks.playing import play
from rendering.drawing.boxes import Box
from rendering.drawing.clip_renderer import Pixels
from rendering.drawing.conversion import Picture
from rendering.drawing.encoder import ClipEncoder
from rendering.drawing.regions import Blocks
from rendering.planning.settings import Settings, resolve_settings
from scenes import entry

__all__ = ["encode_scene"]

_BATCH = 200  # frames in memory at a time: at 1080p, 600 MB


def encode_scene(name: str, settings: Settings, know_stills: bool) -> dict[str, Any]:
    """Seconds that the encoder took for one scene.

    With ``know_stills`` it is told which frames repeat the one before, as the engine tells it;
    else each frame goes through x264.
    """
    size = {"width": settings.width, "height": settings.height}
    wall = cpu = 0.0
    batch: list[tuple[list[bytes], int, Blocks]] = []
    picture = Picture(**size)
    with (
        tempfile.TemporaryDirectory() as folder,
        ClipEncoder(Path(folder) / "clip.mp4", **size, fps=settings.fps) as encoder,
    ):
        shown = av.VideoFrame(picture.width, picture.height, "yuv420p")

        def flush() -> None:
            nonlocal wall, cpu
            for planes, repeat, changed in batch:
                for plane, pixels in zip(shown.planes, planes, strict=True):
                    plane.update(pixels)
                wall_then, cpu_then = time.perf_counter(), time.process_time()
                if know_stills:
                    encoder.write_yuv(shown, repeat, changed)
                else:
                    for _ in range(repeat):
                        encoder.write_yuv(shown)
                wall += time.perf_counter() - wall_then
                cpu += time.process_time() - cpu_then
            batch.clear()

        def take(pixels: Pixels, damage: Sequence[Box], repeat: int) -> None:
            changed = picture.update(pixels, damage)
            batch.append(([bytes(plane) for plane in picture.frame.planes], repeat, changed))
            if len(batch) == _BATCH:
                flush()

        play(entry(name).scene_type(), settings, take)
        flush()
        encoder.finish()
        return {"scene": name, "frames": encoder.frames, "wall": wall, "cpu": cpu}


def _encode(arguments: tuple[str, Settings, bool]) -> dict[str, Any]:
    return encode_scene(*arguments)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="+")
    parser.add_argument("-q", default="h")
    parser.add_argument("-j", type=int, default=1)
    parser.add_argument("--know-stills", action="store_true")
    given = parser.parse_args()
    settings = resolve_settings(given.q)
    jobs = [(name, settings, given.know_stills) for name in given.scenes]
    with get_context("spawn").Pool(given.j) as pool:
        scenes = pool.map(_encode, jobs, chunksize=1)
    # As if the processes had done nothing else: the next scene goes to whoever is free first.
    busy = [0.0] * given.j
    for scene in scenes:
        busy[busy.index(min(busy))] += scene["wall"]
    total = {key: sum(scene[key] for scene in scenes) for key in ("frames", "cpu")}
    print(json.dumps({"wall": max(busy), **total}))


if __name__ == "__main__":
    main()
