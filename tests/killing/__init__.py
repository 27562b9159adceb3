"""Kill any part of the running product: it comes back by itself, has lost nothing acknowledged, did nothing twice."""
