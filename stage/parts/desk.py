"""A mixing desk: banks of faders and the wires between them, arranged for any frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from stage.layout import Arrangement, Column, Fit, Having, Layers, Margin, Place, Row, Size
from stage.parts.faders import Faders
from stage.parts.part import Part
from stage.parts.wires import Wires
from stage.theme import Zone

__all__ = ["Desk", "Some", "Turned"]

GAP, HIGH = 0.5, 0.1
"""Between two banks, side by side and one above the other."""

WIDER, SINGLE = 1.5, 0.12
"""The width of a bank with a single fader: in faders, as a node is over it, and at least in shares
of the others.
"""

TALL = 1.1
"""A zone that is higher than wide by more than that has banks in rows."""

LEAD = 0.2
"""Above a row from which wires go up."""


class Turned(Fit):
    """The first of two choices; the second where the zone is tall."""

    def _chosen(self, room: Size) -> Arrangement:
        return self.choices[int(room.height > TALL * room.width)]


class Desk(Turned):
    """Banks side by side, all rails in line; where the zone is tall, in rows from below.

    There the last bank, if it is a single fader, stands beside the one before.

    Parameters
    ----------
    banks
        Faders, each perhaps ``having`` looks, in the order in which values go.
    wires
        Between them. Each bank leaves room for all that pass.
    headed
        Whether there is room for headings above; if not, they stand above the zone.
    deeper
        How much more room there is for the wires of the first bank, on which pulses can be seen.
    """

    def __init__(
        self,
        *banks: Faders | Having,
        wires: Sequence[Wires] = (),
        headed: bool = True,
        deeper: float = 0.0,
    ) -> None:
        every = [(cast("Faders", b.part), b.looks) if isinstance(b, Having) else (b, {})
                 for b in banks]  # fmt: skip
        line = _row(
            every, over=_most(wires, 1), under=deeper + _most(wires, -1), headed=float(headed)
        )
        rows = [[bank] for bank in every]
        if len(rows) > 1 and every[-1][0].count == 1:
            rows[-2:] = [rows[-2] + rows[-1]]
        lines = []
        for i, row in enumerate(rows):
            beside = [part for part, _ in row]
            among = [wire for wire in wires if all(end in beside for end in wire.ends)]
            # Wires come from below, and go on above.
            below = [wire for wire in wires if wire not in among and beside[0] in wire.ends]
            under = _most(among, -1) if i == 0 else max(wire.room for wire in below)
            under += deeper * (i == 0 and under > 0)
            last = i == len(rows) - 1
            over, at = (_most(among, 1), float(headed)) if last else (LEAD + deeper, -1.0)
            lines.append(_row(row, over=over, under=under, headed=at))
        tall = Column(*reversed(lines), gap=HIGH)
        super().__init__(*(Layers(arranged, *wires) for arranged in (line, tall)))


@dataclass(frozen=True, init=False)
class Some:
    """Some parts of an arrangement, where they are in all of it."""

    item: Arrangement
    parts: tuple[Part, ...]

    def __init__(self, item: Arrangement, *parts: Part) -> None:
        object.__setattr__(self, "item", item)
        object.__setattr__(self, "parts", parts)

    def least(self, room: Size) -> Size:
        """As all of it."""
        return self.item.least(room)

    def margin(self, zone: Zone) -> Margin:
        """As all of it."""
        return self.item.margin(zone)

    def place(self, zone: Zone) -> Iterator[Place]:
        """Those parts, there."""
        return (place for place in self.item.place(zone) if place.part in self.parts)


def _most(wires: Sequence[Wires], side: int) -> float:
    """The room that they need on that side."""
    return max((wire.room for wire in wires if wire.side == side), default=0.0)


def _row(banks: Sequence[tuple[Faders, Mapping[str, Any]]], **looks: float) -> Arrangement:
    others = sum(part.count for part, _ in banks if part.count > 1)
    single = max(WIDER, SINGLE * others)
    shares = [single if part.count == 1 else float(part.count) for part, _ in banks]
    items = [part.having(**own, **looks) for part, own in banks]
    return Row(*items, shares=shares, gap=GAP, aligned=True, turns=False)
