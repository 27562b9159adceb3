"""How promises and jots are read and counted: pure functions."""
