"""The rooms of ``rendering``: who may import from whom, and who may import manim."""

from pathlib import Path

import pytest

import rendering
from tests.imports import imported

HOME = Path(rendering.__file__).parent

MAY_IMPORT = {
    "machine": set(),
    "drawing": set(),
    "voice": {"machine"},
    "inspection": {"drawing"},
    "planning": {"machine", "drawing", "voice"},
    "publishing": {"machine", "drawing", "voice", "inspection", "planning"},
    "exporting": {"machine", "drawing", "planning", "publishing"},
    "filming": {"machine", "drawing", "planning", "publishing", "exporting"},
    "running": {"machine", "drawing", "voice", "inspection", "planning", "publishing"},
    "showing": {"machine", "planning", "publishing", "exporting", "running"},
}
"""Each room after those that it imports from, so that no two can need each other."""

MODULES = sorted(HOME.rglob("*.py"))


def room_of(path):
    inside = path.relative_to(HOME).parts
    return inside[0] if len(inside) > 1 else None


def test_every_package_is_a_room_and_every_module_is_in_one():
    assert {room_of(path) for path in MODULES} == {None, *MAY_IMPORT}
    outside = {path.name for path in MODULES if room_of(path) is None}
    assert outside == {"__init__.py", "errors.py"}


def test_rooms_are_in_an_order_in_which_each_imports_only_from_those_before_it():
    before = set()
    for room, others in MAY_IMPORT.items():
        assert others <= before, room
        before.add(room)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOME)))
def test_imports_between_rooms_go_one_way(path):
    room = room_of(path)
    if path.name == "__init__.py" and room is None:
        return  # it has the sources loaded, before any room is entered
    open_to_it = {"errors"} | ({room} | MAY_IMPORT[room] if room else set())
    for name in imported(path):
        package, _, rest = name.partition(".")
        if package == "rendering":
            assert rest.split(".")[0] in open_to_it, name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOME)))
def test_what_draws_is_for_exports_what_takes_a_stream_apart_alone(path):
    if room_of(path) == "exporting":
        drawing = {name for name in imported(path) if name.startswith("rendering.drawing")}
        assert drawing <= {"rendering.drawing.cutting"}


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_room_says_what_it_does_and_does_not_know(room):
    text = (HOME / room / "__init__.py").read_text(encoding="utf-8")
    assert "know" in text.lower()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOME)))
def test_manim_is_imported_only_where_pictures_are_drawn_or_looked_at(path):
    if "manim" in {name.split(".")[0] for name in imported(path)}:
        asks_for_it = {"worker.py", "doctor.py"}
        assert room_of(path) in {"drawing", "inspection"} or path.name in asks_for_it
