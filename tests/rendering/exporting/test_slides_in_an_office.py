"""Another program than the one that made it opens the presentation and shows all of its slides."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdf
import pytest

from rendering.exporting.slides import slides
from tests.rendering.exporting.small_clips import NASTY, level, playable, small_card, small_clip

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(
    OFFICE is None,
    reason="NO LIBREOFFICE: no presentation was opened. Install the package libreoffice-impress.",
)

PATIENCE = 120.0
"""Seconds, for machines that are busy."""


def test_office_shows_a_page_a_slide_with_its_question_or_its_first_picture(tmp_path: Path) -> None:
    assert OFFICE is not None
    said = [{**told, "name": NASTY, "narration": NASTY} for told in small_card()["beats"]]
    clips = [
        playable(small_clip(tmp_path)),
        playable(small_clip(tmp_path, "nasty", title=NASTY, beats=said)),
    ]
    made = tmp_path / "slides.pptx"
    made.write_bytes(slides(clips)["slides.pptx"])
    # A profile of its own: else a program that is open already would be asked to do it.
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(made)], check=True, timeout=PATIENCE, capture_output=True)
    pages = pypdf.PdfReader(BytesIO((tmp_path / "slides.pdf").read_bytes())).pages
    assert len(pages) == 2 * (1 + 3)
    for page, title in ((pages[0], clips[0].card["title"]), (pages[4], NASTY)):
        assert "".join(title.split()) in "".join(page.extract_text().split())
    for number, start in ((1, 0), (2, 10), (3, 30)):
        # The pages share their pictures; which one is shown, the page's drawing tells.
        (shown,) = re.findall(rb"/(Im\d+) Do", pages[number].get_contents().get_data())
        picture = pages[number].images[f"/{shown.decode()}"].image
        assert np.mean(picture.convert("RGB")) == pytest.approx(level(start), abs=3)
        (video,) = pages[number]["/Annots"]
        assert video.get_object()["/Subtype"] == "/Screen"  # so it is known to be one
