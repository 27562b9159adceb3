"""Interactions as something that can be imported: one row is one call, meeting, visit, mail, message or note."""

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import ImportField, ImportTable
from peyvand.interactions.imports.writing import built_on, finished, prepare, undo, write
from peyvand.people.imports import NAMING, NAMING_REASONS

FIELDS = (
    ImportField("occurred_at", _("When"), "datetime", (
        "date", "time", "datetime", "occurred at", "call date", "created at", "تاریخ", "زمان", "تاریخ تماس", "تاریخ و ساعت",
    ), required=True),
    ImportField("kind", _("Kind"), "name", ("type", "channel", "activity type", "نوع", "نوع تماس", "کانال", "نوع فعالیت")),
    ImportField("direction", _("Direction"), "name", ("جهت", "ورودی خروجی")),
    ImportField("subject", _("Subject"), "name", ("title", "موضوع", "عنوان")),
    ImportField("body", _("Text"), "text", (
        "notes", "note", "description", "comment", "content", "message", "متن", "شرح", "توضیحات", "یادداشت", "نتیجه",
    )),
    ImportField("reached", _("Reached"), "yes_no", ("answered", "پاسخ داد", "موفق", "برقرار شد")),
    ImportField("minutes", _("Minutes"), "integer", ("duration", "مدت", "مدت دقیقه", "دقیقه")),
    ImportField("by", _("By"), "name", ("user", "agent", "owner", "employee", "کارشناس", "کاربر", "همکار")),
    ImportField("external_id", _("Number of the record"), "external_id", ("record id", "activity id", "call id", "id", "شناسه", "کد")),
    *NAMING,
)  # fmt: skip

INTERACTIONS = ImportTable(
    key="interactions",
    label=_("Interactions"),
    icon="message-square",
    fields=FIELDS,
    match_by=(),
    prepare=prepare,
    write=write,
    undo=undo,
    built_on=built_on,
    finished=finished,
    need=("interaction", "import"),
    order=30,
    options=("owner",),
    policies=("create",),
    reasons={
        **NAMING_REASONS,
        "exists": _("We already have this contact."),
        "unknown_colleague": _("No colleague has this name, e-mail or phone. The rest of the row came in."),
        "wrong_minutes": _("A contact does not last so long. The rest of the row came in."),
        "future": _("This moment is still to come."),
        "unknown_kind": _("This kind of contact is not known: call, meeting, visit, mail, message or note."),
    },
    made={"customers": _("customers"), "interactions": _("contacts"), "left_out": _("values left out")},
)
