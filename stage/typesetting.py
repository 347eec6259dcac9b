"""Typst markup to SVG, the same on every machine: no font of the machine's, no files, no packages.

Names may need letters that the embedded fonts do not hold; they are set in one more font, which
somebody gave (``Font``). Knows nothing of manim, nor who gave it. ``stage.mobjects.text`` makes
mobjects of the result; ``stage.parameters`` asks which characters the fonts hold.
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
"""Typst's embedded families, in the order in which they are asked for a glyph.

The font of the formulas comes first, so that the words, letters and digits of a line are of one
typeface; the others have the letters of more scripts.
"""

WEIGHT = 450
"""Of the type: that of formulas."""

TYPST_VERSION = version("typst")

_FOR_WORDS = FONTS[:3]
"""The last one, whose letters are all equally wide, is for what is nowhere else."""

_GLYPH = re.compile(r'<use xlink:href="#(g\w+)"')
_UNASSIGNED = "\U0010fffd"  # a private-use character that no font holds
_DOTTED_CIRCLE = "\u25cc"  # which a mark without a letter is put on


@dataclass(frozen=True, slots=True)
class Font:
    """A font beside the embedded ones.

    Attributes
    ----------
    family
        What it calls itself.
    sha256
        Of its file.
    file
        Where that is, alone in its folder, for Typst takes all that it finds in one.
    """

    family: str
    sha256: str
    file: Path


_font: ContextVar[Font | None] = ContextVar("font", default=None)


def font() -> Font | None:
    """The font in which names are set that the embedded ones do not hold; None if there is none."""
    return _font.get()


def use_font(chosen: Font | None) -> None:
    """Have ``chosen`` for what is set from now on, in this thread; a scene does so first."""
    _font.set(chosen)


@cache
def _empty_folder() -> tempfile.TemporaryDirectory[str]:
    # Kept here for as long as the process lives; it removes itself at the end.
    return tempfile.TemporaryDirectory(prefix="typst-root-")


@lru_cache(maxsize=4)  # each keeps its font in memory
def _compiler(own: Font | None) -> typst.Compiler:
    # System fonts would make a picture depend on the machine, and a root with files in it
    # would let markup read them. The folder is never written to, so it stays empty.
    nowhere = _empty_folder().name
    compiler = typst.Compiler(
        root=nowhere,
        font_paths=[] if own is None else [str(own.file.parent)],
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )
    if own is not None:
        # Typst reads a font when it is first used, and does without one that is gone.
        compiler.compile(f'#set text(font: "{_escaped(own.family)}")\nx'.encode(), format="svg")
        if hashlib.sha256(own.file.read_bytes()).hexdigest() != own.sha256:
            raise ValueError(f"the font {own.family} is not any more what it was; run again")
    return compiler


def compile_svg(source: str) -> bytes:
    """The SVG of a one-page Typst document; ``typst.TypstError`` where it is not valid."""
    return _compiled(source, _font.get())


def _compiled(source: str, own: Font | None) -> bytes:
    try:
        svg = _compiler(own).compile(source.encode(), format="svg")
    except Exception:
        raise
    except BaseException as error:
        # What Typst stumbles over in a damaged font is an exception that is none of Python's.
        if own is None or type(error).__name__ != "PanicException":
            raise
        raise ValueError(
            f"{own.family} must be whole; got a damaged font. Copy it again."
        ) from None
    if not isinstance(svg, bytes):
        raise ValueError(f"a text must fit one page; got {len(svg or ())} pages of {source!r}")
    return svg


def literal(text: str) -> str:
    r"""``text`` as a Typst string expression: shown as it is, whatever markup it holds.

    >>> print(literal('a "b" \\ *c*'))
    #"a \"b\" \\ *c*"
    """
    return f'#"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def name_markup(text: str) -> str:
    """``text`` as ``literal`` shows it; in the face of the ``font`` if it needs that.

    All of it then, since letters of two faces in one name look like a mistake.

    >>> name_markup("cat")
    '#"cat"'
    """
    own, markup = _font.get(), literal(text)
    strong = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    if in_its_face(text, own):
        assert own is not None
        faces = ", ".join(f'"{_escaped(face)}"' for face in (own.family, *FONTS))
        # Lines keep clear of all that is above and below letters of other scripts.
        edges = 'top-edge: "bounds", bottom-edge: "bounds"'
        markup = f"#text(font: ({faces}), {edges})[{markup}]"
    elif first == "L":
        return markup
    # In a box, so that what stands beside it in a line does not get into its order.
    direction = "ltr" if first == "L" else "rtl"
    return f"#box[#set text(dir: {direction});{markup}]"


def in_its_face(text: str, own: Font | None) -> bool:
    """Whether a name is set in ``own``, since it has a letter that is there and nowhere better."""
    return own is not None and any(
        not character.isspace() and not _is_for_words(character) and _holds(own, character)
        for character in text
    )


def missing_glyphs(text: str, own: Font | None = None) -> str:
    """The characters of ``text`` that no embedded font, nor ``own``, can draw; in order, once each.

    >>> missing_glyphs("cat ж 你"), missing_glyphs("σ(z₁)")
    ('你', '')
    """
    return "".join(
        c
        for c in dict.fromkeys(text)
        if not c.isspace() and not _has_glyph(c) and (own is None or not _holds(own, c))
    )


def shows_anything(text: str) -> bool:
    """Whether something of ``text`` can be seen; some letters, too, are blank.

    >>> shows_anything("a "), shows_anything(" "), shows_anything("\u3164")
    (True, False, False)
    """
    return bool(_glyphs(text))


@cache
def _has_glyph(character: str) -> bool:
    # The font of the formulas has Devanagari letters, but not how they join into words.
    if unicodedata.name(character, "").startswith("DEVANAGARI"):
        return False
    return _glyphs(character) != _glyphs(_UNASSIGNED)


@cache
def _is_for_words(character: str) -> bool:
    unheld = _glyphs(_UNASSIGNED, _FOR_WORDS)
    return _has_glyph(character) and _glyphs(character, _FOR_WORDS) != unheld


@lru_cache(maxsize=10_000)
def _holds(own: Font, character: str) -> bool:
    """Whether a font has an outline of a character: not a picture, nor its sign for none."""
    shown, unheld, alone = (
        _compiled(f'#set text(font: "{_escaped(own.family)}", fallback: false)\n{literal(c)}', own)
        for c in (character, _UNASSIGNED, _DOTTED_CIRCLE)
    )
    if b"<image" in shown:
        return False
    glyphs, signs = _GLYPH.findall(shown.decode()), _GLYPH.findall(unheld.decode())
    # Its sign for none may be blank; then a mark that it has not leaves the circle bare.
    return glyphs not in ([], _GLYPH.findall(alone.decode())) and not {*glyphs} & {*signs}


def _glyphs(text: str, fonts: tuple[str, ...] = FONTS) -> list[str]:
    # Asked first, since its sign for a missing glyph, unlike that of the others, is not blank.
    asked = ", ".join(f'"{font}"' for font in ("Libertinus Serif", *fonts))
    svg = _compiled(f"#set text(font: ({asked}), fallback: false)\n{literal(text)}", None)
    return _GLYPH.findall(svg.decode())
