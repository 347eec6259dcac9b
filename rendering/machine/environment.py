"""What published files depend on besides the project's own sources.

Knows nothing of clips.
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
"""Of those that the makers and the scenes import, all whose version could change a file."""


@cache
def versions() -> dict[str, str]:
    """Look up Python, the packages that draw and encode, and the libraries inside them."""
    import av
    import cairo

    found = {"python": platform.python_version()}
    found |= {package: version(package) for package in _PACKAGES}
    found["cairo"] = cairo.cairo_version_string()
    found |= {name: ".".join(map(str, v)) for name, v in av.library_versions.items()}
    return found
