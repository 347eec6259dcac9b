"""Each rule of staging: a small scene that breaks it, and a near miss that does not."""

import numpy as np
import pytest
from manim import UP, Dot, FadeIn, FadeOut, Rectangle, ReplacementTransform, Scene, linear

from stage.mobjects.declared import allow, belongs_to, named
from stage.mobjects.text import Number, Words
from stage.parts.bars import Bars
from stage.theme import Zone
from tests.rendering.inspection.small_scenes import (
    BOUNDS,
    Set,
    broken,
    inspected,
    stepping_back,
)

STAGE = BOUNDS.stage


def found(construct):
    return broken(construct, layout=False, motion=False, staging=True)


def told(construct):
    return inspected(construct, layout=False, motion=False, staging=True)


def move(scene, dot, seconds):
    """So that enough moves: ``dot`` goes up and down for so long."""
    track = np.sin(np.linspace(0, 2 * np.pi, round(15 * seconds) + 1))
    setter = lambda y: dot.move_to([dot.get_x(), y, 0])  # noqa: E731
    scene.play(Set(setter, track, moves=dot))


# --- An empty stage ---------------------------------------------------------------------------


def test_stage_that_is_empty_between_two_pictures_is_found():
    def construct(self):
        one, other = Dot(), Dot([1, 0, 0])
        self.add(one)
        move(self, one, 2)
        self.play(FadeOut(one), run_time=0.4, rate_func=linear)
        self.wait(0.4)
        self.play(FadeIn(other), run_time=0.4, rate_func=linear)
        move(self, other, 2)

    (finding,) = told(construct)
    # 30 frames of motion and 6 of fading; 6 of rest and the first of the next fade are empty.
    assert (finding.rule, finding.frame) == ("bare", 36)
    assert finding.what == "the stage is empty for 0.47 s"


def test_what_becomes_another_thing_leaves_no_empty_stage():
    def construct(self):
        one, other = Dot(), Dot([1, 0, 0])
        self.add(one)
        move(self, one, 2)
        self.play(ReplacementTransform(one, other), run_time=0.4)
        move(self, other, 2)

    assert found(construct) == set()


def test_title_and_caption_are_not_on_the_stage_and_what_has_stepped_back_is():
    def construct(self):
        title = Words("title").move_to([0, BOUNDS.title.y, 0])
        belongs_to("title", title)
        self.add(title)
        move(self, title, 2)

    assert found(construct) == {"bare", "pace"}

    def dimmed(self):
        dot = Dot()
        self.add(dot)
        self.play(stepping_back(dot, 0.25, 0.2))
        move(self, dot, 2)

    assert found(dimmed) == set()


def test_scene_that_does_not_open_on_a_picture_is_found():
    def construct(self):
        dot = Dot()
        self.play(FadeIn(dot), run_time=0.4)
        move(self, dot, 2)

    (finding,) = told(construct)
    assert (finding.rule, finding.frame) == ("bare", 0)


# --- How much moves ---------------------------------------------------------------------------


@pytest.mark.parametrize(("still", "rules"), [(2.4, {"pace"}), (1.6, set())])
def test_clip_of_which_less_than_half_moves_is_found(still, rules):
    def construct(self):
        dot = Dot()
        self.add(dot)
        move(self, dot, 2)
        self.wait(still)

    assert found(construct) == rules


def test_words_that_fade_and_captions_that_move_are_no_motion_of_the_stage():
    def construct(self):
        dot, words, caption = Dot(), Words("words").shift(UP), Words("caption")
        belongs_to("caption", caption)
        self.add(dot, caption.move_to([0, BOUNDS.caption.y, 0]))
        self.play(FadeIn(words), run_time=1)
        self.play(caption.animate.shift([1, 0, 0]), run_time=1)

    (finding,) = told(construct)
    assert finding.what.startswith("something of the stage moves in 0.0% of the clip")


def test_number_that_runs_moves():
    def construct(self):
        number = Number(0.0, lambda v: f"{v:.2f}")
        self.add(number)
        self.play(Set(number.set_value, np.linspace(0, 9, 31), moves=number))
        self.wait(1)

    assert found(construct) == set()


# --- The hero ---------------------------------------------------------------------------------


class Told(Scene):
    """Two beats, as a story has them, the first of which is of one rectangle."""

    def construct(self):
        self.heroes, self.playing = {}, "first"
        self.add(self.rectangle)
        self.heroes["first"] = (self.rectangle,)
        move(self, self.rectangle, 1)
        self.playing = "second"
        self.rectangle.scale(0.1)
        self.wait(0.5)


def of_hero(width, height, *, reason=None):
    def construct(self):
        self.rectangle = Rectangle(width=width, height=height)
        named("the skyline", self.rectangle)
        if reason:
            allow("hero", reason, self.rectangle)
        Told.construct(self)

    return told(construct)


def test_hero_has_half_of_the_stage_at_the_end_of_its_beat():
    across = 0.9 * STAGE.width
    assert of_hero(across, 0.6 * STAGE.height) == []  # 54 %, and what comes later does not count
    (finding,) = of_hero(across, 0.5 * STAGE.height)
    assert finding.rule == "hero"
    assert finding.frame == 14
    assert finding.what.startswith("the skyline, of which the beat is, has 45% of the stage")


def test_small_hero_can_be_declared_right():
    assert of_hero(1, 1, reason="a formula is a line") == []
    assert {finding.rule for finding in of_hero(1, 1)} == {"hero"}


@pytest.mark.parametrize(("below", "count"), [(0.0, 0), (3.5, 1)])
def test_where_no_hero_is_declared_it_is_all_that_is_drawn_to_a_scale(below, count):
    def construct(self):
        self.playing = "one"
        p = Bars(
            "p", np.array([0.3, 0.7]), color="#E69F00", span=(0.0, 0.7), write="{:.1f}".format,
            names=["a", "b"],
        )  # fmt: skip
        p.zone = Zone(STAGE.left, STAGE.right, STAGE.bottom, STAGE.top - below)
        p.tune([p.zone], by_number=False)
        p.redraw(rests=1.0)
        self.add(p.group)
        move(self, Dot(), 1)

    found = [finding for finding in told(construct) if finding.rule == "hero"]
    assert [finding.subject for finding in found] == ["all that is drawn to scale"] * count


def test_hero_that_has_left_by_the_end_of_its_beat_is_found():
    def construct(self):
        self.heroes, self.playing = {}, "first"
        dot, big = Dot(), Rectangle(width=0.9 * STAGE.width, height=0.9 * STAGE.height)
        self.heroes["first"] = (big,)
        self.add(dot, big)
        self.play(FadeOut(big), run_time=0.4)
        move(self, dot, 1)

    (finding,) = told(construct)
    assert "has 0% of the stage at its end" in finding.what
