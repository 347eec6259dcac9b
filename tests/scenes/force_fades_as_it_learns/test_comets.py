"""A tail is as wide as the pull at each place of its way, wherever it is looked at."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.digits import writer
from scenes.force_fades_as_it_learns.comets import Comets, around
from scenes.force_fades_as_it_learns.ribbon import BEFORE, TURN, across, sides
from scenes.force_fades_as_it_learns.sky import THICKEST
from scenes.layout import Place
from scenes.mobjects.measured import measured
from scenes.parts import Rails
from scenes.theme import Zone

ZONE, OTHER = Zone(-6.7, 6.7, -2.8, 3.2), Zone(-3.5, 3.5, -6.0, 6.0)
ALONG = np.linspace(0.0, 4.0, 33)  # four steps, eight places in each
# Two ways of three logits: the first rises and falls back by straight pieces.
RISE = np.interp(ALONG, range(5), [0.0, 1.0, 1.5, 1.5, 1.0])
LOGITS = np.stack([
    np.stack([RISE, 2 - RISE, 0 * RISE - 1], axis=-1),
    np.stack([RISE - 1, 2 - RISE, 0 * RISE - 1], axis=-1),
])  # fmt: skip
PULLS = np.stack([np.linspace(0.8, 0.2, 33), np.linspace(0.7, 0.1, 33), 0 * ALONG + 0.1], axis=-1)


def comets_of(
    zone=ZONE, *, step=0.0, way=0, launched=1.0, cut=1.0, pulls=None, names=("1", "2", "3")
):
    pulls = np.stack((PULLS, PULLS)) if pulls is None else pulls
    rails = Rails("rails", LOGITS[0, 0], rows=np.arange(3.0), span=(-1.0, 2.0),
                  write=writer(".1f"), names=names, clear=around, target=0)  # fmt: skip
    right = 1 - pulls[:, :, 0]
    comets = Comets("comets", rails, along=ALONG, logits=LOGITS, pulls=pulls,
                    right=right[0, [0, -1]], steps=4, target=0, span=(-1.0, 2.0), names=names,
                    losses=np.array([1.5, 12.25]), write=writer(".3p"),
                    write_loss=writer(".2f"))  # fmt: skip
    at = int(np.argmin(np.abs(ALONG - step)))
    now = {"step": step, "way": way, "launched": launched, "cut": cut, "right": right[way, at],
           "logits": LOGITS[way, at], "pulls": pulls[way, at]}  # fmt: skip
    comets.values.update({name: np.asarray(value, float) for name, value in now.items()})
    for part in (rails, comets):
        part.zone = zone
        part.tune([zone], by_number=False)
    comets.settle([Place(comets, zone, looks={"launched": np.array(0.0)})])
    for part in (rails, comets):
        part.redraw(rests=1.0)
    return comets


def area(points):
    """Of a polygon of straight curves, by the shoelace formula."""
    x, y = points[::4, 0], points[::4, 1]
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def ends_across(band):
    """The two sides of a band along all places; it goes on a little at both ends."""
    corners = band.points[::4, :2]
    return corners[1:34], corners[35:][::-1][1:34]


@pytest.mark.parametrize("cut", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("zone", [ZONE, OTHER])
@pytest.mark.parametrize("way", [0, 1])
def test_the_pull_and_what_it_leaves_are_a_band_of_1_across_the_way_at_every_place(zone, way, cut):
    comets = comets_of(zone, step=4.0, way=way, cut=cut)
    above, below = (ends_across(band) for band in comets.pieces["around", "trail"].bands)
    left, right = ends_across(comets.pieces["tail", 0].band)
    assert (above[0] + below[1]) / 2 == pytest.approx(comets.at(ALONG, LOGITS[way, :, 0]))
    assert np.linalg.norm(above[0] - below[1], axis=1) == pytest.approx(comets.thickness)
    assert np.linalg.norm(left - right, axis=1) == pytest.approx(comets.thickness * PULLS[:, 0])
    # They lie against each other; below it there is the less the farther they are parted.
    assert above[1] == pytest.approx(left)
    assert below[0] == pytest.approx(right)
    rest = comets.thickness * (1 - PULLS[:, 0])
    assert np.linalg.norm(below[0] - below[1], axis=1) == pytest.approx((1 - cut) / 2 * rest)


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_the_others_leave_a_thread_on_their_ways(zone):
    comets = comets_of(zone, step=4.0)
    for k in (1, 2):
        corners = comets.pieces["tail", k].line.points[::4, :2]
        assert corners[1:] == pytest.approx(comets.at(ALONG, LOGITS[0, :, k]))


def test_a_ribbon_turns_by_the_mean_of_its_last_headings():
    # Up by 45 degrees for twice as long as it takes to turn, then level for half of that.
    points = np.array([[0, 0], [0.5, 0.5], [1, 1], [2, 2], [2.5, 2]]) * TURN / np.sqrt(0.5)
    left = across(points[:4])
    angles = np.rad2deg(np.arctan2(-left[:, 0], left[:, 1]))
    assert angles == pytest.approx([0, 45, 45, 45])
    halves = np.array([[0, 0], [0.5, 0], [0.5, 0.5], [0.5, 1.5]]) * TURN
    left = across(halves)
    angles = np.rad2deg(np.arctan2(-left[:, 0], left[:, 1]))
    assert angles == pytest.approx([0, 0, 45, 90])
    down = across(points[:, ::-1] * [1, -1], -np.pi / 2)
    assert down[0] == pytest.approx([1, 0])  # to the left of what goes down


@pytest.mark.parametrize("turn", [20, 40, 55])
def test_a_ribbon_that_is_as_wide_as_it_may_be_does_not_fold_at_a_bend(turn):
    along, there = np.linspace(0, 2, 401)[:, None], np.deg2rad(turn)
    after = np.array([1.0, 0.0]) + along[1:] * [np.cos(there), np.sin(there)]
    points = np.concatenate((along[:200] * [1.0, 0.0], after))
    left = across(points)
    inner = points + THICKEST / 2 * left
    ahead = np.column_stack((left[:, 1], -left[:, 0]))
    assert (np.sum(np.diff(inner, axis=0) * ahead[1:], axis=1) > 0).all()


def test_ribbon_has_the_area_of_its_length_times_its_width():
    points = np.column_stack((np.linspace(0, 5, 11), np.zeros(11)))
    outline = sides(points, np.tile([0.0, 1.0], (11, 1)), np.full(11, 0.6))
    assert outline[:, 0].min() == pytest.approx(-BEFORE)
    x, y = outline[:-1].T
    shoelace = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    assert shoelace == pytest.approx(0.6 * np.ptp(outline[:, 0]))


@settings(derandomize=True, deadline=None, max_examples=25)
@given(st.floats(0, 1), st.sampled_from([ZONE, OTHER]))
def test_true_comet_that_has_not_flown_shows_how_hard_it_is_pulled(pull, zone):
    comets = comets_of(zone, pulls=np.full((2, 33, 3), pull))
    along, side = (1, 0) if zone is OTHER else (0, 1)
    points = comets.pieces["tail", 0].band.points
    assert np.ptp(points[:, side]) == pytest.approx(pull * comets.thickness, abs=1e-9)
    assert np.ptp(points[:, along]) > BEFORE


def test_where_it_is_tall_steps_go_down():
    wide, tall = comets_of(ZONE), comets_of(OTHER)
    for comets, later, more in ((wide, (1, 0), (0, 1)), (tall, (0, -1), (1, 0))):
        start = comets.at(0.0, 0.0)
        for there, way in ((comets.at(1.0, 0.0), later), (comets.at(0.0, 1.0), more)):
            ahead = (there - start) / np.linalg.norm(there - start)
            assert ahead == pytest.approx(way)


def test_tail_ends_at_its_bead():
    for step in (0.5, 1.75, 4.0):
        comets = comets_of(step=step)
        for k in range(3):
            tails = [comets.pieces["tail", k], comets.pieces["around", "trail"]][: 2 - (k > 0)]
            x = max(piece.get_right()[0] for piece in tails)
            assert 0 <= x - comets.spot(k)[0] < comets.thickness / 2 + 0.06
            assert comets.pieces["bead", k].get_center()[:2] == pytest.approx(comets.spot(k))


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_bead_is_at_its_step_and_its_logit_and_carries_both(zone):
    comets = comets_of(zone, step=2.0)
    for k in range(3):
        bead = comets.pieces["bead", k]
        shows = measured(bead)
        both = [2.0, LOGITS[0, 16, k]]
        assert shows.values.ravel().tolist() == (both[::-1] if zone is OTHER else both)
        origin = bead.points[0, :2] + shows.offset
        there = origin + shows.values.ravel() * shows.unit
        assert there == pytest.approx(bead.get_center()[:2])


def test_band_carries_the_pull_of_a_step_across_it_and_what_that_leaves():
    comets = comets_of(step=4.0)
    tail, rest = comets.pieces["tail", 0].band, comets.pieces["around", "trail"].bands[0]
    (value,), (left,) = (measured(band).values for band in (tail, rest))
    assert value in PULLS[::8, 0]
    assert left == pytest.approx(1 - value)
    (i,) = np.flatnonzero(PULLS[:, 0] == value)
    feet = [band.points[0, :2] + measured(band).offset for band in (tail, rest)]
    unit = np.array(measured(tail).unit)
    assert np.linalg.norm(unit) == pytest.approx(comets.thickness)
    assert feet[1] == pytest.approx(feet[0] + value * unit)
    assert feet[0] + unit / 2 == pytest.approx(comets.at(ALONG[i], LOGITS[0, i, 0]))
    assert measured(comets_of(step=0.0).pieces["tail", 0].band) is None


def test_on_rails_beads_are_where_the_rails_have_them_and_arrows_point_the_way_of_the_pull():
    comets = comets_of(launched=0.0, cut=0.0)
    for k in range(3):
        assert comets.spot(k) == pytest.approx(comets._rails.spot(k)[:2])
        arrow = comets.pieces["tug", k].points
        shaft = arrow[np.abs(arrow[:, 0] - comets.spot(k)[0]) < 0.5]
        assert np.ptp(shaft[:, 1]) == pytest.approx(PULLS[0, k] * comets.thickness)
        beyond = arrow[:, 0] - comets.spot(k)[0]
        assert (beyond >= 0).all() if k == 0 else (beyond <= 0).all()
    assert len(comets_of(launched=1.0).pieces["tug", 0].points) == 0


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_comets_stay_in_their_zone(zone):
    pulls = np.ones((2, 33, 3))
    for way in (0, 1):
        comets = comets_of(zone, step=4.0, way=way, pulls=pulls, names=("cat", "dog", "emu"))
        for piece in (m for m in comets.group.get_family() if len(m.points)):
            x, y = piece.points[:, 0], piece.points[:, 1]
            assert zone.left - 0.05 <= x.min() <= x.max() <= zone.right + 0.05
            assert zone.bottom - 0.05 <= y.min() <= y.max() <= zone.top + 0.05


@pytest.mark.parametrize("cut", [0.0, 1.0])
def test_true_arrow_and_what_it_leaves_are_as_wide_as_1(cut):
    comets = comets_of(launched=0.0, cut=cut)
    spot, whole = comets.spot(0), comets.thickness
    arrow, rims = comets.pieces["tug", 0].points, comets.pieces["around", "arrow"].points
    shaft = arrow[np.abs(arrow[:, 0] - spot[0]) < 0.5, 1]
    assert np.ptp(shaft) == pytest.approx(0.8 * whole)
    assert [rims[:, 1].min(), rims[:, 1].max()] == pytest.approx(
        [spot[1] - whole / 2, spot[1] + whole / 2]
    )
    assert shaft.min() - (spot[1] - whole / 2) == pytest.approx((1 - cut) * 0.1 * whole)


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_names_of_the_others_stand_before_their_tails_and_apart(zone):
    comets = comets_of(zone)
    along, side = (1, 0) if zone is OTHER else (0, 1)
    spots = []
    for k in (1, 2):
        name, tail = comets.pieces["name", k], comets.pieces["tail", k].line.points
        center = name.get_center()
        assert center[side] == pytest.approx(tail[0, side], abs=0.1)
        assert abs(center[along] - tail[0, along]) < 0.6
        assert (center[along] < tail[0, along]) == (zone is ZONE)
        spots.append(center[side])
    assert abs(spots[0] - spots[1]) > 0.2


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_losses_stand_before_the_bands_of_their_ways(zone):
    comets = comets_of(zone)
    side = 0 if zone is OTHER else 1
    for way, text in ((0, "1.50"), (1, "12.25")):
        number = comets.pieces["loss", way, "number"]
        assert number.text == text
        start = comets.at(0.0, LOGITS[way, 0, 0])
        assert abs(number.get_center()[side] - start[side]) < 0.4
    assert comets.pieces["loss", 0, "number"].room == 1.0


def test_names_go_by_number():
    assert comets_of().tune([ZONE], by_number=False)
    comets = comets_of(names=("cat", "dog", "emu"))
    assert not comets.tune([ZONE], by_number=False)
    assert comets.tune([ZONE], by_number=True)


def test_labels_that_pass_over_the_memory_are_not_seen():
    comets = comets_of(step=0.0)
    number = comets.pieces["label", "pull"]
    assert number.room == 1.0 == comets.pieces["label", "right"].room
    comets.presence["was", "band"] = 1.0
    comets.redraw(rests=1.0)
    assert number.room == 0.0
    after = comets_of(step=4.0)
    after.presence["was", "band"] = 1.0
    after.redraw(rests=1.0)
    assert after.pieces["label", "pull"].room == 1.0


def test_memory_tells_its_last_pull_and_q_where_no_bead_tells_its_own():
    for what, text in (("pull", "0.200"), ("right", "0.800")):
        number = comets_of(step=0.0, way=1).pieces["was", what]
        assert number.room == 1.0
        assert number.text == text
        assert comets_of(step=4.0, way=0).pieces["was", what].room == 0.0


def test_pull_and_q_stand_beside_their_own_ends_of_the_band():
    comets = comets_of(step=2.0)
    pull, right = (comets.pieces["label", what] for what in ("pull", "right"))
    assert [pull.text, right.text] == ["0.500", "0.500"]
    middle = comets.spot(0)[1]
    quarter = comets.thickness / 4
    for number, at in ((pull, middle - quarter), (right, middle + quarter)):
        assert number.get_center()[1] == pytest.approx(at, abs=0.03)
    pull, right = (comets_of(OTHER, step=2.0).pieces["label", what] for what in ("pull", "right"))
    assert pull.get_right()[0] < comets_of(OTHER, step=2.0).spot(0)[0] < right.get_left()[0]


def test_first_pull_is_told_on_the_band_where_that_is_wide_enough_and_the_bead_has_gone():
    assert comets_of(step=0.0).pieces["label", "start"].room == 0.0
    number = comets_of(step=2.0).pieces["label", "start"]
    assert (number.text, number.room) == ("0.800", 1.0)
    thin = comets_of(step=2.0, pulls=np.full((2, 33, 3), 0.1))
    assert thin.pieces["label", "start"].room == 0.0


def test_names_beside_a_band_are_not_seen_for_they_would_name_that():
    comets = comets_of()
    comets.presence["was", "band"] = 1.0
    comets.values["logits"] = np.array([2.0, 2.0, -1.0])  # dragged to where class 2 is
    comets.redraw(rests=1.0)
    assert [comets.pieces["name", k].room for k in (1, 2)] == [0.0, 1.0]
    assert comets.pieces["was", "name"].room == 1.0
    comets.values["logits"] = np.array([0.0, 2.0, -1.0])
    comets.redraw(rests=1.0)
    assert comets.pieces["name", 1].room == 1.0
    assert comets.pieces["was", "name"].room == 0.0


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_names_stand_beside_the_beads_where_they_end(zone):
    comets = comets_of(zone, step=4.0)
    for k in (1, 2):
        side = 0 if zone is OTHER else 1
        assert comets.pieces["end", k].get_center()[side] == pytest.approx(
            comets.spot(k)[side], abs=0.1
        )


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_bracket_before_the_band_is_as_long_as_that_is_wide(zone):
    comets = comets_of(zone)
    side, along = (0, 1) if zone is OTHER else (1, 0)
    line = comets.pieces["scale", "line"].points
    bands = [band.points for band in comets.pieces["around", "trail"].bands]
    band = np.concatenate([*bands, comets.pieces["tail", 0].band.points])
    assert [line[:, side].min(), line[:, side].max()] == pytest.approx(
        [band[:, side].min(), band[:, side].max()]
    )
    before = (
        band[:, along].max() < line[:, along].min()
        if along
        else (line[:, along].max() < band[:, along].min())
    )
    assert before


def test_bracket_beyond_the_true_arrow_is_as_long_as_a_pull_of_1_is_wide():
    comets = comets_of(launched=0.0)
    line = comets.pieces["unit", "line"].points
    assert np.ptp(line[:, 1]) == pytest.approx(comets.thickness)
    assert line[:, 0].min() > comets.pieces["tug", 0].points[:, 0].max()


@pytest.mark.parametrize("zone", [ZONE, OTHER])
@pytest.mark.parametrize("launched", [0.0, 0.3, 0.6, 1.0])
def test_beads_stay_on_their_rails_while_these_fold(zone, launched):
    comets = comets_of(zone, launched=launched)
    for k in range(3):
        low, high = comets.pieces["rail", k].points[[0, -1], :2]
        share = (LOGITS[0, 0, k] + 1) / 3  # rails go from -1 to 2
        assert comets.spot(k) == pytest.approx((1 - share) * low + share * high)


def test_arrows_lie_along_their_rails_while_these_turn():
    comets = comets_of(launched=0.2, cut=0.0)
    for k in range(3):
        low, high = comets.pieces["rail", k].points[[0, -1], :2]
        head = comets.pieces["tug", k].points[:, :2] - comets.spot(k)
        tip = head[np.linalg.norm(head, axis=1).argmax()]
        cross = np.cross([*tip, 0], [*(high - low), 0])[2]
        assert abs(cross) / np.linalg.norm(tip) / np.linalg.norm(high - low) < 0.05
        assert (np.dot(tip, high - low) > 0) == (k == 0)
