"""Hills are as high as their losses, wherever their axis has been stretched to; so are balls."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.special import expit, logit

from scenes.quadratic_versus_log.hills import BALLS, Hills
from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.theme import DARK, Zone, use_theme
from tests.stage.small_parts import drawn

ZONE = Zone(-6.0, 6.0, -2.5, 2.5)
REACH = 5.0
Z = np.linspace(-REACH, 12.0, 800)
GRID = np.array([0.01, *np.arange(1, 10) / 10, 0.99])
BALL = np.array([[0.1, 0.1], [-np.log(0.1), 0.81], [-10, -1.8], [logit(0.1)] * 2])
PRODUCTS = np.array([[10, 0.09, 0.9], [1.8, 0.09, 0.162]])


@pytest.fixture(autouse=True)
def dark():
    use_theme(DARK)


def hills(*, zone=ZONE, stretch=0.0, **values):
    q = expit(Z)
    starts = np.array([[0.1, 0.1], [logit(0.1)] * 2, [-np.log(0.1), 0.81]])
    later = np.array([[0.5, 0.2], [0, logit(0.2)], [np.log(2), 0.64]])
    part = Hills(
        "the hills", [np.stack((q, Z, -np.log(q))), np.stack((q, Z, (1 - q) ** 2))],
        colors=["#00FF00", "#FF00FF"], ball=BALL, reach=REACH, ceiling=5.0,
        grid=np.stack((GRID, logit(GRID), -np.log(GRID))), products=PRODUCTS,
        crumbs=np.stack((starts, later), axis=1), words=["ramp", "plateau"],
        write=writer(".3p"), write_pull=writer(".3g"))  # fmt: skip
    part.values.update(stretch=np.asarray(stretch), **{k: np.array(v) for k, v in values.items()})
    part.tune([zone], by_number=False)
    return drawn(part, zone)


def x_of(part, q, stretch):
    """Where a prediction is, on an axis that is blended of both."""
    inner = part.inner()
    share = (1 - stretch) * q + stretch * (logit(q) / REACH + 1) / 2
    return inner.left + inner.width * share


@pytest.mark.parametrize("stretch", [0.0, 0.3, 1.0])
def test_ball_is_where_its_prediction_and_its_loss_are(stretch):
    part = hills(stretch=stretch)
    for k, loss in enumerate((-np.log(0.1), 0.81)):
        x, y, _ = part.pieces["ball", k].get_center()
        assert x == pytest.approx(x_of(part, 0.1, stretch))
        assert y == pytest.approx(part.inner().bottom + loss / 5 * part.inner().height)


@pytest.mark.parametrize("stretch", [0.0, 0.3, 1.0])
def test_hill_is_as_high_as_its_loss_at_every_tenth(stretch):
    part, tenths = hills(stretch=stretch), GRID[1:-1]
    inner = part.inner()
    for k, losses in enumerate((-np.log(tenths), (1 - tenths) ** 2)):
        points = part.pieces["hill", k].points
        heights = np.interp(x_of(part, tenths, stretch), points[:, 0], points[:, 1])
        assert heights == pytest.approx(inner.bottom + losses / 5 * inner.height, abs=5e-3)
        assert inner.left - 1e-9 <= points[0, 0] < points[-1, 0] <= inner.right + 1e-9


@pytest.mark.parametrize("stretch", [0.0, 0.5, 1.0])
def test_tangent_touches_its_hill(stretch):
    part = hills(stretch=stretch)
    for k, loss in enumerate((lambda q: -np.log(q), lambda q: (1 - q) ** 2)):
        low, high = (x_of(part, q, stretch) for q in (0.1 - 1e-6, 0.1 + 1e-6))
        rise = (loss(0.1 + 1e-6) - loss(0.1 - 1e-6)) / 5 * part.inner().height
        (x0, y0, _), (x1, y1, _) = part.pieces["tangent", k].points[[0, -1]]
        assert (y1 - y0) / (x1 - x0) == pytest.approx(rise / (high - low), rel=1e-5)
        assert x0 < part.pieces["ball", k].get_center()[0] < x1


def test_pulls_are_as_long_as_the_products_wherever_the_balls_go():
    part = hills(stretch=1.0, q=[0.5, 0.2], z=[0.0, logit(0.2)], losses=[np.log(2), 0.64])
    unit = part.inner().width / (2 * REACH)
    for k, pull in enumerate((0.9, 0.162)):
        pose = part.figure("pull", k)
        assert pose.length == pytest.approx(pull * unit)
        assert pose.foot[0] == pytest.approx(x_of(part, 0.1, 1.0) + BALLS[k])
        assert pose.foot[1] == pytest.approx(part.height(BALL[1, k]))


def test_crumbs_are_there_once_the_ball_has_gone_by():
    before = hills(stretch=1.0)
    assert [metadata(before.pieces["crumb", 0, i]).visibility for i in range(2)] == [
        0,
        0,
    ]  # under the ball
    after = hills(stretch=1.0, z=[0.1, logit(0.1) + 0.01])
    assert [metadata(after.pieces["crumb", 0, i]).visibility for i in range(2)] == [1, 1]
    assert [metadata(after.pieces["crumb", 1, i]).visibility for i in range(2)] == [1, 0]


@pytest.mark.parametrize("stretch", [0.0, 0.2, 0.5, 1.0])
@pytest.mark.parametrize("zone", [ZONE, Zone(-3.0, 3.0, -2.0, 2.0)])
def test_numbers_at_the_axes_stand_apart_and_where_they_belong(zone, stretch):
    part = hills(zone=zone, stretch=stretch)
    for texts in (
        [part.pieces["told", i] for i in range(len(GRID))],
        [tick.words for tick in part.pieces["logits",]._ticks],
    ):
        shown = sorted(
            (t.get_left()[0], t.get_right()[0]) for t in texts if round(metadata(t).visibility) == 1
        )
        assert shown
        for (_, right), (left, _) in pairwise(shown):
            assert left > right + 0.05
    for i, q in enumerate(GRID):
        assert part.pieces["told", i].get_x() == pytest.approx(x_of(part, q, stretch), abs=0.02)
    for tick in part.pieces["logits",]._ticks:
        assert tick.mark.get_x() == pytest.approx(x_of(part, expit(tick.value), stretch), abs=0.02)


def test_what_is_measured_is_on_an_even_axis():
    part = hills(stretch=0.5)
    assert metadata(part.pieces["hill", 0]).measured is None
    for stretch, x in ((0.0, expit(Z)), (1.0, Z)):
        measured = metadata(hills(stretch=stretch).pieces["hill", 0]).measured
        assert np.isin(measured.values[:, 0], x).all()
