"""An export takes the largest of each published clip, or those asked for, and only whole ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rendering.errors import CallError, ClipError
from rendering.exporting.published import Clip, Frames, published_clips
from rendering.machine.files import PublishedFile
from rendering.planning.fingerprint import Description
from rendering.planning.manifest import Manifest
from tests.refusals import sentence_of
from tests.rendering.exporting.small_clips import FRAMES, small_card
from tests.rendering.exporting.whole_cards import ENDINGS, forge, publish

CHAPTERS = {"Second": "One", "First": "Two"}
"""In the order of the film, which is not that of the alphabet."""

SIZES = {"480p15": (854, 480, 15), "480p30": (854, 480, 30), "1080p60": (1920, 1080, 60)}
TALL = {
    "480x854p15": (480, 854, 15),
    "480x854p30": (480, 854, 30),
    "1080x1920p15": (1080, 1920, 15),
}

FIELDS = ("scene", "width", "height", "fps", "seconds", "beats")


class Published:
    """A media folder that is filled by hand."""

    def __init__(self, media: Path) -> None:
        self.media, self.manifest = media, Manifest()

    def add(
        self,
        name: str,
        size: str,
        *,
        scene: str = "First",
        product: str = "clip",
        look: str = "",
        description: Description | None = None,
    ) -> Path:
        width, height, fps = {**SIZES, **TALL}[size]
        card = {**small_card(fps=fps), "scene": scene, "width": width, "height": height}
        settings = {"width": width, "height": height, "fps": fps}
        described = (description or {}).get("settings", {})
        return publish(
            self.media,
            self.manifest,
            f"clips/{size}{look}/{name}",
            product=product,
            description={**(description or {}), "settings": settings | described},
            **{
                field: card[field]
                for field in ("scene", "width", "height", "fps", "seconds", "beats")
            },
        )

    def found(
        self, *, names: Sequence[str] = (), sizes: Collection[str] | None = None
    ) -> list[Clip]:
        return published_clips(self.media, self.manifest, CHAPTERS, names=names, sizes=sizes)

    def replace_subtitles(self, name: str, content: bytes) -> None:
        """Have the clip's card and the manifest say that these were published."""
        key = f"clips/480p15/{name}"
        forge(self.media, self.manifest, key, ".vtt", content)
        card = json.loads((self.media / f"{key}.json").read_text())
        card["side_files"][".vtt"] = hashlib.sha256(content).hexdigest()
        forge(self.media, self.manifest, key, ".json", json.dumps(card).encode())


@pytest.fixture
def published(tmp_path: Path) -> Published:
    return Published(tmp_path / "media")


@pytest.mark.parametrize("sizes", [list(SIZES), list(SIZES)[::-1]], ids=["rising", "falling"])
def test_largest_of_a_name_is_taken(published: Published, sizes: list[str]) -> None:
    paths = {size: published.add("one", size) for size in sizes}
    (clip,) = published.found()
    assert (clip.name, clip.chapter, clip.video) == ("one", "Two", paths["1080p60"])
    assert clip.card["height"] == 1080
    assert clip.side(".vtt") == paths["1080p60"].with_suffix(".vtt")


def test_of_the_same_size_the_one_with_more_frames_is_taken(published: Published) -> None:
    published.add("one", "480p30")
    published.add("one", "480p15")
    assert [clip.card["fps"] for clip in published.found()] == [30]


def shaped(size: str, **settings: str) -> Description:
    width, height, fps = {**SIZES, **TALL}[size]
    return {"settings": {"width": width, "height": height, "fps": fps, **settings}}


def test_clip_that_is_not_tall_is_taken_and_the_same_in_a_tall_frame_goes_with_it(
    published: Published,
) -> None:
    published.add("one", "480p15", description=shaped("480p15"))
    paths = {size: published.add("one", size, description=shaped(size)) for size in TALL}
    (clip,) = published.found()
    assert (clip.card["width"], clip.card["height"]) == (854, 480)
    assert clip.tall is not None
    assert (clip.tall.name, clip.tall.video) == ("one", paths["1080x1920p15"])
    (clip,) = published.found(sizes=["480p15"])
    assert clip.tall is None
    (clip,) = published.found(sizes=["480x854p15"])
    assert (clip.video, clip.tall) == (paths["480x854p15"], None)


@pytest.mark.parametrize(
    ("size", "description"),
    [
        ("480x854p30", shaped("480x854p30")),
        ("480x854p15", shaped("480x854p15", theme="light")),
        ("480x854p15", {**shaped("480x854p15"), "parameters": {"target": 1}}),
    ],
    ids=["other frames", "other colours", "another example"],
)
def test_tall_clip_that_shows_something_else_does_not_go_along(
    published: Published, size: str, description: Description
) -> None:
    published.add("one", "480p15", description=shaped("480p15"))
    published.add("one", size, description=description)
    (clip,) = published.found()
    assert clip.tall is None


def test_tall_clip_with_other_beats_does_not_go_along(published: Published) -> None:
    published.add("one", "480p15", description=shaped("480p15"))
    path = published.add("one", "480x854p15", description=shaped("480x854p15"))
    card = json.loads(path.with_suffix(".json").read_text())
    card["beats"][0]["name"] = "another"
    key = "clips/480x854p15/one"
    forge(published.media, published.manifest, key, ".json", json.dumps(card).encode())
    (clip,) = published.found()
    assert clip.tall is None


def test_size_that_is_asked_for_is_taken(published: Published) -> None:
    for size in SIZES:
        published.add("one", size)
    published.add("other", "1080p60")
    (clip,) = published.found(sizes=["480p15"])
    assert (clip.name, clip.card["height"], clip.card["fps"]) == ("one", 480, 15)


def test_clips_are_in_the_order_of_the_film_and_then_of_their_names(published: Published) -> None:
    for name, scene in (("b", "First"), ("z", "Second"), ("a", "First")):
        published.add(name, "480p15", scene=scene)
    assert [clip.name for clip in published.found()] == ["z", "a", "b"]
    assert [clip.name for clip in published.found(names=["b", "a"])] == ["a", "b"]


def test_what_is_no_clip_or_of_no_scene_that_there_is_stays_out(published: Published) -> None:
    published.add("one", "480p15")
    published.add("still", "480p15", product="still")
    published.add("moving", "480p15", description={"settings": {"format": "gif"}})
    published.add("raise", "480p15", description={"drawing": {"beat": "raise"}})
    published.add("gone", "480p15", scene="Gone")
    assert [clip.name for clip in published.found()] == ["one"]


def test_smallest_opaque_sequence_of_a_clip_is_found_if_it_is_whole(published: Published) -> None:
    published.add("one", "480p15")
    sizes = {"a": (1280, 720, False), "b": (640, 360, False), "c": (64, 48, True)}
    for folder, (width, height, transparent) in sizes.items():
        settings = {"format": "png-sequence", "width": width, "height": height, "fps": 5}
        (published.media / f"clips/{folder}/one").mkdir(parents=True)
        picture = published.media / f"clips/{folder}/one/00000.png"
        picture.write_text("a picture")
        record = next(iter(published.manifest.records.values()))
        published.manifest.records[f"clips/{folder}/one"] = replace(
            record,
            description={"settings": {**settings, "transparent": transparent}},
            files={"/00000.png": PublishedFile.of(picture)},
            frames=1,
        )
    (clip,) = published.found()
    assert clip.sequence == Frames(published.media / "clips/b/one", frames=1, fps=5)
    (published.media / "clips/b/one/00000.png").unlink()
    (clip,) = published.found()
    assert clip.sequence == Frames(published.media / "clips/a/one", frames=1, fps=5)


@pytest.mark.parametrize("ending", ENDINGS)
def test_missing_file_is_refused_by_name(published: Published, ending: str) -> None:
    published.add("one", "480p15").with_suffix(ending).unlink()
    with pytest.raises(ClipError, match=rf"; clips/480p15/one\{ending} is missing\. Render the"):
        published.found()


@pytest.mark.parametrize("ending", ENDINGS)
def test_file_that_is_not_what_was_published_is_refused(published: Published, ending: str) -> None:
    path = published.add("one", "480p15").with_suffix(ending)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(ClipError, match=rf"one\{ending} is not what was published\. Render the"):
        published.found()


@pytest.mark.parametrize("ending", ENDINGS)
def test_link_in_a_files_place_is_refused_wherever_it_leads(
    published: Published, tmp_path: Path, ending: str
) -> None:
    path = published.add("one", "480p15").with_suffix(ending)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")  # its bytes are those that were published
    with pytest.raises(ClipError, match=rf"one\{ending} is no regular file\. Render the"):
        published.found()


def test_folder_behind_a_link_is_not_followed_out_of_the_media_folder(
    published: Published, tmp_path: Path
) -> None:
    folder = published.add("one", "480p15").parent
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ClipError, match=r"one\.\w+ lies behind a symbolic link\. Render the"):
        published.found()


def test_subtitles_may_have_the_times_of_words(published: Published) -> None:
    published.add("one", "480p15")
    timed = b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nWhat <00:00:00.500><c>rises?</c>\n"
    published.replace_subtitles("one", timed)
    assert [clip.name for clip in published.found()] == ["one"]


@pytest.mark.parametrize(
    "markup",
    [
        b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<script>alert(1)</script>\n",
        b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<c.loud>What rises?</c>\n",
        b"WEBVTT\n\nSTYLE\n::cue { color: red }\n",
        b"WEBVTT - <b>\n",
        b"<!doctype html>",
        b"\xff\xfe\x00",
    ],
)
def test_subtitles_with_markup_are_refused_even_if_the_manifest_has_them(
    published: Published, markup: bytes
) -> None:
    published.add("one", "480p15")
    published.replace_subtitles("one", markup)
    with pytest.raises(ClipError, match=r"one\.vtt (holds more than|cannot be read as) subtitles"):
        published.found()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scene", "Second"),
        ("width", 856),
        ("fps", 30),
        ("format", "gif"),
        ("sha256", "12" * 32),
        ("side_files", dict.fromkeys((".srt", ".vtt", ".png"), "12" * 32)),
    ],
)
def test_card_of_another_clip_is_refused(published: Published, field: str, value: Any) -> None:
    path = published.add("one", "480p15").with_suffix(".json")
    card = {**json.loads(path.read_text()), field: value}
    if field == "fps":  # whose times fit
        card |= {"seconds": FRAMES / value, "beats": small_card(fps=value)["beats"]}
    forge(
        published.media,
        published.manifest,
        "clips/480p15/one",
        ".json",
        json.dumps(card).encode(),
    )
    with pytest.raises(ClipError, match=r"one\.json is the card of another clip"):
        published.found()


def test_damaged_clip_that_is_not_asked_for_is_no_hindrance(published: Published) -> None:
    published.add("one", "480p15").unlink()
    published.add("one", "1080p60")
    assert len(published.found(sizes=["1080p60"])) == 1


def test_nothing_to_export_is_refused(published: Published) -> None:
    with pytest.raises(CallError, match=r"there are none in .*media\. Make them first"):
        published.found()
    published.add("one", "480p15")
    published.add("one", "480p30")
    for names in ((), ("one",)):
        with pytest.raises(CallError, match=r"none of one as asked for in .* 480p15, 480p30\."):
            published.found(names=names, sizes=["1080p60"])


def test_name_that_no_clip_has_is_refused_with_the_nearest(published: Published) -> None:
    published.add("pets", "480p15")
    published.add("First", "480p15")
    told = r"none is called 'pet' in .*\. Did you mean pets\? Those that there are: First, pets\."
    with pytest.raises(CallError, match=told):
        published.found(names=["First", "pet"])


def test_scene_by_its_name_is_its_clip_and_not_every_example_of_it(published: Published) -> None:
    published.add("First", "480p15")
    published.add("pets", "480p15")
    assert [clip.name for clip in published.found(names=["First"])] == ["First"]


def test_of_two_as_large_the_usual_one_is_taken(published: Published) -> None:
    for unusual in ("-light", "-captions-off", "", "-light-captions-off"):
        published.add("one", "480p15", look=unusual)
    (clip,) = published.found()
    assert clip.video.parent.name == "480p15"
    (clip,) = published.found(sizes=["480p15-light", "480p15-light-captions-off"])
    assert clip.video.parent.name == "480p15-light"


# --- the command ----------------------------------------------------------------------------------


SMALL = ("-r", "86,48", "--fps", "5")
"""A size besides the one of the fixture."""


def export(call: Callable[..., Any], *arguments: str) -> Any:
    return call("export", "snippets", *arguments, tiny=False)


def refused(answer: Any) -> str:
    """The sentence of a refusal, after checking that it is one and that nothing was exported."""
    assert not (answer.media / "exports").exists()
    return sentence_of(answer)


def is_published(answer: Any, video: str) -> bool:
    """Whether the video of an export is that one."""
    exported = answer.media / "exports/snippets/ToyBar/ToyBar.mp4"
    return bool(exported.read_bytes() == (answer.media / "clips" / video).read_bytes())


@pytest.mark.usefixtures("toys")
def test_command_takes_the_largest_or_what_is_asked_for(call: Callable[..., Any]) -> None:
    assert call("ToyBar").code == 0
    assert call("ToyBar", *SMALL, tiny=False).code == 0
    assert export(call).code == 0
    assert is_published(call("list"), "72p10/ToyBar.mp4")
    answer = export(call, "ToyBar", *SMALL)
    assert answer.code == 0
    assert is_published(answer, "48p5/ToyBar.mp4")
    assert "clips: 1 at 48p5; files: " in answer.out
    # What is not said is not asked for: neither the size nor the rate of the default.
    assert "clips: 1 at 72p10" in export(call, "--theme", "dark").out
    # -q names a size, too; of that one there is none.
    answer = export(call, "-q", "l")
    assert answer.code == 2
    assert "there are none of ToyBar as asked for in" in answer.err
    assert "only at 48p5, 72p10" in answer.err


@pytest.mark.usefixtures("toys")
def test_second_export_writes_nothing(call: Callable[..., Any]) -> None:
    call("ToyBar")
    first = export(call, "--json").json
    again = export(call, "--json").json
    assert set(again) == {"folder", "written", "unchanged", "removed"}
    assert "ToyBar/html.html" in first["written"]
    assert first["unchanged"] == first["removed"] == []
    assert again["written"] == again["removed"] == []
    assert again["unchanged"] == first["written"]
    assert Path(again["folder"]).parts[-3:] == ("media", "exports", "snippets")
    assert {path.parent.name for path in Path(again["folder"]).glob("*/*")} == {"ToyBar"}
    assert export(call).code == 0


@pytest.mark.usefixtures("toys")
def test_command_writes_snippets_for_files_that_are_elsewhere(call: Callable[..., Any]) -> None:
    call("ToyBar")
    assert "ToyBar/ToyBar.mp4" in export(call, "--json").json["written"]
    elsewhere = export(call, "--paths", "https://example.org/ce", "--json").json
    assert "ToyBar/ToyBar.mp4" in elsewhere["removed"]
    page = Path(elsewhere["folder"], "ToyBar/html.html").read_text(encoding="utf-8")
    assert '<source src="https://example.org/ce/ToyBar.mp4"' in page
    assert "ToyBar/html.html" in export(call, "--paths", "a/", "--json").json["written"]
    refusal = export(call, "--paths", 'a"b')
    assert refusal.code == 2
    assert "--paths takes what addresses begin with" in refusal.err
    other = call("export", "gallery", "--paths", "a/", tiny=False)
    assert other.code == 2
    assert "--paths is for snippets; got it for gallery." in other.err


@pytest.mark.usefixtures("toys")
def test_command_refuses_in_one_sentence(call: Callable[..., Any]) -> None:
    assert "there are none in" in refused(export(call))
    media = call("ToyBar").media
    assert "none is called 'ToySlow' in" in refused(export(call, "ToySlow"))
    assert "Did you mean ToyBar?" in refused(export(call, "ToyBa"))
    (media / "clips/72p10/ToyBar.vtt").unlink()
    answer = export(call)
    assert answer.code == 1  # the call was right
    assert "clips/72p10/ToyBar.vtt is missing" in answer.err
    assert answer.err.count("\n") == 1
    unknown = call("export", "snippet", tiny=False)
    assert "got 'snippet'. Did you mean snippets?" in refused(unknown)
    assert "export makes one of gallery, handout" in refused(call("export", tiny=False))


@pytest.mark.usefixtures("toys")
def test_same_options_export_the_clips_that_they_made_and_no_others(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    course = tmp_path / "course.toml"
    course.write_text("as = 'mine'\nheight = 2\n")
    values, file = ("--set", "height=2", "--as", "pets"), ("--params", str(course))
    for arguments in ((), values, file):
        assert call("ToyBar", *arguments).code == 0

    def exported(*arguments: str) -> set[str]:
        answer = export(call, *arguments, "--json")
        assert answer.code == 0, answer.err
        return {name.split("/")[0] for name in answer.json["written"] + answer.json["unchanged"]}

    assert exported() == {"ToyBar", "pets", "mine-ToyBar"}
    assert exported("ToyBar", *values) == exported("--as", "pets") == {"pets"}
    assert exported("ToyBar", *file) == exported("--as", "mine") == {"mine-ToyBar"}
    course.write_text("as = 'mine'\nheight = 2.5\n")
    others = sentence_of(export(call, "ToyBar", *file))
    assert "72p10/mine-ToyBar.mp4 was made with others. Run render.py with the same" in others
    assert "none is called 'mine-ToyBroken'" in sentence_of(export(call, *file))
    assert "none is called 'mime'" in sentence_of(export(call, "--as", "mime"))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Softmax", "One nudge: which one helps most?"),
        ("pets", "One nudge: which one helps most? · pets"),
    ],
)
def test_title_of_an_own_example_has_its_name(tmp_path: Path, name: str, title: str) -> None:
    card = {"scene": "Softmax", "title": "One nudge: which one helps most?"}
    assert Clip(name, "Chapter", tmp_path / f"{name}.mp4", card).title == title
