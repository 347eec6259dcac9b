"""The command that makes a clip of one's own from an existing one.

This module knows how ``--set`` takes values and how a shell takes words, but not which values a
scene accepts.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from typing import Any

from rendering.exporting.published import Clip

__all__ = ["own_call"]


CLASSES = ("target", "targets", "raised")
"""The parameters of any scene whose values are classes or lists of classes."""


def own_call(clip: Clip, name: str = "my-own") -> str:
    """Return a shell command with all parameters as they are in ``clip``, ready to be changed."""
    words = ["python", "render.py", str(clip.card["scene"])]
    parameters = clip.card["parameters"]
    for parameter, value in parameters.items():
        if parameter in CLASSES and parameters.get("labels"):
            value = _labels_of(value, parameters["labels"])
        if value is not None:
            words += ["--set", f"{parameter}={_typed(value)}"]
    font = clip.card.get("font")
    if isinstance(font, dict):
        words += ["--font", f"{font.get('family')}.ttf"]  # its path on another machine is unknown
    return shlex.join([*words, "--as", name])


def _labels_of(value: Any, labels: Sequence[str]) -> Any:
    """Replace classes by their labels, as a person would write them, where these are unique."""
    if isinstance(value, list):
        return [_labels_of(item, labels) for item in value]
    if not isinstance(value, int) or not 0 <= value < len(labels):
        return value
    label = labels[value]
    names_a_file = label.startswith("@")
    return value if names_a_file or labels.count(label) > 1 else label


def _typed(value: Any) -> str:
    """Format a value as ``--set`` takes it.

    >>> _typed([2.5, -1.0]), _typed(["cat", "a,b"]), _typed(0), _typed([[1.0, 2.0]])
    ('2.5,-1.0', '["cat", "a,b"]', '0', '[[1.0, 2.0]]')
    """
    if not isinstance(value, list):
        return str(value)
    text = ",".join(map(str, value))
    taken_as_they_are = value and not any(map(_needs_brackets, value))
    # A text that begins with @ or [ would be taken for a file name or for JSON.
    if taken_as_they_are and not text.startswith(("@", "[")):
        return text
    return json.dumps(value, ensure_ascii=False)


def _needs_brackets(item: Any) -> bool:
    if isinstance(item, str):
        return item != item.strip() or "," in item or item.startswith(("'", '"'))
    return isinstance(item, list)
