"""From the words of a beat to speech: who says them, and how all of it becomes one track of sound.

Knows texts, samples and seconds, and the files that a voice needs; nothing of scenes, frames or
clips.

Read in this order: ``speech`` (what a voice is, and what it says), ``recordings``, ``hibari``,
``piper`` and ``silent`` (the voices), ``choice`` (which one was asked for, and what it needs),
``kept`` (what was spoken before), ``track`` (speech in its place, at one loudness).
"""
