"""Controls, and how the values that they send are read."""
