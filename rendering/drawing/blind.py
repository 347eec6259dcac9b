"""A camera that draws nothing, for whoever plays a scene and looks at no picture.

Knows nothing of why.
"""

from __future__ import annotations

from typing import Any

from manim import Camera

__all__ = ["Blind"]


class Blind(Camera):  # type: ignore[misc]
    """Draws nothing, for whoever looks at no picture.

    manim draws each play that it skips once or twice: half of the time that skipping takes.
    """

    def capture_mobjects(self, *_args: Any, **_kwargs: Any) -> None:  # noqa: D102
        pass
