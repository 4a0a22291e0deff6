"""What the measures are made of: checks of what comes in, sums, and forms that keep digits."""
