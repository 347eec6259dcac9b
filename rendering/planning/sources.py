"""The project's own sources: their meaning, their imports, and the versions that were loaded.

The meaning of a source is its syntax tree without comments and docstrings. Sources are read and
never run. There is one exception: if this process has already imported a module, the source that
counts is the one that was imported, even if the file has changed since.

For this, the import system must know that source. Python's own import system uses code from
``__pycache__`` if the size and time of a source are unchanged. The source can still be different,
for example after an edit was undone, or a file was copied with its old time. So the modules that
clips depend on are compiled again in each process (``load_from_sources``). This module knows
nothing about clips.
"""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

__all__ = ["graph", "known", "load_from_sources", "meaning", "remember"]

_ROOTS = {"scenes", "stage", "xe_math"}

_loaded: dict[str, bytes] = {}
"""The source that each module was imported from in this process, by the module's name."""


_known: dict[str, tuple[str, tuple[str, ...]]] = {}
"""The meaning and the imports of each source, by the source's digest, since parsing is slow."""


def known() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the meanings read in this process, so that another process can ``remember`` them."""
    return dict(_read_here)


def remember(known: Mapping[str, Sequence[Any]]) -> None:
    """Add the meanings that another process has read."""
    _known.update({key: (meant, tuple(imports)) for key, (meant, imports) in known.items()})


def load_from_sources(roots: Iterable[str] = ()) -> None:
    """Compile modules of the project and of the packages ``roots`` whenever they are imported."""
    _ROOTS.update(roots)
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in _ROOTS:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(fullname, path, target)
            if spec is not None:
                if type(spec.loader) is SourceFileLoader:
                    spec.loader = _Loader(fullname, spec.loader.path)
                return spec
        return None


class _Loader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        data = self.get_data(self.path)
        _loaded[fullname] = data
        code: CodeType = self.source_to_code(data, self.path)
        return code


def graph(
    start: Iterable[str],
    *,
    within: Iterable[str],
    leave_out: Iterable[str] = (),
    follow: bool = True,
) -> dict[str, str]:
    """Return the meanings of modules and of all modules that they import, by name.

    Parameters
    ----------
    start
        The names of the first modules.
    within
        The names of the packages that count, each with everything inside it.
    leave_out
        The names of modules that do not count; modules that only they import do not count either.
    follow
        Whether imported modules count.
    """
    left_out, packages = set(leave_out), set(within)
    found: dict[str, str] = {}
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name in found or name in left_out or not _is_within(name, packages):
            continue
        source = _source_of(name)
        if source is not None:
            is_package, text = source
            found[name], imports = _read(name if is_package else name.rpartition(".")[0], text)
            waiting += [*imports, name.rpartition(".")[0]] if follow else []
    return dict(sorted(found.items()))


def _is_within(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def meaning(source: bytes) -> str:
    """Return a digest of the parts of a source that Python acts on.

    >>> meaning(b"x = 1  # why") == meaning(b"x = (1)") != meaning(b"x = 2")
    True
    """
    return _read("", source)[0]


def _source_of(name: str) -> tuple[bool, bytes] | None:
    """Return whether a module is a package, and its source; None if the name is not a module."""
    root, *parts = name.split(".")
    # Only the first name is looked up: find_spec would import all packages before the last name.
    spec = find_spec(root)
    if spec is None or spec.origin is None:
        return None
    place = Path(spec.origin).parent.joinpath(*parts)
    for path in (place / "__init__.py", place.with_suffix(".py")):
        if path.is_file():
            source = _loaded.get(name)
            return path.name == "__init__.py", path.read_bytes() if source is None else source
    return None


@cache
def _read(package: str, source: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the meaning of a source in ``package``, and the names of its imports."""
    # Python's version is included, since syntax trees differ between versions.
    key = hashlib.sha256(f"{sys.version}\0{package}\0".encode() + source).hexdigest()
    if key not in _known:
        _known[key] = _parsed(package, source)
    _read_here[key] = _known[key]
    return _known[key]


_read_here: dict[str, tuple[str, tuple[str, ...]]] = {}


def _parsed(package: str, source: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        # The source is half written. An import will report this; until then, its bytes count.
        return hashlib.sha256(source).hexdigest(), ()
    nodes = list(ast.walk(tree))
    imports = tuple(dict.fromkeys(_imports(package, nodes)))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in nodes:
        if isinstance(node, documented) and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest(), imports


def _imports(package: str, nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) + 1 - node.level]
            base = ".".join([*(parents if node.level else []), *filter(None, [node.module])])
            yield base
            # A name that is imported from a package can be a module itself.
            yield from (f"{base}.{alias.name}" for alias in node.names)
