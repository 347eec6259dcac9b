"""The picture of ``SumToOne`` is true in every frame: the bar, the straight edges, the portrait."""

import numpy as np
import pytest

from scenes import entry
from scenes.sum_to_one.scene import SumToOne
from tests.scenes.playing import play

SCENE = entry("SumToOne")
ORDER = (0, 1, 2, 3)  # cat, hen, fox, and the owl, which is raised, on top


@pytest.fixture(scope="module")
def frames():
    """The corners of what the figure has drawn, after each redraw, and the beat of it."""
    seen = []

    class Watched(SumToOne):
        def make_figure(self):
            figure = super().make_figure()
            redraw = figure.redraw

            def redraw_and_look(*how):
                redraw(*how)
                seen.append((self.playing, corners(figure)))

            figure.redraw = redraw_and_look
            return figure

    play(Watched, SCENE.parameters_type()(), fps=10, draw=False, width=160, height=90)
    return seen


def corners(bands):
    """Of each area that is drawn: its corners in order, shape (n, 2)."""
    kinds = ("band", "share", "slice", "portrait")
    return {
        key: np.array([*piece.points[::4, :2], piece.points[-1, :2]])
        for key, piece in bands.pieces.items()
        if key[0] in kinds and len(piece.points)
    }


def height(points):
    return np.ptp(points[:, 1])


def test_edges_of_the_bar_are_the_front_edges_of_the_bands_and_it_is_1_high(frames):
    whole = {round(sum(height(drawn["share", k]) for k in ORDER), 9) for _, drawn in frames}
    assert len(whole) == 1
    compared = 0
    for beat, drawn in frames:
        if beat not in ("pay", "match", "cost") or ("band", 0) not in drawn:
            continue
        for k in ORDER:
            band, bar = drawn["band", k], drawn["share", k]
            front = band[np.isclose(band[:, 0], band[:, 0].max(), atol=1e-9)]
            if np.ptp(band[:, 0]) > 0:
                assert front[:, 1].max() == pytest.approx(bar[:, 1].max(), abs=1e-9)
                assert front[:, 1].min() == pytest.approx(bar[:, 1].min(), abs=1e-9)
                assert front[0, 0] == pytest.approx(bar[:, 0].min(), abs=1e-9)
                compared += 1
    assert compared > 100


def test_every_edge_is_a_straight_line_to_the_point_after_the_warp(frames):
    drawn = [shown for beat, shown in frames if beat == "answer"][-1]
    # The point where the raised class has all, at the foot: the slice has shrunk into it.
    point = drawn["slice", 0][0]
    for k in ORDER[:-1]:
        band = drawn["band", k]
        upper = band[: len(band) // 2]
        x, y = upper[:, 0] - point[0], upper[:, 1] - point[1]
        assert y / x == pytest.approx(np.full(len(x), y[0] / x[0]), rel=1e-9)


def test_slice_stretched_to_the_height_of_its_portrait_is_the_portrait(frames):
    sliding = [shown for beat, shown in frames if beat == "slide"]
    compared = 0
    for drawn in sliding:
        part, portrait = (
            np.concatenate([drawn[kind, k] for k in ORDER[:-1]]) for kind in ("slice", "portrait")
        )
        scale = height(part) / height(portrait)
        if scale > 1e-6:
            aside = part - part.min(axis=0)
            assert aside / scale == pytest.approx(portrait - portrait.min(axis=0), abs=1e-6)
            compared += 1
        assert portrait == pytest.approx(
            np.concatenate([sliding[0]["portrait", k] for k in ORDER[:-1]]), abs=1e-12
        )
    assert compared > 50
