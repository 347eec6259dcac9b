"""From published clips to what is used where people teach: pages, handouts, slides, ready text.

Knows published files and cards alone: nothing of scenes that play, of manim or of encoding, so an
export takes seconds and can be made wherever the media folder is. An export is a function from
clips to files by their names (``EXPORTS``), which writes nothing itself.

Read in this order: ``published`` (what clips there are), ``kinds`` (what is made of them), then
whichever you want; ``publishing.exports`` brings it to where people find it.
"""
