"""Customers as something that can be imported, and what other tables need of it."""

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import ImportField, ImportTable
from peyvand.people.imports.customers import write
from peyvand.people.imports.fields import FIELDS
from peyvand.people.imports.reading import prepare
from peyvand.people.imports.undoing import built_on, finished, undo
from peyvand.platform.fields.importing import import_fields

REASONS = {
    "exists": _("We already have this customer."),
    "repeated": _("This customer was already in an earlier row of the file."),
    "same": _("Nothing in this row is new."),
    "deleted": _("This customer was deleted here. Bring her back first."),
    "forgotten": _("Somebody with this number asked to be forgotten."),
    "no_name": _("There is no name in this row."),
    "number_taken": _("Another customer already has this number."),
    "unknown_owner": _("No colleague has this name, e-mail or phone."),
    "unknown_role": _("This role is not known: customer, supplier, partner, intermediary or end user."),
    "of_persons": _("Only a person has this, and this row is about an organisation. The rest of the row came in."),
    "of_organisations": _(
        "Only an organisation has this, and this row is about a person. The rest of the row came in."
    ),
    "too_long_value": _("This text is too long."),
}
# How rows of other tables name a customer.
NAMING = (
    ImportField("customer_id", _("Customer number"), "external_id", (
        "customerid", "customer id", "customer no", "customer code", "client id", "account id", "کد مشتری", "شماره مشتری",
        "شناسه مشتری", "کد طرف حساب", "شماره اشتراک",
    ), of=("customer", "external_id")),
    ImportField("customer_name", _("Customer's name"), "name", (
        "customer", "customer name", "client", "client name", "buyer", "نام مشتری", "مشتری", "خریدار", "طرف حساب", "نام طرف حساب",
    ), of=("customer", "name")),
    ImportField("customer_phone", _("Customer's phone"), "phone", (
        "phone", "mobile", "telephone", "تلفن", "موبایل", "شماره تماس", "تلفن همراه", "تلفن مشتری", "موبایل مشتری",
    ), of=("customer", "phone")),
    ImportField("customer_email", _("Customer's e-mail"), "email", ("email", "mail", "ایمیل", "رایانامه", "ایمیل مشتری"), of=("customer", "email")),
    ImportField("customer_city", _("Customer's city"), "name", ("city", "شهر", "شهر مشتری"), of=("customer", "city")),
)  # fmt: skip

# Why rows of other tables are left out because of whom they name.
NAMING_REASONS = {
    "no_customer": _("This row names no customer."),
    "several_customers": _("Several customers are called so. Add a number, a phone, an e-mail or a city."),
    "forgotten": REASONS["forgotten"],
    "deleted_customer": REASONS["deleted"],
}

CUSTOMERS = ImportTable(
    key="customers",
    label=_("Customers"),
    icon="users",
    fields=FIELDS,
    custom=lambda: import_fields("customer"),
    match_by=("auto", "external_id", "phone", "email", "national_id", "name_phone", "name_city"),
    prepare=prepare,
    write=write,
    undo=undo,
    built_on=built_on,
    finished=finished,
    need=("customer", "import"),
    order=10,
    options=("owner",),
    policies=("update", "create"),
    reasons=REASONS,
    made={"customers": _("customers"), "left_out": _("values left out")},
    list_url_name="people:customers",
)
