"""What somebody else wrote, as a message may repeat it: printable, on one line, and short.

A message is read in a terminal, where a control character acts instead of being seen, and it is
read by a person, who has no use for a megabyte of their own input. Knows nothing of what is quoted.
"""

from __future__ import annotations

import reprlib
from datetime import date, datetime, time

__all__ = ["brief", "printable", "quoted"]

_MOST = 80
"""Characters that a message repeats of one thing."""


class _Repr(reprlib.Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3
        self.maxstring = self.maxother = _MOST

    def repr_int(self, x: int, level: int) -> str:
        # Python refuses to write a number of many digits out in decimal.
        return repr(x) if x.bit_length() < 128 else f"a whole number of {x.bit_length()} bits"

    def repr_datetime(self, x: datetime | date | time, level: int) -> str:
        return str(x)

    repr_date = repr_time = repr_datetime


_repr = _Repr()


def quoted(value: object) -> str:
    r"""Show a value as Python writes it, as far as a person needs to see it.

    >>> quoted("two"), quoted("\x1b[2J"), quoted([1, "two", 3.0])
    ("'two'", "'\\x1b[2J'", "[1, 'two', 3.0]")
    >>> quoted(16 ** 5000), len(quoted("x" * 1000000))
    ('a whole number of 20001 bits', 80)
    """
    return brief(_repr.repr(value))


def brief(text: object, most: int = _MOST) -> str:
    """Show a text as it is, but for what cannot be printed and the middle of what is too long.

    >>> brief("a name"), brief("0123456789", 7)
    ('a name', '0123…89')
    """
    text = str(text)
    if len(text) > 2 * most:  # so that a megabyte need not be gone through
        text = text[:most] + text[-most:]
    text = printable(text)
    if len(text) <= most:
        return text
    end = (most - 1) // 3
    return f"{text[: most - 1 - end]}…{text[-end:]}"


def printable(text: str) -> str:
    r"""Write out what a terminal would act on or leave out.

    >>> printable("naïve\n\u202e")
    'naïve\\n\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
