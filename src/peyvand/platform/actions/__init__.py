"""What can be done on the platform."""
