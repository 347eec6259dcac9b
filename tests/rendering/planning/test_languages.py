"""A catalogue is read entry by entry, and what does not fit its English is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from rendering.errors import CallError
from rendering.planning.fonts import read_font
from rendering.planning.languages import code_of, read_catalogue, read_language
from stage.language import Language
from tests.some_fonts import HAN

HEAD = 'msgid ""\nmsgstr "Language: de\\nContent-Type: text/plain; charset=UTF-8\\n"\n'


def entry(english: str, translated: str, above: str = "") -> str:
    return f'\n{above}msgid "{english}"\nmsgstr "{translated}"\n'


@pytest.fixture
def catalogue(tmp_path: Path):
    """Writes a catalogue with such entries."""

    def write(*entries: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
        path = tmp_path / "mine.po"
        path.write_bytes((head + "".join(entries)).encode(encoding))
        return path

    return write


def test_a_catalogue_has_its_entries_by_context_and_english(catalogue):
    path = catalogue(
        entry("loss", "Verlust", 'msgctxt "KilledByZero"\n'),
        entry("Loss {losses}.", "Verlust {losses:.3f}."),
        entry("not yet", ""),
        entry("perhaps", "vielleicht", "#, fuzzy\n"),
    )
    assert read_catalogue(path) == Language(
        "de",
        {("KilledByZero", "loss"): "Verlust", ("", "Loss {losses}."): "Verlust {losses:.3f}."},
    )
    assert read_language(str(path)) == read_catalogue(path)


def test_english_is_no_language_of_its_own():
    assert read_language("en") is None


@pytest.mark.parametrize(
    ("translated", "told"),
    [
        ("{verlust} weg", "got {verlust} besides. It has {loss}"),
        ("weg", "{loss} is missing in 'weg'"),
        ("{loss:.2e} weg", "got .2e of {loss}"),
        ("{loss", "each { must have its }"),
        ("{loss} 猫", "got U+732B"),
        ("{loss}\\nweg", "got U+000A"),
        ("{loss}" + "x" * 1000, "at most 1000 characters; got 1006"),
    ],
)
def test_a_translation_that_does_not_fit_is_refused_by_its_place(catalogue, translated, told):
    path = catalogue(entry("right", "richtig"), entry("{loss} away", translated))
    with pytest.raises(CallError) as refused:
        read_catalogue(path)
    sentence = str(refused.value)
    assert sentence.startswith("the catalogue ")
    assert "mine.po, line 7, entry '{loss} away': " in sentence
    assert told in sentence


def test_a_font_that_is_given_holds_what_the_embedded_ones_do_not(catalogue):
    path = catalogue(entry("cat", "猫"))
    assert read_catalogue(path, read_font(HAN)).entries["", "cat"] == "猫"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ('msgid ""\nmsgstr ""\n', "must name its language in its header"),
        (HEAD.replace("de", "en"), "other than en; got 'en'"),
        (HEAD.replace("de", "xx"), "in which num2words can speak numbers"),
    ],
)
def test_a_catalogue_names_its_language(catalogue, head, told):
    with pytest.raises(CallError, match=told):
        read_catalogue(catalogue(entry("loss", "Verlust"), head=head))


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([], "it has no entries"),
        ([entry("loss", "")], "must have a translation; it has none"),
        (["\nthis is no catalogue\n"], "it has something else in line 4"),
    ],
)
def test_what_is_no_catalogue_is_refused(catalogue, entries, told):
    with pytest.raises(CallError, match=told):
        read_catalogue(catalogue(*entries))


def test_another_encoding_is_refused(catalogue):
    path = catalogue(entry("it floats", "schwebt ü"), encoding="latin-1")
    first = path.read_bytes().index(b"\xfc")  # ü in Latin-1
    with pytest.raises(CallError, match=f"it has another encoding, at byte {first}"):
        read_catalogue(path)


def test_a_missing_file_is_refused_with_the_call_that_begins_one(tmp_path):
    with pytest.raises(CallError, match=r"there is none.*render\.py catalogue --language FILE\.po"):
        read_language(str(tmp_path / "fr.po"))


def test_a_word_that_is_no_language_is_refused():
    with pytest.raises(CallError, match=r"--language must be en.* or the file .*; got 'klingon'"):
        read_language("klingon")


@pytest.mark.parametrize(("name", "code"), [("fr.po", "fr"), ("de_CH.po", "de_CH")])
def test_a_catalogue_to_begin_is_called_as_its_language(tmp_path, name, code):
    assert code_of(tmp_path / name) == code


def test_a_catalogue_with_another_name_is_not_begun(tmp_path):
    with pytest.raises(CallError, match=r"must be called as its language.*got 'words'"):
        code_of(tmp_path / "words.po")
