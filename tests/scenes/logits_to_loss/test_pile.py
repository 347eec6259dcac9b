"""The picture of ``LogitsToLoss`` is true in every frame: what touches, fits and adds up."""

import numpy as np
import pytest

from scenes import entry
from scenes.logits_to_loss.scene import LogitsToLoss
from tests.scenes.playing import play

SCENE = entry("LogitsToLoss")
KINDS = ("bead", "stick", "copy", "wall", "part", "loss")


@pytest.fixture(scope="module")
def frames():
    """The figure's values, the place of score 0, the units and the pieces, after each redraw."""
    seen = []

    class Watched(LogitsToLoss):
        def make_figure(self):
            figure = super().make_figure()
            redraw = figure.redraw

            def redraw_and_look(*how):
                redraw(*how)
                pile = figure
                seen.append(
                    {
                        "values": {name: np.copy(value) for name, value in pile.values.items()},
                        "zero": pile.x_of(0.0), "unit": pile.x_of(1.0) - pile.x_of(0.0),
                        "up": pile.up, "y": pile.y,
                        "boxes": {
                            key: (*piece.points.min(axis=0)[:2], *piece.points.max(axis=0)[:2])
                            for key, piece in pile.pieces.items() if key[0] in KINDS
                        },
                    }
                )  # fmt: skip

            figure.redraw = redraw_and_look
            return figure

    play(Watched, SCENE.parameters_type()(), fps=10, draw=False, width=160, height=90)
    return seen


def middle(box):
    return (box[0] + box[2]) / 2


def test_the_whole_touches_the_curve_at_its_logarithm_and_the_part_at_its_bead(frames):
    touching = [frame for frame in frames if frame["values"]["slid"] == 1]
    assert touching
    for frame in touching:
        place, unit, y, up = (frame[name] for name in ("zero", "unit", "y", "up"))
        top = frame["boxes"]["copy", 3][3]  # the owl's is the highest of the pile
        x = (middle(frame["boxes"]["copy", 0]) - place) / unit
        # The curve is e^(x - 3.2) high there, since the highest score was taken off.
        assert top == pytest.approx(y + np.exp(x - 3.2) * up)
    for frame in (frame for frame in frames if frame["values"]["homed"] == 1):
        part, bead = frame["boxes"][("part",)], frame["boxes"]["bead", 0]
        assert middle(part) == pytest.approx(middle(bead))
        assert part[3] - part[1] == pytest.approx(frame["values"]["heights"][0] * frame["up"])


def test_the_loss_is_as_long_as_the_gap_in_every_frame_and_fills_it_at_last(frames):
    for frame in frames:
        box, unit = frame["boxes"][("loss",)], frame["unit"]
        assert box[2] - box[0] == pytest.approx(frame["values"]["loss"] * unit)
        if frame["values"]["laid"] == 1:
            assert box[0] == pytest.approx(middle(frame["boxes"]["bead", 0]))
            assert box[2] == pytest.approx(middle(frame["boxes"][("wall",)]))
    last = frames[-1]["boxes"][("loss",)]
    # .842 of a unit that makes 1.157 to 60 % of the stage
    zone = 2 * abs(frames[0]["boxes"][("loss",)][0] - 0.05)
    assert (last[2] - last[0]) / zone == pytest.approx(0.6 * 0.842 / 1.157, abs=0.01)


def test_the_piles_parts_lie_on_each_other_and_add_up_to_the_wall(frames):
    piled = [frame for frame in frames if frame["values"]["piled"] == 1]
    assert piled
    for frame in piled:
        foot = frame["y"]
        for k in range(4):
            box = frame["boxes"]["stick", k]
            assert box[1] == pytest.approx(foot)
            foot = box[3]
        assert foot == pytest.approx(frame["boxes"][("wall",)][3])
