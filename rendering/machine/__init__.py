"""Services of the machine that the other packages need.

They cover files, processes, signals, installed versions, and protection against pickles that come
from other machines.

These modules know nothing about clips, scenes or pictures, nor what their services are used for.
"""
