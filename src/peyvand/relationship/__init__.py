"""The heart: one relationship per customer, always in exactly one of eight stages, with evidence.

Facts are kept from exchanges, one SQL decision turns them into a stage, history is kept as rows, and people may
overrule with a reason. Nothing below imports this context; it offers itself through its manifest.
"""
