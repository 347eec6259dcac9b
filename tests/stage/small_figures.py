"""A figure as small as a test wants it."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.theme import DARK

__all__ = ["Pillar"]


class Pillar(Figure):
    """A bar on the floor of its zone, and a word on it that needs two units of height.

    Attributes
    ----------
    drawn
        Its height whenever it was drawn.
    """

    height, hidden, pair = number(0.0), number(0.0), numbers()
    lean, tall = look(0.0), look(4.0)

    def __init__(self, name: str = "the pillar", **values: Any) -> None:
        super().__init__(name, **{"pair": np.zeros(2), **values})
        self.drawn: list[float] = []

    def sketch(self, draw: Canvas) -> None:
        self.drawn.append(self.height)
        z = self.zone
        top = z.bottom + self.height / self.tall * z.height
        draw.rectangle(
            "bar", left=z.x - 0.25, right=z.x + 0.25, bottom=z.bottom, top=top, color=DARK.q,
            measures=("y", self.height),
        )  # fmt: skip
        draw.words(
            "word", text="word", at=(z.x + self.lean, z.bottom + 0.1),
            room=visibility(self.height, 2.0, 1.0), allow={"overlap": "it is on the bar"},
        )  # fmt: skip
