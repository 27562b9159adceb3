"""The fields of a customer that a file's column can be mapped to, in the words people head their columns with."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import ImportField
from peyvand.core.text import key
from peyvand.people.choices import Kind, PartyKind, PersonTitle, Source
from peyvand.people.models import Customer

FIELDS = (
    ImportField("external_id", _("Customer number"), "external_id", (
        "customerid", "customer id", "customer no", "customer code", "client id", "account id", "account number", "id", "code",
        "کد مشتری", "شماره مشتری", "شناسه مشتری", "کد اشتراک", "شماره اشتراک", "کد طرف حساب", "کد",
    )),
    ImportField("name", _("Name"), "name", (
        "نام", "full name", "customer name", "customer", "client", "account name", "company", "company name", "نام مشتری",
        "نام کامل", "نام و نام خانوادگی", "مشتری", "نام شرکت", "نام طرف حساب", "طرف حساب", "عنوان", "نام فروشگاه",
    )),
    ImportField("given_name", _("Given name"), "name", ("first name", "firstname", "forename", "نام کوچک", "اسم")),
    ImportField("family_name", _("Family name"), "name", ("last name", "lastname", "surname", "نام خانوادگی", "فامیلی", "فامیل")),
    ImportField("title", _("Title"), "name", ("salutation", "prefix", "لقب", "پیشوند")),
    ImportField("kind", _("Person or organisation"), "name", ("kind", "customer type", "type", "نوع مشتری", "نوع", "حقیقی حقوقی", "نوع شخص")),
    ImportField("legal_name", _("Legal name"), "name", ("registered name", "نام ثبتی", "نام حقوقی")),
    ImportField("mobile", _("Mobile"), "phone", (
        "mobile phone", "cell", "cell phone", "mobile number", "موبایل", "تلفن همراه", "همراه", "شماره همراه", "شماره موبایل",
    )),
    ImportField("phone", _("Phone"), "phone", (
        "telephone", "tel", "phone number", "work phone", "تلفن", "شماره تلفن", "شماره تماس", "تلفن ثابت", "تلفن دفتر", "تماس",
    )),
    ImportField("email", _("E-mail"), "email", ("mail", "e mail", "email address", "ایمیل", "رایانامه", "پست الکترونیک", "نشانی ایمیل")),
    ImportField("website", _("Website"), "name", ("web", "url", "site", "وب‌سایت", "سایت", "وبگاه", "تارنما")),
    ImportField("national_id", _("National number"), "national_id", (
        "national id", "national code", "کد ملی", "شماره ملی", "کدملی",
    )),
    ImportField("company_id", _("National identifier of the company"), "company_id", (
        "company id", "company national id", "شناسه ملی", "شناسه ملی شرکت",
    )),
    ImportField("economic_code", _("Economic code"), "code", ("tax id", "vat number", "کد اقتصادی", "شماره اقتصادی")),
    ImportField("registration_number", _("Registration number"), "code", ("شماره ثبت",)),
    ImportField("city", _("City"), "name", ("town", "شهر", "شهرستان")),
    ImportField("street", _("Address"), "name", ("address", "street address", "آدرس", "نشانی", "خیابان")),
    ImportField("province", _("Province"), "name", ("state", "region", "state province", "استان")),
    ImportField("postal_code", _("Postal code"), "code", ("zip", "zip code", "postcode", "کد پستی", "کدپستی")),
    ImportField("industry", _("Industry"), "name", ("sector", "business", "صنعت", "حوزه فعالیت", "زمینه فعالیت", "صنف")),
    ImportField("source", _("How they came to us"), "name", ("source", "lead source", "منبع", "نحوه آشنایی", "روش آشنایی")),
    ImportField("birthday", _("Birthday"), "date", ("birth date", "date of birth", "dob", "تاریخ تولد", "تولد")),
    ImportField("party_roles", _("What they are to us"), "name", (
        "role", "roles", "party role", "relationship type", "partner type", "نقش", "نقش‌ها", "نقش طرف حساب", "نوع طرف حساب",
        "نسبت با ما",
    )),
    ImportField("owner", _("Owner"), "name", (
        "account manager", "sales rep", "assigned to", "owner email", "مسئول", "کارشناس", "کارشناس فروش", "صاحب", "مسئول فروش",
    )),
    ImportField("notes", _("Notes"), "text", ("note", "comment", "comments", "description", "remarks", "یادداشت", "توضیحات", "توضیح", "شرح")),
)  # fmt: skip

PROFILE = (
    "name", "title", "given_name", "family_name", "legal_name", "external_id", "national_id", "economic_code",
    "registration_number", "industry", "city", "source", "birthday", "notes", "owner_id", "team_id",
    "extra",
)  # fmt: skip
LIMITS: dict[str, int] = {
    name: limit
    for name in PROFILE
    if not name.endswith("_id") or name in {"external_id", "national_id"}
    if (limit := getattr(Customer._meta.get_field(name), "max_length", None))
}

KIND_WORDS: dict[str, str] = {
    **dict.fromkeys(("person", "individual", "شخص", "حقیقی", "فرد", "شخص حقیقی"), Kind.PERSON.value),
    **dict.fromkeys(
        (
            "organisation",
            "organization",
            "company",
            "business",
            "سازمان",
            "شرکت",
            "حقوقی",
            "شخص حقوقی",
            "موسسه",
            "فروشگاه",
        ),
        Kind.ORGANISATION.value,
    ),
}
TITLE_WORDS: dict[str, str] = {
    **dict.fromkeys(("mr", "آقا", "آقای", "جناب آقای"), PersonTitle.MR.value),
    **dict.fromkeys(("ms", "mrs", "miss", "خانم", "سرکار خانم"), PersonTitle.MS.value),
    **dict.fromkeys(("dr", "doctor", "دکتر"), PersonTitle.DOCTOR.value),
    **dict.fromkeys(("eng", "engineer", "مهندس"), PersonTitle.ENGINEER.value),
    **dict.fromkeys(("prof", "professor", "استاد"), PersonTitle.PROFESSOR.value),
}
SOURCE_WORDS: dict[str, str] = {
    **{source.value: source.value for source in Source},
    **dict.fromkeys(("معرفی", "معرف", "معرفی مشتری"), Source.REFERRAL.value),
    **dict.fromkeys(("مراجعه", "مراجعه حضوری", "حضوری", "walk in"), Source.VISIT.value),
    **dict.fromkeys(("تماس", "تلفن", "تماس تلفنی", "phone"), Source.CALL.value),
    **dict.fromkeys(("سایت", "وب سایت", "وبگاه", "web"), Source.WEBSITE.value),
    **dict.fromkeys(
        ("شبکه اجتماعی", "اینستاگرام", "تلگرام", "instagram", "telegram", "social media"), Source.SOCIAL.value
    ),
    **dict.fromkeys(("نمایشگاه", "fair", "trade show"), Source.EXHIBITION.value),
    **dict.fromkeys(("تبلیغ", "تبلیغات", "ad", "ads"), Source.ADVERTISEMENT.value),
}
ROLE_WORDS: dict[str, str] = {
    key(word): role.value
    for role, words in (
        (PartyKind.CUSTOMER, ("customer", "client", "buyer", "مشتری", "خریدار")),
        (PartyKind.SUPPLIER, ("supplier", "vendor", "تأمین‌کننده", "تامین کننده", "فروشنده")),
        (PartyKind.PARTNER, ("partner", "شریک", "همکار", "شریک تجاری")),
        (PartyKind.INTERMEDIARY, ("intermediary", "agent", "broker", "dealer", "واسطه", "نماینده", "کارگزار")),
        (PartyKind.END_USER, ("end user", "end_user", "consumer", "مصرف‌کننده", "مصرف کننده نهایی", "کاربر نهایی")),
    )
    for word in words
}
