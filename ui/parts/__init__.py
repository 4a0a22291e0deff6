"""The parts of the lessons that are longer than a page script should be, one idea a module."""
