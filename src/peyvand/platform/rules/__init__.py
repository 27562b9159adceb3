"""What the platform computes: pure functions."""
