"""The bench: a made-up company of any size in a database of its own, measured through the real server."""
