"""What a hand moves, and how what it sends is read."""
