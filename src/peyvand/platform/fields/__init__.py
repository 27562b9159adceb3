"""Custom fields: what an organisation wants to know beyond our own columns, defined in a page instead of a migration.

A record that takes them keeps the values in one JSON column, `extra`, by the field's key; everywhere else (forms, audit,
lists, imports, the API) the field goes by its name, "custom_" and the key.
"""
