"""The river is as its numbers say: banks 1 apart, bands, and the strip at their end."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.special import softmax

from scenes.sum_to_one.river import BLOCK, OFF, River
from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.theme import Zone

ZONE, OTHER = Zone(-6.0, 6.0, -2.0, 2.0), Zone(-3.5, 3.5, -3.0, 1.5)
Z, ORDER = np.array([2.5, -1.0, 3.2, 0.5]), (0, 1, 2, 3)
ALONG = np.linspace(0.5, 5.0, 50)


def shares(z):
    return softmax(np.column_stack([np.tile(Z[:3], (np.size(z), 1)), np.ravel(z)]), axis=1)


def river_of(
    zone=ZONE, *, z=0.5, kept=1.0, named=False, names="abcd", told=ORDER, miles=(), **looks
):
    levels = np.cumsum(shares(ALONG), axis=1)
    levels[:, -1] = 1
    made = River(
        "river", ALONG, levels, z=0.5, values=shares(0.5)[0], order=ORDER,
        among=np.append(softmax(Z[:3]), 0.0), target=0, told=told, names=tuple(names),
        write=writer(".3p"), write_among=writer(".2p"), write_whole=writer(".3p"),
        write_gain=writer(".2p"), named=named, miles=miles, cost='"loss" "1.16"',
    )  # fmt: skip
    made.zone = zone
    made.tune([zone], by_number=False)
    made.values.update(looks)
    move(made, z, kept)
    return made


def move(river, z, kept=1.0):
    river.values.update(z=np.asarray(z, float), values=shares(z)[0], kept=kept)
    river.redraw(rests=1.0)
    return river


def up(river, y):
    """A height, as a share of the way from bank to bank."""
    low, high = (river.pieces["bank", i].points[0, 1] for i in range(2))
    return (y - low) / (high - low)


def along(river, x):
    """A place on the picture, as a value of the logit."""
    inner = river.inner()
    return 0.5 + 4.5 * (x - inner.left) / inner.width


def band(river, k, z):
    """From where to where up band k reaches at z, from its drawn points."""
    points = river.pieces["band", k].points
    here = np.isclose(along(river, points[:, 0]), z, atol=1e-9)
    return up(river, points[here, 1].min()), up(river, points[here, 1].max())


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_bands_are_as_wide_as_shares_all_along_and_end_at_the_strip(zone):
    river = river_of(zone, z=3.7)
    for z in (0.5, ALONG[20], 3.7):
        tops = np.cumsum(shares(z)[0])
        for k in ORDER:
            assert band(river, k, z) == pytest.approx((tops[k - 1] if k else 0, tops[k]), abs=1e-9)
    for k in ORDER:
        assert along(river, river.pieces["band", k].points[:, 0].max()) == pytest.approx(3.7)


@pytest.mark.parametrize("zone", [ZONE, OTHER])
@pytest.mark.parametrize("z", [0.5, 2.0, 5.0])
def test_the_strip_stands_apart_from_the_river_and_is_cut_into_the_shares(zone, z):
    river = river_of(zone, z=z)
    tops = np.cumsum(shares(z)[0])
    for k in ORDER:
        points = river.pieces["part", k].points
        assert along(river, points[:, 0].min() - OFF) == pytest.approx(z)
        assert up(river, points[:, 1].min()) == pytest.approx(tops[k - 1] if k else 0, abs=1e-9)
        assert up(river, points[:, 1].max()) == pytest.approx(tops[k], abs=1e-9)


def test_without_the_highest_all_others_are_straight_and_fill_the_river():
    river = river_of(z=5.0, kept=0.0)
    tops = np.cumsum(softmax(Z[:3]))
    for z in (0.5, ALONG[30], 5.0):
        for k in range(3):
            assert band(river, k, z) == pytest.approx((tops[k - 1] if k else 0, tops[k]), abs=1e-9)
        assert band(river, 3, z) == pytest.approx((1, 1))


def test_half_of_the_highest_is_shared_by_the_others_in_proportion():
    river = river_of(z=5.0, kept=0.5)
    for z in (0.5, ALONG[30], 5.0):
        q = shares(z)[0]
        tops = np.cumsum(q[:3] / q[:3].sum() * (1 - q[3] / 2))
        for k in range(3):
            assert band(river, k, z)[1] == pytest.approx(tops[k], abs=1e-9)


def test_what_the_highest_has_won_is_between_where_it_is_and_where_it_was():
    river = river_of(z=4.0)
    points = river.pieces["gain",].points
    before, now = 1 - shares(0.5)[0, 3], 1 - shares(4.0)[0, 3]
    assert up(river, points[:, 1].min()) == pytest.approx(now, abs=1e-9)
    assert up(river, points[:, 1].max()) == pytest.approx(before, abs=1e-9)
    memory = river.pieces["memory",].points
    assert up(river, memory[:, 1]) == pytest.approx(np.full(len(memory), before))


@pytest.mark.parametrize("kept", [0.9, 0.3, 0.0])
def test_what_was_won_goes_in_proportion_as_the_highest_is_taken_out(kept):
    river = river_of(z=4.0, kept=kept)
    gain, whole = (np.ptp(river.pieces[key].points[:, 1]) for key in (("gain",), ("part", 3)))
    share = 1 - shares(0.5)[0, 3] / shares(4.0)[0, 3]
    assert gain == pytest.approx(share * whole, abs=1e-9)


def test_all_is_as_before_when_the_logit_comes_back():
    river = river_of(z=2.0)
    before = {key: piece.points.copy() for key, piece in river.pieces.items()}
    move(river, 5.0)
    move(river, 5.0, kept=0.0)
    move(river, 2.0)
    for key, points in before.items():
        assert np.array_equal(river.pieces[key].points, points), key


def test_at_first_there_is_no_river_yet():
    river = river_of()
    assert all(len(river.pieces["band", k].points) == 0 for k in ORDER)
    assert all(len(river.pieces["part", k].points) for k in ORDER)


@pytest.mark.parametrize("z", np.linspace(0.5, 5.0, 10))
def test_what_is_told_beside_the_strip_does_not_overlap_nor_leave_the_zone(z):
    river = river_of(OTHER, z=z)
    told = sorted(
        (river.pieces["symbol", k].get_bottom()[1], river.pieces["symbol", k].get_top()[1])
        for k in ORDER
    )
    assert all(top < bottom for (_, top), (bottom, _) in pairwise(told))
    assert max(river.pieces["number", k].get_right()[0] for k in ORDER) <= OTHER.right + 1e-6


def test_numbers_are_of_what_is_drawn():
    river = river_of(z=5.0)
    texts = [river.pieces["number", k].text for k in ORDER]
    assert texts == ["0.066", "0.002", "0.132", "0.800"]
    assert [river.pieces["was", k].text for k in ORDER] == ["0.315", "0.009", "0.633", "0.043"]
    rooms = [metadata(river.pieces[kind, 0]).visibility for kind in ("number", "was")]
    assert (rooms, metadata(river.pieces["among", 0, "left"]).visibility) == ([1, 1], 0)


@pytest.mark.parametrize(("zone", "room"), [(ZONE, 1), (OTHER, 0)])
def test_shares_among_the_others_have_the_names_of_classes_where_there_is_room(zone, room):
    river = river_of(zone, z=5.0, kept=0.0)
    for k in range(3):
        for side in ("left", "right"):
            name, among = river.pieces["among", k, side, "name"], river.pieces["among", k, side]
            assert (name.words, metadata(name).visibility) == (f"class {k + 1}:", room)
            assert not room or name.get_right()[0] < among.get_left()[0]


def test_without_the_highest_only_shares_among_the_others_are_told_at_both_ends():
    river = river_of(z=5.0, kept=0.0)
    assert all(metadata(river.pieces["symbol", k]).visibility == 0 for k in range(3))
    for k, text in enumerate(["0.33", "0.01", "0.66"]):
        for side in ("left", "right"):
            among = river.pieces["among", k, side]
            assert (among.text, metadata(among).visibility) == (text, 1)
    assert metadata(river.pieces["symbol", 3]).visibility == 0
    assert all(
        metadata(river.pieces[kind, k]).visibility == 0 for kind in ("number", "was") for k in ORDER
    )


def test_what_was_at_the_source_is_told_when_the_strip_has_gone_on():
    assert metadata(river_of(z=0.5).pieces["was", 0]).visibility == 0
    assert metadata(river_of(z=3.0).pieces["was", 0]).visibility == 1


def reach(river, x):
    """A place on a bent river, as a share of the way from the source to the point."""
    inner = river.inner()
    return (x - inner.left) / inner.width


def bent(squeeze=1.0, **others):
    return river_of(z=5.0, bent=1.0, squeeze=squeeze, **others)


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_edges_of_a_bent_river_are_straight_and_run_to_the_point(zone):
    river = bent(zone=zone)
    starts = np.cumsum(shares(0.5)[0, :3])
    for k, start in enumerate(starts):
        points = river.pieces["band", k].points
        x, y = reach(river, points[:, 0]), up(river, points[:, 1])
        edge = y[y > start * (1 - x) - 1e-9]  # all others are below it
        assert len(edge) > 50
        assert edge == pytest.approx(start * (1 - x[y > start * (1 - x) - 1e-9]), abs=1e-9)
        ray = river.pieces["ray", k].points
        far, high = reach(river, ray[:, 0]), up(river, ray[:, 1])
        assert high == pytest.approx(start * (1 - far), abs=1e-9)
        assert (far[-1], high[-1]) == pytest.approx((1, 0), abs=1e-9)


def test_a_river_that_bends_lies_between_what_it_was_and_what_it_will_be():
    places = []
    for share in (0.0, 0.5, 1.0):
        river = river_of(z=5.0, bent=share)
        inner = river.inner()
        places.append((river.pieces["band", 0].points[:, 0].max() - inner.left) / inner.width)
    before, now = (shares(z)[0, :3].sum() for z in (0.5, 5.0))
    assert places == pytest.approx([1, 1 - now / before / 2, 1 - now / before])


def test_miles_of_a_bent_river_are_where_the_logit_was_and_say_what_it_was():
    river = bent(miles=(1.0, 2.0, 3.0, 4.0))
    before = shares(0.5)[0, :3].sum()
    for i, z in enumerate((1.0, 2.0, 3.0, 4.0)):
        x = reach(river, river.pieces["mile", i].points[0, 0])
        assert x == pytest.approx(1 - shares(z)[0, :3].sum() / before, abs=1e-3)
        number = river.pieces["mile", i, "number"]
        assert (number.text, reach(river, number.get_x())) == (
            str(int(z)),
            pytest.approx(x, abs=5e-3),
        )


def test_along_a_bent_river_it_is_told_what_the_highest_band_has_there():
    river = bent()
    first = shares(0.5)[0, 3]
    for i, share in enumerate((0.2, 0.4, 0.6, 0.8, 1.0)):
        x = reach(river, river.pieces["share", i].points[0, 0])
        assert x == pytest.approx((share - first) / (1 - first))
    assert river.pieces["share", 4, "number"].text == "1"
    assert river.pieces["at", "number"].text == "0.800"
    # Where it is told what the strip has, no other is told.
    assert [metadata(river.pieces["share", i, "number"]).visibility for i in range(5)] == [
        1,
        1,
        1,
        0,
        1,
    ]


@pytest.mark.parametrize("squeeze", [1.0, 0.8, 0.5, 0.3])
def test_the_block_is_as_high_as_edges_are_apart_wherever_it_is_and_shrinks_alike(squeeze):
    river = bent(squeeze)
    tops = [0, *np.cumsum(shares(0.5)[0, :3]) * squeeze]
    for k in range(3):
        points = river.pieces["block", k].points
        assert up(river, points[:, 1].min()) == pytest.approx(tops[k], abs=1e-9)
        assert up(river, points[:, 1].max()) == pytest.approx(tops[k + 1], abs=1e-9)
        left, right = points[:, 0].min(), points[:, 0].max()
        assert reach(river, left) == pytest.approx(1 - squeeze)
        assert right - left == pytest.approx(BLOCK)


def test_the_block_fits_what_the_others_have_at_last_and_leaves_the_gain():
    before, now = (shares(z)[0, :3].sum() for z in (0.5, 5.0))
    river = bent(now / before)
    for k in range(3):
        block, band = (river.pieces[kind, k].points for kind in ("block", "band"))
        end = band[:, 0].max()
        ends = band[np.isclose(band[:, 0], end), 1]
        assert block[:, 0].min() == pytest.approx(end)
        assert (block[:, 1].min(), block[:, 1].max()) == pytest.approx((ends.min(), ends.max()))
    gain = up(river, river.pieces["gain",].points[:, 1])
    assert (gain.min(), gain.max()) == pytest.approx((now, before), abs=1e-9)


def test_the_gain_is_what_the_block_has_left_of_its_height_and_goes_with_it():
    river = bent(0.6)
    before = shares(0.5)[0, :3].sum()
    points = river.pieces["gain",].points
    gain = up(river, points[:, 1])
    assert (gain.min(), gain.max()) == pytest.approx((0.6 * before, before), abs=1e-9)
    block = river.pieces["block", 0].points
    assert points[:, 0].min() == pytest.approx(block[:, 0].min())
    assert points[:, 0].max() == pytest.approx(block[:, 0].max())
    assert river.pieces["gain", "number"].text == "0.38"  # 0.4 of 0.957


def test_what_is_in_the_block_is_bracketed_at_both_ends():
    river = bent(0.2088, zone=Zone(-6.0, 6.0, -3.0, 3.0))
    for side, high, text in (("left", 0.957, "0.957"), ("right", 0.200, "0.200")):
        bracket, number = river.pieces["whole", side], river.pieces["whole", side, "number"]
        heights = up(river, bracket.points[:, 1])
        assert (heights.min(), heights.max()) == pytest.approx((0, high), abs=5e-4)
        assert (number.text, metadata(number).visibility) == (text, 1)
        places = reach(river, bracket.points[:, 0])  # both are in the river
        assert 0 < places.min() < places.max() < 0.8


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_what_is_told_beside_a_bent_river_is_above_its_rays_and_in_the_zone(zone):
    river = bent(0.2088, zone=zone)
    ray = river.pieces["ray", 2].points
    texts = [river.pieces[kind, k] for kind in ("symbol", "number") for k in range(3)]
    texts += [river.pieces["won", what] for what in ("name", "number")]
    assert [metadata(text).visibility for text in texts[:6]] == [1] * 6
    for text in (text for text in texts if metadata(text).visibility > 0):
        assert text.get_right()[0] <= zone.right + 1e-6
        under = np.interp(text.get_left()[0], ray[:, 0], ray[:, 1])
        assert text.get_bottom()[1] > under
    assert river.pieces["won", "number"].text == "0.76"


def test_what_was_at_the_source_has_its_name():
    river = river_of(z=5.0)
    for k in ORDER:
        symbol, was = river.pieces["was", k, "symbol"], river.pieces["was", k]
        assert symbol.get_right()[0] < was.get_left()[0]
        assert metadata(symbol).visibility == 1
    assert (
        metadata(river_of(OTHER, z=5.0).pieces["was", 0, "symbol"]).visibility == 0
    )  # there is no room


def test_the_strip_is_gone_soon_as_a_river_bends():
    wide = [np.ptp(river_of(z=5.0, bent=share).pieces["part", 0].points[:, 0])
            for share in (0, 0.1, 0.3, 1)]  # fmt: skip
    assert wide[0] > wide[1] > 0.1
    assert wide[2:] == [0, 0]


def test_the_strip_has_a_frame_and_is_called_now():
    river = river_of(z=3.0)
    frame, part = river.pieces["strip", "frame"].points, river.pieces["part", 0].points
    assert frame[:, 0].min() < part[:, 0].min() < part[:, 0].max() < frame[:, 0].max()
    name = river.pieces["strip", "name"]
    assert (name.words, metadata(name).visibility) == ("now", 1)
    assert frame[:, 1].max() < name.get_bottom()[1] < name.get_top()[1] < ZONE.top


def test_what_the_true_class_pays_stands_on_its_band_where_there_is_room():
    river = bent(0.2088, zone=Zone(-6.0, 6.0, -3.0, 3.0))
    cost, band = river.pieces["cost",], river.pieces["band", 0].points
    assert metadata(cost).visibility == 1
    bottom, top = (up(river, y) for y in (cost.get_bottom()[1], cost.get_top()[1]))
    above = shares(0.5)[0, 0] * (1 - reach(river, cost.get_right()[0]))  # its edge is straight
    assert 0 < bottom < top < above
    assert cost.get_right()[0] < band[:, 0].max()
    assert metadata(bent(0.2088, zone=Zone(-2.5, 2.5, -1.0, 1.0)).pieces["cost",]).visibility == 0


@pytest.mark.parametrize(
    ("lies", "hidden"), [(("gain",), {3}), (("memory",), {3}), (("block", "outline"), {*ORDER})]
)
def test_pieces_of_the_strip_on_which_a_mark_lies_are_not_measured(lies, hidden):
    def not_measured():
        return {k for k in ORDER if metadata(river.pieces["part", k]).measured is None}

    river = river_of(z=4.0)
    assert not_measured() == set()
    river.presence[lies] = 0.1
    river.redraw(rests=1.0)
    assert not_measured() == hidden


def test_lit_bands_have_all_of_the_colour_the_others_are_told_apart_by_shades():
    river = river_of(z=5.0, lit=np.array([1.0, 0, 0, 0]))
    bright = [river.pieces["band", k].fill_rgbas[0, :3].sum() for k in ORDER]
    assert bright[3] < bright[1] < bright[2] < bright[0]
    # There is no line where colours differ much.
    assert [metadata(river.pieces["line", k]).visibility for k in range(3)] == [0, 1, 1]


def test_names_stand_beside_the_source_if_they_are_short_enough():
    river = river_of(z=5.0, named=True, names=["cat", "dog", "ship", "frog"])
    for k in ORDER:
        (word,) = river.pieces["name", k].submobjects
        assert word.get_right()[0] < river.pieces["was", k].get_left()[0]
        assert word.get_left()[0] >= ZONE.left
    long = river_of(named=True, names=["W" * 12] * 4)
    assert not long.tune([OTHER], by_number=False)
    assert long.tune([OTHER], by_number=True)
    assert [word.words for word in long._words] == ["1", "2", "3", "4"]


def test_the_outline_stays_within_the_band_of_the_true_class():
    river = river_of(z=5.0)
    points = up(river, river.pieces["outline",].points[:, 1])
    assert points.min() >= 0
    assert points.max() <= shares(0.5)[0, 0] + 1e-9
