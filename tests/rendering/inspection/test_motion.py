"""Each rule of motion and time: a small scene that breaks it, and a near miss that does not."""

import numpy as np
import pytest
from manim import RIGHT, UP, Dot, FadeIn, FadeOut, Rectangle, VGroup, Wait, linear

from stage.mobjects.declared import allow
from stage.mobjects.text import Number, Paragraph, Words
from stage.narration import glance_seconds
from tests.rendering.inspection.small_scenes import Set, broken, inspected

SENTENCE = "These are some words that take more than a moment to be read."


def found(construct):
    return broken(construct, layout=False)


def shown_for(text, seconds):
    def construct(self):
        self.play(FadeIn(text), run_time=0.4)
        self.play(Wait(run_time=seconds))
        self.play(FadeOut(text), run_time=0.4)

    return found(construct)


def following(setter, track, moves):
    """The rules that a motion breaks which shows row k of ``track`` at frame k."""

    def construct(self):
        self.add(moves)
        self.play(Set(setter, track, moves=moves))
        self.wait(2)

    return found(construct)


# --- Rest and reading -------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "rules"), [(0.2, {"rest"}), (0.6, set())])
def test_new_number_rests_for_half_a_second(seconds, rules):
    assert shown_for(Number(0.5, lambda v: f"{v:.1f}"), seconds) == rules


@pytest.mark.parametrize(("share", "rules"), [(0.6, {"rest"}), (1.0, set())])
def test_sentence_rests_as_long_as_a_glance_at_it_takes(share, rules):
    text = Paragraph(SENTENCE, width=12, font_size=36, words=SENTENCE)
    assert shown_for(text, share * glance_seconds(SENTENCE)) == rules


def test_numbers_on_their_way_are_not_there_to_be_read():
    number = Number(0.0, lambda v: f"{v:.2f}")

    def construct(self):
        self.add(number)
        self.wait(2)
        self.play(Set(number.set_value, np.linspace(0, 1, 31), moves=number))
        self.wait(2)

    assert found(construct) == set()


def test_number_that_changes_again_too_soon_is_found():
    number = Number(0.0, lambda v: f"{v:.2f}")

    def construct(self):
        self.add(number)
        self.wait(2)
        for low, high in ((0, 1), (1, 2)):
            self.play(Set(number.set_value, np.linspace(low, high, 16), moves=number))
            self.wait(0.2 if high == 1 else 2)

    assert found(construct) == {"rest"}


# --- Pops -------------------------------------------------------------------------------------


def test_what_is_there_from_one_frame_to_the_next_is_found_and_what_fades_in_is_not():
    def pops(self):
        self.wait(1)
        self.add(Dot())
        self.wait(1)

    def fades(self):
        self.wait(1)
        self.play(FadeIn(Dot()), run_time=0.2)
        self.wait(1)

    assert found(pops) == {"pop"}
    assert found(fades) == set()


def test_what_is_gone_from_one_frame_to_the_next_is_found_and_what_fades_out_is_not():
    def pops(self):
        dot = Dot()
        self.add(dot)
        self.wait(1)
        self.remove(dot)
        self.wait(1)

    def fades(self):
        dot = Dot()
        self.add(dot)
        self.wait(1)
        self.play(FadeOut(dot), run_time=0.2)
        self.wait(1)

    assert found(pops) == {"pop"}
    assert found(fades) == set()


def test_one_that_takes_the_place_of_its_like_does_not_pop():
    def construct(self):
        dot = Dot()
        self.add(dot)
        self.wait(1)
        self.remove(dot)
        self.add(dot.copy())
        self.wait(1)

    assert found(construct) == set()


def test_declared_pop_is_none():
    def construct(self):
        dot = Dot()
        allow("pop", "a test", dot)
        self.wait(1)
        self.add(dot)
        self.wait(1)

    assert found(construct) == set()


# --- Jumps ------------------------------------------------------------------------------------


def test_move_between_two_motions_is_found_and_one_in_a_motion_is_not():
    def jumps(self):
        dot = Dot()
        self.add(dot)
        self.wait(1)
        dot.shift(RIGHT)
        self.wait(1)

    def moves(self):
        dot = Dot()
        self.add(dot)
        self.play(dot.animate.shift(RIGHT), run_time=0.5)
        self.wait(1)

    assert found(jumps) == {"jump"}
    assert found(moves) == set()


def test_point_that_jumps_where_its_track_does_not_is_found():
    dot = Dot()
    track = np.linspace(0, 1, 31)
    assert following(lambda v: dot.move_to([2.0 * (v > 0.5), 0, 0]), track, dot) == {"jump"}
    dot = Dot()
    assert following(lambda v: dot.move_to([2.0 * v, 0, 0]), track, dot) == set()


def test_point_that_follows_a_track_that_jumps_does_no_more_than_its_track():
    dot = Dot()
    track = np.concatenate((np.linspace(0, 0.1, 15), np.linspace(0.9, 1.0, 15)))
    assert following(lambda v: dot.move_to([2.0 * v, 0, 0]), track, dot) == set()


@pytest.mark.parametrize(("first", "rules"), [(3.0, set()), (0.6, {"jump"})])
def test_what_slows_down_as_it_comes_into_sight_does_not_jump(first, rules):
    places = [first, *0.6 * 0.2 ** np.arange(29)]
    dot = Dot(fill_opacity=0)

    def show(row):
        dot.move_to([places[round(row)], 0, 0]).set_fill(opacity=min(row / 2, 1))

    assert following(show, np.arange(30.0), dot) == rules


# --- Flashes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("frames", "rules"), [(2, {"flash"}), (3, set())])
def test_more_than_three_flashes_a_second_are_found(frames, rules):
    area = Rectangle(width=6, height=4, stroke_width=0, fill_color="#FFFFFF", fill_opacity=1)
    track = np.repeat(np.tile([1.0, 0.2], 8), frames)
    setter = lambda v: area.set_fill(opacity=v)  # noqa: E731
    assert following(setter, track, area) == rules  # 3.75, or 2.5 of them a second


def test_flashes_of_a_small_thing_are_none():
    dot = Dot()
    track = np.repeat(np.tile([1.0, 0.2], 8), 2)
    assert following(lambda v: dot.set_fill(opacity=v), track, dot) == set()


# --- How much moves ---------------------------------------------------------------------------


def moved(*ways, declared=False):
    def construct(self):
        dots = [Dot([k, 0, 0]) for k in range(len(ways))]
        if declared:
            allow("together", "a test", *dots)
        self.add(*dots)
        self.play(
            *(dot.animate.shift(way) for dot, way in zip(dots, ways, strict=True)),
            run_time=1,
            rate_func=linear,
        )
        self.wait(1)

    return found(construct)


def test_more_than_two_things_that_move_on_their_own_are_found():
    assert moved(UP, 2 * UP, 3 * UP) == {"together"}
    assert moved(UP, 2 * UP) == set()


def test_what_goes_the_same_way_is_one_thing():
    assert moved(UP, UP, UP, 2 * UP) == set()


def test_what_was_declared_to_be_one_thing_is_one():
    assert moved(UP, 2 * UP, 3 * UP, declared=True) == set()


def test_words_that_fade_do_not_move():
    def construct(self):
        self.play(*(FadeIn(Words(w).shift([2 * k, 0, 0])) for k, w in enumerate("abcd")))
        self.wait(2)

    assert found(construct) == set()


# --- What was drawn, and what changed ---------------------------------------------------------


def pulled(order, named):
    """The rules broken by two dots that one setter moves, on stage in that order."""

    def construct(self):
        dots = {"left": Dot([-2, 0, 0]), "right": Dot([2, 0, 0])}
        self.add(*(dots[side] for side in order))

        def set_height(y):
            for dot in dots.values():
                dot.move_to([dot.get_x(), y, 0])

        # A group is put on top of the stage; a dot stays where it is.
        moves = dots[named[0]] if len(named) == 1 else VGroup(*(dots[side] for side in named))
        track = np.linspace(0, 1, 31)
        self.play(Set(set_height, track, moves=moves))
        self.wait(2)

    return found(construct)


def test_part_that_a_motion_forgot_stands_still_on_screen_and_is_found():
    assert pulled(("left", "right"), named=("right",)) == {"freeze", "outside"}
    assert pulled(("left", "right"), named=("left", "right")) == set()


def test_change_outside_of_what_is_played_is_found_even_where_it_is_drawn():
    # Manim draws anew all that lies above what moves.
    assert pulled(("right", "left"), named=("right",)) == {"outside"}


@pytest.mark.parametrize(("way", "rules"), [(0.5, {"outside"}), (1e-5, set())])
def test_what_is_computed_again_does_not_change(way, rules):
    def construct(self):
        dots = Dot([-2, 0, 0]), Dot([2, 0, 0])
        self.add(*dots)

        def set_height(y):
            dots[0].move_to([-2, y, 0])
            dots[1].move_to([2, y * way, 0])

        track = np.linspace(0, 1, 31)
        self.play(Set(set_height, track, moves=dots[0]))
        self.wait(2)

    assert found(construct) == rules


def test_finding_of_a_freeze_tells_where_the_pictures_differ():
    def construct(self):
        still, moving = Dot([-2, 0, 0]), Dot([2, 0, 0])
        self.add(still, moving)
        track = np.linspace(0, 1, 31)
        setter = lambda y: still.move_to([-2, y, 0])  # noqa: E731
        self.play(Set(setter, track, moves=moving))
        self.wait(2)

    (finding,) = (f for f in inspected(construct, layout=False) if f.rule == "freeze")
    # At three quarters of the way: where it is drawn, at 0, and where it says it is, at 0.77.
    assert finding.where == pytest.approx((-2.08, -0.08, -1.92, 0.85), abs=0.05)
    assert finding.frame == 23


def test_updater_is_no_change_outside_of_what_is_played():
    def construct(self):
        dots = Dot([-2, 0, 0]), Dot([2, 0, 0])
        dots[0].add_updater(lambda m: m.match_y(dots[1]))
        self.add(*dots)
        self.play(dots[1].animate.shift(UP), run_time=1)
        dots[0].clear_updaters()
        self.wait(1)

    assert found(construct) == set()
