"""How one process serves many visitors."""
