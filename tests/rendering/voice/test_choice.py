"""A voice is chosen by name, and refused in one sentence where it cannot speak."""

import stat
from importlib.metadata import PackageNotFoundError

import pytest

from rendering.errors import CallError, ClipError
from rendering.voice import hibari
from rendering.voice.choice import VOICES, files_for, open_voice, read_speed, read_voice
from stage.speech import estimated_times
from tests.rendering.voice.voices import save_wave, tone


def test_every_voice_goes_by_its_name():
    for name in VOICES.keys() - {"piper"}:
        assert open_voice(name, 1.0, ()).name == name


def test_silent_voice_takes_the_time_that_speaking_takes():
    text = "Here it is. And on it goes."
    assert open_voice("silent", 1.0, ()).say(text, "").seconds == pytest.approx(
        estimated_times(text).seconds, abs=0.001
    )
    slow = open_voice("silent", 0.5, ()).say(text, "")
    assert slow.seconds == pytest.approx(2 * estimated_times(text).seconds, abs=0.001)
    assert slow.times_of(text).ends[-1] == slow.seconds


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            "hibary",
            "must be one of hibari, recordings, piper, silent; got 'hibary'. Did you mean hibari",
        ),
        ("", "must be one of .*; got ''"),
    ],
)
def test_name_of_no_voice_is_refused_with_those_that_there_are(typed, message):
    with pytest.raises(CallError, match=message):
        read_voice(typed)


def test_voice_that_is_not_installed_is_refused_with_what_installs_it(monkeypatch):
    def missing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(hibari, "version", missing)
    with pytest.raises(CallError, match=r"not installed\. Install it with pip install 'cross-"):
        read_voice("hibari")


@pytest.mark.parametrize("typed", ["0.49", "2.1", "fast", "nan", "-1", ""])
def test_speed_at_which_nobody_speaks_is_refused(typed):
    with pytest.raises(CallError, match=r"--voice-speed must be from 0\.5"):
        read_speed(typed, "hibari")


def test_speed_is_for_voices_that_have_one():
    assert read_speed("0.9", "hibari") == 0.9
    assert read_speed(None, "") == 1.0
    with pytest.raises(CallError, match="a recording is played as fast as it was spoken"):
        read_speed("0.9", "recordings")
    with pytest.raises(CallError, match="no voice was asked"):
        read_speed("0.9", "")


@pytest.mark.parametrize("voice", ["", "hibari", "silent"])
def test_files_for_a_voice_that_takes_none_are_refused(voice, tmp_path):
    with pytest.raises(CallError, match=f"got it for {voice or 'no voice'}"):
        files_for(voice, tmp_path, "Clip", ("a",))
    assert files_for(voice, None, "Clip", ("a",)) == ()


@pytest.fixture
def piper(tmp_path, monkeypatch):
    """A program called piper that says its options and text, and a model for it."""
    said = save_wave(tmp_path / "said.wav", tone(1.5))
    program = tmp_path / "bin/piper"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/call\ncat > {tmp_path}/text\ncp {said} "$4"\n'
        f'test ! -e {tmp_path}/broken || {{ echo "no such model" >&2; exit 1; }}\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    (tmp_path / "voice.onnx").write_bytes(b"a model")
    (tmp_path / "voice.onnx.json").write_text("{}")
    return tmp_path


def test_piper_speaks_with_the_model_that_was_given(piper):
    files = files_for("piper", piper / "voice.onnx", "Clip", ("a",))
    speech = open_voice("piper", 0.8, files).say("Up it goes.", "a")
    assert speech.seconds == pytest.approx(1.5, abs=0.001)
    assert (piper / "text").read_text() == "Up it goes."
    call = (piper / "call").read_text().split()
    assert call[:2] == ["--model", str(piper / "voice.onnx")]
    assert call[-2:] == ["--length_scale", "1.2500"]  # 1 / 0.8


def test_piper_that_cannot_speak_says_why(piper):
    files = files_for("piper", piper / "voice.onnx", "Clip", ("a",))
    (piper / "broken").touch()
    with pytest.raises(ClipError, match="piper could not speak: no such model"):
        open_voice("piper", 1.0, files).say("Up.", "a")


def test_piper_without_its_program_or_a_model_is_refused(piper, monkeypatch):
    with pytest.raises(CallError, match=r"Give one with --voice-files VOICE\.onnx"):
        files_for("piper", None, "Clip", ())
    with pytest.raises(CallError, match="needs a model file of piper's, with its "):
        files_for("piper", piper / "other.onnx", "Clip", ())
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CallError, match="the program piper, which is not on the PATH"):
        files_for("piper", piper / "voice.onnx", "Clip", ())
