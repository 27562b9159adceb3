"""Rules of the platform: pure functions."""
