"""What the pages share. Importing it changes nothing of the process."""
