"""The film of published clips, from the call to its files."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import jsonschema
import numpy as np
import pytest
import srt
from PIL import Image

import scenes
from rendering.errors import CallError
from rendering.filming import make
from rendering.filming.films import chosen_chapters
from rendering.machine.files import InvalidFileError, PublishedFile, digest
from rendering.planning.cards import read_film_card
from rendering.planning.manifest import Manifest
from rendering.publishing.publish import enter
from tests.making import making_here
from tests.rendering.runs import ROOT, TINY, run_toys

BAR = "clips/48p5/ToyBar"
FILM = "film/48p5/CrossEntropy"
ENDINGS = (".json", ".md", ".mp4", ".png", ".srt", ".txt", ".vtt")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A media folder with a clip of ToyBar, and one of somebody's own."""
    folder = tmp_path_factory.mktemp("made")
    assert run_toys(folder, "ToyBar").returncode == 0
    assert run_toys(folder, "ToyBar", "--set", "height=2", "--as", "pets").returncode == 0
    return folder


@pytest.fixture
def media(made: Path, tmp_path: Path) -> Path:
    """The same, where a test's calls publish."""
    return Path(shutil.copytree(made, tmp_path / "media"))


@pytest.fixture
def film(
    call: Callable[..., Any],
    media: Path,
    toys: tuple[scenes.Entry, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., Any]]:
    """Calls in which ToyBar is all of the programme."""
    monkeypatch.setattr(scenes, "PROGRAMME", toys[:1])
    with making_here():
        yield lambda *words: call(*words, *TINY, tiny=False)


def digests(media: Path, key: str = FILM) -> dict[str, bytes]:
    return {ending: (media / f"{key}{ending}").read_bytes() for ending in ENDINGS}


def pictures(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray().tobytes() for frame in container.decode(video=0)]


def test_film_of_the_programme_holds_its_clips_and_its_card_tells_where(
    film: Callable[..., Any], media: Path
) -> None:
    answer = film("film", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["film"]["state"] == "PUBLISHED"
    card = read_film_card(media / f"{FILM}.json")
    schema = (ROOT / "docs/film.schema.json").read_text()
    jsonschema.validate(card, json.loads(schema))
    assert [part["kind"] for part in card["parts"]] == ["opening", "chapter", "clip", "ending"]
    clip = card["parts"][2]
    assert (clip["clip"], clip["scene"], clip["title"]) == (BAR, "ToyBar", "ToyBar has a title")
    shown = pictures(media / f"{FILM}.mp4")
    assert len(shown) == card["frames"] == answer.json["film"]["length"] * 5
    assert shown[clip["start_frame"] : clip["end_frame"]] == pictures(media / f"{BAR}.mp4")
    with av.open(str(media / f"{FILM}.mp4")) as container:
        found = [(c["metadata"]["title"], c["start"] / 1000) for c in container.chapters()]
        poster = list(container.decode(video=0))[card["poster_frame"]].to_ndarray(format="rgb24")
    assert found == [(mark["title"], mark["start"]) for mark in card["marks"]]
    with Image.open(media / f"{FILM}.png") as image:
        assert abs(poster.astype(int) - np.asarray(image, int)).mean() < 2
    cues = list(srt.parse((media / f"{FILM}.srt").read_text()))
    own = list(srt.parse((media / f"{BAR}.srt").read_text()))
    first = next(cue for cue in cues if cue.content == own[0].content)
    assert (first.start - own[0].start).total_seconds() == pytest.approx(clip["start"], abs=1e-3)
    assert cues[0].content.startswith("A camera in a farmyard")
    assert (media / f"{FILM}.txt").read_text().splitlines()[0] == "Cross entropy, animated"


def test_film_that_is_up_to_date_is_not_made_and_with_force_has_the_same_bytes(
    film: Callable[..., Any], media: Path
) -> None:
    assert film("film").code == 0
    before = digests(media)
    again = film("film")
    assert (again.code, "is up to date" in again.out) == (0, True)
    assert film("status", "--json").json["films"] == [
        {"name": "CrossEntropy", "state": "UP_TO_DATE", "reasons": []}
    ]
    assert film("film", "--force", "--no-render").code == 0
    assert digests(media) == before
    assert film("verify").code == 0


def test_what_is_stale_is_made_first_or_named_and_then_there_is_no_film(
    film: Callable[..., Any], media: Path
) -> None:
    (media / f"{BAR}.srt").unlink()
    refused = film("film", "--no-render")
    assert refused.code == 1
    assert "ToyBar.srt is missing" in refused.out
    assert "CrossEntropy is not made" in refused.out
    assert not (media / "film").exists()
    asked = film("film", "--no-render", "--json")
    assert (asked.code, asked.json["film"]) == (1, None)
    assert film("film").code == 0
    assert (media / f"{BAR}.srt").exists()
    assert (media / f"{FILM}.mp4").exists()


@pytest.mark.parametrize("ending", [".json", ".mp4", ".srt"])
def test_film_that_was_damaged_is_stale_and_heals(
    film: Callable[..., Any], media: Path, ending: str
) -> None:
    assert film("film").code == 0
    before = digests(media)
    path = media / f"{FILM}{ending}"
    path.write_bytes(path.read_bytes()[:-1])
    (told,) = film("status", "--json").json["films"]
    assert (told["state"], len(told["reasons"])) == ("STALE", 1)
    assert f"CrossEntropy{ending} is truncated" in told["reasons"][0]
    assert film("verify").code == 1
    assert film("film").code == 0
    assert digests(media) == before


def test_film_is_stale_when_words_or_a_title_or_a_clip_are_others(
    film: Callable[..., Any], media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert film("film").code == 0

    def reasons() -> list[str]:
        (told,) = film("status", "--json").json["films"]
        assert (told["state"] == "STALE") == bool(told["reasons"])
        return list(told["reasons"])

    assert reasons() == []
    with monkeypatch.context() as patch:
        patch.setattr(scenes, "ENDING", "All is well.")
        assert len(reasons()) == 1
    with monkeypatch.context() as patch:
        (entry,) = scenes.PROGRAMME
        patch.setattr(scenes, "PROGRAMME", (replace(entry, chapter="Other"),))
        assert len(reasons()) == 1
    (media / f"{BAR}.vtt").unlink()
    assert reasons() == ["ToyBar is stale"]


def test_film_of_ones_own_example_has_its_name_and_leaves_that_of_all_alone(
    film: Callable[..., Any], media: Path
) -> None:
    assert film("film").code == 0
    before = digests(media)
    answer = film("film", "--set", "height=2", "--as", "pets", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["film"]["name"] == "pets"
    card = read_film_card(media / "film/48p5/pets.json")
    assert (card["own"], card["is_whole"]) == ("pets", False)
    assert [part["clip"] for part in card["parts"]] == ["", "", "clips/48p5/pets"]
    assert digests(media) == before
    names = [told["name"] for told in film("status", "--json").json["films"]]
    assert names == ["CrossEntropy", "pets"]
    refused = film("film", "--set", "height=2", "--as", "crossentropy")
    assert refused.code == 2
    assert "must not take the name" in refused.err


def test_example_that_nobody_has_named_has_a_film_of_its_own(
    film: Callable[..., Any], media: Path
) -> None:
    told = film("film", "--grid", "height=2,3", "--dry_run", "--json").json
    assert re.fullmatch(r"CrossEntropy-[0-9a-f]{8}", told["film"]["name"])
    other = film("film", "--set", "height=2", "--dry_run", "--json").json["film"]["name"]
    assert other != told["film"]["name"]


def test_film_with_a_voice_is_made_of_clips_that_speak_and_stands_beside_the_silent_one(
    film: Callable[..., Any], media: Path, toys: tuple[scenes.Entry, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(scenes, "PROGRAMME", [toy for toy in toys if toy.name == "ToyTalk"])
    assert film("film", "--voice", "silent").code == 0
    key = "film/48p5-voice-silent/CrossEntropy"
    card = read_film_card(media / f"{key}.json")
    assert card["has_sound"] is True
    assert [part["clip"] for part in card["parts"] if part["kind"] == "clip"] == [
        "clips/48p5-voice-silent/ToyTalk"
    ]
    with av.open(str(media / f"{key}.mp4")) as container:
        seen, heard = container.streams.video[0], container.streams.audio[0]
        lasts = [float((s.duration or 0) * s.time_base) for s in (seen, heard)]
    assert lasts[0] == pytest.approx(lasts[1], abs=1 / 5)
    assert film("film", "--voice", "silent", "--dry_run", "--json").json["film"]["state"] == (
        "UP_TO_DATE"
    )


def test_film_of_clips_that_speak_speaks(film: Callable[..., Any], media: Path) -> None:
    rate, video = 48_000, media / f"{BAR}.mp4"
    before = pictures(video)
    spoken = video.with_name("spoken.mp4")
    with av.open(str(video)) as silent, av.open(str(spoken), "w") as both:
        seen = both.add_stream_from_template(silent.streams.video[0])
        sound = both.add_stream("aac", rate=rate, layout="mono")
        for packet in silent.demux(video=0):
            if packet.size:
                packet.stream = seen
                both.mux(packet)
        hum = 0.5 * np.sin(np.arange(len(before) * rate // 5) / 20)[None].astype(np.float32)
        frame = av.AudioFrame.from_ndarray(hum, format="fltp", layout="mono")
        frame.rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        for packet in [*sound.encode(frame), *sound.encode(None)]:
            both.mux(packet)
    spoken.replace(video)
    path = media / f"{BAR}.json"
    card = json.loads(path.read_text()) | {"sha256": digest(video)}
    path.write_text(json.dumps(card))
    record = Manifest.read(media).records[BAR]
    files = {ending: PublishedFile.of(media / f"{BAR}{ending}") for ending in record.files}
    enter({BAR: replace(record, files=files)}, media)

    assert film("film", "--no-render").code == 0
    card = read_film_card(media / f"{FILM}.json")
    assert card["has_sound"] is True
    part = card["parts"][2]
    with av.open(str(media / f"{FILM}.mp4")) as container:
        heard = np.zeros(card["frames"] * rate // 5)
        for sounds in container.decode(audio=0):
            at = round(sounds.pts * sounds.time_base * rate)
            samples = sounds.to_ndarray()[0][: len(heard) - at]
            heard[at : at + len(samples)] = samples
    loud = np.flatnonzero(abs(heard) > 0.1)
    first, last = (part[name] * rate // 5 for name in ("start_frame", "end_frame"))
    assert abs(loud[0] - first) < rate / 1000  # a millisecond
    assert abs(loud[-1] - last) < rate / 1000
    assert pictures(media / f"{FILM}.mp4")[part["start_frame"] : part["end_frame"]] == before


def test_clips_are_chosen_by_scene_or_by_chapter(film: Callable[..., Any], media: Path) -> None:
    assert film("film", "--scenes", "ToyBar", "--as", "one").code == 0
    assert film("film", "--chapters", "1", "--as", "first").code == 0
    for wrong in (["--chapters", "2"], ["--scenes", "Toy"], ["--chapters", "1", "ToyBar"]):
        assert film("film", *wrong).code == 2
    assert {path.stem for path in (media / "film/48p5").iterdir()} == {"one", "first"}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("1", ["A"]), ("2-3", ["B", "C"]), ("3, 1", ["A", "C"]), ("1-1,2", ["A", "B"])],
)
def test_chapters_are_chosen_by_their_numbers(typed: str, wanted: list[str]) -> None:
    programme = [scenes.Entry(f"S{k}", chapter, "T", "N") for k, chapter in enumerate("AABBC")]
    assert sorted(chosen_chapters(typed, programme)) == wanted
    for wrong in ("", "0", "4", "3-1", "1-", "a", "-1", "1,,2", "１", "9999"):
        with pytest.raises(CallError, match="1 A; 2 B; 3 C"):
            chosen_chapters(wrong, programme)


def test_dry_run_tells_what_would_be_made_and_makes_nothing(
    film: Callable[..., Any], media: Path
) -> None:
    answer = film("film", "--dry_run")
    assert answer.code == 0
    assert "CrossEntropy.mp4: MISSING" in answer.out
    assert not (media / "film").exists()


def test_clean_removes_a_film_and_nothing_else(
    film: Callable[..., Any], call: Callable[..., Any], media: Path
) -> None:
    assert film("film").code == 0
    theirs = media / "film/48p5/holiday.mp4"
    theirs.write_bytes(b"theirs")
    (media / "manifest.json").unlink()  # the card beside it still vouches for it
    assert call("clean", tiny=False).code == 0
    assert [path for path in media.rglob("*") if path.is_file()] == [theirs]


OTHER = b"1\n00:00:00,000 --> 00:00:01,000\nOther words\n"


@pytest.mark.parametrize(
    ("others", "code"), [([OTHER], 0), ([b"no subtitles"], 0), ([OTHER, b"", OTHER], 2)]
)
def test_film_of_a_clip_that_is_published_meanwhile_is_made_once_more(
    film: Callable[..., Any],
    media: Path,
    monkeypatch: pytest.MonkeyPatch,
    others: list[bytes],
    code: int,
) -> None:
    subtitles = media / f"{BAR}.srt"
    as_published, joins, judges = subtitles.read_bytes(), make._join, make.judge_film
    of_others = iter(others)
    joined = []

    def join(*arguments: Any) -> Any:
        picture = joins(*arguments)
        subtitles.write_bytes(next(of_others, as_published))
        joined.append(picture)
        return picture

    def judge(*arguments: Any) -> Any:
        subtitles.write_bytes(as_published)  # what a film is begun of is whole
        return judges(*arguments)

    monkeypatch.setattr(make, "_join", join)
    monkeypatch.setattr(make, "judge_film", judge)
    answer = film("film")
    assert (answer.code, len(joined)) == (code, min(len(others), 2) + 1)
    assert "stay as they are meanwhile" in answer.err or not code
    assert (media / f"{FILM}.mp4").exists() == (not code)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"frames": 3}, "do not last"),
        ({"poster_frame": 10**6}, "its poster shows"),
        ({"marks": []}, "at least 1 item"),
        ({"parts": "all"}, "should be a valid list"),
        ({"sha256": "xy"}, "should match pattern"),
        ({"more": 1}, "extra inputs"),
        ({"has_sound": 1}, "should be a valid boolean"),
    ],
)
def test_card_of_a_film_that_is_damaged_is_refused_by_field(
    film: Callable[..., Any], media: Path, change: dict[str, Any], rule: str
) -> None:
    assert film("film").code == 0
    path = media / f"{FILM}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(InvalidFileError, match=rule):
        read_film_card(path)


def test_parts_and_marks_of_a_film_leave_no_gap(film: Callable[..., Any], media: Path) -> None:
    assert film("film").code == 0
    path = media / f"{FILM}.json"
    whole = json.loads(path.read_text())
    for what in ("parts", "marks"):
        for without in range(len(whole[what])):
            fewer = [stretch for k, stretch in enumerate(whole[what]) if k != without]
            path.write_text(json.dumps(whole | {what: fewer}))
            with pytest.raises(InvalidFileError, match=what):
                read_film_card(path)
