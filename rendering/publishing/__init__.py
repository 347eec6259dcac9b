"""Make the files that accompany a video, and publish all files of a clip.

These modules know which files belong to a clip and where they are. They do not know how a video is
drawn, nor which process draws it.

Read in this order: ``card``, ``subtitles``, ``storyboard`` and ``script`` (the files besides the
video), ``workspace`` and ``publish`` (from private files to published ones), ``verify`` (whether
published files are unchanged), ``exports`` (publishing what is made from clips).
"""
