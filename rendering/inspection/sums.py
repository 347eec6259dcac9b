"""Whether a sum on screen adds up, digit by digit as it is shown, whatever the numbers behind it.

Reads what is written. Knows nothing of where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

__all__ = ["contradiction", "read"]

_NUMBER = re.compile(
    r"(?P<bound>[<>])?\s*(?P<sign>[+−-]?)(?P<size>∞|\d*\.?\d+)(?P<power>×10[⁰-⁹¹²³⁻]+)?"
)
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


class Shown(NamedTuple):
    """What a text says that a number is: between two limits, which are equal if it is exact."""

    text: str
    low: Decimal
    high: Decimal


def read(text: str) -> Shown | None:
    """The last number in ``text``, as it is written; None if there is none, or only about one.

    >>> read("= 1.4880 nats")
    Shown(text='1.4880', low=Decimal('1.4880'), high=Decimal('1.4880'))
    >>> read("<0.01")
    Shown(text='<0.01', low=Decimal('0'), high=Decimal('0.01'))
    """
    found = list(_NUMBER.finditer(text))
    if not found or "≈" in text:
        return None
    last = found[-1]
    size = Decimal("Infinity" if last["size"] == "∞" else last["size"])
    if last["power"]:
        size = size.scaleb(int(last["power"].removeprefix("×10").translate(_PLAIN)))
    value = -size if last["sign"] in ("−", "-") and last["sign"] else size
    low = high = value
    if last["bound"] == "<":
        low = Decimal(0) if value > 0 else Decimal("-Infinity")
    elif last["bound"] == ">":
        high = Decimal(0) if value < 0 else Decimal("Infinity")
    return Shown(re.sub(r"\s", "", last[0]), low, high)


def contradiction(terms: Sequence[str], total: str) -> str | None:
    """What is wrong with ``total`` as the sum of ``terms``, as they are written; None if nothing.

    >>> contradiction(["0.12", "0.64"], "= 0.77")
    '0.12 + 0.64 makes 0.76, not 0.77'
    """
    parts, whole = [read(term) for term in terms], read(total)
    if whole is None or any(part is None for part in parts):
        return None
    shown = [part for part in parts if part is not None]
    low, high = sum(part.low for part in shown), sum(part.high for part in shown)
    if low <= whole.high and whole.low <= high:
        return None
    makes = f"{low:f}" if low == high else f"between {low:f} and {high:f}"
    return f"{' + '.join(part.text for part in shown)} makes {makes}, not {whole.text}"
