"""Pictures as geometry: pure functions from numbers to places on a sheet; templates put the ink on.

Every sheet is `width` x `height` units and is scaled by the page. In Persian the axis begins at the right, so the same
functions take `right_to_left` and mirror places, never letters: the page sets their direction, so the text anchor
"start" is where reading begins. Texts come ready from the caller in the reader's language; a number without a text of
its own is written with her digits. A `key` colours a mark by the page's CSS class `stage-<key>`.
"""

from peyvand.ui.pictures.in_bars import bars, funnel
from peyvand.ui.pictures.in_flow import flow
from peyvand.ui.pictures.in_map import DESK, PHONE, Neighbour, Plan, bonds
from peyvand.ui.pictures.in_time import line, rhythm
from peyvand.ui.pictures.sheets import Bar, Dot, Flow, Mark, Point, Rhythm, Sheet, number

__all__ = [
    "DESK",
    "PHONE",
    "Bar",
    "Dot",
    "Flow",
    "Mark",
    "Neighbour",
    "Plan",
    "Point",
    "Rhythm",
    "Sheet",
    "bars",
    "bonds",
    "flow",
    "funnel",
    "line",
    "number",
    "rhythm",
]
