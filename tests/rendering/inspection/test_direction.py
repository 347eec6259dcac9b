"""Each rule of direction: a small scene that breaks it, and a near miss that does not."""

import numpy as np
import pytest
from manim import Circle, Dot, FadeIn, FadeOut, ReplacementTransform, VGroup, linear

from stage.mobjects.declared import allow, belongs_to, named
from stage.mobjects.text import Number, Words
from stage.story import Beat, Caption
from tests.rendering.inspection.small_scenes import BOUNDS, FPS, Set, inspected

RULES = {"cue", "result", "guess", "climax", "running", "passes"}


def found(construct, among=RULES):
    """What is found in a scene of those rules."""

    def directed(self):
        self.playing, self.beats = "beat", []
        construct(self)

    return [
        finding
        for finding in inspected(directed, layout=False, motion=False, staging=True)
        if finding.rule in among
    ]


def rules(construct):
    return {finding.rule for finding in found(construct)}


def frames(seconds):
    return round(seconds * FPS)


def move(scene, dot, seconds):
    track = np.linspace(0.0, 2.0, frames(seconds) + 1)
    setter = lambda y: dot.move_to([dot.get_x(), y, 0])  # noqa: E731
    scene.play(Set(setter, track, moves=dot))


def beat(scene, *, readable=0, result=None, **which):
    """The scene's one beat: its cue is readable from one frame on, its result begins in another."""
    end = round(scene.time * FPS)
    captions = [Caption("Cue.", 0, end if result is None else result)]
    if result is not None:
        captions.append(Caption("Result.", result, end))
    scene.beats.append(
        Beat("beat", "", 0, end, readable, {}, False, tuple(captions), "Said.", **which)
    )


# --- Cue, motion, result ----------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "broken"), [(1.2, set()), (1.0, {"cue"})])
def test_motion_waits_until_its_cue_is_read(seconds, broken):
    def construct(self):
        dot = Dot()
        self.add(dot)
        self.wait(0.4 + seconds)
        move(self, dot, 1.0)
        beat(self, readable=frames(0.4))

    assert rules(construct) == broken


@pytest.mark.parametrize(("seconds", "broken"), [(0.6, set()), (0.2, {"result"})])
def test_result_waits_until_the_motion_is_over(seconds, broken):
    def construct(self):
        dot = Dot()
        self.add(dot)
        self.wait(1.6)
        move(self, dot, 1.0)
        self.wait(seconds)
        result = round(self.time * FPS)
        self.wait(1.6)
        beat(self, readable=frames(0.4), result=result)

    assert rules(construct) == broken


def test_finding_tells_seconds_and_the_limit():
    def construct(self):
        dot = Dot()
        self.add(dot)
        self.wait(1.0)
        move(self, dot, 1.0)
        beat(self, readable=frames(0.4))

    (finding,) = found(construct)
    # The first frame of the motion is as the one before; the dot moves in the next.
    assert finding.what == "between a cue and its motion lie 0.67 s, less than 1.2 s"


@pytest.mark.parametrize(("seconds", "broken"), [(1.6, set()), (1.0, {"guess"})])
def test_guess_has_stillness(seconds, broken):
    def construct(self):
        dot = Dot()
        self.add(dot)
        move(self, dot, 1.0)
        self.wait(seconds)
        beat(self, guess=True)

    assert rules(construct) == broken


@pytest.mark.parametrize(("seconds", "broken"), [(6.0, set()), (5.0, {"climax"})])
def test_words_of_a_climax_stand_while_it_moves(seconds, broken):
    def construct(self):
        dot = Dot()
        self.add(dot)
        move(self, dot, seconds)
        result = round(self.time * FPS)
        self.wait(2.0)
        beat(self, result=result, climax=True)

    assert rules(construct) - {"result"} == broken


# --- Numbers ----------------------------------------------------------------------------------


def run(scene, numbers, seconds=1.0):
    def show(value):
        for number in numbers:
            number.set_value(value)

    scene.play(Set(show, np.linspace(0.0, 1.0, frames(seconds) + 1), moves=scene.all))


@pytest.mark.parametrize(("count", "broken"), [(3, set()), (4, {"running"})])
def test_at_most_three_numbers_run(count, broken):
    def construct(self):
        numbers = [Number(0.0, "{:.2f}".format).shift([2 * k - 3, 0, 0]) for k in range(count)]
        self.all = VGroup(*numbers)
        self.add(self.all)
        run(self, numbers)

    assert rules(construct) == broken


def test_numbers_that_run_one_after_the_other_do_not_count_together():
    def construct(self):
        numbers = [Number(0.0, "{:.2f}".format).shift([2 * k - 3, 0, 0]) for k in range(4)]
        self.all = VGroup(*numbers)
        self.add(self.all)
        run(self, numbers[:2])
        self.wait(0.6)
        run(self, numbers[2:])

    assert rules(construct) == set()


# --- Paths ------------------------------------------------------------------------------------


def pass_by(scene, height, **kind):
    """A disc goes from the left of another to its right, ``height`` above it."""
    still, mover = (Circle(0.5, fill_opacity=1.0, stroke_width=0) for _ in range(2))
    for k, disc in enumerate((still, mover)):
        named(kind.get("names", ("the bead of class 1", "the bead of class 2"))[k], disc)
    if "reason" in kind:
        allow("passes", kind["reason"], mover)
    scene.add(still, mover)
    setter = lambda x: mover.move_to([x, height * (1 - (x / 2) ** 2), 0])  # noqa: E731
    scene.play(Set(setter, np.linspace(-2.0, 2.0, frames(2) + 1), moves=mover))


def test_piece_that_passes_through_its_like_is_found():
    (finding,) = found(lambda self: pass_by(self, 0.2))
    assert finding.what == "the bead of class 1 passes through another of its kind"


def test_piece_that_hops_over_its_like_or_passes_another_kind_is_not():
    assert rules(lambda self: pass_by(self, 1.4)) == set()
    assert (
        rules(lambda self: pass_by(self, 0.2, names=("the bead of class 1", "the wall"))) == set()
    )


def test_piece_that_may_pass_through_is_not_found():
    assert rules(lambda self: pass_by(self, 0.2, reason="it is a shadow")) == set()


# --- The stage --------------------------------------------------------------------------------


def test_stage_that_is_empty_between_two_pictures_is_found():
    def construct(self):
        one, other = Dot(), Dot([1, 0, 0])
        self.add(one)
        self.wait(1)
        self.play(FadeOut(one), run_time=0.4, rate_func=linear)
        self.wait(0.4)
        self.play(FadeIn(other), run_time=0.4, rate_func=linear)

    (finding,) = found(construct, among={"bare"})
    # 15 frames of rest and 6 of fading; 6 of rest and the first of the next fade are empty.
    assert finding.frame == 21
    assert finding.what == "the stage is empty for 0.47 s"


def test_what_becomes_another_thing_leaves_no_empty_stage():
    def construct(self):
        one = Dot()
        self.add(one)
        self.wait(1)
        self.play(ReplacementTransform(one, Dot([1, 0, 0])), run_time=0.4)

    assert found(construct, among={"bare"}) == []


def test_title_and_caption_are_not_on_the_stage():
    def construct(self):
        title = Words("title").move_to([0, BOUNDS.title.y, 0])
        belongs_to("title", title)
        self.add(title)
        self.wait(1)

    (finding,) = found(construct, among={"bare"})
    assert finding.frame == 0


@pytest.mark.parametrize(("share", "broken"), [(0.52, set()), (0.48, {"hero"})])
def test_climax_moves_over_half_of_the_stage(share, broken):
    def construct(self):
        dot = Dot(radius=0.1).move_to([0, BOUNDS.stage.bottom + 0.1, 0])
        self.add(dot)
        self.wait(1)
        way = share * BOUNDS.stage.height - 0.2
        track = dot.get_y() + np.linspace(0.0, way, frames(2.0) + 1)
        self.play(Set(lambda y: dot.move_to([0, y, 0]), track, moves=dot))
        self.wait(6)
        beat(self, readable=0, climax=True)

    assert {finding.rule for finding in found(construct, among={"hero"})} == broken


# --- Digits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "broken"), [(34, set()), (33, {"size"})])
def test_digits_are_large_enough_for_the_last_row(size, broken):
    def construct(self):
        self.add(Number(0.5, "{:.2f}".format, font_size=size))
        self.wait(1.6)

    found = inspected(construct, motion=False)
    assert {finding.rule for finding in found} == broken
