"""Explain where two descriptions of a clip differ.

For numbers, the explanation names the field, the row and the size of the difference; for sources,
the module; for software, the version. Rows are counted from 0, like frames: frame k of a motion
shows row k of its track. This module knows nothing about files, nor about the consequences of a
difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from rendering.planning.fingerprint import PARTS, Description
from stage.quoting import brief as short
from stage.quoting import quoted

__all__ = ["brief", "differences"]

_NAMED_AT_MOST = 3


def brief(old: Description, new: Description) -> list[str]:
    """Return one reason for each part that differs, such as ``numbers changed: raised, gains``.

    >>> brief({"settings": {"fps": 15}}, {"settings": {"fps": 30}})
    ['settings changed: fps']
    """
    return [f"{part} changed: {_some(names)}" for part, names in _changed(old, new)]


def differences(
    old: Description,
    new: Description,
    old_numbers: Mapping[str, Any] | None = None,
    new_numbers: Mapping[str, Any] | None = None,
) -> list[str]:
    """Return one reason for each entry that differs, with its old and its new value.

    ``old_numbers`` come from a card, so they are lists where ``new_numbers`` are arrays.

    >>> differences({"environment": {"numpy": "2.0"}}, {"environment": {"numpy": "2.1"}})
    ['environment.numpy: 2.0 became 2.1']
    """
    reasons = []
    for part, names in _changed(old, new):
        for name in names:
            if name not in old[part]:
                told = "is new"
            elif name not in new[part]:
                told = "is gone"
            elif part == "numbers":
                told = _number(name, old_numbers, new_numbers)
            elif _is_digest(old[part][name]):
                told = "changed"
            else:
                told = f"{_shown(old[part][name])} became {_shown(new[part][name])}"
            colon = "" if told in ("is new", "is gone", "changed") else ":"
            reasons.append(f"{part}.{name}{colon} {told}")
    return reasons


def _changed(old: Description, new: Description) -> Iterator[tuple[str, list[str]]]:
    for part in (part for part in PARTS if part in old and part in new):
        before, after = old[part], new[part]
        names = [n for n in {**before, **after} if before.get(n, ...) != after.get(n, ...)]
        if names:
            yield part, names


def _some(names: list[str]) -> str:
    more = len(names) - _NAMED_AT_MOST
    return ", ".join(names[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def _number(name: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> str:
    if old is None or new is None or name not in old or name not in new:
        return "changed"
    if not isinstance(new[name], np.ndarray):
        became = f"{_shown(old[name])} became {_shown(new[name])}"
        return became if _shown(old[name]) != _shown(new[name]) else _INVISIBLE
    before, after = _array(old[name]), new[name]
    if before is None or before.shape != after.shape:
        was = "another kind of value" if before is None else f"shape {before.shape}"
        return f"{was} became shape {after.shape}"
    if after.ndim == 0:
        return f"{before} became {after}"
    # Where there are two or more axes, the last is classes and the one before it is frames.
    rows = (before != after).reshape(*after.shape[: max(1, after.ndim - 1)], -1).any(axis=-1)
    differ = np.argwhere(rows)
    if not len(differ):
        return _INVISIBLE
    *outer, row = map(int, differ[0])
    with np.errstate(invalid="ignore"):  # inf - inf: equal infinities do not differ
        here = (*outer, row)
        by = np.nanmax(np.abs(np.asarray(after[here], float) - np.asarray(before[here], float)))
    where = f"{outer}, " if outer else ""
    rest = f", and {len(differ) - 1} more rows" if len(differ) > 1 else ""
    return f"{where}row {row} of {rows.shape[-1]} differs by {by:.1e}{rest}"


_INVISIBLE = "differs in its type or in the sign of a zero"


def _array(value: Any) -> Any:
    """Convert the lists of a card, with infinities as words, to an array; None if impossible."""
    try:
        return np.array(value, dtype=float)
    except (TypeError, ValueError, OverflowError, RecursionError):
        return None


def _shown(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return short("(" + ", ".join(map(_scalar, value)) + ")")
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return short(value)
    # str: the repr of a NumPy scalar names its type. quoted: a value from a file can be anything.
    return str(value) if isinstance(value, np.generic) else quoted(value)


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 64 and not set(value) - set("0123456789abcdef")
