"""The permission matrix: every door x nine people x real objects, against a table written by hand."""
