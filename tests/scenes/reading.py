"""Reading numbers as a viewer reads them: by their digits alone."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from itertools import combinations

from stage.digits import same

__all__ = [
    "NUMBER",
    "assert_told_apart",
    "assert_two_are_told_apart",
    "numbers_in",
    "read",
    "read_exactly",
    "reads_as",
]

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
NUMBER = re.compile(
    r"(?P<bound>[<>]?) ?(?P<sign>[−+]?)"
    r"(?:∞|(?P<mantissa>\d*\.\d+|\d+)(?:×10(?P<power>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+))?(?P<ten>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*)"
    r"(?P<percent> %)?)"
)
"""A number in one of the forms of ``stage.digits``; ``ten`` is the exponent of 10⁻⁹ alone."""


def numbers_in(text: str) -> list[re.Match[str]]:
    """The numbers that are read in a text, as they are written; those of symbols are no numbers."""
    return [match for match in NUMBER.finditer(text) if match[0].strip("<>+− ")]


def reads_as(match: re.Match[str], value: float) -> bool:
    """Whether that text is what ``value`` is, rounded as the text is."""
    if match["mantissa"] is None:
        return value == read(match[0])
    number = read(match[0])
    if match["ten"]:
        return math.isclose(value, number)
    if match["bound"] == "<":
        return (-1 if number < 0 else 0) < value < number
    if match["bound"] == ">":
        return number < value < (0 if number < 0 else 1)
    decimals = len(match["mantissa"].partition(".")[2])
    half = 0.5 * 10.0 ** (exponent_of(match) - decimals)
    return value == 0 if number == 0 else abs(value - number) <= half * (1 + 1e-6)


def exponent_of(match: re.Match[str]) -> int:
    hundredths = 2 if match["percent"] else 0
    return int((match["power"] or "0").translate(SUPERSCRIPTS)) - hundredths


@cache
def read_exactly(text: str) -> Decimal:
    """The number that is read, without < or >."""
    match = NUMBER.fullmatch(text)
    assert match is not None, text
    sign = "-" if match["sign"] == "−" else ""
    if match["mantissa"] is None:
        return Decimal(f"{sign}Infinity")
    if match["ten"]:
        return Decimal(f"{sign}1e{match['ten'].translate(SUPERSCRIPTS)}")
    return Decimal(f"{sign}{match['mantissa']}e{exponent_of(match)}")


def read(text: str) -> float:
    """``read_exactly`` as a float."""
    return float(read_exactly(text))


def assert_two_are_told_apart(one: float, other: float, text: str, another: str) -> None:
    """What differs is seen to differ, and one value has one text."""
    assert same(one, other) or text != another, (one, other, text)
    assert one != other or text == another, (one, text, another)


def assert_told_apart(values: Iterable[float], texts: Iterable[str]) -> None:
    """Any two of them."""
    for (one, text), (other, another) in combinations(zip(values, texts, strict=True), 2):
        assert_two_are_told_apart(one, other, text, another)
