"""A beat with spoken words: a cue, stillness, the motion, stillness, the result."""

from dataclasses import dataclass

import numpy as np
import pytest

import stage.entry
from stage.drawing.figure import number
from stage.entry import Entry
from stage.numbers import Motion, Numbers, ease
from stage.parameters import Parameters
from stage.story import AFTER, GUESS, Story
from stage.verbs import CHANGE
from tests.scenes.playing import play
from tests.stage.small_figures import Pillar

FPS = 10


@dataclass(frozen=True, slots=True, eq=False)
class ToyNumbers(Numbers):
    up: Motion
    down: Motion

    @classmethod
    def compute(cls, parameters, fps):
        rise = ease(2.0, fps)
        return cls(up=Motion(height=rise, share=rise / 2), down=Motion(height=rise[::-1]))


class ToyEntry(Entry):
    __slots__ = ()

    def parameters_type(self):
        return Parameters

    def numbers_type(self):
        return ToyNumbers


@pytest.fixture(autouse=True)
def programme(monkeypatch):
    monkeypatch.setattr(stage.entry, "_REGISTERED", {"Toy": ToyEntry("Toy", "Toys", "Up?", "0")})


class Shared(Pillar):
    share = number(0.0)


def told(construct, **settings):
    toy = type("Toy", (Story,), {"construct": construct, "make_figure": lambda self: Shared()})
    return play(toy, fps=FPS, **settings)


def frames(seconds):
    return round(seconds * FPS)


@pytest.mark.parametrize("captions", [True, False])
def test_beat_has_a_cue_a_motion_and_a_result_with_stillness_between(captions):
    def construct(self):
        with self.beat("rise", "Push it up.", "It is at {up.height[-1]:.2f}.", says="Up it goes."):
            moves.append(self.frame)
            self.follow(self.numbers.up)
            moves.append(self.frame)

    moves = []
    story, _ = told(construct, captions=captions)
    (beat,) = story.beats
    cue, result = beat.captions
    assert (cue.text, result.text) == ("Push it up.", "It is at 1.00.")
    assert beat.narration == "Push it up. It is at 1.00."
    # The opening stands still for 2 s, in which this short cue is read.
    assert moves == [frames(2.0), frames(2.0 + 2.0)]
    assert (cue.start, cue.end) == (0, moves[1] + frames(AFTER))
    assert (result.start, result.end) == (cue.end, beat.end)
    assert beat.end - result.start == frames(CHANGE + 1.2)


def test_question_stands_while_the_climax_answers_it():
    def construct(self):
        with self.beat("ask", "How far up?", says="How far?", guess=True):
            asked.append(self.frame)
        with self.beat("answer", "", "So far.", says="So far.", climax=True):
            moves.append(self.frame)
            self.follow(self.numbers.up)

    asked, moves = [], []
    story, _ = told(construct)
    ask, answer = story.beats
    assert moves[0] - asked[0] == frames(GUESS)
    assert [caption.text for caption in answer.captions] == ["How far up?", "So far."]
    assert answer.captions[0].start == answer.start == ask.end
    assert (ask.guess, ask.climax, answer.guess, answer.climax) == (True, False, False, True)


def test_numbers_are_said_in_words():
    def construct(self):
        with self.beat("one", "One.", says="It is {up.height[-1]:.2f}, or {up.share[-1]:.0%}."):
            pass

    story, _ = told(construct)
    assert story.beats[0].says == "It is one point zero zero, or fifty percent."


def test_what_is_followed_is_named_in_the_card():
    def construct(self):
        with self.beat("rise", "Push it up.", says="Up."):
            self.follow(self.numbers.up)

    story, _ = told(construct)
    shown = story.beats[0].numbers["up.height"]
    assert (shown["frames"], shown["last"]) == (21, 1.0)
    assert story.numbers.as_json()["up.share"][-1] == 0.5


def test_tracks_of_one_motion_have_one_length_and_are_read_only():
    with pytest.raises(ValueError, match=r"as many rows as each other; got .*'q': 3"):
        Motion(p=np.zeros(2), q=np.zeros(3))
    motion = Motion(q=np.zeros((3, 2)))
    with pytest.raises(ValueError, match="read-only"):
        motion.q[0] = 1.0
    with pytest.raises(AttributeError):
        _ = motion.p
