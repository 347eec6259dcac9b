"""Chromium for tests that look at pages, and what must not go wrong in any of them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

__all__ = ["PATIENCE", "Open", "chromium", "needs_chromium", "pages_of", "until"]

PATIENCE = 10.0
"""Seconds, for machines that are busy."""

Open = Callable[..., Page]

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def needs_chromium(what: str) -> pytest.MarkDecorator:
    """A mark for tests that are skipped without it, and say loudly what was not done."""
    return pytest.mark.skipif(
        _CHROMIUM is None,
        reason=f"NO CHROMIUM: {what} in a browser. Install the package chromium.",
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that ends with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM)
        yield browser
        browser.close()


@contextmanager
def pages_of(browser: Browser, folder: Path, first: str) -> Iterator[Open]:
    """Opens pages of a folder, without a network; ``first`` unless another one is named.

    In the end nothing may have gone wrong in any of them, nor in windows that they opened: no
    error, no warning, no dialog, no request that fails or leads elsewhere.
    """
    complaints: list[str] = []
    contexts = []

    def check(url: str) -> None:
        if not url.startswith((folder.as_uri(), "data:")):
            complaints.append(url)

    def watch(page: Page) -> None:
        page.set_default_timeout(1000 * PATIENCE)
        page.on("request", lambda request: check(request.url))
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type in ("error", "warning") else 0,
        )

    def open_page(name: str = first, **context: Any) -> Page:
        contexts.append(browser.new_context(offline=True, **context))
        contexts[-1].on("page", watch)
        page = contexts[-1].new_page()
        page.goto(f"{folder.as_uri()}/{name}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


def until(page: Page, expression: str) -> None:
    """Wait until it is true; a page's policy may forbid Playwright's own way, which is an eval."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"still not: {expression}"
        page.wait_for_timeout(10)
