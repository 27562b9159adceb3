"""Who may do what with a customer that stands where: twelve verbs, fourteen principals, seven placements, by hand.

Written from the description of the roles, not from the code. One mark for each principal:

    Sara Reza Nima Mina Ali Dana Roya Leila Omid | a visitor, one who left, one without rights, Gita, Ali's reading token

Sara and Reza sell in the north, Nima in the south, Gita alone. Mina manages (north), Ali administers, Dana directs, Roya
answers customers (south), Leila does the marketing, Omid only reads.

    hers      Sara's                                  lent     Nima's, lent to Gita to look at
    nimas     Nima's                                  worked   Nima's, lent to the north to work with
    nobodys   nobody answers for her, no team         away     Sara's, put away
    shared    Nima's, with Sara beside him
"""

from __future__ import annotations

PRINCIPALS = (
    "sara", "reza", "nima", "mina", "ali", "dana", "roya", "leila", "omid", "visitor", "left", "novice", "gita", "token",
)  # fmt: skip
PLACEMENTS = ("hers", "nimas", "nobodys", "shared", "lent", "worked", "away")
NOBODY = "--------- -----"

MARKS: dict[tuple[str, str], dict[str, str]] = {
    ("customer", "view"): {
        "hers": "++-++++++ ----+", "nimas": "--+++++++ ----+", "nobodys": "---++++++ ----+", "shared": "+-+++++++ ----+",
        "lent": "--+++++++ ---++", "worked": "+++++++++ ----+", "away": NOBODY,
    },
    ("customer", "change"): {
        "hers": "+--++---- -----", "nimas": "--+++-+-- -----", "nobodys": "---++---- -----", "shared": "+-+++-+-- -----",
        "lent": "--+++-+-- -----", "worked": "+++++-+-- -----", "away": NOBODY,
    },
    ("customer", "delete"): {
        "hers": "+--++---- -----", "nimas": "--+-+---- -----", "nobodys": "----+---- -----", "shared": "+-+-+---- -----",
        "lent": "--+-+---- -----", "worked": "--+-+---- -----", "away": NOBODY,
    },
    ("customer", "export"): {
        "hers": "---+++-+- -----", "nimas": "---+++-+- -----", "nobodys": "---+++-+- -----", "shared": "---+++-+- -----",
        "lent": "---+++-+- -----", "worked": "---+++-+- -----", "away": NOBODY,
    },
    ("customer", "bulk"): {
        "hers": "+--++--+- -----", "nimas": "--+++--+- -----", "nobodys": "---++--+- -----", "shared": "+-+++--+- -----",
        "lent": "--+++--+- -----", "worked": "--+++--+- -----", "away": NOBODY,
    },
    ("customer", "assign"): {
        "hers": "+--++---- -----", "nimas": "--+++---- -----", "nobodys": "---++---- -----", "shared": "+-+++---- -----",
        "lent": "--+++---- -----", "worked": "--+++---- -----", "away": NOBODY,
    },
    ("customer", "share"): {
        "hers": "+--++---- -----", "nimas": "--+++---- -----", "nobodys": "---++---- -----", "shared": "+-+++---- -----",
        "lent": "--+++---- -----", "worked": "--+++---- -----", "away": NOBODY,
    },
    ("customer", "merge"): {
        "hers": "---++---- -----", "nimas": "---++---- -----", "nobodys": "---++---- -----", "shared": "---++---- -----",
        "lent": "---++---- -----", "worked": "---++---- -----", "away": NOBODY,
    },
    ("customer", "erase"): {
        "hers": "----+---- -----", "nimas": "----+---- -----", "nobodys": "----+---- -----", "shared": "----+---- -----",
        "lent": "----+---- -----", "worked": "----+---- -----", "away": NOBODY,
    },
    ("relationship", "change"): {
        "hers": "+--++-+-- -----", "nimas": "--+++-+-- -----", "nobodys": "---++-+-- -----", "shared": "+-+++-+-- -----",
        "lent": "--+++-+-- -----", "worked": "+++++-+-- -----", "away": NOBODY,
    },
    ("interaction", "change"): {
        "hers": "+--++---- -----", "nimas": "--+++---- -----", "nobodys": "---++---- -----", "shared": "+-+++---- -----",
        "lent": "--+++---- -----", "worked": "+++++---- -----", "away": NOBODY,
    },
    ("order", "delete"): {
        "hers": "+--++---- -----", "nimas": "--+++---- -----", "nobodys": "---++---- -----", "shared": "+-+++---- -----",
        "lent": "--+++---- -----", "worked": "--+++---- -----", "away": NOBODY,
    },
}  # fmt: skip
