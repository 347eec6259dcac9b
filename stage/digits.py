"""How a number is written: the one door for every number that a person reads.

Bars, tables, axes, captions and subtitles all come here, with a value and a *form*. A form is a
format specification, as in ``f"{value:.4f}"``, so that it can stand in a narration as well as in
a scene's table of numbers, where it makes a value look the same wherever it is told:

=========  =====================================================  ==================
form       a value is written with                                as in
=========  =====================================================  ==================
``.4f``    four decimals                                          ``1.1567``
``.4p``    four decimals, as a probability: 1 only if it is 1     ``0.3145``
``+.4f``   four decimals and its sign                             ``+0.0919``
``.3g``    three significant digits                               ``4.50×10⁻¹²``
``+.3g``   three significant digits and its sign                  ``+4.50×10⁻¹²``
``.0%``    a share in percent, with so many decimals              ``63 %``
``exact``  all its digits, and no more                            ``0.4``, ``10⁻⁹``
=========  =====================================================  ==================

No digit is untrue: a number that is written is the value, rounded, and what is not 0 is never
written 0. Which form suits several values that are compared, or a sum that is shown, is computed
from them: ``apart``, ``exactly``, ``decimals_that_add``. Knows nothing of drawing.
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
"""See the table above; ``write`` refuses any other."""

MINUS = "−"
SAME = 1e-12
"""How far apart, relatively, equal values can be by the rounding errors of computing them."""

_FORM = re.compile(
    r"(?P<sign>\+?)\.(?P<digits>\d\d?)(?P<kind>[fg])|\.(?P<places>\d\d?)p"
    r"|\.(?P<percent>\d)%|exact"
)
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LARGE = 10_000.0
_SMALL = 1e-5
_SHORT = 8
"""Characters up to which a value that someone typed is shown as it is."""

_MOST = 17
"""Digits that tell any two floats apart."""


def write(value: float, form: Form) -> str:
    """``value`` in that form.

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
    """``write`` with that form, for a number that moves.

    >>> writer(".2f")(-1.98)
    '−1.98'
    """
    return lambda value: write(value, form)


def resting(told: Mapping[float, Form], moving: Form) -> Callable[[float], str]:
    """For a number that moves: ``told`` says in which forms it is told at the values it rests at.

    On the way a form that has many digits would flicker.

    >>> slide = resting({1e-9: "exact", 0.5: ".1f"}, ".3f")
    >>> slide(1e-9), slide(0.123456), slide(0.5)
    ('10⁻⁹', '0.123', '0.5')
    """
    return lambda value: write(value, told.get(float(value), moving))


# --- one number -------------------------------------------------------------------------------


def _percent(value: float, decimals: int) -> str:
    """A share in percent; what is neither none nor all is not written so."""
    step = 10.0**-decimals
    if 0 < value < 1 and not step / 2 <= 100 * value < 100 - step / 2:
        bound = f"<{step:.{decimals}f}" if value < 0.5 else f">{100 - step:.{decimals}f}"
        return f"{bound} %"
    return fixed(100 * value, decimals) + " %"


def fixed(value: float, decimals: int) -> str:
    """``value`` with that many decimals.

    A value that is not 0 is never written as 0: ``.00003`` with four decimals is
    ``<0.0001``. From 10,000 on the power of ten is split off, and three digits are told.

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
    """``fixed``, and what is not 1 is never written as 1.

    >>> probability(0.99997, 4), probability(1.0, 4), probability(0.3145, 4)
    ('>0.9999', '1.0000', '0.3145')
    """
    text = fixed(value, decimals)
    if value < 1 and text[0] not in "<>" and float(text) >= 1:
        return f">{1 - 10.0**-decimals:.{decimals}f}"
    return text


def significant(value: float, digits: int) -> str:
    """``value`` with that many significant digits; a power of ten where decimals would not do.

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
    """``value`` as someone would type it: a decimal, or a power of ten.

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
    """``fixed`` with its sign always written, since a sign must not rest on colour.

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


# --- what stands around it ----------------------------------------------------------------------


def bare(text: str) -> str:
    """A text without the 0 before its point, where room is scarce.

    >>> bare("0.31"), bare("<0.01"), bare("+0.0918"), bare("1.00")
    ('.31', '<.01', '+.0918', '1.00')
    """
    return text.replace("0.", ".", 1) if text.lstrip(f"<>+{MINUS}").startswith("0.") else text


def equals(text: str, *, about: bool = False) -> str:
    """What follows a symbol: ``= 1.1567``, but ``< 0.0001`` where only that can be said.

    ``about`` is for a sum or product that does not come out as its parts are shown.

    >>> equals("1.1567"), equals("<0.0001"), equals("1.488", about=True)
    ('= 1.1567', '< 0.0001', '≈ 1.488')
    """
    if text[0] in "<>":
        return f"{text[0]} {text[1:]}"
    return f"≈ {text}" if about else f"= {text}"


def subscript(number: int) -> str:
    """A class's number as it stands below its letter: ``p`` + ``subscript(2)`` is p₂.

    >>> subscript(10)
    '₁₀'
    """
    return str(number).translate(_SUBSCRIPT)


# --- the form of several numbers ----------------------------------------------------------------


def same(one: float, other: float) -> bool:
    """Whether two values differ by no more than the rounding errors of computing them.

    >>> same(0.1 + 0.2, 0.3), same(1e-12, 1.1e-12), same(0.0, 1e-300)
    (True, False, False)
    """
    return math.isclose(one, other, rel_tol=SAME, abs_tol=0.0)


def apart(values: ArrayLike, *, kind: str = "f", least: int = 2, most: int = 4) -> Form:
    """The form in which values that are compared are told: what differs is seen to differ.

    Two values that are not the ``same`` never get the same text, and none that is not 0 looks
    like 0 (nor, of kind ``p``, like 1).

    Parameters
    ----------
    values
        All that are compared, and whatever they are compared with (a limit, say).
    kind
        ``f``, ``p`` for probabilities, or ``+f`` with signs.
    least, most
        Of the decimals. The fewest are taken with which each value is a number. If there are
        none, ``most``, where a value that is too small for it is told as a bound (``<0.0001``),
        unless two would be told by the same one, or no other as a number. And then as many
        decimals, or significant digits, as are needed: whichever is shorter.

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
    """The form in which values that someone gave are told: as they are, if that is short.

    With the fewest decimals, ``least`` or more, that write all of them exactly; else each with
    its own digits; else, where one of them would have more than eight characters, ``apart``, with
    ``rounded`` to ``most`` decimals.

    >>> exactly([0.1, 0.4], kind="p"), exactly([0.99999, 0.00001], kind="p"), exactly([1e-9])
    ('.1p', '.5p', 'exact')
    >>> exactly([1 / 3, 2 / 3], kind="p"), exactly([-100.0, -50.0], least=0)
    ('.2p', '.0f')
    """
    numbers = _finite(values)
    decimals = decimals_of(numbers, least=least, most=_SHORT)
    form = f"{kind[:-1]}.{decimals}{kind[-1]}"
    # A decimal of eight characters has six places; a large number has three digits.
    written_out = decimals <= _SHORT - 2 and all(abs(value) < _LARGE for value in numbers)
    if written_out and _tells(_distinct(numbers, kind), form):
        return form
    if kind[0] != "+" and all(len(exact(abs(value))) <= _SHORT for value in numbers):
        return "exact"
    return apart(values, kind=kind, least=rounded, most=most)


def decimals_of(values: ArrayLike, *, least: int = 1, most: int = 4) -> int:
    """How many decimals write all ``values`` exactly, within ``[least, most]``.

    >>> decimals_of([0.1, 0.4]), decimals_of([2.5, -1.0, 3.25]), decimals_of([1 / 3])
    (1, 2, 4)
    """
    numbers = _finite(values)

    def written_out(value: float, decimals: int) -> bool:
        rounded = round(value, decimals)
        # 2 * (0.98 - 1) is -0.04 but for a rounding error, and is to be written so.
        close = math.isclose(rounded, value, rel_tol=SAME, abs_tol=1e-15)
        return close and (rounded != 0) == (value != 0)

    enough = (d for d in range(least, most) if all(written_out(value, d) for value in numbers))
    return next(enough, most)


def decimals_that_add(
    terms: ArrayLike, total: ArrayLike, *, kind: str = "f", least: int = 2, most: int = 4
) -> int | None:
    """The fewest decimals with which the terms, as they are shown, add up to the total as shown.

    Parameters
    ----------
    terms, total
        Of shape (..., K) and (...): with one number of decimals every sum is to add up.
    kind
        ``f``, or ``p`` for probabilities.
    least, most
        Of the decimals.

    Returns
    -------
    int or None
        None if there is no such number of decimals: then the total is told by ``≈``
        (``equals(text, about=True)``). A term that is told as a bound (``<0.01``) adds up to
        nothing that can be checked, so more decimals are tried. What is infinite adds up with
        any.

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
    """The form in which a sum is told, and whether it adds up as it is told.

    Where it does not, whatever the decimals, it gets ``most`` of them, less those digits that a
    large total has before its point, and ``≈``.

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
    """Whether that sum is right as it is shown."""
    if math.isinf(total):
        return total in terms
    shown = [_shown(value, form) for value in (*terms, total)]
    numbers = [number for number in shown if number is not None]
    return len(numbers) == len(shown) and sum(numbers[:-1]) == numbers[-1]


def _shown(value: float, form: Form) -> Decimal | None:
    """The number that is read where ``value`` is written; None if it is a bound, or infinite."""
    text = write(value, form)
    if text[0] in "<>" or math.isinf(value):
        return None
    return Decimal(f"{value:.2e}" if "×" in text else f"{value:.{form[1:-1]}f}")


def _finite(values: ArrayLike) -> list[float]:
    numbers = np.ravel(np.asarray(values, dtype=float))
    return [float(value) for value in numbers[~np.isinf(numbers)]]


def _distinct(values: list[float], kind: str) -> list[float]:
    """One of each of ``values`` and of those that no other may look like, the smallest first."""
    certain = [0.0, 1.0] if kind == "p" else [0.0]
    distinct: list[float] = []
    for value in sorted({*values, *certain}):
        if not distinct or not same(distinct[-1], value) or value in certain:
            distinct.append(value)
    return distinct


def _tells(numbers: list[float], form: Form, *, bounds: bool = False) -> bool:
    """Whether each of ``numbers`` gets a text of its own, which is a number unless ``bounds``."""
    texts = [write(value, form) for value in numbers]
    return len(set(texts)) == len(texts) and (bounds or not any(text[0] in "<>" for text in texts))
