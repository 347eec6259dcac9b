"""Conversion of Typst markup to SVG, with the same result on every machine.

System fonts, files and packages are not used. Names may need letters that the embedded fonts do not
have; these are set in one additional font, which a user may give (``Font``).

This module does not import manim. ``stage.mobjects.text`` makes mobjects of the SVG, and
``stage.parameters`` checks which characters the fonts have.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import unicodedata
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

import typst

__all__ = [
    "FONTS",
    "TYPST_VERSION",
    "WEIGHT",
    "Font",
    "compile_svg",
    "font",
    "in_its_face",
    "literal",
    "missing_glyphs",
    "name_markup",
    "shows_anything",
    "use_font",
]

FONTS = ("New Computer Modern Math", "New Computer Modern", "Libertinus Serif", "DejaVu Sans Mono")
"""Typst's embedded font families, in the order in which they are searched for a glyph.

The font of the formulas comes first, so that the words, letters and digits of a line have the same
typeface. The others cover more scripts.
"""

WEIGHT = 450
"""Font weight of all text, which is that of the formulas."""

TYPST_VERSION = version("typst")

_FOR_WORDS = FONTS[:3]
"""The fonts for words: all but the monospaced one, which is only a last resort."""

_GLYPH = re.compile(r'<use xlink:href="#(g\w+)"')
_UNASSIGNED = "\U0010fffd"  # a private-use character that no font holds
_DOTTED_CIRCLE = "\u25cc"  # shown below a combining mark that has no letter


@dataclass(frozen=True, slots=True)
class Font:
    """A font in addition to the embedded ones.

    Attributes
    ----------
    family
        Name of the font family, as recorded in the font.
    sha256
        SHA-256 digest of the font file.
    file
        Path of the font file. Its folder must hold no other font, since Typst loads all fonts of a
        folder.
    """

    family: str
    sha256: str
    file: Path


_font: ContextVar[Font | None] = ContextVar("font", default=None)


def font() -> Font | None:
    """Return the font for names with letters that the embedded fonts lack, or None."""
    return _font.get()


def use_font(chosen: Font | None) -> None:
    """Use ``chosen`` for all text set from now on in this thread; a scene calls this first."""
    _font.set(chosen)


@cache
def _empty_folder() -> tempfile.TemporaryDirectory[str]:
    # The cache keeps the folder until the process ends, when it removes itself.
    return tempfile.TemporaryDirectory(prefix="typst-root-")


@lru_cache(maxsize=4)  # each keeps its font in memory
def _compiler(own: Font | None) -> typst.Compiler:
    # System fonts would make a picture depend on the machine, and markup could read any file below
    # the root. So the root is a folder that nothing writes to, which stays empty.
    nowhere = _empty_folder().name
    compiler = typst.Compiler(
        root=nowhere,
        font_paths=[] if own is None else [str(own.file.parent)],
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )
    if own is not None:
        # Typst reads a font on first use, and silently does without a missing one. So use it now.
        compiler.compile(f'#set text(font: "{_escaped(own.family)}")\nx'.encode(), format="svg")
        if hashlib.sha256(own.file.read_bytes()).hexdigest() != own.sha256:
            raise ValueError(f"the font {own.family} is not any more what it was; run again")
    return compiler


def compile_svg(source: str) -> bytes:
    """Return the SVG of a one-page Typst document.

    Raises
    ------
    typst.TypstError
        The document is not valid.
    ValueError
        The document has more than one page, or the additional font is damaged or has changed.
    """
    return _compiled(source, _font.get())


def _compiled(source: str, own: Font | None) -> bytes:
    try:
        svg = _compiler(own).compile(source.encode(), format="svg")
    except Exception:
        raise
    except BaseException as error:
        # A damaged font makes Typst panic, which raises an exception not derived from Exception.
        if own is None or type(error).__name__ != "PanicException":
            raise
        raise ValueError(
            f"{own.family} must be whole; got a damaged font. Copy it again."
        ) from None
    if not isinstance(svg, bytes):
        raise ValueError(f"a text must fit one page; got {len(svg or ())} pages of {source!r}")
    return svg


def literal(text: str) -> str:
    r"""Return ``text`` as a Typst string expression, in which markup has no effect.

    >>> print(literal('a "b" \\ *c*'))
    #"a \"b\" \\ *c*"
    """
    return f'#"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def name_markup(text: str) -> str:
    """Return Typst markup for a name, in the additional ``font`` if the name needs it.

    In that case the whole name is set in it, since a name in two typefaces would look like a
    mistake. As in ``literal``, markup within the name has no effect.

    >>> name_markup("cat")
    '#"cat"'
    """
    own, markup = _font.get(), literal(text)
    strong = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    if in_its_face(text, own):
        assert own is not None
        faces = ", ".join(f'"{_escaped(face)}"' for face in (own.family, *FONTS))
        # The line height includes all marks above and below the letters of other scripts.
        edges = 'top-edge: "bounds", bottom-edge: "bounds"'
        markup = f"#text(font: ({faces}), {edges})[{markup}]"
    elif first == "L":
        return markup
    # A box keeps the rest of the line out of the name's bidirectional order.
    direction = "ltr" if first == "L" else "rtl"
    return f"#box[#set text(dir: {direction});{markup}]"


def in_its_face(text: str, own: Font | None) -> bool:
    """Return whether a name is set in the font ``own``.

    It is if ``own`` has a letter of the name that none of the embedded fonts for words has.
    """
    return own is not None and any(
        not character.isspace() and not _is_for_words(character) and _holds(own, character)
        for character in text
    )


def missing_glyphs(text: str, own: Font | None = None) -> str:
    """Return the characters of ``text`` that neither an embedded font nor ``own`` can draw.

    Each is listed once, in the order of the text.

    >>> missing_glyphs("cat ж 你"), missing_glyphs("σ(z₁)")
    ('你', '')
    """
    return "".join(
        c
        for c in dict.fromkeys(text)
        if not c.isspace() and not _has_glyph(c) and (own is None or not _holds(own, c))
    )


def shows_anything(text: str) -> bool:
    """Return whether any of ``text`` is visible; besides spaces, some letters are blank, too.

    >>> shows_anything("a "), shows_anything(" "), shows_anything("\u3164")
    (True, False, False)
    """
    return bool(_glyphs(text))


@cache
def _has_glyph(character: str) -> bool:
    # The font of the formulas has Devanagari letters, but not the rules to join them.
    if unicodedata.name(character, "").startswith("DEVANAGARI"):
        return False
    return _glyphs(character) != _glyphs(_UNASSIGNED)


@cache
def _is_for_words(character: str) -> bool:
    unheld = _glyphs(_UNASSIGNED, _FOR_WORDS)
    return _has_glyph(character) and _glyphs(character, _FOR_WORDS) != unheld


@lru_cache(maxsize=10_000)
def _holds(own: Font, character: str) -> bool:
    """Return whether a font has an outline of a character.

    A bitmap does not count, and neither does the font's glyph for missing characters.
    """
    shown, unheld, alone = (
        _compiled(f'#set text(font: "{_escaped(own.family)}", fallback: false)\n{literal(c)}', own)
        for c in (character, _UNASSIGNED, _DOTTED_CIRCLE)
    )
    if b"<image" in shown:
        return False
    glyphs, signs = _GLYPH.findall(shown.decode()), _GLYPH.findall(unheld.decode())
    # The glyph for missing characters may be blank. Then a missing mark leaves only the circle.
    return glyphs not in ([], _GLYPH.findall(alone.decode())) and not {*glyphs} & {*signs}


def _glyphs(text: str, fonts: tuple[str, ...] = FONTS) -> list[str]:
    # Libertinus Serif comes first, since only its glyph for missing characters is not blank.
    asked = ", ".join(f'"{font}"' for font in ("Libertinus Serif", *fonts))
    svg = _compiled(f"#set text(font: ({asked}), fallback: false)\n{literal(text)}", None)
    return _GLYPH.findall(svg.decode())
