import numpy as np
import pytest

from scenes.mobjects.nudges import COMPACT, MARK_ROOM, GainRanking, NudgePanel
from scenes.mobjects.text import Formula, Number
from scenes.theme import TYPE, Zone

LOGITS = np.array([1.0, 1.7, -0.1])
BEFORE = np.array([0.3, 0.6, 0.1])
GAINS = np.array([0.05, 0.09, 0.001])


def panel_in(zone, **kwargs):
    values = {
        "top": 1.0,
        "nudged": (1,),
        "delta": -0.4,
        "symbols": ("z_2", "z_1", "z_3"),
        "target": 0,
        "gains": GAINS,
        "forms": (".4p", "+.4f"),
    }
    return NudgePanel(zone, LOGITS, BEFORE, **(values | kwargs))


@pytest.mark.parametrize("height", [COMPACT - 0.6, COMPACT + 1.5])
def test_all_of_a_panel_stays_within_its_zone(height):
    zone = Zone(-1.2, 1.2, -height / 2, height / 2)
    panel = panel_in(zone, label="automobile")
    for part in (panel, panel.gain):
        assert part.get_left()[0] >= zone.left - 1e-9
        assert part.get_right()[0] <= zone.right + 1e-9
        assert part.get_bottom()[1] >= zone.bottom - 1e-9
        assert part.get_top()[1] <= zone.top + 0.05


def test_the_rise_is_what_the_target_gained():
    panel = panel_in(Zone(-1.5, 1.5, -2.2, 2.2))
    assert panel.rise.height == pytest.approx(0, abs=1e-9)
    panel.set_nudge(LOGITS, np.array([0.45, 0.45, 0.1]))
    assert panel.rise.height / panel.chart.unit == pytest.approx(0.15, abs=1e-9)
    panel.set_nudge(LOGITS, BEFORE)
    assert panel.rise.height == pytest.approx(0, abs=1e-9)


def test_a_nudged_logit_moves_by_its_nudge():
    panel = panel_in(Zone(-1.5, 1.5, -2.2, 2.2))
    nudged = LOGITS - [0.0, 0.4, 0.0]
    panel.set_nudge(nudged, BEFORE)
    level = panel.logits.baseline.points[0][1]
    tops = [bar.points[:, 1].max() - level for bar in panel.logits.bars[:2]]
    assert np.array(tops) / panel.logits.unit == pytest.approx([1.0, 1.3], abs=1e-9)


def height_of(mobject):
    return np.ptp(mobject.points[:, 1])


@pytest.mark.parametrize(
    ("logits", "delta", "filled"),
    [
        ([1.0, 1.7, -0.1], 0.4, True),
        ([1.0, 1.7, -0.1], -0.4, False),
        ([1.0, -1.7, -0.1], -0.4, True),
        ([1.0, -1.7, -0.1], 0.4, False),
    ],
)
def test_what_a_nudge_adds_is_filled_and_what_it_takes_is_outlined(logits, delta, filled):
    panel = NudgePanel(
        Zone(-1.5, 1.5, -2.2, 2.2),
        np.array(logits),
        BEFORE,
        top=1.0,
        nudged=(1,),
        delta=delta,
        symbols=("z_2",),
        target=0,
        gains=(0.09,),
        forms=(".4p", "+.4f"),
    )
    (piece,) = panel.pieces
    assert height_of(piece) == pytest.approx(0, abs=1e-9)
    panel.set_nudge(np.add(logits, [0.0, delta, 0.0]), BEFORE)
    assert height_of(piece) / panel.logits.unit == pytest.approx(0.4, abs=1e-9)
    assert (piece.fill_opacity == 1) == filled
    assert (piece.stroke_width == 0) == filled
    # Its mark stands clear of both states.
    mark = panel.marks[0]
    ends = [panel.logits.at(1, value)[1] for value in (logits[1], logits[1] + delta)]
    gaps = [abs(mark.get_center()[1] - end) for end in ends]
    assert min(gaps) == pytest.approx(MARK_ROOM / 2, abs=1e-9)
    assert (mark.points[0, 1] > mark.get_center()[1]) == (delta > 0)


def test_all_wrong_logits_are_marked_where_all_are_lowered():
    panel = panel_in(Zone(-1.5, 1.5, -2.2, 2.2), nudged=(1, 2))
    panel.set_nudge(LOGITS - [0.0, 0.4, 0.4], BEFORE)
    heights = np.array([height_of(piece) for piece in panel.pieces])
    assert heights / panel.logits.unit == pytest.approx([0.4, 0.4], abs=1e-9)
    assert len(panel.marks) == 2


def test_a_panel_goes_on_after_it_was_moved():
    panel = panel_in(Zone(-1.5, 1.5, -2.2, 2.2))
    panel.shift([3.0, 0.0, 0.0])
    panel.set_nudge(LOGITS, np.array([0.4, 0.5, 0.1]))
    assert panel.chart.bars[0].get_center()[0] == pytest.approx(panel.ghosts[0].get_center()[0])
    assert panel.value.text == "0.4000"


@pytest.mark.parametrize("width", [1.2, 1.5, 2.0])
@pytest.mark.parametrize("tiny", [False, True])
def test_what_is_written_in_a_narrow_panel_is_no_wider(width, tiny):
    zone = Zone(-width / 2, width / 2, -1.1, 3.0)
    before = np.array([1e-9, 1.0, 1e-9]) if tiny else BEFORE
    gains = GAINS * (1e-6 if tiny else 1)
    panel = NudgePanel(
        zone,
        LOGITS,
        before,
        top=1.0,
        nudged=(1,),
        delta=-0.4,
        symbols=("z_2", "z_1", "z_3"),
        target=0,
        gains=gains,
        forms=(".4p", "+.4f"),
    )
    written = [part for part in panel if isinstance(part, Formula | Number)]
    for part in (*written, panel.gain):
        assert part.width <= width
        assert part.font_size >= TYPE.tick


@pytest.mark.parametrize(("width", "text"), [(3.0, "+1.234567890×10⁻¹²"), (1.5, "+1.23×10⁻¹²")])
def test_gains_of_many_digits_are_told_by_three_where_these_have_no_room(width, text):
    zone = Zone(-width / 2, width / 2, -2.0, 2.0)
    panel = panel_in(zone, gains=(1.23456789e-12, 1.23456788e-12), forms=(".4p", "+.10g"))
    assert panel.gain.text == text
    assert panel.gain.width <= width


def test_panels_of_one_size_write_in_one_size():
    zone = Zone(-0.6, 0.6, -1.1, 3.0)
    symbols = ("z_1", "z_2", "z_3")
    panels = [
        panel_in(zone, nudged=(k,), delta=d, symbols=(symbols[k], *symbols))
        for k, d in enumerate((0.4, -0.4, -0.4))
    ]
    assert len({panel[0].font_size for panel in panels}) == 1
    assert len({panel.gain.font_size for panel in panels}) == 1


def test_the_probability_is_left_out_where_the_bars_need_its_room():
    low, high = panel_in(Zone(-0.7, 0.7, -0.8, 0.8)), panel_in(Zone(-0.7, 0.7, -1.1, 1.1))
    assert len(low.value.points) == 0
    assert high.value.text == "0.3000"
    low.set_nudge(LOGITS, np.array([0.45, 0.45, 0.1]))
    assert low.rise.height > 0


def test_the_size_of_the_nudge_is_left_out_where_it_has_no_room():
    zone = Zone(-0.6, 0.6, -2.0, 2.0)
    assert "0.0625" not in panel_in(zone, delta=-0.0625)[0].markup
    assert "0.0625" in panel_in(Zone(-1.2, 1.2, -2.0, 2.0), delta=-0.0625)[0].markup


def ranking_in(zone, gains, labels=()):
    heads = [f'z_{k + 1} + "0.4"' for k in range(len(gains))]
    labels = labels or [""] * len(gains)
    return GainRanking(zone, np.array(gains), form="+.4f", heads=heads, labels=labels)


@pytest.mark.parametrize("labels", [(), ("automobile", "cat", "dog")])
def test_gains_are_bars_of_one_scale_from_one_baseline(labels):
    zone = Zone(-3.0, 3.0, -2.0, 2.0)
    gains = [0.09, 0.05, 0.001]
    ranking = ranking_in(zone, gains, labels)
    x = ranking.baseline.points[0][0]
    assert [bar.points[:, 0].min() for bar in ranking.bars] == pytest.approx([x] * 3, abs=1e-9)
    widths = np.array([np.ptp(bar.points[:, 0]) for bar in ranking.bars])
    assert widths / widths[0] == pytest.approx(np.array(gains) / gains[0], abs=1e-9)
    middles = [bar.get_center()[1] for bar in ranking.bars]
    assert middles == sorted(middles, reverse=True)
    assert ranking.get_left()[0] >= zone.left - 1e-9
    assert ranking.get_right()[0] <= zone.right + 1e-9
    assert [number.text for number in ranking.numbers] == ["+0.0900", "+0.0500", "+0.0010"]


def test_a_bar_of_a_gain_comes_back_from_nothing():
    ranking = ranking_in(Zone(-3.0, 3.0, -2.0, 2.0), [0.09, 0.03])
    full = ranking.bars[0].points.copy()
    ranking.set_gains(np.zeros(2))
    assert np.ptp(ranking.bars[0].points[:, 0]) == pytest.approx(0, abs=1e-12)
    ranking.set_gains(np.array([0.09, 0.03]))
    assert ranking.bars[0].points == pytest.approx(full, abs=1e-12)


def test_a_gain_that_is_only_known_to_be_small_gets_no_long_bar():
    ranking = ranking_in(Zone(-3.0, 3.0, -2.0, 2.0), [1e-9, 1e-10])
    assert ranking.numbers[0].text == "<+0.0001"
    assert np.ptp(ranking.bars[0].points[:, 0]) < 1e-3
