"""Describe everything that a clip's files depend on, in parts, with a digest of each part.

The digests show *whether* two clips differ; the descriptions show *where* they differ
(``explain``). Sources count by their meaning (``sources``). Two sources are left out. The scene's
own ``numbers.py`` does not count, since the numbers that it computes do. The programme does not
count either, since a clip draws only its scene's entry, without the chapter. This module knows
nothing about published files, nor about the consequences of a difference.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

import numpy as np

from rendering.machine.environment import versions
from rendering.planning.plan import Task
from rendering.planning.sources import graph
from rendering.voice.choice import version_of
from stage.language import Language
from stage.numbers import Numbers, fields_of, to_json

__all__ = [
    "MAKERS",
    "PARTS",
    "SPEAKERS",
    "Description",
    "describe",
    "describe_numbers",
    "digest_of",
    "drawing_modules",
    "fingerprint",
    "look_again",
    "words_digest",
]

PARTS = ("numbers", "parameters", "drawing", "settings", "environment")

MAKERS = tuple(
    f"rendering.{room}.{name}"
    for room, names in {
        "drawing": (
            "boxes",
            "clip_renderer",
            "conversion",
            "damage",
            "encoder",
            "encodings",
            "formats",
            "h264",
            "hints",
            "lossless",
            "painting",
            "regions",
            "writer",
        ),
        "inspection": ("gauges", "geometry", "shapes"),  # for the card
        "publishing": ("card", "script", "storyboard", "subtitles"),
        "running": ("parts", "worker"),
    }.items()
    for name in names
)
"""The modules that make a clip's files; their sources belong to the drawing of every clip."""

SPEAKERS = (
    "rendering.drawing.sound",
    *(
        f"rendering.voice.{name}"
        for name in ("hibari", "kept", "piper", "recordings", "silent", "speech", "track")
    ),
)
"""The modules that make a voice's sound; they belong only to the drawing of clips with a voice."""

Description = dict[str, dict[str, Any]]
"""The contents of each part of a fingerprint, by part and by name, as JSON values."""


def fingerprint(task: Task, numbers: Numbers) -> dict[str, str]:
    """Return the SHA-256 of each part."""
    described = describe(task, fields_of(numbers))
    return {part: digest_of(described[part]) for part in PARTS}


def describe(task: Task, numbers: Mapping[str, Any] | None) -> Description:
    """Return the contents of each part; without the part "numbers" if ``numbers`` is None."""
    settings = asdict(task.settings)
    if not task.settings.voice:
        del settings["voice"], settings["voice_speed"]
    if task.language is None:
        del settings["language"]
    described = {
        "parameters": dict(task.parameters.model_dump(mode="json")),
        "drawing": _drawing(task),
        "settings": {
            **settings,
            "encoder": task.profile,
            **_voice(task),
            **({"font": task.font.sha256} if task.font is not None else {}),
            **({"words": words_digest(task.language)} if task.language is not None else {}),
        },
        "environment": versions(),
    }
    if numbers is not None:
        described["numbers"] = describe_numbers(numbers)
    return described


def _voice(task: Task) -> dict[str, str]:
    """Return what a voice depends on besides its name and speed."""
    name, files = task.settings.voice, task.voice_files
    if not name:
        return {}
    told = {"voice_version": version_of(name, files)}
    if files:
        told["voice_files"] = digest_of([[file.beat, file.sha256] for file in files])
    return told


def words_digest(language: Language) -> str:
    """Return the SHA-256 of all words of a language, regardless of their order."""
    return digest_of(sorted(language.as_rows()))


def describe_numbers(numbers: Mapping[str, Any]) -> dict[str, str]:
    """Return a digest of each field of a table, computed from every bit of the field."""
    return {name: digest_of(_exact(value)) for name, value in numbers.items()}


def look_again() -> None:
    """Clear the cached modules, which make it quick to describe many clips of one scene."""
    drawing_modules.cache_clear()
    _makers.cache_clear()


@cache
def drawing_modules(package: str) -> dict[str, str]:
    """Return the meaning of a package's scene and of all first-party modules that it imports."""
    within = {package.partition(".")[0], "scenes", "stage"}
    return graph([f"{package}.scene"], leave_out=[f"{package}.numbers", "scenes"], within=within)


def digest_of(part: Any) -> str:
    """Return the SHA-256 of a JSON value, regardless of the order of names in its objects."""
    text = json.dumps(part, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _drawing(task: Task) -> dict[str, Any]:
    entry = task.entry
    written = {
        "name": entry.name,
        "title": entry.title,
        "note": entry.note,
        "product": task.product,
    } | ({"beat": task.beat} if task.beat else {})
    makers = _makers(task.product, speaks=bool(task.settings.voice))
    return {**written, **drawing_modules(entry.package), **makers}


@cache
def _makers(product: str, *, speaks: bool) -> dict[str, str]:
    makers: dict[str, str] = {}
    for name in (*MAKERS, *(SPEAKERS if speaks else ())):
        makers |= graph([name], within=["rendering"], follow=False)
    if product == "storyboard":
        makers |= graph(["rendering.inspection.watching"], within=["rendering.inspection"])
    return makers


def _exact(value: Any) -> Any:
    """Describe a value by its type and bytes: JSON would lose a dtype or the sign of a zero."""
    if isinstance(value, np.ndarray):
        return ["array", value.dtype.str, value.shape, value.tobytes().hex()]
    if isinstance(value, float):
        return ["float", float(value).hex()]
    if isinstance(value, list | tuple):
        return [type(value).__name__, [_exact(item) for item in value]]
    return [type(value).__name__, to_json(value)]
