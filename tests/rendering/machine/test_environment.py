"""The versions that count are those of all packages that have a hand in a published file."""

from __future__ import annotations

import ast
from importlib.metadata import packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

import scenes
from rendering.machine.environment import versions
from rendering.planning.fingerprint import MAKERS, drawing_modules

WITHOUT_A_HAND = {
    "pydantic": "it checks parameters, which count by value",
    "tqdm": "it draws manim's progress, of which nothing is shown",
    "xxhash": "its digests are those of a standard, whatever its version",
}


KNOWN = packages_distributions()


def packages_of(module: str) -> set[str]:
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    roots = set()
    for node in ast.walk(ast.parse(Path(spec.origin).read_bytes())):
        if isinstance(node, ast.Import):
            roots |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            roots.add(node.module.partition(".")[0])
    return {name.lower() for root in roots for name in KNOWN.get(root, ())}


def test_every_package_that_makers_and_scenes_import_counts() -> None:
    modules = {*MAKERS, *(m for e in scenes.PROGRAMME for m in drawing_modules(e.package))}
    imported = set().union(*map(packages_of, modules)) - {"cross-entropy-clips"}
    assert {"pillow", "srt"} <= imported
    assert imported - set(WITHOUT_A_HAND) <= set(versions())


def test_versions_are_those_that_are_installed() -> None:
    assert versions()["pillow"] == version("pillow")
    assert versions()["srt"] == version("srt")
