"""Another program than the one that made it opens the presentation, shows and understands it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pypdf
import pytest

from rendering.exporting.published import Clip
from rendering.exporting.slides import slides
from tests.rendering.exporting.small_clips import NASTY, level, playable, small_card, small_clip

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(
    OFFICE is None,
    reason="NO LIBREOFFICE: no presentation was opened. Install the package libreoffice-impress.",
)

PATIENCE = 120.0
"""Seconds, for machines that are busy."""

XML = {
    "anim": "urn:oasis:names:tc:opendocument:xmlns:animation:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "presentation": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0",
    "smil": "urn:oasis:names:tc:opendocument:xmlns:smil-compatible:1.0",
}


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Clip]:
    folder = tmp_path_factory.mktemp("clips")
    said = [{**told, "name": NASTY, "narration": NASTY} for told in small_card()["beats"]]
    made = small_clip(folder), small_clip(folder, "nasty", title=NASTY, beats=said)
    return [playable(clip) for clip in made]


@pytest.fixture
def converted(clips: list[Clip], tmp_path: Path) -> Callable[[str], Path]:
    """The presentation in another format."""

    def convert(ending: str) -> Path:
        assert OFFICE is not None
        made = tmp_path / "slides.pptx"
        made.write_bytes(slides(clips)["slides.pptx"])
        # A profile of its own: else a program that is open already would be asked to do it.
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        to = ["--headless", "--convert-to", ending, "--outdir", str(tmp_path)]
        command = [OFFICE, profile, *to, str(made)]
        subprocess.run(command, check=True, timeout=PATIENCE, capture_output=True)
        return made.with_suffix(f".{ending}")

    return convert


def test_office_shows_a_page_a_slide_with_its_question_or_its_first_picture(
    clips: list[Clip], converted: Callable[[str], Path]
) -> None:
    pages = pypdf.PdfReader(converted("pdf")).pages
    assert len(pages) == 2 + 2 * (1 + 3)
    assert "One nudge: which one helps most?" in pages[1].extract_text()  # of the contents
    for page, clip in ((pages[2], clips[0]), (pages[6], clips[1])):
        shown = "".join(page.extract_text().split())
        assert "".join(clip.card["title"].split()) in shown
    for number, start in ((3, 0), (4, 10), (5, 30)):
        # The pages share their pictures; which one is shown, the page's drawing tells.
        (shown,) = re.findall(rb"/(Im\d+) Do", pages[number].get_contents().get_data())
        picture = pages[number].images[f"/{shown.decode()}"].image
        assert np.mean(picture.convert("RGB")) == pytest.approx(level(start), abs=3)
        (video,) = pages[number]["/Annots"]
        assert video.get_object()["/Subtype"] == "/Screen"  # so it is known to be one


def test_office_understands_that_a_beat_plays_when_its_slide_is_shown(
    clips: list[Clip], converted: Callable[[str], Path]
) -> None:
    pages = ElementTree.parse(converted("fodp")).findall(".//draw:page", XML)
    played = []
    for page in pages:
        effects = page.findall(".//anim:par[@presentation:node-type='after-previous']", XML)
        commands = page.findall(".//anim:command", XML)
        assert len(effects) == len(commands) <= 1
        for command in commands:
            assert command.get(f"{{{XML['anim']}}}command") == "play"
        played.append([command.get(f"{{{XML['smil']}}}dur") for command in commands])
    assert played == [[], [], *2 * [[], ["1s"], ["2s"], ["1s"]]]
    path = "presentation:notes/draw:frame[@presentation:class='notes']"
    notes = [page.find(path, XML) for page in pages]
    said = ["" if note is None else "".join(note.itertext()) for note in notes]
    wanted = ["2 clips", "2 clips"]
    for clip in clips:
        wanted += ["Ask: ", *(told["narration"] for told in clip.card["beats"])]
    assert all(text in note for text, note in zip(wanted, said, strict=True))
