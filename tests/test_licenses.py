"""What is said of licences is so in the project's metadata and in the installed packages."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import files, metadata
from pathlib import Path

from stage.typesetting import FONTS, TYPST_VERSION

ROOT = Path(__file__).parents[1]
TOLD = (ROOT / "licenses/README.md").read_text(encoding="utf-8")


def test_project_is_under_the_mit_license_and_has_its_text() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "MIT"
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License\n\nCopyright (c) 2026 the Cross entropy, animated authors")
    assert "Permission is hereby granted, free of charge, to any person" in text
    for pattern in project["license-files"]:
        assert list(ROOT.glob(pattern))


def test_notices_are_those_of_the_embedded_fonts() -> None:
    assert all(family.removesuffix(" Math") in TOLD for family in FONTS)
    assert f"typst {TYPST_VERSION}" in TOLD  # of another one they are to be looked up again
    library = next(file for file in files("typst") or () if file.name.startswith("_typst"))
    embedded = Path(library.locate()).read_bytes()
    notices = re.findall("^- `(.+)`$", TOLD, re.M)
    assert len(notices) == 5
    for notice in notices:
        # As fonts hold names: for Windows or for Macs.
        assert notice.encode("utf-16-be") in embedded or notice.encode("latin-1") in embedded


def test_license_texts_that_are_named_are_there_and_each_there_is_named() -> None:
    named = set(re.findall(r"\]\(([^)]+)\)", TOLD))
    assert {path.name for path in (ROOT / "licenses").iterdir()} == named | {"README.md"}


def test_packages_whose_templates_are_embedded_are_under_the_mit_license() -> None:
    assert metadata("manim-slides")["License-Expression"] == "MIT"
    assert metadata("python-pptx")["License"] == "MIT"
