"""Escape text from cards for the languages of exports: HTML, Markdown, LaTeX and WebVTT.

A title, a narration or a label is data: whatever somebody typed is shown literally and has no
effect. Each function takes such a text and returns one line. This module knows nothing of clips.
"""

from __future__ import annotations

import html
import re
import unicodedata

__all__ = ["clock", "html_text", "latex_text", "markdown_text", "one_line", "vtt_text"]


def one_line(text: object) -> str:
    r"""Return ``text`` without line breaks and control characters, which could end its context.

    >>> one_line(" a\n\tb\x00 ")
    'a b'
    """
    shown = "".join(" " if unicodedata.category(c) == "Cc" else c for c in str(text))
    return " ".join(shown.split())


def html_text(text: object) -> str:
    """Escape text for an element or a quoted attribute, even where the HTML is inside Markdown.

    A backtick is written as a character reference, since a fence around the HTML may consist of
    backticks.

    >>> html_text('<b> & "c" `d`')
    '&lt;b&gt; &amp; &quot;c&quot; &#96;d&#96;'
    """
    return html.escape(one_line(text), quote=True).replace("`", "&#96;")


_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&$~^|!#@%]")
_AT_THE_START = re.compile(r"^(?:[-+=:](?![\w(])|[0-9]+(?=[.)])|:)")


def markdown_text(text: object) -> str:
    r"""Escape text for any position in a paragraph of CommonMark, Pandoc's Markdown or MyST.

    Every character with a meaning in one of them gets a backslash, which all three of them remove.

    >>> markdown_text("$x_1$ & `y` <b>"), markdown_text("1. a"), markdown_text("::: {raw}")
    ('\\$x\\_1\\$ \\& \\`y\\` \\<b\\>', '1\\. a', '\\::: \\{raw\\}')
    """
    escaped = _MARKDOWN.sub(r"\\\g<0>", one_line(text))
    start = _AT_THE_START.match(escaped)
    if start is None:
        return escaped
    # A number starts a list only if a point follows it; a backslash before a digit would be shown.
    at = start.end() if start[0][0].isdigit() else 0
    return f"{escaped[:at]}\\{escaped[at:]}"


_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\symbol{34}",
    "`": r"\textasciigrave{}",
    # Characters in the scenes' texts that pdfLaTeX's fonts lack.
    "−": r"\ensuremath{-}",
    "×": r"\ensuremath{\times}",
    "≈": r"\ensuremath{\approx}",
    "∞": r"\ensuremath{\infty}",
    "σ": r"\ensuremath{\sigma}",
    **{chr(0x2080 + k): rf"\ensuremath{{_{k}}}" for k in range(10)},
    **{"⁰¹²³⁴⁵⁶⁷⁸⁹"[k]: rf"\ensuremath{{^{k}}}" for k in range(10)},
    "⁻": r"\ensuremath{^{-}}",
}


def latex_text(text: object) -> str:
    r"""Escape text for a paragraph of LaTeX.

    >>> latex_text("$x_1$ & 5%"), latex_text("ln(1/q₁)")
    ('\\$x\\_1\\$ \\& 5\\%', 'ln(1/q\\ensuremath{_1})')
    """
    escaped = "".join(_LATEX.get(character, character) for character in one_line(text))
    return re.sub("-(?=-)", "-{}", escaped)  # two hyphens in a row would become a dash


def vtt_text(text: object) -> str:
    """Escape text for a WebVTT cue.

    >>> vtt_text("a --> <b> & c")
    'a --&gt; &lt;b&gt; &amp; c'
    """
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clock(seconds: float) -> str:
    """Format the whole seconds as video players do.

    >>> clock(5.8), clock(63), clock(3600)
    ('0:05', '1:03', '1:00:00')
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
