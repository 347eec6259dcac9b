"""Formatting of numbers: every number that a person reads is written here.

Bars, tables, axes, captions and subtitles all format a value with a *form*. A form is a format
specification, as in ``f"{value:.4f}"``. It can stand in a narration, or in a scene's table of
numbers, so that a value looks the same wherever it is shown:

=========  =====================================================  ==================
form       a value is written with                                example
=========  =====================================================  ==================
``.4f``    four decimals                                          ``1.1567``
``.4p``    four decimals, as a probability: 1 only if exactly 1   ``0.3145``
``+.4f``   four decimals and its sign                             ``+0.0919``
``.3g``    three significant digits                               ``4.50×10⁻¹²``
``+.3g``   three significant digits and its sign                  ``+4.50×10⁻¹²``
``.0%``    a percentage without decimals                          ``63 %``
``exact``  all its digits, and no more                            ``0.4``, ``10⁻⁹``
=========  =====================================================  ==================

Every digit is correct: the text is the rounded value, and a value that is not 0 is never written as
0. ``apart``, ``exactly`` and ``decimals_that_add`` compute a form that suits several values to be
compared, or the terms of a sum. This module does not depend on drawing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike

__all__ = [
    "Form",
    "apart",
    "bare",
    "decimals_of",
    "decimals_that_add",
    "equals",
    "exact",
    "exactly",
    "fixed",
    "form_of_sum",
    "probability",
    "resting",
    "same",
    "signed",
    "significant",
    "subscript",
    "write",
    "writer",
]

Form = str
"""A form from the table above; ``write`` refuses any other string."""

MINUS = "−"
SAME = 1e-12
"""Relative difference up to which values count as equal, to allow for rounding errors."""

_FORM = re.compile(
    r"(?P<sign>\+?)\.(?P<digits>\d\d?)(?P<kind>[fg])|\.(?P<places>\d\d?)p"
    r"|\.(?P<percent>\d)%|exact"
)
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LARGE = 10_000.0
_SMALL = 1e-5
_SHORT = 8
"""Maximum number of characters of a typed value that is shown exactly as it is."""

_MOST = 17
"""Number of significant digits that distinguishes any two floats."""


def write(value: float, form: Form) -> str:
    """Return ``value`` written in the given form.

    >>> write(0.31449, ".4p"), write(0.0919, "+.2f"), write(4.5e-12, ".3g"), write(1e-9, "exact")
    ('0.3145', '+0.09', '4.50×10⁻¹²', '10⁻⁹')
    >>> write(0.6333, ".0%"), write(0.0004, ".0%"), write(0.9999, ".0%")
    ('63 %', '<1 %', '>99 %')
    >>> write(0.3, ".2e")
    Traceback (most recent call last):
    ...
    ValueError: a number's form must be .4f, .4p, +.4f, .3g, +.3g, .0% (with any count) or exact; got '.2e'. Choose one of them, or compute it by digits.apart.
    """  # noqa: E501
    match = _FORM.fullmatch(form)
    if match is None:
        raise ValueError(
            f"a number's form must be .4f, .4p, +.4f, .3g, +.3g, .0% (with any count) or exact; "
            f"got {form!r}. Choose one of them, or compute it by digits.apart."
        )
    value = float(value)
    if form == "exact":
        return exact(value)
    if match["places"]:
        return probability(value, int(match["places"]))
    if match["percent"]:
        return _percent(value, int(match["percent"]))
    text = (fixed if match["kind"] == "f" else significant)(value, int(match["digits"]))
    return _with_sign(value, text) if match["sign"] else text


def writer(form: Form) -> Callable[[float], str]:
    """Return a function that writes values in the given form, for a number that moves.

    >>> writer(".2f")(-1.98)
    '−1.98'
    """
    return lambda value: write(value, form)


def resting(told: Mapping[float, Form], moving: Form) -> Callable[[float], str]:
    """Return a function that writes a number that moves between some values and rests there.

    ``told`` gives the form for each value at which it rests. All other values are written in the
    form ``moving``, since a form with many digits would flicker during the motion.

    >>> slide = resting({1e-9: "exact", 0.5: ".1f"}, ".3f")
    >>> slide(1e-9), slide(0.123456), slide(0.5)
    ('10⁻⁹', '0.123', '0.5')
    """
    return lambda value: write(value, told.get(float(value), moving))


# --- one number -------------------------------------------------------------------------------


def _percent(value: float, decimals: int) -> str:
    """Return a fraction in percent; only exactly 0 and 1 are written as 0 % and 100 %."""
    step = 10.0**-decimals
    if 0 < value < 1 and not step / 2 <= 100 * value < 100 - step / 2:
        bound = f"<{step:.{decimals}f}" if value < 0.5 else f">{100 - step:.{decimals}f}"
        return f"{bound} %"
    return fixed(100 * value, decimals) + " %"


def fixed(value: float, decimals: int) -> str:
    """Return ``value`` with a fixed number of decimals.

    A value that is not 0 is never written as 0: ``.00003`` with four decimals is ``<0.0001``.
    Values from 10,000 on are written with three significant digits and a power of ten.

    >>> fixed(-1.98, 2), fixed(0.00003, 4), fixed(-0.00003, 4), fixed(float("inf"), 2)
    ('−1.98', '<0.0001', '>−0.0001', '∞')
    >>> fixed(123456.0, 2), fixed(-0.0, 1)
    ('1.23×10⁵', '0.0')
    """
    size = _size(value)
    sign = MINUS if value < 0 else ""
    if math.isinf(size):
        return f"{sign}∞"
    text = f"{size:.{decimals}f}"
    if float(text) >= _LARGE:
        return sign + _scientific(size, 3)
    if size > 0 and float(text) == 0:
        least = f"{10.0**-decimals:.{decimals}f}"
        return f">{MINUS}{least}" if value < 0 else f"<{least}"
    return sign + text


def probability(value: float, decimals: int) -> str:
    """Return ``value`` as ``fixed`` does, except that a value below 1 is never written as 1.

    >>> probability(0.99997, 4), probability(1.0, 4), probability(0.3145, 4)
    ('>0.9999', '1.0000', '0.3145')
    """
    text = fixed(value, decimals)
    if value < 1 and text[0] not in "<>" and float(text) >= 1:
        return f">{1 - 10.0**-decimals:.{decimals}f}"
    return text


def significant(value: float, digits: int) -> str:
    """Return ``value`` with that many significant digits, and a power of ten if it needs one.

    >>> significant(1.99998, 3), significant(0.00919, 3), significant(4.5e-12, 3)
    ('2.00', '0.00919', '4.50×10⁻¹²')
    >>> significant(50.5, 3), significant(-1234.0, 3), significant(0.0, 3)
    ('50.5', '−1.23×10³', '0')
    """
    size = _size(value)
    sign = MINUS if value < 0 else ""
    if math.isinf(size) or size == 0:
        return f"{sign}∞" if size else "0"
    exponent = int(f"{size:.{digits - 1}e}".partition("e")[2])
    if -4 < exponent < digits:
        return f"{sign}{size:.{digits - 1 - exponent}f}"
    return sign + _scientific(size, digits)


def exact(value: float) -> str:
    """Return ``value`` with all its digits, as a decimal number or with a power of ten.

    >>> exact(0.4), exact(0.00001), exact(1e-9), exact(-2.5e7), exact(1e6), exact(3.0)
    ('0.4', '0.00001', '10⁻⁹', '−2.5×10⁷', '10⁶', '3')
    """
    size = _size(value)
    sign = MINUS if value < 0 else ""
    if math.isinf(size) or size == 0:
        return f"{sign}∞" if size else "0"
    digits = Decimal(repr(size)).normalize()
    if _SMALL <= size < 10 * _LARGE:
        return f"{sign}{digits:f}"
    mantissa, exponent = digits.scaleb(-digits.adjusted()), digits.adjusted()
    return sign + _power(f"{mantissa:f}", exponent).removeprefix("1×")


def signed(value: float, decimals: int) -> str:
    """Return ``value`` as ``fixed`` does, with a sign unless it is 0.

    The sign is written even where a colour shows it, since colour alone must not carry meaning.

    >>> signed(0.0919, 4), signed(-0.4, 1), signed(0.0, 1), signed(0.00003, 4)
    ('+0.0919', '−0.4', '0.0', '<+0.0001')
    """
    return _with_sign(value, fixed(value, decimals))


def _with_sign(value: float, text: str) -> str:
    if value > 0:
        return f"<+{text[1:]}" if text.startswith("<") else f"+{text}"
    return text


def _size(value: float) -> float:
    if math.isnan(value):
        raise ValueError("a number on screen must not be NaN; got nan. Mend what computed it.")
    return abs(float(value))


def _scientific(size: float, digits: int) -> str:
    mantissa, _, exponent = f"{size:.{digits - 1}e}".partition("e")
    return _power(mantissa, int(exponent))


def _power(mantissa: str, exponent: int) -> str:
    return f"{mantissa}×10{str(exponent).translate(_SUPERSCRIPT)}"


# --- the text around a number -------------------------------------------------------------------


def bare(text: str) -> str:
    """Return a written number without the 0 before its point, for narrow spaces.

    >>> bare("0.31"), bare("<0.01"), bare("+0.0918"), bare("1.00")
    ('.31', '<.01', '+.0918', '1.00')
    """
    return text.replace("0.", ".", 1) if text.lstrip(f"<>+{MINUS}").startswith("0.") else text


def equals(text: str, *, about: bool = False) -> str:
    """Return a written number with the sign that relates it to a symbol, such as ``= 1.1567``.

    A bound keeps its own sign: ``< 0.0001``. With ``about`` the sign is ``≈``, for a sum or product
    that does not equal the sum or product of the rounded numbers shown.

    >>> equals("1.1567"), equals("<0.0001"), equals("1.488", about=True)
    ('= 1.1567', '< 0.0001', '≈ 1.488')
    """
    if text[0] in "<>":
        return f"{text[0]} {text[1:]}"
    return f"≈ {text}" if about else f"= {text}"


def subscript(number: int) -> str:
    """Return a number in subscript digits: ``p`` + ``subscript(2)`` is p₂.

    >>> subscript(10)
    '₁₀'
    """
    return str(number).translate(_SUBSCRIPT)


# --- the form of several numbers ----------------------------------------------------------------


def same(one: float, other: float) -> bool:
    """Return whether two values differ by no more than rounding errors.

    >>> same(0.1 + 0.2, 0.3), same(1e-12, 1.1e-12), same(0.0, 1e-300)
    (True, False, False)
    """
    return math.isclose(one, other, rel_tol=SAME, abs_tol=0.0)


def apart(values: ArrayLike, *, kind: str = "f", least: int = 2, most: int = 4) -> Form:
    """Return a form in which all values that are to be compared look different.

    Two values that are not the ``same`` never get the same text, and a value that is not 0 never
    looks like 0 (or like 1, if the kind is ``p`` and it is not 1).

    The form has the fewest decimals from ``least`` to ``most`` with which every value is written as
    a number. If there is no such form, it has ``most`` decimals, and values that are too small for
    that are written as a bound (``<0.0001``). This needs at least one value that is written as a
    number, and no two values with the same bound. Otherwise the form has as many decimals or
    significant digits as are needed, whichever is shorter.

    Parameters
    ----------
    values
        All values that are compared, including any limit that they are compared with.
    kind
        ``f``, or ``p`` for probabilities, or ``+f`` for numbers with signs.
    least
        Minimum number of decimals.
    most
        Maximum number of decimals, if it suffices.

    >>> apart([0.0919, 0.0010, 0.0831, 0.0045])
    '.3f'
    >>> apart([0.3145, 0.00003], kind="p"), apart([1.99998, 2.0]), apart([3e-12, 4e-12])
    ('.4p', '.5f', '.3g')
    """
    numbers = _distinct(_finite(values), kind)
    sign, letter = kind[:-1], kind[-1]

    def first(forms: Iterable[Form], *, bounds: bool = False) -> Form | None:
        return next((form for form in forms if _tells(numbers, form, bounds=bounds)), None)

    def decimals(start: int, stop: int) -> list[Form]:
        return [f"{sign}.{d}{letter}" for d in range(start, stop + 1)]

    told_as_numbers = any(abs(value) >= 0.5 * 10.0**-most for value in numbers if value != 1)
    found = first(decimals(least, most)) or first(
        decimals(most, most) if told_as_numbers else (), bounds=True
    )
    if found is not None:
        return found
    longer = (
        first(decimals(most + 1, _MOST)),
        first(f"{sign}.{d}g" for d in range(3, _MOST + 1)),
    )
    return min(
        filter(None, longer), key=lambda form: max(len(write(value, form)) for value in numbers)
    )


def exactly(
    values: ArrayLike, *, kind: str = "f", least: int = 1, rounded: int = 2, most: int = 4
) -> Form:
    """Return a form that writes typed values exactly if that is short enough.

    The first choice is the fewest decimals, at least ``least``, that write all values exactly. The
    second choice, for kinds without a sign, is ``exact``, which gives each value its own digits. If
    a value would then have more than eight characters, the form is that of ``apart``, with
    ``rounded`` to ``most`` decimals.

    >>> exactly([0.1, 0.4], kind="p"), exactly([0.99999, 0.00001], kind="p"), exactly([1e-9])
    ('.1p', '.5p', 'exact')
    >>> exactly([1 / 3, 2 / 3], kind="p"), exactly([-100.0, -50.0], least=0)
    ('.2p', '.0f')
    """
    numbers = _finite(values)
    decimals = decimals_of(numbers, least=least, most=_SHORT)
    form = f"{kind[:-1]}.{decimals}{kind[-1]}"
    # Eight characters hold at most six decimals, and large numbers are written with three digits.
    written_out = decimals <= _SHORT - 2 and all(abs(value) < _LARGE for value in numbers)
    if written_out and _tells(_distinct(numbers, kind), form):
        return form
    if kind[0] != "+" and all(len(exact(abs(value))) <= _SHORT for value in numbers):
        return "exact"
    return apart(values, kind=kind, least=rounded, most=most)


def decimals_of(values: ArrayLike, *, least: int = 1, most: int = 4) -> int:
    """Return how many decimals are needed to write all ``values`` exactly, in ``[least, most]``.

    If even ``most`` decimals do not suffice, the result is ``most``.

    >>> decimals_of([0.1, 0.4]), decimals_of([2.5, -1.0, 3.25]), decimals_of([1 / 3])
    (1, 2, 4)
    """
    numbers = _finite(values)

    def written_out(value: float, decimals: int) -> bool:
        rounded = round(value, decimals)
        # 2 * (0.98 - 1) differs from -0.04 by a rounding error and must be written as -0.04.
        close = math.isclose(rounded, value, rel_tol=SAME, abs_tol=1e-15)
        return close and (rounded != 0) == (value != 0)

    enough = (d for d in range(least, most) if all(written_out(value, d) for value in numbers))
    return next(enough, most)


def decimals_that_add(
    terms: ArrayLike, total: ArrayLike, *, kind: str = "f", least: int = 2, most: int = 4
) -> int | None:
    """Return the fewest decimals with which the rounded terms add up to the rounded total.

    Parameters
    ----------
    terms
        Terms of one or more sums, shape (..., K).
    total
        Total of each sum, shape (...). All sums must add up with the same number of decimals.
    kind
        ``f``, or ``p`` for probabilities.
    least
        Minimum number of decimals.
    most
        Maximum number of decimals.

    Returns
    -------
    int or None
        None if the sums do not add up with any of these numbers of decimals; the total is then
        shown with ``≈`` (``equals(text, about=True)``). A sum in which a number is written as a
        bound (``<0.01``) cannot be checked, so it does not count as adding up. An infinite total
        with an infinite term adds up with any number of decimals.

    >>> decimals_that_add([0.12040, 0.64378, 0.48283, 0.24079], 1.48780)
    3
    >>> decimals_that_add([1 / 3, 1 / 3, 1 / 3], 1.0) is None
    True
    """
    rows = np.atleast_2d(np.asarray(terms, dtype=float))
    sums = [(row.tolist(), float(whole)) for row, whole in zip(rows, np.ravel(total), strict=True)]

    def add_up(decimals: int) -> bool:
        return all(_adds(*one, f".{decimals}{kind}") for one in sums)

    return next(filter(add_up, range(least, most + 1)), None)


def form_of_sum(
    terms: ArrayLike, total: ArrayLike, *, least: int = 2, most: int = 4
) -> tuple[Form, bool]:
    """Return the form in which a sum is shown, and whether the rounded terms add up in it.

    If they do not add up with any number of decimals, the sum is shown with ``≈``, and the form has
    ``most`` decimals. A total of 10 or more has one decimal fewer for each digit before its point
    after the first, but at least ``least``.

    >>> form_of_sum([0.12040, 0.64378, 0.48283, 0.24079], 1.48780)
    ('.3f', True)
    >>> form_of_sum([1 / 3, 1 / 3, 1 / 3], 1.0), form_of_sum([350, 1e-300], 350)
    (('.4f', False), ('.2f', False))
    """
    decimals = decimals_that_add(terms, total, least=least, most=most)
    if decimals is not None:
        return f".{decimals}f", True
    largest = max(map(abs, _finite(total)), default=1.0)
    before = math.floor(math.log10(max(largest, 1.0)))
    return f".{max(least, most - before)}f", False


def _adds(terms: list[float], total: float, form: Form) -> bool:
    """Return whether the terms add up to the total when all are rounded as shown in ``form``."""
    if math.isinf(total):
        return total in terms
    shown = [_shown(value, form) for value in (*terms, total)]
    numbers = [number for number in shown if number is not None]
    return len(numbers) == len(shown) and sum(numbers[:-1]) == numbers[-1]


def _shown(value: float, form: Form) -> Decimal | None:
    """Return ``value`` rounded as shown in ``form``; None if it is infinite or shown as a bound."""
    text = write(value, form)
    if text[0] in "<>" or math.isinf(value):
        return None
    return Decimal(f"{value:.2e}" if "×" in text else f"{value:.{form[1:-1]}f}")


def _finite(values: ArrayLike) -> list[float]:
    numbers = np.ravel(np.asarray(values, dtype=float))
    return [float(value) for value in numbers[~np.isinf(numbers)]]


def _distinct(values: list[float], kind: str) -> list[float]:
    """Return the values in ascending order, each of those that are the ``same`` only once.

    0, and for kind ``p`` also 1, is always included, since no other value may look like it.
    """
    certain = [0.0, 1.0] if kind == "p" else [0.0]
    distinct: list[float] = []
    for value in sorted({*values, *certain}):
        if not distinct or not same(distinct[-1], value) or value in certain:
            distinct.append(value)
    return distinct


def _tells(numbers: list[float], form: Form, *, bounds: bool = False) -> bool:
    """Return whether ``form`` gives each of ``numbers`` a different text.

    Unless ``bounds`` is true, no text may be a bound such as ``<0.01``.
    """
    texts = [write(value, form) for value in numbers]
    return len(set(texts)) == len(texts) and (bounds or not any(text[0] in "<>" for text in texts))
