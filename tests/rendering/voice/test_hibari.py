"""hibari says all words, in order, with pauses between sentences, and always in the same way."""

import numpy as np
import pytest

from rendering.errors import ClipError
from rendering.voice.hibari import Hibari

TEXT = "Up it goes. Sixty-three percent of the cat's share!"


@pytest.fixture(scope="module")
def speech():
    return Hibari().say(TEXT, "rise")


def heard(speech, start, end):
    """How loud it is there, as a mean."""
    part = speech.samples[round(start * speech.rate) : round(end * speech.rate)].astype(float)
    return np.sqrt((part**2).mean())


def test_each_written_word_has_its_time_and_is_heard_in_it(speech):
    words = speech.words
    assert len(words.starts) == len(TEXT.split()) == 9
    # English is spoken with 2 to 6 words a second.
    assert 9 / 6 < speech.seconds < 9 / 2
    silence = heard(speech, words.ends[2] + 0.1, words.starts[3] - 0.1)
    for start, end in zip(words.starts, words.ends, strict=True):
        assert heard(speech, start, end) > 20 * silence


def test_sentences_are_parted_by_a_pause_and_words_are_not(speech):
    words = speech.words
    gaps = np.subtract(words.starts[1:], words.ends[:-1])
    assert gaps.argmax() == 2
    assert gaps[2] > 0.45
    assert np.delete(gaps, 2).max() < 0.2


def test_same_words_are_the_same_samples_and_slow_ones_last_longer(speech):
    again = Hibari().say(TEXT, "fall")
    assert np.array_equal(again.samples, speech.samples)
    assert Hibari(0.8).say(TEXT, "rise").seconds > 1.1 * speech.seconds


def test_what_has_no_words_is_refused():
    with pytest.raises(ClipError, match="a sentence must have words that can be said; got '…'"):
        Hibari().say("…", "rise")
