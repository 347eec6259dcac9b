"""Words, formulas and numbers: mobjects made of what Typst has set.

manim's own ``Typst`` mobjects are not used: in 0.22 they compile with the machine's fonts,
trust whatever file is in their cache, and draw fraction bars of a width that depends on
what the process drew before. Here a glyph's outline is read once a process, a bar is a
filled rectangle, and glyphs that share a colour are one mobject (a caption is one or two
mobjects, not eighty).
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
"""Manim units a typographic point, at font size 1: manim's own convention for Typst."""

_PREAMBLE = f"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: 10pt, weight: {WEIGHT}, font: ({", ".join(f'"{font}"' for font in FONTS)}))
#set text(number-width: "tabular", number-type: "lining")
#set par(justify: false, leading: 0.55em)
#let part(key, ..body) = text(fill: rgb(0, 0, key), body.pos().join([,]))
"""
"""``part`` marks a piece of text by a colour that nobody sees: it is read back as a key."""

_FOOT = "#0000ff"
_FOOTED = f'#box(width: 0pt)[#text(fill: rgb("{_FOOT}"))[x]]'
"""A letter that nobody sees either, on the baseline, where the first one of a name need not be."""

_PART = re.compile(r"\{\{(.+?):\s*(\w+)\s*\}\}")
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs or rules of one key: cubic points at font size 1, and where each glyph starts."""

    key: str
    points: FloatArray
    origins: tuple[tuple[float, float], ...]


@cache
def _outline(glyph: str, data: str) -> FloatArray:
    """Cubic points of one glyph, in Typst's points, y up. ``glyph`` only names it."""
    return np.asarray(VMobjectFromSVGPath(Path(data)).points) if data else np.zeros((0, 3))


def _typeset(source: str) -> tuple[_Run, ...]:
    """Set ``source`` and gather what it shows by fill colour; y up, at font size 1."""
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
        # Row vectors on the left, and SVG's y, which points down, turned up.
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
    """A straight stroke (a fraction bar, what strikes out) as a filled rectangle, y down."""
    match = re.fullmatch(r"M 0 0([hv]) ?(-?[\d.]+)", path.attrib["d"])
    if match is None:
        raise NotImplementedError(f"only straight rules are drawn; got {path.attrib['d']!r}")
    length, half = float(match[2]), float(path.attrib["stroke-width"]) / 2
    corners = [(0, -half), (length, -half), (length, half), (0, half), (0, -half)]
    if match[1] == "v":
        corners = [(y, x) for x, y in corners]
    return straight(np.array([(x, y, 0.0) for x, y in corners]))


class Typeset(VGroup):
    """What a piece of Typst markup shows; the base of words and formulas.

    Parameters
    ----------
    markup
        Typst, in which ``#part(n)[...]`` marks a part.
    parts
        Names of the parts, in the order of their keys 1, 2, ...
    font_size
        In manim's units.
    color, colors
        Of all (the theme's text unless given), and of single parts by name.
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
        self.made_of: tuple[object, ...] = ()  # what a canvas made it of
        self._parts: dict[str, VMobject] = {}
        own = {f"#{key:06x}": name for key, name in enumerate(parts, start=1)}
        color = color or theme().text
        runs = _typeset(markup)
        x0, y0 = runs[0].origins[0]
        for run in runs:
            if run.key == _FOOT:
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
        # As made, its baseline from the origin; what is put is drawn anew from this.
        self._shapes = [glyphs.points.copy() for glyphs in self]
        every = np.concatenate(self._shapes)
        self._ends = float(every[:, 0].min()), float(every[:, 0].max())

    def become_text(self, other: Typeset) -> None:
        """Show what ``other`` shows, from the next ``put`` on."""
        self.submobjects: list[VMobject] = other.submobjects
        self._parts, self._shapes, self._ends = other._parts, other._shapes, other._ends
        self._start, self._made, self.font_size = other._start, other._made, other.font_size

    @property
    def names(self) -> frozenset[str]:
        """Of its parts."""
        return frozenset(self._parts)

    def part(self, name: str) -> VMobject:
        """The glyphs of the part called ``name``."""
        return self._parts[name]

    @property
    def shown_size(self) -> float:
        """The font size that it has by now: less than what it was made with, if scaled down."""
        return self.font_size * self._span() / self._made if self._made else self.font_size

    def _span(self) -> float:
        """Between the first point and that at the middle: it turns, but only grows by scaling."""
        points = self[0].points if len(self) else np.zeros((0, 3))
        return float(np.linalg.norm(points[len(points) // 2] - points[0])) if len(points) else 0.0

    @property
    def made_width(self) -> float:
        """Its width in the size that it was made in."""
        return self._ends[1] - self._ends[0]

    def put(self, x: float, y: float, *, align: float = 0.0, size: float | None = None) -> Self:
        """Draw it anew, in font size ``size``.

        The baseline is at height ``y``, and the left (-1), middle (0) or right (1) end at ``x``.
        """
        scale = 1.0 if size is None else size / self.font_size
        low, high = self._ends
        at = np.array([x - scale * (low * (1 - align) + high * (1 + align)) / 2, y, 0.0])
        for glyphs, shape in zip(self.submobjects, self._shapes, strict=True):
            glyphs.points = (shape if scale == 1.0 else scale * shape) + at
        return self


class Words(Typeset):
    """Literal words: whatever markup they hold is shown, not obeyed."""

    def __init__(
        self, words: str, *, font_size: float = TYPE.label, color: str | None = None
    ) -> None:
        self.words = wording().text(words)
        super().__init__(_words_markup(self.words), font_size=font_size, color=color)


class Paragraph(Typeset):
    """Centred lines of about the same length, so that no word is left over for the last.

    Parameters
    ----------
    markup
        Typst.
    width
        That no line may exceed, in manim units.
    words
        What is read: the markup without its symbols' colours.
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
        # The narrowest that needs no more lines: halved five times between none and all.
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
    """A display formula; ``{{ body : name }}`` makes a part that can be coloured and moved.

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
    """Outline and advance of every character a number is written with, at font size 1."""
    characters = "0123456789.,−+<>=∞×⁰¹²³⁴⁵⁶⁷⁸⁹⁻%"
    table = {}
    for character in characters:
        # Followed by a 0, whose start tells the advance; kerning would tie it to the pair.
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
    """Width of a number's text, from the start of its first glyph to the end of its last."""
    return sum(_digits()[character][1] for character in wording().number(text)) * font_size


def words_width(words: str, font_size: float) -> float:
    """Width of words, without making anything that is drawn."""
    return _words_width(wording().text(words), font_size, font())


@cache
def _words_width(shown: str, font_size: float, _own: Font | None) -> float:
    return Typeset(_words_markup(shown), font_size=font_size).made_width


def _words_markup(shown: str) -> str:
    markup = name_markup(shown)
    return markup if markup == literal(shown) else _FOOTED + markup


def formula_width(math: str, font_size: float) -> float:
    """Width of a formula that stands in a line, without making anything that is drawn."""
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
    """Opacity of a text that needs ``required`` manim units and has ``available``.

    >>> visibility(1.0, 0.8), visibility(0.5, 0.8), visibility(0.74, 0.8)
    (1.0, 0.0, 0.5)
    """
    return round(min(max((available - required) / fade + 1, 0.0), 1.0), 9)


@lru_cache(maxsize=512)  # while one number moves, others stand
def _laid_out(text: str, font_size: float, align: float) -> FloatArray:
    """Outlines of a number's text whose anchor is at 0; not to be written to."""
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
    """A number on screen, whose glyphs are swapped in place as the value moves.

    One mobject, without copies or updaters: manim's ``DecimalNumber`` spends most of a
    frame in ``copy.deepcopy``.

    Parameters
    ----------
    value
        What to show first.
    write
        Turns a value into text; see ``stage.digits``.
    align
        Which point of the text stays put: its left (-1), middle (0) or right (1).
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
        """Show ``value``, with the anchor on the baseline at ``at`` or where it is now."""
        anchor = self.anchor if at is None else np.array([*at, 0.0])
        self.text = wording().number(self.write(value))
        outlines = _laid_out(self.text, self.font_size, self.align)
        self._offset = outlines[0]
        self.points = outlines + anchor
        return self

    @property
    def anchor(self) -> FloatArray:
        """The point on the baseline that stays put, now; shape (3,)."""
        return np.asarray(self.points[0] - self._offset) if len(self.points) else np.zeros(3)

    def move_anchor(self, x: float, y: float) -> Self:
        """Put the anchor at ``(x, y)``, the value unchanged."""
        return self.shift(np.array([x, y, 0.0]) - self.anchor)
