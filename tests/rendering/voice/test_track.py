"""Speech is where it should be, as loud as it should be, and comes and goes without a click."""

import numpy as np
import pytest

from rendering.voice.speech import Speech
from rendering.voice.track import LOUDNESS, RATE, loudness, track_of
from tests.rendering.voice.voices import tone


def sine(seconds, pitch, size):
    times = np.arange(round(seconds * RATE)) / RATE
    return (size * np.sin(2 * np.pi * pitch * times)).astype(np.float32)


def test_loudness_of_the_tone_by_which_it_is_defined():
    # ITU-R BS.1770-4: 997 Hz at full scale in one channel has -3.01 LUFS; in two, 0.
    assert loudness(sine(3, 997, 1.0)) == pytest.approx(0.0, abs=0.05)
    assert loudness(sine(3, 997, 0.1)) == pytest.approx(-20.0, abs=0.05)


@pytest.mark.parametrize("rate", [8000, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("size", [0.002, 0.9])
def test_clip_is_as_loud_as_all_others_however_loud_its_voice_was(rate, size):
    speech = Speech(tone(2.0, 300.0, rate, size), rate)
    track = track_of([(speech, 0.5)], 4.0)
    assert loudness(track) == pytest.approx(LOUDNESS, abs=0.1)
    assert len(track) == 4 * RATE


def test_beats_that_were_recorded_on_different_days_are_equally_loud():
    pieces = [
        (Speech(tone(2.0, 300.0, size=size), 8000), start)
        for size, start in ((0.01, 0.5), (0.5, 3.0))
    ]
    track = track_of(pieces, 6.0)
    quiet, loud = track[: round(2.75 * RATE)], track[round(2.75 * RATE) :]
    # Where its blocks of 0.4 s begin changes what the meter says a little; 1 is hardly heard.
    assert loudness(quiet) == pytest.approx(loudness(loud), abs=0.25)


def test_peaks_that_would_be_cut_off_are_limited():
    # Short bursts between long soft passages: as loud as all others only with peaks beyond 1.
    burst = np.concatenate([tone(0.4, size=0.02), tone(0.003, 2000.0, size=0.9)])
    track = track_of([(Speech(np.tile(burst, 8), 8000), 0.0)], 4.0)
    assert 0.5 < np.abs(track).max() <= 10 ** (-1 / 20)  # EBU R 128 allows -1 dB


def test_speech_is_where_its_second_is():
    track = track_of([(Speech(tone(0.5, 300.0), 8000), 1.25)], 3.0)
    heard = np.flatnonzero(np.abs(track) > 0.02)
    assert heard[0] / RATE == pytest.approx(1.25, abs=0.01)
    assert heard[-1] / RATE == pytest.approx(1.75, abs=0.01)
    assert not track[: round(1.24 * RATE)].any()


def test_a_pulse_stays_in_its_place_whatever_the_rate_was():
    pulse = np.zeros(24_000, np.int16)
    pulse[12_000] = 30_000
    track = track_of([(Speech(pulse, 24_000), 0.0)], 1.0)
    assert np.abs(track).argmax() == 24_000


def test_speech_that_begins_and_ends_within_a_tone_makes_no_click():
    # The steepest that a tone of 100 Hz gets between samples, at the largest size that it has.
    track = track_of([(Speech(tone(1.0, 100.0) + np.int16(0), 8000), 0.2)], 1.5)
    shifted = track_of([(Speech(tone(1.0, 100.0)[20:-35], 8000), 0.2)], 1.5)  # cut at its crests
    smooth = 2 * np.pi * 100 / RATE * np.abs(track).max()
    assert np.abs(np.diff(track)).max() <= 1.05 * smooth
    assert np.abs(np.diff(shifted)).max() <= 1.5 * smooth


def test_silence_stays_silence():
    assert not track_of([(Speech(np.zeros(8000, np.int16), 8000), 0.0)], 2.0).any()
    assert not track_of([], 2.0).any()


def test_what_is_said_beyond_the_end_is_cut_off():
    assert len(track_of([(Speech(tone(2.0), 8000), 1.0)], 1.5)) == 1.5 * RATE
