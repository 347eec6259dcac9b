"""Colours between two others."""

from __future__ import annotations

from manim.utils.color import ManimColor, interpolate_color

from stage.theme import theme

__all__ = ["mixed", "toned"]


def mixed(color: str, other: str, share: float) -> str:
    """The colour that is so far on the way from one to another.

    >>> mixed("#000000", "#0080FF", 0.0), mixed("#000000", "#0080FF", 1.0)
    ('#000000', '#0080FF')
    """
    return str(interpolate_color(ManimColor(color), ManimColor(other), share).to_hex())


def toned(color: str, share: float) -> str:
    """What ``color`` looks like over the background with such an opacity, but opaque."""
    return mixed(theme().background, color, share)
