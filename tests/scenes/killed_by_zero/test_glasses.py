"""Under glasses all pushes are one length, and the answer is as many times that as it is."""

import numpy as np
import pytest

from scenes import entry
from stage.mobjects.metadata import metadata
from stage.theme import DARK, Zone, use_theme

WIDE, TALL = Zone(-6.6, 6.6, -2.7, 3.2), Zone(-3.5, 3.5, -6.0, 6.0)


def rigged(zone, *, by=1.0, grown=1.0, **parameters):
    from scenes.killed_by_zero.rig import Rig

    use_theme(DARK)
    scene = entry("KilledByZero")
    n = scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)
    rig = Rig(n, DARK)
    for place in rig.arrangements()["push"].place(zone):
        place.part.zone = place.zone
        place.part.values.update(place.looks)
        place.part.tune([place.zone], by_number=True)
    glasses = rig.glasses
    glasses.values["by"], glasses.values["answer"] = by * n.pushes, by * n.pushed_loss_by[-1]
    glasses.values["grown"] = np.asarray(grown)
    for part in (rig.q, rig.loss, rig.wires, glasses):
        part.redraw(rests=1.0)
    return n, rig, glasses


def tops(glasses, count):
    return [glasses.pieces["top", k].height for k in range(count)]


@pytest.mark.parametrize("zone", [WIDE, TALL])
def test_loss_falls_3_18_times_as_far_as_each_is_pushed(zone):
    _, _, glasses = rigged(zone)
    *pushed, answer = tops(glasses, 5)
    assert pushed == pytest.approx([pushed[0]] * 4)
    assert answer / pushed[0] == pytest.approx(3.179, rel=1e-3)
    was = glasses.pieces["was", 4].points[0][1]
    assert glasses.pieces["top", 4].get_top()[1] == pytest.approx(was)
    for k in range(4):
        assert glasses.pieces["top", k].get_bottom()[1] == pytest.approx(
            glasses.pieces["was", k].points[0][1]
        )


def test_what_the_loss_has_lost_is_hollow_and_an_arrow_goes_down_beside_it():
    _, _, glasses = rigged(WIDE)
    top, gone, arrow = glasses.pieces["top", 4], glasses.pieces["gone",], glasses.pieces["arrow",]
    assert top.get_fill_opacity() == 0.0
    for mark in (gone, arrow):
        assert mark.get_top()[1] == pytest.approx(top.get_top()[1])
        assert mark.get_bottom()[1] == pytest.approx(top.get_bottom()[1])
    assert arrow.get_right()[0] < top.get_left()[0]


def test_half_of_a_push_is_half_as_high():
    whole, half = (tops(rigged(WIDE, by=by)[2], 5) for by in (1.0, 0.5))
    assert half == pytest.approx(np.array(whole) / 2)


@pytest.mark.parametrize("zone", [WIDE, TALL])
@pytest.mark.parametrize("logits", [(2.5, -1, 3.2, 0.5), (30, -30, 0, 5), (1, 2)])
@pytest.mark.parametrize("target", [0, 1])
def test_all_of_it_is_within_its_glass(zone, logits, target):
    n, _, glasses = rigged(zone, logits=logits, target=target)
    for k in (*n.told, len(n.q)):
        frame = glasses.glass(k)
        for kind in ("block", "top", "steps"):
            points = glasses.pieces[kind, k].points
            if len(points):
                assert frame.left - 1e-6 <= points[:, 0].min() <= points[:, 0].max()
                assert points[:, 0].max() <= frame.right + 1e-6
                assert frame.bottom - 1e-6 <= points[:, 1].min()
                assert points[:, 1].max() <= frame.top + 1e-6


def test_a_glass_grows_from_around_the_knob_of_its_fader():
    n, rig, glasses = rigged(WIDE, by=0.0, grown=0.0)
    for k in range(len(n.q)):
        knob = rig.q.spot(k)
        frame = glasses.pieces["frame", k]
        assert frame.get_center() == pytest.approx(knob)
        assert frame.width == pytest.approx(2 * rig.q.radius, abs=0.13)
    _, _, whole = rigged(WIDE)
    assert all(whole.glass(k).height > 2 * glasses.glass(k).height for k in range(5))


def test_strokes_go_through_the_numbers_of_tags_and_are_gone_when_these_are_killed():
    n, rig, _ = rigged(WIDE)
    for struck, seen in ((0.0, 0.0), (0.5, 1.0), (1.0, 0.0)):
        rig.strokes.values["struck"] = struck * (1 - n.p)
        rig.strokes.redraw(rests=1.0)
        stroke, number = rig.strokes.pieces["stroke", 1], rig.q.pieces["tag", 1].number
        assert metadata(stroke).visibility == seen
        if seen:
            ends = stroke.points[[0, -1], 0]
            assert ends[0] < number.get_left()[0]
            assert ends[1] == pytest.approx(number.get_center()[0], abs=0.05)
        assert metadata(rig.strokes.pieces["stroke", 0]).visibility == 0.0
