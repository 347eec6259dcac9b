"""The bar, the bands and the rest of ``SumToOne`` are drawn to scale in every frame."""

import numpy as np
import pytest

from scenes import entry
from scenes.sum_to_one.scene import SumToOne
from tests.scenes.playing import play

SCENE = entry("SumToOne")
ORDER = (0, 1, 2, 3)  # cat, hen, fox, and the owl, which is raised, on top


@pytest.fixture(scope="module")
def played():
    """Return the beat, the corners of areas and the texts of numbers, for each redraw."""
    redraws = []

    class Watched(SumToOne):
        def make_figure(self):
            figure = super().make_figure()
            redraw = figure.redraw

            def redraw_and_keep(*how):
                redraw(*how)
                redraws.append((self.playing, corners(figure), texts(figure)))

            figure.redraw = redraw_and_keep
            return figure

    play(Watched, SCENE.parameters_type()(), fps=10, draw=False, width=160, height=90)
    return redraws


@pytest.fixture(scope="module")
def frames(played):
    return [(beat, drawn) for beat, drawn, _ in played]


@pytest.fixture(scope="module")
def losses(played):
    return [(beat, numbers["loss",]) for beat, _, numbers in played]


@pytest.fixture(scope="module")
def factors(played):
    last = [numbers for beat, _, numbers in played if beat == "match"][-1]
    return {
        key[-1]: text
        for key, (text, opacity) in last.items()
        if key[0] == "kept factor" and opacity == 1
    }


def texts(bands):
    """Return the text and the opacity of each number, by key."""
    return {
        key: (piece.text, float(piece.get_fill_opacity()))
        for key, piece in bands.pieces.items()
        if key[0] in ("loss", "kept factor")
    }


def corners(bands):
    """Return the corners of each area that is drawn, in order, shape (n, 2), by key."""
    kinds = ("band", "share", "slice")
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


def test_every_edge_is_a_straight_line_to_one_point_once_the_axis_is_the_share(frames):
    drawn = [areas for beat, areas in frames if beat == "answer"][-1]
    owl = drawn["band", 3]
    # The point where the raised class has all: the owl's band is 1 high there, the others end.
    point = np.array([owl[:, 0].max(), owl[owl[:, 0] == owl[:, 0].max()][:, 1].min()])
    assert height(owl) == pytest.approx(sum(height(drawn["share", k]) for k in ORDER))
    for k in ORDER[:-1]:
        band = drawn["band", k]
        upper = band[: len(band) // 2]
        assert upper[-1] == pytest.approx(point)
        x, y = (upper[:-1] - point).T
        assert y / x == pytest.approx(np.full(len(x), y[0] / x[0]), rel=1e-9)


def test_rest_is_as_high_as_the_bands_below_its_middle_and_its_parts_keep_their_proportions(frames):
    sliding = [areas for beat, areas in frames if beat == "slide"]
    first, compared = sliding[0], 0
    for drawn in sliding:
        scale = height(drawn["slice", 0]) / height(first["slice", 0])
        for k in ORDER[:-1]:
            part, band = drawn["slice", k], drawn["band", k]
            assert height(part) == pytest.approx(scale * height(first["slice", k]), abs=1e-9)
            upper = band[: len(band) // 2]
            middle = (part[:, 0].min() + part[:, 0].max()) / 2
            edge = np.interp(middle, upper[:, 0], upper[:, 1])
            assert part[:, 1].max() == pytest.approx(edge, abs=1e-9)
        compared += scale < 1
    assert compared > 50


def test_loss_is_visible_from_the_first_frame_until_the_axis_is_changed(losses):
    first = next(loss for _, loss in losses)
    assert first == ("1.16", 1.0)
    for beat in ("guess", "pay", "match", "cost"):
        assert [loss for name, loss in losses if name == beat][-1][1] == 1.0
    assert [loss for name, loss in losses if name == "cost"][-1] == ("2.72", 1.0)


def test_each_class_that_pays_has_the_same_factor_beside_it_after_the_right_guess(factors):
    assert factors == {0: "×0.52", 1: "×0.52", 2: "×0.52"}  # .500 / .957
