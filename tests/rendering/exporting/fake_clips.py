"""A clip that was never rendered: a small card, and empty files where they would be published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rendering.exporting.published import Clip

NASTY = '<script>x</script> "onload=a() $x_1$ & 5% `rm` --> {{< b >}} \\input{c} #d ~e ^f |g *h* @i'
"""What somebody may type as a title or a label; each part means something to some target."""

CARD: dict[str, Any] = {
    "scene": "Unheard",
    "title": "Two bars",
    "note": "0. Nowhere",
    "parameters": {"p": [0.65437, 0.34563], "labels": ["cat", "dog"], "size": 2.5},
    "seconds": 4.5,
    "frames": 45,
    "width": 320,
    "height": 180,
    "fps": 10,
    "captions": "burned",
    "beats": [
        {
            "name": "rise",
            "start": 0.0,
            "end": 2.5,
            "start_frame": 0,
            "end_frame": 25,
            "narration": "Both rise.",
            "numbers": {
                "bars": {"frames": 3, "last": [0.65437, 0.34563]},
                "heights[1]": {"frames": 2, "last": "inf"},
                "step": -0.123456,
            },
        },
        {
            "name": "rest",
            "start": 2.5,
            "end": 4.5,
            "start_frame": 25,
            "end_frame": 45,
            "narration": "Then they rest.",
            "numbers": {},
        },
    ],
    "numbers": {
        "bars": [[0.0, 0.34563], [0.3, 0.34563], [0.65437, 0.34563]],
        "heights": [[1.0, 1.0], [2.0, "inf"]],
        "step": -0.123456,
    },
}


def fake_clip(tmp_path: Path, name: str = "bars", **card: Any) -> Clip:
    """One in ``tmp_path/media/clips/180p10``."""
    folder = tmp_path / "media" / "clips" / "180p10"
    folder.mkdir(parents=True, exist_ok=True)
    for ending in (".mp4", ".png", ".srt", ".vtt", ".json"):
        (folder / f"{name}{ending}").touch()
    return Clip(name, "Chapter", folder / f"{name}.mp4", {**CARD, **card})


def nasty_clip(tmp_path: Path) -> Clip:
    """One in which all that people can type is nasty."""
    beats = [{**beat, "name": NASTY, "narration": NASTY} for beat in CARD["beats"]]
    labels = {**CARD["parameters"], "labels": [NASTY, "---\n# dog"]}
    return fake_clip(tmp_path, title=NASTY, beats=beats, parameters=labels)
