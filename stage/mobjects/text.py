"""Words, formulas and numbers as mobjects, typeset by Typst.

manim's own ``Typst`` mobjects are not used: in 0.22 they compile with the machine's fonts,
trust whatever file is in their cache, and draw fraction bars of a width that depends on
earlier drawings. Here a glyph's outline is read once per process, a bar is a filled rectangle,
and glyphs of one colour are one mobject, so that a caption is one or two mobjects, not eighty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Self
from xml.etree import ElementTree

import numpy as np
from manim import VGroup, VMobject, VMobjectFromSVGPath
from svgelements import Matrix, Path

from stage.language import wording
from stage.mobjects.shapes import straight
from stage.numbers import FloatArray
from stage.theme import TYPE, theme
from stage.typesetting import FONTS, WEIGHT, Font, compile_svg, font, literal, name_markup

__all__ = [
    "CAP",
    "Formula",
    "Number",
    "Paragraph",
    "Typeset",
    "Words",
    "formula_width",
    "number_width",
    "visibility",
    "words_width",
]

CAP = 0.0071
"""Height of a digit at font size 1, in manim units."""

_POINT = 1 / 960
"""Manim units per typographic point at font size 1: manim's own convention for Typst."""

_PREAMBLE = f"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: 10pt, weight: {WEIGHT}, font: ({", ".join(f'"{font}"' for font in FONTS)}))
#set text(number-width: "tabular", number-type: "lining")
#set par(justify: false, leading: 0.55em)
#let part(key, ..body) = text(fill: rgb(0, 0, key), body.pos().join([,]))
"""
"""``part`` marks a piece of text by a fill colour, which is read back as its key and not drawn."""

_BASELINE = "#0000ff"
_BASELINE_MARK = f'#box(width: 0pt)[#text(fill: rgb("{_BASELINE}"))[x]]'
"""A letter on the baseline that is not drawn: the first letter of a name may be off the line."""

_PART = re.compile(r"\{\{(.+?):\s*(\w+)\s*\}\}")
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs and rules of one key: cubic points at font size 1, and the origin of each glyph."""

    key: str
    points: FloatArray
    origins: tuple[tuple[float, float], ...]


@cache
def _outline(glyph: str, data: str) -> FloatArray:
    """Return the cubic points of a glyph, in typographic points. ``glyph`` is its name."""
    return np.asarray(VMobjectFromSVGPath(Path(data)).points) if data else np.zeros((0, 3))


def _typeset(source: str) -> tuple[_Run, ...]:
    """Typeset ``source``, and return its glyphs by fill colour, y up, at font size 1."""
    return _typeset_with(source, font())


@cache
def _typeset_with(source: str, _own: Font | None) -> tuple[_Run, ...]:
    root = ElementTree.fromstring(compile_svg(_PREAMBLE + source))
    glyphs = {
        symbol.attrib["id"]: symbol.find(f"{_NAMESPACE}path").attrib["d"]  # type: ignore[union-attr]
        for symbol in root.iter(f"{_NAMESPACE}symbol")
    }
    points: dict[str, list[FloatArray]] = {}
    origins: dict[str, list[tuple[float, float]]] = {}

    def place(key: str, outline: FloatArray, matrix: Matrix) -> None:
        # For row vectors; SVG's y axis points down, so y changes its sign.
        linear = np.array([[matrix.a, -matrix.b, 0], [matrix.c, -matrix.d, 0], [0, 0, 1]])
        points.setdefault(key, []).append(outline @ linear + [matrix.e, -matrix.f, 0])
        origins.setdefault(key, []).append((matrix.e * _POINT, -matrix.f * _POINT))

    def walk(element: ElementTree.Element, matrix: Matrix) -> None:
        for child in element:
            tag = child.tag.removeprefix(_NAMESPACE)
            inner = Matrix(child.get("transform", "")) * matrix
            if tag == "g":
                walk(child, inner)
            elif tag == "use":
                glyph = child.attrib[_HREF].removeprefix("#")
                at = Matrix.translate(float(child.get("x", 0)), float(child.get("y", 0)))
                place(child.attrib["fill"], _outline(glyph, glyphs[glyph]), at * inner)
            elif tag == "path":
                place(child.attrib["stroke"], _rule(child), inner)

    walk(root, Matrix())
    return tuple(
        _Run(key, np.concatenate(parts) * _POINT, tuple(origins[key]))
        for key, parts in points.items()
    )


def _rule(path: ElementTree.Element) -> FloatArray:
    """Return the outline of a straight stroke, such as a fraction bar, as a rectangle, y down."""
    match = re.fullmatch(r"M 0 0([hv]) ?(-?[\d.]+)", path.attrib["d"])
    if match is None:
        raise NotImplementedError(f"only straight rules are drawn; got {path.attrib['d']!r}")
    length, half = float(match[2]), float(path.attrib["stroke-width"]) / 2
    corners = [(0, -half), (length, -half), (length, half), (0, half), (0, -half)]
    if match[1] == "v":
        corners = [(y, x) for x, y in corners]
    return straight(np.array([(x, y, 0.0) for x, y in corners]))


class Typeset(VGroup):
    """Typeset Typst markup; the base class of words and formulas.

    Parameters
    ----------
    markup
        Typst markup, in which ``#part(n)[...]`` marks a part.
    parts
        Names of the parts, in the order of their keys 1, 2, ...
    font_size
        As manim counts it.
    color
        Colour of the text; defaults to the theme's.
    colors
        Colours of parts, by name.
    """

    def __init__(
        self,
        markup: str,
        *,
        parts: tuple[str, ...] = (),
        font_size: float,
        color: str | None = None,
        colors: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.font_size = font_size
        self.markup = markup
        self.made_of: tuple[object, ...] = ()  # set by a canvas, which compares it
        self._parts: dict[str, VMobject] = {}
        own = {f"#{key:06x}": name for key, name in enumerate(parts, start=1)}
        color = color or theme().text
        runs = _typeset(markup)
        x0, y0 = runs[0].origins[0]
        for run in runs:
            if run.key == _BASELINE:
                continue
            name = own.get(run.key)
            fill = (colors or {}).get(name, color) if name else color
            if name is None and run.key != "#000000":
                fill = run.key
            glyphs = VMobject(stroke_width=0, fill_opacity=1, fill_color=fill)
            glyphs.points = (run.points - [x0, y0, 0]) * font_size
            self.add(glyphs)
            if name:
                self._parts[name] = glyphs
        self._start = np.array(self[0].points[0])
        self._made = self._span()
        # With the baseline starting at the origin; ``put`` draws from these.
        self._shapes = [glyphs.points.copy() for glyphs in self]
        every = np.concatenate(self._shapes)
        self._ends = float(every[:, 0].min()), float(every[:, 0].max())

    def become_text(self, other: Typeset) -> None:
        """Take over the text of ``other``; the next ``put`` draws it."""
        self.submobjects: list[VMobject] = other.submobjects
        self._parts, self._shapes, self._ends = other._parts, other._shapes, other._ends
        self._start, self._made, self.font_size = other._start, other._made, other.font_size

    def part(self, name: str) -> VMobject:
        """Return the glyphs of the part called ``name``."""
        return self._parts[name]

    @property
    def shown_size(self) -> float:
        """Its present font size, after scaling."""
        return self.font_size * self._span() / self._made if self._made else self.font_size

    def _span(self) -> float:
        """Distance from the first point to the middle one: changed by scaling, not by rotation."""
        points = self[0].points if len(self) else np.zeros((0, 3))
        return float(np.linalg.norm(points[len(points) // 2] - points[0])) if len(points) else 0.0

    @property
    def made_width(self) -> float:
        """Its width at the font size that it was made with, in manim units."""
        return self._ends[1] - self._ends[0]

    def put(self, x: float, y: float, *, align: float = 0.0, size: float | None = None) -> Self:
        """Draw it with its anchor at (x, y), in font size ``size``.

        The anchor is on the baseline: at the left end (-1), in the middle (0), or at the right (1).
        """
        scale = 1.0 if size is None else size / self.font_size
        low, high = self._ends
        at = np.array([x - scale * (low * (1 - align) + high * (1 + align)) / 2, y, 0.0])
        for glyphs, shape in zip(self.submobjects, self._shapes, strict=True):
            glyphs.points = (shape if scale == 1.0 else scale * shape) + at
        return self


class Words(Typeset):
    """Literal words: markup in them is shown as it is."""

    def __init__(
        self, words: str, *, font_size: float = TYPE.label, color: str | None = None
    ) -> None:
        self.words = wording().text(words)
        super().__init__(_words_markup(self.words), font_size=font_size, color=color)


class Paragraph(Typeset):
    """Centred lines of about equal length.

    Parameters
    ----------
    markup
        Typst markup.
    width
        Maximum width of a line, in manim units.
    words
        The text without markup.
    """

    def __init__(self, markup: str, *, width: float, font_size: float, words: str = "") -> None:
        def block(share: float) -> str:
            points = share * width / (font_size * _POINT)
            return f"#block(width: {points:.2f}pt)[#align(center)[{markup}]]"

        def lines(share: float) -> int:
            heights = {
                round(y / (_POINT * 2)) for run in _typeset(block(share)) for _, y in run.origins
            }
            return len(heights)

        fewest = lines(1.0)
        # Bisect for the smallest share of the width that needs no more lines.
        enough, too_narrow = 1.0, 0.35
        for _ in range(5):
            middle = (enough + too_narrow) / 2
            if lines(middle) == fewest:
                enough = middle
            else:
                too_narrow = middle
        super().__init__(block(enough), font_size=font_size)
        self.words = words


class Formula(Typeset):
    """A formula; ``{{ body : name }}`` makes a part that can have its own colour.

    >>> Formula("H = sum_i {{p_i : p}} ln 1/{{q_i : q}}", colors={"p": "#E69F00"}).part("p").color
    ManimColor('#E69F00')
    """

    def __init__(
        self,
        math: str,
        *,
        font_size: float = TYPE.formula,
        color: str | None = None,
        colors: Mapping[str, str] | None = None,
        display: bool = True,
    ) -> None:
        markup, parts = _formula_markup(_worded(math), display=display)
        super().__init__(
            markup,
            parts=parts,
            font_size=font_size,
            color=color,
            colors=colors,
        )


@cache
def _digits() -> Mapping[str, tuple[FloatArray, float]]:
    """Return the outline and advance of each character of numbers, at font size 1."""
    characters = "0123456789.,−+<>=∞×⁰¹²³⁴⁵⁶⁷⁸⁹⁻%"
    table = {}
    for character in characters:
        # Followed by a 0, whose origin is the advance; without kerning, which depends on the pair.
        (run,) = _typeset(f'#set text(kerning: false, ligatures: false)\n#"{character}0"')
        (x, y), (end, _) = run.origins
        (zero,) = _typeset('#set text(kerning: false, ligatures: false)\n#"0"')
        count = len(run.points) - len(zero.points)
        table[character] = (run.points[:count] - [x, y, 0], end - x)
    (run,) = _typeset('#set text(kerning: false, ligatures: false)\n#"0 0"')
    (start, _), *_, (end, _) = run.origins
    table[" "] = (np.zeros((0, 3)), end - start - table["0"][1])
    return table


def number_width(text: str, font_size: float) -> float:
    """Return the width of a number's text, in manim units: the sum of its glyphs' advances."""
    return sum(_digits()[character][1] for character in wording().number(text)) * font_size


def words_width(words: str, font_size: float) -> float:
    """Return the width of words, in manim units."""
    return _words_width(wording().text(words), font_size, font())


@cache
def _words_width(shown: str, font_size: float, _own: Font | None) -> float:
    return Typeset(_words_markup(shown), font_size=font_size).made_width


def _words_markup(shown: str) -> str:
    markup = name_markup(shown)
    return markup if markup == literal(shown) else _BASELINE_MARK + markup


def formula_width(math: str, font_size: float) -> float:
    """Return the width of a formula in one line, in manim units."""
    return _formula_width(_worded(math)) * font_size / 100


@cache
def _formula_width(worded: str) -> float:
    markup, parts = _formula_markup(worded, display=False)
    return Typeset(markup, parts=parts, font_size=100).made_width


def _formula_markup(worded: str, *, display: bool) -> tuple[str, tuple[str, ...]]:
    """A formula in Typst, and the names of its parts."""
    names: list[str] = []

    def mark(match: re.Match[str]) -> str:
        if match[2] not in names:
            names.append(match[2])
        return f"part(#{names.index(match[2]) + 1}, {match[1].strip()})"

    body = _PART.sub(mark, worded)
    return f"$ {body} $" if display else f"${body}$", tuple(names)


def _worded(math: str) -> str:
    """A formula whose quoted words and numbers are in the language of the scene."""
    if wording().language is None:
        return math

    def own(found: re.Match[str]) -> str:
        if found[2] is None:
            return f'"{wording().number(found[0])}"'
        low, words = found[1] or "", found[2]
        return f'{low}"{wording().subscript(words) if low else wording().text(words)}"'

    # Not the lengths in Typst's own code, such as 0.4pt.
    return re.sub(r'(_)?"([^"]+)"|(?<![\w.])\d*\.\d+(?!\w)', own, math)


def visibility(available: float, required: float, fade: float = 0.12) -> float:
    """Return the visibility, from 0 to 1, of a text that requires a width and has another.

    All widths are in manim units. It rises from 0 to 1 while ``available`` rises from ``fade`` less
    than ``required`` to ``required``.

    >>> visibility(1.0, 0.8), visibility(0.5, 0.8), visibility(0.74, 0.8)
    (1.0, 0.0, 0.5)
    """
    return round(min(max((available - required) / fade + 1, 0.0), 1.0), 9)


@lru_cache(maxsize=512)  # most numbers of a frame are those of the frame before
def _laid_out(text: str, font_size: float, align: float) -> FloatArray:
    """Return the read-only cubic points of a number's text with its anchor at the origin."""
    outlines = []
    x = 0.0
    for character in text:
        outline, advance = _digits()[character]
        outlines.append(outline + np.array([x, 0.0, 0.0]))
        x += advance
    laid_out = np.concatenate(outlines) * font_size
    laid_out[:, 0] -= number_width(text, font_size) * (1 + align) / 2
    laid_out.flags.writeable = False
    return laid_out


class Number(VMobject):
    """A number, whose glyphs are replaced in place when its value changes.

    It is one mobject without copies or updaters: manim's ``DecimalNumber`` spends most of the time
    of a frame in ``copy.deepcopy``.

    Parameters
    ----------
    value
        The initial value.
    write
        Function from a value to its text; see ``stage.digits``.
    align
        The anchor on the baseline: the left end (-1), the middle (0) or the right end (1).
    """

    def __init__(
        self,
        value: float,
        write: Callable[[float], str],
        *,
        font_size: float = TYPE.number,
        color: str | None = None,
        align: float = 0.0,
    ) -> None:
        super().__init__(stroke_width=0, fill_opacity=1, fill_color=color or theme().text)
        self.font_size = font_size
        self.write = write
        self.align = align
        self.text = ""
        self._offset = np.zeros(3)
        self.set_value(value, at=(0.0, 0.0))

    def set_value(self, value: float, at: tuple[float, float] | None = None) -> Self:
        """Show ``value``, and move the anchor to ``at`` if it is given."""
        anchor = self.anchor if at is None else np.array([*at, 0.0])
        self.text = wording().number(self.write(value))
        outlines = _laid_out(self.text, self.font_size, self.align)
        self._offset = outlines[0]
        self.points = outlines + anchor
        return self

    @property
    def anchor(self) -> FloatArray:
        """The present anchor, shape (3,)."""
        return np.asarray(self.points[0] - self._offset) if len(self.points) else np.zeros(3)

    def move_anchor(self, x: float, y: float) -> Self:
        """Move the anchor to ``(x, y)``."""
        return self.shift(np.array([x, y, 0.0]) - self.anchor)
