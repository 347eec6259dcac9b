"""What is told of both losses, row by row: how steep they are, as products, and as formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from manim import DL, UR

from stage.layout import Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, segment
from stage.mobjects.text import CAP, Formula, Number, Words, number_width
from stage.numbers import FloatArray
from stage.parts.part import Part, Piece
from stage.theme import TYPE, Zone, theme

__all__ = ["Ledger"]

LARGEST = 42.0
"""Font size where there is room for it."""

HEAD = 0.8
"""Of that, of what stands above columns."""

LOOKS = ((True, True, HEAD), (True, True, 1.0), (False, True, 1.0), (False, False, 1.0))
"""From the best to the least: whether there are names, and numbers; and the size of heads."""

APART, SIGN = 0.0115, 0.018
"""Between columns, and the room of a sign between two of them; at font size 1."""

PITCH = 0.0155
"""From a row to the next, at font size 1."""

OVER = 0.42
"""How far above the hills' room it begins."""

LEAST_NUMBER = number_width("0.0000", 1.0)
"""On their way numbers have as many digits as where they begin, or as these."""

FALL = 0.57
"""In what share of the width hills fall to nothing, at most."""

STRIKE = 0.3
"""How far a stroke goes beyond what it strikes, on both sides, in shares of that."""

NARROW, CLEAR = 8.0, (0.15, 0.5)
"""Up to that width nothing is told above what is taken; how high that reaches, without that and
with it."""

LINE = 0.0095
"""Height of a line, with what hangs below it, at font size 1."""

NEAR = 0.36
"""Between it and what goes from a ball."""


class _Look(NamedTuple):
    """How it is set: whether names and numbers are told, how large, and how wide columns are.

    What stands above columns is smaller than these, by ``head``.
    """

    is_named: bool
    is_told: bool
    head: float
    size: float
    factors: list[float]
    pulls: list[float]

    @property
    def width(self) -> float:
        """Of all columns, at font size 1."""
        return max(sum(self.pulls), sum(self.factors) + 2 * SIGN)


class Ledger(Part):
    """A row for each loss, in what hills that fall leave free; what stands in it comes and goes.

    Where it is narrow, losses have no names beside other numbers, only their colours.

    Parameters
    ----------
    names, losses, colors
        Of the losses: what they are called, their formulas, and what they are drawn in.
    title
        A formula: what the pulls are, before what they are at.
    at, pulls
        Places as they are written, and how hard each loss pulls there, as that is written.
    heads
        Of pull, gate, and product.
    products
        Of each loss: these three; shape (2, 3).
    write
        How they are written.
    taken, high
        How much of the width is taken from the left, and at which share of the height.
    symbols
        The same products as formulas, factor by factor; two that are called ``struck`` cancel.

    Values
    ------
    products
        As above.

    Pieces: ("name", r), or ("called", r) where it goes, ("loss", r), title, ("at", c),
    ("pull", r, c), ("head", c), ("factor", r, c), ("sign", r, c), ("symbol", r, c), ("strike", i).
    """

    numbers = ("products",)
    later = ("title", "at", "pull", "head", "factor", "sign", "symbol", "strike")
    counted = ""
    is_text = True

    def __init__(
        self,
        name: str,
        names: Sequence[str],
        *,
        losses: Sequence[str],
        colors: Sequence[str],
        title: str,
        at: Sequence[str],
        pulls: Sequence[Sequence[str]],
        heads: Sequence[str],
        products: FloatArray,
        write: Callable[[float], str],
        symbols: Sequence[Sequence[str]],
        taken: float,
        high: float,
    ) -> None:
        super().__init__(name, products=products)
        self._rows = range(len(names))
        muted, large = theme().muted, LARGEST
        for r in self._rows:
            self.own("name", r, of=Words(names[r], font_size=large, color=colors[r]))
            self.own("called", r, of=Words(names[r], font_size=large, color=colors[r]))
            made = Formula(losses[r], font_size=large, color=colors[r], display=False)
            self.own("loss", r, of=made)
            for c, text in enumerate(pulls[r]):
                self.own("pull", r, c, of=Words(text, font_size=large, color=colors[r]))
            for c in range(3):
                number = Number(0.0, write, font_size=large, color=colors[r])
                self.own("factor", r, c, of=number)
            for c, sign in enumerate("×="):
                self.own("sign", r, c, of=Words(sign, font_size=large))
            for c, math in enumerate(symbols[r]):
                made = Formula(math, font_size=large, color=colors[r], display=False)
                self.own("symbol", r, c, of=made)
        self._struck = [
            piece for key, piece in self.pieces.items()
            if key[0] == "symbol" and "struck" in piece.names
        ]  # fmt: skip
        for i, piece in enumerate(self._struck):
            strike = self.own("strike", i, of=segment(color=theme().text, width=HAIR))
            allow("overlap", "it strikes out what it goes through", strike, piece)
        small = HEAD * large
        made = Formula(title, font_size=small, color=muted, colors={"q": theme().q}, display=False)
        self.own("title", of=made)
        for c, text in enumerate(at):
            self.own("at", c, of=Words(text, font_size=small, color=theme().q))
        for c, text in enumerate(heads):
            self.own("head", c, of=Words(text, font_size=small, color=muted))
        self._taken, self._high = taken, high
        self._made = {
            key: piece.made_width / large
            for key, piece in self.pieces.items() if key[0] not in ("factor", "strike")
        }  # fmt: skip
        for r in self._rows:
            for c, value in enumerate(products[r]):
                self._made["factor", r, c] = number_width(write(float(value)), 1.0)
        self._look = _Look(True, True, HEAD, large, [], [])

    def _looks(self, zones: Sequence[Zone]) -> Iterator[_Look]:
        """From the best to the least: with names, and with numbers beside formulas."""
        for is_named, is_told, head in LOOKS:
            more = head / HEAD
            factors = [
                max(
                    more * self._made["head", c],
                    *(self._made["symbol", r, c] for r in self._rows),
                    *(max(self._made["factor", r, c], LEAST_NUMBER) for r in self._rows if is_told),
                )
                for c in range(3)
            ]
            pulls = [
                APART + max(more * self._made["at", c], *(self._made["pull", r, c]
                            for r in self._rows)) for c in range(4)
            ]  # fmt: skip
            name = self._name(head) if is_named else 0.0
            body = sum(factors) + 2 * SIGN
            size = min(
                self._largest(zones, name + body, 3, pulled=True),
                self._largest(zones, name + sum(pulls[:2]), 4 - is_named),
            )
            yield _Look(is_named, is_told, head, size, factors, pulls)

    def _name(self, head: float) -> float:
        """Room for names, at font size 1."""
        title = self._made["title",] * head / HEAD
        return APART + max(title, *(self._made["name", r] for r in self._rows))

    # --- For the story ----------------------------------------------------------------------------

    def column(self, c: int) -> list[Piece]:
        """How steep both are at prediction c."""
        return [self.piece("at", c), *(self.piece("pull", r, c) for r in self._rows)]

    def factors(self, c: int) -> list[Piece]:
        """Steepness, gate or pull of both, with the sign before it."""
        signs = [self.piece("sign", r, c - 1) for r in self._rows] if c else []
        return [self.piece("head", c), *signs, *(self.piece("factor", r, c) for r in self._rows)]

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """As large as all zones allow, with names and numbers if they can be read."""
        *_, last = looks = list(self._looks(zones))
        look = next((look for look in looks if look.size * look.head >= TYPE.least), last)
        # The last two pulls go untold where there is no room.
        name, rows = (self._name(look.head), 3) if look.is_named else (0.0, 4)
        if self._largest(zones, name + sum(look.pulls), rows) < look.size:
            look = look._replace(pulls=look.pulls[:2])
        self._look = look
        return True

    def _largest(
        self, zones: Sequence[Zone], width: float, rows: int, *, pulled: bool = False
    ) -> float:
        """The size that leaves what is so wide, at font size 1, clear of the hills everywhere.

        It also leaves free what is taken, if it is there while balls are ``pulled``.
        """

        def largest(zone: Zone) -> float:
            fall = FALL * rows * PITCH * zone.width / (zone.height + OVER)
            size = min((zone.width - NEAR) / (width + fall), LARGEST)
            # What is taken is below that, or at its side.
            ends = zone.height + OVER - (rows - 1) * PITCH * size - LINE * size
            taken = self._high * zone.height + CLEAR[zone.width > NARROW]
            if ends > taken or not pulled:
                return size
            return min(size, (zone.width * (1 - self._taken) - NEAR) / width)

        return min(LARGEST, *(largest(zone) for zone in zones))

    def least(self, room: Size) -> Size:
        """It stands where hills leave room for it."""
        return Size(0.0, 0.0)

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """Row by row, from the top; to the right, where hills are low."""
        look, size, rows = self._look, self._look.size, self._rows
        step, top = PITCH * size, zone.top + OVER - CAP * size
        name = self._name(look.head) * size
        left = zone.right - look.width * size - name * look.is_named
        start = left + name * look.is_named
        lines = [top - step * (r + 1) for r in rows]
        for r in rows:
            self.pieces["name", r].put(left, lines[r], align=-1, size=size)
            self.pieces["loss", r].put(left + name, lines[r], align=-1, size=size)
            self.pieces["called", r].put(left, lines[r], align=-1, size=size)
            metadata(self.pieces["name", r]).visibility = float(look.is_named)
            metadata(self.pieces["called", r]).visibility = float(not look.is_named)
        self.pieces["title",].put(left, top, align=-1, size=self._small())
        down = 0.0 if look.is_named else step
        self._put_pulls(start, top - down, [line - down for line in lines])
        self._put_factors(start, top, lines)

    def _small(self) -> float:
        """The size of what stands above columns."""
        return self._look.size * self._look.head

    def _put_pulls(self, start: float, head: float, lines: Sequence[float]) -> None:
        right, size = start, self._look.size
        for c in range(4):
            is_told = c < len(self._look.pulls)
            right += self._look.pulls[c] * size if is_told else 0.0
            column = [(self.pieces["at", c], head, self._small())]
            column += [(self.pieces["pull", r, c], lines[r], size) for r in self._rows]
            for words, y, large in column:
                words.put(right, y, align=1, size=large)
                metadata(words).visibility = float(is_told)

    def _put_factors(self, start: float, head: float, lines: Sequence[float]) -> None:
        at, size = start, self._look.size
        for c, wide in enumerate(self._look.factors):
            middle = at + wide * size / 2
            self.pieces["head", c].put(middle, head, size=self._small())
            for r in self._rows:
                number = self.pieces["factor", r, c]
                number.font_size = size
                number.set_value(float(self.values["products"][r][c]), at=(middle, lines[r]))
                metadata(number).visibility = float(self._look.is_told)
                self.pieces["symbol", r, c].put(middle, lines[r], size=size)
                if c < 2:
                    there = at + (wide + SIGN / 2) * size
                    self.pieces["sign", r, c].put(there, lines[r], size=size)
            at += (wide + SIGN) * size
        for i, piece in enumerate(self._struck):
            struck = piece.part("struck")
            low, high = struck.get_corner(DL), struck.get_corner(UR)
            beyond = STRIKE * (high - low)
            self.pieces["strike", i].through([low - beyond, high + beyond])
