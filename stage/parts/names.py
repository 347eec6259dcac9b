"""How classes are called on a picture: by name where all names fit, else all by number."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from manim import VGroup

from stage.mobjects.metadata import metadata
from stage.mobjects.text import Paragraph, Words, visibility
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, theme
from stage.typesetting import name_markup

__all__ = ["Names", "key_above", "numbered", "numbers_of"]

SLANT = math.radians(40)
DROP = 0.14
"""Distance from the baseline of the bars to the names below it."""

ASCENT, DESCENT = 0.0076, 0.0026
"""Of Latin type, in manim units at font size 1; marks of other scripts may reach farther."""

LINE = 0.4
"""Between slanted names, along the baseline; more, where words are taller than most."""

TALL = 0.009
"""Of most words in Latin letters, from the foot of a g to the top of a d, at font size 1."""

MOST_SLANTED = 1.6
"""Height of slanted names, at most."""

MOST_KEY = 1 / 4
"""Of a stage's height, for a key."""

KEY_GAP = 0.25
"""Below a key."""


def numbers_of(names: Sequence[str]) -> tuple[str, ...]:
    """The numbers of the classes that are called so, as formulas count them.

    >>> numbers_of(["cat", "dog"])
    ('1', '2')
    """
    return tuple(str(k) for k in range(1, len(names) + 1))


def numbered(names: Sequence[str]) -> tuple[str, ...]:
    """Names with the numbers of their classes, for a picture that has numbers elsewhere.

    >>> numbered(["cat", "dog"]), numbered(["1", "2"])
    (('1  cat', '2  dog'), ('1', '2'))
    """
    return tuple(
        name if name == number else f"{number}  {name}"
        for number, name in zip(numbers_of(names), names, strict=True)
    )


def key_above(names: Sequence[str], stage: Zone) -> tuple[VGroup, Zone]:
    """Which number is whose, in a few lines at the top of ``stage``, and the stage below them.

    Nothing and the whole stage where names are numbers, or would take more than a quarter of it.
    """
    if tuple(names) == numbers_of(names):
        return VGroup(), stage
    markup = " #h(0.8em, weak: true) ".join(
        f'#box[#text(fill: rgb("{theme().text}"))[{number}]#h(0.3em)'
        f'#text(fill: rgb("{theme().muted}"))[{name_markup(name)}]]'
        for number, name in zip(numbers_of(names), names, strict=True)
    )
    lines = Paragraph(
        markup, width=stage.width, font_size=TYPE.tick, words=", ".join(numbered(names))
    )
    lines.shift([stage.x - lines.get_x(), stage.top - lines.get_top()[1], 0])
    below = Zone(stage.left, stage.right, stage.bottom, lines.get_bottom()[1] - KEY_GAP)
    if stage.height - below.height > MOST_KEY * stage.height:
        return VGroup(), stage
    return VGroup(lines), below


class Names(VGroup):
    """Names below a row of bins: level in the largest size that fits, else slanted.

    Attributes
    ----------
    below, left
        Height that they take below the baseline, and how far they reach left of the middle of
        their bins.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = tuple(names)
        self._style(slanted=False, size=TYPE.label)

    def choose(
        self, names: Sequence[str], rooms: Sequence[float], *, may_slant: bool = True
    ) -> bool:
        """Write ``names`` for bins that are never narrower than ``rooms``, as large as fits.

        Returns whether they fit. Numbers always do: those without room fade.
        """
        self.names = tuple(names)
        for size in (TYPE.label, TYPE.tick):
            self._style(slanted=False, size=size)
            if all(w.width + 0.1 <= room for w, room in zip(self, rooms, strict=True)):
                return True
        if self.names == numbers_of(self.names):
            return True
        if may_slant and min(rooms) >= LINE:
            taller = max(word.height for word in self) - TALL * TYPE.tick
            self._style(slanted=True, size=TYPE.tick)
            line = LINE + max(taller, 0.0) / math.sin(SLANT)
            if self.below <= MOST_SLANTED and min(rooms) >= line:
                return True
        self._style(slanted=False, size=TYPE.tick)
        return False

    def _style(self, *, slanted: bool, size: float) -> None:
        self.slanted = slanted
        self.submobjects: list[Words] = []
        self._slanted_shapes: list[list[FloatArray]] = []  # of the glyphs of each word
        for name in self.names:
            word = Words(name, font_size=size)
            if slanted:
                word.put(0, 0, align=1).rotate(SLANT, about_point=np.zeros(3))
                word.shift([0.06, -word.get_top()[1], 0])
                self._slanted_shapes.append([glyphs.points.copy() for glyphs in word])
            self.add(word)
        self.left = max((word.width for word in self), default=0.0) - 0.06 if slanted else 0.0
        if slanted:
            self.below = DROP + max((word.height for word in self), default=0.0)
            return
        # Level with one another, and clear of what is above and below them.
        self._ascent = max([ASCENT * size, *(word.get_top()[1] for word in self)])
        self.below = (
            DROP + self._ascent + max([DESCENT * size, *(-w.get_bottom()[1] for w in self)])
        )

    @property
    def baseline(self) -> float:
        """How far it is below their top, where they are level."""
        return DROP + self._ascent

    def draw(
        self, xs: Sequence[float], rooms: Sequence[float], top: float, *, fade: float = 0.12
    ) -> None:
        """Put the middle of name k below ``xs[k]``; one without room fades."""
        for k, (word, x, room) in enumerate(zip(self, xs, rooms, strict=True)):
            if self.slanted:
                for glyphs, shape in zip(word, self._slanted_shapes[k], strict=True):
                    glyphs.points = shape + np.array([x, top - DROP, 0.0])
                metadata(word).visibility = visibility(room, LINE / 2, fade)
            else:
                word.put(x, top - self.baseline)
                metadata(word).visibility = visibility(room, word.made_width + 0.1, fade)
