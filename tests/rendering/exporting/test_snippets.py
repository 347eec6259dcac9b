"""Each snippet finds its files from where it lies, and what somebody typed stays text in it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from rendering.errors import CallError
from rendering.exporting.published import Clip, Frames
from rendering.exporting.snippets import prefix_of, snippets
from rendering.publishing.exports import write_export
from tests.rendering.exporting.fake_clips import NASTY, fake_clip, nasty_clip

FILES = {
    "html.html",
    "markdown.md",
    "revealjs.html",
    "quarto.qmd",
    "jupyter-book.md",
    "beamer.tex",
    "powerpoint.md",
    "moodle-canvas.html",
    "transcript.md",
}
WITHOUT_PATHS = {"transcript.md"}
OWN = (".mp4", ".png", ".vtt", ".srt")
"""Endings of the clip's own files."""
IN_HTML = ("html.html", "revealjs.html", "moodle-canvas.html")
IN_MARKDOWN = ("markdown.md", "quarto.qmd", "jupyter-book.md", "powerpoint.md", "transcript.md")


def texts(tmp_path: Path, *, nasty: bool = False, **card: object) -> dict[str, str]:
    clip = nasty_clip(tmp_path) if nasty else fake_clip(tmp_path, **card)
    return texts_of(clip)


def texts_of(clip: Clip, paths: str | None = None) -> dict[str, str]:
    files = snippets([clip], paths)
    return {
        Path(name).name: content.decode()
        for name, content in files.items()
        if isinstance(content, bytes)
    }


class Page(HTMLParser):
    """Tags, attributes and texts of a fragment; all that is opened must be closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.values += [value for _, value in attrs if value]
        if tag not in ("source", "track", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "script" not in self.open:
            self.texts.append(data)


def without_its_escapes(text: str) -> str:
    """What a reader of Markdown sees of a text without markup."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def test_every_clip_has_a_folder_with_every_snippet(tmp_path: Path) -> None:
    clips = [fake_clip(tmp_path, name) for name in ("bars", "Other.one")]
    texts = {
        f"{clip.name}/{file}" for clip in clips for file in (*FILES, f"{clip.name}.chapters.vtt")
    }
    own = {f"{clip.name}/{clip.name}{ending}" for clip in clips for ending in OWN}
    assert set(snippets(clips)) == texts | own
    assert set(snippets(clips, "videos/")) == texts


@pytest.mark.parametrize("name", ["bars", "My-clip_2.b"])
def test_every_path_leads_to_a_file_also_when_the_folder_was_moved(
    tmp_path: Path, name: str
) -> None:
    clip = fake_clip(tmp_path, name)
    write_export(tmp_path / "media" / "exports" / "snippets", snippets([clip]))
    folder = tmp_path / "elsewhere"
    (tmp_path / "media" / "exports" / "snippets").rename(folder)
    for file in FILES - WITHOUT_PATHS:
        text = (folder / name / file).read_text(encoding="utf-8")
        paths = re.findall(r"[^\s\"'()<>{}:]+\.(?:mp4|png|vtt)\b", text)
        assert f"{name}.mp4" in paths, file
        for path in paths:
            assert (folder / name / unquote(path)).resolve(strict=True).is_file(), (file, path)


def test_first_line_tells_in_a_comment_where_the_files_lie(tmp_path: Path) -> None:
    starts = {".html": "<!-- ", ".md": "<!-- ", ".qmd": "<!-- ", ".tex": "% "}
    clip = fake_clip(tmp_path)
    for paths, told in {
        None: "The clip's files lie beside this text.",
        "a/": "The paths begin with a/: put bars.mp4, bars.png, bars.vtt, bars.srt, bars.chap",
    }.items():
        for file, text in texts_of(clip, paths).items():
            if file in WITHOUT_PATHS or file.endswith(".vtt"):
                continue
            first = text.split("\n", 1)[0]
            start = "% " if file == "jupyter-book.md" else starts[Path(file).suffix]
            assert first.startswith(f"{start}{told}"), file
            assert first.endswith(" -->") is (start != "% "), file


@pytest.mark.parametrize("paths", ["videos/", "https://example.org/a?file=", "../x/%C3%A4/"])
def test_every_address_begins_with_what_was_asked_for(tmp_path: Path, paths: str) -> None:
    for file, text in texts_of(fake_clip(tmp_path), paths).items():
        if file in WITHOUT_PATHS or file.endswith(".vtt"):
            continue
        body = text.partition("\n")[2]
        if file == "beamer.tex":
            body = re.sub(r"\\([%#&])", r"\1", body)
        found = re.findall(r"[^\s\"'(){}<>]*bars(?:\.chapters)?\.(?:mp4|png|vtt)\b", body)
        assert found, file
        # LaTeX opens a video of the web, but takes no picture from there.
        local = {"bars.png"} if file == "beamer.tex" and "//" in paths else set()
        for address in set(found) - local:
            assert address.removeprefix("run:").startswith(f"{paths}bars."), (file, address)


@pytest.mark.parametrize("typed", ["a b/", 'a"b', "a<b", "a>b", "a\\b", "{a}", "a`", "a\n"])
def test_what_no_address_begins_with_is_refused(typed: str) -> None:
    with pytest.raises(CallError, match=r"--paths takes what addresses begin with.*Write %20"):
        prefix_of(typed)


def test_chapters_are_cues_one_after_the_other(tmp_path: Path) -> None:
    text = texts(tmp_path)["bars.chapters.vtt"]
    assert text.startswith("WEBVTT\n\n")
    cues = re.findall(r"(\S+) --> (\S+)\n(.+)\n", text)
    assert cues == [
        ("00:00:00.000", "00:00:02.500", "rise"),
        ("00:00:02.500", "00:00:04.500", "rest"),
    ]
    moments = [moment for start, end, _ in cues for moment in (start, end)]
    assert moments == sorted(moments)


def test_beat_without_a_frame_is_no_chapter(tmp_path: Path) -> None:
    beat = {"start": 1.0, "end": 1.0, "start_frame": 10, "end_frame": 10}
    nothing = {**beat, "name": "nothing", "narration": "", "numbers": {}}
    for file, text in texts(tmp_path, beats=[nothing]).items():
        assert file == "transcript.md" or "nothing" not in text


def test_page_lists_chapters_that_link_to_their_moments(tmp_path: Path) -> None:
    text = texts(tmp_path)["html.html"]
    assert re.findall(r'#t=([\d.]+)" data-start="([\d.]+)">(\d:\d\d) (\w+)<', text) == [
        ("0", "0", "0:00", "rise"),
        ("2.5", "2.5", "0:02", "rest"),
    ]
    assert '<track kind="chapters" src="bars.chapters.vtt"' in text


def test_slide_plays_when_it_is_shown_and_another_goes_by_beats(tmp_path: Path) -> None:
    whole, by_beats = texts(tmp_path)["revealjs.html"].split("<!-- Or step by step")
    assert "data-autoplay" in whole
    assert "muted" in whole
    assert "data-autoplay" not in by_beats
    assert re.findall(r'class="fragment" data-start="(\S+)" data-end="(\S+)">(\w+)', by_beats) == [
        ("0", "2.5", "rise"),
        ("2.5", "4.5", "rest"),
    ]


def test_what_is_said_in_the_picture_is_not_captioned_again(tmp_path: Path) -> None:
    assert "would say it twice" in texts(tmp_path)["powerpoint.md"]
    off = texts(tmp_path, captions="off")["powerpoint.md"]
    assert "Insert Captions takes [the subtitles](<bars.vtt>)" in off


# --- what somebody typed --------------------------------------------------------------------------


@pytest.mark.parametrize("file", IN_HTML)
def test_nasty_text_is_text_in_html(tmp_path: Path, file: str) -> None:
    page, harmless = Page(texts(tmp_path, nasty=True)[file]), Page(texts(tmp_path)[file])
    assert page.tags == harmless.tags
    assert page.attributes == harmless.attributes
    assert NASTY in page.values
    if file != "revealjs.html":
        assert any(NASTY in text for text in page.texts)


@pytest.mark.parametrize("file", IN_MARKDOWN)
def test_nasty_text_is_text_in_markdown(tmp_path: Path, file: str) -> None:
    text = texts(tmp_path, nasty=True)[file]
    assert NASTY in without_its_escapes(text)
    own = text
    own = own.replace("<!-- The clip's files", "").replace("--paths PREFIX. -->", "")
    # MyST's comments hold HTML, for who takes it out of there.
    own = "\n".join(line for line in own.split("\n") if not line.startswith("%"))
    for start in ("<script", "`rm", "$x_", "{{< b", "*h*", "@i", "~e", "^f", "|g", "&", "--> "):
        assert not re.search(rf"(?<!\\){re.escape(start)}", own), start
    assert not re.search(r"^(?:# dog|---)", own, re.MULTILINE)


@pytest.mark.parametrize("file", ["markdown.md", "powerpoint.md", "transcript.md"])
def test_nasty_text_is_shown_as_typed_by_a_reader_of_commonmark(tmp_path: Path, file: str) -> None:
    nasty, harmless = (texts(tmp_path, nasty=nasty)[file] for nasty in (True, False))
    shown = MarkdownIt("commonmark").render(nasty)
    page, other = (Page(html) for html in (shown, MarkdownIt("commonmark").render(harmless)))
    assert page.tags == other.tags
    assert "".join(page.texts).count(NASTY) >= 3


def test_nasty_text_is_text_in_comments_of_myst(tmp_path: Path) -> None:
    text = texts(tmp_path, nasty=True)["jupyter-book.md"]
    comment = "\n".join(line[2:] for line in text.split("\n") if line.startswith("% <"))
    comment += "\n</video>" * (not comment.endswith("</video>"))
    assert "script" not in re.findall(r"<(\w+)", comment)


def test_nasty_text_is_text_in_latex(tmp_path: Path) -> None:
    body, harmless = (
        re.sub("^%.*\n", "", texts(tmp_path, nasty=nasty)["beamer.tex"], flags=re.MULTILINE)
        for nasty in (True, False)
    )
    without_escapes = re.sub(r"\\[{}$&%#_]", "", body)
    assert without_escapes.count("{") == without_escapes.count("}")
    for active in "$&#~^":
        assert active not in without_escapes
    # One % is the snippet's own, at the end of its line.
    assert re.findall(r"%.*", without_escapes) == ["%"]
    known = {
        *("begin", "end", "centering", "href", "includegraphics", "textwidth", "textheight"),
        *("tiny", "par", "textbar", "textless", "textgreater", "symbol", "textasciigrave"),
        *("textbackslash", "textasciitilde", "textasciicircum"),
    }
    assert set(re.findall(r"\\([a-zA-Z]+)", without_escapes)) <= known
    assert r"\textless{}script\textgreater{}" in body
    assert r"\$x\_1\$ \& 5\%" in body
    assert r"\textbackslash{}input\{c\}" in body
    assert r"-{}-\textgreater{}" in body
    assert body.count("\n") == harmless.count("\n")


def test_frames_one_by_one_are_shown_inside_of_a_pdf(tmp_path: Path) -> None:
    clip = fake_clip(tmp_path)
    folder = tmp_path / "media/clips/180p10-png-sequence/bars"
    folder.mkdir(parents=True)
    for k in range(45):
        (folder / f"{k:05}.png").touch()
    clip = replace(clip, sequence=Frames(folder, frames=45, fps=10))
    exported = tmp_path / "media/exports/snippets/bars"
    write_export(exported.parent, snippets([clip]))
    text = (exported / "beamer.tex").read_text(encoding="utf-8")
    # As the manual of the package animate has it: rate, names, first, last, padded alike.
    (call,) = re.findall(r"\\animategraphics\[[^]]*\]\s*((?:\{[^}]*\}){4})", text)
    rate, names, first, last = call.strip("{}").split("}{")
    assert (rate, first, last) == ("10", "00000", "00044")
    assert len([*(exported / names).glob("*.png")]) == 45
    assert "{videos/bars/}" in texts_of(clip, "videos/")["beamer.tex"]


def test_without_frames_one_by_one_it_is_told_how_to_make_them(tmp_path: Path) -> None:
    text = texts(tmp_path)["beamer.tex"]
    assert "animategraphics" not in text
    assert "--format png-sequence" in text


def test_nasty_text_is_text_in_chapters(tmp_path: Path) -> None:
    text = texts(tmp_path, nasty=True)["bars.chapters.vtt"]
    assert text.count("-->") == 2
    assert "<" not in text
    assert "&lt;script&gt;" in text
    assert len(re.split(r"\n\n+", text.strip())) == 3
