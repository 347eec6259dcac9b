"""What was typed after ``--set``, ``--grid``, ``--params`` and ``--as``, read but not yet judged.

So is the number after ``-j``, and what a program gives in place of typed values. Knows which files
hold values and how they are laid out; what a value must be is the business of a scene's parameters
(``stage.parameters``).
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
"""Of one call, in all; planning them takes about a second."""

_MOST_BYTES = 500_000
"""Of a file of values or parameters, which is text for people."""

_DEEP_NAME = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"(?:[^"\\\n]|\\.){0,99}+"|'[^'\n]{0,99}+')[ \t]*+\.[ \t]*+){16}"""
)
"""A dotted name in TOML, whose reading takes time as the square of its parts."""

_LONGEST_LINE = 10_000
"""Of a TOML file; so what escapes the pattern above has less than a hundred parts."""

_MOST_VALUES = 10_000
"""That a NumPy file may claim to hold; what a scene takes of them is its business."""

_NAME = "as"
_EXAMPLE = "example"

_NAMING = frozenset({"labels"})
"""What only names what other values give, so it alone brings no scene into an example of many."""


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
    name
        What the file calls all of it; each clip is called so with its scene's name behind it.
    typed
        What was typed, which wins over the file.
    grid
        Values of which each combination is wanted.
    """

    everywhere: Mapping[str, object] = field(default_factory=dict)
    examples: Sequence[Mapping[str, object]] = ()
    by_scene: Mapping[str, Sequence[Mapping[str, object]]] = field(default_factory=dict)
    name: object = None  # as it came
    typed: Mapping[str, object] = field(default_factory=dict)
    grid: Mapping[str, Sequence[object]] = field(default_factory=dict)

    @property
    def for_every_scene(self) -> set[str]:
        """The names of the file's values that are for every scene."""
        return {*self.everywhere}.union(*self.examples) - {_NAME}

    def of(
        self,
        scenes: Mapping[str, Collection[str] | None],
        known: Collection[str] = (),
        *,
        named: bool = True,
    ) -> dict[str, list[Example]]:
        """List the examples for each scene; without a file and a grid that is a single one.

        Values for every scene hold for those that have such a parameter. So do typed ones where no
        scene is named; then scenes that have none of them (or only names for the classes of others)
        have no example.

        Parameters
        ----------
        scenes
            The parameters of each, by its name; None where they cannot be read.
        known
            All parameters that any scene has.
        named
            Whether these scenes were asked for by name.
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
            # What is for other scenes; but if this one was named and takes nothing, or where no
            # scene takes it, it is left to be refused.
            left_out = (shared - taken) & {*known} if takes_part else set()
            for combination in combinations:
                values = {**self.everywhere, **own, **self.typed, **combination}
                mine = {name: value for name, value in values.items() if name not in left_out}
                found.append(Example(mine, name))
        return found

    def _name(self, of_example: object, scene: str, alone: bool, clips: int) -> str | None:
        """What one clip of a scene is called, if the file says so for it, or for all."""
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
    """Take Python's own values in place of typed ones; arrays become lists.

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
    to_list = getattr(value, "tolist", None)  # of NumPy's arrays and scalars, pandas', PyTorch's
    if isinstance(value, type) or not callable(to_list):
        return value
    size = getattr(value, "size", 1)
    if isinstance(size, int) and size > _MOST_VALUES:
        raise CallError(
            f"{brief(name)} must hold at most {_MOST_VALUES:,} values; got {size:,}. "
            "Leave only those that you mean."
        )
    if getattr(getattr(value, "dtype", None), "kind", "f") in "mM":
        # A date would be taken for the number of nanoseconds since 1970.
        raise CallError(
            f"{brief(name)} must hold numbers or words; got dates. Convert them to numbers."
        )
    return to_list()


def read_grid(assignments: Iterable[str]) -> dict[str, list[object]]:
    """Read each ``NAME=VALUE,VALUE,...``; a value that is a list stands in brackets.

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
    """Read a TOML file of parameters: at its top, in a table per scene, or in lists of examples.

    ``[[example]]`` tables are for every scene, ``[[LogitNudges]]`` tables for that one; in each,
    ``as`` may name the clip, and at the top all of them.
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
    except (ValueError, RecursionError) as error:  # a ValueError: a number of very many digits
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
    """How many processes to use; None where nothing was typed."""
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
        # strict: a quote that nobody closes would take in the rest of the file.
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
    from numpy.lib import format as npy  # slow to import, and rarely needed

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
            # A date, for one, would be taken for the number of days since 1970.
            rule, got = "hold numbers or words", f"values of the kind {quoted(str(dtype))}"
        else:
            file.seek(0)
            return npy.read_array(file, allow_pickle=False).tolist()
    except Exception as error:  # whatever NumPy stumbles over in a header that is none
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
    """What a parser found wrong, where that is of use to whoever wrote the file."""
    text = str(error)
    if isinstance(error, RecursionError):
        return "there are too many brackets in one another"
    if "integer string conversion" in text:
        return "it has a number of thousands of digits"
    return brief(text).removesuffix(".")
