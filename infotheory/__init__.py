"""Information theory that is right to the last digits; numpy alone."""
