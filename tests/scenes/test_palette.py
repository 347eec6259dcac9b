"""Both themes: contrast by WCAG 2.2, and roles that meet stay apart under colour blindness."""

import itertools

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from stage.theme import DARK, THEMES, theme, use_theme

EACH = pytest.mark.parametrize("looks", THEMES.values(), ids=THEMES)

# Roles that carry different meanings in one picture.
MEET = [
    *itertools.combinations(("p", "q", "target", "text"), 2),
    ("q", "gain"),
    *itertools.product(("gain",), ("text", "target", "p")),
    *itertools.combinations(("quadratic", "log", "text"), 2),
]
SAME = {("target", "text")}  # an outline and letters cannot be taken for each other


def rgb(colour):
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def contrast(one, other):
    """WCAG 2.2's contrast ratio."""

    def luminance(colour):
        c = rgb(colour)
        linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour, kind):
    if kind is None:
        return rgb(colour)
    space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    return np.clip(cspace_convert(rgb(colour), space, "sRGB1"), 0, 1)


@EACH
@pytest.mark.parametrize("role", ["text", "muted", "p", "q", "loss", "quadratic", "log", "gain"])
def test_whatever_is_written_can_be_read(looks, role):
    assert contrast(getattr(looks, role), looks.background) >= 4.5


@EACH
def test_the_outline_of_the_true_class_can_be_seen(looks):
    assert contrast(looks.target, looks.background) >= 3.0


@EACH
@pytest.mark.parametrize("kind", [None, "protanomaly", "deuteranomaly", "tritanomaly"])
def test_roles_that_meet_stay_apart(looks, kind):
    """By at least 10 of CAM02-UCS, in which 1 is just noticeable side by side."""
    for one, other in set(MEET) - SAME:
        colours = [seen(getattr(looks, role), kind) for role in (one, other)]
        assert deltaE(*colours, input_space="sRGB1") >= 10, (one, other)


def test_mobjects_are_drawn_in_the_theme_that_is_in_use():
    from stage.mobjects.text import Words

    try:
        use_theme(THEMES["light"])
        assert Words("a")[0].get_fill_color().to_hex() == THEMES["light"].text
    finally:
        use_theme(DARK)
    assert theme() is DARK
    assert Words("a")[0].get_fill_color().to_hex() == DARK.text
