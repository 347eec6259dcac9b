"""The length and the beats of each scene, found by playing it without drawing.

``python -m rendering.inspection.lengths [SCENE ...]`` writes them into the ``played.json`` beside
each scene, so that the programme can list them without playing the scene. This module does not
depend on clips.
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

SHORTEST, LONGEST = 25, 60
"""Seconds that a clip lasts."""

FPS = 60
"""The default frame rate of clips; it matters because a beat lasts a whole number of frames."""


def as_played(entry: Entry) -> dict[str, Any]:
    """Play a scene with its default parameters, without drawing, and return its length and beats.

    The result is the contents of ``played.json``: ``seconds`` and the names of the ``beats``.
    """
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
    """Write the ``played.json`` of the scenes called ``names``, or of all if it is empty.

    Returns the exit code: 0, or 2 if there is no scene of one of the names.
    """
    known = {entry.name: entry for entry in scenes.PROGRAMME}
    wrong = [name for name in names if name not in known]
    if wrong:
        print(f"a scene must be one of {', '.join(known)}; got {wrong[0]!r}.", file=sys.stderr)
        return 2
    for name in names or known:
        played = as_played(known[name])
        text = json.dumps(played, ensure_ascii=False, indent=2) + "\n"
        known[name].played_file.write_text(text, encoding="utf-8", newline="\n")
        is_fit = SHORTEST <= played["seconds"] <= LONGEST
        hint = "" if is_fit else f"; a clip must last {SHORTEST} to {LONGEST} s"
        print(f"{name}: {played['seconds']:g} s, {len(played['beats'])} beats{hint}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
