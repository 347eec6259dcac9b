"""What the other rooms need of the machine.

Files, processes, signals, installed versions, and that no pickle of another machine runs code here.

Knows nothing of clips, scenes or pictures, nor what any of it is needed for.
"""
