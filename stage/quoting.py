"""Quoting of input in messages: printable, on one line, and short.

Messages appear in a terminal, where control characters would take effect instead of being shown.
And a reader has no use for a megabyte of their own input.
"""

from __future__ import annotations

import reprlib
from datetime import date, datetime, time

__all__ = ["brief", "printable", "quoted"]

_MOST = 80
"""Maximum number of characters that a message quotes of one value."""


class _Repr(reprlib.Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3
        self.maxstring = self.maxother = _MOST

    def repr_int(self, x: int, level: int) -> str:
        # Python refuses to convert a number of many digits to decimal.
        return repr(x) if x.bit_length() < 128 else f"a whole number of {x.bit_length()} bits"

    def repr_datetime(self, x: datetime | date | time, level: int) -> str:
        return str(x)

    repr_date = repr_time = repr_datetime


_repr = _Repr()


def quoted(value: object) -> str:
    r"""Return the ``repr`` of a value, shortened and printable.

    >>> quoted("two"), quoted("\x1b[2J"), quoted([1, "two", 3.0])
    ("'two'", "'\\x1b[2J'", "[1, 'two', 3.0]")
    >>> quoted(16 ** 5000), len(quoted("x" * 1000000))
    ('a whole number of 20001 bits', 80)
    """
    return brief(_repr.repr(value))


def brief(text: object, most: int = _MOST) -> str:
    """Return a text of at most ``most`` characters that can be printed.

    Characters that cannot be printed are escaped, and the middle of a longer text is left out.

    >>> brief("a name"), brief("0123456789", 7)
    ('a name', '0123…89')
    """
    text = str(text)
    if len(text) > 2 * most:  # so as not to escape a whole megabyte
        text = text[:most] + text[-most:]
    text = printable(text)
    if len(text) <= most:
        return text
    end = (most - 1) // 3
    return f"{text[: most - 1 - end]}…{text[-end:]}"


def printable(text: str) -> str:
    r"""Return a text with escapes for all characters that cannot be printed.

    A terminal would act on such characters or show nothing.

    >>> printable("naïve\n\u202e")
    'naïve\\n\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
