"""Small fonts of three scripts, each with the letters of a few words (``fonts/OFL.txt``)."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ARABIC", "DEVANAGARI", "HAN"]

_FOLDER = Path(__file__).parent / "fonts"

ARABIC, DEVANAGARI = _FOLDER / "Arabic.ttf", _FOLDER / "Devanagari.ttf"
HAN = _FOLDER / "Han.otf"
"""猫狗鸟鱼你好a"""
