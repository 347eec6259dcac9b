"""A clip with a voice: sound and picture belong together, and silent clips know nothing of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import jsonschema
import numpy as np
import pytest
import srt

from rendering.drawing.cutting import cut
from rendering.planning.plan import Task
from rendering.running import worker
from rendering.running.worker import Maker
from rendering.voice.track import LOUDNESS, RATE, loudness
from tests.making import making_here
from tests.rendering.running.test_worker import SCHEMA, decoded
from tests.rendering.voice.voices import Humming, save_wave, tone

FPS = 10


@pytest.fixture
def humming(monkeypatch: pytest.MonkeyPatch) -> Humming:
    """The voice silent hums here."""
    voice = Humming()
    monkeypatch.setattr(worker, "open_voice", lambda *_: voice)
    return voice


@pytest.fixture
def make(task_of: Callable[..., Task], tmp_path: Path) -> Callable[..., dict[str, Path]]:
    made: list[int] = []

    def make_clip(voice: str = "silent", **changes: Any) -> dict[str, Path]:
        task = task_of("ToyTalk")
        task = replace(task, settings=replace(task.settings, voice=voice), **changes)
        made.append(0)
        work = tmp_path / f"work{len(made)}"
        work.mkdir()
        files = Maker(task, work).make(lambda _: None)
        assert files is not None
        return files

    return make_clip


def sound_of(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(frames, axis=1)


def card_of(files: dict[str, Path]) -> Any:
    return json.loads(files[".json"].read_text(encoding="utf-8"))


@pytest.mark.usefixtures("humming")
def test_motion_begins_with_the_word_at_its_mark(make: Callable[..., dict[str, Path]]) -> None:
    files = make()
    (grow, _), frames = card_of(files)["beats"], decoded(files[".mp4"])
    up = grow["words"][6]
    assert (up["text"], up["start_frame"]) == ("up", round(FPS * (0.3 + 6 * 0.5)))
    # What is still differs by what the encoder lost alone; the cue has long been there.
    cue_is_there, before = grow["told_frame"] + 1, frames[up["start_frame"] - 1].astype(int)
    changed = [np.abs(frame.astype(int) - before).max() > 20 for frame in frames[cue_is_there:]]
    # A motion begins with the picture that was there, and slowly.
    assert up["start_frame"] < cue_is_there + changed.index(True) <= up["start_frame"] + 2


@pytest.mark.usefixtures("humming")
def test_each_word_is_heard_when_its_card_says(make: Callable[..., dict[str, Path]]) -> None:
    files = make()
    card, sound = card_of(files), sound_of(files[".mp4"])[0]
    size = np.abs(sound)
    for beat in card["beats"]:
        for word, after in pairwise(beat["words"]):
            start, end, then = (
                round(frame / FPS * RATE)
                for frame in (word["start_frame"], word["end_frame"], after["start_frame"])
            )
            middle, gap = (start + end) // 2, (end + then) // 2
            assert size[middle - 1000 : middle + 1000].max() > 0.1
            assert size[gap - 1000 : gap + 1000].max() < 0.02


@pytest.mark.usefixtures("humming")
def test_sound_and_picture_end_together_and_are_as_loud_as_all_clips(
    make: Callable[..., dict[str, Path]],
) -> None:
    path = make()[".mp4"]
    with av.open(str(path)) as container:
        (picture,), (sound,) = container.streams.video, container.streams.audio
        starts = {stream.start_time * Fraction(stream.time_base) for stream in (picture, sound)}
        ends = [stream.duration * Fraction(stream.time_base) for stream in (picture, sound)]
        assert (sound.codec_context.name, sound.codec_context.layout.name) == ("aac", "stereo")
    assert starts == {0}
    assert abs(ends[0] - ends[1]) <= Fraction(1, 60)
    left, right = sound_of(path)
    assert np.array_equal(left, right)
    assert loudness(left) == pytest.approx(LOUDNESS, abs=0.5)
    assert np.abs(left).max() < 1


@pytest.mark.usefixtures("humming")
def test_same_words_give_the_same_bytes(make: Callable[..., dict[str, Path]]) -> None:
    one, other = make(), make()
    assert {e: path.read_bytes() for e, path in one.items()} == {
        e: path.read_bytes() for e, path in other.items()
    }


@pytest.mark.usefixtures("humming")
def test_subtitles_are_what_is_said_when_it_is_said(
    make: Callable[..., dict[str, Path]],
) -> None:
    files = make()
    subtitles = list(srt.parse(files[".srt"].read_text(encoding="utf-8")))
    assert [subtitle.content for subtitle in subtitles] == [
        "Here is bar.",
        "Now push it up to one point five.",
        "And down it goes.",
        "There it is again.",
    ]
    first, second, *_ = subtitles
    assert first.start.total_seconds() == 0.3
    assert first.end == second.start
    assert second.start.total_seconds() == pytest.approx(0.3 + 3 * 0.5, abs=1 / FPS)
    assert files[".vtt"].read_text(encoding="utf-8").count("-->") == 4


@pytest.mark.usefixtures("humming")
def test_card_tells_the_voice_and_keeps_to_its_schema(
    make: Callable[..., dict[str, Path]],
) -> None:
    card = card_of(make())
    jsonschema.validate(card, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert card["voice"] == {"name": "silent", "version": "1", "speed": 1.0}
    words = [word["text"] for word in card["beats"][1]["words"]]
    assert " ".join(words) == card["beats"][1]["says"] == "And down it goes. There it is again."


@pytest.mark.usefixtures("humming")
def test_beat_that_is_cut_out_of_the_clip_speaks_its_own_words_at_their_times(
    make: Callable[..., dict[str, Path]], tmp_path: Path
) -> None:
    files = make()
    beat, path = card_of(files)["beats"][1], tmp_path / "beat.mp4"
    start, frames = beat["start_frame"], beat["end_frame"] - beat["start_frame"]
    cut(files[".mp4"], start, frames, path)
    with av.open(str(path)) as container:
        (sound,) = container.streams.audio
        begins = (sound.start_time or 0) * Fraction(sound.time_base)
        length = sound.duration * Fraction(sound.time_base)
    packet = Fraction(1024, RATE)
    assert 0 <= begins < packet
    assert Fraction(frames, FPS) - 2 * packet < begins + length <= Fraction(frames, FPS)
    size = np.abs(sound_of(path)[0])
    for word, after in pairwise(beat["words"]):
        heard, ends, then = (
            round(((frame - start) / FPS - begins) * RATE)
            for frame in (word["start_frame"], word["end_frame"], after["start_frame"])
        )
        middle, gap = (heard + ends) // 2, (ends + then) // 2
        assert size[middle - 1000 : middle + 1000].max() > 0.1
        assert size[gap - 1000 : gap + 1000].max() < 0.02


def test_clip_without_a_voice_has_no_sound_and_tells_of_none(
    make: Callable[..., dict[str, Path]],
) -> None:
    files = make(voice="")
    with av.open(str(files[".mp4"])) as container:
        assert not container.streams.audio
    card = card_of(files)
    assert "voice" not in card
    assert all("words" not in beat for beat in card["beats"])
    assert card["beats"][0]["says"] == "Here is bar. Now push it up to one point five."


def test_beat_by_itself_is_spoken_as_in_the_whole(
    make: Callable[..., dict[str, Path]], humming: Humming
) -> None:
    whole, alone = make(), make(beat="shrink", name="ToyTalk/2-shrink")
    (beat,), shrink = card_of(alone)["beats"], card_of(whole)["beats"][1]
    assert beat["end_frame"] == shrink["end_frame"] - shrink["start_frame"]
    start = round(shrink["start"] * RATE)
    part, same = sound_of(alone[".mp4"])[0], sound_of(whole[".mp4"])[0][start:]
    length = min(len(part), len(same)) - 2048
    # Encoded in other packets, and brought to the loudness of the whole.
    assert np.corrcoef(part[:length], same[:length])[0, 1] > 0.99
    assert len(humming.said) == 4


def test_only_what_changed_is_spoken_again(
    make: Callable[..., dict[str, Path]], humming: Humming, tmp_path: Path
) -> None:
    make(speech_folder=tmp_path / "speech")
    make(speech_folder=tmp_path / "speech")
    assert humming.said == [
        "Here is bar. Now push it up to one point five.",
        "And down it goes. There it is again.",
    ]


# --- By the command line --------------------------------------------------------------------------


@pytest.fixture
def here() -> Any:
    with making_here():
        yield


@pytest.mark.usefixtures("toys", "here", "humming")
def test_silent_and_spoken_clips_are_beside_each_other_and_clean_knows_both(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("ToyTalk").code == 0
    assert call("ToyTalk", "--voice", "silent").code == 0
    sizes = {Path(file).parent.as_posix() for file in call("status", "ToyTalk").files}
    assert sizes == {"clips/72p10", "clips/72p10-voice-silent", "speech"}
    assert "UP_TO_DATE" in call("status", "ToyTalk", "--voice", "silent").out
    assert "UP_TO_DATE" in call("status", "ToyTalk").out
    # Nothing starts to speak by itself.
    exported = call("export", "snippets", tiny=False)
    assert "clips: 1 at 72p10;" in exported.out
    spoken = call("export", "snippets", "--voice", "silent", tiny=False).out
    assert "clips: 1 at 72p10-voice-silent;" in spoken
    slow = call("status", "ToyTalk", "--voice", "silent", "--voice-speed", "0.9").out
    assert "settings changed: voice_speed" in slow
    (exported.media / "speech/holiday.npz").write_bytes(b"mine")
    cleaned = call("clean", tiny=False)
    assert "removed 2 from " in cleaned.out
    assert cleaned.files == ["speech/holiday.npz"]
    assert "holiday.npz, which is not what a run has published" in cleaned.out


@pytest.mark.usefixtures("toys", "here")
def test_recordings_are_checked_before_anything_is_drawn_and_then_heard(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    save_wave(folder / "ToyTalk/1-grow.wav", tone(2.0))
    spoken = ("ToyTalk", "--voice", "recordings", "--voice-files", str(folder))
    refused = call(*spoken)
    assert (refused.code, refused.files) == (2, [])
    assert "2-shrink.wav is missing" in refused.err
    save_wave(folder / "ToyTalk/2-shrink.wav", tone(9.0))
    elsewhere = call(*spoken, "--cluster", "tcp://localhost:1")
    assert (elsewhere.code, elsewhere.files) == (2, [])
    assert "a cluster has not got the files of --voice recordings" in elsewhere.err
    made = call(*spoken)
    assert made.code == 0
    card = json.loads((made.media / "clips/72p10-voice-recordings/ToyTalk.json").read_text())
    # A breath, the speech without its silence, and a breath.
    shrink = card["beats"][1]
    assert shrink["end"] - shrink["start"] == pytest.approx(0.3 + 9.0 + 0.3, abs=2 / FPS)
    save_wave(folder / "ToyTalk/2-shrink.wav", tone(1.0))
    assert "settings changed: voice_files" in call("status", *spoken).out
    left = call("verify", "--rerender", tiny=False)
    assert left.code == 1
    assert "is spoken with files of yours" in left.out
    files = ("--voice-files", str(folder))
    save_wave(folder / "ToyTalk/2-shrink.wav", tone(9.0))
    assert call("verify", "--rerender", *files, tiny=False).code == 0


@pytest.mark.usefixtures("toys", "here")
def test_beat_that_an_own_example_has_not_recorded_is_named_before_a_frame_is_drawn(
    call: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mine"
    save_wave(folder / "tall/1-grow.wav", tone(2.0))
    monkeypatch.setattr(worker, "ClipRenderer", lambda **_: pytest.fail("a frame is drawn"))
    spoken = ("--voice", "recordings", "--voice-files", str(folder))
    refused = call("ToyTalk", "--set", "height=2", "--as", "tall", *spoken)
    assert refused.code == 1
    assert "got none of 'shrink', which the scene has with these parameters" in refused.err


@pytest.mark.usefixtures("toys", "here")
def test_script_tells_the_words_of_each_beat_and_the_names_of_its_recordings(
    call: Callable[..., Any],
) -> None:
    words = ("script", "ToyTalk", "--set", "labels=a*b,c", "--as", "stars")
    told = call(*words, tiny=False)
    assert (told.code, told.files) == (0, ["scripts/stars.md"])
    text = (told.media / "scripts/stars.md").read_text(encoding="utf-8")
    assert text.startswith("# stars: ToyTalk has a title\n\n19 words in 2 beats")
    assert "## 1. grow\n\n`stars/1-grow.wav` · " in text
    assert "\n> Here is a\\*b. Now push it up to one point five.\n" in text
    assert "\nOn screen: “Push a\\*b up.” → “It is up.”\n" in text
    # The cue comes in 0.5 s and is read for 1.2, as long as it stands after a motion of 0.5 s.
    assert "`stars/2-shrink.wav` · 3.4 s in silence\n\n> And down it goes." in text
    assert "UP_TO_DATE" in call(*words, "--dry_run", tiny=False).out
    assert call("verify", tiny=False).code == 0
    assert call("clean", tiny=False).files == []


@pytest.mark.usefixtures("toys")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ToyTalk", "--voice", "hibary"), "got 'hibary'. Did you mean hibari?"),
        (("ToyTalk", "--voice", "silent", "--format", "gif"), "holds sound, mp4; got gif"),
        (("ToyTalk", "--voice", "silent", "-s"), "holds sound, mp4; got png"),
        (("ToyTalk", "--voice-speed", "2"), "no voice was asked"),
        (("ToyTalk", "--voice-files", "mine"), "got it for no voice"),
        (("ToyTalk", "--voice", "recordings"), "needs the folder with the recordings"),
        (("ToyTalk", "--tts"), "Write --voice hibari."),
    ],
)
def test_voice_that_cannot_be_is_refused_in_a_sentence(
    call: Callable[..., Any], arguments: tuple[str, ...], message: str
) -> None:
    answer = call(*arguments)
    assert answer.code == 2
    assert message in answer.err
    assert answer.err.count("\n") == 1
    assert answer.files == []
