"""``GradientHeatmap`` is true as it is drawn: bars in every frame, lights as bright as wrong."""

import numpy as np
import pytest
from manim import ManimColor
from scipy.special import softmax

from scenes import entry
from scenes.gradient_heatmap.scene import GradientHeatmap
from scenes.gradient_heatmap.wall import glow
from stage.theme import DARK, LIGHT, luminance, use_theme
from tests.scenes.playing import play

SCENE = entry("GradientHeatmap")
BEATS = ("take", "drop", "wall")


@pytest.fixture(scope="module")
def frames():
    """Of each frame: the beat, how much is taken, and length of blue and of orange by row."""
    seen = []

    class Watched(GradientHeatmap):
        def make_figure(self):
            figure = super().make_figure()
            redraw = figure.redraw

            def redraw_and_look(*how):
                redraw(*how)
                if self.playing in BEATS:
                    seen.append((self.playing, np.array(figure.taken), *lengths(figure)))

            figure.redraw = redraw_and_look
            return figure

    play(Watched, SCENE.parameters_type()(), fps=5, draw=False, width=160, height=90)
    return seen


def lengths(wall):
    """How long what is right of 0 is in each row, and what is left of it, in the row's unit."""
    blue, orange = [], []
    for i in range(8):
        unit = wall._scale(i, wall._row(i))[1]
        pieces = [wall.pieces["piece", i, k] for k in range(4)]
        blue.append(sum(piece.width for piece in pieces) / unit)
        orange.append(wall.pieces["short", i].width / unit)
    return np.array(blue), np.array(orange)


def test_blue_less_orange_is_what_is_left_of_1_in_every_frame(frames):
    assert len(frames) > 40
    for _, taken, blue, orange in frames:
        assert blue - orange == pytest.approx(1 - taken, abs=1e-6)


def test_at_last_both_sides_of_each_bar_are_as_long_as_the_row_is_wrong(frames):
    _, taken, blue, orange = frames[-1]
    numbers = SCENE.numbers_type().compute(SCENE.parameters_type()(), 5)
    wrong = 1 - softmax(numbers.logits, axis=1)[np.arange(8), list(numbers.targets)]
    assert taken.tolist() == [1] * 8
    assert blue == pytest.approx(wrong, abs=6e-4)
    assert orange == pytest.approx(wrong, abs=6e-4)


@pytest.mark.parametrize("look", [DARK, LIGHT])
def test_a_light_differs_from_one_that_is_off_the_more_the_larger_its_value(look):
    use_theme(look)
    try:
        off = luminance(glow(0.0))
        for sign in (-1, 1):
            apart = [abs(luminance(glow(sign * v)) - off) for v in np.linspace(0, 1, 21)]
            assert apart == sorted(apart)
        full = {sign: ManimColor(glow(sign)).to_hex() for sign in (-1, 1)}
    finally:
        use_theme(DARK)
    assert full == {-1: look.p, 1: look.q}
