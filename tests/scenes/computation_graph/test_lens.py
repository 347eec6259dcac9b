"""Under the glass a push is as long and its rise as high, however small they are."""

import numpy as np
import pytest

from scenes import entry
from scenes.computation_graph.lens import Lens
from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.parts.faders import Faders
from stage.theme import DARK, Zone

ZONES = [Zone(-1.0, 4.0, -2.0, 2.5), Zone(0.0, 2.2, -1.0, 3.0)]


def lens_of(zone, row=0, drawn=1.0, **other):
    scene = entry("ComputationGraph")
    n = scene.numbers_type().compute(scene.parameters_type()(), 5)
    bank = Faders(
        "q", n.q, span=(0, 1), write=writer(".3f"), color=DARK.q, symbols=["q"] * 4
    )  # fmt: skip
    beside = Faders(
        "z", n.logits, span=(-1, 4), write=writer(".1f"), color=DARK.q, symbols=["z"] * 4
    )  # fmt: skip
    bank.zone, beside.zone = zone, Zone(zone.left - 6, zone.left - 1, zone.bottom, zone.top)
    now = {what: getattr(n, f"less_{what}")[row] for what in ("curve", "push", "rise", "zoom")}
    now |= {what: getattr(n, name) for what, name in other.items()}
    begins = (3.2, writer(".1f")), (1.157, writer(".3f"))
    lens = Lens(
        "lens", bank, beside=[beside], begins=begins, x="z", y='"loss"', along=n.along,
        color=DARK.text, write_push=writer(".4f"), write_rise=writer(".7f"),
        write_zoom=writer(".0f"), **now,
    )  # fmt: skip
    lens.values["drawn"] = np.asarray(drawn)
    lens.zone = zone
    lens.redraw(rests=1.0)
    return n, lens


def ends(lens, *key):
    return lens.pieces[key].points[[0, -1]]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("row", [0, 6, -1])
def test_legs_are_in_the_proportion_of_push_and_rise_and_points_at_their_ends(zone, row):
    n, lens = lens_of(zone, row)
    start, corner = ends(lens, "leg", "push")
    _, end = ends(lens, "leg", "rise")
    across, upward = corner - start, end - corner
    assert upward[1] / across[0] == pytest.approx(n.less_rate[row])
    assert across[1] == upward[0] == 0
    for i, there in enumerate((start, end)):
        assert lens.pieces["point", i].get_center() == pytest.approx(there)


def test_a_push_is_as_long_whatever_it_is():
    long = [np.ptp(ends(lens_of(ZONES[0], row)[1], "leg", "push")[:, 0]) for row in (0, 6, -1)]
    assert long == pytest.approx([long[0]] * 3)


def test_curve_goes_through_both_points_and_becomes_the_line():
    def apart(row):
        _, lens = lens_of(ZONES[0], row)
        curve, (start, end) = lens.pieces["curve",].points, ends(lens, "line")
        way = (end - start)[:2] / np.linalg.norm(end - start)
        away = (curve - start)[:, :2] @ np.array([-way[1], way[0]])
        for i in range(2):
            point = lens.pieces["point", i].get_center()
            assert np.linalg.norm(curve - point, axis=1).min() < 0.02
        return abs(away).max()

    assert apart(0) > 0.2
    assert apart(-1) < 0.002


@pytest.mark.parametrize("zone", ZONES)
def test_all_of_it_is_within_the_glass(zone):
    _, lens = lens_of(zone)
    glass = lens.glass()
    for kind in ("curve", "line"):
        points = lens.pieces[kind,].points
        assert glass.left <= points[:, 0].min() <= points[:, 0].max() <= glass.right
        assert glass.bottom <= points[:, 1].min() <= points[:, 1].max() <= glass.top


def test_line_and_legs_come_as_they_are_drawn():
    for drawn in (0.0, 0.5, 1.0):
        _, lens = lens_of(ZONES[0], drawn=drawn)
        whole = lens.at(1.0, 0.0)[0] - lens.at(0.0, 0.0)[0]
        assert np.ptp(ends(lens, "leg", "push")[:, 0]) == pytest.approx(drawn * whole)


def test_a_number_without_room_is_not_told():
    wide, narrow = (lens_of(zone, -1)[1] for zone in ZONES)
    assert metadata(wide.pieces["number", "rise"]).visibility == 1.0
    assert metadata(narrow.pieces["number", "rise"]).visibility == 0.0


def test_what_falls_has_its_leg_below_and_is_told_above_the_push():
    n, lens = lens_of(ZONES[0], -1, curve="true_curve", rise="true_rise")
    corner, end = ends(lens, "leg", "rise")
    unit = np.ptp(ends(lens, "leg", "push")[:, 0])
    assert (end - corner)[1] == pytest.approx(unit * n.true_rate)
    assert n.true_rate < 0
    for leg in ("push", "rise"):
        assert lens.pieces["word", leg].get_bottom()[1] > corner[1]
        assert lens.pieces["number", leg].get_bottom()[1] > corner[1]


def test_dotted_lines_lead_from_the_first_point_to_what_both_are_there():
    _, lens = lens_of(ZONES[0])
    start, glass = lens.at(0.0, 0.0), lens.glass()
    ends = {"x": (start[0], glass.bottom), "y": (glass.left, start[1])}
    for axis, end in ends.items():
        points = lens.pieces["leader", axis].points
        assert points[0] == pytest.approx(start)
        assert points[-1][:2] == pytest.approx(end)
    assert [lens.pieces["start", axis].text for axis in "xy"] == ["3.2", "1.157"]


def test_the_glass_is_wider_only_where_a_bank_is_beside_it():
    _, lens = lens_of(ZONES[0])
    glass = lens.glass()
    assert glass.left < ZONES[0].left
    assert glass.right == ZONES[0].right
