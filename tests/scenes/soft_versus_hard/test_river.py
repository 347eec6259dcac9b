"""The picture of ``SoftVersusHard`` is true in every frame: the bar, the bands and the ring."""

import numpy as np
import pytest
from scipy.special import softmax

from scenes import entry
from scenes.soft_versus_hard.scene import SoftVersusHard
from tests.scenes.playing import play

SCENE = entry("SoftVersusHard")
Z = np.array([2.5, -1, 3.2, 0.5])


@pytest.fixture(scope="module")
def frames():
    """After each redraw: the beat, and the corners of bar, bands and ring."""
    seen = []

    class Watched(SoftVersusHard):
        def make_figure(self):
            figure = super().make_figure()
            redraw = figure.redraw

            def redraw_and_look(*how):
                redraw(*how)
                kinds = ("band", "share", "rail", "ring", "front")
                seen.append(
                    (
                        self.playing,
                        {
                            key: np.array([*piece.points[::4, :2], piece.points[-1, :2]])
                            for key, piece in figure.pieces.items()
                            if key[0] in kinds and len(piece.points)
                        },
                    )
                )

            figure.redraw = redraw_and_look
            return figure

    play(Watched, SCENE.parameters_type()(), fps=10, draw=False, width=160, height=90)
    return seen


def heights(drawn):
    tall = np.array([np.ptp(drawn["share", k][:, 1]) for k in range(4)])
    return tall / tall.sum()


def place(drawn):
    """Of the ring on its rail, from 0 to 1."""
    rail, ring = drawn["rail",][:, 0], drawn["ring",][:, 0]
    return ((ring.min() + ring.max()) / 2 - rail.min()) / np.ptp(rail)


def test_bar_is_the_softmax_at_the_temperature_of_the_ring(frames):
    compared = 0
    for beat, drawn in frames:
        if beat is not None and ("rail",) in drawn:
            temperature = 10 * (0.1 / 10) ** place(drawn)
            assert heights(drawn) == pytest.approx(softmax(Z / temperature), abs=2e-3)
            compared += 1
    assert compared > 100


def test_bands_end_at_the_front_of_the_bar_and_at_its_edges_while_it_cools(frames):
    compared = 0
    for beat, drawn in frames:
        if beat != "cool" or ("band", 0) not in drawn:
            continue
        for k in range(4):
            band, bar = drawn["band", k], drawn["share", k]
            if np.ptp(band[:, 0]) > 0:
                front = band[np.isclose(band[:, 0], band[:, 0].max(), atol=1e-9)]
                assert front[0, 0] == pytest.approx(bar[:, 0].max(), abs=1e-9)
                assert front[:, 1].max() == pytest.approx(bar[:, 1].max(), abs=1e-9)
                assert front[:, 1].min() == pytest.approx(bar[:, 1].min(), abs=1e-9)
                compared += 1
    assert compared > 200


def test_front_stands_above_the_ring_while_it_cools_both_times(frames):
    compared = 0
    for beat, drawn in frames:
        if beat in ("cool", "surer") and ("front",) in drawn:
            ring = drawn["ring",][:, 0]
            middle = (ring.min() + ring.max()) / 2
            assert drawn["front",][:, 0] == pytest.approx([middle] * 2, abs=1e-9)
            compared += 1
    assert compared > 150
