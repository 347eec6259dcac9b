"""Turn the words of beats into speech, and the speech into one sound track.

These modules work with texts, samples, seconds and the files that a voice needs. They know nothing
about scenes, frames or clips.

Read in this order: ``speech`` (what a voice is and what it returns), ``recordings``, ``hibari``,
``piper`` and ``silent`` (the voices), ``choice`` (which voice was requested and what it needs),
``kept`` (the cache of earlier speech), ``track`` (mixing speech at one loudness).
"""
