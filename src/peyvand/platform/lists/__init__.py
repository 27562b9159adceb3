"""Lists: typed fields -> a state in the URL -> a queryset -> a keyset page -> rows, exports and selections.

No business words here: a context describes its list with `ListSpec` and `Field`, everything else follows.
"""
