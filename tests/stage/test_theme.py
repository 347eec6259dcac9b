"""Everybody can read it: contrast, size, palette, and zones that keep out of each other's way."""

import colorsys
from dataclasses import fields

import pytest

from stage.theme import DARK, LIGHT, TYPE, Theme, Type, Zone, frame_size, zones

OKABE_ITO = {  # as published, https://jfly.uni-koeln.de/color/
    "orange": (230, 159, 0),
    "sky blue": (86, 180, 233),
    "bluish green": (0, 158, 115),
    "yellow": (240, 228, 66),
    "blue": (0, 114, 178),
    "vermillion": (213, 94, 0),
    "reddish purple": (204, 121, 167),
}

SERIES = ("classes",)
ROLES = [f.name for f in fields(Theme) if f.name not in ("background", *SERIES)]
FRAMES = [(1920, 1080), (1080, 1080), (1080, 1920), (854, 480), (2560, 1080)]


def rgb(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def contrast(one, other):
    """As WCAG 2.2 defines it: from 1 (the same) to 21 (black on white)."""

    def luminance(colour):
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in (byte / 255 for byte in rgb(colour))
        ]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def on(ground, colour, opacity):
    """``colour`` with that opacity, as it is blended with what is behind it."""
    blended = [
        round(opacity * above + (1 - opacity) * below)
        for above, below in zip(rgb(colour), rgb(ground), strict=True)
    ]
    return "#{:02X}{:02X}{:02X}".format(*blended)


def hue(colour):
    return colorsys.rgb_to_hsv(*(byte / 255 for byte in colour))[0]


def test_contrast_is_measured_as_wcag_measures_it():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # the known near miss


@pytest.mark.parametrize("looks", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("role", ROLES)
def test_every_role_can_be_read_as_text_and_so_made_out_as_graphics(looks, role):
    assert contrast(getattr(looks, role), looks.background) >= 4.5  # WCAG 1.4.3; 1.4.11 asks for 3


@pytest.mark.parametrize("looks", [DARK, LIGHT], ids=["dark", "light"])
def test_classes_are_made_out_read_on_and_told_from_their_neighbours_in_grey(looks):
    for color, after in zip(looks.classes, looks.classes[1:], strict=False):
        assert contrast(color, looks.background) >= 3
        assert max(contrast(color, ink) for ink in (looks.text, looks.background)) >= 4.5
        assert contrast(color, after) >= 1.4


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("p", "orange"),
        ("q", "sky blue"),
        ("target", "yellow"),
        ("quadratic", "reddish purple"),
    ],
)
def test_role_has_its_colour_of_the_colour_blind_safe_palette(role, name):
    assert rgb(getattr(DARK, role)) == OKABE_ITO[name]


def test_colour_of_the_logarithm_is_bluish_green_but_lighter():
    assert hue(rgb(DARK.log)) == pytest.approx(hue(OKABE_ITO["bluish green"]), abs=0.02)
    green = "#{:02X}{:02X}{:02X}".format(*OKABE_ITO["bluish green"])
    assert contrast(DARK.log, DARK.background) > contrast(green, DARK.background)


def test_loss_is_white():
    assert rgb(DARK.loss) == (255, 255, 255)


def test_what_is_set_side_by_side_has_a_colour_of_its_own():
    for pair in (("p", "q"), ("quadratic", "log"), ("p", "target"), ("q", "target")):
        assert len({getattr(DARK, role) for role in pair}) == 2, pair


@pytest.mark.parametrize("kind", [field.name for field in fields(Type) if field.name != "tick"])
def test_essential_text_is_large_enough_at_480p(kind):
    assert getattr(TYPE, kind) >= 28


def test_ticks_are_large_enough_at_480p():
    assert TYPE.tick >= 24


@pytest.mark.parametrize(("width", "height"), FRAMES)
def test_frame_has_square_pixels_and_a_short_side_of_8(width, height):
    wide, high = frame_size(width, height)
    assert min(wide, high) == 8
    assert wide / width == pytest.approx(high / height, rel=1e-12)


@pytest.mark.parametrize(("width", "height"), FRAMES)
def test_zones_lie_within_the_frame(width, height):
    wide, high = frame_size(width, height)
    z = zones(wide, high)
    for zone in (z.title, z.stage, z.caption):
        assert -wide / 2 < zone.left < zone.right < wide / 2
        assert -high / 2 < zone.bottom < zone.top < high / 2


@pytest.mark.parametrize(("width", "height"), FRAMES)
def test_zones_do_not_touch_and_the_stage_is_between_title_and_caption(width, height):
    z = zones(*frame_size(width, height))
    assert z.caption.top < z.stage.bottom
    assert z.stage.top < z.title.bottom


@pytest.mark.parametrize(("width", "height"), FRAMES)
def test_stage_has_most_of_the_frame(width, height):
    wide, high = frame_size(width, height)
    assert zones(wide, high).stage.height > high / 2


@pytest.mark.parametrize(("width", "height"), FRAMES)
def test_caption_has_room_for_its_line(width, height):
    line = 1.2 * TYPE.caption / 96  # type of size s is s/96 units high in manim's convention
    assert zones(*frame_size(width, height)).caption.height > line


def test_middle_of_a_zone_is_halfway():
    zone = Zone(left=-1, right=4, bottom=2, top=8)
    assert (zone.x, zone.y, zone.width, zone.height) == (1.5, 5, 5, 6)
