"""The race of the losses: its settings, runs, stage, claims and figures."""
