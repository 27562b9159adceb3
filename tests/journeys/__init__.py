"""People's ways through the product, walked in a real browser."""
