"""The gallery's pages are whole, load nothing from elsewhere, and take no text for markup."""

from __future__ import annotations

import json
import shlex
import tomllib
from collections.abc import Mapping
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image

from rendering.errors import CallError
from rendering.exporting.embedding import embed_codes
from rendering.exporting.gallery import base_of, gallery
from rendering.exporting.kinds import EXPORTS
from rendering.exporting.own_example import own_call
from rendering.exporting.published import Clip
from rendering.publishing.exports import write_export
from tests.rendering.exporting.small_clips import (
    FPS,
    NASTY,
    level,
    playable,
    small_card,
    small_clip,
    small_film,
    speaking,
)

ASKING = [{**beat, "told_frame": beat["start_frame"] + 4} for beat in small_card()["beats"]]
VOID = {"meta", "link", "img", "source", "input", "br", "track"}

TITLE = "One nudge: which one helps most?"


class Page(HTMLParser):
    """A page's elements in order, with all text in each."""

    def __init__(self, source: bytes | Path) -> None:
        super().__init__()
        assert isinstance(source, bytes)
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(source.decode())
        self.close()
        assert not self._open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, {name: value or "" for name, value in attrs}, [""])
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, _, text in self._open:
            text.append(data)

    def all(self, tag: str) -> list[tuple[dict[str, str], str]]:
        return [(attrs, "".join(text)) for name, attrs, text in self.elements if name == tag]

    def by_id(self, wanted: str) -> str:
        (text,) = ["".join(t) for _, attrs, t in self.elements if attrs.get("id") == wanted]
        return text

    def rows(self) -> list[list[str]]:
        """Tables' rows, as what stands in their cells."""
        rows: list[list[str]] = []
        for tag, _, text in self.elements:
            if tag == "tr":
                rows.append([])
            elif tag in ("th", "td"):
                rows[-1].append("".join(text))
        return rows

    def references(self) -> list[str]:
        names = ("src", "href", "poster")
        return [attrs[name] for _, attrs, _ in self.elements for name in names if name in attrs]


def pages_of(files: Mapping[str, bytes | Path]) -> dict[str, Page]:
    return {name: Page(content) for name, content in files.items() if name.endswith(".html")}


def a_clip(folder: Path, name: str = "LogitNudges", *args: Any, **changes: Any) -> Clip:
    """One with a video, since a gallery takes a picture of it."""
    return playable(small_clip(folder, name, *args, **changes))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes | Path]:
    folder = tmp_path_factory.mktemp("media")
    return gallery(
        [
            a_clip(folder, "Areas", "What it is", scene="Areas", title="An area"),
            a_clip(folder, "pets", captions="off"),
            a_clip(folder, "LogitNudges", beats=ASKING),
        ]
    )


@pytest.fixture(scope="module")
def page(files: Mapping[str, bytes | Path]) -> Page:
    return Page(files["LogitNudges.html"])


def test_gallery_is_an_export() -> None:
    assert EXPORTS["gallery"] is gallery


def test_there_is_an_index_a_page_a_clip_and_all_files_of_the_clips(
    files: Mapping[str, bytes | Path],
) -> None:
    clips = ["Areas", "LogitNudges", "pets"]
    ends = (".mp4", ".png", ".srt", ".vtt", ".json")
    assert set(files) == {
        *("index.html", "gallery.css", "gallery.js", "preview.png"),
        *(f"{clip}.html" for clip in clips),
        *(f"posters/{clip}.png" for clip in clips),
        *(f"clips/{clip}{end}" for clip in clips for end in ends),
    }
    for name, content in files.items():
        if name.endswith((".srt", ".vtt", ".json")):
            assert isinstance(content, Path)
            assert content.read_bytes() == name.removeprefix("clips/").encode()


def test_it_is_brought_to_its_folder_and_made_again_without_a_change(
    files: Mapping[str, bytes | Path], tmp_path: Path
) -> None:
    folder = tmp_path / "exports/gallery"
    assert set(write_export(folder, files).written) == set(files)
    assert write_export(folder, files).written == ()


def test_all_that_pages_refer_to_is_in_the_folder(files: Mapping[str, bytes | Path]) -> None:
    for name, page in pages_of(files).items():
        ids = {attrs["id"] for _, attrs, _ in page.elements if "id" in attrs}
        for reference in page.references():
            parts = urlsplit(reference)
            if reference == "data:,":
                continue
            assert (parts.scheme, parts.netloc) == ("", ""), name
            if parts.path:
                assert unquote(parts.path) in files, name
            else:
                assert parts.fragment in ids, name


@pytest.mark.parametrize("base", ["", "https://a.school/clips/"])
def test_link_to_a_page_is_shown_with_its_words_and_its_question(tmp_path: Path, base: str) -> None:
    files = gallery([a_clip(tmp_path), a_clip(tmp_path, "pets")], base)
    wanted = {
        "index.html": ("preview.png", (1200, 630), "Cross entropy, animated"),
        "LogitNudges.html": (
            "posters/LogitNudges.png",
            (64, 48),
            "One nudge: which one helps most?",
        ),
        "pets.html": ("posters/pets.png", (64, 48), f"{TITLE} · pets"),
    }
    for page, (picture, size, title) in wanted.items():
        about = {
            attrs.get("property") or attrs.get("name"): attrs.get("content")
            for attrs, _ in Page(files[page]).all("meta")
        }
        assert (about["og:image"], about["og:title"]) == (base + picture, title)
        assert (about["og:image:width"], about["og:image:height"]) == tuple(map(str, size))
        png = files[picture]
        assert isinstance(png, bytes)
        assert Image.open(BytesIO(png)).size == size
        assert about["description"] == about["og:description"] != ""
        assert about["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize(
    "address",
    ["a.school/clips", "/clips/", "file:///clips/", "https://", "https://a/?b", "http://["],
)
def test_address_that_leads_to_no_folder_in_the_web_is_refused(address: str) -> None:
    with pytest.raises(CallError, match=r"begins with https://.*\. Write --address https://"):
        base_of(address)


def test_style_sheet_and_script_load_nothing(files: Mapping[str, bytes | Path]) -> None:
    for name in ("gallery.css", "gallery.js"):
        content = files[name]
        assert isinstance(content, bytes)
        text = content.decode().replace("http://www.w3.org/2000/svg", "")
        for loads in ("http:", "https:", "//cdn", "url(", "@import", "fetch(", "innerHTML"):
            assert loads not in text


def test_no_script_and_no_style_is_in_a_page(files: Mapping[str, bytes | Path]) -> None:
    for page in pages_of(files).values():
        for tag, attrs, _ in page.elements:
            assert tag != "style"
            assert "style" not in attrs
            assert not [name for name in attrs if name.startswith("on")]
            if tag == "script":
                assert attrs.get("type") == "application/json" or attrs["src"] == "gallery.js"


def test_policy_forbids_what_does_not_come_from_the_folder(
    files: Mapping[str, bytes | Path],
) -> None:
    for page in pages_of(files).values():
        (policy,) = [
            attrs["content"]
            for attrs, _ in page.all("meta")
            if attrs.get("http-equiv") == "Content-Security-Policy"
        ]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == "'self' file:"
        assert "unsafe" not in policy
        assert "http" not in policy


def test_index_has_the_clips_in_their_chapters_and_then_own_examples(
    files: Mapping[str, bytes | Path],
) -> None:
    index = Page(files["index.html"])
    assert [text for _, text in index.all("h2")] == [
        "What it is",
        "How logits move",
        "Own examples",
    ]
    assert [attrs["start"] for attrs, _ in index.all("ol")] == ["1", "2"]
    assert len(index.all("ul")) == 1
    links = [
        (attrs["href"], text) for attrs, text in index.all("a") if attrs.get("class") == "clip"
    ]
    assert [href for href, _ in links] == ["Areas.html", "LogitNudges.html", "pets.html"]
    assert "An area" in links[0][1]
    assert "0:04" in links[0][1]
    assert [attrs["src"] for attrs, _ in index.all("img")] == [
        *("posters/Areas.png", "posters/LogitNudges.png", "posters/pets.png")
    ]


def test_index_says_how_long_the_programme_is_and_where_to_start(
    files: Mapping[str, bytes | Path],
) -> None:
    index = Page(files["index.html"])
    (total,) = [text for attrs, text in index.all("p") if attrs.get("class") == "total"]
    assert total == "2 clips, 8 seconds in all, to be watched in this order or one by one."
    (start,) = [attrs["href"] for attrs, _ in index.all("a") if attrs.get("class") == "start"]
    assert start == "Areas.html"
    places = [
        text
        for name in ("Areas", "LogitNudges", "pets")
        for attrs, text in Page(files[f"{name}.html"]).all("p")
        if attrs.get("class") == "chapter-name"
    ]
    assert places == [
        "What it is · 1 of 2",
        "How logits move · 2 of 2",
        "How logits move · an own example",
    ]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [([89.0], "1 clip, 1 minute 29 seconds."), ([300.0, 380.0], "2 clips, 11 minutes in all, ")],
)
def test_length_of_the_programme_is_told_in_minutes(
    tmp_path: Path, seconds: list[float], said: str
) -> None:
    clips = [
        a_clip(tmp_path, f"Scene{k}", scene=f"Scene{k}", seconds=s) for k, s in enumerate(seconds)
    ]
    index = Page(gallery(clips)["index.html"])
    (total,) = [text for attrs, text in index.all("p") if attrs.get("class") == "total"]
    assert total.startswith(said)


def test_own_examples_alone_are_no_programme(tmp_path: Path) -> None:
    index = Page(gallery([a_clip(tmp_path, "pets")])["index.html"])
    assert [text for _, text in index.all("h2")] == ["Examples"]
    assert "start" not in [attrs.get("class") for attrs, _ in index.all("a")]


def test_clips_of_one_scene_are_told_apart_by_their_names(
    files: Mapping[str, bytes | Path],
) -> None:
    index = Page(files["index.html"])
    names = [text for attrs, text in index.all("span") if attrs.get("class") == "name"]
    assert names == [
        "1 An area",
        "2 One nudge: which one helps most?",
        "One nudge: which one helps most? · pets",
    ]
    pets = Page(files["pets.html"])
    assert [text for _, text in pets.all("h1")] == ["One nudge: which one helps most? · pets"]
    assert pets.all("title")[0][1].startswith("One nudge: which one helps most? · pets ·")
    links = [text for attrs, text in Page(files["LogitNudges.html"]).all("a") if "rel" in attrs]
    assert links == ["← An area", "One nudge: which one helps most? · pets →"]


def test_page_says_below_its_beats_what_to_watch_next(files: Mapping[str, bytes | Path]) -> None:
    pages = [Page(files[f"{name}.html"]) for name in ("Areas", "LogitNudges", "pets")]
    said = [[t for a, t in page.all("p") if a.get("class") == "next"] for page in pages]
    assert said == [
        ["Next: One nudge: which one helps most?"],
        ["Next: One nudge: which one helps most? · pets"],
        [],
    ]


def test_headings_are_in_order_and_all_has_a_language(files: Mapping[str, bytes | Path]) -> None:
    for page in pages_of(files).values():
        assert page.all("html")[0][0]["lang"] == "en"
        levels = [int(tag[1]) for tag, _, _ in page.elements if tag in ("h1", "h2", "h3", "h4")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_video_has_its_poster_and_loads_only_what_it_must(page: Page) -> None:
    ((video, _),) = page.all("video")
    assert video["preload"] == "metadata"
    assert video["poster"] == "posters/LogitNudges.png"
    assert (video["width"], video["height"]) == ("64", "48")
    assert "controls" in video
    assert [attrs["src"] for attrs, _ in page.all("source")] == ["clips/LogitNudges.mp4"]


def test_each_beat_is_a_link_to_its_moment_with_its_time_and_its_words(page: Page) -> None:
    links = [(a["href"], text) for a, text in page.all("a") if "data-beat" in a]
    video = "clips/LogitNudges.mp4"
    assert [href for href, _ in links] == [f"{video}#t=0.0", f"{video}#t=1.0", f"{video}#t=3.0"]
    assert links[1][1].split() == ["0:01", "it", "moves:", "It", "rises."]


def test_poster_is_the_first_picture_before_any_words_are_there(
    files: Mapping[str, bytes | Path],
) -> None:
    png = files["posters/LogitNudges.png"]  # whose words are there from frame 4 on
    assert isinstance(png, bytes)
    picture = Image.open(BytesIO(png)).convert("L")
    assert picture.size == (64, 48)
    assert picture.getpixel((32, 24)) == pytest.approx(level(0), abs=2)


def test_clip_without_a_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"LogitNudges\.mp4 has none: .*\. Run render\.py"):
        gallery([small_clip(tmp_path)])


@pytest.mark.parametrize(("name", "on"), [("LogitNudges", False), ("pets", True)])
def test_subtitles_start_on_unless_they_are_in_the_picture(
    files: Mapping[str, bytes | Path], name: str, on: bool
) -> None:
    page = Page(files[f"{name}.html"])
    assert json.loads(page.by_id("data"))["subtitles"] is on
    (box,) = [attrs for attrs, _ in page.all("input") if attrs["id"] == "subtitles"]
    assert ("checked" in box) is on


def test_cues_are_those_of_the_beats_in_which_something_is_said(page: Page) -> None:
    assert json.loads(page.by_id("data"))["cues"] == [
        {"start": 0.0, "end": 1.0, "text": "What rises?"},
        {"start": 1.0, "end": 3.0, "text": "It rises."},
    ]


def test_spoken_clip_has_the_times_of_its_words_and_its_sound_can_be_switched(
    tmp_path: Path,
) -> None:
    clip = playable(small_clip(tmp_path, **speaking(small_card()["beats"])))
    page = Page(gallery([clip])["LogitNudges.html"])
    assert json.loads(page.by_id("data"))["cues"] == [
        {"start": 0.1, "end": 1.1, "text": "What <00:00:00.300><c>rises?</c>"},
        {"start": 1.1, "end": 1.4, "text": "It <00:00:01.300><c>rises.</c>"},
    ]
    assert [attrs for attrs, _ in page.all("input") if attrs["id"] == "sound"] == [
        {"type": "checkbox", "id": "sound", "checked": ""}
    ]


def test_silent_clip_has_no_sound_to_switch(page: Page) -> None:
    assert "sound" not in {attrs["id"] for attrs, _ in page.all("input")}


def test_numbers_are_told_in_words_beat_by_beat(page: Page) -> None:
    assert [text for _, text in page.all("dt")][-4:] == [
        *("At the start", "the question", "it moves", "the end")
    ]
    assert [text for _, text in page.all("dd")][-5:] == [
        "The logits: class 1 is 2, class 2 is 1",
        "The true class: class 1",
        "The nudge: 0.4",
        "The shares: class 1 moves from 0 to 1, class 2 moves from 1 to 0",
        "The gains to first order moves from 0.5 to ∞",
    ]


def test_parameters_are_told_by_the_names_that_set_takes(page: Page) -> None:
    assert ["logits", "2, 1"] in page.rows()
    assert ["labels", "not given"] in page.rows()


def test_plot_gets_the_cards_own_numbers(page: Page) -> None:
    series = json.loads(page.by_id("data"))["series"]
    assert [(s["name"], s["beat"]) for s in series] == [
        ("The shares: class 1", 1),
        ("The shares: class 2", 1),
        ("The gains to first order", 2),
    ]
    (told,) = series[0]["shown"]
    assert told["movesFrom"] == 13
    assert told["rows"] == [0.0, 0.125, 0.375, 0.6875, 0.9375, 1.0]
    (endless,) = series[2]["shown"]
    assert (endless["start"], endless["end"], endless["movesFrom"]) == (30, 40, 32)
    assert endless["rows"] == [0.5, 2.0, "inf"]


@pytest.mark.parametrize(
    ("labels", "target"), [(["cat", "dog"], "1, the second: dog"), (None, "1, the second")]
)
def test_true_class_is_told_as_the_class_that_it_is(
    tmp_path: Path, labels: list[str] | None, target: str
) -> None:
    parameters = {"logits": [2.0, 1.0], "target": 1, "labels": labels}
    page = Page(gallery([a_clip(tmp_path, parameters=parameters)])["LogitNudges.html"])
    assert ["target", target] in page.rows()


def test_clip_in_which_nothing_moves_has_no_plot(tmp_path: Path) -> None:
    card = small_card()
    still = [{**beat, "numbers": {}} for beat in card["beats"]]
    page = Page(gallery([a_clip(tmp_path, beats=still)])["LogitNudges.html"])
    assert "plot" not in [attrs.get("id") for attrs, _ in page.all("svg")]
    assert json.loads(page.by_id("data"))["series"] == []


def test_command_and_embed_texts_are_those_of_the_clip(
    files: Mapping[str, bytes | Path], page: Page, tmp_path: Path
) -> None:
    clip = small_clip(tmp_path)
    assert page.by_id("own") == own_call(clip)
    words = shlex.split(page.by_id("own"))
    assert words[:3] == ["python", "render.py", "LogitNudges"]
    codes = embed_codes(clip, "clips/")
    shown = [text for attrs, text in page.all("pre") if attrs["id"].startswith("embed-")]
    assert shown == list(codes.values())
    copied = {attrs["data-copies"] for attrs, _ in page.all("button") if "data-copies" in attrs}
    assert copied == {"own", *(f"embed-{k}" for k in range(1, len(codes) + 1))}


def test_keys_are_listed(page: Page) -> None:
    assert [text for _, text in page.all("kbd")] == [
        *("space", "k", ",", "."),
        *("←", "→", "l", "c", "f"),
    ]


def test_labels_and_words_stay_text(tmp_path: Path) -> None:
    card = small_card()
    said = [{**beat, "name": NASTY, "narration": NASTY} for beat in card["beats"]]
    numbers = card["numbers"] | {"names": [NASTY, "2"]}
    parameters = card["parameters"] | {"labels": [NASTY, "b"]}
    clip = a_clip(
        tmp_path, chapter=NASTY, title=NASTY, beats=said, numbers=numbers, parameters=parameters
    )
    files = gallery([clip])
    page = Page(files["LogitNudges.html"])
    scripts = page.all("script")
    assert len(scripts) == 2
    data = json.loads(page.by_id("data"))
    assert [beat["name"] for beat in data["beats"]] == [NASTY] * 3
    assert [text for _, text in page.all("h1")] == [NASTY]  # and no name beside its scene's
    assert "49" not in page.all("h1")[0][1]
    assert not page.all("img")
    assert f"The shares: {NASTY} moves from 0 to 1, b moves from 1 to 0" in [
        text for _, text in page.all("dd")
    ]
    assert "<" not in data["cues"][0]["text"]
    typed = shlex.split(page.by_id("own"))
    assert f"labels={NASTY},b" in typed
    assert [text for _, text in Page(files["index.html"]).all("h2")] == [NASTY]


def test_clip_called_index_does_not_take_the_place_of_the_index(tmp_path: Path) -> None:
    files = gallery([a_clip(tmp_path, "Index"), a_clip(tmp_path, "index-clip")])
    names = [name.lower() for name in files]
    assert len(set(names)) == len(names)
    links = [a["href"] for a, _ in Page(files["index.html"]).all("a") if a.get("class") == "clip"]
    assert links == ["Index-clip-clip.html", "index-clip.html"]
    assert set(links) <= set(files)


def test_frames_are_counted_at_the_cards_rate(page: Page) -> None:
    data = json.loads(page.by_id("data"))
    assert (data["fps"], data["frames"]) == (FPS, 40)
    beat = {"name": "it moves", "anchor": "it-moves", "start": 10, "told": 14, "end": 30}
    assert data["beats"][1] == beat


def test_film_has_a_page_to_which_the_index_leads(tmp_path: Path) -> None:
    clips = [a_clip(tmp_path), a_clip(tmp_path, "film")]
    assert "film.html" not in gallery(clips)
    film = small_film(clips[0])
    files = gallery(clips, film=lambda: film)
    index, page = Page(files["index.html"]), Page(files["film.html"])
    assert "film.html" in [attrs["href"] for attrs, _ in index.all("a")]
    assert "film-clip.html" in files
    marks = [(a["href"], text) for a, text in page.all("a") if "data-beat" in a]
    assert [href for href, _ in marks] == [
        *("film/CrossEntropy.mp4#t=0.0", "film/CrossEntropy.mp4#t=2.0")
    ]
    assert [" ".join(text.split()) for _, text in marks] == [f"0:00 {NASTY}", "0:02 Second"]
    assert all(unquote(href.partition("#")[0]) in files for href in page.references() if
               not href.startswith(("data:", "#")))  # fmt: skip
    data = json.loads(page.by_id("data"))
    assert data["cues"] == [
        {"start": 0.5, "end": 4.0, "text": "Said <00:00:01.500><c>&lt;b&gt;</c>"}
    ]
    assert [(beat["start"], beat["end"]) for beat in data["beats"]] == [(0, 20), (20, 40)]
    for end in (".mp4", ".srt", ".vtt", ".png", ".json", ".md", ".txt"):
        assert files[f"film/CrossEntropy{end}"] == film.video.with_suffix(end)


@pytest.mark.parametrize("room", ["exporting", "filming"])
def test_all_that_exports_and_films_read_comes_with_the_package(room: str) -> None:
    root = Path(__file__).parents[3]
    told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = told["tool"]["setuptools"]["package-data"][f"rendering.{room}"]
    folder = root / "rendering" / room
    packed = {path for pattern in patterns for path in folder.glob(pattern)}
    others = {p for p in folder.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc")}
    assert packed == others
