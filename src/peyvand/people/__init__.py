"""Whom we have a relationship with.

Customers (persons and organisations in one list), how to reach them, where they are, who decides in an organisation,
who of us answers for them, and the groups they are in. Their exchanges, touches and stages live in higher contexts,
which offer panels, list fields and timeline sources through their manifests.
"""
