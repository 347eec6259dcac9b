"""The visual style in one place: colours by role, type sizes, and the zones of the frame.

This module does not import manim, so planning and tests can use it without loading manim.

The colours are based on those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which can be
distinguished with the common forms of colour blindness. A role has the same colour in bars,
formulas and words.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "DARK",
    "LIGHT",
    "THEMES",
    "TYPE",
    "Theme",
    "Type",
    "Zone",
    "Zones",
    "contrast",
    "frame_size",
    "luminance",
    "rgb",
    "text_on",
    "theme",
    "use_theme",
    "zones",
]

SHORT_SIDE = 8.0
"""Length of the frame's shorter side in manim units, for which the type sizes below are chosen."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by role, as ``#RRGGBB``."""

    background: str
    text: str
    muted: str  # axes, ticks, ghosts: references for comparison, in the background
    p: str  # the true distribution
    q: str  # the predicted distribution, also written a
    target: str  # outline of the true class
    loss: str
    quadratic: str
    log: str
    gain: str  # a probability that rises
    classes: tuple[str, ...]  # one per class; neighbours also differ in brightness

    def of_class(self, k: int) -> str:
        """Return the colour of class ``k``, used for its name, its pieces and its bead."""
        return self.classes[k % len(self.classes)]


@lru_cache(maxsize=512)  # a bar that changes its colour passes through many
def rgb(color: str) -> tuple[float, float, float]:
    """Return the red, green and blue of ``#RRGGBB``, each from 0 to 1.

    >>> rgb("#ff0033")
    (1.0, 0.0, 0.2)
    """
    red, green, blue = bytes.fromhex(color[1:])
    return red / 255, green / 255, blue / 255


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
    gain="#8BE38B",  # a light green, as far from the outline's yellow as from white
    classes=(
        "#F0E07A",
        "#D1588A",
        "#63CFAE",
        "#8573E6",
        "#E8C9F0",
        "#B5793F",
        "#A9D65C",
        "#B070CE",
        "#C9D4DC",
        "#7C8A3A",
    ),
)


LIGHT = Theme(
    background="#FBFAF7",
    text="#15181C",
    muted="#5E6772",
    p="#B35900",  # Okabe and Ito's colours are too pale for text on white, so these are darker
    q="#0072B2",
    target="#111111",  # a yellow with enough contrast to white no longer looks yellow
    loss="#000000",
    quadratic="#A8487F",
    log="#00734F",
    gain="#B0007A",
    classes=(
        "#857100",
        "#A3255C",
        "#158067",
        "#4A35B0",
        "#9657A6",
        "#6B3F12",
        "#507C0E",
        "#6A2486",
        "#66727C",
        "#454F14",
    ),
)

THEMES = {"dark": DARK, "light": LIGHT}
"""The themes by the names with which users choose them."""

_current: ContextVar[Theme] = ContextVar("theme", default=DARK)


def theme() -> Theme:
    """Return the current theme, in which new mobjects are drawn."""
    return _current.get()


def text_on(color: str) -> str:
    """Return the theme's text or background colour, whichever has more contrast with ``color``."""
    chosen = theme()
    return max((chosen.text, chosen.background), key=lambda ink: contrast(ink, color))


def contrast(color: str, other: str) -> float:
    """Return the contrast ratio of two colours as defined by WCAG, from 1 to 21.

    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    low, high = sorted((luminance(color), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    """Return the relative luminance of a colour as defined by WCAG, from 0 to 1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def use_theme(chosen: Theme) -> None:
    """Draw everything made from now on in this thread in ``chosen``; a scene calls this first."""
    _current.set(chosen)


@dataclass(frozen=True, slots=True)
class Type:
    """Type sizes in manim's font units: a digit of size 34 is 34 pixels high at 1080p.

    ``least`` is the smallest size of any text that is larger than a tick.
    """

    caption: float = 40
    formula: float = 46
    label: float = 34
    number: float = 38
    tick: float = 34
    least: float = 34


TYPE = Type()

LINE = 0.85 / 66
"""Height of a line of text with type size 1, in manim units."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle in the frame, in manim units."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """The horizontal extent."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The vertical extent."""
        return self.top - self.bottom

    @property
    def x(self) -> float:
        """The horizontal centre."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The vertical centre."""
        return (self.bottom + self.top) / 2

    @property
    def outline(self) -> list[tuple[float, float]]:
        """The four corners, anticlockwise from the lower left one, which is repeated at the end.

        >>> Zone(0, 2, 0, 1).outline
        [(0, 0), (2, 0), (2, 1), (0, 1), (0, 0)]
        """
        low, high = (self.left, self.bottom), (self.right, self.top)
        return [low, (high[0], low[1]), high, (low[0], high[1]), low]

    def toward(self, other: Zone, share: float) -> Zone:
        """Return a zone between this one and ``other``, at the progress ``share`` from 0 to 1.

        At 0 and 1 the result is exactly this zone and ``other``.

        >>> Zone(0, 2, 0, 1).toward(Zone(4, 8, 0, 3), 0.5)
        Zone(left=2.0, right=5.0, bottom=0.0, top=2.0)
        """
        sides = ("left", "right", "bottom", "top")
        return Zone(*((1 - share) * getattr(self, s) + share * getattr(other, s) for s in sides))


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of the frame: the title at the top, the stage, and the caption at the bottom."""

    title: Zone
    stage: Zone
    caption: Zone


def frame_size(pixel_width: int, pixel_height: int) -> tuple[float, float]:
    """Return the frame's width and height in manim units.

    Pixels are square, and the shorter side has 8 units.
    """
    unit = SHORT_SIDE / min(pixel_width, pixel_height)
    return pixel_width * unit, pixel_height * unit


def zones(width: float, height: float, *, captions: bool = True) -> Zones:
    """Return the zones of a frame with the given width and height in manim units.

    Without captions the caption's zone is empty, and the stage is taller instead.
    """
    side = width / 2 - 0.45
    top = height / 2
    lines = 1 + (width <= 1.4 * height)  # one more line in narrow frames
    caption = 0.15 + lines * LINE * TYPE.caption if captions else 0.0
    floor = -top + caption + 0.25
    return Zones(
        title=Zone(-side, side, top - 0.6, top - 0.16),
        stage=Zone(-side, side, floor, top - 0.78),
        caption=Zone(-side, side, -top + 0.15, -top + max(caption, 0.15)),
    )
