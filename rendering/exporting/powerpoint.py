"""Slides for PowerPoint and other programs that open a ``.pptx``: one for each beat, with notes.

A beat plays once, by itself, when its slide is shown, and its last picture stays. Before it plays,
and in print, the slide shows the picture in which its caption is complete and nothing has moved. A
slide with its question precedes each clip. A cover comes first, followed by the contents, where
each line links to its clip. Equal clips give equal bytes. This module knows cards and beats, but
not where the file goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Emu, Pt

from rendering.exporting.beats import Beat, Cut
from rendering.exporting.contents import Chapter, Entry, contents, summary, title_of
from rendering.exporting.escaping import one_line
from rendering.exporting.notes import Notes, notes_of_clip
from stage.theme import DARK, LIGHT, Theme

__all__ = ["powerpoint"]

_LONG_SIDE = 12_192_000
"""The long side of a slide in EMU (914,400 per inch): PowerPoint's own for 16:9."""

_TITLE_SLIDE, _TITLE_ONLY = 0, 5  # indices of layouts in python-pptx's template

_FEW_LINES = 8
"""The maximum number of contents lines for which one column looks better than two."""

_EPOCH = datetime(1980, 1, 1)  # the first date that a zip file can represent

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TIMING = """
<p:timing {namespaces}><p:tnLst><p:par>
<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
  <p:seq concurrent="1" nextAc="seek">
    <p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst><p:par>
      <p:cTn id="3" fill="hold">
        <p:stCondLst>
          <p:cond delay="indefinite"/>
          <p:cond evt="onBegin" delay="0"><p:tn val="2"/></p:cond>
        </p:stCondLst>
        <p:childTnLst><p:par>
          <p:cTn id="4" fill="hold">
            <p:stCondLst><p:cond delay="0"/></p:stCondLst>
            <p:childTnLst><p:par>
              <p:cTn id="5" presetID="1" presetClass="mediacall" presetSubtype="0" fill="hold"
                nodeType="afterEffect">
                <p:stCondLst><p:cond delay="0"/></p:stCondLst>
                <p:childTnLst><p:cmd type="call" cmd="playFrom(0.0)"><p:cBhvr>
                  <p:cTn id="6" dur="{milliseconds}" fill="hold"/>
                  <p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>
                </p:cBhvr></p:cmd></p:childTnLst>
              </p:cTn>
            </p:par></p:childTnLst>
          </p:cTn>
        </p:par></p:childTnLst>
      </p:cTn>
    </p:par></p:childTnLst></p:cTn>
    <p:prevCondLst>
      <p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
    </p:prevCondLst>
    <p:nextCondLst>
      <p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
    </p:nextCondLst>
  </p:seq>
  <p:video><p:cMediaNode mute="1">
    <p:cTn id="7" fill="hold" display="0">
      <p:stCondLst><p:cond delay="indefinite"/></p:stCondLst>
    </p:cTn>
    <p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>
  </p:cMediaNode></p:video>
</p:childTnLst></p:cTn>
</p:par></p:tnLst></p:timing>
"""
"""The timing of a video that plays after what precedes it on its slide: as soon as it is shown."""


def powerpoint(cuts: Sequence[Cut]) -> bytes:
    """Return the bytes of the file; its slides have the shape of the first clip."""
    presentation = pptx.Presentation()
    _shape_as(presentation, cuts[0])
    pages = contents(cuts)
    if pages:
        _add_cover(presentation, cuts)
    listed = [_add(presentation, _TITLE_ONLY, cuts[0]) for _ in pages]
    for cut in cuts:
        _add_opening(presentation, cut)
        for beat in cut.beats:
            _add_beat(presentation, cut, beat)
    for number, (slide, chapters) in enumerate(zip(listed, pages, strict=True), start=1):
        of = f" {number} / {len(pages)}" if len(pages) > 1 else ""
        _list_contents(presentation, slide, f"Contents{of}", chapters, _theme(cuts[0]))
        _note(slide, Notes(says=summary(cuts)))
    about = presentation.core_properties
    about.title = _text(title_of(cuts))
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = _EPOCH
    written = BytesIO()
    presentation.save(written)
    return _without_dates(written)


def _shape_as(presentation: Presentation, cut: Cut) -> None:
    """Give all slides, and the template's layouts, the clip's shape."""
    width, height = cut.clip.card["width"], cut.clip.card["height"]
    if round(width / height, 2) == round(16 / 9, 2):
        width, height = 16, 9  # a clip of 854 x 480 is meant as 16:9
    scale = _LONG_SIDE / max(width, height)
    before = presentation.slide_width, presentation.slide_height
    presentation.slide_width = Emu(round(width * scale))
    presentation.slide_height = Emu(round(height * scale))
    across, down = presentation.slide_width / before[0], presentation.slide_height / before[1]
    master = presentation.slide_master
    for shape in (*master.shapes, *(s for layout in master.slide_layouts for s in layout.shapes)):
        if shape.element.xpath("./p:spPr/a:xfrm"):  # others inherit the master's position
            left, wide = round(shape.left * across), round(shape.width * across)
            top, high = round(shape.top * down), round(shape.height * down)
            _place(shape, left, top, wide, high)


def _place(shape: BaseShape, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top = Emu(left), Emu(top)
    shape.width, shape.height = Emu(width), Emu(height)


def _add(presentation: Presentation, layout: int, cut: Cut) -> Slide:
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(*cut.ground)
    return slide


def _add_cover(presentation: Presentation, cuts: Sequence[Cut]) -> None:
    slide, theme = _add(presentation, _TITLE_SLIDE, cuts[0]), _theme(cuts[0])
    width, height = int(presentation.slide_width), int(presentation.slide_height)
    margin, unit = width // 12, min(width, height) // 24
    title, about = slide.shapes.title, slide.placeholders[1]
    _place(title, margin, height // 2 - 7 * unit, width - 2 * margin, 6 * unit)
    _place(about, margin, height // 2 + 2 * unit, width - 2 * margin, 2 * unit)
    _write(title, title_of(cuts), 2.4 * unit, theme.text, MSO_ANCHOR.BOTTOM)
    _write(about, summary(cuts), unit, theme.muted, MSO_ANCHOR.TOP)
    # The colours of the truth and of a prediction, as in all clips.
    inset = int(title.text_frame.margin_left)
    for k, color in enumerate((theme.p, theme.q)):
        left, high = margin + inset + 3 * k * unit, unit // 5
        bar = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Emu(left), Emu(height // 2), Emu(3 * unit), Emu(high)
        )
        bar.fill.solid()
        bar.fill.fore_color.rgb = _color(color)
        bar.line.fill.background()
        bar.shadow.inherit = False
    _note(slide, Notes(says=summary(cuts)))


def _list_contents(
    presentation: Presentation,
    slide: Slide,
    title: str,
    chapters: Sequence[Chapter],
    theme: Theme,
) -> None:
    """Write each clip on a line that links to its question; a wide slide has two columns."""
    width, height = int(presentation.slide_width), int(presentation.slide_height)
    margin, unit = width // 14, min(width, height) // 24
    heading = slide.shapes.title
    _place(heading, margin, round(1.2 * unit), width - 2 * margin, 3 * unit)
    _write(heading, title, 1.7 * unit, theme.text, MSO_ANCHOR.MIDDLE)
    columns = _columns(chapters, 2 if width > height else 1)
    wide = (width - 2 * margin - (len(columns) - 1) * 2 * unit) // len(columns)
    top = 5 * unit
    high = min((height - top - unit) // max(map(len, columns)), 2 * unit)
    entries = [entry for chapter in chapters for entry in chapter.entries]
    longest = max(len(_text(_line(entry))) for entry in entries)
    size = min(0.55 * high, wide / (0.53 * (longest + 8)))  # a letter is half as wide as it is high
    for number, column in enumerate(columns):
        for row, item in enumerate(column):
            box = slide.shapes.add_textbox(
                Emu(margin + number * (wide + 2 * unit)),
                Emu(top + row * high),
                Emu(wide),
                Emu(high),
            )
            if isinstance(item, str):
                _write(box, item, size, theme.muted, MSO_ANCHOR.BOTTOM)
                continue
            _write(box, f"{_text(_line(item))}\t{item.time}", size, theme.text, MSO_ANCHOR.MIDDLE)
            box.name = _text(item.title)
            # Without a background, only the letters of a box could be clicked.
            box.fill.solid()
            box.fill.fore_color.rgb = slide.background.fill.fore_color.rgb
            box.click_action.target_slide = presentation.slides[item.slide]
            end = wide - int(box.text_frame.margin_left) - int(box.text_frame.margin_right)
            tabs = f'<a:tabLst {nsdecls("a")}><a:tab pos="{end}" algn="r"/></a:tabLst>'
            box.text_frame.paragraphs[0]._p.get_or_add_pPr().insert(0, parse_xml(tabs))


def _columns(chapters: Sequence[Chapter], most: int) -> list[list[str | Entry]]:
    """Arrange the contents, including chapter names, in columns of about equal length."""
    lines: list[str | Entry] = []
    for chapter in chapters:
        lines += [chapter.name, *chapter.entries]
    if most == 1 or len(lines) <= _FEW_LINES:
        return [lines]
    # A chapter stays together, unless one column would then be much longer than the other.
    starts = [place for place, line in enumerate(lines) if isinstance(line, str) and place]
    middle = len(lines) / 2
    cut = min(starts, key=lambda place: abs(place - middle), default=0)
    if abs(cut - middle) > middle / 3:
        cut = round(middle)
    return [lines[:cut], lines[cut:]]


def _line(entry: Entry) -> str:
    return f"{entry.title} · {entry.own}" if entry.own else entry.title


def _add_opening(presentation: Presentation, cut: Cut) -> None:
    slide, theme = _add(presentation, _TITLE_SLIDE, cut), _theme(cut)
    width, height = int(presentation.slide_width), int(presentation.slide_height)
    margin, unit = width // 12, min(width, height) // 24
    chapter, question = slide.placeholders[1], slide.shapes.title
    _place(chapter, margin, height // 2 - 5 * unit, width - 2 * margin, 2 * unit)
    _place(question, margin, height // 2 - 3 * unit, width - 2 * margin, 7 * unit)
    _write(chapter, cut.clip.chapter, 0.95 * unit, theme.muted, MSO_ANCHOR.BOTTOM)
    _write(question, cut.clip.title, 2.1 * unit, theme.text, MSO_ANCHOR.TOP)
    _note(slide, notes_of_clip(cut.clip.card))


def _write(shape: Any, text: str, size: float, color: str, anchor: MSO_ANCHOR) -> None:
    """Write one line in one colour, left-aligned; ``size`` is the font size in EMU."""
    frame = shape.text_frame
    frame.text = "\t".join(map(_text, text.split("\t")))
    frame.vertical_anchor = anchor
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size = Pt(round(Emu(round(size)).pt))
    paragraph.font.color.rgb = _color(color)


def _note(slide: Slide, notes: Notes) -> None:
    lines = [_text(line) for line in notes.lines()]
    if lines:
        slide.notes_slide.notes_text_frame.text = "\n".join(lines)


def _theme(cut: Cut) -> Theme:
    return LIGHT if cut.is_light else DARK


def _color(name: str) -> RGBColor:
    return RGBColor.from_string(name.removeprefix("#"))


def _add_beat(presentation: Presentation, cut: Cut, beat: Beat) -> None:
    slide = _add(presentation, _TITLE_ONLY, cut)
    width, height = int(presentation.slide_width), int(presentation.slide_height)
    # An off-slide title serves the outline and users of screen readers.
    title = slide.shapes.title
    title.text_frame.text = _text(beat.name)
    _place(title, 0, -height // 6, width, height // 8)
    card = cut.clip.card
    scale = min(width / card["width"], height / card["height"])
    wide, high = round(card["width"] * scale), round(card["height"] * scale)
    movie = slide.shapes.add_movie(
        BytesIO(beat.video),
        Emu((width - wide) // 2),
        Emu((height - high) // 2),
        Emu(wide),
        Emu(high),
        poster_frame_image=BytesIO(beat.told),
        mime_type="video/mp4",
    )
    movie.name = _text(beat.name)
    movie.element.xpath("./p:nvPicPr/p:cNvPr")[0].set("descr", _text(beat.narration))
    timing = _TIMING.format(
        namespaces=nsdecls("p"), milliseconds=round(1000 * beat.seconds), shape=movie.shape_id
    )
    (started_by_a_click,) = slide.element.xpath("./p:timing")
    slide.element.replace(started_by_a_click, parse_xml("".join(timing.split("\n"))))
    _note(slide, beat.notes)


def _text(text: object) -> str:
    """Return the text on one line, with characters that XML cannot hold replaced."""
    return _NOT_XML.sub("\ufffd", one_line(text))


def _without_dates(written: BytesIO) -> bytes:
    """Return the same file without the times at which its parts were written."""
    again = BytesIO()
    with ZipFile(written) as old, ZipFile(again, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name, _EPOCH.timetuple()[:6])
            # Videos and pictures are already compressed.
            entry.compress_type = ZIP_STORED if name.endswith((".mp4", ".png")) else ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return again.getvalue()
