"""Channels are as wide as what runs along them, in every place; the bar is 1 high."""

import numpy as np
import pytest

from scenes.logits_feel_it.channels import Channels
from scenes.logits_feel_it.numbers import LogitsFeelItNumbers, LogitsFeelItParameters
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = LogitsFeelItNumbers.compute(LogitsFeelItParameters(), 5)
OPEN = {"opened": N.others.opened[-1], "alone": 1.0, "spread": 1.0, "guess": 1.0}
WIDE, SQUARE, TALL = (
    Zone(-6.6, 6.6, -3.0, 3.2),
    Zone(-3.5, 3.5, -2.4, 3.2),
    Zone(-3.5, 3.5, -5.4, 6.3),
)
ZONES = pytest.mark.parametrize("zone", [WIDE, SQUARE, TALL], ids=["wide", "square", "tall"])


def drawn(zone=WIDE, **values):
    channels = Channels(
        "the channels", names=N.names, order=N.order, known=N.told,
        pushed=N.pushed, widths=N.widths, gradient=N.gradient, ends=(N.lowest, N.highest),
        longest=1.7763, highest=1.82, share_form=N.share_form, gradient_form=N.gradient_form,
        loss_form=N.loss_form,
        **{"z": N.push.z[0], "q": N.q, "loss": N.loss, "terms": N.push.terms[0],
           "copy": N.stretch.copy[0], "opened": N.open.opened[0], **values},
    )  # fmt: skip
    channels.zone = zone
    channels.redraw()
    return channels


def corners(piece):
    return piece.points[::4, :2]


def _sides(piece):
    """Upper and lower curve of an area over the same x, each from left to right."""
    points = corners(piece)
    half = len(points) // 2
    return [side[np.argsort(side[:, 0])] for side in (points[:half], points[half:])]


def heights_at(piece, places):
    """Of such an area, at some of these x."""
    upper, lower = _sides(piece)
    return [np.interp(x, *upper.T) - np.interp(x, *lower.T) for x in places]


def extent(piece, axis=1):
    return float(np.ptp(piece.points[:, axis]))


@ZONES
@pytest.mark.parametrize("run", [0.0, 0.3, 0.7, 1.0])
def test_piece_is_as_high_as_its_channel_is_wide_all_along_its_way(zone, run):
    channels = drawn(zone, **OPEN, out=1.0, run=run)
    unit = sum(extent(channels.pieces["share", k]) for k in range(4))
    for k in (2, 3):  # the hen's is a thread
        piece, channel = channels.pieces["cut", k], channels.pieces["channel", k]
        x = corners(piece)[:, 0]
        places = np.linspace(x.min(), x.max(), 9)[1:-1]
        assert heights_at(piece, places) == pytest.approx([N.q[k] * unit] * 7)
        inside = places[places < corners(channel)[:, 0].max()]
        assert heights_at(channel, inside) == pytest.approx([N.q[k] * unit] * len(inside))


@ZONES
def test_pieces_start_on_those_of_the_bar(zone):
    channels = drawn(zone, **OPEN, out=1e-9)
    for k in (2, 3):
        for axis in (0, 1):
            ends = [
                (piece.points[:, axis].min(), piece.points[:, axis].max())
                for piece in (channels.pieces["cut", k], channels.pieces["share", k])
            ]
            assert ends[0] == pytest.approx(ends[1])


@ZONES
@pytest.mark.parametrize("last", [0.4, 1.0])
def test_all_others_together_reach_from_the_foot_of_the_true_channel_to_its_brim(zone, last):
    channels = drawn(zone, **OPEN, out=1.0, run=1.0, rise=1.0, last=last)
    brim = corners(channels.pieces["guess", "rest"])
    stack = [channels.pieces["sum", k] for k in (1, 2, 3)]
    x = corners(stack[1])[:, 0]
    unit = sum(extent(channels.pieces["share", k]) for k in range(4))
    heights = np.array([heights_at(piece, [x.min() + 0.1])[0] for piece in stack])
    # Of the hen, which is .0095 of the bar, a thread is drawn.
    assert heights[1:].sum() + N.q[1] * unit == pytest.approx(N.widths[0] * unit, abs=1e-6)
    at = x.min() + 0.1
    tops = [
        max(np.interp(at, *side[np.argsort(side[:, 0])].T) for side in _sides(piece))
        for piece in stack
    ]
    assert max(tops) == pytest.approx(np.interp(at, *brim[np.argsort(brim[:, 0])].T), abs=0.02)


def test_bar_stands_still_while_all_scores_are_raised():
    before, after = (drawn(z=N.raising.z[i], q=N.raising.q[i]) for i in (0, -1))
    for k in range(4):
        one, other = (channels.pieces["share", k].points for channels in (before, after))
        assert one == pytest.approx(other, abs=1e-9)
        rings = [channels.pieces["ring", k].points[:, 0].mean() for channels in (before, after)]
        assert rings[1] > rings[0] + 0.1


@ZONES
def test_copy_of_the_hair_becomes_as_tall_as_its_block(zone):
    channels = drawn(zone, stacked=1.0, nudged=1.0, beside=1.0, copy=N.stretch.copy[-1])
    copy, block = channels.pieces["copy",], channels.pieces["term", 2]
    for side in ("min", "max"):
        ends = [getattr(np, side)(piece.points[:, 1]) for piece in (copy, block)]
        assert ends[0] == pytest.approx(ends[1])


@ZONES
@pytest.mark.parametrize("frame", [0, -1])
def test_stack_and_bar_are_to_scale_and_meet_in_bands(zone, frame):
    terms, q = N.push.terms[frame], N.push.q[frame]
    channels = drawn(zone, stacked=1.0, terms=terms, q=q)
    for kind, values in (("term", terms), ("share", q)):
        units = [extent(channels.pieces[kind, k]) / values[k] for k in range(4)]
        assert units == pytest.approx([units[0]] * 4)
    for k in range(4):
        band = corners(channels.pieces["squeeze", k])
        term, share = (channels.pieces[kind, k].points[:, 1] for kind in ("term", "share"))
        assert band[:4, 1] == pytest.approx([term.min(), share.min(), share.max(), term.max()])


def test_stack_that_leaves_the_picture_has_an_arrow():
    seen = []
    for terms in (N.push.terms[0], np.array([0.3, 0.01, 9.0, 0.04])):
        channels = drawn(stacked=1.0, terms=terms)
        seen.append(metadata(channels.pieces["beyond",]).opacities[0])
    assert seen == [0.0, 1.0]


def test_guesses_that_look_alike_are_not_shown():
    channels = drawn(**OPEN)
    assert metadata(channels.pieces["guess", "own"]).opacities[1] == 1
    # .66, beside the .685 of all others
    alike = drawn(**OPEN, q=np.array([0.66, 0.01, 0.29, 0.04]))
    assert metadata(alike.pieces["guess", "own"]).opacities[1] == 0


def test_answer_has_room_above_the_bar_and_pieces_have_outlines_that_hide_no_thread():
    channels = drawn(**OPEN, out=1.0, run=1.0, rise=1.0, last=1.0, told=1.0)
    assert metadata(channels.pieces["answer",]).visibility == 1
    pieces = list(channels.pieces)
    # The hen's thread lies on the fox's outline.
    assert pieces.index(("sum", 1)) > pieces.index(("sum", 2))
    assert metadata(channels.pieces["sum", 2]).opacities[1] == 1
    assert metadata(channels.pieces["sum", 1]).opacities[1] == 0
