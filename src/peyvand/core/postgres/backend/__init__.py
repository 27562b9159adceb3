"""Django's PostgreSQL backend, with the embedded cluster started by the first connection."""
