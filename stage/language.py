"""The language of a clip: a catalogue of translations, and how the language writes numbers.

Scenes are written in English, and without a language their texts do not change. A catalogue maps
English texts to another language. They are looked up as follows:

- The words of a beat are looked up as a template in which only the names of the fields count:
  ``{loss}``, not ``{loss[0]:.2f}``.
- What a voice says is looked up sentence by sentence.
- A text of a figure is looked up with its numbers replaced by ``{0}``, ``{1}`` and so on.
- The name of a class within a text is replaced by ``{name}``.

Text that a user typed, such as a label, is never translated. A text that the catalogue lacks stays
English. This module does not depend on files or drawing.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from itertools import count

__all__ = [
    "CLASS",
    "ENGLISH",
    "NUMBER",
    "Key",
    "Language",
    "Wording",
    "fields_in",
    "strings_in",
    "use_wording",
    "wording",
    "words_put_back",
]

Key = tuple[str, str]
"""The context of a text and its English.

The context is the name of a scene, ``NUMBER``, ``CLASS``, or the empty string for all contexts.
"""

NUMBER = "number"
"""The context of the decimal mark, ``.``, and of the words in spoken numbers, such as "minus"."""

CLASS = "class"
"""The context of the names of classes.

It holds a name by itself ("cat"), as a subscript in a formula ("_cat") and within a sentence
("a cat", "class {0}"). For labels that a user typed it holds ``{label}`` and ``a {label}``.
"""

ENGLISH = "en"

_POWER = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_NUMBER = rf"(?<![\w.])(?:\d+(?:\.\d+)?|\.\d+)(?:×10[{_POWER}]+|[{_POWER}]+)?(?!\w)"
_DECIMAL = re.compile(r"(?<![\w.])(\d*)\.(\d+)")
_WORD = re.compile(r"[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹₀-₉]{2}")
"""Two letters in a row; a text without them has no word, but is a number or a symbol."""
_SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+")
_ARTICLE = re.compile(r"an? (.+)")
_NUMBERED = re.compile(r"class (\d+)")
_FORMATTER = string.Formatter()


@dataclass(frozen=True, slots=True)
class Language:
    """A language other than English.

    Attributes
    ----------
    code
        Language code such as ``de``. It names the folders of the clips and selects how numbers are
        spoken.
    entries
        Translations by context and English text.
    """

    code: str
    entries: Mapping[Key, str] = field(default_factory=dict, hash=False)

    def find(self, context: str, english: str) -> str | None:
        """Return the translation in a context, or else that for all contexts, or else None."""
        return self.entries.get((context, english)) or self.entries.get(("", english))

    def as_rows(self) -> list[list[str]]:
        """Return the entries as lists of context, English text and translation."""
        return [[*key, text] for key, text in self.entries.items()]

    @classmethod
    def of_rows(cls, code: str, rows: Iterable[Sequence[str]]) -> Language:
        """Return the language whose entries are given in the rows that ``as_rows`` returns."""
        return cls(code, {(context, english): text for context, english, text in rows})

    def of_scene(self, scene: str) -> Language:
        """Return the language with only the entries of one scene and those common to all scenes."""
        contexts = ("", NUMBER, CLASS, scene)
        return Language(
            self.code, {key: text for key, text in self.entries.items() if key[0] in contexts}
        )


class Wording:
    """The wording of one scene, or of a film, in its language.

    Parameters
    ----------
    language
        The language, or None for English.
    scene
        The context in which texts are looked up first.
    names
        Names of the classes, which may occur within a text.
    typed
        Texts that a user typed, which are not translated.

    Attributes
    ----------
    missing
        The texts without a translation, each with the value of ``place`` when it was looked up.
    place
        Readable description of the part of the clip to which the next texts belong.
    """

    def __init__(
        self,
        language: Language | None = None,
        scene: str = "",
        names: Iterable[str] = (),
        typed: Iterable[str] = (),
    ) -> None:
        self.language = language
        self.scene = scene
        self.missing: dict[Key, str] = {}
        self.place = ""
        self._typed = frozenset(typed)
        words = sorted({name for name in names if _WORD.search(name)}, key=len, reverse=True)
        self._names = frozenset(words)
        either = "".join(rf"|(?<!\w){re.escape(name)}(?!\w)" for name in words)
        self._parts = re.compile(_NUMBER + either)
        self._only_names = re.compile(either[1:] or r"(?!)")

    @property
    def code(self) -> str:
        """The code of the language, such as ``de``."""
        return ENGLISH if self.language is None else self.language.code

    def number(self, text: str) -> str:
        """Return a text with the decimal mark of the language.

        A mark other than a point always has a digit before it: ".5" becomes "0,5".

        >>> german = Wording(Language("de", {(NUMBER, "."): ","}))
        >>> german.number(".315"), german.number("−1.50×10⁻⁹"), Wording().number(".315")
        ('0,315', '−1,50×10⁻⁹', '.315')
        """
        mark = None if self.language is None else self.language.entries.get((NUMBER, "."))
        if mark in (None, "."):
            return text
        return _DECIMAL.sub(lambda found: f"{found[1] or 0}{mark}{found[2]}", text)

    def text(self, text: str) -> str:
        """Return the translation of a text of a figure, or of the name of a class.

        >>> entries = {(NUMBER, "."): ",", ("", "to {0}"): "zu {0}", (CLASS, "cat"): "Katze"}
        >>> german = Wording(Language("de", entries), names=["cat", "to 2"], typed=["to 2"])
        >>> german.text("to 1.5"), german.text("cat"), german.text("to 2"), german.text("owl")
        ('zu 1,5', 'Katze', 'to 2', 'owl')
        >>> german.text("cat + cat 0.5")
        'Katze + Katze 0,5'
        """
        if self.language is None or text in self._typed:
            return text
        if text in self._names:
            return self._find(text, CLASS) or text
        slots: dict[str, str] = {}
        numbers = map(str, count())

        def slot(found: re.Match[str]) -> str:
            part = found[0]
            if part in self._names:
                key = _new_slot("name", part, slots)
                slots[key] = part
            else:
                slots[key := next(numbers)] = part
            return f"{{{key}}}"

        english = self._parts.sub(slot, text)
        if not _WORD.search(re.sub(r"\{\w+\}", "", english)):
            return self.number(self._only_names.sub(lambda name: self.text(name[0]), text))
        found = self._find(english)
        if found is None:
            return self.number(text)
        return _filled(found, lambda key, _: self.text(slots[key]))

    def subscript(self, name: str) -> str:
        """Return the translated name of a class as a subscript, in its short form if it has one."""
        if self.language is None or name in self._typed or name not in self._names:
            return name
        return self._find(f"_{name}", CLASS) or self.text(name)

    def within(self, value: str) -> str:
        """Return the translation of a text that is filled into a sentence.

        It may be the name of a class, also with an article ("a cat") or a number ("class 5").
        """
        if self.language is None:
            return value
        article = _ARTICLE.fullmatch(value)
        for name, english in ((value, "{label}"), (article[1] if article else "", "a {label}")):
            if name in self._typed:
                found = self._find(english, CLASS)
                return value if found is None else _filled(found, partial(_always, name))
            if name in self._names:
                return self._find(value, CLASS) or value
        if number := _NUMBERED.fullmatch(value):
            found = self._find("class {0}", CLASS)
            return value if found is None else _filled(found, partial(_always, number[1]))
        return self.text(value)

    def template(self, template: str) -> str:
        """Return the translation of a template of a beat's words, with the same fields and forms.

        >>> german = Wording(Language("de", {("", "It loses {loss}."): "Sie verliert {loss}."}))
        >>> german.template("It loses {loss[1]:.2f}."), german.template("No {loss}.")
        ('Sie verliert {loss[1]:.2f}.', 'No {loss}.')
        """
        if self.language is None or not _WORD.search(template):
            return template
        slots: dict[str, str] = {}
        english = ""
        for words, name, spec, _ in _FORMATTER.parse(template):
            english += self._only_names.sub(
                lambda found: f"{{{_slot_of('name', _literal(self.within(found[0])), slots)}}}",
                _literal(words),
            )
            if name is not None:
                whole = f"{{{name}:{spec}}}" if spec else f"{{{name}}}"
                base = re.match(r"\w*", name)
                english += f"{{{_slot_of(base[0] if base else '', whole, slots)}}}"
        found = self._find(english)
        if found is None:
            return template

        def own(key: str, spec: str) -> str:
            return f"{slots[key].rstrip('}').partition(':')[0]}:{spec}}}" if spec else slots[key]

        return _filled(found, own, literal=_literal)

    def sentences(self, template: str) -> str:
        """Return the translation of what a voice says, looked up sentence by sentence."""
        if self.language is None:
            return template
        return " ".join(self.template(one) for one in _SENTENCE_ENDS.split(template))

    def shared(self, english: str) -> str:
        """Return the translation of a text that belongs to no scene, such as a chapter's title.

        The text is looked up unchanged, and only among the entries for all contexts.
        """
        return english if self.language is None else self._find(english, "") or english

    def spoken(self, english: str) -> str:
        """Return the translation of a word in a spoken number."""
        return self._find(english, NUMBER) or english if self.language is not None else english

    def _find(self, english: str, context: str | None = None) -> str | None:
        assert self.language is not None
        context = self.scene if context is None else context
        found = self.language.find(context, english)
        if found is None:
            self.missing.setdefault((context, english), self.place)
        return found


def fields_in(template: str) -> Iterator[tuple[str, str]]:
    """Yield the name and form of each field of a template; the form may be empty.

    Raises
    ------
    ValueError
        The braces of the template do not match.
    """
    for _, name, spec, _ in _FORMATTER.parse(template):
        if name is not None:
            yield name, spec or ""


def strings_in(value: object) -> Iterator[str]:
    """Yield all strings in a value, which may be a string or nested lists and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings_in(item)


def _slot_of(base: str, meant: str, slots: dict[str, str]) -> str:
    """Return the name of a field that stands for ``meant``, and enter it in ``slots``.

    The name is ``base``, followed by a number from 2 on if another field has that name already.
    """
    key = _new_slot(base, meant, slots)
    slots[key] = meant
    return key


def _new_slot(base: str, meant: str, slots: Mapping[str, str]) -> str:
    names = (base if number == 1 else f"{base}_{number}" for number in count(1))
    return next(name for name in names if slots.get(name, meant) == meant)


def _always(value: str, _name: str, _form: str) -> str:
    return value


def _literal(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


def _filled(
    translated: str, fill: Callable[[str, str], str], literal: Callable[[str], str] = str
) -> str:
    """Return a translation with each field replaced by ``fill`` of its name and form."""
    return "".join(
        literal(words) + ("" if name is None else fill(name, spec or ""))
        for words, name, spec, _ in _FORMATTER.parse(translated)
    )


_current: ContextVar[Wording] = ContextVar("wording", default=Wording())  # noqa: B039


def wording() -> Wording:
    """Return the wording with which the current scene is drawn."""
    return _current.get()


@contextmanager
def words_put_back() -> Iterator[None]:
    """Restore the current wording at the end of the ``with`` block."""
    before = wording()
    try:
        yield
    finally:
        use_wording(before)


def use_wording(chosen: Wording) -> None:
    """Use ``chosen`` for all texts that are made from now on."""
    _current.set(chosen)
