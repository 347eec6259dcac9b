"""Of a bar of 1 the prediction leaves the pull: it fades as that learns, and is never above 1."""
