"""Small clips for exports: a card as short as can be, and files beside it.

A clip with frames has a video that browsers play.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from rendering.exporting.published import Clip, WholeFilm

FPS = 10
FRAMES = 40
NASTY = "</script><script>alert(1)</script> \"onload=' <img src=x onerror=alert(1)> {{ 7*7 }}"
TRACK = [[0.0, 1.0], [0.125, 0.875], [0.375, 0.625], [0.6875, 0.3125], [0.9375, 0.0625], [1.0, 0.0]]
"""Starts in frame 13, the fourth of its beat."""


def small_card(*, fps: int = FPS, **changes: Any) -> dict[str, Any]:
    """Three beats: one that says a number, one with a motion, one with an infinite end."""
    card = {
        "schema": 1,
        "scene": "LogitNudges",
        "title": "One nudge: which one helps most?",
        "note": "2. The softmax",
        "parameters": {"logits": [2.0, 1.0], "target": 0, "labels": None},
        "seconds": FRAMES / fps,
        "frames": FRAMES,
        "width": 64,
        "height": 48,
        "fps": fps,
        "captions": "burned",
        "poster_frame": FRAMES - 1,
        "beats": [
            beat("the question", 0, 10, "What rises?", {"nudge": 0.4}, fps),
            beat("it moves", 10, 30, "It rises.", {"nudged": shown(6, 3, [1.0, 0.0])}, fps),
            beat("the end", 30, FRAMES, "", {"first_order[0]": shown(3, 2, "inf")}, fps),
        ],
        "numbers": {
            "names": ["1", "2"],
            "nudge": 0.4,
            "nudged": TRACK,
            "first_order": [[0.5, 2.0, "inf"]],
            "curve": [[0.25] * 30, [0.75] * 30],
            "floor": "-inf",
        },
    }
    return card | changes


def beat(
    name: str, start: int, end: int, says: str, numbers: dict[str, Any], fps: int = FPS
) -> dict[str, Any]:
    return {
        "name": name,
        "start": start / fps,
        "end": end / fps,
        "start_frame": start,
        "end_frame": end,
        "narration": says,
        "numbers": numbers,
    }


def speaking(beats: list[dict[str, Any]]) -> dict[str, Any]:
    """What makes a card that of a clip which says its beats' words, one every two frames."""
    voice = {"name": "silent", "version": "1", "speed": 1.0}
    spoken = []
    for each in beats:
        starts = range(each["start_frame"] + 1, each["end_frame"], 2)
        words = [
            {"text": text, "start_frame": start, "end_frame": start + 1}
            for text, start in zip(each["narration"].split(), starts, strict=False)
        ]
        spoken.append({**each, "says": each["narration"], "words": words})
    return {"voice": voice, "beats": spoken}


def shown(frames: int, start: int, last: Any) -> dict[str, Any]:
    return {"frames": frames, "start": start, "last": last}


def small_clip(
    folder: Path, name: str = "LogitNudges", chapter: str = "How logits move", **changes: Any
) -> Clip:
    """A clip whose files hold next to nothing."""
    for end in (".mp4", ".png", ".srt", ".vtt", ".json"):
        (folder / f"{name}{end}").write_bytes(f"{name}{end}".encode())
    return Clip(name, chapter, folder / f"{name}.mp4", small_card(**changes))


def small_film(clip: Clip) -> WholeFilm:
    """A film whose video is that of a clip, with a mark before its middle and one after it."""
    video = clip.video.with_name("CrossEntropy.mp4")
    for end in (".mp4", ".png"):
        video.with_suffix(end).write_bytes(clip.side(end).read_bytes())
    for end in (".srt", ".json", ".md", ".txt"):
        video.with_suffix(end).write_bytes(f"film{end}".encode())
    video.with_suffix(".vtt").write_text(
        "WEBVTT\n\n00:00:00.500 --> 00:00:04.000\nSaid <00:00:01.500><c>&lt;b&gt;</c>\n"
    )
    half = FRAMES // 2
    marks = [
        {"title": title, "start": start / FPS, "start_frame": start, "end_frame": start + half}
        for title, start in ((NASTY, 0), ("Second", half))
    ]
    names = ("width", "height", "fps", "frames", "seconds", "captions")
    card = {name: clip.card[name] for name in names}
    parts = [{"kind": "opening"}, {"kind": "clip"}, {"kind": "clip"}]
    return WholeFilm(video, card | {"title": "All of it", "parts": parts, "marks": marks})


def level(frame: int) -> int:
    """How light that frame of a playable clip is, of 255."""
    return 20 + 5 * frame


def playable(clip: Clip) -> Clip:
    """The same with a video and a poster that are some, each frame a little lighter.

    Each beat is a part of it, as those of a clip are.
    """
    import av

    from rendering.drawing.encoder import ClipEncoder, join

    width, height = clip.card["width"], clip.card["height"]
    clip.video.unlink()
    parts = []
    for beat in clip.card["beats"]:
        start, end = beat["start_frame"], beat["end_frame"]
        if start == end:
            continue
        parts.append(clip.video.with_suffix(f".{len(parts)}.mp4"))
        with ClipEncoder(parts[-1], width=width, height=height, fps=clip.card["fps"]) as encoder:
            for k in range(start, end):
                encoder.write(np.full((height, width, 4), level(k), dtype=np.uint8))
            encoder.finish()
    join(parts, clip.video)
    for part in parts:
        part.unlink()
    picture = av.VideoFrame.from_ndarray(np.full((height, width, 3), 90, dtype=np.uint8), "rgb24")
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt = width, height, "rgb24"
    codec.time_base = 1
    clip.side(".png").write_bytes(b"".join(bytes(packet) for packet in codec.encode(picture)))
    return clip
