"""Read the catalogue of ``--language`` once, and check each entry against its English text.

A catalogue is a PO file, the format of gettext and of every translation tool. A wrong catalogue is
refused before anything is drawn. This module does not know where a clip uses the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import polib
from num2words import CONVERTER_CLASSES

from rendering.errors import CallError, did_you_mean
from rendering.machine.files import InvalidFileError, read_limited
from stage.digits import write
from stage.language import ENGLISH, Language, fields_in
from stage.quoting import brief, quoted
from stage.typesetting import Font, missing_glyphs

__all__ = [
    "FOLDER",
    "SHIPPED",
    "code_of",
    "language_of",
    "parse",
    "read_catalogue",
    "read_language",
]

FOLDER = Path(__file__).parents[2] / "stage" / "languages"

SHIPPED = tuple(sorted(path.stem for path in FOLDER.glob("*.po")))
"""The codes of the languages that come with the project, besides English."""

_MOST_BYTES = 5_000_000
_LONGEST = 1_000
_CODE = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?")
_RULE = "by a code in which num2words can speak numbers, and other than en"
_PRINTS = ("L", "M", "N", "P", "S", "Zs")
"""First letters of the Unicode categories whose characters a line of text may contain."""


def read_language(typed: str, font: Font | None = None) -> Language | None:
    """Return the requested language, from the project or from a file; None for English.

    Raises
    ------
    CallError
        There is no language of that name, or its catalogue is wrong.
    """
    if typed == ENGLISH:
        return None
    if typed in SHIPPED:
        return read_catalogue(FOLDER / f"{typed}.po", font)
    if not typed.endswith(".po"):
        known = (ENGLISH, *SHIPPED)
        raise CallError(
            f"--language must be {', '.join(known)} or the file of a catalogue, FILE.po; "
            f"got {quoted(typed)}.{did_you_mean(typed, known)} "
            "render.py catalogue --language FILE.po begins one."
        )
    return read_catalogue(Path(typed), font)


def language_of(code: str, others: Iterable[Language | None] = ()) -> Language | None:
    """Return the language of a code, from ``others`` or from the project; None if unknown."""
    found = next((other for other in others if other is not None and other.code == code), None)
    return read_language(code) if found is None and code in SHIPPED else found


def read_catalogue(path: Path, font: Font | None = None) -> Language:
    """Return the language in a PO file.

    Raises
    ------
    CallError
        The file cannot be read or is not a catalogue, or an entry does not match its English text.
    """
    label = f"the catalogue {brief(path)}"
    catalogue = parse(path)
    code = str(catalogue.metadata.get("Language", "")).strip()
    if not _is_code(code):
        raise CallError(
            f'{label} must name its language in its header, as in "Language: de\\n", {_RULE}; '
            f"got {quoted(code)}. Change the header."
        )
    entries = {}
    for entry in catalogue:
        if not entry.msgstr.strip() or entry.obsolete or "fuzzy" in entry.flags:
            continue
        problem = _problem(entry.msgid, entry.msgstr, font)
        if problem:
            raise CallError(
                f"{label}, line {entry.linenum}, entry {quoted(entry.msgid)}: {problem}"
            )
        entries[entry.msgctxt or "", entry.msgid] = entry.msgstr
    if not entries:
        raise CallError(
            f"{label} must have a translation; it has none that is not marked fuzzy. Fill in some "
            "msgstr."
        )
    return Language(code, entries)


def code_of(path: Path) -> str:
    """Return the language code of a catalogue, which need not exist yet.

    The code is taken from the file's header, or from the file's name if the header has none.

    Raises
    ------
    CallError
        The code found there is not the code of a language that can be used.
    """
    said = str(parse(path).metadata.get("Language", "")).strip() if path.exists() else ""
    code = said or path.stem
    if not _is_code(code):
        raise CallError(
            f"a catalogue must be called as its language, {_RULE}; got {quoted(code)}. Call it "
            "fr.po, for example."
        )
    return code


def _is_code(code: str) -> bool:
    # num2words knows de_CH at least by its first part.
    known = {code, code.partition("_")[0]} & CONVERTER_CLASSES.keys()
    return _CODE.fullmatch(code) is not None and code != ENGLISH and bool(known)


def parse(path: Path) -> polib.POFile:
    """Return all entries of a PO file in UTF-8 without checking them."""
    rule = f"the catalogue {brief(path)} must be a PO file in UTF-8"
    try:
        text = read_limited(path, _MOST_BYTES).decode("utf-8-sig")
        if "\0" in text:
            raise InvalidFileError(rule, "has characters that no text has", "")
        catalogue = polib.pofile(text + "\n")
    except FileNotFoundError:
        raise CallError(
            f"{rule}; there is none. Check the path, or begin one: render.py catalogue "
            "--language FILE.po."
        ) from None
    except UnicodeDecodeError as error:
        raise CallError(
            f"{rule}; it has another encoding, at byte {error.start}. Save it as UTF-8."
        ) from None
    except InvalidFileError as error:
        raise CallError(f"{rule}; it {error.found}. Give another.") from None
    except (OSError, ValueError) as error:  # polib raises these when it cannot parse the file
        line = re.search(r"line (\d+)", str(error))
        where = f" in line {line[1]}" if line else ""
        raise CallError(
            f"{rule}; it has something else{where}. Check it with a tool such as msgfmt or Poedit."
        ) from None
    if not len(catalogue):
        raise CallError(
            f"{rule}; it has no entries. Begin one: render.py catalogue --language FILE.po."
        )
    return catalogue


def _problem(english: str, translated: str, font: Font | None) -> str:
    """Return what is wrong with a translation, and the remedy; an empty string if it is right."""
    try:
        found = list(fields_in(translated))
    except ValueError:
        return f"each {{ must have its }}; got {quoted(translated)}. Write {{{{ for a brace itself."
    wanted, there = {name for name, _ in fields_in(english)}, {name for name, _ in found}
    if unknown := sorted(there - wanted):
        can = f"It has {', '.join(f'{{{name}}}' for name in sorted(wanted))}" if wanted else ""
        return (
            f"a translation must have the fields of its English; got {{{brief(unknown[0])}}} "
            f"besides. {can or 'It has none'}."
        )
    if lacking := sorted(wanted - there):
        return (
            f"a translation must have the fields of its English; {{{lacking[0]}}} is missing in "
            f"{quoted(translated)}. Write it where it belongs."
        )
    for name, form in found:
        try:
            write(0.5, form or "exact")
        except ValueError:
            return (
                f"a form must be one such as .2f or .3g (docs/design.md); got {brief(form)} of "
                f"{{{name}}}. Leave it out, for that of the English."
            )
    unfit = [c for c in translated if not unicodedata.category(c).startswith(_PRINTS)]
    unfit += missing_glyphs(translated, font)
    if unfit:
        return (
            f"a caption must be written in characters that can be set; got U+{ord(unfit[0]):04X}. "
            "Use others, or give --font FILE with a font that holds it."
        )
    if len(translated) > _LONGEST:
        return f"a text must have at most {_LONGEST} characters; got {len(translated)}. Shorten it."
    return ""
