"""Amounts as bars: beside each other, or as a funnel."""

from __future__ import annotations

from collections.abc import Sequence

from peyvand.ui.pictures.sheets import WIDTH, Bar, Mark, Sheet, mirrored

LETTER = 8.6  # the width of a letter in a narrow place, where text is drawn larger


def bars(items: Sequence[Bar], *, right_to_left: bool, width: float = WIDTH) -> Sheet:
    """Draw horizontal bars: label, bar from the reading side, number at its end. Negative values count as none."""
    row, thick = 32.0, 18.0
    gutter = min(max((len(item.label) for item in items), default=0) * LETTER + 12, width * 0.4)
    room = width - gutter - 70
    most = max((item.value for item in items), default=0) or 1
    marks = []
    for index, item in enumerate(items):
        length = max(item.value, 0) / most * room
        marks.append(
            Mark(
                x=mirrored(gutter, length, width, right_to_left),
                y=index * row + (row - thick) / 2,
                width=round(length, 2),
                height=thick,
                key=item.key,
                label=item.label,
                said=item.said,
                url=item.url,
                anchor="start",
                text_x=mirrored(0, 0, width, right_to_left),
                text_y=index * row + 21,
                said_x=mirrored(gutter + length + 8, 0, width, right_to_left),
            )
        )
    return Sheet(width, len(items) * row, tuple(marks), rows=tuple((item.label, item.said) for item in items))


def funnel(items: Sequence[Bar], *, right_to_left: bool, width: float = WIDTH) -> Sheet:
    """Draw a funnel as centred bars; `amount` of the texts between them is the share that went on, in per cent."""
    row, thick = 62.0, 34.0
    first = max((item.value for item in items), default=0) or 1
    marks, texts = [], []
    for index, item in enumerate(items):
        length = max(item.value, 0) / first * width
        marks.append(
            Mark(
                (width - length) / 2,
                index * row,
                round(length, 2),
                thick,
                item.key,
                item.label,
                item.said,
                item.url,
                text_x=width / 2,
                text_y=index * row + 22,
            )
        )
        if index and items[index - 1].value > 0:
            share = round(item.value / items[index - 1].value * 100)
            texts.append(Mark(width / 2, index * row - 9, amount=share))
    height = max(len(items) * row - (row - thick), 0)
    return Sheet(width, height, tuple(marks), texts=tuple(texts), rows=tuple((item.label, item.said) for item in items))
