"""How much of a stranger's file we are willing to look at, and the sentences that refuse the rest."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from peyvand.core.display import told_digits

MAX_COLUMNS: Final = 1_000
MAX_CELL: Final = 131_072  # characters; the csv module's own default limit, so both readers agree
MAX_LINE: Final = 2_000_000  # characters in one physical line
MAX_UNPACKED: Final = 8 * 1024**3  # bytes one packed file or sheet may grow to
MAX_RATIO: Final = 200  # unpacked to packed, looked at only beyond RATIO_FREE
RATIO_FREE: Final = 24 * 1024**2
MAX_ZIP_ENTRIES: Final = 5_000
MAX_ZIP_DIRECTORY: Final = 4 * 1024**2
MAX_SHARED_STRINGS: Final = 1024**3
MAX_SMALL_PART: Final = 32 * 1024**2  # workbook.xml, styles.xml, relations

SAMPLE: Final = 32 * 1024**2  # bytes read to settle the encoding of a text file
LOOK: Final = 8 * 1024**2  # bytes of sheet XML read to find the first rows

_SENTENCES: Final = {
    "empty": _("This file is empty."),
    "no_rows": _("No row with a value was found in this file."),
    "missing": _("The file could not be opened. Upload it again."),
    "bomb": _("This file would unpack to an unreasonable size and was not opened."),
    "columns": _("This file has more than %(limit)s columns. Remove the columns you do not need."),
    "quotes": _(
        "A quotation mark opened in the record at line %(line)s is never closed. Correct that line and try again."
    ),
    "line": _("Line %(line)s is too long to be a row of a table."),
    "nul": _("This file contains NUL characters, so it is not a text table. Save it again as CSV or XLSX."),
    "binary": _("This is not a table. Give a CSV or XLSX file."),
    "entities": _("This workbook contains a document type or external entities and was not opened."),
    "encrypted": _("This workbook is protected by a password. Save it without a password and try again."),
    "old_excel": _("This is an Excel file of the old kind (XLS). Open it in Excel and save it as XLSX or as CSV."),
    "other_workbook": _("This kind of workbook cannot be read. Open it and save it as XLSX or as CSV."),
    "web_page": _("This is a web page or XML document. Open it in Excel and save it as XLSX or as CSV."),
    "archive": _("This is an archive. Unpack it and give the CSV or XLSX file inside."),
    "picture": _("This is a document or a picture, not a table. Give a CSV or XLSX file."),
    "damaged": _("This file is damaged or was not fully received. Save it again and retry."),
    "sheet": _("This workbook has no sheet named “%(sheet)s”."),
    "no_sheet": _("This workbook has no sheet with rows."),
    "encoding": _("The encoding “%(encoding)s” is not known."),
    "delimiter": _("The delimiter must be one of: comma, semicolon, tab, Persian comma, vertical bar."),
    "header": _("Row %(row)s does not exist, so it cannot be the header."),
}


class Unreadable(Exception):
    """A file that is refused as a whole; `sentence` is for people, in the language active when raised."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        shown = {name: told_digits(value) if isinstance(value, int) else value for name, value in values.items()}
        self.sentence = str(_SENTENCES[code]) % shown
        super().__init__(self.sentence)
