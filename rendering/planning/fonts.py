"""The font of ``--font``, read once: refused if it is none, and laid where Typst can take it.

Typst takes fonts from folders, and all that it finds there. So a font is copied into a folder of
its own, which this process removes when it ends; whoever draws takes it from there, and whatever
becomes of the file that was given changes nothing. Does not know what is set in it.
"""

from __future__ import annotations

import hashlib
import tempfile
from functools import cache
from pathlib import Path

import typst

from rendering.errors import CallError
from rendering.machine.files import InvalidFileError, read_limited
from stage import typesetting
from stage.quoting import brief
from stage.typesetting import FONTS, Font

__all__ = ["font_of", "read_font"]

_MOST_BYTES = 40_000_000
"""Fonts with all of Chinese, Japanese and Korean have about half of that."""

_ENDINGS = {
    b"\0\1\0\0": ".ttf",
    b"true": ".ttf",
    b"OTTO": ".otf",
    b"ttcf": ".ttc",
}
"""By how a file begins, for Typst goes by names."""

_MOST_FACES = 256
"""In a collection, which may claim to have billions; one of all there are of a family has 60."""


def read_font(path: Path) -> Font:
    """The font in a file.

    Raises
    ------
    CallError
        It is none, or not one that can be set.
    """
    label = f"--font {brief(path)}"
    try:
        return font_of(read_limited(path, _MOST_BYTES), label)
    except InvalidFileError as error:
        raise CallError(
            f"{label} must name a font file of at most {_MOST_BYTES:,} bytes; it {error.found}. "
            "Give another, such as one of Noto's."
        ) from None
    except FileNotFoundError as error:
        raise CallError(
            f"{label} must name a file that can be read: {error.strerror}. Check the path."
        ) from None


def font_of(data: bytes, label: str = "a font") -> Font:
    """The font that these bytes are; of a collection, its first one."""
    ending = _ENDINGS.get(data[:4])
    if ending is None:
        found = "a web font" if data[:4] in (b"wOFF", b"wOF2") else "a file of another kind"
        raise CallError(
            f"{label} must be a TrueType or OpenType font (.ttf, .otf or .ttc); got {found}. "
            "Give a font file as it is installed, or convert it."
        )
    sha256 = hashlib.sha256(data).hexdigest()
    folder = Path(_folder().name) / sha256
    file = folder / f"font{ending}"
    try:
        if not file.exists():
            folder.mkdir(exist_ok=True)
            file.write_bytes(data)
    except OSError as error:
        raise CallError(
            f"{label} must have room in the folder for temporary files; got "
            f"{error.strerror or error}. Free some, or set TMPDIR to another folder."
        ) from None
    faces = []
    if ending != ".ttc" or int.from_bytes(data[8:12]) <= _MOST_FACES:
        faces = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        ).fonts()
    family = min(faces, key=lambda face: face.index).family if faces else ""
    if not family or not _can_be_set(font := Font(family, sha256, file)):
        raise CallError(
            f"{label} must be a font that can be read; what is in it is damaged. "
            "Download or copy it again."
        )
    if family.lower() in (known.lower() for known in FONTS):
        raise CallError(
            f"{label} must not be of a family that is embedded already; got {brief(family)}. "
            "Give a font that holds what it does not."
        )
    return font


def _can_be_set(font: Font) -> bool:
    before = typesetting.font()
    typesetting.use_font(font)
    try:
        typesetting.compile_svg(typesetting.name_markup("x"))
    except (ValueError, typst.TypstError):
        return False
    finally:
        typesetting.use_font(before)
    return True


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="fonts-")
