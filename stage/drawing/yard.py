"""Things of the yard: a bale of hay, and a curtain, above which bales peep out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stage.drawing.canvas import Canvas
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.theme import Zone, theme

__all__ = ["draw_bale", "draw_curtain", "draw_peeping"]

STRAP = 0.05
"""Width of a strap, in manim units."""

FOLD = 0.3
"""Width of a fold of a curtain, in manim units."""

_BALE: dict[Rule, str] = {"contrast": "bales lie on each other, and straps on bales"}
_PEEP: dict[Rule, str] = {"passes": "it hides behind the curtain", "pop": "it peeps out"}
_CURTAIN: dict[Rule, str] = {
    "overlap": "it covers what is not seen", "pop": "it comes in, a thin strip at first",
    "contrast": "it covers what is not seen", "passes": "it covers",
}  # fmt: skip


def draw_bale(
    draw: Canvas,
    key: str,
    b: int,
    box: Zone,
    *,
    opacity: float,
    allow: dict[Rule, str] | None = None,
) -> None:
    """Draw bale ``b`` in ``box``, in the colour of q, with two straps round it."""
    t, left, right = theme(), box.left + 0.22 * box.width, box.right - 0.22 * box.width - STRAP
    reasons = {**_BALE, **(allow or {})}
    draw.rectangle(
        key, b, left=box.left, right=box.right, bottom=box.bottom, top=box.top,
        color=t.q, outline=t.background, opacity=opacity, allow=reasons,
    )  # fmt: skip
    straps = [Zone(x, x + STRAP, box.bottom, box.top).outline[:-1] for x in (left, right)]
    draw.polygons(
        f"straps of {key}", b, points=np.array(straps), color=toned(t.q, 0.45), opacity=opacity,
        allow=reasons,
    )  # fmt: skip


def draw_curtain(
    draw: Canvas, key: str, zone: Zone, *, shut: float, swing: float, from_left: bool = False
) -> None:
    """Draw a curtain over ``zone``, drawn from its right end.

    Parameters
    ----------
    shut
        How much of the zone it covers, from 0 to 1.
    swing
        How often its folds have swung to and fro.
    from_left
        Whether it is drawn from the left end instead.
    """
    wide, muted = shut * zone.width, theme().muted
    left = zone.left if from_left else zone.right - wide
    draw.rectangle(
        "curtain", key, left=left, right=left + wide, bottom=zone.bottom, top=zone.top,
        color=toned(muted, 0.42), opacity=float(shut > 0), allow=_CURTAIN,
    )  # fmt: skip
    count = 2 * max(round(zone.width / FOLD / 2), 1)
    edges, inner = np.linspace(left, left + wide, count + 1), np.arange(1, count)
    edges[1:-1] += 0.3 * wide / count * np.sin(2 * np.pi * swing + 1.9 * inner)
    folds = [
        Zone(start, end, zone.bottom, zone.top).outline[:-1]
        for start, end in zip(edges[:-1:2], edges[1::2], strict=True)
    ]
    draw.polygons(
        "folds", key, points=np.array(folds), color=toned(muted, 0.56),
        opacity=float(shut > 0), allow=_CURTAIN,
    )  # fmt: skip


def draw_peeping(
    draw: Canvas, behind: Sequence[Zone], height: float, top: float, time: float
) -> None:
    """Draw bales of a ``height`` that peep out above a curtain, one after the other.

    Parameters
    ----------
    behind
        Where each may be, as high as the curtain, which is to be drawn above them.
    top
        How far up a bale may come.
    time
        From 0, before the first, to 1, after the last.
    """
    for k, zone in enumerate(behind):
        out = float(np.sin(np.pi * min(max(time * len(behind) - k, 0.0), 1.0)))
        low = zone.top - height + 0.9 * out * min(height, top - zone.top)
        box = Zone(zone.left, zone.right, low, low + height)
        draw_bale(draw, "peeping", k, box, opacity=min(4 * out, 1.0), allow=_PEEP)
