"""Lights are brighter the larger their value, and text is read on each of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.gradient_heatmap.lights import Light, glow, ink, rounded
from stage.theme import THEMES, Zone, rgb, use_theme


@pytest.fixture(params=THEMES)
def chosen(request):
    use_theme(THEMES[request.param])
    yield THEMES[request.param]
    use_theme(THEMES["dark"])


def luminance(color):
    """As in WCAG 2.2."""
    channels = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(color)]
    return float(np.dot(channels, [0.2126, 0.7152, 0.0722]))


def contrast(one, other):
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_what_is_read_on_a_light_has_a_contrast_of_4_5_whatever_its_value(chosen):
    for value in np.linspace(-1, 1, 401):
        color = glow(float(value))
        assert contrast(ink(color), color) >= 4.5, (chosen, value)


def test_full_lights_have_the_colours_of_truth_and_prediction(chosen):
    assert glow(-1.0).lower() == chosen.p.lower()
    assert glow(1.0).lower() == chosen.q.lower()


@pytest.mark.parametrize("sign", [1, -1])
def test_light_is_the_farther_from_off_the_larger_its_value(chosen, sign):
    off = np.array(rgb(glow(0.0)))
    away = [np.linalg.norm(rgb(glow(sign * v)) - off) for v in np.linspace(0, 1, 21)]
    assert (np.diff(away) > 0).all()


@settings(derandomize=True, max_examples=30)
@given(*[st.floats(0.01, 5)] * 3)
def test_rounded_rectangle_fills_its_zone_up_to_its_corners(width, height, radius):
    points = rounded(Zone(1.0, 1.0 + width, -2.0, -2.0 + height), radius)
    assert points.shape == (32, 3)
    assert points.min(axis=0) == pytest.approx([1, -2, 0])
    assert points.max(axis=0) == pytest.approx([1 + width, -2 + height, 0])
    # By the shoelace formula of its corners: an arc is cut by its chord.
    ends = points[::4]
    area = abs(np.dot(ends[:, 0], np.roll(ends[:, 1], -1))
               - np.dot(ends[:, 1], np.roll(ends[:, 0], -1))) / 2  # fmt: skip
    cut = min(radius, width / 2, height / 2)
    assert area == pytest.approx(width * height - 2 * cut**2)


def test_light_takes_the_colour_of_its_value():
    light = Light(2.0)
    color = light.shine(Zone(0, 1, 0, 1), -0.5)
    assert color == glow(-0.5)
    assert light.fill_rgbas[0, :3] == pytest.approx(rgb(color))
