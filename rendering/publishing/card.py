"""The card of a clip: what the clip shows, says and draws, as JSON that people can also read.

The fields are documented in ``docs/card.schema.json``, which is generated from the model with which
``planning.cards`` reads cards. JSON has no number for infinity, so infinity is the string ``"inf"``
or ``"-inf"``. NaN is refused, since no clip should show it. This module knows nothing about manim,
nor about the readers of a card.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from rendering.errors import ClipError
from rendering.machine.environment import versions
from rendering.planning.cards import SCHEMA
from rendering.planning.fingerprint import fingerprint
from rendering.planning.plan import Task
from rendering.publishing.subtitles import CaptionLike
from rendering.voice.choice import version_of
from stage.language import Wording
from stage.numbers import Numbers, to_json

__all__ = ["BeatLike", "as_text", "language_fields", "make_card", "plain"]


class BeatLike(Protocol):
    """The attributes of a beat that a card needs (``stage.story.Beat``, which imports manim)."""

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def narration(self) -> str: ...  # noqa: D102

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102

    @property
    def readable(self) -> int: ...  # noqa: D102

    @property
    def numbers(self) -> Mapping[str, Any]: ...  # noqa: D102

    @property
    def captions(self) -> Sequence[CaptionLike]: ...  # noqa: D102

    @property
    def says(self) -> str: ...  # noqa: D102

    @property
    def guess(self) -> bool: ...  # noqa: D102

    @property
    def climax(self) -> bool: ...  # noqa: D102

    @property
    def words(self) -> Sequence[CaptionLike]: ...  # noqa: D102


def make_card(
    task: Task,
    *,
    beats: Sequence[BeatLike],
    numbers: Numbers,
    frames: int,
    poster_frame: int,
    sha256: str,
    side_files: Mapping[str, str],
    wording: Wording,
    gauges: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return the card: everything that there is to know about a clip besides its pictures."""
    fps = task.settings.fps
    return {
        "schema": SCHEMA,
        "scene": task.entry.name,
        "title": wording.text(task.entry.title),
        "note": task.entry.note,
        "parameters": plain(task.parameters.model_dump(mode="json")),
        "seconds": frames / fps,
        "frames": frames,
        "width": task.settings.width,
        "height": task.settings.height,
        "fps": fps,
        "captions": task.settings.captions,
        **_font(task),
        **language_fields(wording),
        **_voice(task),
        "format": task.settings.format,
        "transparent": task.settings.transparent,
        "sha256": sha256,
        "side_files": dict(side_files),
        "poster_frame": poster_frame,
        "beats": [
            {
                "name": beat.name,
                "start": beat.start / fps,
                "end": beat.end / fps,
                "start_frame": beat.start,
                "end_frame": beat.end,
                "told_frame": beat.readable,
                "narration": beat.narration,
                "captions": _timed(beat.captions),
                "says": beat.says,
                **({"words": _timed(beat.words)} if task.settings.voice else {}),
                "guess": beat.narration if beat.guess else "",
                "climax": beat.climax,
                "numbers": plain(beat.numbers),
            }
            for beat in beats
        ],
        "numbers": plain(numbers.as_json()),
        "gauges": plain(gauges),
        "fingerprint": fingerprint(task, numbers),
        "encoder": task.profile,
        "versions": versions(),
    }


def _font(task: Task) -> dict[str, Any]:
    if task.font is None:
        return {}
    return {"font": {"family": task.font.family, "sha256": task.font.sha256}}


def language_fields(wording: Wording) -> dict[str, Any]:
    """Return the card's fields for a language other than English, with its missing translations."""
    if wording.language is None:
        return {}
    # This comes first, so that the name is counted, too, if its translation is missing.
    name = wording.shared("English")
    return {"language": {"code": wording.code, "name": name, "untranslated": len(wording.missing)}}


def _voice(task: Task) -> dict[str, Any]:
    name = task.settings.voice
    if not name:
        return {}
    version = version_of(name, task.voice_files)
    return {"voice": {"name": name, "version": version, "speed": task.settings.voice_speed}}


def _timed(captions: Sequence[CaptionLike]) -> list[dict[str, Any]]:
    return [
        {"text": words.text, "start_frame": words.start, "end_frame": words.end}
        for words in captions
    ]


def plain(value: Any) -> Any:
    """Convert ``value`` and everything nested in it to JSON's own types; infinities are strings.

    >>> plain({"p": (0.5, float("inf"))})
    {'p': [0.5, 'inf']}
    """
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return to_json(value)


def as_text(value: Any, indent: str = "") -> str:
    """Return JSON with one line for each row of numbers, so that a table looks like a table."""
    deeper = indent + "  "
    if isinstance(value, dict) and value:
        items = [f"{deeper}{_line(key)}: {as_text(item, deeper)}" for key, item in value.items()]
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(item, list | dict) for item in value):
        items = [f"{deeper}{as_text(item, deeper)}" for item in value]
        return "[\n" + ",\n".join(items) + f"\n{indent}]"
    return _line(value)


def _line(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        raise ClipError(
            f"a number of a card must not be NaN; got {value}. Mend what computed it."
        ) from None
