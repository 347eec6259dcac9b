"""The call that makes a clip of one's own out of one that is there.

Knows how ``--set`` takes values, and how a shell takes words; not which values a scene takes.
"""

from __future__ import annotations

import json
import shlex
from typing import Any

from rendering.exporting.published import Clip

__all__ = ["own_call"]


def own_call(clip: Clip, name: str = "my-own") -> str:
    """A line for a shell: all parameters as they are in ``clip``, ready to be changed."""
    words = ["python", "render.py", str(clip.card["scene"])]
    for parameter, value in clip.card["parameters"].items():
        if value is not None:
            words += ["--set", f"{parameter}={_typed(value)}"]
    font = clip.card.get("font")
    if isinstance(font, dict):
        words += ["--font", f"{font.get('family')}.ttf"]  # wherever it is on another machine
    return shlex.join([*words, "--as", name])


def _typed(value: Any) -> str:
    """A value as ``--set`` takes it.

    >>> _typed([2.5, -1.0]), _typed(["cat", "a,b"]), _typed(0)
    ('2.5,-1.0', '["cat", "a,b"]', '0')
    """
    if not isinstance(value, list):
        return str(value)
    text = ",".join(map(str, value))
    taken_as_they_are = all(
        isinstance(item, int | float)
        or (item == item.strip() and "," not in item and not item.startswith(("'", '"')))
        for item in value
    )
    # A text that begins with @ or [ is taken for a file's name or for JSON.
    if taken_as_they_are and not text.startswith(("@", "[")):
        return text
    return json.dumps(value, ensure_ascii=False)
