"""The band is 1 high at every step; bars stand where the steps are; the arrow is the pull."""

import numpy as np
import pytest

from scenes.force_fades_as_it_learns.band import Band, Broad
from stage.digits import writer
from stage.layout import Size
from stage.parts.faders import Faders
from stage.theme import Zone

ZONE, TALL = Zone(-2.7, 6.7, -2.8, 3.2), Zone(-3.5, 3.5, -6.0, 0.0)
ALONG = np.linspace(0.0, 4.0, 33)  # four steps, eight places in each
PULLS = np.stack((np.linspace(0.8, 0.2, 33), np.linspace(0.9, 0.4, 33)))
LOSSES = np.stack((np.linspace(1.6, 0.2, 33), np.linspace(2.3, 0.5, 33)))


def band_of(zone=ZONE, *, step=0.0, way=0, top=3.0, losses=LOSSES):
    faders = Faders(
        "logits", np.array([1.0, 2.0]), span=(0.0, 3.0), write=writer(".1f"), color="#FFFFFF",
        symbols=["z_1", "z_2"], target=0,
    )  # fmt: skip
    band = Band(
        "band", faders, target=0, first=np.array([0.8, 0.8]),
        along=ALONG, pulls=PULLS, losses=losses, steps=4, top=top,
        highest=3.0, write=writer(".3p"), write_loss=writer(".2f"), times=(1.1, 1.5),
        write_times=str,
    )  # fmt: skip
    at = int(np.argmin(np.abs(ALONG - step)))
    pull = PULLS[way, at]
    now = {"step": step, "way": way, "pulls": np.full(2, pull), "right": 1 - pull,
           "loss": losses[way, at]}  # fmt: skip
    band.values.update({name: np.asarray(value, float) for name, value in now.items()})
    faders.zone, band.zone = Zone(-6.7, -3.0, zone.bottom, zone.top), zone
    for part in (faders, band):
        part.redraw(rests=1.0)
    return band


def sides(band, kind, what):
    """The lower and the upper side of an area at all places, in values; shapes (S,)."""
    corners = band.pieces[kind, what].points[::4, :2]
    half = (len(corners) + 1) // 2
    heights = (corners[:, 1] - band.inner().bottom) / band.unit("y")
    return heights[:half], heights[half:][::-1]


@pytest.mark.parametrize("zone", [ZONE, TALL])
@pytest.mark.parametrize("way", [0, 1])
def test_pull_and_probability_fill_a_band_of_1_at_every_place(zone, way):
    band = band_of(zone, step=4.0, way=way)
    low, high = sides(band, "trail", "pull")
    assert low == pytest.approx(np.zeros(33), abs=1e-9)
    assert high[:32] == pytest.approx(PULLS[way, :32])
    low, high = sides(band, "trail", "right")
    assert low == pytest.approx(PULLS[way])
    assert high[:32] == pytest.approx(np.ones(32))


def test_what_is_remembered_is_all_of_the_first_way_wherever_the_second_has_come_to():
    band = band_of(step=1.0, way=1)
    assert sides(band, "was", "pull")[1][:32] == pytest.approx(PULLS[0, :32])
    assert sides(band, "trail", "right")[0] == pytest.approx(PULLS[1, :9])


@pytest.mark.parametrize("step", [0.0, 1.0, 4.0])
@pytest.mark.parametrize("way", [0, 1])
def test_loss_stands_at_the_step_and_the_bar_of_1_where_the_way_begins(step, way):
    band = band_of(step=step, way=way)
    unit, inner = band.unit("y"), band.inner()
    at = int(np.argmin(np.abs(ALONG - step)))
    pull, right, loss = (band.pose(("bar", what)) for what in ("pull", "right", "loss"))
    assert pull.length == pytest.approx(PULLS[way, 0] * unit)
    assert loss.length == pytest.approx(LOSSES[way, at] * unit)
    assert right.foot[1] - right.length == pytest.approx(pull.foot[1] + pull.length)
    assert right.foot[1] == pytest.approx(inner.bottom + unit)
    assert loss.foot[0] == pytest.approx(inner.left + step * inner.width / 4)
    assert pull.foot[0] + pull.width / 2 == pytest.approx(inner.left - loss.width)


def test_bars_go_with_what_is_dragged_before_the_first_step():
    band = band_of()
    band.values["pulls"], band.values["right"] = np.array([0.95, 0.95]), np.array(0.05)
    unit = band.unit("y")
    assert band.pose(("bar", "pull")).length == pytest.approx(0.95 * unit)
    assert band.pose(("bar", "right")).length == pytest.approx(0.05 * unit)


def test_a_loss_beyond_the_axis_ends_in_an_arrow_and_its_label_stays_on_it():
    band = band_of(losses=10 * LOSSES)
    assert band.pose(("bar", "loss")).is_cut
    assert band.pieces["label", "loss"].get_center()[1] <= band.inner().top + 0.2


@pytest.mark.parametrize("top", [1.2, 3.0])
@pytest.mark.parametrize("step", [0.0, 4.0])
def test_arrows_on_faders_are_as_long_as_the_band_of_the_pull_where_the_axis_goes_highest(
    step, top
):
    band = band_of(step=step, top=top)
    unit = min(1.2, band.inner().height / 3.0)
    for k, up in ((0, 1), (1, -1)):
        heights = band.pieces["tug", k].points[:, 1] - band.sources[0].spot(k)[1]
        tip = up * unit * PULLS[0, int(step * 8)]
        assert [heights.min(), heights.max()] == pytest.approx(sorted((0.0, tip)))


def test_labels_never_run_into_one_another():
    for step in (0.0, 2.0, 4.0):
        for top in (1.8, 3.0):
            band = band_of(step=step, top=top)
            heights = [band.pieces["label", w].baseline[1] for w in ("pull", "right", "loss")]
            assert (np.diff(heights) > 0.3).all()


def test_a_zone_is_broad_from_1_6_times_its_height_on():
    class Named:
        def __init__(self, name):
            self.name = name

        def least(self, room):
            return self.name

    broad = Broad(Named("row"), Named("narrow"))
    assert broad.least(Size(13.0, 6.0)) == "row"
    assert broad.least(Size(7.0, 5.6)) == "narrow"
