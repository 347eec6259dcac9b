"""What was typed after ``--set``, ``--grid``, ``--params`` and ``--as``, read but not yet judged.

Knows which files hold values and how they are laid out; what a value must be is the
business of a scene's parameters (``scenes.parameters``).
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from pathlib import Path

from rendering.errors import CallError, did_you_mean

__all__ = [
    "Example",
    "Given",
    "check_clip_name",
    "read_assignments",
    "read_grid",
    "read_params_file",
]

_RESERVED_BY_WINDOWS = {
    *("con", "prn", "aux", "nul"),
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}
_LONGEST_NAME = 100
_MOST_EXAMPLES = 100_000
_NAME = "as"
_EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Example:
    """The values of one clip, and what it is to be called if that was said."""

    values: Mapping[str, object]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """Values by name, as given: in a file for every scene or for one, and typed.

    Attributes
    ----------
    everywhere
        The file's values for all scenes and examples.
    examples, by_scene
        The file's examples, for every scene and for those that have their own.
    typed
        What was typed, which wins over the file.
    grid
        Values of which each combination is wanted.
    """

    everywhere: Mapping[str, object] = field(default_factory=dict)
    examples: Sequence[Mapping[str, object]] = ()
    by_scene: Mapping[str, Sequence[Mapping[str, object]]] = field(default_factory=dict)
    typed: Mapping[str, object] = field(default_factory=dict)
    grid: Mapping[str, Sequence[object]] = field(default_factory=dict)

    def of(self, scene: str) -> list[Example]:
        """List the examples for one scene; without a file and a grid that is a single one."""
        examples = self.by_scene.get(scene) or self.examples or [{}]
        combinations = [
            dict(zip(self.grid, values, strict=True)) for values in product(*self.grid.values())
        ]
        found = []
        for example in examples:
            own = dict(example)
            name = own.pop(_NAME, None)
            if name is not None and (not isinstance(name, str) or len(combinations) > 1):
                raise CallError(
                    f"{_NAME} must be the name of one clip; got {name!r} for {len(combinations)}. "
                    f'Write {_NAME} = "pets", and leave out --grid.'
                )
            for combination in combinations:
                values = {**self.everywhere, **own, **self.typed, **combination}
                found.append(Example(values, name))
        return found


def read_assignments(assignments: Iterable[str]) -> dict[str, object]:
    """Read each ``NAME=VALUE`` or ``NAME=@file``; the last one of a name wins.

    >>> read_assignments(["logits=1,2,3", "labels=a=b,c"])
    {'logits': '1,2,3', 'labels': 'a=b,c'}
    """
    values: dict[str, object] = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        name = name.strip()
        if not equals or not name:
            raise CallError(
                f"--set takes NAME=VALUE; got {assignment!r}. Write --set target=2, for example."
            )
        values[name] = _read_value_file(name, Path(text[1:])) if text.startswith("@") else text
    return values


def read_grid(assignments: Iterable[str]) -> dict[str, list[object]]:
    """Read each ``NAME=VALUE,VALUE,...``; a value that is a list stands in brackets.

    >>> read_grid(["target=0,1", "logits=[1,2],[2,1]"])
    {'target': ['0', '1'], 'logits': ['[1,2]', '[2,1]']}
    """
    values: dict[str, list[object]] = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        name = name.strip()
        found = [value.strip() for value in re.split(r",(?![^\[]*\])", text)]
        if not equals or not name or not all(found):
            raise CallError(
                f"--grid takes NAME=VALUE,VALUE,...; got {assignment!r}. "
                "Write --grid nudge=0.2,0.4 or --grid logits=[1,2,3],[3,2,1], for example."
            )
        values[name] = list(dict.fromkeys(found))
    if prod(len(of_one) for of_one in values.values()) > _MOST_EXAMPLES:
        raise CallError(
            f"--grid must give at most {_MOST_EXAMPLES} combinations; got more. "
            "Leave some values out."
        )
    return values


def read_params_file(path: Path, scenes: Collection[str]) -> Given:
    """Read a TOML file of parameters: at its top, in a table per scene, or in lists of examples.

    ``[[example]]`` tables are for every scene, ``[[LogitNudges]]`` tables for that one; in each,
    ``as`` may name the clip.
    """
    text = _read_text(path, f"--params {path}")
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CallError(
            f"--params takes a TOML file; {path} is not TOML: {error}. "
            "Write one NAME = VALUE a line, such as logits = [1, 2, 3]."
        ) from None
    everywhere: dict[str, object] = {}
    by_scene: dict[str, Sequence[Mapping[str, object]]] = {}
    for name, value in table.items():
        examples = [value] if isinstance(value, dict) else value
        if not isinstance(examples, list) or not any(isinstance(e, dict) for e in examples):
            everywhere[name] = value
        elif name in scenes or (name == _EXAMPLE and value is examples):
            by_scene[name] = examples
        else:
            raise CallError(
                f"a table of a --params file must be named after a scene; {path} has [{name}]."
                f"{did_you_mean(name, [*scenes, _EXAMPLE])} The scenes are {', '.join(scenes)}."
            )
    return Given(everywhere, by_scene.pop(_EXAMPLE, ()), by_scene)


def check_clip_name(name: str, scenes: Collection[str]) -> str:
    """Return ``name`` if a clip can be published under it on every system."""
    remedy = "Choose another, such as --as pets."
    if re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", name) is None or name.endswith("."):
        raise CallError(
            "a clip's name must be made of letters from a to z, digits, - _ and ., start with "
            f"a letter, a digit or _, and not end with a point; got {name!r}. {remedy}"
        )
    if len(name) > _LONGEST_NAME:
        raise CallError(
            f"a clip's name must have at most {_LONGEST_NAME} characters; got {len(name)}. {remedy}"
        )
    if name.lower() in {scene.lower() for scene in scenes}:
        raise CallError(
            "a clip of your own must not take the name of a scene, or it would replace "
            f"the scene's clip; got {name!r}. {remedy}"
        )
    if name.split(".")[0].lower() in _RESERVED_BY_WINDOWS:
        raise CallError(
            f"a clip's name must not be one that Windows reserves; got {name!r}. {remedy}"
        )
    return name


def _read_value_file(name: str, path: Path) -> object:
    label = f"--set {name}=@{path}"
    suffix = path.suffix.lower()
    if suffix == ".json":
        text = _read_text(path, label)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise CallError(
                f"{label} must hold JSON; it does not: {error}. Write a list, such as [1, 2, 3]."
            ) from None
    if suffix == ".csv":
        return _values_of_csv(_read_text(path, label), label)
    if suffix == ".npy":
        return _read_array(path, label)
    raise CallError(
        f"{label} must be a .json, .csv or .npy file; got {path.suffix or 'no ending'!r}. "
        "Convert it, or give the values themselves."
    )


def _values_of_csv(text: str, label: str) -> object:
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    cells = rows[0] if len(rows) == 1 else [cell for row in rows for cell in row]
    if not rows or (len(rows) > 1 and any(len(row) != 1 for row in rows)):
        raise CallError(
            f"{label} must hold one row or one column of values; got {len(rows)} rows "
            f"of {max((len(row) for row in rows), default=0)}. Leave only the row that you mean."
        )
    values = [cell.strip() for cell in cells]
    return values if len(values) > 1 else values[0]


def _read_array(path: Path, label: str) -> object:
    import numpy as np  # slow to import, and rarely needed

    try:
        return np.load(path, allow_pickle=False).tolist()
    except OSError as error:
        raise _unreadable(label, error) from None
    except (ValueError, EOFError) as error:
        raise CallError(
            f"{label} must hold one NumPy array of numbers or words; it does not: {error} "
            "Save it with numpy.save."
        ) from None


def _read_text(path: Path, label: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _unreadable(label, error) from None
    except UnicodeDecodeError as error:
        raise CallError(
            f"{label} must be a text file in UTF-8; it is not: {error}. Save it as UTF-8."
        ) from None


def _unreadable(label: str, error: OSError) -> CallError:
    return CallError(
        f"{label} must name a file that can be read: {error.strerror or error}. Check the path."
    )
