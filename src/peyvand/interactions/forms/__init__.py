"""What people type about what passes between them."""
