"""Mixtures of two colours."""

from __future__ import annotations

from manim.utils.color import ManimColor, interpolate_color

from stage.theme import theme

__all__ = ["mixed", "toned"]


def mixed(color: str, other: str, share: float) -> str:
    """Return the linear interpolation from ``color`` (share 0) to ``other`` (share 1).

    >>> mixed("#000000", "#0080FF", 0.0), mixed("#000000", "#0080FF", 1.0)
    ('#000000', '#0080FF')
    """
    return str(interpolate_color(ManimColor(color), ManimColor(other), share).to_hex())


def toned(color: str, share: float) -> str:
    """Return the opaque colour that ``color`` with opacity ``share`` has on the background."""
    return mixed(theme().background, color, share)
