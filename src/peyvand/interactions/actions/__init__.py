"""What can be done with what passes between people."""
