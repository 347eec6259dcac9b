"""A card that is whole, as small as one can be, and media folders with such clips."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from rendering.machine.files import PublishedFile
from rendering.planning.fingerprint import PARTS
from rendering.planning.manifest import Manifest, Record
from rendering.publishing.subtitles import Cue, as_srt, as_vtt
from tests.rendering.exporting.small_clips import FRAMES, small_card

SIZE = {"width": 64, "height": 48, "fps": 10}
ENDINGS = (".json", ".mp4", ".png", ".srt", ".vtt")


def whole_card(**changes: Any) -> dict[str, Any]:
    """``small_card`` with all that a published one has."""
    card = small_card()
    axes = {"origin": [8.0, 40.0], "base": 0.0, "unit": [30.0, 0.0]}
    whole = {
        "format": "mp4",
        "transparent": False,
        "sha256": "ab" * 32,
        "side_files": {".srt": "cd" * 32, ".vtt": "cd" * 32, ".png": "cd" * 32},
        "gauges": [{"frame": 0, "kind": "length", "numbers": ["nudge[0]"], **axes}],
        "fingerprint": dict.fromkeys(PARTS, "ef" * 32),
        "encoder": "h264-11",
        "versions": dict.fromkeys(("python", "manim", "numpy", "av", "pycairo", "typst"), "1.0"),
    }
    return card | whole | changes


def publish(
    media: Path,
    manifest: Manifest,
    key: str = "clips/64x48p10/LogitNudges",
    *,
    video: bytes = b"a video",
    product: str = "clip",
    description: dict[str, dict[str, Any]] | None = None,
    **changes: Any,
) -> Path:
    """Put a clip of a whole card into ``media`` and ``manifest``; its poster is no picture."""
    card = whole_card(**changes)
    path = media / f"{key}.mp4"
    path.parent.mkdir(parents=True, exist_ok=True)
    cues = [Cue(b["narration"], b["start_frame"], b["end_frame"]) for b in card["beats"]]
    contents = {
        ".mp4": video,
        ".png": b"a picture",
        ".srt": as_srt(cues, card["fps"]).encode(),
        ".vtt": as_vtt(cues, card["fps"]).encode(),
    }
    digests = {ending: hashlib.sha256(data).hexdigest() for ending, data in contents.items()}
    card |= {"sha256": digests.pop(".mp4"), "side_files": digests}
    contents[".json"] = json.dumps(card).encode()
    for ending, data in contents.items():
        path.with_suffix(ending).write_bytes(data)
    settings = {name: card[name] for name in SIZE} | {"theme": "dark", "format": "mp4"}
    manifest.records[key] = Record(
        scene=card["scene"],
        product=product,
        description={part: {} for part in PARTS} | {"settings": settings} | (description or {}),
        files={ending: PublishedFile.of(path.with_suffix(ending)) for ending in ENDINGS},
        frames=FRAMES,
        frames_sha256="ab" * 32,
        seconds=1.0,
    )
    return path


def forge(media: Path, manifest: Manifest, key: str, ending: str, content: bytes) -> None:
    """Put something in the place of a published file, and have the manifest say it was that."""
    path = media / f"{key}{ending}"
    path.write_bytes(content)
    record = manifest.records[key]
    files = {**record.files, ending: PublishedFile.of(path)}
    manifest.records[key] = Record(
        **{name: getattr(record, name) for name in Record.__slots__} | {"files": files}
    )
