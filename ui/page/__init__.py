"""What a page script works with: the page, its navigation, prose and blocks."""
