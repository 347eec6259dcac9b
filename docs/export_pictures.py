"""The pictures of what is exported, for README.md: ``python -m docs.export_pictures``.

Not part of ``make pictures``, since it needs Chromium and poppler's pdftoppm. Reads what
``render.py export gallery``, and ``slides`` and ``handout`` of LogitNudges alone, have made in
``media``.
"""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

MEDIA = Path("media")
PICTURES = Path(__file__).with_name("exports")
SCENE = "LogitNudges"


def main() -> None:
    """Make them anew."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        gallery(browser)
        slides(browser)
        browser.close()
    handout = MEDIA / "exports/handout/handout.pdf"
    first_page = ["pdftoppm", "-r", "90", "-png", "-singlefile", str(handout)]
    save("handout", subprocess.run(first_page, check=True, capture_output=True).stdout, 420)


def gallery(browser: Browser) -> None:
    """A page, wide and on a phone, where a beat has begun in which something has moved."""
    page = (MEDIA / "exports/gallery" / f"{SCENE}.html").resolve().as_uri()
    for name, width, height, scheme in (
        ("gallery", 1280, 1180, "light"),
        ("gallery-phone", 390, 1180 * 390 // 640, "dark"),
    ):
        view = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        view.goto(f"{page}#t=8")
        view.wait_for_timeout(1500)
        save(name, view.screenshot(), 640 if scheme == "light" else 300)


def slides(browser: Browser) -> None:
    """The deck and its presenter's view, where the second beat has ended."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    deck = context.new_page()
    deck.goto((MEDIA / "exports/slides/deck/index.html").resolve().as_uri() + "#3")
    with context.expect_page() as opening:
        deck.keyboard.press("p")
    view = opening.value
    view.set_viewport_size({"width": 1280, "height": 800})
    for name, page in (("slides", deck), ("slides-presenter", view)):
        page.wait_for_timeout(1500)
        save(name, page.screenshot(), 480)


def save(name: str, png: bytes, width: int) -> None:
    """Write a picture, made small."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    size = width, round(picture.height * width / picture.width)
    picture.resize(size, Image.Resampling.LANCZOS).save(
        PICTURES / f"{name}.webp", quality=80, method=6
    )


if __name__ == "__main__":
    main()
