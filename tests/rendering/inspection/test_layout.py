"""Each rule of a still picture: a small scene that breaks it, and a near miss that does not."""

import pytest
from manim import Dot, FadeIn, Line, Rectangle, VGroup

from stage.mobjects.declared import allow, belongs_to, named
from stage.mobjects.text import Formula, Number, Words
from tests.rendering.inspection.small_scenes import (
    BOUNDS,
    broken,
    inspected,
    played,
)

WHITE = "#FFFFFF"


def still(*mobjects):
    """The rules that a picture of ``mobjects`` breaks."""

    def construct(self):
        self.add(*mobjects)
        self.wait(2)

    return broken(construct, motion=False)


def word(text="word", size=40, color=WHITE, x=0.0, y=0.0):
    return Words(text, font_size=size, color=color).move_to([x, y, 0])


def bar(left, right, bottom, top, opacity=1.0, color=WHITE):
    rectangle = Rectangle(width=right - left, height=top - bottom, stroke_width=0)
    rectangle.set_fill(color, opacity=opacity)
    return rectangle.move_to([(left + right) / 2, (bottom + top) / 2, 0])


# --- Overlap ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("gap", "rules"), [(-0.02, {"overlap"}), (0.05, set())])
def test_text_over_text_is_found(gap, rules):
    one, other = word(), word()
    assert still(one, other.shift([one.width + gap, 0, 0])) == rules


@pytest.mark.parametrize(("gap", "rules"), [(0.04, {"overlap"}), (0.09, set())])
def test_two_numbers_on_one_line_are_apart_by_a_space(gap, rules):
    one, other = (Number(1.11, lambda v: f"{v:.2f}", color=WHITE) for _ in range(2))
    assert still(one, other.shift([one.width + gap, 0, 0])) == rules


@pytest.mark.parametrize(("gap", "rules"), [(0.01, {"overlap"}), (0.04, set())])
def test_lines_one_below_the_other_are_apart_by_a_pixel(gap, rules):
    one, other = (Number(11, lambda v: f"{v:.0f}", color=WHITE) for _ in range(2))
    assert still(one, other.shift([0, one.height + gap, 0])) == rules


def test_what_is_on_its_way_may_come_close_to_a_text():
    def construct(self):
        one, other = (Number(1.11, lambda v: f"{v:.2f}", color=WHITE) for _ in range(2))
        self.add(one, other.shift([one.width + 0.02, 0, 0]))
        self.play(other.animate.shift([1, 0, 0]), run_time=1)
        self.wait(2)

    assert broken(construct, motion=False) == set()


@pytest.mark.parametrize(("gap", "rules"), [(0.01, {"overlap"}), (0.03, set())])
def test_number_at_rest_is_clear_of_a_bar_by_a_pixel(gap, rules):
    number = Number(11, lambda v: f"{v:.0f}", color=WHITE)
    top = number.get_bottom()[1] - gap
    assert still(number, bar(-1, 1, top - 1, top)) == rules


def test_slanted_names_side_by_side_are_apart_though_their_boxes_meet():
    names = [word("a long name").rotate(0.7).shift([0.7 * k, 0, 0]) for k in range(2)]
    assert names[0].get_right()[0] > names[1].get_left()[0]
    assert still(*names) == set()


@pytest.mark.parametrize(("y", "rules"), [(0.0, {"overlap"}), (-0.25, set())])
def test_line_through_a_word_is_found_and_one_under_it_is_not(y, rules):
    assert still(word(), Line([-1, y, 0], [1, y, 0], color=WHITE)) == rules


def test_line_between_two_letters_is_on_the_word():
    text = word("I I")
    assert still(text, Line([0, -1, 0], [0, 1, 0], color=WHITE)) == {"overlap"}


def test_number_within_a_bar_is_found_unless_the_bar_is_its_own():
    number = Number(0.5, lambda v: f"{v:.1f}", color=WHITE)
    area = bar(-1, 1, -1, 1, opacity=0.35)
    assert still(area, number) == {"overlap"}
    allow("overlap", "it stands on what it measures", number, area)
    assert still(area, number) == set()


def test_declaration_between_two_is_none_for_a_third():
    one = word()
    other, third = (word(x=one.width - 0.02) for _ in range(2))
    allow("overlap", "a test", one, other)
    assert still(one, other) == set()
    assert still(one, third) == {"overlap"}


# --- Frame and zones --------------------------------------------------------------------------


@pytest.mark.parametrize(("over", "rules"), [(0.1, {"frame"}), (-0.5, set())])
def test_what_is_cut_off_by_the_frame_is_found(over, rules):
    text = word()
    right = BOUNDS.stage.right + 0.45
    assert still(text.shift([right + over - text.get_right()[0], 0, 0])) == rules


@pytest.mark.parametrize(("over", "rules"), [(0.1, {"zone"}), (-0.01, set())])
def test_what_leaves_its_zone_is_found(over, rules):
    dot = Dot(color=WHITE)
    assert still(dot.shift([0, BOUNDS.stage.top + over - dot.get_top()[1], 0])) == rules


def test_caption_is_at_home_where_nothing_else_may_be():
    text = word(y=BOUNDS.caption.y)
    assert still(text) == {"zone"}
    belongs_to("caption", text)
    assert still(text) == set()


# --- Size -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "rules"), [(23, {"size"}), (24, set())])
def test_type_below_the_floor_is_found(size, rules):
    assert still(word(size=size)) == rules


@pytest.mark.parametrize(("scale", "rules"), [(0.66, {"size"}), (0.71, set())])
def test_essential_type_may_not_shrink_to_a_tick(scale, rules):
    assert still(word(size=40).scale(scale).rotate(0.3)) == rules


# --- Contrast ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("color", "rules"), [("#707070", {"contrast"}), ("#787878", set())])
def test_text_needs_a_contrast_of_4_5(color, rules):
    assert still(word(color=color)) == rules  # 4.2 and 4.7 on black


@pytest.mark.parametrize(("color", "rules"), [("#505050", {"contrast"}), ("#606060", set())])
def test_marks_need_a_contrast_of_3(color, rules):
    assert still(bar(-1, 1, -1, 1, color=color)) == rules  # 2.6 and 3.3 on black


@pytest.mark.parametrize(("opacity", "rules"), [(0.5, {"contrast"}), (0.38, set())])
def test_contrast_is_that_to_what_is_really_behind(opacity, rules):
    area, text = bar(-2, 2, -1, 1, opacity=opacity), word()
    allow("overlap", "it is about what is behind", area, text)
    assert still(area, text) == rules


def test_opacity_counts():
    assert still(word().set_opacity(0.3)) == {"contrast"}


def test_what_is_on_its_way_is_not_judged_by_its_contrast():
    def construct(self):
        self.play(FadeIn(word()), run_time=1)
        self.wait(2)

    assert broken(construct, motion=False) == set()


# --- Broken text ------------------------------------------------------------------------------


def test_text_that_shows_nothing_is_found():
    text = word()
    for part in text:
        part.clear_points()
    assert still(text) == {"empty"}


def test_glyph_that_no_font_holds_is_found():
    text = word("a")
    assert still(text) == set()
    text.words = "猫"
    assert still(text) == {"glyph"}


# --- What a finding says ----------------------------------------------------------------------


def test_finding_says_what_where_when_and_what_to_do():
    def construct(self):
        self.wait(1)
        self.add(Formula("x", font_size=40, color=WHITE), word())
        self.wait(1)

    (finding,) = inspected(construct, motion=False)
    assert finding.frame == 15
    assert "“x” and “word” overlap by" in finding.what
    assert finding.remedy.startswith("move them apart")
    assert finding.where.left < 0 < finding.where.right
    told = finding.as_json(15)
    assert set(told) == {"rule", "kind", "beat", "second", "what", "remedy", "where"}
    assert told["kind"] == "standard"


def found_of(*mobjects):
    """What is said of a picture of ``mobjects``."""

    def construct(self):
        self.add(*mobjects)
        self.wait(2)

    return [finding.what for finding in inspected(construct, motion=False)]


def test_finding_calls_a_part_by_its_name_in_the_nearest_that_holds_it_and_has_one():
    faint = named("the bar of class 3", bar(-1, 1, -1, 1, color="#505050"))
    chart = named("p", VGroup(VGroup(faint)))
    (told,) = found_of(named("the pair", VGroup(chart)))
    assert told.startswith("the bar of class 3 in p has a contrast of 2.6")


def test_finding_of_a_part_without_a_name_tells_what_it_is_part_of():
    faint = bar(-1, 1, -1, 1, color="#505050")
    (told,) = found_of(named("p", VGroup(faint)))
    assert told.startswith("a Rectangle in p has")
    (told,) = found_of(bar(-1, 1, -1, 1, color="#505050"))
    assert told.startswith("a Rectangle has")


def test_part_keeps_its_name_when_it_leaves_what_holds_it_and_one_that_joins_it_has_it_too():
    one, other = (bar(k, k + 0.9, -1, 1, color="#505050") for k in (0, 1))
    chart = named("q", VGroup(one))
    chart.add(other)
    assert all(told.startswith("a Rectangle in q has") for told in found_of(chart))
    chart.remove(one)
    assert [told.split(" has")[0] for told in found_of(one.copy())] == ["a Rectangle in q"]


def test_text_is_told_by_what_it_says_and_what_it_is_part_of():
    words = named("the panel", VGroup(word(color="#707070")))
    (told,) = found_of(words)
    assert told.startswith("“word” in the panel, #707070 on #000000, has a contrast")


def test_nearest_holder_counts_whichever_was_named_first():
    inner = VGroup(bar(-1, 1, -1, 1, color="#505050"))
    outer = named("outer", VGroup(inner))
    named("inner", inner)
    (told,) = found_of(outer)
    assert told.startswith("a Rectangle in inner has")


def test_name_must_say_something():
    with pytest.raises(ValueError, match="a name must say which one is meant; got ' '"):
        named(" ", Dot())


def test_rule_that_is_broken_is_known_and_has_a_reason():
    with pytest.raises(ValueError, match="rule must be one of"):
        allow("colour", "why not", Dot())
    with pytest.raises(ValueError, match="for a reason"):
        allow("overlap", " ", Dot())


# --- What is allowed --------------------------------------------------------------------------


def test_all_that_was_allowed_on_stage_is_listed_once_with_its_reason_and_parts():
    area = named("the area", bar(-1, 1, -1, 1, opacity=0.35))
    numbers = [word("1"), word("2", x=0.5)]

    def construct(self):
        for number in numbers:
            allow("overlap", "it stands on it", number, area)
        allow("pop", "it only blinks", Dot())  # it never comes on stage
        self.add(area, *numbers)
        self.wait(2)
        self.remove(*numbers)
        self.wait(2)

    inspector, _ = played(construct)
    (allowance,) = inspector.allowances()
    assert (allowance.rule, allowance.reason) == ("overlap", "it stands on it")
    assert allowance.parts == ("the area", "“1”", "“2”")
