"""Wires go from ports to ports, over banks, under them or between; what is lit is seen."""

import numpy as np
import pytest

from stage.digits import writer
from stage.layout import size_of
from stage.mobjects.metadata import metadata
from stage.parts.desk import Desk, Some
from stage.parts.faders import Faders
from stage.parts.wires import Wires
from stage.theme import DARK, Zone

WIDE, TALL = Zone(-6.6, 6.6, -2.7, 3.2), Zone(-3.5, 3.5, -6.0, 6.0)


def bank(name, count, symbol="q"):
    values = np.linspace(0.2, 0.8, count)
    return Faders(
        name, values, span=(0, 1), write=writer(".2f"), color=DARK.q,
        symbols=[f"{symbol}_{k}" for k in range(count)],
    )  # fmt: skip


def wired(zone, *, gates=None, joined=None, deeper=0.0, loads=None, **looks):
    z, q, loss = bank("z", 3, "z"), bank("q", 3), bank("loss", 1)
    into = Wires("into", z, q, side=-1, label='"softmax"')
    out = Wires("out", q, loss, side=1, label="ln", gates=gates, joined=joined, loads=loads)
    desk = Desk(z, q, loss, wires=(into, out), deeper=deeper)
    for place in desk.place(zone):
        place.part.zone = place.zone
        place.part.values.update(place.looks)
        place.part.tune([place.zone], by_number=True)
    for name, look in looks.items():
        out.values[name] = np.asarray(look, float)
    for part in (z, q, loss, into, out):
        part.redraw(rests=1.0)
    return z, q, loss, into, out


@pytest.mark.parametrize("zone", [WIDE, TALL])
def test_a_wire_goes_from_its_fader_to_the_node_and_from_there_to_its_fader(zone):
    z, q, _, into, _ = wired(zone)
    side = -1 if zone is WIDE else 1
    for k in range(3):
        assert into.way(k).points[0] == pytest.approx(z.port(k, side))
        assert into.way_out(k).points[0] == pytest.approx(q.port(k, -1))
        for way in (into.way(k), into.way_out(k)):
            assert way.points[-1][1] == pytest.approx(into.node()[1])
            assert way.length == pytest.approx(
                np.linalg.norm(np.diff(way.points, axis=0), axis=1).sum()
            )


def test_wires_pass_over_banks_under_them_or_between():
    z, q, loss, into, out = wired(WIDE)
    assert into.node()[1] < min(z.port(0, -1)[1], q.port(0, -1)[1])
    assert out.node()[1] > max(q.port(0, 1)[1], loss.port(0, 1)[1])
    z, q, loss, into, out = wired(TALL)
    assert z.zone.top < into.node()[1] < q.zone.bottom + 1
    assert z.port(0, 1)[1] < into.node()[1] < q.port(0, -1)[1]
    assert out.node()[1] > max(q.port(0, 1)[1], loss.port(0, 1)[1])


@pytest.mark.parametrize("zone", [WIDE, TALL])
def test_all_of_it_stays_in_the_zone_and_off_the_words_of_faders(zone):
    for part in wired(zone):
        for key, piece in part.pieces.items():
            if not len(piece.get_all_points()) or not part.seen(key):
                continue
            (left, bottom), (right, top) = (
                edge(piece.get_all_points()[:, :2], axis=0) for edge in (np.min, np.max)
            )
            assert zone.left - 0.05 <= left <= right <= zone.right + 0.05
            assert zone.bottom - 0.05 <= bottom <= top <= zone.top + 0.05


def test_what_is_lit_is_wider_and_in_its_colour_and_a_lane_is_as_its_brightest_wire():
    *_, out = wired(WIDE, into=[0.0, 1.0, 0.0])
    widths = {
        key: piece.get_stroke_width()
        for key, piece in out.pieces.items()
        if key[0] in ("wire", "bus") and len(piece.points)
    }
    lit, dark = widths["wire", 1], widths["wire", 0]
    assert lit > dark == widths["wire", 2] == widths["bus", 0]
    assert widths["bus", 1] == widths["bus", 2] == lit
    assert out.pieces["wire", 1].get_stroke_color().to_hex() == DARK.text


def test_only_faders_that_are_joined_have_wires():
    *_, out = wired(WIDE, joined=(1,))
    for kind in ("wire", "bus", "pulse"):
        assert [metadata(out.pieces[kind, k]).visibility for k in range(3)] == [0.0, 1.0, 0.0]
    ends = out.pieces["bus", 1].points[[0, -1], 0]
    assert ends[0] < out.way(2).points[0][0] < ends[1]


def test_a_pulse_is_where_it_has_come_and_is_nothing_at_both_ends():
    for share in (0.0, 0.5, 1.0):
        *_, out = wired(WIDE, pulse=[share] * 3)
        for k in range(3):
            pulse, way = out.pieces["pulse", k], out.way(k)
            if share == 0.5:
                assert pulse.get_center() == pytest.approx(way.at(way.length / 2), abs=1e-3)
            assert (np.ptp(pulse.points[:, 0]) > 0.1) == (share == 0.5)


def test_a_gate_leaves_its_wire_free_as_far_as_it_is_open():
    def gap(opened):
        *_, out = wired(WIDE, gates=(np.array([opened, 0.0, 0.0]), writer(".1f")))
        left, right = out.pieces["gate", 0]
        assert left.get_right()[0] + right.get_left()[0] == pytest.approx(2 * out.gate(0)[0])
        return right.get_left()[0] - left.get_right()[0]

    assert gap(0.0) == pytest.approx(0.0)
    assert gap(0.5) == pytest.approx(gap(1.0) / 2)
    assert gap(1.0) > 0.1


def test_a_shut_gate_parts_what_is_lit_from_what_is_dark():
    gates = np.array([0.0, 1.0, 0.0]), writer(".0f")
    *_, out = wired(WIDE, gates=gates, into=[1.0, 1.0, 1.0], past=gates[0])
    for k in range(3):
        before, after = (out.pieces[kind, k].get_stroke_width() for kind in ("wire", "past"))
        assert (before > after) == (gates[0][k] == 0)
        assert out.pieces["wire", k].points[-1] == pytest.approx(out.gate(k))


def test_a_tag_parts_the_wire_before_which_it_hangs():
    z, q = bank("z", 3, "z"), Faders(
        "q", np.array([0.2, 0.5]), span=(0, 1), write=writer(".2f"), color=DARK.q,
        symbols=["a", "b"], rates=(np.array([-1.0, 1.0]), writer("+.1f")),
    )  # fmt: skip
    wires = Wires("wires", z, q, side=-1)
    for place in Desk(z, q, wires=(wires,)).place(WIDE):
        place.part.zone = place.zone
        place.part.values.update(place.looks)
        place.part.tune([place.zone], by_number=True)
    q.presence["tag", 1] = 1.0
    for part in (z, q, wires):
        part.redraw(rests=1.0)
    top, bottom = q.covered(1)
    for j, parted in ((0, False), (1, True)):
        heights = wires.pieces["out", j].points[:, 1]
        covered = (heights < top - 0.01) & (heights > bottom + 0.01)
        assert covered.any() != parted


def test_a_desk_has_all_rails_in_line_or_is_in_rows_from_below():
    z, q, loss, *_ = wired(WIDE)
    inners = [part.inner() for part in (z, q, loss)]
    assert [i.bottom for i in inners] == pytest.approx([inners[0].bottom] * 3)
    assert [i.top for i in inners] == pytest.approx([inners[0].top] * 3)
    assert inners[0].right < inners[1].left < inners[1].right < inners[2].left
    z, q, loss, *_ = wired(TALL)
    assert z.inner().top < q.inner().bottom
    assert q.inner().bottom == pytest.approx(loss.inner().bottom)
    assert q.inner().right < loss.inner().left


def test_some_of_a_desk_is_where_it_is_in_all_of_it():
    z, loss = bank("z", 3, "z"), bank("loss", 1)
    desk = Desk(z, loss)
    some = Some(desk, loss)
    (place,) = some.place(WIDE)
    assert place in [*desk.place(WIDE)]
    assert place.part is loss
    assert some.least(size_of(WIDE)) == desk.least(size_of(WIDE))


def test_a_pulse_dies_on_this_side_of_a_gate_that_is_shut_and_stays_there_if_it_is_dead():
    gates = np.array([0.0, 1.0, 0.0]), writer(".0f")

    def pulse(k, **looks):
        *_, out = wired(WIDE, gates=gates, **looks)
        return out.pieces["pulse", k], out.gate(k), out.way(k).points[-1]

    for share, back in ((0.99, 0.0), (0.01, 1.0)):
        dying, gate, node = pulse(0, pulse=[share] * 3, back=back)
        beyond = (dying.get_center() - gate)[1] * (node - gate)[1] > 0
        assert beyond == bool(back)
        passing, gate, _ = pulse(1, pulse=[share] * 3, back=back)
        assert np.linalg.norm(passing.get_center() - gate) > 0.2
    dead, gate, node = pulse(0, pulse=[1.0] * 3, dead=[1.0, 0.0, 1.0])
    assert np.ptp(dead.points[:, 0]) > 0.1
    assert (dead.get_center() - gate)[1] * (node - gate)[1] < 0
    gone, _, _ = pulse(0, pulse=[0.0] * 3, back=1.0)
    dead, gate, _ = pulse(0, pulse=[0.0] * 3, back=1.0, dead=[1.0, 0.0, 1.0])
    assert np.ptp(gone.points[:, 0]) == pytest.approx(0)
    assert np.ptp(dead.points[:, 0]) > 0.1
    assert dead.get_fill_color().to_hex() == DARK.background


@pytest.mark.parametrize("zone", [WIDE, TALL])
def test_a_deeper_desk_has_longer_wires_and_shorter_rails(zone):
    def lengths(deeper):
        z, q, _, into, _ = wired(zone, deeper=deeper)
        port = into.way(0).points[0][1]
        return abs(into.node()[1] - port), z.inner().height + q.inner().height

    (wire, rail), (longer, shorter) = lengths(0.0), lengths(0.6)
    assert longer > wire + 0.1
    assert shorter < rail


def test_a_pulse_that_comes_back_alone_carries_a_number_which_the_node_changes():
    loads = 1.0, np.array([-3.0, 0.0, 0.0]), writer(".0f")

    def carried(key, **looks):
        *_, out = wired(WIDE, loads=loads, back=1.0, **looks)
        plate, pulse = out.pieces[f"load{key[5:]}", 0], out.pieces[key, 0]
        assert plate.ground.get_center() == pytest.approx(pulse.get_center())
        return plate.number.text, round(metadata(plate.number).visibility, 9)

    assert carried("pulse out", pulse_out=[0.5]) == ("1", 1.0)
    assert carried("pulse", pulse=[0.5, 0.0, 0.0]) == ("−3", 1.0)
    assert carried("pulse", pulse=[0.5, 0.5, 0.0]) == ("−3", 0.0)
