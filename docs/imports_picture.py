"""The picture of imports between rooms in docs/design.md: ``python -m docs.imports_picture``.

It is a Mermaid diagram, which GitHub and many editors draw, between two marks of that page.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

__all__ = ["PAGE", "diagram", "with_diagram"]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "design.md"
TOP = ("xe_math", "stage", "scenes")
"""Packages that are one room each; of ``rendering`` every package is one."""

_MARKED = re.compile(r"(<!-- imports -->\n).*?(<!-- end of imports -->)", re.DOTALL)


def diagram() -> str:
    """The rooms, and an arrow from each to those that it imports from."""
    needs = {(room, other) for room, other in _imports() if room != other}
    needs |= {("render.py", other) for other in _named_in(ROOT / "render.py")}
    # What another room imports anyway needs no arrow of its own.
    direct = {(a, b) for a, b in needs if not any((c, b) in needs for x, c in needs if x == a)}
    lines = [f'    {_id(room)}["{room}"] --> {_id(other)}["{other}"]' for room, other in direct]
    return "\n".join(["```mermaid", "flowchart TD", *sorted(lines), "```", ""])


def with_diagram(text: str) -> str:
    """The page with the diagram of today."""
    return _MARKED.sub(lambda match: match[1] + diagram() + match[2], text)


def _imports() -> Iterator[tuple[str, str]]:
    for top in (*TOP, "rendering"):
        for path in (ROOT / top).rglob("*.py"):
            room = _room(".".join(path.relative_to(ROOT).with_suffix("").parts))
            if room is not None:
                yield from ((room, other) for other in _named_in(path))


def _named_in(path: Path) -> set[str]:
    """Rooms that a module imports from, also within functions."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {room for room in map(_room, names) if room is not None}


def _room(module: str) -> str | None:
    top, _, rest = module.partition(".")
    if top in TOP:
        return top
    package = rest.partition(".")[0]
    return (
        f"rendering.{package}"
        if top == "rendering" and (ROOT / top / package / "__init__.py").is_file() and package
        else None
    )


def _id(room: str) -> str:
    return room.replace(".", "_")


if __name__ == "__main__":
    PAGE.write_text(with_diagram(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
