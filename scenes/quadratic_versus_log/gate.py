"""The sigmoid as a gate below the axis of its logit: as far open as q(1 - q), shut at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import VMobject

from scenes.quadratic_versus_log.hills import Hills
from stage.layout import Margin, Size
from stage.mobjects.colors import toned
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, flat, segment, straight
from stage.mobjects.text import Formula, visibility
from stage.numbers import FloatArray
from stage.parts.part import Bar, Part, Pose
from stage.theme import TYPE, Zone, theme

__all__ = ["Gate"]

SPAN = 0.3
"""From the lower edge to the upper one; the gate is open by a quarter at most."""

SHADE = 0.3
"""How bright the jaws are, from the background to what is muted."""

SLITS = (0.3, 0.16)
"""How wide the openings at the two balls are drawn, one in the other where they are together."""

WIDE = 2.6
"""Room for the long name, at a jaw that is shut."""


class Gate(Part):
    """Two jaws, and how far they are open at each ball of ``hills``.

    Parameters
    ----------
    hills
        Over whose logits it is.
    curve
        Logits, and how far it is open there; shape (2, S).
    colors
        Of the openings at the balls.
    z, products
        Of the balls: logits, and pulls, gates and products; shapes (2,) and (2, 3).
    reach
        Where the axis of the logit ends.
    rungs
        Logits at which predictions are evenly spaced: close together where it is open.

    Values
    ------
    z, products
        As above.

    Pieces: ("jaw", 0 | 1), ("rung", i), ("needle", k), ("slit", k), name, short.
    """

    scaled = (("y", "products"),)
    numbers = ("z", "products")
    counted = ""
    base = 0.0

    def __init__(
        self,
        name: str,
        hills: Hills,
        curve: FloatArray,
        *,
        colors: Sequence[str],
        z: FloatArray,
        products: FloatArray,
        reach: float,
        rungs: FloatArray,
    ) -> None:
        super().__init__(name, z=z, products=products)
        self._rungs = rungs
        self.sources, self._hills, self._curve, self._reach = (hills,), hills, curve, reach
        shade = toned(theme().muted, SHADE)
        jaws = []
        for side in range(2):
            jaw = VMobject(fill_color=shade, fill_opacity=1, stroke_color=theme().muted,
                           stroke_width=HAIR)  # fmt: skip
            jaws.append(self.own("jaw", side, of=jaw))
            allow("contrast", "jaws meet where the gate is shut", jaw)
        for i in range(len(rungs)):
            rung = self.own("rung", i, of=segment(color=theme().q, width=HAIR))
            allow("contrast", "what is in the gate may go over it", rung)
        for k, color in enumerate(colors):
            needle = self.own("needle", k, of=segment(color=color, width=1.5 * HAIR))
            slit = self.own("slit", k, of=Bar(color))
            for mark in (needle, slit):
                allow("contrast", "it stands in the gate, and both may be at one place", mark)
                allow("overlap", "it stands in the gate", mark)
        for key, math in (("name", '"gate" q(1 - q)'), ("short", '"gate"')):
            made = Formula(math, font_size=TYPE.label, color=theme().text, display=False)
            self.own(key, of=made)
            allow("overlap", "it is written on a jaw", made, *jaws)

    def least(self, room: Size) -> Size:
        """High enough for its name, and for an opening that is seen."""
        return Size(3.0, 0.8)

    def margin(self, zone: Zone) -> Margin:
        """None: it is as wide as the hills, which it is aligned with."""
        return Margin()

    def span(self, axis: str) -> float:
        """From edge to edge."""
        return 2 * self._reach if axis == "x" else SPAN

    def _x(self, z: Any) -> Any:
        inner = self.inner()
        return inner.x + np.asarray(z) * inner.width / (2 * self._reach)

    def figure(self, *key: Any) -> Pose:
        """An opening, as high as it is open."""
        _, k = key
        inner, value = self.inner(), float(self.values["products"][k][1])
        x = float(self._x(self.values["z"][k]))
        color = self.pieces["needle", k].get_stroke_color().to_hex()
        foot = inner.y - value * self.unit("y") / 2
        return Pose((x, foot), 90.0, value, self.unit("y"), SLITS[k], color)

    def draw(self, zone: Zone) -> None:
        """Jaws as they are open, and needles that point to the openings at the balls."""
        inner, (z, opening) = self.inner(), self._curve
        x, half = self._x(z), opening * self.unit("y") / 2
        ends = np.array([x[0], x[-1]])
        for side, (sign, edge) in enumerate(((1, inner.top), (-1, inner.bottom))):
            rim = np.column_stack((x, inner.y + sign * half))
            back = np.column_stack((ends[::-1], np.full(2, edge)))
            outline = np.concatenate((rim, back, rim[:1]))
            self.pieces["jaw", side].points = straight(flat(outline))
        for k in range(2):
            at = float(self._x(self.values["z"][k]))
            gate = float(self.values["products"][k][1]) * self.unit("y") / 2
            self.pieces["needle", k].through([[at, inner.top, 0.0], [at, inner.y + gate, 0.0]])
        for i, (at, gap) in enumerate(
            zip(self._x(self._rungs), np.interp(self._rungs, z, half), strict=True)
        ):
            self.pieces["rung", i].through([[at, inner.y - gap, 0.0], [at, inner.y + gap, 0.0]])
        long = visibility(inner.width / 5, WIDE - 0.3)
        for key, room in (("name", long), ("short", 1 - long)):
            self.pieces[key,].put(inner.left + 0.15, inner.bottom + 0.15, align=-1)
            metadata(self.pieces[key,]).visibility = room
