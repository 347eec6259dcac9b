"""Typst markup to SVG, the same on every machine: embedded fonts only, no files, no packages.

Knows nothing of manim. ``scenes.mobjects.text`` makes mobjects of the result;
``scenes.parameters`` asks which characters the fonts hold.
"""

from __future__ import annotations

import re
import tempfile
from functools import cache
from importlib.metadata import version

import typst

__all__ = [
    "FONTS",
    "TYPST_VERSION",
    "WEIGHT",
    "compile_svg",
    "literal",
    "missing_glyphs",
    "shows_anything",
]

FONTS = ("New Computer Modern Math", "New Computer Modern", "Libertinus Serif", "DejaVu Sans Mono")
"""Typst's embedded families, in the order in which they are asked for a glyph.

The font of the formulas comes first, so that the words, letters and digits of a line are of one
typeface; the others have the letters of more scripts.
"""

WEIGHT = 450
"""Of the type: that of formulas."""

TYPST_VERSION = version("typst")

_GLYPH = re.compile(r'<use xlink:href="#(g\w+)"')
_UNASSIGNED = "\U0010fffd"  # a private-use character that no font holds


@cache
def _empty_folder() -> tempfile.TemporaryDirectory[str]:
    # Kept here for as long as the process lives; it removes itself at the end.
    return tempfile.TemporaryDirectory(prefix="typst-root-")


@cache
def _compiler() -> typst.Compiler:
    # System fonts would make a picture depend on the machine, and a root with files in it
    # would let markup read them. The folder is never written to, so it stays empty.
    nowhere = _empty_folder().name
    return typst.Compiler(
        root=nowhere,
        font_paths=[],
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )


def compile_svg(source: str) -> bytes:
    """The SVG of a one-page Typst document; ``typst.TypstError`` where it is not valid."""
    svg = _compiler().compile(source.encode(), format="svg")
    if not isinstance(svg, bytes):
        raise ValueError(f"a text must fit one page; got {len(svg or ())} pages of {source!r}")
    return svg


def literal(text: str) -> str:
    r"""``text`` as a Typst string expression: shown as it is, whatever markup it holds.

    >>> print(literal('a "b" \\ *c*'))
    #"a \"b\" \\ *c*"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


def missing_glyphs(text: str) -> str:
    """The characters of ``text`` that no embedded font can draw, in order, once each.

    >>> missing_glyphs("cat ж 你"), missing_glyphs("σ(z₁)")
    ('你', '')
    """
    return "".join(c for c in dict.fromkeys(text) if not c.isspace() and not _has_glyph(c))


def shows_anything(text: str) -> bool:
    """Whether something of ``text`` can be seen; some letters, too, are blank.

    >>> shows_anything("a "), shows_anything(" "), shows_anything("\u3164")
    (True, False, False)
    """
    return bool(_glyphs(text))


@cache
def _has_glyph(character: str) -> bool:
    return _glyphs(character) != _glyphs(_UNASSIGNED)


def _glyphs(text: str) -> list[str]:
    # Asked first, since its sign for a missing glyph, unlike that of the others, is not blank.
    fonts = ", ".join(f'"{font}"' for font in ("Libertinus Serif", *FONTS))
    svg = compile_svg(f"#set text(font: ({fonts}))\n{literal(text)}")
    return _GLYPH.findall(svg.decode())
