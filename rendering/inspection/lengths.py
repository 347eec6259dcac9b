"""How long each scene plays, and which beats it has: found by playing it.

``python -m rendering.inspection.lengths [SCENE ...]`` writes that into the ``played.json`` beside
each scene, from which the programme tells it without playing. Draws no frame, and knows nothing of
clips.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from manim import CairoRenderer, tempconfig

import scenes
from rendering.drawing.blind import Blind
from scenes import Entry

__all__ = ["as_played", "main"]

FPS = 60
"""As clips have it unless told otherwise: a beat lasts a whole number of frames."""


def as_played(entry: Entry) -> dict[str, Any]:
    """Play the scene with its default parameters, passing over all frames."""
    settings = {
        "pixel_width": 64,
        "pixel_height": 36,
        "frame_rate": FPS,
        "dry_run": True,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }
    with tempconfig(settings):
        renderer = CairoRenderer(camera_class=Blind, skip_animations=True)
        story = entry.scene_type()(renderer=renderer)
        story.render()
    beats = [beat.name for beat in story.beats]
    return {"seconds": round(story.frame / FPS, 2), "beats": beats}


def main(names: Sequence[str]) -> int:
    """Write down the lengths of the scenes of these names, or of all."""
    known = {entry.name: entry for entry in scenes.PROGRAMME}
    wrong = [name for name in names if name not in known]
    if wrong:
        print(f"a scene must be one of {', '.join(known)}; got {wrong[0]!r}.", file=sys.stderr)
        return 2
    for name in names or known:
        played = as_played(known[name])
        text = json.dumps(played, ensure_ascii=False, indent=2) + "\n"
        known[name].played_file.write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {played['seconds']:g} s, {len(played['beats'])} beats")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
