"""Templates of captions and spoken words, filled with values from the table of numbers.

``Narration("Raising z₁ lifts a₁ to {raised[0]:.4p}.", numbers)`` reads the field ``raised`` of the
numbers and writes its first item in a form of ``stage.digits``. Symbols of formulas in the
template's own words are set as mathematics, in the colour of their role. Values that are filled in,
such as a user's label, are shown unchanged.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from typing import Any

import numpy as np

from stage.digits import equals, write
from stage.language import wording
from stage.numbers import to_json
from stage.spoken import in_words
from stage.theme import Theme
from stage.typesetting import literal, name_markup

__all__ = ["Narration", "glance_seconds", "reading_seconds"]

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ᵢ", "0123456789i")
_SYMBOL = re.compile(
    r"(?<!\w)(?:(?P<letter>[azpq])(?P<index>[₀-₉ᵢ]+)|(?P<alone>[pqz])(?![\w'’])|(?P<hat>ŷ)"
    r"|H\((?P<first>[pq])(?:, (?P<second>[pq]))?\)|ln\(1/q(?P<of>[₀-₉]*)\))"
)
_ITEM = re.compile(r"(?P<name>[\w.]+)(?P<indices>(?:\[-?\d+\])*)")
_WHOLE = re.compile(r"(?<![\w.,])[0-9]+(?![\w]|[.,][0-9])")
"""A whole number by itself within a name, as in "class 4", the name of a class without a label."""
_CHARACTERS_PER_SECOND = 16.0
"""Comfortable reading speed of subtitles; broadcasters allow 17 to 20."""


class _Formatter(string.Formatter):
    """A formatter like ``str.format`` that writes numbers only in the forms of ``stage.digits``.

    A number needs a form (``.4f``, ``.4p``, ``exact``, ...), which may itself be one of the values:
    ``{gains[0]:{gain_form}}``. Words take no form, and integers, which are counts, need none.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str) or (_is_whole(value) and not format_spec):
            if format_spec:
                raise ValueError(
                    f"words in a narration must have no format; got {format_spec!r} for {value!r}. "
                    f"Leave it out."
                )
            return str(value)
        if not isinstance(value, float | int | np.floating | np.integer):
            raise TypeError(
                f"a narration must be filled with numbers and words; got {value!r}. "
                f"Give one item of it, or a name of its own to what is to be said."
            )
        return write(float(value), format_spec)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


class Narration:
    """A caption, or the spoken words of a beat, with its values filled in.

    Parameters
    ----------
    template
        Template as for ``str.format``, in which ``{name}``, ``{name[0]}`` and ``{name.field}`` look
        up ``values``. A colon is followed by a form of ``stage.digits``, or, in braces, by the name
        of a value that holds the form: ``{name[0]:{form}}``.
    values
        Values by name.
    spoken
        Whether to write numbers in words, as a voice says them, including whole numbers within
        names ("class 4").

    Attributes
    ----------
    text
        The filled-in text in plain Unicode, for subtitles and the card.
    numbers
        The filled-in values as JSON values, by their fields in the template.
    told
        Pairs of a field and the text that replaces it, in the order of the template.

    Raises
    ------
    ValueError
        A field is not in ``values``, a word has a form, or a number has no valid form.
    TypeError
        A value is neither a number nor a string.
    """

    def __init__(self, template: str, values: Mapping[str, Any], *, spoken: bool = False) -> None:
        formatter = _Formatter()
        self.numbers: dict[str, Any] = {}
        self._pieces: list[tuple[str, str]] = []
        told: list[tuple[str, str]] = []
        for words, field, spec, _ in formatter.parse(template):
            self._pieces.append(("words", words))
            if field is not None:
                value = _look_up(formatter, field, values)
                self.numbers[field] = to_json(value)
                written = formatter.format_field(value, _form(formatter, spec or "", values))
                if isinstance(value, str):
                    written = wording().within(written)
                elif not spoken:
                    written = wording().number(written)
                if spoken:
                    written = (
                        _WHOLE.sub(lambda whole: in_words(whole[0]), written)
                        if isinstance(value, str)
                        else in_words(written)
                    )
                is_bound = written[:1] in ("<", ">") and not isinstance(value, str)
                if is_bound and words.endswith(("= ", "≈ ")):
                    self._pieces[-1] = ("words", words[:-2])
                    written = equals(written)
                self._pieces.append(("value", written))
                told.append((field, written))
        self.told = tuple(told)
        self.text = "".join(piece for _, piece in self._pieces)

    def markup(self, theme: Theme) -> str:
        """Return the text as Typst markup, with its symbols set as mathematics."""
        return "".join(
            # Non-breaking spaces keep a value on one line.
            name_markup(piece.replace(" ", "\u00a0")) + ";"
            if kind == "value"
            else _set_symbols(piece, theme)
            for kind, piece in self._pieces
        )


def _look_up(formatter: _Formatter, field: str, values: Mapping[str, Any]) -> Any:
    item = _ITEM.fullmatch(field)
    try:
        if item and item["name"] in values:  # str.format cannot count from the end: up.q[-1]
            value = values[item["name"]]
            for index in re.findall(r"-?\d+", item["indices"]):
                value = value[int(index)]
        else:
            value, _ = formatter.get_field(field, (), values)
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise ValueError(
            f"{{{field}}} in a narration must be a field of the scene's numbers, or an item of one "
            f"counted from 0, or from −1 at its end; got {error!r}. "
            f"The fields are {', '.join(values)}."
        ) from error
    return value


def _form(formatter: _Formatter, spec: str, values: Mapping[str, Any]) -> str:
    """Return the form of a field: its specification, with names in braces replaced by values."""
    return "".join(
        words if field is None else f"{words}{_look_up(formatter, field, values)}"
        for words, field, _, _ in formatter.parse(spec)
    )


def _set_symbols(words: str, theme: Theme) -> str:
    """Return a template's own words as Typst markup, with symbols set as mathematics."""
    roles = {"p": theme.p, "q": theme.q, "a": theme.q, "z": theme.text}
    markup = []
    end = 0
    for match in _SYMBOL.finditer(words):
        markup.append(_plain(words[end : match.start()]))
        letter = match["letter"] or match["alone"]
        if letter:
            index = (match["index"] or "").translate(_SUBSCRIPTS)
            body = f"{letter}_({index})" if index else letter
            markup.append(f'#text(fill: rgb("{roles[letter]}"))[${body}$];')
        elif match["hat"]:
            markup.append("#[$hat(y)$];")
        elif match["of"] is not None:
            index = match["of"].translate(_SUBSCRIPTS)
            body = f"q_({index})" if index else "q"
            markup.append(f'#box[#text(fill: rgb("{theme.q}"))[$ln(1\\/{body})$]];')
        else:  # the box prevents a line break within it
            of = ", ".join(
                f'#text(fill: rgb("{roles[name]}"))[${name}$]'
                for name in (match["first"], match["second"])
                if name
            )
            markup.append(f"#box[$H({of})$];")
        end = match.end()
    markup.append(_plain(words[end:]))
    return "".join(markup)


def _plain(words: str) -> str:
    # Non-breaking spaces keep an equation on one line.
    for sign in ("=", "≈", "<", ">", "−"):
        words = words.replace(f" {sign} ", f"\u00a0{sign}\u00a0")
    return literal(re.sub("(?<=[=≈<>]) $", "\u00a0", words)) + ";" if words else ""


def glance_seconds(text: str) -> float:
    """Return the seconds for which a line of text is shown without motion, from 1.2 to 1.8.

    Lines have at most 45 characters.

    >>> glance_seconds("Drag the cat down."), glance_seconds("x" * 45)
    (1.2, 1.8)
    """
    return min(max(0.6 + len(text) / 30, 1.2), 1.8)


def reading_seconds(text: str) -> float:
    """Return the seconds that ``text`` takes to read.

    The speed is 16 characters per second, after one second to find the text.

    >>> reading_seconds("The areas stack to the cross entropy.")
    3.3125
    """
    return 1.0 + len(text) / _CHARACTERS_PER_SECOND
