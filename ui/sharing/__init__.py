"""A link to what is on the screen, and its QR code."""
