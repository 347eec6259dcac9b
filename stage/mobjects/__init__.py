"""The drawing vocabulary: mobjects drawn from values alone.

Knows nothing of ``xe_math``, of a scene's story, or of files.
"""
