"""What parts are drawn with: a canvas whose pieces are declared where they are drawn.

Read ``figure`` first (a part that draws on a canvas), then ``canvas`` (what it can draw).
"""
