"""The files of a clip: what is in them besides the video, and how they get where people find them.

Knows what belongs to a clip and where it lies; not how a video is drawn, nor by which process.

Read in this order: ``card``, ``subtitles``, ``storyboard`` and ``script`` (what there is besides
the video), ``workspace`` and ``publish`` (from private files to published ones), ``verify``
(whether they still are what was published), ``exports`` (where what is made of them comes to).
"""
