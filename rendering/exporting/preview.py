"""The picture of a whole gallery, for sites that show a link as a card.

``preview.typ``, beside this module, is typeset by Typst with its embedded fonts. This module knows
nothing of clips.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import typst

from stage.typesetting import FONTS

__all__ = ["SIZE", "preview"]

SIZE = (1200, 630)
"""The size in pixels that such sites ask for."""

_TEMPLATE = Path(__file__).with_name("preview.typ")
_COLUMNS = 4
_MOST = 8
"""The maximum number of posters, in two full rows; fewer than this are shown in one row."""


def preview(title: str, says: str, posters: Sequence[bytes]) -> bytes:
    """Return a PNG with a title, the text ``says`` below it, and the first of the ``posters``."""
    taken = posters[: _MOST if len(posters) >= _MOST else _COLUMNS]
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        root = Path(folder)
        names = [f"{k}.png" for k in range(len(taken))]
        for name, poster in zip(names, taken, strict=True):
            (root / name).write_bytes(poster)
        about = {
            "title": title,
            "says": says,
            "pictures": names,
            "columns": max(1, min(_COLUMNS, len(names))),
            "fonts": [family for family in FONTS if "Math" not in family],
        }
        (root / "preview.json").write_text(json.dumps(about), encoding="utf-8")
        source = root / "preview.typ"
        source.write_bytes(_TEMPLATE.read_bytes())
        png = typst.compile(
            source,
            root=root,
            ignore_system_fonts=True,
            package_path=root,
            package_cache_path=root,
            format="png",
            ppi=72,
        )
    if not isinstance(png, bytes):
        raise TypeError("a preview is one page")
    return png
