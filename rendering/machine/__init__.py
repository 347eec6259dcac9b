"""What the other rooms need of the machine: files, processes, signals, installed versions.

Knows nothing of clips, scenes or pictures, nor what any of it is needed for.
"""
