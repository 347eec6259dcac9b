"""All looks in one place: colours by role, sizes of type, strokes, and the zones of the frame.

Knows nothing of manim, so that planning and tests can read it without loading an engine.

Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which stay apart
under the common colour blindnesses. A role keeps its colour in bars, formulas and words.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "DARK",
    "LIGHT",
    "THEMES",
    "TYPE",
    "Theme",
    "Type",
    "Zone",
    "Zones",
    "frame_size",
    "theme",
    "use_theme",
    "zones",
]

SHORT_SIDE = 8.0
"""Length of the frame's shorter side in manim units; the type below is legible against it."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by role, as ``#RRGGBB``."""

    background: str
    text: str
    muted: str  # axes, ticks, ghosts: there to be measured against, not to be looked at
    p: str  # the true distribution
    q: str  # the predicted distribution, also written a
    target: str  # outline of the true class
    loss: str
    quadratic: str
    log: str
    gain: str  # a probability that rises

    @property
    def areas(self) -> tuple[float, float]:
        """Opacities in the colour of the loss that neighbouring areas take in turn.

        Each is seen (3:1 to the background), and text is read on it (4.5:1): there is not
        much between the two.
        """
        return (0.38, 0.335) if self.background < "#8" else (0.48, 0.425)


DARK = Theme(
    background="#101418",
    text="#F2F2F2",
    muted="#9AA4AE",
    p="#E69F00",
    q="#56B4E9",
    target="#F0E442",
    loss="#FFFFFF",
    quadratic="#CC79A7",
    log="#1FB58A",  # Okabe and Ito's bluish green, lightened for contrast on dark
    gain="#F0E442",
)


LIGHT = Theme(
    background="#FBFAF7",
    text="#15181C",
    muted="#5E6772",
    p="#B35900",  # Okabe and Ito's colours are too pale for text on white, so these are darker
    q="#0072B2",
    target="#111111",  # no yellow is both yellow and three times as dark as white
    loss="#000000",
    quadratic="#A8487F",
    log="#00734F",
    gain="#B0007A",
)

THEMES = {"dark": DARK, "light": LIGHT}
"""By the names that they are asked for."""

_current: ContextVar[Theme] = ContextVar("theme", default=DARK)


def theme() -> Theme:
    """The theme in which mobjects that are made now are drawn."""
    return _current.get()


def use_theme(chosen: Theme) -> None:
    """Draw what is made from now on, in this thread, in ``chosen``; a scene does so first."""
    _current.set(chosen)


@dataclass(frozen=True, slots=True)
class Type:
    """Sizes of type, in manim's font units (the frame's short side is 8 units)."""

    title: float = 44
    caption: float = 36
    formula: float = 40
    label: float = 30
    number: float = 30
    tick: float = 26


TYPE = Type()

DIMMED = 0.25
"""Opacity of what is on stage but not being talked about."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle of the frame, in manim units."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.top - self.bottom

    @property
    def x(self) -> float:
        """Horizontal middle."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """Vertical middle."""
        return (self.bottom + self.top) / 2

    def columns(self, *shares: float, gap: float = 0.6) -> tuple[Zone, ...]:
        """Side by side parts whose widths are in the ratio of ``shares``, ``gap`` between them."""
        usable = self.width - gap * (len(shares) - 1)
        parts: list[Zone] = []
        left = self.left
        for share in shares:
            right = left + usable * share / sum(shares)
            parts.append(Zone(left, right, self.bottom, self.top))
            left = right + gap
        return tuple(parts)

    def rows(self, *shares: float, gap: float = 0.4) -> tuple[Zone, ...]:
        """Parts one below the other, the first on top, heights in the ratio of ``shares``."""
        usable = self.height - gap * (len(shares) - 1)
        parts: list[Zone] = []
        top = self.top
        for share in shares:
            bottom = top - usable * share / sum(shares)
            parts.append(Zone(self.left, self.right, bottom, top))
            top = bottom - gap
        return tuple(parts)


@dataclass(frozen=True, slots=True)
class Zones:
    """Where things may be: a title above, the stage, and the caption below.

    ``shape`` is that of the frame. A scene lays its parts out side by side where it is wide, one
    below the other where it is tall, and finds its own way where it is square.
    """

    title: Zone
    stage: Zone
    caption: Zone
    shape: Literal["wide", "square", "tall"]


def frame_size(pixel_width: int, pixel_height: int) -> tuple[float, float]:
    """The frame's width and height in manim units: square pixels, the shorter side 8 units."""
    unit = SHORT_SIDE / min(pixel_width, pixel_height)
    return pixel_width * unit, pixel_height * unit


def zones(width: float, height: float) -> Zones:
    """The zones of a frame of that width and height in manim units."""
    side = width / 2 - 0.45
    top = height / 2
    shape: Literal["wide", "square", "tall"] = "square"
    if width > 1.4 * height:
        shape = "wide"
    elif height > 1.4 * width:
        shape = "tall"
    # Three lines of caption instead of two, where lines are short.
    caption = 1.4 if shape == "wide" else 1.85
    return Zones(
        title=Zone(-side, side, top - 0.95, top - 0.25),
        stage=Zone(-side, side, -top + caption + 0.35, top - 1.15),
        caption=Zone(-side, side, -top + 0.2, -top + caption),
        shape=shape,
    )
