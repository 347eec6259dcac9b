"""From the programme to published files: the only place of processes, files and encoders.

Read in this order: ``settings`` and ``inputs`` (what was asked), ``plan`` (which clips that
means), ``execute`` and ``pool`` (who renders them), ``worker`` (one clip, in its own
process), ``writer`` and ``encoder`` (frames to video), ``card`` and ``subtitles`` (what
stands beside the video), ``workspace`` and ``publish`` (from private files to published ones).

Importing this package, or any module of it but ``worker``, ``writer`` and ``storyboard``,
does not import manim.
"""
