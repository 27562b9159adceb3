"""What can be done with relationships."""
