"""What people type about customers: forms that check one field, a first encounter, or the whole record."""
