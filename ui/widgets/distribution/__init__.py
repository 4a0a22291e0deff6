"""A distribution as one line of text, and the bars that are dragged over it."""
