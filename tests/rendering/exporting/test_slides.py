"""Slides are the published clips' beats, frame by frame, with what is said as it was said."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import av
import numpy as np
import pptx
import pytest
from markdown_it import MarkdownIt
from PIL import Image
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from rendering.errors import CallError
from rendering.exporting.beats import cut_into_beats
from rendering.exporting.contents import contents
from rendering.exporting.kinds import EXPORTS
from rendering.exporting.published import Clip
from rendering.exporting.slides import missing_slides, slides
from rendering.publishing.exports import write_export
from tests.rendering.exporting.small_clips import (
    FRAMES,
    NASTY,
    beat,
    level,
    playable,
    small_card,
    small_clip,
)

RANGES = [(0, 10), (10, 30), (30, FRAMES)]
"""Of the beats of a small clip, in frames."""

MEDIA = "{http://schemas.microsoft.com/office/powerpoint/2010/main}media"
"""The element that holds a video since PowerPoint 2010."""

Files = Mapping[str, bytes]


def nasty_clip(folder: Path) -> Clip:
    said = [{**told, "name": NASTY, "narration": NASTY} for told in small_card()["beats"]]
    return small_clip(folder, "nasty", NASTY, title=NASTY, beats=said)


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Clip]:
    folder = tmp_path_factory.mktemp("clips")
    return [playable(clip) for clip in (small_clip(folder), nasty_clip(folder))]


@pytest.fixture(scope="module")
def files(clips: list[Clip]) -> Files:
    return slides(clips)


def test_slides_are_an_export() -> None:
    assert EXPORTS["slides"] is slides


def greys(video: bytes) -> list[float]:
    """How light each frame is."""
    with av.open(BytesIO(video)) as container:
        return [frame.to_ndarray(format="rgb24").mean() for frame in container.decode(video=0)]


def grey(picture: bytes) -> float:
    return float(np.mean(Image.open(BytesIO(picture)).convert("RGB")))


@pytest.mark.parametrize("name", ["LogitNudges", "nasty"])
def test_clip_of_a_beat_has_the_frames_of_the_beat(files: Files, name: str) -> None:
    for k, (start, end) in enumerate(RANGES, start=1):
        wanted = [level(frame) for frame in range(start, end)]
        assert greys(files[f"deck/beats/{name}-{k:02}.mp4"]) == pytest.approx(wanted, abs=2)
        first = files[f"deck/beats/{name}-{k:02}.png"]
        assert grey(first) == pytest.approx(level(start), abs=2)
    assert grey(files[f"deck/ends/{name}.png"]) == pytest.approx(level(FRAMES - 1), abs=2)


def test_poster_of_a_beat_shows_its_own_words_and_its_clip_begins_where_the_last_ended(
    tmp_path: Path,
) -> None:
    told_in = [3, 10, 39]  # of frames; the second one's words are not in the picture
    beats = [
        {**told, "told_frame": frame}
        for told, frame in zip(small_card()["beats"], told_in, strict=True)
    ]
    files = slides([playable(small_clip(tmp_path, beats=beats))])
    videos = Elements(files["deck/index.html"]).all("video")
    movies = movies_of(pptx.Presentation(BytesIO(files["slides.pptx"])))[1:]
    for video, movie, frame, (start, _) in zip(videos, movies, told_in, RANGES, strict=True):
        assert grey(files[f"deck/{video['poster']}"]) == pytest.approx(level(frame), abs=2)
        assert grey(movie.poster_frame.blob) == pytest.approx(level(frame), abs=2)
        assert grey(files[f"deck/{video['data-first']}"]) == pytest.approx(level(start), abs=2)
    assert [video["poster"] == video["data-first"] for video in videos] == [False, True, False]


def test_beat_of_no_length_is_no_slide(tmp_path: Path) -> None:
    beats = [beat("nothing", 0, 0, "", {}), *small_card()["beats"]]
    files = slides([playable(small_clip(tmp_path, beats=beats))])
    assert "deck/beats/LogitNudges-03.mp4" in files
    assert "deck/beats/LogitNudges-04.mp4" not in files
    assert len(pptx.Presentation(BytesIO(files["slides.pptx"])).slides) == 1 + len(RANGES)


def test_video_whose_beats_begin_anywhere_is_refused(tmp_path: Path) -> None:
    clip = playable(small_clip(tmp_path))
    beats = [{**told, "start_frame": told["start_frame"] + 1} for told in clip.card["beats"]]
    moved = Clip(clip.name, clip.chapter, clip.video, {**clip.card, "beats": beats})
    with pytest.raises(CallError, match=r"LogitNudges\.mp4 cannot be: .* frame 1 .*--force"):
        slides([moved])


def test_what_is_no_video_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"LogitNudges\.mp4 cannot be"):
        slides([small_clip(tmp_path)])


# --- The deck -------------------------------------------------------------------------------------


class Elements(HTMLParser):
    """All elements of a page, with their attributes."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(source.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.found if name == tag]


PAGES = ["index.html", "presenter.html"]


@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_deck_refers_to_files_of_its_folder_alone(files: Files, page: str) -> None:
    names = ("src", "href", "poster", "data-first", "data-last")
    found = Elements(files[f"deck/{page}"]).found
    referred = [attrs[name] for _, attrs in found for name in names if name in attrs]
    local = [r for r in referred if r != "data:," and not r.startswith("#")]
    assert len(local) >= 2
    assert {f"deck/{unquote(r)}" for r in local} <= set(files)


def test_pictures_of_a_beat_are_those_of_where_it_begins_and_ends(files: Files) -> None:
    videos = Elements(files["deck/index.html"]).all("video")
    assert len(videos) == 2 * len(RANGES)
    for video, (start, end) in zip(videos, 2 * RANGES, strict=True):
        assert video["poster"] == video["data-first"]
        assert grey(files[f"deck/{video['data-first']}"]) == pytest.approx(level(start), abs=2)
        # That of one frame later, if that begins a beat: there the one before has come to rest.
        after = min(end, FRAMES - 1)
        assert grey(files[f"deck/{video['data-last']}"]) == pytest.approx(level(after), abs=2)


@pytest.mark.parametrize("page", PAGES)
def test_labels_are_text_in_the_deck(files: Files, page: str) -> None:
    elements = Elements(files[f"deck/{page}"])
    scripts = [s for s in elements.all("script") if s.get("type") != "application/json"]
    assert [list(script) for script in scripts] == [["src", "defer"]]
    assert not [attrs for _, attrs in elements.found if set(attrs) & {"onload", "onerror"}]
    assert not elements.all("style")
    if page == "index.html":
        assert elements.texts.count(NASTY) >= 2 * len(RANGES)


START = ["The logits: class 1 is 2, class 2 is 1.", "The true class: class 1."]
FACTS = [
    ["The nudge: 0.4."],
    ["The shares: class 1 moves from 0 to 1, class 2 moves from 1 to 0."],
    ["The gains to first order moves from 0.5 to ∞."],
]
"""Of a small clip: what it starts from, and the numbers of its beats, in words."""


def test_presenter_is_told_every_slide(files: Files, clips: list[Clip]) -> None:
    source = files["deck/presenter.html"].decode()
    told = json.loads(source.partition('id="data">')[2].partition("</script>")[0])
    wanted = [
        ("Cross entropy, animated", "", "2 clips, 8 seconds"),
        ("Contents", "", "2 clips, 8 seconds"),
    ]
    for clip in clips:
        asked = clip.card["title"]
        asked = asked if asked.endswith("?") else f"“{asked}”: is that so, and why?"
        wanted.append((clip.title, asked, ""))
        wanted += [(b["name"], "", b["narration"]) for b in clip.card["beats"]]
    assert [(slide["name"], slide["ask"], slide["says"]) for slide in told] == wanted
    numbers = [slide["numbers"] for slide in told]
    assert numbers == [[], [], *2 * [START, *FACTS]]


def test_notes_are_what_a_card_has_to_be_spoken_and_to_be_asked(tmp_path: Path) -> None:
    beats = [
        {**told, "says": f"Listen to {k}.", "guess": "Higher or lower?" if k == 1 else ""}
        for k, told in enumerate(small_card()["beats"])
    ]
    made = slides([playable(small_clip(tmp_path, beats=beats))])
    presentation = pptx.Presentation(BytesIO(made["slides.pptx"]))
    notes = [slide.notes_slide.notes_text_frame.text.split("\n") for slide in presentation.slides]
    assert [lines[0] for lines in notes] == [
        "Ask: One nudge: which one helps most?",
        "Listen to 0.",
        "Ask: Higher or lower?",
        "Listen to 2.",
    ]
    assert notes[2][1] == "Listen to 1."


# --- PowerPoint -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def presentation(files: Files) -> Any:
    return pptx.Presentation(BytesIO(files["slides.pptx"]))


def movies_of(presentation: Any) -> list[Any]:
    """Each slide's; None where there is none."""
    found = []
    for slide in presentation.slides:
        movies = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.MEDIA]
        assert len(movies) <= 1
        found.append(movies[0] if movies else None)
    return found


def test_pptx_has_a_slide_for_each_question_and_each_beat(
    presentation: Any, clips: list[Clip]
) -> None:
    wanted = ["Cross entropy, animated", "Contents"]
    for clip in clips:
        wanted += [" ".join(clip.title.split()), *(told["name"] for told in clip.card["beats"])]
    assert [slide.shapes.title.text_frame.text for slide in presentation.slides] == wanted
    has_movie = [movie is not None for movie in movies_of(presentation)]
    assert has_movie == [False, False, *2 * [False, True, True, True]]


def test_line_of_the_contents_leads_to_the_question_of_its_clip(presentation: Any) -> None:
    listed = presentation.slides[1]
    lines = [shape for shape in listed.shapes if shape.has_text_frame][1:]  # after its title
    texts = [line.text_frame.text for line in lines]
    own = " ".join(NASTY.split())
    assert texts == [
        "How logits move",
        "One nudge: which one helps most?\t0:04",
        own,  # its chapter
        f"{own} · nasty\t0:04",
    ]
    slides_led_to = [line.click_action.target_slide for line in lines]
    places = [slide and presentation.slides.index(slide) for slide in slides_led_to]
    assert places == [None, 2, None, 6]


def test_one_clip_has_no_contents_and_twenty_one_have_two_slides_of_them(tmp_path: Path) -> None:
    one = playable(small_clip(tmp_path))
    alone = pptx.Presentation(BytesIO(slides([one])["slides.pptx"]))
    assert alone.slides[0].shapes.title.text_frame.text == "One nudge: which one helps most?"
    (cut,) = cut_into_beats([one])
    pages = contents([cut] * 21)
    assert [sum(len(chapter.entries) for chapter in page) for page in pages] == [20, 1]
    # A cover, two slides of contents, and twenty clips of one question and three beats.
    assert pages[1][0].entries[0].slide == 1 + 2 + 20 * 4


def test_notes_are_the_question_and_what_is_said_and_the_numbers_in_words(
    presentation: Any, clips: list[Clip]
) -> None:
    notes = [slide.notes_slide.notes_text_frame.text for slide in presentation.slides]
    wanted = 2 * ["2 clips, 8 seconds"]
    asked = ["One nudge: which one helps most?", f"“{NASTY}”: is that so, and why?"]
    for clip, ask in zip(clips, asked, strict=True):
        wanted.append("\n".join([f"Ask: {ask}", *(f"– {fact}" for fact in START)]))
        for told, facts in zip(clip.card["beats"], FACTS, strict=True):
            lines = [told["narration"], *(f"– {fact}" for fact in facts)]
            wanted.append("\n".join(filter(None, lines)))
    assert [" ".join(note.split(" ")) for note in notes] == wanted


def test_media_are_the_clips_of_the_beats_and_posters_their_first_pictures(
    presentation: Any, files: Files
) -> None:
    movies = [movie for movie in movies_of(presentation) if movie is not None]
    names = [f"deck/beats/{name}-{k:02}" for name in ("LogitNudges", "nasty") for k in (1, 2, 3)]
    for movie, name in zip(movies, names, strict=True):
        media = movie.part.related_part(movie.element.find(f".//{MEDIA}").get(qn("r:embed")))
        assert media.blob == files[f"{name}.mp4"]
        assert media.content_type == "video/mp4"
        assert movie.poster_frame.blob == files[f"{name}.png"]


def test_movie_starts_by_itself_as_long_as_its_beat_and_once(presentation: Any) -> None:
    slides_and_movies = zip(presentation.slides, movies_of(presentation), strict=True)
    lengths = []
    for slide, movie in slides_and_movies:
        if movie is None:
            continue
        targets = {e.get("spid") for e in slide.element.iter(qn("p:spTgt"))}
        assert targets == {str(movie.shape_id)}
        (command,) = slide.element.iter(qn("p:cmd"))
        assert (command.get("type"), command.get("cmd")) == ("call", "playFrom(0.0)")
        effects = [e.get("nodeType") for e in slide.element.iter(qn("p:cTn")) if e.get("presetID")]
        assert effects == ["afterEffect"]
        ids = [e.get("id") for e in slide.element.iter(qn("p:cTn"))]
        assert len(ids) == len(set(ids))
        assert not list(slide.element.iterfind(".//*[@repeatCount]"))
        lengths.append(int(command.find(".//" + qn("p:cTn")).get("dur")))
    assert lengths == 2 * [1000, 2000, 1000]


@pytest.mark.parametrize(
    ("size", "slide"),
    [
        ((128, 72), (12_192_000, 6_858_000)),
        ((854, 480), (12_192_000, 6_858_000)),  # 16:9 in whole pixels
        ((64, 48), (12_192_000, 9_144_000)),
        ((72, 128), (6_858_000, 12_192_000)),
    ],
)
def test_slide_has_the_shape_of_the_clip(
    tmp_path: Path, size: tuple[int, int], slide: tuple[int, int]
) -> None:
    clip = playable(small_clip(tmp_path, width=size[0], height=size[1]))
    made = pptx.Presentation(BytesIO(slides([clip])["slides.pptx"]))
    assert (made.slide_width, made.slide_height) == slide
    movie = movies_of(made)[1]
    # As it is, as large as there is room, in the middle.
    assert movie.width / movie.height == pytest.approx(size[0] / size[1], rel=1e-4)
    assert slide[0] - movie.width <= slide[0] / 500
    assert movie.left == pytest.approx(slide[0] - movie.left - movie.width, abs=1)
    assert movie.top == pytest.approx(slide[1] - movie.top - movie.height, abs=1)


def test_background_is_the_clips(presentation: Any) -> None:
    for slide in presentation.slides:
        color = slide.background.fill.fore_color.rgb
        assert list(color) == pytest.approx([level(FRAMES - 1)] * 3, abs=2)


def test_what_xml_cannot_hold_is_replaced(tmp_path: Path) -> None:
    beats = [{**told, "narration": "a\x00b\ufffec"} for told in small_card()["beats"]]
    made = slides([playable(small_clip(tmp_path, beats=beats[:1]))])["slides.pptx"]
    (_, slide) = pptx.Presentation(BytesIO(made)).slides
    assert slide.notes_slide.notes_text_frame.text.split("\n")[0] == "a b\ufffdc"


def test_same_clips_give_the_same_bytes_whenever_they_are_made(
    files: Files, clips: list[Clip]
) -> None:
    assert slides(clips) == files
    with ZipFile(BytesIO(files["slides.pptx"])) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2  # created, modified


# --- manim-slides ---------------------------------------------------------------------------------


def test_manim_slides_reads_what_it_is_told(tmp_path: Path, clips: list[Clip]) -> None:
    from manim_slides.config import PresentationConfig

    folder = write_export(tmp_path / "exports/slides", slides(clips)).folder
    for clip in clips:
        told = PresentationConfig.from_file(folder / "manim-slides" / f"{clip.name}.json")
        assert told.resolution == (64, 48)
        assert [greys(slide.file.read_bytes()) for slide in told.slides] == [
            pytest.approx([level(frame) for frame in range(*range_)], abs=2) for range_ in RANGES
        ]


def test_notes_for_manim_slides_are_text_wherever_it_puts_them(
    files: Files, clips: list[Clip]
) -> None:
    markdown = MarkdownIt("commonmark")
    for clip in clips:
        told = json.loads(files[f"manim-slides/{clip.name}.json"])["slides"]
        for k, (slide, beat_) in enumerate(zip(told, clip.card["beats"], strict=True)):
            asked = clip.card["title"]
            asked = asked if asked.endswith("?") else f"“{asked}”: is that so, and why?"
            # Nothing before its first beat has the question.
            lines = [f"Ask: {asked}", *(f"– {fact}" for fact in START)] if k == 0 else []
            lines += [beat_["narration"]] * bool(beat_["narration"])
            lines += [f"– {fact}" for fact in FACTS[k]]
            # They go into a page as they are; reveal.js takes the text of that for Markdown.
            in_page = Elements(slide["notes"].encode())
            assert in_page.found == []
            read = Elements(markdown.render("".join(in_page.texts)).encode())
            assert [tag for tag, _ in read.found] == ["p"] * len(lines)
            assert [text for text in read.texts if text.strip()] == lines
            # Its own presenter takes them for Markdown at once.
            at_once = Elements(markdown.render(slide["notes"]).encode())
            assert {tag for tag, _ in at_once.found} <= {"p"}


def test_page_for_reveal_js_shows_the_beats_in_order(files: Files) -> None:
    page = Elements(files["revealjs.html"])
    shown = [section.get("data-background-video") for section in page.all("section")]
    assert shown == [None, None] + [
        f"deck/beats/{name}-{k:02}.mp4" if k else None
        for name in ("LogitNudges", "nasty")
        for k in (0, 1, 2, 3)
    ]
    assert set(filter(None, shown)) <= set(files)
    # reveal.js counts slides from 0.
    assert [link["href"] for link in page.all("a")] == ["#/2", "#/6"]
    assert "2 clips, 8 seconds" in page.texts
    assert NASTY in page.texts
    assert not [attrs for _, attrs in page.found if set(attrs) & {"onload", "onerror"}]
    assert not [attrs for attrs in page.all("img") if attrs.get("src") == "x"]
    outside = [attrs["src"] for attrs in page.all("script") if "src" in attrs]
    assert [url for url in outside if "reveal" in url] == outside  # which the text of docs tells


# --- What need not be there -----------------------------------------------------------------------


def test_without_optional_packages_the_deck_is_made_and_the_rest_is_told(
    monkeypatch: pytest.MonkeyPatch, clips: list[Clip], files: Files
) -> None:
    assert missing_slides() is None
    for package in ("pptx", "manim_slides"):
        monkeypatch.setitem(sys.modules, package, None)
    without = slides(clips)
    assert set(files) - set(without) == {"slides.pptx", "revealjs.html"}
    assert all(files[name] == content for name, content in without.items())
    told = missing_slides()
    assert told is not None
    assert "slides.pptx and revealjs.html" in told
    assert "[slides]" in told


@pytest.mark.usefixtures("toys")
def test_command_exports_rendered_clips_and_leaves_what_is_unchanged(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("ToyBar").code == 0
    first = call("export", "slides", "--json", tiny=False)
    assert first.code == 0
    assert {"deck/index.html", "slides.pptx", "revealjs.html"} <= set(first.json["written"])
    again = call("export", "slides", "--json", tiny=False)
    assert again.json["written"] == []
    assert again.json["unchanged"] == first.json["written"]
    monkeypatch.setitem(sys.modules, "pptx", None)
    without = call("export", "slides", tiny=False)
    assert without.code == 0
    assert without.out.splitlines()[-1].startswith("Not made: slides.pptx, for which ")


@pytest.mark.usefixtures("toys")
def test_clips_of_a_rendered_clips_beats_are_all_of_it(call: Callable[..., Any]) -> None:
    answer = call("ToyBar")
    call("export", "slides", tiny=False)
    (whole,) = answer.media.glob("clips/*/ToyBar.mp4")
    beats = sorted(answer.media.glob("exports/slides/deck/beats/*.mp4"))
    assert len(beats) == 2
    ends = [pictures(path) for path in beats]
    assert [frame for part in ends for frame in part] == pictures(whole)
    # Where a beat begins, the one before has come to rest: its picture stands for that one's end.
    for before, after in pairwise(ends):
        one, other = (np.frombuffer(f, np.uint8).astype(int) for f in (before[-1], after[0]))
        assert np.abs(one - other).max() <= 8


def pictures(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray().tobytes() for frame in container.decode(video=0)]


# --- The guide ------------------------------------------------------------------------------------

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
SECTION = GUIDE.partition("## A whole lecture of slides\n")[2].partition("\n## ")[0]


def test_guide_names_the_files_that_there_are(files: Files) -> None:
    named = re.findall(r"^\| `([^`]+)` \|", SECTION, re.MULTILINE)
    assert len(named) == 4
    for name in named:
        assert any(PurePosixPath(file).match(name) for file in files), name


def test_guide_names_the_keys_that_the_deck_has(files: Files) -> None:
    script = files["deck/deck.js"].decode()
    known = set(re.findall(r'^ +"?([^":\s]+| )"?: "', script[script.index("const keys") :], re.M))
    table = SECTION.partition("| key | does |\n|---|---|\n")[2].partition("\n\n")[0]
    names = {"→": "ArrowRight", "↓": "ArrowDown", "←": "ArrowLeft", "↑": "ArrowUp", "space": " "}
    told = set()
    for row in table.splitlines():
        cell = row.split("|")[1].replace("Page ", "Page").replace(",", " ")
        told |= {names.get(word, word) for word in cell.split()}
    assert told == known - {"."}  # a clicker's, for black
