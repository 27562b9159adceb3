"""Rules: what follows from what, without rows or requests."""
