import pytest

from stage.parts.answer import Answer
from stage.theme import TYPE, Zone

WORDS = "Raise the true logit, or lower the wrong one you believe most."


def answer_in(zone, **kwargs):
    made = Answer("the answer", WORDS, **kwargs)
    made.zone = zone
    made.tune([zone], by_number=False)
    made.redraw(rests=1.0)
    return made


def paragraph(answer):
    return answer.pieces["words",].submobjects[0]


@pytest.mark.parametrize(
    "zone", [Zone(-6.6, 6.6, 1.0, 3.2), Zone(-3.5, 3.5, 0.0, 3.0), Zone(-3.5, 3.5, 1.0, 2.5)]
)
def test_the_answer_is_large_and_within_its_zone(zone):
    words = paragraph(answer_in(zone))
    assert words.font_size >= TYPE.formula
    assert zone.left <= words.get_left()[0]
    assert words.get_right()[0] <= zone.right
    assert zone.bottom <= words.get_bottom()[1]
    assert words.get_top()[1] <= zone.top


def test_it_is_chosen_for_the_smallest_of_its_zones():
    made = Answer("the answer", WORDS)
    made.tune([Zone(-6, 6, 0, 3), Zone(-3, 3, 0, 1.5)], by_number=False)
    alone = Answer("the answer", WORDS)
    alone.tune([Zone(-3, 3, 0, 1.5)], by_number=False)
    assert paragraph(made).font_size == paragraph(alone).font_size


def test_it_stands_in_the_middle_wherever_its_zone_goes_and_comes_back_as_it_was():
    made = answer_in(Zone(-6.6, 6.6, 1.0, 3.2))
    before = [glyphs.points.copy() for glyphs in paragraph(made)]
    made.zone = Zone(-6.0, 7.2, -1.0, 1.2)
    made.redraw(rests=0.0)
    assert paragraph(made).get_center()[:2] == pytest.approx([0.6, 0.1], abs=1e-6)
    made.zone = Zone(-6.6, 6.6, 1.0, 3.2)
    made.redraw(rests=1.0)
    for glyphs, points in zip(paragraph(made), before, strict=True):
        assert (glyphs.points == points).all()


def test_its_sentence_is_what_a_beat_waits_for():
    assert Answer("the answer", "Only {n} are left.", {"n": 2}).words == "Only 2 are left."
