"""What scenes are drawn with: a figure, and the canvas on which it draws its pieces.

Read ``figure`` first, then ``canvas`` (which pieces there are).
"""
