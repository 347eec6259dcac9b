"""What belongs to a scene and stands with its tests, in ``tests/scenes/<scene>/examples.py``.

``EXAMPLES``: parameters that try its layout, by name. ``MOTIONS``: how many seconds each motion
lasts, by its field; of a track by itself, also the axis along which its frames lie. ``TYPED``:
parameters, as someone types them, whose numbers are hard to tell. ``DRAWN``: Hypothesis strategies
of parameters, by their names, that are not among the usual ones. ``takes``: of parameters that keep
to the rules of all scenes, whether it takes them; a scene without it takes all. ``JUDGES``: of each
phrase in which a caption judges, such as "hardly moves", whether it is so. A scene may have none of
them.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from scenes import Entry

__all__ = ["TEN", "TEN_LOGITS", "WIDE", "belonging", "examples"]

WIDE = ["W" * 11 + str(k) for k in range(10)]
"""Ten labels as long and as wide as they may be."""

TEN = [0.05, 0.15, 0.1, 0.2, 0.02, 0.08, 0.1, 0.1, 0.12, 0.08]
TEN_LOGITS = [1, 2, 0.5, -1, 0, 0.3, 2.2, 1.1, -0.4, 0.9]


def belonging(scene: Entry, name: str) -> Any:
    """What is called so there; empty where there is none."""
    package = scene.package.replace("scenes.", "tests.scenes.", 1)
    if find_spec(package) is None or find_spec(f"{package}.examples") is None:
        return {}
    return getattr(import_module(f"{package}.examples"), name, {})


def examples(scene: Entry) -> dict[str, dict[str, Any]]:
    """The scene's defaults, and what tries it hardest."""
    return {"default": {}, **belonging(scene, "EXAMPLES")}
