"""The clips on paper: a PDF with each beat's last picture, its narration, and space for notes.

``handout.typ``, beside this module, is typeset by Typst with its embedded fonts, so the PDF is the
same on every machine. It reads its content from a JSON file, so no label or narration is ever taken
as markup. Paper is white, so pictures are taken from the first available of these: pictures drawn
for paper (``Draw``), the published light video of the same clip, and the clip's own video. This
module knows cards and videos, but not how a picture is drawn; ``facts`` knows what a number says.
"""

from __future__ import annotations

import json
import math
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import typst
from PIL import Image

from rendering.errors import CallError
from rendering.exporting.facts import DIGITS, TINY, Facts
from rendering.exporting.progress import each, while_busy
from rendering.exporting.published import Clip
from rendering.exporting.tables import flat, moving_fields
from rendering.machine.files import InvalidFileError, digest
from rendering.planning.cards import read_card
from rendering.planning.settings import Settings
from stage.digits import exact, fixed, probability, same, significant
from stage.typesetting import FONTS, Font, missing_glyphs

__all__ = ["Draw", "handout", "told", "unheld"]

Draw = Callable[[Sequence[Clip]], Mapping[str, Sequence[bytes]]]
"""Draws the last picture of each beat, as PNG, by clip name; it may leave out some clips."""

_TEMPLATE = Path(__file__).with_name("handout.typ")

_PICTURE_SIDE = 1000
"""The long side of a picture in pixels.

Printed at most 84 mm long, this is as fine as a laser printer shows greys.
"""

_JPEG = {"quality": 90, "subsampling": 0}
"""Without chroma subsampling, coloured letters stay sharp."""

_SHORT = 8
"""The maximum number of characters for a value to be written in full."""

_FEW = 24
"""The maximum number of values of a field compared between clips; longer fields are curves."""


def handout(
    clips: Sequence[Clip],
    font: Font | None = None,
    *,
    draw: Draw | None = None,
    as_published: bool = False,
    descriptions: bool = False,
) -> Mapping[str, bytes | Path]:
    """Return one PDF of all ``clips``, in their order; equal pictures give equal bytes.

    Parameters
    ----------
    font
        For characters that the embedded fonts do not have.
    draw
        Draws pictures for paper.
    as_published
        Whether to take the pictures of ``clips`` themselves, however dark.
    descriptions
        Whether each clip gets a page that describes its pictures and its numbers in words.

    Raises
    ------
    CallError
        A video does not have the pictures that its card lists.
    """
    drawn = draw(clips) if draw is not None and not as_published else {}
    with tempfile.TemporaryDirectory(prefix="handout-") as folder:
        root = Path(folder)
        about = {
            "title": clips[0].title if len(clips) == 1 else "Cross entropy, on paper",
            "fonts": _faces(font),
            "descriptions": descriptions,
            "clips": [
                _about(clip, _pictures(clip, drawn, as_published=as_published), root, str(number))
                for number, clip in enumerate(each(clips, "Taking pictures for the handout"))
            ],
        }
        pdf = _typeset(about, root, font, format="pdf", pdf_standards="ua-1")
    return {"handout.pdf": pdf}


def _faces(font: Font | None) -> list[str]:
    """Return the faces for words: not that of formulas, and the monospaced face as the last."""
    *better, last = (family for family in FONTS if "Math" not in family)
    return [*better, *([font.family] if font else ()), last, FONTS[0]]


def unheld(clips: Sequence[Clip], font: Font | None = None) -> str:
    """Return the characters in the clips' texts that the handout replaces by U+FFFD, in order.

    Each character is returned once.
    """
    said = "".join(
        str(text)
        for clip in clips
        for text in flat(
            [
                clip.card["parameters"].get("labels") or [],
                *(b["narration"] for b in clip.card["beats"]),
            ]
        )
    )
    return missing_glyphs("".join(c for c in said if c.isprintable()), font)


def _typeset(about: dict[str, Any], root: Path, font: Font | None, **how: Any) -> Any:
    (root / "handout.json").write_text(json.dumps(_legible(about, font)), encoding="utf-8")
    source = root / "handout.typ"
    source.write_bytes(_TEMPLATE.read_bytes())
    with while_busy("Typesetting the handout"):
        return typst.compile(
            source,
            root=root,
            ignore_system_fonts=True,
            font_paths=[font.file.parent] if font else [],
            package_path=root,
            package_cache_path=root,
            **how,
        )


def _legible(value: Any, font: Font | None) -> Any:
    """Replace characters that no font can draw by U+FFFD, since PDF/UA forbids them."""
    if isinstance(value, str):
        value = re.sub(r"\s", " ", value)
        doubtful = "".join(c for c in set(value) if not c.isascii() or not c.isprintable())
        unseen = "".join(c for c in doubtful if unicodedata.category(c).startswith("C"))
        missing = unseen + missing_glyphs(doubtful, font)
        return value.translate(dict.fromkeys(map(ord, missing), "\N{REPLACEMENT CHARACTER}"))
    if isinstance(value, list):
        return [_legible(item, font) for item in value]
    if isinstance(value, dict):
        return {key: _legible(item, font) for key, item in value.items()}
    return value


def _about(clip: Clip, pictures: Iterable[Image.Image], root: Path, name: str) -> dict[str, Any]:
    """Return the data of a clip for ``handout.typ``, and save its pictures in ``root``."""
    card = clip.card
    facts = Facts(card, number=told)
    beats: list[dict[str, Any]] = []
    for beat, picture in zip(card["beats"], pictures, strict=True):
        file = f"{name}-{len(beats)}.jpg"
        picture.save(root / file, "jpeg", **_JPEG)
        when = _clock(Fraction(beat["end_frame"] - 1, card["fps"]))
        visible, said = facts.visible(beat), [f"{fact}." for fact in facts.of(beat)]
        here = f"The picture of the clip at {when}, at the end of “{beat['name']}”."
        beats.append(
            {
                "picture": file,
                "aspect": picture.width / picture.height,
                # This text serves readers who cannot see the picture, so it says all that there is
                # to see.
                "alt": " ".join([here, *visible, *said]),
                "name": beat["name"],
                "time": when,
                "narration": beat["narration"],
                "seen": visible,
                "facts": said,
            }
        )
    return {
        "title": card["title"],
        "own": clip.own_name,
        "chapter": clip.chapter,
        "length": _clock(Fraction(card["frames"], card["fps"])),
        "beats": beats,
        "start": [f"{fact}." for fact in facts.start()],
    }


def _clock(seconds: Fraction) -> str:
    """Format a time like ``0:07.5``, rounded down, so that a player shows the beat there."""
    tenths = math.floor(seconds * 10)
    return f"{tenths // 600}:{tenths % 600 // 10:02}.{tenths % 10}"


# --- pictures -------------------------------------------------------------------------------------


def _pictures(
    clip: Clip, drawn: Mapping[str, Sequence[bytes]], *, as_published: bool
) -> Iterator[Image.Image]:
    """Yield the last picture of each beat, at print size, with white where nothing is drawn."""
    if clip.name in drawn:
        for png in drawn[clip.name]:
            yield _printed(_on_white(png))
        return
    shown = clip if as_published else _lighter(clip)
    ends = [beat["end_frame"] - 1 for beat in shown.card["beats"]]
    for picture in _decoded(shown.video, ends, shown.card["fps"]):
        yield _printed(picture)


def _on_white(png: bytes) -> Image.Image:
    with Image.open(BytesIO(png)) as picture:
        drawn = picture.convert("RGBA")
    white = Image.new("RGBA", drawn.size, "#FFFFFF")
    return Image.alpha_composite(white, drawn).convert("RGB")


def _printed(picture: Image.Image) -> Image.Image:
    scale = _PICTURE_SIDE / max(picture.size)
    size = (round(picture.width * scale), round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _is_light(clip: Clip) -> bool:
    return clip.video.parent.name == _folder(clip.card, "light")


def _folder(card: Mapping[str, Any], theme: str) -> str:
    captions = card.get("captions", "burned")
    return Settings(card["width"], card["height"], card["fps"], theme, captions).folder


def _lighter(clip: Clip) -> Clip:
    """Return the largest whole published clip that shows the same in the light theme.

    Return ``clip`` itself if it is light or if there is no such clip.
    """
    if _is_light(clip):
        return clip
    found: list[tuple[int, str, Clip]] = []
    for video in sorted(clip.video.parents[1].glob(f"*-light*/{_literally(clip.video.name)}")):
        try:
            other = Clip(clip.name, clip.chapter, video, read_card(video.with_suffix(".json")))
            same_clip = _is_light(other) and _shows_the_same(other.card, clip.card)
            if same_clip and not video.is_symlink() and digest(video) == other.card["sha256"]:
                found.append((other.card["width"], video.parent.name, other))
        except (OSError, InvalidFileError, CallError):
            continue  # a damaged clip is not used; the dark one is used instead
    return max(found, key=lambda one: one[:2])[2] if found else clip


def _literally(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def _shows_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two clips tell the same story in pictures of one shape.

    Fingerprints cannot be compared, because they differ with the frame rate and with each change of
    the encoder.
    """

    def shown(card: Mapping[str, Any]) -> tuple[Any, ...]:
        said = [(beat["name"], beat["narration"]) for beat in card["beats"]]
        return card["scene"], card["parameters"], said, _at_rest(card)

    across, down = one["width"] * other["height"], other["width"] * one["height"]
    return shown(one) == shown(other) and abs(across - down) < 0.01 * down


def _decoded(video: Path, frames: Sequence[int], fps: int) -> Iterator[Image.Image]:
    """Yield these frames of a video; ``frames`` is in ascending order."""
    try:
        with av.open(str(video)) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            base = stream.time_base or Fraction(1, fps)
            for wanted in frames:
                # Seek to the last keyframe before the frame, to skip decoding most frames in
                # between.
                container.seek(math.floor(wanted / fps / base), stream=stream)
                for frame in container.decode(stream):
                    if round((frame.pts or 0) * base * fps) >= wanted:
                        break
                else:
                    raise EOFError
                yield Image.fromarray(frame.to_ndarray(format="rgb24"))
    except (av.FFmpegError, EOFError, IndexError):
        raise CallError(
            f"a handout takes its pictures from whole videos; {video.name} cannot be decoded. "
            "Run render.py verify, then render.py, which makes it anew."
        ) from None


def _at_rest(card: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the short fields of the table that do not depend on frames."""
    moving = moving_fields(card)
    values = {name: list(flat(v)) for name, v in card["numbers"].items() if name not in moving}
    return {
        name: [told(v) for v in few]
        for name, few in values.items()
        if len(few) <= _FEW and all(map(_is_number, few))
    }


# --- numbers --------------------------------------------------------------------------------------


def told(value: Any) -> str:
    """Format a number for paper: in full if it is short, otherwise with four significant digits.

    >>> told(0.4), told(0.31453609), told(2.8000000000000003), told(-100.0), told("inf")
    ('0.4', '0.3145', '2.8', '−100', '∞')
    >>> told(0.9999999999), told(5e-324), told(123456.789), told(True), told(None)
    ('>0.9999', 'almost 0', '1.235×10⁵', 'yes', 'none')
    """
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    number = float(value)
    if 0 < abs(number) < TINY:
        return "almost 0"
    if math.isinf(number) or len(exact(abs(number))) <= _SHORT:
        return exact(number)
    rounded = float(f"{number:.{DIGITS}g}")
    if same(rounded, number):
        return exact(rounded)
    if 0 < number < 1 <= rounded:
        return probability(number, DIGITS)
    if 1e-4 <= abs(number) < 1e-3:
        return fixed(number, DIGITS + 3)  # no longer than with a power of ten, and easier to read
    return significant(number, DIGITS)


def _is_number(value: Any) -> bool:
    return (isinstance(value, int | float) and not isinstance(value, bool)) or (
        isinstance(value, str) and value in ("inf", "-inf")
    )
