import numpy as np
import pytest

from scenes.mobjects.nudges import COMPACT, NudgePanel
from scenes.theme import Zone

LOGITS = np.array([1.0, 1.7, -0.1])
BEFORE = np.array([0.3, 0.6, 0.1])


def panel_in(zone, **kwargs):
    values = {"top": 1.0, "nudged": 1, "delta": -0.4, "target": 0, "gain": 0.05, "decimals": 1}
    return NudgePanel(zone, LOGITS, BEFORE, **(values | kwargs))


@pytest.mark.parametrize("height", [COMPACT - 0.6, COMPACT + 1.5])
def test_all_of_a_panel_stays_within_its_zone(height):
    zone = Zone(-1.2, 1.2, -height / 2, height / 2)
    panel = panel_in(zone, label="WWWWWWWWWWWW")
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


def test_a_panel_goes_on_after_it_was_moved():
    panel = panel_in(Zone(-1.5, 1.5, -2.2, 2.2))
    panel.shift([3.0, 0.0, 0.0])
    panel.set_nudge(LOGITS, np.array([0.4, 0.5, 0.1]))
    assert panel.chart.bars[0].get_center()[0] == pytest.approx(panel.ghosts[0].get_center()[0])
    assert panel.value.text == "0.4000"


def test_the_label_s_line_is_free_in_a_panel_whose_label_is_too_wide():
    zone = Zone(-0.6, 0.6, -2.2, 2.2)
    wide, narrow = panel_in(zone, label="WWWWWWWWWWWW"), panel_in(zone, label="cat")
    assert wide.chart.unit == pytest.approx(narrow.chart.unit, abs=1e-12)
