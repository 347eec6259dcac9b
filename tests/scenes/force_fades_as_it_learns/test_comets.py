"""A tail is as wide as the pull at each place of its way, wherever it is looked at."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim.utils.color import ManimColor

from scenes.digits import writer
from scenes.force_fades_as_it_learns.comets import Comets, around
from scenes.force_fades_as_it_learns.ribbon import BEFORE, across, sides
from scenes.layout import Place
from scenes.mobjects.measured import measured
from scenes.parts import Rails
from scenes.theme import DARK, Zone

ZONE, OTHER = Zone(-6.7, 6.7, -2.8, 3.2), Zone(-3.5, 3.5, -6.0, 6.0)
ALONG = np.linspace(0.0, 4.0, 33)  # four steps, eight places in each
# Two ways of three logits: the first rises and falls back by straight pieces.
RISE = np.interp(ALONG, range(5), [0.0, 1.0, 1.5, 1.5, 1.0])
LOGITS = np.stack([
    np.stack([RISE, 2 - RISE, 0 * RISE - 1], axis=-1),
    np.stack([RISE - 1, 2 - RISE, 0 * RISE - 1], axis=-1),
])  # fmt: skip
PULLS = np.stack([np.linspace(0.8, 0.2, 33), np.linspace(0.7, 0.1, 33), 0 * ALONG + 0.1], axis=-1)


def comets_of(zone=ZONE, *, step=0.0, way=0, launched=1.0, pulls=None, names=("1", "2", "3")):
    pulls = np.stack((PULLS, PULLS)) if pulls is None else pulls
    rails = Rails("rails", LOGITS[0, 0], rows=np.arange(3.0), span=(-1.0, 2.0),
                  write=writer(".1f"), names=names, clear=around, target=0)  # fmt: skip
    comets = Comets("comets", rails, along=ALONG, logits=LOGITS, pulls=pulls, steps=4, target=0,
                    span=(-1.0, 2.0), write=writer(".3p"), names=names)  # fmt: skip
    at = int(np.argmin(np.abs(ALONG - step)))
    now = {"step": step, "way": way, "launched": launched,
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


@pytest.mark.parametrize("zone", [ZONE, OTHER])
@pytest.mark.parametrize("way", [0, 1])
def test_tail_is_as_wide_as_the_pull_across_its_way_at_every_place(zone, way):
    comets = comets_of(zone, step=4.0, way=way)
    for k in range(3):
        corners = comets.pieces["tail", k].band.points[::4, :2]
        # 35 on the left side, and back: of these the first and the last are beyond the way.
        left, right = corners[1:34], corners[35:][::-1][1:34]
        assert (left + right) / 2 == pytest.approx(comets.at(ALONG, LOGITS[way, :, k]))
        wide = np.linalg.norm(left - right, axis=1)
        assert wide == pytest.approx(comets.thickness * PULLS[:, k])


def test_tail_is_across_the_middle_of_two_pieces_at_a_bend_and_level_where_it_begins():
    # Up by 45 degrees twice, then level; one place between two bends.
    points = np.array([[0, 0], [1, 1], [2, 2], [3, 3], [4, 4], [5, 4], [6, 4.0]])
    left = across(points, 2)
    angles = np.rad2deg(np.arctan2(-left[:, 0], left[:, 1]))
    assert angles == pytest.approx([0, 11.25, 22.5, 22.5, 22.5, 11.25, 0])
    down = across(points[:, ::-1] * [1, -1], 2, -np.pi / 2)
    assert down[0] == pytest.approx([1, 0])  # to the left of what goes down


def test_ribbon_has_the_area_of_its_length_times_its_width():
    points = np.column_stack((np.linspace(0, 5, 11), np.zeros(11)))
    outline = sides(points, np.tile([0.0, 1.0], (11, 1)), np.full(11, 0.6))
    assert outline[:, 0].min() == pytest.approx(-BEFORE)
    x, y = outline[:-1].T
    shoelace = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    assert shoelace == pytest.approx(0.6 * np.ptp(outline[:, 0]))


@settings(derandomize=True, deadline=None, max_examples=25)
@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.sampled_from([ZONE, OTHER]))
def test_comet_that_has_not_flown_shows_how_hard_it_is_pulled(pulls, zone):
    comets = comets_of(zone, pulls=np.tile(pulls, (2, 33, 1)))
    along, side = (1, 0) if zone is OTHER else (0, 1)
    for k, pull in enumerate(pulls):
        points = comets.pieces["tail", k].band.points
        assert np.ptp(points[:, side]) == pytest.approx(pull * comets.thickness, abs=1e-9)
        assert np.ptp(points[:, along]) > BEFORE


def test_where_it_is_tall_steps_go_down():
    wide, tall = comets_of(ZONE), comets_of(OTHER)
    for comets, later, more in ((wide, (1, 0), (0, 1)), (tall, (0, -1), (1, 0))):
        start = comets.at(0.0, 0.0)
        for there, way in ((comets.at(1.0, 0.0), later), (comets.at(0.0, 1.0), more)):
            ahead = (there - start) / np.linalg.norm(there - start)
            assert ahead == pytest.approx(way)


def test_what_the_tail_of_the_true_one_leaves_of_its_band_is_as_wide_as_q():
    comets = comets_of(pulls=np.tile([0.7, 0.5, 0.2], (2, 33, 1)))
    band, tail = (comets.pieces[key].band.points for key in (("around",), ("tail", 0)))
    assert np.ptp(band[:, 1]) == pytest.approx(comets.thickness)
    assert np.ptp(band[:, 1]) - np.ptp(tail[:, 1]) == pytest.approx(0.3 * comets.thickness)


def test_tail_ends_at_its_bead():
    for step in (0.5, 1.75, 4.0):
        comets = comets_of(step=step)
        for k in range(3):
            x = comets.pieces["tail", k].band.points[:, 0].max()
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


def test_tail_carries_the_pull_of_a_step_across_it():
    comets = comets_of(step=4.0)
    for k in range(3):
        band = comets.pieces["tail", k].band
        shows = measured(band)
        (value,) = shows.values
        (i,) = np.flatnonzero(PULLS[:, k] == value)[-1:] if k < 2 else [24]
        assert k == 2 or i % 8 == 0
        foot = band.points[0, :2] + shows.offset
        middle = foot + value * np.array(shows.unit) / 2
        assert middle == pytest.approx(comets.at(ALONG[i], LOGITS[0, i, k]))
        assert np.linalg.norm(shows.unit) == pytest.approx(comets.thickness)
    assert measured(comets_of(step=0.0).pieces["tail", 0].band) is None


def test_on_rails_beads_are_where_the_rails_have_them_and_arrows_point_the_way_of_the_pull():
    comets = comets_of(launched=0.0)
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


def test_bead_under_another_loses_its_number_and_the_true_one_keeps_its_own():
    comets = comets_of()
    comets.values["logits"] = np.array([2.0, -1.0, -1.01])
    comets.redraw(rests=1.0)
    assert [comets.pieces["digit", k].room for k in range(3)] == [1.0, 0.0, 1.0]
    comets.values["logits"] = np.array([-1.0, -1.0, 2.0])
    comets.redraw(rests=1.0)
    assert [comets.pieces["digit", k].room for k in range(3)] == [1.0, 0.0, 1.0]


def test_names_go_by_number():
    assert comets_of().tune([ZONE], by_number=False)
    comets = comets_of(names=("cat", "dog", "emu"))
    assert not comets.tune([ZONE], by_number=False)
    assert comets.tune([ZONE], by_number=True)


def test_labels_that_pass_over_the_memory_are_not_seen():
    comets = comets_of(step=0.0)
    number = comets.pieces["label", "pull"]
    assert number.room == 1.0
    comets.presence["was", "band"] = 1.0
    comets.redraw(rests=1.0)
    assert number.room == 0.0
    after = comets_of(step=4.0)
    after.presence["was", "band"] = 1.0
    after.redraw(rests=1.0)
    assert after.pieces["label", "pull"].room == 1.0


def test_memory_tells_its_last_pull_where_no_bead_tells_its_own():
    assert comets_of(step=0.0, way=1).pieces["was", "number"].room == 1.0
    assert comets_of(step=4.0, way=0).pieces["was", "number"].room == 0.0
    assert comets_of().pieces["was", "number"].text == "0.200"


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_bracket_before_the_tube_is_as_long_as_a_pull_of_1_is_wide(zone):
    comets = comets_of(zone)
    across = 0 if zone is OTHER else 1
    line, tube = comets.pieces["unit", "line"], comets.pieces["around",].band
    ends = [(m.points[:, across].min(), m.points[:, across].max()) for m in (line, tube)]
    assert ends[0] == pytest.approx(ends[1])
    assert ends[0][1] - ends[0][0] == pytest.approx(comets.thickness)


def test_others_tails_step_back_toward_the_background_and_the_true_one_stays():
    comets = comets_of(step=4.0)
    before = [comets.pieces["tail", k].band.get_fill_color() for k in range(3)]
    comets.values["faint"] = np.asarray(1.0)
    comets.redraw(rests=1.0)
    after = [comets.pieces["tail", k].band.get_fill_color() for k in range(3)]
    assert before[0] == after[0]
    ground = ManimColor(DARK.background)
    for k in (1, 2):
        share = (after[k].to_rgb() - ground.to_rgb()) / (before[k].to_rgb() - ground.to_rgb())
        assert 0 < share.min() < 0.6
        assert np.ptp(share) < 0.05


def test_arrows_lie_along_their_rails_while_these_turn():
    comets = comets_of(launched=0.5)
    for k in range(3):
        low, high = comets.pieces["rail", k].points[[0, -1], :2]
        head = comets.pieces["tug", k].points[:, :2] - comets.spot(k)
        tip = head[np.linalg.norm(head, axis=1).argmax()]
        cross = np.cross([*tip, 0], [*(high - low), 0])[2]
        assert abs(cross) / np.linalg.norm(tip) / np.linalg.norm(high - low) < 0.05
        assert (np.dot(tip, high - low) > 0) == (k == 0)
