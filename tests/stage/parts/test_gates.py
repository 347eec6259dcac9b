"""Gates stop what comes to them, tell how far they are open, and a ring shows who is true."""

import numpy as np
import pytest

from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.parts.desk import Desk
from stage.parts.faders import Faders
from stage.parts.wires import Wires
from stage.theme import DARK, Zone

WIDE, NARROW = Zone(-6.6, 6.6, -2.7, 3.2), Zone(-3.0, 3.0, -2.7, 2.7)
Q = np.array([0.3, 0.1, 0.6])


def gated(p, zone=WIDE, **looks):
    """Three faders, wired to one under both, through gates."""
    q = Faders(
        "q", Q, span=(0, 1), write=writer(".2f"), color=DARK.q, symbols=["a", "b", "c"], target=0,
        rates=(-1 / Q, writer(".3g")), said_of_tags=("-1\\/q",), hue=DARK.text,
    )  # fmt: skip
    loss = Faders(
        "loss", np.ones(1), span=(0, 2), write=writer(".2f"), color=DARK.loss, symbols=["l"]
    )
    gates = np.array(p, float), lambda value: "×" + writer(".2f")(value)
    wires = Wires("wires", q, loss, side=-1, label="sum", gates=gates)
    for place in Desk(q, loss, wires=(wires,)).place(zone):
        place.part.zone = place.zone
        place.part.values.update(place.looks)
        place.part.tune([place.zone], by_number=True)
    for name, look in looks.items():
        (q if name in q.values else wires).values[name] = np.asarray(look, float)
    for part in (q, loss, wires):
        part.redraw(rests=1.0)
    return q, loss, wires


def middle(mobject):
    points = mobject.get_all_points()
    return (points.min(axis=0) + points.max(axis=0)) / 2


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_pulse_does_not_pass_a_gate_that_is_shut(share):
    for back in (0, 1):
        _, _, wires = gated([1, 0, 0], pulse=[share] * 3, back=back)
        for k in (1, 2):
            pulse, gate = wires.pieces["pulse", k], wires.pieces["gate", k]
            assert pulse.width > 0
            # What is beyond its middle is behind its leaves.
            if back:
                assert middle(pulse)[1] <= middle(gate)[1]
                assert pulse.get_top()[1] < gate.get_top()[1]
            else:
                assert middle(pulse)[1] >= middle(gate)[1]
                assert pulse.get_bottom()[1] > gate.get_bottom()[1]
        # An open one lets it through.
        free = [middle(gated([1, 0, 0], pulse=[s] * 3, back=back)[2].pieces["pulse", 0])[1]
                for s in (0.01, 0.99)]  # fmt: skip
        assert min(free) < wires.gate(0)[1] < max(free)


@pytest.mark.parametrize("back", [0, 1])
def test_a_pulse_is_gone_where_it_dies(back):
    _, _, wires = gated([0, 0, 0], pulse=[float(not back)] * 3, back=back)
    for k in range(3):
        assert wires.pieces["pulse", k].width == pytest.approx(0, abs=1e-9)


def test_a_gate_tells_how_far_it_is_open_where_there_is_room():
    for zone in (WIDE, NARROW):
        *_, wires = gated([0, 0.25, 1], zone)
        for k, text in enumerate(("×0.00", "×0.25", "×1.00")):
            number = wires.pieces["open", k]
            assert number.text == text
            left = number.get_left()[0]
            assert left > wires.pieces["gate", k].get_right()[0]
            if metadata(number).visibility > 0.5 and k < 2:
                assert number.get_right()[0] < wires.pieces["gate", k + 1].get_left()[0]


def test_an_arrow_on_the_lane_points_from_the_loss_to_the_faders():
    q, loss, wires = gated([1, 0, 0])
    arrow = wires.pieces["arrow",].points
    assert q.rail(2) < arrow[:, 0].min() < arrow[:, 0].max() < loss.rail(0)
    tip = arrow[arrow[:, 0].argmin()]
    assert tip[1] == pytest.approx(wires.node()[1])


@pytest.mark.parametrize("true", [(1, 0, 0), (0, 0, 1), (0.25, 0, 0.75)])
def test_the_outline_goes_from_one_bead_to_the_other_with_the_truth(true):
    q, *_ = gated([1, 0, 0], true=true)
    spots = np.array([q.spot(k) for k in range(3)])
    assert middle(q.pieces["outline",]) == pytest.approx(np.array(true) @ spots)


def test_a_tag_does_not_shrink_with_what_is_written_on_it():
    before, *_ = gated([1, 0, 0])
    after, *_ = gated([1, 0, 0], rates=[0, 0, 0])
    for k in range(3):
        wide = [bank.pieces["tag", k].plate.width for bank in (before, after)]
        assert wide[0] == pytest.approx(wide[1])


def test_what_is_on_tags_is_said_left_of_the_first_where_there_is_room():
    q, *_ = gated([1, 0, 0])
    said = q.pieces["said", 0]
    assert metadata(said).visibility == 1
    assert q.zone.left - 1e-6 <= said.get_left()[0]
    assert said.get_right()[0] < q.pieces["tag", 0].plate.get_left()[0]
    q, *_ = gated([1, 0, 0], Zone(-2.0, 2.0, -2.7, 2.7))
    assert metadata(q.pieces["said", 0]).visibility == 0
