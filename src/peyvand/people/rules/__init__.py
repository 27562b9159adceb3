"""How customers are named, reached and checked: pure functions."""
