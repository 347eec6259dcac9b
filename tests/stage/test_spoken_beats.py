"""A beat with a voice: the motion starts where its word is said, and the beat waits for both."""

import pytest

from stage.speech import WordTimes
from stage.story import AFTER, BREATH, GUESS
from stage.verbs import CHANGE
from tests.stage import test_cues
from tests.stage.test_cues import FPS, frames, told

programme = test_cues.programme  # the toys are the programme here, too
WORD = 0.7


def a_word_at_a_time(_beat, text):
    """Each word takes 0.7 s, without pauses."""
    count = len(text.split())
    starts = tuple(WORD * k for k in range(count))
    return WordTimes(starts, tuple(WORD * (k + 1) for k in range(count)), WORD * count)


def spoken(says, cue="Push it up.", result="", *, guess=False, speak=a_word_at_a_time, first=True):
    """The frames in which the motion begins and ends, and the beat it is in.

    It is the first of its clip, or has one without words or motion before it.
    """

    def construct(self):
        if not first:
            with self.beat("before", "Look."):
                pass
        with self.beat("rise", cue, result, says=says, guess=guess):
            moves.append(self.frame)
            self.follow(self.numbers.up)
            moves.append(self.frame)

    moves = []
    story, _ = told(construct, speak=speak)
    beat = story.beats[-1]
    begin, end = (frame - beat.start for frame in moves)
    return begin, end, beat.from_frame(beat.start)


def test_motion_begins_after_the_first_sentence():
    begin, end, beat = spoken("We push it up now. It goes up.")
    assert beat.spoken == frames(BREATH)
    assert begin == frames(BREATH + 5 * WORD)
    assert end - begin == frames(2.0)
    # The second sentence is over before the motion is.
    assert beat.end == end + frames(1.2)


def test_motion_begins_with_the_word_after_the_mark():
    begin, _, beat = spoken("Here it stands. We push it {move} up, slowly.", first=False)
    assert begin == frames(BREATH + 6 * WORD)
    assert beat.says == "Here it stands. We push it up, slowly."
    assert [word.text for word in beat.words] == beat.says.split()
    assert (beat.words[6].text, beat.words[6].start) == ("up,", begin)


def test_mark_at_the_end_starts_the_motion_when_all_is_said():
    begin, _, _ = spoken("We push it up. {move}")
    assert begin == frames(BREATH + 4 * WORD)


def test_motion_waits_until_the_cue_is_there_however_early_the_mark_is():
    begin, _, _ = spoken("{move} Up it goes.", first=False)
    assert begin == frames(CHANGE)


def test_cue_is_read_before_a_motion_without_a_mark_however_short_the_first_sentence_is():
    begin, _, _ = spoken("Up. It goes up.", first=False)
    assert begin == frames(CHANGE + 1.2)


def test_numbers_before_the_mark_count_by_their_words():
    begin, _, _ = spoken("From {up.height[0]:.2f} on {move} it goes up.", first=False)
    # From zero point zero zero on
    assert begin == frames(BREATH + 6 * WORD)


def test_beat_lasts_until_all_is_said():
    _, end, beat = spoken(f"We push it up now. {'And so on ' * 9}for ever.", result="Up.")
    words = 5 + 3 * 9 + 2
    assert beat.end == frames(BREATH + words * WORD + BREATH)
    assert beat.captions[1].start == end + frames(AFTER)  # what was seen is told when it was


def test_viewer_guesses_when_the_question_is_asked():
    _, _, beat = spoken(f"We push it up. {'And so on ' * 9}for ever?", guess=True)
    words = 4 + 3 * 9 + 2
    assert beat.end == frames(BREATH + words * WORD + BREATH + GUESS)


def test_sentences_are_said_with_a_capital_letter_first():
    said = []

    def listen(beat, text):
        said.append((beat, text))
        return a_word_at_a_time(beat, text)

    _, _, beat = spoken("It was one. {up.height[0]:.1f} it is.", speak=listen)
    assert said == [("rise", "It was one. Zero point zero it is.")]
    assert beat.says == "It was one. zero point zero it is."


def test_clip_without_a_voice_is_the_same_with_and_without_the_mark():
    marked, plain = (
        spoken(says, "Up.", "Done.", speak=None)
        for says in ("We push it {move} up. It goes.", "We push it up. It goes.")
    )
    assert marked == plain
    assert (plain[2].spoken, plain[2].words) == (None, ())


def test_beat_without_spoken_words_is_silent():
    _, _, beat = spoken("", speak=lambda beat, text: pytest.fail("something is said"))
    assert (beat.spoken, beat.words) == (None, ())


def test_second_mark_is_refused():
    with pytest.raises(ValueError, match=r"one mark \{move\} at most; got 2 in"):
        spoken("We {move} push it {move} up.")


@pytest.mark.parametrize(
    ("starts", "ends"),
    [((0.0, 1.0), (1.1, 2.0)), ((0.0, 1.0), (0.5, 4.0)), ((-1.0,), (0.5,)), ((1.0,), (0.5,))],
)
def test_times_that_no_speech_has_are_refused(starts, ends):
    with pytest.raises(ValueError, match="one after the other, within the speech"):
        WordTimes(starts, ends, 3.0)


assert FPS == 10  # so that every time above is a whole number of frames
