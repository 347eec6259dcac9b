"""Digests of all that a clip's pictures depend on, part by part.

Sources are parsed, never imported or run, and count without comments and docstrings. The scene's
own ``numbers.py`` does not count, since what it computes does; nor does the programme, of which
only this scene's entry is drawn. Knows nothing of published files, nor what follows from a
difference.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from rendering.encoder import PROFILE
from rendering.environment import versions
from rendering.plan import Task
from scenes.numbers import Numbers, to_json

__all__ = ["drawing_modules", "fingerprint"]


def fingerprint(task: Task, numbers: Numbers) -> dict[str, str]:
    """SHA-256 of each part."""
    entry = task.entry
    sources = {name: _meaning(path) for name, path in drawing_modules(entry.package)}
    parts = {
        "numbers": [(f.name, _exact(getattr(numbers, f.name))) for f in fields(numbers)],
        "parameters": task.parameters.model_dump(mode="json"),
        "drawing": [entry.name, entry.chapter, entry.title, entry.note, sources],
        "settings": {**asdict(task.settings), "encoder": PROFILE},
        "environment": versions(),
    }
    return {name: _digest(part) for name, part in parts.items()}


def drawing_modules(package: str) -> list[tuple[str, Path]]:
    """The scene of a package and all first-party modules that it imports, sorted by name."""
    root = package.partition(".")[0]
    left_out = {f"{package}.numbers", "scenes"}
    found: dict[str, Path] = {}
    waiting = [f"{package}.scene"]
    while waiting:
        name = waiting.pop()
        if name in found or name in left_out or name.partition(".")[0] not in (root, "scenes"):
            continue
        path = _source_of(name)
        if path is not None:
            found[name] = path
            waiting += [*_imports(name, path), name.rpartition(".")[0]]
    return sorted(found.items())


def _source_of(name: str) -> Path | None:
    """The file of a module; None for a name that is not a module but something in one."""
    root, *parts = name.split(".")
    # Only of a package's first name: find_spec would import everything before the last.
    spec = find_spec(root)
    if spec is None or spec.origin is None:
        return None
    place = Path(spec.origin).parent.joinpath(*parts)
    candidates = (place / "__init__.py", place.with_suffix(".py"))
    return next((path for path in candidates if path.is_file()), None)


def _imports(name: str, path: Path) -> Iterator[str]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) + 1 - node.level]
            base = ".".join([*(parents if node.level else []), *filter(None, [node.module])])
            yield base
            # What is imported from a package may itself be a module.
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _meaning(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, documented) and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
    return ast.dump(tree)


def _exact(value: Any) -> Any:
    """A value by its type and bytes, where JSON would forget a dtype or the sign of a zero."""
    if isinstance(value, np.ndarray):
        return ["array", value.dtype.str, value.shape, value.tobytes().hex()]
    if isinstance(value, float):
        return ["float", float(value).hex()]
    if isinstance(value, list | tuple):
        return [type(value).__name__, [_exact(item) for item in value]]
    return [type(value).__name__, to_json(value)]


def _digest(part: Any) -> str:
    text = json.dumps(part, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
