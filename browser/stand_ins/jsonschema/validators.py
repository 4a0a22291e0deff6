"""Has nothing: no specification is checked in the browser."""
