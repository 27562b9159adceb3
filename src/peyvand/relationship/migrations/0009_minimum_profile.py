"""What must be known of whom is a matter of knowledge now; what was said among the thresholds goes there."""

from django.db import migrations


def hand_over(apps, schema_editor):
    """Carry each minimum profile over, and leave the thresholds without it."""
    profiles = apps.get_model("knowledge", "MinimumProfile")
    for row in apps.get_model("relationship", "Thresholds").objects.filter(values__has_key="profile"):
        wants = row.values.pop("profile")
        row.save(update_fields=["values"])
        profiles.objects.get_or_create(group_id=row.group_id, defaults={"wants": wants})
    if profiles.objects.exists():
        schema_editor.execute("SELECT knowledge_measure(ARRAY(SELECT id FROM people_customer))")


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("relationship", "0008_whose_found"), ("knowledge", "0004_minimum_profile")]
    operations = [migrations.RunPython(hand_over, migrations.RunPython.noop)]
