"""The installed software that published files depend on besides the project's own sources.

This module knows nothing about clips.
"""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import version

__all__ = ["versions"]

_PACKAGES = (
    "manim",
    "num2words",
    "numpy",
    "av",
    "pillow",
    "pycairo",
    "srt",
    "svgelements",
    "typst",
)
"""The packages, imported to make clips or by scenes, whose version could change a file."""


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python, of the packages that draw and encode, and their libraries."""
    import av
    import cairo

    found = {"python": platform.python_version()}
    found |= {package: version(package) for package in _PACKAGES}
    found["cairo"] = cairo.cairo_version_string()
    found |= {name: ".".join(map(str, v)) for name, v in av.library_versions.items()}
    return found
