"""A handout shows what each beat's end looked like, says what was said, and leaves room for notes.

It is read back with pypdf, which has no part in making it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdf
import pytest
from PIL import Image

from rendering.drawing.encoder import ClipEncoder
from rendering.errors import CallError
from rendering.exporting.handout import handout, told
from rendering.exporting.published import Clip
from tests.rendering.exporting.whole_cards import whole_card

FPS = 10
FRAMES = 4
"""Of each beat; the last of them has a colour of its own."""

COLORS = [(200, 40, 40), (40, 160, 40), (40, 40, 200)]
NASTY = ["#strong[x]", "$a_b$", "\\ *y*", "<b>", 'say "no"', "// z"]


def made(
    folder: Path,
    *,
    beats: Sequence[tuple[str, str]] = (("first", "It begins."), ("last", "It ends.")),
    numbers: dict[str, Any] | None = None,
    said: dict[str, Any] | None = None,
    parameters: dict[str, Any] | None = None,
    title: str = "Which bar is taller?",
    name: str = "ToyBar",
    place: str = "72p10",
    size: tuple[int, int] = (128, 72),
    colors: Sequence[tuple[int, int, int]] = COLORS,
) -> Clip:
    """A published clip whose beats end in ``colors``, one after the other; else it is grey."""
    width, height = size
    video = folder / "clips" / place / f"{name}.mp4"
    video.parent.mkdir(parents=True, exist_ok=True)
    with ClipEncoder(video, width=width, height=height, fps=FPS) as encoder:
        for number in range(len(beats)):
            for color in ((90, 90, 90), colors[number % len(colors)]):
                frame = np.full((height, width, 4), (*color, 255), np.uint8)
                encoder.write(frame, repeat=FRAMES - 1 if color == (90, 90, 90) else 1)
        encoder.finish()
    card = whole_card(gauges=[], poster_frame=0) | {
        "scene": "ToyBar",
        "title": title,
        "note": "1. Toys",
        "parameters": parameters or {"height": 0.4},
        "seconds": FRAMES * len(beats) / FPS,
        "frames": FRAMES * len(beats),
        "width": width,
        "height": height,
        "fps": FPS,
        "captions": "burned",
        "sha256": hashlib.sha256(video.read_bytes()).hexdigest(),
        "beats": [
            {
                "name": beat,
                "start": FRAMES * number / FPS,
                "end": FRAMES * (number + 1) / FPS,
                "start_frame": FRAMES * number,
                "end_frame": FRAMES * (number + 1),
                "narration": narration,
                "numbers": (said or {}) if number == 0 else {},
            }
            for number, (beat, narration) in enumerate(beats)
        ],
        "numbers": numbers or {},
    }
    video.with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")
    return Clip(name, "A chapter of toys", video, card)


class Paper:
    """A handout, read back."""

    def __init__(self, pdf: pypdf.PdfReader) -> None:
        self.pdf = pdf

    @cached_property
    def pages(self) -> list[str]:
        return [" ".join(page.extract_text().split()) for page in self.pdf.pages]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @property
    def colors(self) -> list[Any]:
        """In the middle of each picture, in the order of the pages."""
        found = []
        for page in self.pdf.pages:
            for picture in page.images:
                image = Image.open(BytesIO(picture.data)).convert("RGB")
                found.append(image.getpixel((image.width // 2, image.height // 2)))
        return found


def paper(*clips: Clip, **options: Any) -> Paper:
    (content,) = handout(clips, **options).values()
    assert isinstance(content, bytes)
    return Paper(pypdf.PdfReader(BytesIO(content)))


def alts(node: Any) -> Iterator[str]:
    """The alternative texts of a tagged PDF, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from alts(kid)
    elif isinstance(node, dict):
        if "/Alt" in node:
            yield str(node["/Alt"])
        if "/K" in node:
            yield from alts(node["/K"])


def near(colors: Sequence[tuple[int, ...]], wanted: Sequence[tuple[int, ...]]) -> bool:
    return len(colors) == len(wanted) and np.abs(np.subtract(colors, wanted)).max() < 12


def test_clip_has_its_words_its_last_pictures_and_its_times(tmp_path: Path) -> None:
    beats = [("rise", "The bar rises."), ("rest", "It rests ≈ here."), ("fall", "It falls.")]
    shown = paper(made(tmp_path, beats=beats))
    for word in ("A chapter of toys", "Which bar is taller?", *(w for beat in beats for w in beat)):
        assert word in shown.pages[0]
    assert near(shown.colors, COLORS)
    # How long it is, and frames 3, 7 and 11 at ten a second.
    times = re.findall(r"\d:\d\d\.\d", shown.pages[0])
    assert times == ["0:01.2", "0:00.3", "0:00.7", "0:01.1"]


def test_page_has_no_word_of_how_it_is_made_and_none_for_who_cannot_see_it(tmp_path: Path) -> None:
    clip = made(tmp_path, parameters={"height": 0.4})
    page = paper(clip)
    assert len(page.pages) == 1
    for word in ("render", "--", ".mp4", ".json", "Height", "0.4"):
        assert word not in page.text
    both = paper(clip, descriptions=True)
    assert both.pages[0] == page.pages[0].replace("1 / 1", "1 / 2")
    assert "It starts from – Height: 0.4." in both.pages[1]


def ruled_lines(page: Any) -> list[tuple[float, float, float]]:
    """Where each line to write on begins and ends, and how high it is, in points."""
    found = []
    at = start = (0.0, 0.0)

    def visit(operator: bytes, operands: Any, matrix: Any, _text: Any) -> None:
        nonlocal at, start
        if operator in (b"m", b"l"):
            x, y = map(float, operands)
            a, b, c, d, e, f = map(float, matrix)
            start, at = at, (a * x + c * y + e, b * x + d * y + f)
        elif operator == b"S" and abs(start[1] - at[1]) < 0.1:
            found.append((start[0], at[0], at[1]))

    page.extract_text(visitor_operand_before=visit)
    return found


def test_beside_each_picture_are_lines_to_write_on(tmp_path: Path) -> None:
    beats = [(f"beat {k}", "A long sentence that is said here. " * k) for k in (1, 2, 40)]
    page = paper(made(tmp_path, beats=beats)).pdf.pages[0]
    millimetre = 72 / 25.4
    lines = ruled_lines(page)
    # The first is that below the title, all across.
    notes = [line for line in lines if line[0] > 100 * millimetre]
    assert len(lines) == len(notes) + 1
    assert len(notes) >= 3 * 2
    assert all(end - start > 60 * millimetre for start, end, _ in notes)


def test_pdf_has_a_title_a_language_bookmarks_and_alternative_texts(tmp_path: Path) -> None:
    one, two = made(tmp_path), made(tmp_path, name="Other", title="Which is wider?")
    shown = paper(one, two).pdf
    catalog = shown.trailer["/Root"]
    assert catalog["/Lang"] == "en"
    assert shown.metadata is not None
    assert shown.metadata.title == "Cross entropy, on paper"
    titles = ["Which bar is taller?", "Which is wider? · Other"]  # an own example has its name
    assert [mark.title for mark in shown.outline] == titles
    pages = [shown.get_destination_page_number(mark) for mark in shown.outline]
    assert pages == [0, 1]
    texts = list(alts(catalog["/StructTreeRoot"]["/K"]))
    assert len(texts) == 4
    assert "0:00.3" in texts[0]
    assert "“first”" in texts[0]
    alone = paper(two).pdf.metadata
    assert alone is not None
    assert alone.title == titles[1]


def test_numbers_are_told_in_words(tmp_path: Path) -> None:
    clip = made(
        tmp_path,
        parameters={"logits": [2.5, -1.0], "labels": ["cat", "dog"], "target": 1, "nudge": None},
        numbers={
            "names": ["cat", "dog"],
            "surprise": [0.1, "inf"],
            "ways": [[[0.25, 0.75], [0.3, 0.7], [0.31453609, 0.68546391]]],
            "down": [[0.5], [5e-324]],
        },
        said={
            "epochs": 1234,
            "ways[0]": {"frames": 3, "last": [0.31453609, 0.68546391]},
            "down": {"frames": 2, "last": [5e-324]},
        },
    )
    page = paper(clip, descriptions=True).pages[1]
    for words in (
        "Logits: cat 2.5, dog −1.",
        "Epochs: 1234.",
        "cat moves from 0.25 to 0.3145, dog moves from 0.75 to 0.6855.",
        "Down moves from 0.5 to almost 0.",
        "Numbers with many digits are rounded to four.",
    ):
        assert words in page.replace("'", "’")
    for unplaced in ("surprise", "names", "Nudge", "10⁻"):
        assert unplaced not in page


@pytest.mark.parametrize(
    ("labels", "words"),
    [(["cat", "dog", "fish"], "The true class: fish, the third."), (None, "class: class 3.")],
)
def test_numbers_of_a_scene_have_the_words_of_its_transcript_and_no_names(
    tmp_path: Path, labels: list[str] | None, words: str
) -> None:
    clip = made(
        tmp_path,
        beats=[("raise", "Raise z₃."), ("the answer", "There.")],
        parameters={"logits": [3.0, 1.0, 0.2], "target": 2, "nudge": 0.4, "labels": labels},
        numbers={
            "nudged_logits": [[[3.0, 1.0, 0.2], [3.0, 1.0, 0.6]]],
            "nudged_true": [[0.05, 0.07]],
            "back_true": [[0.07, 0.05]],
            "watched": [2, 0, 1],
        },
        said={
            "nudged_logits[0]": {"frames": 2, "last": [3.0, 1.0, 0.6]},
            "nudged_true[0]": {"frames": 2, "last": 0.07},
            "back_true[0]": {"frames": 2, "last": 0.05},
        },
    )
    card = {**clip.card, "scene": "LogitNudges"}
    own = Clip(clip.name, clip.chapter, clip.video, card)
    page = paper(own, descriptions=True).pages[1]
    assert words in page
    label = labels[2] if labels else "class 3"
    assert f"The logits: {label} moves from 0.2 to 0.6, the others stay." in page
    assert "The bar of a logit is dragged, and the shares change with it." in page
    for name in ("nudged", "true[", "_", "watched", "0.07", "0.05"):
        assert name not in page


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.4, "0.4"),
        (12345, "12345"),
        (0.31453609296517854, "0.3145"),
        (0.010000000000000004, "0.01"),
        (0.0009880180845, "0.0009880"),
        (0.99999999, ">0.9999"),
        ("-inf", "−∞"),
        (0.0, "0"),
        (1e-308, "almost 0"),
        (True, "yes"),
    ],
)
def test_number_is_rounded_to_four_digits_unless_it_is_short(value: Any, text: str) -> None:
    assert told(value) == text


def test_markup_in_words_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    clip = made(
        tmp_path,
        title='Is #emph[x] "it"?',
        beats=[(word, f"Say {word} now.") for word in NASTY],
        parameters={"labels": NASTY, "p": [0.1] * len(NASTY)},
        said={"true_class": '#read("/etc/hosts")'},
    )
    shown = paper(clip, descriptions=True)
    for word in NASTY:
        assert f"Say {word} now." in shown.text
    for word in NASTY:
        assert f"{word} 0.1" in shown.pages[-1]
    assert '#read("/etc/hosts")' in shown.pages[-1]
    assert [mark.title for mark in shown.pdf.outline] == ['Is #emph[x] "it"?']


def test_letter_that_no_font_has_stops_nothing(tmp_path: Path) -> None:
    shown = paper(made(tmp_path, beats=[("a\x07", "It is 你,\n\u202eyou see.")]))
    assert "It is �, �you see." in shown.text


def test_same_clips_give_the_same_bytes(tmp_path: Path) -> None:
    clip = made(tmp_path)
    assert handout([clip]) == handout([clip])


@pytest.mark.parametrize("size", [(128, 72), (72, 128), (96, 96)])
def test_much_is_said_of_many_wide_classes_and_all_numbers_fit_a_page(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    names = ["W" * 12] * 10
    row = [0.0123456789 + k / 17 for k in range(10)]
    ways = {f"a_long_name_{k}": [[0.5] * 10, row] for k in range(30)}
    clip = made(
        tmp_path,
        size=size,
        beats=[(f"the beat {k}", "Words and more words. " * 14 + f"End {k}.") for k in range(9)],
        parameters={"labels": names, "logits": row},
        numbers={"names": names, **{f"fixed_{k}": row for k in range(12)}, **ways},
        said={name: {"frames": 2, "last": row} for name in ways},
    )
    shown = paper(clip, descriptions=True)
    assert all(f"End {k}." in shown.text for k in range(9))
    assert all(f"A long name {k}:" in shown.pages[-1] for k in range(30))
    assert shown.pages[-1].count("W" * 12) >= 20


def test_more_than_a_sheet_can_hold_takes_more_of_them_and_numbers_are_made_smaller(
    tmp_path: Path,
) -> None:
    said = {f"words_{k}": f"so many {k} " * 40 for k in range(60)}
    beats = [(f"the beat {k}", "Words and more words. " * 60 + f"End {k}.") for k in range(12)]
    shown = paper(made(tmp_path, beats=beats, said=said), descriptions=True)
    assert all(f"End {k}." in shown.text for k in range(12))
    assert all(f"Words {k}:" in shown.pages[-1] for k in range(60))


def test_what_pictures_show_as_well_is_left_out_before_type_gets_too_small(
    tmp_path: Path,
) -> None:
    def page_of(tracks: int) -> str:
        row = [k / 8 + 1 / 7 for k in range(8)]
        ways = {f"gains_{k}": [[0.0] * 8, row] for k in range(tracks)}
        said = {name: {"frames": 2, "last": row} for name in ways}
        parameters = {"labels": ["W" * 9] * 8}
        clip = made(
            tmp_path,
            beats=[("raise", "Raise it."), ("the answer", "There.")],
            parameters=parameters,
            numbers=ways,
            said=said,
        )
        card = {**clip.card, "scene": "LogitNudges"}
        own = Clip(clip.name, clip.chapter, clip.video, card)
        page = paper(own, descriptions=True).pages[1]
        assert all(f"Gains {k}" in page for k in range(tracks))
        return page

    seen = "The bar of a logit is dragged"
    assert seen in page_of(2)
    assert seen not in page_of(30)


@pytest.mark.parametrize(("beats", "pages"), [(1, 1), (5, 1), (6, 2), (9, 2)])
def test_clip_takes_one_page_or_both_sides_of_a_sheet(
    tmp_path: Path, beats: int, pages: int
) -> None:
    clip = made(tmp_path, beats=[(f"beat {k}", "Said.") for k in range(beats)])
    shown = paper(clip)
    assert len(shown.pages) == pages
    # A page has one more than the other, at most.
    assert shown.pages[0].count("Said.") == -(-beats // pages)


def drawn(color: tuple[int, int, int, int]) -> bytes:
    """A picture of that colour in its middle, and of nothing around it."""
    png = BytesIO()
    pixels = np.zeros((72, 128, 4), np.uint8)
    pixels[18:54, 32:96] = color
    Image.fromarray(pixels).save(png, "png")
    return png.getvalue()


def test_pictures_that_are_drawn_for_it_are_on_white(tmp_path: Path) -> None:
    one, two = made(tmp_path), made(tmp_path, name="Other", colors=COLORS[1:])
    made(tmp_path, place="72p10-light", colors=[(250, 200, 200)])  # not taken: one is drawn
    asked = []

    def draw(clips: Sequence[Clip]) -> dict[str, list[bytes]]:
        asked.extend(clip.name for clip in clips)
        return {"ToyBar": [drawn((200, 0, 0, 255)), drawn((0, 0, 200, 51))]}

    shown = paper(one, two, draw=draw)
    assert asked == ["ToyBar", "Other"]
    # A fifth of blue on white: 255 - 55 / 5 in blue, 255 - 255 / 5 in the others.
    assert near(shown.colors, [(200, 0, 0), (204, 204, 244), *COLORS[1:]])
    for page, images in ((0, 2),):
        for picture in list(shown.pdf.pages[page].images)[:images]:
            corner = Image.open(BytesIO(picture.data)).convert("RGB").getpixel((3, 3))
            assert corner == (255, 255, 255)


def test_pictures_are_as_published_if_asked_for(tmp_path: Path) -> None:
    clip = made(tmp_path)
    made(tmp_path, place="72p10-light", colors=[(250, 200, 200)])

    def draw(clips: Sequence[Clip]) -> dict[str, list[bytes]]:
        raise AssertionError(clips)

    assert near(paper(clip, draw=draw, as_published=True).colors, COLORS[:2])


def test_light_pictures_of_the_same_clip_are_taken_if_there_are_any(tmp_path: Path) -> None:
    light = [(250, 200, 200), (200, 250, 200)]
    clip = made(tmp_path)
    made(tmp_path, place="72p10-light", colors=light)
    assert near(paper(clip).colors, light)


def test_light_pictures_of_another_clip_or_of_a_damaged_one_are_not_taken(tmp_path: Path) -> None:
    clip = made(tmp_path)
    made(tmp_path, place="72p10-light", beats=[("first", "It began."), ("last", "It ends.")])
    assert near(paper(clip).colors, COLORS[:2])
    made(tmp_path, place="72p10-light", numbers={"loss": 0.7})
    assert near(paper(clip).colors, COLORS[:2])
    other = made(tmp_path, place="72p10-light", colors=[(250, 200, 200)])
    other.video.write_bytes(other.video.read_bytes()[:-1])
    assert near(paper(clip).colors, COLORS[:2])


def test_video_that_cannot_be_decoded_is_refused(tmp_path: Path) -> None:
    clip = made(tmp_path)
    clip.video.write_bytes(b"no video")
    with pytest.raises(CallError, match=r"ToyBar\.mp4 cannot be decoded"):
        handout([clip])
    shorter = made(tmp_path / "short", beats=[("first", "It begins.")])
    clip.video.write_bytes(shorter.video.read_bytes())
    with pytest.raises(CallError, match="cannot be decoded"):
        handout([clip])
