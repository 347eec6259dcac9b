"""Colours between two others, channel by channel."""

from stage.mobjects.colors import mixed, toned
from stage.theme import DARK, LIGHT, rgb, theme, use_theme


def test_half_way_each_channel_is_half_way():
    assert mixed("#000000", "#0080F0", 0.5) == "#004078"
    assert mixed("#102030", "#506070", 0.25) == "#203040"


def test_toned_is_the_background_at_first_and_the_colour_at_last():
    before = theme()
    try:
        for each in (DARK, LIGHT):
            use_theme(each)
            assert rgb(toned(each.q, 0.0)) == rgb(each.background)
            assert rgb(toned(each.q, 1.0)) == rgb(each.q)
    finally:
        use_theme(before)
