"""What can be done with customers."""
