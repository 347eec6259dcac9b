"""What was spoken is spoken once, and what is kept is whole or spoken anew."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rendering.voice.kept import Speaker, is_kept_speech
from tests.rendering.voice.voices import Humming

TEXT = "Up it goes."


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "speech"


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_words_that_were_spoken_before_are_not_spoken_again(folder):
    first, second = Humming(), Humming()
    spoken, again = Speaker(first, folder), Speaker(second, folder)
    assert spoken.speak("rise", TEXT) == again.speak("fall", TEXT)
    assert (first.said, second.said) == ([TEXT], [])
    assert np.array_equal(spoken.spoken["rise"].samples, again.spoken["fall"].samples)
    assert again.spoken["fall"].rate == spoken.spoken["rise"].rate


@pytest.mark.parametrize("change", [{"speed": 0.9}, {"version": "2"}, {"name": "singing"}])
def test_another_voice_version_or_speed_speaks_anew(folder, change):
    Speaker(Humming(), folder).speak("rise", TEXT)
    other = replace(Humming(), **change)
    Speaker(other, folder).speak("rise", TEXT)
    assert other.said == [TEXT]
    assert len(files(folder)) == 2


def test_only_the_beat_whose_words_changed_is_spoken(folder):
    before = Speaker(Humming(), folder)
    before.speak("rise", TEXT)
    before.speak("fall", "And down.")
    edited = Humming()
    after = Speaker(edited, folder)
    after.speak("rise", TEXT)
    after.speak("fall", "Then down.")
    assert edited.said == ["Then down."]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-20], lambda data: b"", lambda data: b"x" + data]
)
def test_damaged_speech_is_spoken_anew_and_replaced(folder, damage):
    Speaker(Humming(), folder).speak("rise", TEXT)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert not is_kept_speech(path)
    again = Humming()
    Speaker(again, folder).speak("rise", TEXT)
    assert again.said == [TEXT]
    assert path.read_bytes() == whole
    assert is_kept_speech(path)


def test_samples_that_were_changed_in_a_file_are_not_believed(folder):
    Speaker(Humming(), folder).speak("rise", TEXT)
    (path,) = folder.iterdir()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(data)
    again = Humming()
    Speaker(again, folder).speak("rise", TEXT)
    assert again.said == [TEXT]


def test_of_two_that_speak_at_a_time_both_go_on_with_what_the_first_has_kept(folder):
    class Late(Humming):
        def say(self, text, beat):
            Speaker(Humming(), folder).speak(beat, text)  # another process is quicker
            speech = super().say(text, beat)
            return replace(speech, samples=speech.samples // 2)  # and a voice that uses chance

    late, third = Speaker(Late(), folder), Speaker(Humming(), folder)
    late.speak("rise", TEXT)
    third.speak("rise", TEXT)
    assert np.array_equal(late.spoken["rise"].samples, third.spoken["rise"].samples)
    assert len(files(folder)) == 1


def test_voice_that_is_quick_is_not_kept(folder):
    Speaker(Humming(is_slow=False), folder).speak("rise", TEXT)
    assert not folder.exists()


def test_file_under_another_name_or_of_another_kind_is_not_kept_speech(folder):
    Speaker(Humming(), folder).speak("rise", TEXT)
    (path,) = folder.iterdir()
    assert not is_kept_speech(path.rename(folder / f"{'0' * 64}.npz"))
    assert not is_kept_speech(Path(__file__))
    np.savez(folder / "holiday.npz", samples=np.zeros(3))
    assert not is_kept_speech(folder / "holiday.npz")


@pytest.mark.parametrize("what", ["a file", "a link"])
def test_where_nothing_can_be_kept_it_is_spoken_each_time(tmp_path, what):
    folder = tmp_path / "speech"
    if what == "a file":
        folder.write_text("mine")
    else:
        folder.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        (tmp_path / "elsewhere").mkdir()
    voice = Humming()
    for _ in range(2):
        Speaker(voice, folder).speak("rise", TEXT)
    assert voice.said == [TEXT, TEXT]
    assert not any(path.suffix == ".npz" for path in tmp_path.rglob("*"))
