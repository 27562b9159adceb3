"""The library without tables.

Persian text, digits, numbers, money, the Jalali calendar, identifiers and phones; typed events; the manifest in which
a context offers itself to the rest; page helpers; keyset paging; SQL files; tables made all at once; the embedded
database.
It knows no business word and imports nothing above it.
"""
