"""One task, in the process that performs it: a scene is built, played, and turned into files.

This is the only module that sets manim's configuration and chooses its renderer. It does not know
about other tasks, other processes, or where the files go afterwards.
"""

from __future__ import annotations

import configparser
import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from manim import CairoRenderer, SceneFileWriter, config, tempconfig
from manim import __file__ as manim_file
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm  # type: ignore[import-untyped]

from rendering.drawing.blind import Blind
from rendering.drawing.clip_renderer import ClipRenderer
from rendering.drawing.encoder import next_first_id
from rendering.drawing.lossless import frame_name, straight
from rendering.drawing.writer import ClipWriter, Encoder
from rendering.errors import ClipError, one_line
from rendering.inspection.findings import STAGING, Finding
from rendering.inspection.gauges import GaugeBook
from rendering.inspection.watching import Inspector, WatchingRenderer
from rendering.machine.files import PublishedFile, digest, flush
from rendering.planning.fingerprint import describe
from rendering.planning.manifest import Record
from rendering.planning.plan import Task, is_frame
from rendering.publishing import card, script, storyboard, subtitles
from rendering.running.parts import Part, Parts
from rendering.voice.choice import open_voice
from rendering.voice.kept import Speaker
from rendering.voice.track import track_of
from stage.numbers import fields_of
from stage.parameters import Parameters, is_near_a_limit
from stage.quoting import brief
from stage.story import Beat, Story
from stage.theme import THEMES

__all__ = ["Maker"]

Pixels = NDArray[np.uint8]
Advanced = Callable[[int], None]

_REHEARSED_FPS = 5
"""The frame rate at which an example is rehearsed without drawing: about a second per clip."""

# A user's manim.cfg must not change a published clip.
_library_defaults = configparser.ConfigParser()
_library_defaults.read(Path(manim_file).parent / "_config" / "default.cfg")

# manim builds a tqdm bar for every play, even if none is shown, and tqdm creates a semaphore shared
# between processes, which a process that is stopped leaks.
tqdm.set_lock(threading.RLock())


class Maker:
    """Makes what a task asks for, in a private folder.

    Parameters
    ----------
    task
        What to make.
    work
        The task's own folder, in which its files are written.
    verbosity
        How much manim logs.

    Attributes
    ----------
    scene
        The scene; None until it is built.
    record
        The manifest's record, once the files are made. A file that is in the record but was not
        made stays as it was published.
    """

    def __init__(self, task: Task, work: Path, verbosity: str = "WARNING") -> None:
        self.task = task
        self.work = work
        self.verbosity = verbosity
        self.scene: Story[Any] | None = None
        self.record: Record | None = None
        self._digests: list[bytes] = []  # of the frames of a clip
        self._sound = b""  # the digest of its sound, if it has any
        settings = task.settings
        self._speaker = (
            Speaker(
                open_voice(settings.voice, settings.voice_speed, task.voice_files),
                task.speech_folder,
            )
            if settings.voice
            else None
        )
        self._drawn_in = 0.0  # seconds, summed over all processes
        self._video: dict[str, PublishedFile] = {}  # the clip's, once it is made

    def make(self, advanced: Advanced) -> dict[str, Path] | None:
        """Make the files, calling ``advanced`` with the number of frames (or beats) done.

        Returns the path of each file, by its ending. Other processes may make the same clip in the
        same folder. One of them returns the files; the others have done their part and return None.
        """
        product = {
            "clip": self._make_clip,
            "still": self._make_still,
            "storyboard": self._make_storyboard,
            "script": self._make_script,
            "ends": self._make_ends,
        }[self.task.product]
        began = time.monotonic()
        with self._configured():
            files = product(advanced)
        if files is None:
            return None
        # Flush here, in parallel, so that the one process that publishes only has to rename.
        for path in files.values():
            flush(path)
        published = {ending: PublishedFile.of(path) for ending, path in files.items()}
        if self.task.product == "clip":
            published |= self._video
        assert self.scene is not None
        self.record = Record(
            scene=self.task.entry.name,
            product=self.task.product,
            description=describe(self.task, fields_of(self.scene.numbers)),
            files=published,
            frames=len(self._digests),
            frames_sha256=self._seen_and_heard,
            seconds=self._drawn_in or time.monotonic() - began,
        )
        return files

    def explain(self, error: BaseException) -> str:
        """Return one line for the author of the scene: beat, file, line, and what was wrong."""
        told = one_line(error, self.task.scene_folder)
        if self.scene is None:
            return told
        section = self.scene.renderer.file_writer.sections[-1].name
        if section == "autocreated":  # manim's own, before the first
            return f"before the first beat, {told}"
        ended = any(beat.name == section for beat in self.scene.beats)
        return f"{'after' if ended else 'in'} the beat {section!r}, {told}"

    def _make_clip(self, advanced: Advanced) -> dict[str, Path] | None:
        drawing = _Drawing(self.task, self.work, advanced)
        # Only playing the scene shows which beats there are, and so whether each has a recording.
        is_risky = is_near_a_limit(self.task.parameters) or self.task.settings.voice == "recordings"
        if is_risky and drawing.parts.claim_rehearsal():
            self._rehearse()
        scene = self._build(drawing.new_writer)
        drawing.draw(scene)
        beats = [b for b in scene.beats if self.task.beat in ("", b.name)]
        if self.task.beat and not beats:
            raise ClipError(
                f"with these parameters the scene has no beat {self.task.beat!r}; it has "
                f"{', '.join(beat.name for beat in scene.beats)}. Make one of these."
            )
        parts = drawing.parts.take_all(drawing.wanted)
        if parts is None:
            return None
        settings = self.task.settings
        files = {ending: self.work / f"clip{ending}" for ending in self.task.endings}
        frames = sum(part.frames for part in parts)
        if not frames:
            raise ClipError("the scene plays nothing, so there is no clip. Play something.")
        first, end = (beats[0].start, beats[0].end) if self.task.beat else (0, scene.frame)
        starts = [part.start for part in parts] + [end]
        if starts != [*accumulate((part.frames for part in parts), initial=first)]:
            raise ClipError(
                f"the scene's clock must agree with its frames, or subtitles drift; it says "
                f"{end - first} where {frames} were drawn. Play whole frames only."
            )
        self._digests = [sha256 for part in parts for sha256 in part.digests]
        self._drawn_in = sum(part.seconds for part in parts)
        beats = [beat.from_frame(first) for beat in beats]
        track = self._track(beats, frames)
        video = self.task.video_ending
        if video:
            drawing.parts.join(parts, files[video], track)
            self._video = {video: self._published_video() or PublishedFile.of(files[video])}
        else:
            sequence = drawing.parts.sequence(parts)
            files |= {f"/{frame_name(k)}": path for k, path in enumerate(sequence)}
            self._video = {e: PublishedFile.of(p) for e, p in files.items() if is_frame(e)}
        poster = next((beat for beat in beats if beat.poster or self.task.beat), None)
        if poster is None:
            self._save_picture(_look_at(scene), files[".png"])
        cues = (
            subtitles.joined(caption for beat in beats for caption in beat.captions)
            if track is None
            else subtitles.said([word for beat in beats for word in beat.words], settings.fps)
        )
        _save_text(subtitles.as_srt(cues, settings.fps), files[".srt"])
        _save_text(subtitles.as_vtt(cues, settings.fps), files[".vtt"])
        about = card.make_card(
            self.task,
            beats=beats,
            numbers=scene.numbers,
            frames=frames,
            poster_frame=(poster.end if poster else frames) - 1,
            gauges=[
                {**gauge, "frame": gauge["frame"] - first}
                for part in parts
                for gauge in part.gauges
            ],
            sha256=self._video[video].sha256 if video else _of_all(self._video),
            side_files={ending: digest(files[ending]) for ending in (".srt", ".vtt", ".png")},
            wording=scene.wording,
        )
        _save_text(card.as_text(about) + "\n", files[".json"])
        if self._published_video() is not None:
            files.pop(video).unlink()
        return files

    def _rehearse(self) -> None:
        """Play the whole scene without drawing, to refuse what cannot be played before drawing."""
        blind = partial(CairoRenderer, camera_class=Blind)
        with tempconfig({"frame_rate": min(_REHEARSED_FPS, self.task.settings.fps)}):
            scene = self._build(SceneFileWriter, renderer_class=blind)
            try:
                # A NaN is drawn nowhere, or anywhere.
                with np.errstate(invalid="raise"):
                    scene.render()
            except ClipError:
                raise
            except Exception as error:
                raise ClipError(
                    f"the example must be one that can be played; got "
                    f"{_typed(self.task.parameters)}, which comes to "
                    f"{one_line(error, self.task.scene_folder)}. Bring its numbers nearer to those "
                    "that the scene has by default."
                ) from error

    @property
    def _seen_and_heard(self) -> str:
        """Return the digest of all frames, and of the sound if there is any."""
        return _all_in_one([*self._digests, *filter(None, [self._sound])])

    def _track(self, beats: Sequence[Beat], frames: int) -> NDArray[np.float32] | None:
        """Return the sound of a clip of these beats; None without a voice."""
        if self._speaker is None:
            return None
        fps, spoken = self.task.settings.fps, self._speaker.spoken
        track = track_of(
            ((spoken[b.name], b.spoken / fps) for b in beats if b.spoken is not None),
            frames / fps,
        )
        self._sound = hashlib.sha256(track.tobytes()).digest()
        return track

    def _published_video(self) -> PublishedFile | None:
        """Return the published video if it shows exactly these frames in the same encoding."""
        published = self.task.published
        if published is None or published.encoder != self.task.profile:
            return None
        same = published.frames_sha256 == self._seen_and_heard
        return published.video if same else None

    def _make_still(self, advanced: Advanced) -> dict[str, Path]:
        scene = self._build(SceneFileWriter, skip=True)
        scene.beat_ended = lambda _beat: advanced(len(scene.beats))
        scene.render()
        path = self.work / "still.png"
        self._save_picture(_look_at(scene), path)
        return {".png": path}

    def _make_script(self, advanced: Advanced) -> dict[str, Path]:
        scene = self._build(SceneFileWriter, skip=True)
        scene.beat_ended = lambda _beat: advanced(len(scene.beats))
        scene.render()
        path = self.work / "script.md"
        _save_text(
            script.as_markdown(self.task, scene.beats, scene.wording.text(self.task.entry.title)),
            path,
        )
        return {".md": path}

    def _make_ends(self, advanced: Advanced) -> dict[str, Path]:
        scene = self._build(SceneFileWriter, skip=True)
        files: dict[str, Path] = {}

        def take(_beat: Beat) -> None:
            number = len(scene.beats) - 1
            path = files[f"/{frame_name(number)}"] = self.work / f"end{number}.png"
            # It is soon read again and kept nowhere, so a small file is not worth the time.
            Image.fromarray(straight(_look_at(scene))).save(path, compress_level=1)
            advanced(number + 1)

        scene.beat_ended = take
        scene.render()
        told = files[".json"] = self.work / "ends.json"
        beats = [{"name": beat.name, "narration": beat.narration} for beat in scene.beats]
        _save_text(card.as_text({"beats": beats}) + "\n", told)
        return files

    def _make_storyboard(self, advanced: Advanced) -> dict[str, Path]:
        inspector = Inspector()
        scene = self._build(
            SceneFileWriter, renderer_class=partial(WatchingRenderer, inspector=inspector)
        )
        pictures: list[storyboard.Picture] = []

        def take(beat: Beat) -> None:
            path = self.work / f"beat{len(pictures)}.png"
            self._save_picture(_look_at(scene), path)
            pictures.append(storyboard.Picture(path, beat.name, beat.end))
            advanced(len(pictures))

        scene.beat_ended = take
        scene.render()
        if not pictures:
            raise ClipError("a storyboard shows beats, and the scene has none. Add a beat.")
        findings = inspector.findings(scene)
        path = self.work / "storyboard.png"
        path.write_bytes(
            storyboard.contact_sheet(
                pictures,
                title=f"{self.task.entry.name}: {scene.wording.text(self.task.entry.title)}",
                fps=scene.fps,
                root=self.work,
                theme=THEMES[self.task.settings.theme],
                font=self.task.font,
                notes=[_note(finding, scene) for finding in findings],
            )
        )
        listed = self.work / "findings.json"
        told = {
            "findings": [finding.as_json(scene.fps) for finding in findings],
            "allowed": [allowance.as_json() for allowance in inspector.allowances()],
        }
        _save_text(card.as_text(told) + "\n", listed)
        return {".png": path, ".json": listed}

    def _build(
        self,
        file_writer: Callable[..., Any],
        *,
        skip: bool = False,
        renderer_class: Callable[..., Any] = ClipRenderer,
    ) -> Story[Any]:
        renderer = renderer_class(file_writer_class=file_writer, skip_animations=skip)
        settings = self.task.settings
        self.scene = self.task.entry.scene_type()(
            self.task.parameters,
            theme=THEMES[settings.theme],
            captions=settings.captions == "burned",
            font=self.task.font,
            language=self.task.language,
            speak=None if self._speaker is None else self._speaker.speak,
            renderer=renderer,
        )
        return self.scene

    @contextmanager
    def _configured(self) -> Iterator[None]:
        with tempconfig({}):
            config.digest_parser(_library_defaults)
            config.verbosity = self.verbosity
            config.progress_bar = "none"
            config.disable_caching = True
            config.format = "none"
            config.media_dir = self.work / "manim"
            config.pixel_width = self.task.settings.width
            config.pixel_height = self.task.settings.height
            config.frame_rate = self.task.fps
            config.background_opacity = 0.0 if self.task.settings.transparent else 1.0
            yield

    def _save_picture(self, rgba: Pixels, path: Path) -> None:
        _save_picture(rgba, path, transparent=self.task.settings.transparent)


class _Drawing:
    """The part of a clip that this process draws: the sections that no other process has claimed.

    Attributes
    ----------
    wanted
        The numbers of the sections that belong to the clip; complete after drawing.
    """

    def __init__(self, task: Task, work: Path, advanced: Advanced) -> None:
        self.parts = Parts(work / "parts", task.settings)
        self.wanted: list[int] = []
        self._task = task
        self._poster = work / "clip.png"
        self._advanced = advanced
        self._done = 0
        self._scene: Story[Any] | None = None  # it makes its writer before we can have it
        self._book: GaugeBook
        self._encoder: Encoder | None = None
        self._section = 0
        self._began = 0.0
        self._start = 0
        self._next_first_id = 0

    def new_writer(self, settings: Any) -> ClipWriter:
        return ClipWriter(settings, encoder_for=self._begin_section, advanced=self._written)

    def draw(self, scene: Story[Any]) -> None:
        self._scene = scene
        self._book = GaugeBook(fields_of(scene.numbers))
        scene.beat_ended = self._keep_poster
        try:
            scene.render()
            self._end_section(scene)
        finally:
            if self._encoder is not None:
                self._encoder.abort()

    def _begin_section(self, section: int) -> Encoder | None:
        if self._scene is not None:
            self._end_section(self._scene)
            self._book.begin(self._scene.frame)
            self._start = self._scene.frame
        self._section = section
        self._began = time.monotonic()
        playing = self._scene.playing if self._scene is not None else ""
        if self._task.beat not in ("", playing):
            return None
        self.wanted.append(section)
        if not self.parts.claim(section):
            return None
        self._encoder = self.parts.encoder(section, self._start, self._next_first_id)
        return self._encoder

    def _end_section(self, scene: Story[Any]) -> None:
        played = scene.frame - self._start
        if played:
            self._next_first_id = next_first_id(self._next_first_id, played)
        encoder, self._encoder = self._encoder, None
        if encoder is None:
            return
        if encoder.frames:
            encoder.finish()
        else:
            encoder.abort()
        self._done += encoder.frames
        self.parts.add(
            Part(
                section=self._section,
                start=self._start,
                frames=encoder.frames,
                digests=scene.renderer.file_writer.digests,
                gauges=self._book.take(),
                seconds=time.monotonic() - self._began,
            )
        )

    def _written(self) -> None:
        assert self._encoder is not None
        assert self._scene is not None
        self._book.see(self._scene, self._start + self._encoder.frames)
        self._advanced(self._done + self._encoder.frames)

    def _keep_poster(self, beat: Beat) -> None:
        assert self._scene is not None
        alone = self._task.beat
        posters = [b.name for b in self._scene.beats if (b.name == alone if alone else b.poster)]
        if posters == [beat.name] and self._encoder is not None:
            _save_picture(
                self._scene.renderer.file_writer.last_frame,
                self._poster,
                transparent=self._task.settings.transparent,
            )


def _typed(parameters: Parameters) -> str:
    """Return the parameters that differ from the scene's defaults, as somebody would type them."""
    own = type(parameters)()
    return brief(
        " ".join(f"{name}={value}" for name, value in parameters if value != getattr(own, name))
    )


def _all_in_one(digests: list[bytes]) -> str:
    return hashlib.sha256(b"".join(digests)).hexdigest() if digests else ""


def _note(finding: Finding, scene: Story[Any]) -> storyboard.Note:
    width, height = scene.camera.frame_width, scene.camera.frame_height
    left, bottom, right, top = finding.where
    box = (left / width + 0.5, 0.5 - top / height, (right - left) / width, (top - bottom) / height)
    staging = "staging: " if finding.rule in STAGING else ""
    what = f"{staging}{finding.what}: {finding.remedy}."
    return storyboard.Note(finding.beat, finding.frame / scene.fps, what, box)


def _look_at(scene: Story[Any]) -> Pixels:
    """Return a scene's current picture, drawn in full, since skipped animations draw no frame."""
    scene.renderer.static_image = None
    scene.renderer.update_frame(scene)
    frame: Pixels = scene.renderer.get_frame()
    return frame


def _save_picture(rgba: Pixels, path: Path, *, transparent: bool) -> None:
    shown = straight(rgba) if transparent else np.ascontiguousarray(rgba[..., :3])
    Image.fromarray(shown).save(path, optimize=True)


def _of_all(frames: Mapping[str, PublishedFile]) -> str:
    """Return the digest of a sequence of frames: that of their digests in hex, concatenated."""
    return hashlib.sha256("".join(f.sha256 for f in frames.values()).encode()).hexdigest()


def _save_text(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
