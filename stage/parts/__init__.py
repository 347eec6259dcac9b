"""Parts, a module each: what is drawn from values and a zone alone (``docs/vocabulary.md``).

Knows nothing of ``xe_math``, of a scene's story, or of files. Nothing is imported here, so that a
change of one part makes only those clips stale that draw with it.
"""
