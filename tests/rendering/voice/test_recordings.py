"""A recording is played as it was made, and one that cannot be is refused by name."""

import re

import av
import numpy as np
import pytest

from rendering.errors import CallError, ClipError
from rendering.machine.files import InvalidFileError
from rendering.voice.choice import files_for, open_voice
from rendering.voice.recordings import Recordings, read_recording
from tests.rendering.voice.voices import save_wave, tone

BEATS = ("push up", "down")
TEXT = "Up it goes."


@pytest.fixture
def folder(tmp_path):
    """Recordings of both beats."""
    for k, name in enumerate(("1-push-up", "2-down")):
        save_wave(tmp_path / f"Clip/{name}.wav", tone(1.0 + k))
    return tmp_path


def refused(folder, given=...):
    with pytest.raises(CallError) as error:
        files_for("recordings", folder if given is ... else given, "Clip", BEATS)
    return str(error.value)


def test_each_beat_has_its_recording(folder):
    voice = open_voice("recordings", 1.0, files_for("recordings", folder, "Clip", BEATS))
    assert voice.say(TEXT, "push up").seconds == pytest.approx(1.0, abs=0.001)
    assert voice.say(TEXT, "down").seconds == pytest.approx(2.0, abs=0.001)


def test_words_of_a_recording_are_timed_by_their_letters(folder):
    _, speech = read_recording(folder / "Clip/1-push-up.wav", "push up")
    times = speech.times_of(TEXT)
    # With the space after it each letter takes as long as the others: 3, 3 and 6 of 12.
    assert times.ends == pytest.approx((0.25, 0.5, 1.0), abs=0.001)


def test_samples_are_those_of_the_file_without_silence_around_them(tmp_path):
    quiet, loud = np.zeros(8000, np.int16), tone(0.5, 400.0)[1:-1]
    path = save_wave(tmp_path / "a.wav", np.concatenate([quiet, loud, quiet]))
    _, speech = read_recording(path, "a")
    edge = 400  # 50 ms of silence are left
    # The tone begins below what counts as loud, by some samples.
    assert len(speech.samples) == pytest.approx(len(loud) + 2 * edge, abs=4)
    assert np.abs(speech.samples[: edge - 4]).max() == 0
    begin = np.flatnonzero(speech.samples)[0]
    assert np.array_equal(speech.samples[begin:][: len(loud)], loud)


def test_both_channels_of_a_recording_become_one(tmp_path):
    mono, stereo = (
        read_recording(save_wave(tmp_path / f"{n}.wav", tone(1.0), channels=n), "a")[1]
        for n in (1, 2)
    )
    # Mixed at equal power and brought back, which rounds.
    assert len(mono.samples) == len(stereo.samples)
    ratio = np.abs(stereo.samples).max() / np.abs(mono.samples).max()
    assert ratio == pytest.approx(1.0, abs=0.01) or ratio == pytest.approx(2**0.5, abs=0.01)


def test_missing_recording_is_named(folder):
    (folder / "Clip/2-down.wav").unlink()
    assert re.search(r"Clip/2-down\.wav is missing\. Record what is missing", refused(folder))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b"no sound at all" * 9, "cannot be played: it is damaged"),
        (None, "is silent"),
    ],
)
def test_recording_of_nothing_is_named(folder, data, what):
    path = folder / "Clip/1-push-up.wav"
    if data is None:
        save_wave(path, np.zeros(800, np.int16))
    else:
        path.write_bytes(data)
    assert f"1-push-up.wav {what}" in refused(folder)


def test_recording_that_is_cut_off_in_its_head_is_named(folder):
    path = folder / "Clip/1-push-up.wav"
    path.write_bytes(path.read_bytes()[:30])
    assert "1-push-up.wav cannot be played" in refused(folder)


def test_two_recordings_of_a_beat_are_refused(folder):
    (folder / "Clip/2-down.flac").write_bytes(b"x")
    assert "2-down is there 2 times" in refused(folder)


def test_more_than_three_wrong_ones_are_counted(tmp_path):
    with pytest.raises(CallError, match=r"3-c\.wav is missing, and 2 more are not right\."):
        files_for("recordings", tmp_path, "Clip", "abcde")


def test_folder_that_is_none_is_refused(folder):
    assert "needs the folder with the recordings; got nothing" in refused(folder, None)
    assert "nowhere'" in refused(folder, folder / "nowhere")
    assert "got '" in refused(folder, folder / ("a" * 4000))


@pytest.mark.parametrize(
    ("ending", "codec"),
    [("flac", "flac"), ("m4a", "aac"), ("mp3", "libmp3lame"), ("opus", "libopus")],
)
def test_usual_kinds_of_sound_files_are_taken(tmp_path, ending, codec):
    path = tmp_path / f"a.{ending}"
    sound = tone(1.0, rate=48_000)
    with av.open(str(path), mode="w") as container:
        stream = container.add_stream(codec, rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = 48_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    _, speech = read_recording(path, "a")
    assert speech.seconds == pytest.approx(1.0, abs=0.1)  # with what a codec puts around it


def test_playlist_is_no_recording(tmp_path, folder):
    other = folder / "Clip/2-down.wav"
    (tmp_path / "list.wav").write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{other}\n")
    with pytest.raises(InvalidFileError, match="cannot be played"):
        read_recording(tmp_path / "list.wav", "a")


def test_recording_that_changes_while_clips_are_made_is_refused(folder):
    voice = open_voice("recordings", 1.0, files_for("recordings", folder, "Clip", BEATS))
    save_wave(folder / "Clip/2-down.wav", tone(3.0))
    with pytest.raises(ClipError, match=r"2-down\.wav was changed meanwhile"):
        voice.say(TEXT, "down")


def test_beat_that_the_scene_has_besides_must_be_recorded(folder):
    with pytest.raises(ClipError, match="got none of 'extra', which the scene has with these"):
        Recordings({}).say(TEXT, "extra")
