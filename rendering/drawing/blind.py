"""A camera that draws nothing, for playing a scene without looking at its pictures.

This module does not know why anyone would want that.
"""

from __future__ import annotations

from typing import Any

from manim import Camera

__all__ = ["Blind"]


class Blind(Camera):  # type: ignore[misc]
    """A camera that draws nothing.

    manim draws each play that it skips once or twice, which takes half of the time of skipping.
    """

    def capture_mobjects(self, *_args: Any, **_kwargs: Any) -> None:  # noqa: D102
        pass
