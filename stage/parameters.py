"""The parameters that a lecturer may change in a scene: their types, parsing and validation.

An error message names the parameter and gives the rule, the value received and the remedy. This
module imports neither manim nor ``xe_math``.
"""

from __future__ import annotations

import difflib
import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Final, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from stage.quoting import brief, quoted
from stage.typesetting import Font, in_its_face, missing_glyphs, shows_anything

__all__ = [
    "Batch",
    "ClassIndex",
    "ClassIndices",
    "Label",
    "Labels",
    "Logits",
    "Number",
    "OneTrueClass",
    "OpenUnit",
    "ParameterError",
    "Parameters",
    "Positive",
    "Probabilities",
    "Seed",
    "Steps",
    "TruthAndPrediction",
    "is_near_a_limit",
    "needs",
    "read_parameters",
    "require_places",
    "require_same_length",
    "require_target_in_range",
    "whole_number",
]

MIN_CLASSES: Final = 2
MAX_CLASSES: Final = 10
MAX_LABEL: Final = 12
MAX_BATCH: Final = 11
MIN_STEPS: Final = 2
MAX_STEPS: Final = 100
MAX_SEED: Final = 10**9
_LONGEST_LABEL: Final = 100  # before normalisation, which may merge a letter and its accent
LARGEST: Final = 1e9
"""Largest absolute value that is accepted.

A float64 of this size still resolves steps of a millionth; at 1e16 it could not even resolve 1.
"""

LARGE: Final = 100.0
SMALL: Final = 1e-3
"""Bounds of ordinary numbers, see ``is_near_a_limit``.

LARGE: Largest absolute value.
SMALL: Smallest absolute value other than 0, and smallest distance below 1.
"""

SMALLEST_STEP: Final = 1e-12
SMALLEST: Final = 1e-100
SUM_TOLERANCE: Final = 1e-9
MINUS: Final = "−"

# Stricter than Python's float: 1_000 may be meant as 1,000, which is two items of a list, and
# digits of other scripts usually come from an input method by mistake.
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]+\.?[0-9]*(?:e[+-]?[0-9]+)?|\.[0-9]+(?:e[+-]?[0-9]+)?|nan|inf(?:inity)?)", re.I
)
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,20}")

# Accents (A) pile up on a letter. Vowel signs and other marks (M) have their own places
# around it: ज़िंदगी begins with a letter and three of them.
_STRAY_MARKS = re.compile("(^|Z)[AM]|A(M*A){2}|[AM]{5}")
_JOINERS = "\u200c\u200d"
"""Zero-width characters that say whether two letters join, as Persian and Indic spelling needs."""


class ParameterError(ValueError):
    """A parameter was refused; the message is written for the person who typed it."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The context that ``read_parameters`` gives to validators; a direct construction has none.

    Attributes
    ----------
    font
        The additional font for labels, or None.
    recorded
        Whether the values come from the record of a clip.
    """

    font: Font | None
    recorded: bool


class Parameters(BaseModel):
    """Base class of every scene's parameters: frozen, without unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


ParametersT = TypeVar("ParametersT", bound=Parameters)


def read_parameters(
    parameters_type: type[ParametersT],
    raw: Mapping[str, object],
    font: Font | None = None,
    *,
    recorded: bool = False,
) -> ParametersT:
    """Parse and validate parameters that were typed or read from a file.

    Parameters
    ----------
    parameters_type
        The scene's ``<Name>Parameters`` class.
    raw
        Values by name. If the parameter is a list, a string is parsed as JSON if it starts with
        ``[`` (``'["a,b", "c"]'``); otherwise it is split at its commas (``"1,2,3"``).
    font
        The font for labels in addition to the embedded fonts, or None.
    recorded
        Whether the values come from the record of a clip, where a class is always its index,
        counted from 0. A person may also give a class by its label, and must do so if any label is
        a whole number.

    Raises
    ------
    ParameterError
        The scene has no parameter of that name, or a value breaks a rule.
    """
    known = list(parameters_type.model_fields)
    for name in raw:
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {nearest[0]}? " if nearest else ""
            raise ParameterError(
                f"no parameter is called {brief(name)}. {hint}This scene takes {', '.join(known)}."
            )
    try:
        return parameters_type.model_validate(dict(raw), context=_Reading(font, recorded))
    except ValidationError as error:
        problem = error.errors()[0]
        cause = problem.get("ctx", {}).get("error")
        where = ".".join(str(part) for part in problem["loc"])
        raise ParameterError(str(cause) if cause else f"{where}: {problem['msg']}") from None


def needs(parameters: Parameters, font: Font | None) -> bool:
    """Return whether any label among the parameters is set in ``font``."""
    return any(
        isinstance(item, str) and in_its_face(item, font)
        for _, value in parameters
        for item in (value if isinstance(value, tuple) else (value,))
    )


def is_near_a_limit(parameters: Parameters) -> bool:
    """Return whether any of the numbers is very large or very near to 0 or 1.

    The limited precision of floats may show in a clip of such numbers.

    >>> is_near_a_limit(OneTrueClass(logits=(2.5, -1))), is_near_a_limit(OneTrueClass(logits=(0, 745)))
    (False, True)
    """  # noqa: E501
    return any(
        abs(number) > LARGE or 0 < abs(number) < SMALL or 1 - SMALL < number < 1
        for _, value in parameters
        for number in _floats(value)
    )


def _floats(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _floats(item)


def _items(value: object, name: str, of: str) -> list[object]:
    """Return the items of a list with one item for each class, given as a list or as text."""
    if isinstance(value, str):
        text = value.strip()
        if text.startswith("["):
            try:
                value = json.loads(text)
            except (ValueError, RecursionError) as error:
                # The other errors are a number of thousands of digits, and thousands of nested
                # brackets.
                why = f" ({error.msg})" if isinstance(error, json.JSONDecodeError) else ""
                raise ValueError(
                    f"{name} that starts with [ must be a JSON list; got {quoted(text)}{why}. "
                    f"Write it as [..., ...], or without brackets, separated by commas."
                ) from None
        else:
            value = [part.strip() for part in text.split(",")]
            if any(part.startswith(("'", '"')) for part in value):
                raise ValueError(
                    f"{name} without brackets must not have an item that begins with a quotation "
                    f"mark; got {quoted(text)}. Leave out the marks, or write a JSON list, such "
                    'as ["a,b", "c"].'
                )
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(
            f"{name} must be a list of {of}; got {quoted(value)}. Separate them by commas, "
            f"as in {name}={'cat,dog' if of == 'words' else '1,2,3'}."
        )
    if not MIN_CLASSES <= len(value) <= MAX_CLASSES:
        raise ValueError(
            f"{name} must have {MIN_CLASSES} to {MAX_CLASSES} items, one for each class; "
            f"got {len(value)}. Leave some out or add some."
        )
    return list(value)


def _rows(value: object, name: str, example: str, mark: str) -> list[object]:
    """Return a list with one item for each further row of a batch.

    In text, the items are separated by ``mark``; ``example`` shows the JSON form in messages.
    """
    if isinstance(value, str):
        text = value.strip()
        if text.startswith("["):
            try:
                value = json.loads(text)
            except (ValueError, RecursionError):
                raise ValueError(
                    f"{name} that starts with [ must be a JSON list; got {quoted(text)}. "
                    f"Write it as {example}."
                ) from None
        else:
            value = text.split(mark)
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(
            f"{name} must be a list, with an item for each further row; got {quoted(value)}. "
            f"Write it as {example}."
        )
    if len(value) > MAX_BATCH:
        raise ValueError(
            f"{name} must have at most {MAX_BATCH} items, one for each further row; "
            f"got {len(value)}. Leave some out."
        )
    return list(value)


def _batch(value: object, info: ValidationInfo) -> tuple[tuple[float, ...], ...]:
    name = str(info.field_name)
    rows = _rows(value, name, "[[1, 2, 3], [3, 2, 1]]", ";")
    return tuple(
        tuple(_number(item, f"{name}[{i}][{k}]") for k, item in enumerate(items))
        for i, items in enumerate(
            _items(row, f"{name}[{i}]", "numbers") for i, row in enumerate(rows)
        )
    )


def _class_indices(value: object, info: ValidationInfo) -> tuple[int, ...]:
    name = str(info.field_name)
    return tuple(
        _class(item, f"{name}[{i}]", info)
        for i, item in enumerate(_rows(value, name, "[0, 2]", ","))
    )


def _number(value: object, name: str) -> float:
    """Return a finite number, given as a number or as text; a Boolean is refused."""
    number: float | None = None
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:  # a whole number of hundreds of digits
            number = math.inf if value > 0 else -math.inf
    elif isinstance(value, str):
        text = value.strip().replace(MINUS, "-")
        if _NUMBER.fullmatch(text):
            number = float(text)
    if number is None:
        raise ValueError(
            f"{name} must be a number; got {quoted(value)}. "
            "Write it with the digits 0 to 9 and a point, as in 0.5."
        )
    if not math.isfinite(number):
        raise ValueError(f"{name} must be finite; got {number}. Give a number.")
    if abs(number) > LARGEST:
        raise ValueError(
            f"{name} must lie within ±{LARGEST:g} to be drawn; got {number:g}. Scale it down."
        )
    return number


def _logits(value: object, info: ValidationInfo) -> tuple[float, ...]:
    name = str(info.field_name)
    items = _items(value, name, "numbers")
    return tuple(_number(item, f"{name}[{i}]") for i, item in enumerate(items))


def _probabilities(value: object, info: ValidationInfo) -> tuple[float, ...]:
    name = str(info.field_name)
    numbers = _logits(value, info)
    for i, number in enumerate(numbers):
        if not 0 <= number <= 1:
            remedy = "Make it 0 or more" if number < 0 else "Divide each by their sum"
            raise ValueError(
                f"{name}[{i}] must lie in [0, 1], being a probability; got {number:g}. {remedy}."
            )
    total = math.fsum(numbers)
    if abs(total - 1) > SUM_TOLERANCE:
        remedy = f"Divide each by {total:.10g}" if total > 0 else "Give at least one of them more"
        raise ValueError(
            f"{name} must sum to 1 (within {SUM_TOLERANCE:g}); got a sum of {total:.10g}. {remedy}."
        )
    return numbers


def _label(value: object, name: str, font: Font | None) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a word; got {quoted(value)}. Put it in quotes.")
    if len(value) > _LONGEST_LABEL:
        raise ValueError(_too_long(name, len(value), value))
    label = unicodedata.normalize("NFC", value)
    kinds = "".join(map(_kind, label))
    for k, character in enumerate(label):
        joins = character in _JOINERS and k + 1 < len(label) and kinds[:k].endswith(("L", "M"))
        if not joins and kinds[k] == "C":
            raise ValueError(
                f"{name} must not hold control characters; got {quoted(value)} with "
                f"U+{ord(character):04X}. Remove it."
            )
    if not shows_anything(label):
        raise ValueError(f"{name} must not be empty; got {quoted(value)}. Give the class a name.")
    if _STRAY_MARKS.search(kinds):
        raise ValueError(
            f"{name} must have a character below each combining mark, and at most two marks above "
            f"one; got {brief(ascii(label))}. Write a letter first."
        )
    if len(label) > MAX_LABEL:
        raise ValueError(_too_long(name, len(label), value))
    missing = missing_glyphs(label, font)
    if missing:
        held_by, remedy = "the embedded fonts hold", "--font FILE with one that holds it"
        if font is not None:
            held_by = f"the embedded fonts or {brief(font.family)} hold as outlines"
            remedy = "another --font FILE"
        raise ValueError(
            f"{name} must be written in characters that {held_by}; got {quoted(value)} with "
            f"{missing[0]!r} (U+{ord(missing[0]):04X}). Use other letters, or give {remedy}."
        )
    return label


def _kind(character: str) -> str:
    """Return the first letter of a character's Unicode category, but "A" for a mark that piles up.

    So "M" stands for the other combining marks, which have places of their own around a letter.
    """
    if character in "\u2028\u2029":  # line and paragraph separators
        return "C"
    category, place = unicodedata.category(character), unicodedata.combining(character)
    piles_up = category == "Me" or place == 1 or place >= 200
    return "A" if category[0] == "M" and piles_up else category[0]


def _too_long(name: str, length: int, value: str) -> str:
    return (
        f"{name} must have at most {MAX_LABEL} characters to fit under its bar; "
        f"got {length} in {quoted(value)}. Shorten it."
    )


def _one_label(value: object, info: ValidationInfo) -> str:
    font = info.context.font if info.context is not None else None
    return _label(value, str(info.field_name), font)


def _labels(value: object, info: ValidationInfo) -> tuple[str, ...] | None:
    if value is None:
        return None
    name = str(info.field_name)
    font = info.context.font if info.context is not None else None
    return tuple(
        _label(item, f"{name}[{i}]", font) for i, item in enumerate(_items(value, name, "words"))
    )


def _whole(value: object) -> int | None:
    """Return a whole number, given as a number or as text; None for anything else."""
    if isinstance(value, str):
        text = value.strip().replace(MINUS, "-")
        return int(text) if _WHOLE_NUMBER.fullmatch(text) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _class_index(value: object, info: ValidationInfo) -> int:
    return _class(value, str(info.field_name), info)


def _class(value: object, name: str, info: ValidationInfo) -> int:
    """Return the index, counted from 0, of a class that is given by its label or its index."""
    number = _whole(value)
    labels: Sequence[str] = info.data.get("labels") or ()
    if info.context is None or info.context.recorded or not labels:
        if number is None:
            remedy = "The first class is 0."
            if isinstance(value, str) and not labels:
                remedy += " To name it by its label, give labels as well."
            raise ValueError(
                f"{name} must be a whole number, counted from 0; got {quoted(value)}. {remedy}"
            )
        return number
    # str refuses to write numbers of thousands of digits, but no label is that long.
    text = str(value) if number is not None and abs(number) <= MAX_SEED else value
    label = unicodedata.normalize("NFC", text.strip()) if isinstance(text, str) else ""
    count = labels.count(label)
    if count > 1:
        raise ValueError(
            f"{name} must be the label of one class; got {quoted(value)}, which {count} have. "
            "Give each class a label of its own."
        )
    if count:
        return labels.index(label)
    # An index would be ambiguous: 1 would be the second of classes labelled 1, 2 and 3.
    if any(_whole(each) is not None for each in labels):
        rule = "one of labels, since some of these are numbers"
    elif number is not None:
        return number
    else:
        rule = "one of labels, or a whole number, counted from 0"
    near = difflib.get_close_matches(label, labels, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise ValueError(
        f"{name} must be {rule}; got {quoted(value)}. {hint}The labels are {', '.join(labels)}."
    )


def whole_number(least: int, most: int, remedy: str) -> BeforeValidator:
    """Return a validator for whole numbers from ``least`` to ``most``.

    ``remedy`` is the last sentence of its error message.
    """

    def check(value: object, info: ValidationInfo) -> int:
        number = _whole(value)
        if number is None or not least <= number <= most:
            raise ValueError(
                f"{info.field_name} must be a whole number from {least} to {most}; "
                f"got {quoted(value)}. {remedy}"
            )
        return number

    return BeforeValidator(check)


def _scalar(rule: str, holds: Callable[[float], bool], remedy: str) -> BeforeValidator:
    def check(value: object, info: ValidationInfo) -> float:
        number = _number(value, str(info.field_name))
        if not holds(number):
            raise ValueError(f"{info.field_name} must {rule}; got {number:g}. {remedy}")
        return number

    return BeforeValidator(check)


def _large_enough(number: float, info: ValidationInfo) -> float:
    """Refuse a step size that is too small to have an effect in float64."""
    if number < SMALLEST_STEP:
        raise ValueError(
            f"{info.field_name} must be {SMALLEST_STEP:g} or more to be seen to do anything; "
            f"got {number:g}. Scale it up."
        )
    return number


Number = Annotated[float, _scalar("be a number", lambda _: True, "")]
Positive = Annotated[
    float,
    _scalar("be above 0", lambda x: x > 0, "Give its size; the scene knows the direction."),
    AfterValidator(_large_enough),
]
OpenUnit = Annotated[
    float,
    _scalar(
        f"lie strictly between 0 and 1, and not below {SMALLEST:g}",  # so that its slope is finite
        lambda x: SMALLEST <= x < 1,
        "0.01 and 0.98 are good values.",
    ),
]
Label = Annotated[str, BeforeValidator(_one_label)]
Logits = Annotated[tuple[float, ...], BeforeValidator(_logits)]
Probabilities = Annotated[tuple[float, ...], BeforeValidator(_probabilities)]
Labels = Annotated[tuple[str, ...] | None, BeforeValidator(_labels)]
ClassIndex = Annotated[int, BeforeValidator(_class_index)]
Batch = Annotated[tuple[tuple[float, ...], ...], BeforeValidator(_batch)]
ClassIndices = Annotated[tuple[int, ...], BeforeValidator(_class_indices)]
Steps = Annotated[int, whole_number(MIN_STEPS, MAX_STEPS, "Twenty are a good number.")]
Seed = Annotated[int, whole_number(0, MAX_SEED, "Each one makes another order of chance.")]


def require_same_length(**lists: Sequence[Any] | None) -> None:
    """Refuse lists of different lengths; lists that are None are ignored."""
    given = {name: len(items) for name, items in lists.items() if items is not None}
    first, *others = given
    for other in others:
        if given[other] != given[first]:
            raise ValueError(
                f"{other} must have as many items as {first}, which has {given[first]}; "
                f"got {given[other]}. Give one for each class."
            )


def require_target_in_range(target: int, classes: int) -> None:
    """Refuse a true class whose index is not in [0, classes)."""
    if not 0 <= target < classes:
        raise ValueError(
            f"target must be in [0, {classes}), counted from 0; got {quoted(target)}. "
            f"The last class is {classes - 1}."
        )


def require_places(cat: int, positions: Sequence[float]) -> None:
    """Refuse a true place whose index is out of range, and positions that do not ascend."""
    count = len(positions)
    if cat >= count:
        raise ValueError(f"cat must be in [0, {count}), counted from 0; got {cat}. Name a place.")
    if any(b <= a for a, b in pairwise(positions)):
        raise ValueError(f"positions must ascend; got {positions}. Put the places in their order.")


class OneTrueClass(Parameters):
    """Base class of most scenes' parameters: the logits of a prediction, labels, the true class.

    The defaults are those of the source note.
    """

    logits: Logits = (2.5, -1.0, 3.2, 0.5)
    labels: Labels = None  # before target, which may be given as one of the labels
    target: ClassIndex = 0

    @model_validator(mode="after")
    def _same_classes(self) -> Self:
        require_same_length(logits=self.logits, labels=self.labels)
        require_target_in_range(self.target, len(self.logits))
        return self


class TruthAndPrediction(Parameters):
    """Base class of the parameters of scenes that compare two distributions; includes labels.

    The defaults are those of the source note.
    """

    p: Probabilities = (0.1, 0.4, 0.3, 0.2)
    q: Probabilities = (0.3, 0.2, 0.2, 0.3)
    labels: Labels = None

    @model_validator(mode="after")
    def _same_classes(self) -> Self:
        require_same_length(p=self.p, q=self.q, labels=self.labels)
        return self
