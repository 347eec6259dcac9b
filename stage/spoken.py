"""Conversion of written numbers to the words that a voice says.

This module handles every form in which ``stage.digits`` writes a number. It depends on no voice.
"""

from __future__ import annotations

import re

from num2words import num2words

from stage.language import wording

__all__ = ["in_words"]

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_NUMBER = re.compile(
    r"(?P<bound>[<>≈]\s?)?(?P<sign>[−+-])?"
    r"(?:(?P<whole>[\d,]*)(?:\.(?P<decimals>\d+))?×)?(?P<ten>10(?P<exponent>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+))?"
    r"(?P<plain>[\d,]*)(?:\.(?P<fraction>\d+))?(?P<percent>\s?%)?"
)
_BOUNDS = {"<": "less than", ">": "more than", "≈": "about"}
_SIGNS = {"−": "minus", "-": "minus", "+": "plus"}


def in_words(written: str) -> str:
    """Return a number written by ``digits.write`` in words, in the language of the scene.

    >>> in_words("1.16"), in_words(".315"), in_words("−3.18")
    ('one point one six', 'point three one five', 'minus three point one eight')
    >>> in_words("63 %"), in_words("1.00×10⁵"), in_words("10⁻⁹")
    ('sixty-three percent', 'one point zero zero times ten to the five', 'ten to the minus nine')
    >>> in_words("<0.0001"), in_words("∞")
    ('less than zero point zero zero zero one', 'infinity')

    Raises
    ------
    ValueError
        ``written`` is not a number as ``digits.write`` writes it.
    """
    say = wording().spoken
    if written.lstrip("+−-") == "∞":
        sign = _SIGNS.get(written[0])
        return " ".join([*([say(sign)] if sign else []), say("infinity")])
    match = _NUMBER.fullmatch(written)
    if not match or not any(character.isdigit() for character in written):
        raise ValueError(
            f"a number to be spoken must be one that digits.write writes; got {written!r}. "
            "Give the number itself, with a form."
        )
    bound, sign = (match["bound"] or "").strip(), match["sign"] or ""
    words = [
        say(_BOUNDS[bound]) if bound else "",
        say(_SIGNS[sign]) if sign else "",
        _digits(match["whole"], match["decimals"]),
    ]
    if match["ten"]:
        exponent = int(match["exponent"].translate(_SUPERSCRIPTS))
        words.append(say("times") if words[-1] else "")
        words.append(f"{say('ten to the')} {_whole(exponent)}")
    if match["plain"] == "1" and match["percent"] and not match["fraction"]:
        words.append(say("one percent"))  # in some languages "one" changes before a noun
    else:
        words.append(_digits(match["plain"], match["fraction"]))
        words.append(say("percent") if match["percent"] else "")
    return " ".join(filter(None, words))


def _digits(whole: str | None, decimals: str | None) -> str:
    """Return the words of a number's whole part, read as one number, and of each decimal."""
    words = [_whole(int(whole.replace(",", "")))] if whole else []
    if decimals:
        # A language that writes a 0 before the decimal mark also says it.
        has_zero = wording().number(".5") != ".5"
        words += [_whole(0)] if has_zero and not whole else []
        words += [wording().spoken("point"), *(_whole(int(digit)) for digit in decimals)]
    return " ".join(words).replace(",", "")


def _whole(number: int) -> str:
    return str(num2words(number, lang=wording().code))
