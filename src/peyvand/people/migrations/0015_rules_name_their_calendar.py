"""A kept rule that says "this month" names the calendar that it always meant, the Jalali one."""

from django.db import migrations

OPS = {"period", "above", "below", "between"}
WORDS = {f"{which}-{kind}" for which in ("this", "last") for kind in ("month", "season", "year")}


def named(part):
    """Return a part of a rule whose periods name their calendar."""
    if "field" not in part:
        return {join: [named(each) for each in parts] for join, parts in part.items()}
    *rest, last = part.get("values") or [""]
    if part.get("op") not in OPS or last not in WORDS:
        return part
    return {**part, "values": [*rest, last.replace("-", "-jalali-")]}


def name_calendars(apps, schema_editor):
    """Name the calendar in every rule."""
    for group in apps.get_model("people", "Group").objects.exclude(rule=None).only("rule"):
        rule = named(group.rule)
        if rule != group.rule:
            group.rule = rule
            group.save(update_fields=["rule"])


class Migration(migrations.Migration):
    dependencies = [("people", "0014_shorter_contact_ways")]
    operations = [migrations.RunPython(name_calendars, migrations.RunPython.noop)]
