"""``docs/design.md`` shows the imports between rooms as they are."""

from docs.imports_picture import PAGE, diagram, with_diagram


def test_picture_of_the_imports_is_that_of_today():
    page = PAGE.read_text(encoding="utf-8")
    assert diagram() in page
    assert with_diagram(page) == page


def test_picture_shows_the_two_walls():
    lines = diagram().splitlines()
    assert any("scenes[" in line and "--> xe_math[" in line for line in lines)
    assert not any(line.strip().startswith(("xe_math[", "stage[")) for line in lines)
