"""From the programme to published files: the only place of processes, files and encoders.

Read in this order: ``settings`` and ``inputs`` (what was asked), ``plan`` (which clips that
means), ``execute`` and ``pool`` (who makes them), ``worker`` (one clip, in its own process),
``writer`` and ``encoder`` (frames to video), ``card``, ``subtitles`` and ``storyboard`` (what
is there besides the video), ``workspace`` and ``publish`` (from private files to published
ones), ``progress`` and ``report`` (what people and programs are told).

Only ``worker``, ``writer``, ``clip_renderer`` and ``damage`` import manim, and only a worker
process imports them.
"""
