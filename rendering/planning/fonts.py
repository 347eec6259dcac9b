"""Read the font of ``--font`` once, check it, and copy it to a folder that Typst can read.

Typst loads all fonts that it finds in a folder. So the font is copied into a folder of its own,
which this process removes when it ends. All drawing uses that copy, so later changes to the
original file have no effect. This module does not know which texts are set in the font.
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
"""The most bytes of a font file; a font with all of Chinese, Japanese and Korean has about half."""

_ENDINGS = {
    b"\0\1\0\0": ".ttf",
    b"true": ".ttf",
    b"OTTO": ".otf",
    b"ttcf": ".ttc",
}
"""The file suffix by the first bytes of a font, since Typst recognises fonts by their suffix."""

_MOST_FACES = 256
"""The most fonts in a collection, whose header could claim billions.

A collection with all fonts of a family has about 60.
"""


def read_font(path: Path) -> Font:
    """Return the font in a file.

    Raises
    ------
    CallError
        The file cannot be read, is not a font, or Typst cannot set text in it.
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
    """Return the font in these bytes; if they are a collection, its first font."""
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
