"""How a number is written: fixed decimals, and never a digit that is not true.

Knows nothing of drawing: the same strings stand on bars, in captions and in subtitles.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["bare", "decimals_of", "equals", "fixed", "probability", "signed", "subscript"]

MINUS = "−"
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LARGE = 10_000.0


def fixed(value: float, decimals: int) -> str:
    """``value`` with that many decimals.

    A value that is not 0 is never written as 0: ``.00003`` with four decimals is
    ``<0.0001``. From 10,000 on the power of ten is split off.

    >>> fixed(-1.98, 2), fixed(0.00003, 4), fixed(-0.00003, 4), fixed(float("inf"), 2)
    ('−1.98', '<0.0001', '>−0.0001', '∞')
    >>> fixed(123456.0, 2), fixed(-0.0, 1)
    ('1.23×10⁵', '0.0')
    """
    if math.isnan(value):
        raise ValueError("a number on screen must not be NaN; got nan. Mend what computed it.")
    sign = MINUS if value < 0 else ""
    size = abs(value)
    if math.isinf(size):
        return f"{sign}∞"
    if size >= _LARGE:
        mantissa, _, exponent = f"{size:.2e}".partition("e")
        return f"{sign}{mantissa}×10{str(int(exponent)).translate(_SUPERSCRIPT)}"
    text = f"{size:.{decimals}f}"
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


def bare(text: str) -> str:
    """A probability's text without the 0 before its point, where room is scarce.

    >>> bare("0.31"), bare("<0.01"), bare("1.00")
    ('.31', '<.01', '1.00')
    """
    return text.replace("0.", ".", 1) if text.lstrip("<>").startswith("0.") else text


def equals(text: str) -> str:
    """What follows a symbol: ``= 1.1567``, but ``< 0.0001`` where only that can be said.

    >>> equals("1.1567"), equals("<0.0001")
    ('= 1.1567', '< 0.0001')
    """
    return f"{text[0]} {text[1:]}" if text[0] in "<>" else f"= {text}"


def signed(value: float, decimals: int) -> str:
    """``fixed`` with its sign always written, since a sign must not rest on colour.

    >>> signed(0.0919, 4), signed(-0.4, 1), signed(0.0, 1), signed(0.00003, 4)
    ('+0.0919', '−0.4', '0.0', '<+0.0001')
    """
    text = fixed(value, decimals)
    if value > 0:
        return f"<+{text[1:]}" if text.startswith("<") else f"+{text}"
    return text


def subscript(number: int) -> str:
    """A class's number as it stands below its letter: ``p`` + ``subscript(2)`` is p₂.

    >>> subscript(10)
    '₁₀'
    """
    return str(number).translate(_SUBSCRIPT)


def decimals_of(values: ArrayLike, *, least: int = 1, most: int = 4) -> int:
    """How many decimals write all ``values`` exactly, within ``[least, most]``.

    >>> decimals_of([0.1, 0.4]), decimals_of([2.5, -1.0, 3.25]), decimals_of([1 / 3])
    (1, 2, 4)
    """
    numbers = np.ravel(np.asarray(values, dtype=float))
    numbers = numbers[np.isfinite(numbers)]
    for decimals in range(least, most):
        # 2 * (0.98 - 1) is -0.04 but for a rounding error, and is to be written so.
        if np.allclose(np.round(numbers, decimals), numbers, rtol=1e-12, atol=1e-12):
            return decimals
    return most
