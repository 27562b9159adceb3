"""What we know of a customer beside her data: needs, expectations, feelings, plans, and how to talk to her.

Every fact has a source, a day, who noted it, and whether she was asked or we guessed. Nothing is overwritten: what is
different now supersedes what was noted before, which stays as history.
"""
