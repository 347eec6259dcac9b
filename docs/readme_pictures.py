"""Small animated pictures of the clips' climaxes for README.md: ``make pictures``.

Reads the published 480p15 clips and writes ``media/readme/<Scene>.webp``, five frames a
second, each frame that equals the one before only prolonging it.
"""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
from PIL import Image

import scenes

FRAMES_A_SECOND = 5
WIDTH = 400
QUALITY = 55

CLIPS = Path("media/clips/480p15")
PICTURES = Path("media/readme")


def frames_of(clip: Path) -> list[Image.Image]:
    """Every third frame of the climax of a clip at 15 frames a second, made small."""
    beats = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))["beats"]
    (climax,) = (beat for beat in beats if beat["climax"])
    shown = range(climax["start_frame"], climax["end_frame"], 15 // FRAMES_A_SECOND)
    with av.open(clip) as container:
        decoded = container.decode(video=0)
        return [
            frame.to_image().resize(
                (WIDTH, round(frame.height * WIDTH / frame.width / 2) * 2), Image.Resampling.LANCZOS
            )
            for k, frame in enumerate(decoded)
            if k in shown
        ]


def without_repeats(
    frames: list[Image.Image], stays: int = 1000 // FRAMES_A_SECOND
) -> tuple[list[Image.Image], list[int]]:
    """Frames that differ from the one before, and how long each is seen, in milliseconds."""
    shown, durations = [frames[0]], [0]
    for frame in frames:
        change = np.abs(np.asarray(frame, dtype=int) - np.asarray(shown[-1], dtype=int)).max()
        if change > 24:  # below that it is only the encoder's noise
            shown.append(frame)
            durations.append(0)
        durations[-1] += stays
    return shown, durations


def main() -> None:
    """Write one picture for each scene of the programme."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for entry in scenes.PROGRAMME:
        (first, *others), durations = without_repeats(frames_of(CLIPS / f"{entry.name}.mp4"))
        first.save(
            PICTURES / f"{entry.name}.webp",
            save_all=True,
            append_images=others,
            duration=durations,
            loop=0,
            quality=QUALITY,
            method=4,
        )


if __name__ == "__main__":
    main()
