"""The clips on paper: a PDF with each beat's last picture, what is said there, and the numbers.

``handout.typ`` beside this module sets it, by Typst with its embedded fonts, so it is the same on
every machine; it reads what it sets from a file of JSON, so that no label or narration is ever
markup. Pictures are decoded from the published videos: from the light one of the same clip, if it
is published too, since paper is white. Knows cards and videos; not scenes, nor what a number means.
"""

from __future__ import annotations

import json
import math
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import typst
from PIL import Image

from rendering.errors import CallError
from rendering.exporting.published import Clip
from rendering.exporting.tables import flat, moving_fields, value_at
from rendering.machine.files import UnfitFileError, digest, read_json
from rendering.planning.settings import Settings
from scenes.digits import exact, fixed, probability, same, significant
from scenes.typesetting import FONTS, Font, missing_glyphs

__all__ = ["handout", "pictures_of_pages", "told", "unheld"]

_TEMPLATE = Path(__file__).with_name("handout.typ")

_PICTURE_WIDTH = 800
"""Pixels of a picture, which is some 76 mm wide: as fine as a laser printer shows greys."""

_JPEG = {"quality": 90, "subsampling": 0}
"""Coloured letters stay sharp."""

_DIGITS = 4
_SHORT = 8
"""Characters up to which a value is written out."""

_DENORMAL = 1e-300
"""A float that is smaller has no four digits; it stands for "next to nothing"."""

_FEW = 24
"""Values of a field up to which it is told; what has more is a curve, or a motion."""


def handout(clips: Sequence[Clip], font: Font | None = None) -> Mapping[str, bytes | Path]:
    """One PDF of all ``clips``, in their order: at most two pages each, the same bytes each time.

    ``font`` is for what the embedded ones do not hold.

    Raises
    ------
    CallError
        A video has not the pictures that its card tells of.
    """
    return {"handout.pdf": _typeset(clips, font, format="pdf", pdf_standards="ua-1")}


def pictures_of_pages(clips: Sequence[Clip], ppi: float) -> list[bytes]:
    """The same pages as PNG files of so many pixels an inch, to be looked at."""
    pages = _typeset(clips, None, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _faces(font: Font | None) -> list[str]:
    """Words are not in the face of formulas; the last one's letters are all equally wide."""
    *better, last = (family for family in FONTS if "Math" not in family)
    return [*better, *([font.family] if font else ()), last, FONTS[0]]


def unheld(clips: Sequence[Clip], font: Font | None = None) -> str:
    """The characters of what the clips say that a handout has a sign for, in order, once each."""
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


def _typeset(clips: Sequence[Clip], font: Font | None, **how: Any) -> Any:
    with tempfile.TemporaryDirectory(prefix="handout-") as folder:
        root = Path(folder)
        about = {
            "title": clips[0].card["title"] if len(clips) == 1 else "Cross entropy, on paper",
            "fonts": _faces(font),
            "clips": [_about(clip, root, str(number)) for number, clip in enumerate(clips)],
        }
        (root / "handout.json").write_text(json.dumps(_legible(about, font)), encoding="utf-8")
        source = root / "handout.typ"
        source.write_bytes(_TEMPLATE.read_bytes())
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
    """``value`` with a sign for each character that no font can draw: PDF/UA wants none of them."""
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


def _about(clip: Clip, root: Path, name: str) -> dict[str, Any]:
    """All that ``handout.typ`` is told of a clip; its pictures are put into ``root``."""
    card, shown = clip.card, _lighter(clip)
    beats: list[dict[str, Any]] = []
    ends = [beat["end_frame"] - 1 for beat in shown.card["beats"]]
    pictures = _pictures(shown.video, ends, shown.card["fps"])
    for beat, picture in zip(card["beats"], pictures, strict=True):
        file = f"{name}-{len(beats)}.jpg"
        picture.save(root / file, "jpeg", **_JPEG)
        when = _clock(Fraction(beat["end_frame"] - 1, card["fps"]))
        beats.append(
            {
                "picture": file,
                "alt": f"The picture of the clip at {when}, at the end of “{beat['name']}”.",
                "name": beat["name"],
                "time": when,
                "narration": beat["narration"],
            }
        )
    scalars, rows = _fixed(card)
    return {
        "title": card["title"],
        "chapter": clip.chapter,
        "name": clip.name,
        "scene": card["scene"],
        "note": card["note"],
        "length": _clock(Fraction(card["frames"], card["fps"])),
        "light": _is_light(shown),
        "beats": beats,
        "parameters": [[key, _in_words(value)] for key, value in card["parameters"].items()],
        "classes": _classes(card),
        "scalars": scalars,
        "rows": rows,
        "moves": list(_moves(card, [beat["time"] for beat in beats])),
    }


def _clock(seconds: Fraction) -> str:
    """``0:07.5``: never later than it is, so that a player that goes there shows the beat."""
    tenths = math.floor(seconds * 10)
    return f"{tenths // 600}:{tenths % 600 // 10:02}.{tenths % 10}"


# --- pictures -------------------------------------------------------------------------------------


def _is_light(clip: Clip) -> bool:
    return clip.video.parent.name == _folder(clip.card, "light")


def _folder(card: Mapping[str, Any], theme: str) -> str:
    captions = card.get("captions", "burned")
    return Settings(card["width"], card["height"], card["fps"], theme, captions).folder


def _lighter(clip: Clip) -> Clip:
    """The same clip in the light theme, the largest that is published whole; else ``clip``."""
    if _is_light(clip):
        return clip
    found: list[tuple[int, str, Clip]] = []
    for video in sorted(clip.video.parents[1].glob(f"*-light*/{_literally(clip.video.name)}")):
        try:
            other = Clip(clip.name, clip.chapter, video, read_json(video.with_suffix(".json")))
            same_clip = _is_light(other) and _shows_the_same(other.card, clip.card)
            if same_clip and digest(video) == other.card["sha256"]:
                found.append((other.card["width"], video.parent.name, other))
        except (OSError, UnfitFileError, CallError, KeyError, TypeError, ValueError):
            continue  # what is not whole is not used; the dark one is
    return max(found, key=lambda one: one[:2])[2] if found else clip


def _literally(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def _shows_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two clips tell the same in pictures of one shape.

    Not by their fingerprints: those differ with the rate, and with each change of the encoder.
    """

    def shown(card: Mapping[str, Any]) -> tuple[Any, ...]:
        said = [(beat["name"], beat["narration"]) for beat in card["beats"]]
        return card["scene"], card["parameters"], said, _fixed(card)

    across, down = one["width"] * other["height"], other["width"] * one["height"]
    return shown(one) == shown(other) and abs(across - down) < 0.01 * down


def _pictures(video: Path, frames: Sequence[int], fps: int) -> Iterator[Image.Image]:
    """Those frames of a video, in rising order, as wide as they are printed."""
    try:
        with av.open(str(video)) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            base = stream.time_base or Fraction(1, fps)
            for wanted in frames:
                # To the last keyframe before it: what lies between two is not decoded.
                container.seek(math.floor(wanted / fps / base), stream=stream)
                for frame in container.decode(stream):
                    if round((frame.pts or 0) * base * fps) >= wanted:
                        break
                else:
                    raise EOFError
                height = round(frame.height * _PICTURE_WIDTH / frame.width)
                full = Image.fromarray(frame.to_ndarray(format="rgb24"))
                yield full.resize((_PICTURE_WIDTH, height), Image.Resampling.LANCZOS)
    except (av.FFmpegError, EOFError, IndexError):
        raise CallError(
            f"a handout takes its pictures from whole videos; {video.name} cannot be decoded. "
            "Run render.py verify, then render.py, which makes it anew."
        ) from None


# --- numbers --------------------------------------------------------------------------------------


def told(value: float | str) -> str:
    """A number on paper: what is short as it is, all else with four significant digits.

    >>> told(0.4), told(0.31453609), told(2.8000000000000003), told(-100.0), told("inf")
    ('0.4', '0.3145', '2.8', '−100', '∞')
    >>> told(0.9999999999), told(5e-324), told(123456.789)
    ('>0.9999', '<10⁻³⁰⁰', '1.235×10⁵')
    """
    number = float(value)
    if 0 < abs(number) < _DENORMAL:
        return "<10⁻³⁰⁰" if number > 0 else ">−10⁻³⁰⁰"
    if math.isinf(number) or len(exact(abs(number))) <= _SHORT:
        return exact(number)
    rounded = float(f"{number:.{_DIGITS}g}")
    if same(rounded, number):
        return exact(rounded)
    if 0 < number < 1 <= rounded:
        return probability(number, _DIGITS)
    if 1e-4 <= abs(number) < 1e-3:
        return fixed(number, _DIGITS + 3)  # no longer than with a power of ten, and easier to read
    return significant(number, _DIGITS)


def _is_number(value: Any) -> bool:
    return (isinstance(value, int | float) and not isinstance(value, bool)) or (
        isinstance(value, str) and value in ("inf", "-inf")
    )


def _is_told(value: Any) -> bool:
    """Whether it is a number, or few of them in a list, or in a list of lists."""
    values = list(flat(value))
    return 0 < len(values) <= _FEW and all(map(_is_number, values)) and _depth(value) <= 2


def _depth(value: Any) -> int:
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def _cells(value: Any) -> list[str]:
    """Numbers as they stand beside each other; a list in a list is one cell."""
    if not isinstance(value, list):
        return [told(value)]
    return [
        f"({', '.join(map(told, item))})" if isinstance(item, list) else told(item)
        for item in value
    ]


def _in_words(value: Any) -> str:
    """A parameter, whatever it is."""
    if value is None:
        return "not given"
    if isinstance(value, list):
        return ", ".join(map(_in_words, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_in_words(item)}" for key, item in value.items())
    return told(value) if _is_number(value) else str(value)


def _classes(card: Mapping[str, Any]) -> list[str]:
    names = card["numbers"].get("names")
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return names
    return []


def _fixed(card: Mapping[str, Any]) -> tuple[list[list[str]], list[list[Any]]]:
    """What stands fast in a clip: numbers with their names, and lists of numbers with theirs."""
    tracks = moving_fields(card)
    scalars: list[list[str]] = []
    rows: list[list[Any]] = []
    for name, value in card["numbers"].items():
        if name in tracks or not _is_told(value):
            continue
        if isinstance(value, list):
            rows.append([name, _cells(value)])
        else:
            scalars.append([name, told(value)])
    return scalars, rows


def _moves(card: Mapping[str, Any], times: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The numbers of each beat that has some: those it tells, and first and last row of tracks.

    Of a track it is also said whether it ends where it began, or only goes back the way that a
    track before it came: where there is little room, it is the first that is not missed.
    """
    for beat, time in zip(card["beats"], times, strict=True):
        said: list[list[str]] = []
        rows: list[list[Any]] = []
        for name, value in beat["numbers"].items():
            if isinstance(value, dict):
                first, last = _first_row(card, name), value.get("last")
                if _is_told(last):
                    way = [_cells(first) if _is_told(first) else [], _cells(last)]
                    comes_back = way[0] == way[1] or way[::-1] in (row[1:3] for row in rows)
                    rows.append([name, *way, comes_back])
            elif _is_told(value):
                said.append([name, ", ".join(_cells(value))])
            elif isinstance(value, str):
                said.append([name, value])
        if said or rows:
            yield {"name": beat["name"], "time": time, "said": said, "rows": rows}


def _first_row(card: Mapping[str, Any], name: str) -> Any:
    """The first row of the track that a beat calls ``name``; None if there is none."""
    rows = value_at(card, name)
    return rows[0] if isinstance(rows, list) and rows else None
