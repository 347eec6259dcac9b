"""Read the values of ``--set``, ``--grid``, ``--params``, ``--as`` and ``-j``.

Values that a program passes instead of typed ones are read here, too. This module knows which files
can hold values, and their layout. It does not check the values against the rules of a scene's
parameters (``stage.parameters`` does).
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
from rendering.machine.files import InvalidFileError, read_limited
from stage.quoting import brief, quoted

__all__ = [
    "Example",
    "Given",
    "check_clip_name",
    "number_of_jobs",
    "read_assignments",
    "read_grid",
    "read_params_file",
    "read_values",
]

_RESERVED_BY_WINDOWS = {
    *("con", "prn", "aux", "nul"),
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}
_LONGEST_NAME = 100
_MOST_CLIPS = 10_000
"""The most clips of one call; planning this many takes about a second."""

_MOST_BYTES = 500_000
"""The most bytes of a file of values or parameters, which people write by hand."""

_DEEP_NAME = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"(?:[^"\\\n]|\\.){0,99}+"|'[^'\n]{0,99}+')[ \t]*+\.[ \t]*+){16}"""
)
"""A dotted name of more than 16 parts in TOML: parsing time grows with the square of the parts."""

_LONGEST_LINE = 10_000
"""The most characters in a line of a TOML file.

With this limit, a name that the pattern above does not match has fewer than a hundred parts.
"""

_MOST_VALUES = 10_000
"""The most values that a NumPy file may claim to hold; each scene has limits of its own."""

_NAME = "as"
_EXAMPLE = "example"

_NAMING = frozenset({"labels"})
"""Parameters that only name the classes of other values.

When an example is for many scenes, such a parameter by itself does not include a scene.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """The values of one clip, and the clip's name if one was given."""

    values: Mapping[str, object]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """The values of a request, by name: typed values, and a file's values for all or single scenes.

    Attributes
    ----------
    everywhere
        The file's values for all scenes and examples.
    examples
        The file's examples for every scene without examples of its own.
    by_scene
        The file's examples for single scenes, by the scene's name.
    name
        The file's name for all its clips; each clip's name is this name and its scene's name.
    typed
        The typed values, which take precedence over the file's.
    grid
        The values to combine, by parameter; each combination makes an example.
    """

    everywhere: Mapping[str, object] = field(default_factory=dict)
    examples: Sequence[Mapping[str, object]] = ()
    by_scene: Mapping[str, Sequence[Mapping[str, object]]] = field(default_factory=dict)
    name: object = None  # unchecked, as read from the file
    typed: Mapping[str, object] = field(default_factory=dict)
    grid: Mapping[str, Sequence[object]] = field(default_factory=dict)

    @property
    def for_every_scene(self) -> set[str]:
        """The names of those values in the file that apply to every scene."""
        return {*self.everywhere}.union(*self.examples) - {_NAME}

    def of(
        self,
        scenes: Mapping[str, Collection[str] | None],
        known: Collection[str] = (),
        *,
        named: bool = True,
    ) -> dict[str, list[Example]]:
        """List the examples of each scene; without a file and a grid, a scene has a single example.

        A value for every scene applies to the scenes that have such a parameter. If no scene was
        named, the same holds for typed values, and a scene has no example if it has none of these
        parameters, or only parameters that name classes.

        Parameters
        ----------
        scenes
            The parameters of each scene, by the scene's name; None if they cannot be read.
        known
            All parameters of all scenes.
        named
            Whether these scenes were requested by name.
        """
        in_file = sum(len(self._examples(scene)) for scene in scenes)
        combined = prod(len(of_one) for of_one in self.grid.values())
        if in_file * combined > _MOST_CLIPS:
            raise CallError(
                f"one call must make at most {_MOST_CLIPS:,} clips; got {in_file:,} examples "
                f"and {combined:,} combinations of --grid for each. Leave some out."
            )
        if not named:
            for name in (*self.typed, *self.grid, *sorted(self.for_every_scene)):
                if name not in known and None not in scenes.values():
                    raise CallError(
                        f"a value must be that of a parameter of a scene, and no parameter is "
                        f"called {brief(name)}.{did_you_mean(name, known)} "
                        "render.py list tells which each scene has."
                    )
        found = {
            scene: self._of(scene, parameters, known, named, alone=named and len(scenes) == 1)
            for scene, parameters in scenes.items()
        }
        return {scene: examples for scene, examples in found.items() if examples}

    def _examples(self, scene: str) -> Sequence[Mapping[str, object]]:
        return self.by_scene.get(scene) or self.examples or [{}]

    def _of(
        self,
        scene: str,
        parameters: Collection[str] | None,
        known: Collection[str],
        named: bool,
        alone: bool,
    ) -> list[Example]:
        combinations = [
            dict(zip(self.grid, values, strict=True)) for values in product(*self.grid.values())
        ]
        has_its_own = bool(self.by_scene.get(scene))
        found = []
        for example in self._examples(scene):
            own = dict(example)
            name = self._name(own.pop(_NAME, None), scene, has_its_own or alone, len(combinations))
            shared = {*self.everywhere, *(() if has_its_own else own)}
            if not named:
                shared |= {*self.typed, *self.grid}
            taken = shared if parameters is None else shared & {*parameters}
            takes_part = bool(taken - _NAMING) or shared <= _NAMING & {*taken} or has_its_own
            if not (takes_part or named):
                continue
            # Leave out values for other scenes. Values stay, so that they are refused later, if
            # this scene was named and takes no value at all, or if no scene has the parameter.
            left_out = (shared - taken) & {*known} if takes_part else set()
            for combination in combinations:
                values = {**self.everywhere, **own, **self.typed, **combination}
                mine = {name: value for name, value in values.items() if name not in left_out}
                found.append(Example(mine, name))
        return found

    def _name(self, of_example: object, scene: str, alone: bool, clips: int) -> str | None:
        """Return the name of one clip if the file names this clip or all clips; otherwise None."""
        name = self.name if of_example is None else of_example
        if name is None:
            return None
        if not isinstance(name, str) or clips > 1:
            raise CallError(
                f"{_NAME} must be the name of one clip; got {quoted(name)} for {clips}. "
                f'Write {_NAME} = "pets", and leave out --grid.'
            )
        return name if alone and of_example is not None else f"{name}-{scene}"


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
                f"--set takes NAME=VALUE; got {quoted(assignment)}. "
                "Write --set target=2, for example."
            )
        values[name] = _read_value_file(name, Path(text[1:])) if text.startswith("@") else text
    return values


def read_values(values: Mapping[str, object]) -> dict[str, object]:
    """Accept Python values instead of typed ones; arrays become lists.

    >>> import numpy
    >>> read_values({"logits": numpy.array([1.0, 2.0]), "target": numpy.int64(1)})
    {'logits': [1.0, 2.0], 'target': 1}
    """
    return {name: _plain(name, value) for name, value in values.items()}


def _plain(name: str, value: object) -> object:
    if isinstance(value, list | tuple):
        return [_without_arrays(name, item) for item in value]
    return _without_arrays(name, value)


def _without_arrays(name: str, value: object) -> object:
    to_list = getattr(value, "tolist", None)  # NumPy, pandas and PyTorch arrays and scalars
    if isinstance(value, type) or not callable(to_list):
        return value
    size = getattr(value, "size", 1)
    if isinstance(size, int) and size > _MOST_VALUES:
        raise CallError(
            f"{brief(name)} must hold at most {_MOST_VALUES:,} values; got {size:,}. "
            "Leave only those that you mean."
        )
    if getattr(getattr(value, "dtype", None), "kind", "f") in "mM":
        # A date would be read as the number of nanoseconds since 1970.
        raise CallError(
            f"{brief(name)} must hold numbers or words; got dates. Convert them to numbers."
        )
    return to_list()


def read_grid(assignments: Iterable[str]) -> dict[str, list[object]]:
    """Read each ``NAME=VALUE,VALUE,...``; a value that is a list is in brackets.

    >>> read_grid(["target=0,1", "logits=[1,2],[2,1]"])
    {'target': ['0', '1'], 'logits': ['[1,2]', '[2,1]']}
    """
    values: dict[str, list[object]] = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        name = name.strip()
        found = [value.strip() for value in _split_outside_brackets(text)]
        if not equals or not name or not all(found):
            raise CallError(
                f"--grid takes NAME=VALUE,VALUE,...; got {quoted(assignment)}. "
                "Write --grid nudge=0.2,0.4 or --grid logits=[1,2,3],[3,2,1], for example."
            )
        values[name] = list(dict.fromkeys(found))
    return values


def _split_outside_brackets(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += {"[": 1, "]": -1}.get(character, 0)
        if character == "," and depth <= 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def read_params_file(path: Path, scenes: Collection[str]) -> Given:
    """Read a TOML file of parameters, which are at its top, in tables, or in lists of examples.

    An ``[[example]]`` table is for every scene, a ``[[LogitNudges]]`` table for that scene. In a
    table, ``as`` names one clip; at the top of the file, it names all of them.
    """
    text = _read_text(path, f"--params {brief(path)}")
    if (longest := max(map(len, text.splitlines()), default=0)) > _LONGEST_LINE:
        raise CallError(
            f"a line of a --params file must have at most {_LONGEST_LINE:,} characters; "
            f"{brief(path)} has one of {longest:,}. Break it between two values."
        )
    if (deep := _DEEP_NAME.search(text)) is not None:
        raise CallError(
            f"a name in a --params file must have at most 16 dotted parts; {brief(path)} has "
            f"{brief(deep[0])} in line {text.count(chr(10), 0, deep.start()) + 1}. Shorten it."
        )
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: a number with too many digits
        raise CallError(
            f"--params takes a TOML file; {brief(path)} is not TOML: {_parser_says(error)}. "
            "Write one NAME = VALUE a line, such as logits = [1, 2, 3]."
        ) from None
    everywhere: dict[str, object] = {}
    by_scene: dict[str, Sequence[Mapping[str, object]]] = {}
    for name, value in table.items():
        examples = [value] if isinstance(value, dict) else value
        if not isinstance(examples, list) or not any(isinstance(e, dict) for e in examples):
            everywhere[name] = value
            continue
        stranger = next((e for e in examples if not isinstance(e, dict)), None)
        if stranger is not None:
            raise CallError(
                f"a list with a table in it must hold only tables; {brief(path)} has "
                f"{quoted(stranger)} among those of {brief(name)}. Write each as [[{brief(name)}]]."
            )
        if name in scenes or (name == _EXAMPLE and value is examples):
            by_scene[name] = examples
        else:
            raise CallError(
                f"a table of a --params file must be named after a scene; {brief(path)} has "
                f"[{brief(name)}]."
                f"{did_you_mean(name, [*scenes, _EXAMPLE])} The scenes are {', '.join(scenes)}."
            )
    of_all = everywhere.pop(_NAME, None)
    return Given(everywhere, by_scene.pop(_EXAMPLE, ()), by_scene, of_all)


def check_clip_name(name: str, scenes: Collection[str]) -> str:
    """Return ``name`` if a clip can be published under it on every system."""
    remedy = "Choose another, such as --as pets."
    if re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", name) is None or name.endswith("."):
        raise CallError(
            "a clip's name must be made of letters from a to z, digits, - _ and ., start with "
            f"a letter, a digit or _, and not end with a point; got {quoted(name)}. {remedy}"
        )
    if len(name) > _LONGEST_NAME:
        raise CallError(
            f"a clip's name must have at most {_LONGEST_NAME} characters; got {len(name)}. {remedy}"
        )
    if name.lower() in {scene.lower() for scene in scenes}:
        raise CallError(
            "a clip of your own must not take the name of a scene, or it would replace "
            f"the scene's clip; got {quoted(name)}. {remedy}"
        )
    if name.split(".")[0].lower() in _RESERVED_BY_WINDOWS:
        raise CallError(
            f"a clip's name must not be one that Windows reserves; got {quoted(name)}. {remedy}"
        )
    return name


def number_of_jobs(typed: str | None) -> int | None:
    """Return the number of processes to use; None if no number was typed."""
    if typed is None:
        return None
    if re.fullmatch(r"\s*[0-9]{1,4}\s*", typed) is None or not 1 <= int(typed) <= 1024:
        raise CallError(
            f"-j must be a whole number of processes from 1 to 1024; got {quoted(typed)}. "
            "Leave it out for one per core."
        )
    return int(typed)


def _read_value_file(name: str, path: Path) -> object:
    label = f"--set {brief(f'{name}=@{path}')}"
    suffix = path.suffix.lower()
    if suffix == ".json":
        text = _read_text(path, label)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise CallError(
                f"{label} must hold JSON; it does not: {_parser_says(error)}. "
                "Write a list, such as [1, 2, 3]."
            ) from None
    if suffix == ".csv":
        return _values_of_csv(_read_text(path, label), label)
    if suffix == ".npy":
        return _values_of_array(_read(path, label), label)
    raise CallError(
        f"{label} must be a .json, .csv or .npy file; got {quoted(path.suffix or 'no ending')}. "
        "Convert it, or give the values themselves."
    )


def _values_of_csv(text: str, label: str) -> object:
    try:
        # strict: otherwise, a quote that is never closed would swallow the rest of the file.
        rows = [row for row in csv.reader(io.StringIO(text), strict=True) if row]
    except csv.Error as error:
        raise CallError(
            f"{label} must hold comma-separated values; it does not: {_parser_says(error)}. "
            "Write them as in 1,2,3."
        ) from None
    cells = rows[0] if len(rows) == 1 else [cell for row in rows for cell in row]
    if not rows or (len(rows) > 1 and any(len(row) != 1 for row in rows)):
        raise CallError(
            f"{label} must hold one row or one column of values; got {len(rows)} rows "
            f"of {max((len(row) for row in rows), default=0)}. Leave only the row that you mean."
        )
    values = [cell.strip() for cell in cells]
    return values if len(values) > 1 else values[0]


def _values_of_array(data: bytes, label: str) -> object:
    from numpy.lib import format as npy  # slow to import and rarely needed

    remedy = "Save it with numpy.save."
    file = io.BytesIO(data)
    try:
        version = npy.read_magic(file)
        read_header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, _, dtype = read_header(file)
        claimed = prod(max(1, side) for side in shape)
        if claimed > _MOST_VALUES or min(shape, default=0) < 0:
            rule, got = f"hold at most {_MOST_VALUES:,} values", f"a claim of {quoted(shape)}"
        elif dtype.kind not in "biufU":
            # A date, for example, would be read as the number of days since 1970.
            rule, got = "hold numbers or words", f"values of the kind {quoted(str(dtype))}"
        else:
            file.seek(0)
            return npy.read_array(file, allow_pickle=False).tolist()
    except Exception as error:  # NumPy can raise anything for an invalid header
        rule, got = "hold one NumPy array of numbers or words", "a header that is none"
        if isinstance(error, ValueError) and data.startswith(npy.MAGIC_PREFIX):
            got = f"something else: {_parser_says(error)}"
        elif not data.startswith(npy.MAGIC_PREFIX):
            got = "a file of another kind"
    raise CallError(f"{label} must {rule}; got {got}. {remedy}") from None


def _read_text(path: Path, label: str) -> str:
    try:
        return _read(path, label).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CallError(
            f"{label} must be a text file in UTF-8; it is not: {error.reason} at byte "
            f"{error.start}. Save it as UTF-8."
        ) from None


def _read(path: Path, label: str) -> bytes:
    try:
        return read_limited(path, _MOST_BYTES)
    except InvalidFileError as error:
        raise CallError(f"{label} must name {error}") from None
    except FileNotFoundError as error:
        raise CallError(
            f"{label} must name a file that can be read: {error.strerror}. Check the path."
        ) from None


def _parser_says(error: Exception) -> str:
    """Return a parser's complaint in words that help the author of the file."""
    text = str(error)
    if isinstance(error, RecursionError):
        return "there are too many brackets in one another"
    if "integer string conversion" in text:
        return "it has a number of thousands of digits"
    return brief(text).removesuffix(".")
