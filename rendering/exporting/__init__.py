"""Turn published clips into teaching material: pages, handouts, slides and text to paste.

This package knows only published files and cards. It knows nothing of playing scenes, manim or
encoding, so an export takes seconds and can be made wherever the media folder is. An export is a
function that maps clips to file contents by file name (``EXPORTS``); it writes nothing itself.

Read the modules in this order: ``published`` (which clips there are), ``kinds`` (what is made from
them), then any other. ``publishing.exports`` writes the result to the media folder.
"""
