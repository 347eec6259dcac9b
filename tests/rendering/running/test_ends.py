"""What is drawn for paper is the published clip at the end of each beat, or it is not taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdf
import pytest
from PIL import Image

import scenes
from rendering.planning.manifest import Manifest
from rendering.running.ends import Ends, draw_ends
from tests.some_fonts import HAN

pytestmark = pytest.mark.usefixtures("toys")

BAR = "clips/72p10/ToyBar"


def drawn(media: Path) -> Ends:
    return draw_ends(media, Manifest.read(media), scenes.PROGRAMME, [BAR])


def test_pictures_are_the_stills_of_the_clip_in_a_light_theme_and_without_background(
    call: Callable[..., Any],
) -> None:
    media = call("ToyBar").media
    pictures = drawn(media).pictures[BAR]
    card = json.loads((media / f"{BAR}.json").read_text(encoding="utf-8"))
    assert len(pictures) == len(card["beats"]) == 2
    how = ("-r", "1280,720", "--fps", "10", "--theme", "light", "--captions", "off", "-t")
    assert call("ToyBar", "-s", *how, tiny=False).code == 0
    (still,) = media.glob("stills/*/ToyBar.png")
    last = Image.open(BytesIO(pictures[-1]))
    assert last.mode == "RGBA"
    assert np.array_equal(np.asarray(last), np.asarray(Image.open(still)))
    assert pictures[0] != pictures[1]
    assert not list(media.glob(".work/*/"))  # and nothing else is left
    assert Manifest.read(media).records.keys() == {
        BAR,
        "stills/720p10-light-captions-off-transparent/ToyBar",
    }


def test_picture_of_other_numbers_or_words_is_not_taken(call: Callable[..., Any]) -> None:
    media = call("ToyBar").media
    card = media / f"{BAR}.json"
    before = card.read_text(encoding="utf-8")
    told = json.loads(before)
    told["beats"][0]["narration"] = "Other words."
    card.write_text(json.dumps(told), encoding="utf-8")
    assert drawn(media) == Ends({}, {BAR: "it is not up to date"})
    card.write_text(before, encoding="utf-8")
    manifest = Manifest.read(media)
    record = manifest.records[BAR]
    numbers = dict.fromkeys(record.description["numbers"], "0" * 64)
    manifest.records[BAR] = replace(record, description={**record.description, "numbers": numbers})
    ends = draw_ends(media, manifest, scenes.PROGRAMME, [BAR])
    assert ends == Ends({}, {BAR: "it is not up to date"})


def corners(answer: Any) -> list[Any]:
    """Of the pictures of a handout."""
    pages = pypdf.PdfReader(answer.media / "exports/handout/handout.pdf").pages
    pictures = [Image.open(BytesIO(image.data)) for page in pages for image in page.images]
    return [picture.convert("RGB").getpixel((2, 2)) for picture in pictures]


def test_handout_is_light_though_the_clip_is_dark_unless_dark_is_asked_for(
    call: Callable[..., Any],
) -> None:
    media = call("ToyBar").media
    handout = ("export", "handout", "--media_dir", str(media))
    answer = call(*handout, tiny=False)
    assert (answer.code, answer.err) == (0, "")
    assert corners(answer) == [(255, 255, 255)] * 2
    assert "1 as they were" in call(*handout, tiny=False).out
    dark = call(*handout, "--theme", "dark", tiny=False)
    assert (dark.code, dark.err) == (0, "")
    assert all(max(corner) < 40 for corner in corners(dark))
    described = call(*handout, "--descriptions", tiny=False)
    assert len(pypdf.PdfReader(media / "exports/handout/handout.pdf").pages) == 2
    assert described.code == 0
    other = call("export", "slides", "--descriptions", tiny=False)
    assert other.code == 2
    assert "--descriptions is for a handout; got it for slides. Leave it out." in other.err


def test_handout_of_what_cannot_be_drawn_tells_so_each_time(call: Callable[..., Any]) -> None:
    call("ToyBar", "--set", "labels=猫,dog", "--as", "cat", "--font", str(HAN))
    for _ in range(2):
        answer = call("export", "handout", tiny=False)
        assert answer.code == 0
        assert (
            "pictures of cat are not drawn for paper, since its labels are in a font" in answer.err
        )
        assert all(max(corner) < 40 for corner in corners(answer))
