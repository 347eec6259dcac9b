"""The project's own sources: what they mean, what they import, and what of them was loaded.

A source counts by its syntax tree without comments and docstrings. It is read, never run, with
one exception: of a module that this process has already imported, the source that counts is the
one that it was made from, whatever lies in the file by now.

That needs an import system that knows it. Python's own takes code from ``__pycache__`` where size
and time of a source have not changed, which is not to say that the source has not: an edit that is
undone, a file that is copied with its old time. So the modules that clips depend on are compiled
anew in each process (``load_from_sources``). Knows nothing of clips.
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
"""The source of each module that this process imported from it, by the module's name."""


_known: dict[str, tuple[str, tuple[str, ...]]] = {}
"""The meaning and the imports of a source, by a digest of it: parsing takes long."""


def known() -> dict[str, tuple[str, tuple[str, ...]]]:
    """All that was read in this process, for another one to ``remember``."""
    return dict(_read_here)


def remember(known: Mapping[str, Sequence[Any]]) -> None:
    """Take over what another process has read."""
    _known.update({key: (meant, tuple(imports)) for key, (meant, imports) in known.items()})


def load_from_sources(roots: Iterable[str] = ()) -> None:
    """Have modules of the project, and of packages called ``roots``, compiled on import."""
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
    """The meaning of modules and of all that they import, by name.

    Parameters
    ----------
    start
        Names of modules.
    within
        Names of the packages that count, each with all that is in it.
    leave_out
        Modules that do not count, nor what only they import.
    follow
        Whether what they import counts.
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
    """Digest of a source as far as Python acts on it.

    >>> meaning(b"x = 1  # why") == meaning(b"x = (1)") != meaning(b"x = 2")
    True
    """
    return _read("", source)[0]


def _source_of(name: str) -> tuple[bool, bytes] | None:
    """Whether a module is a package, and its source; None for what is only a name in a module."""
    root, *parts = name.split(".")
    # Only of a package's first name: find_spec would import everything before the last.
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
    """The meaning of a source in ``package``, and the names of what it imports."""
    # Python's version, since its syntax trees change with it.
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
        # Half written. Whoever imports it will be told; until then it is what its bytes are.
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
            # What is imported from a package may itself be a module.
            yield from (f"{base}.{alias.name}" for alias in node.names)
