"""Hold to it that a merged customer lives on in one that is there, and find her by it."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

ADD = """
ALTER TABLE people_customer ADD CONSTRAINT people_customer_merged_into_fk FOREIGN KEY (merged_into_id)
REFERENCES people_customer (id) DEFERRABLE INITIALLY DEFERRED NOT VALID
"""
VALIDATE = "ALTER TABLE people_customer VALIDATE CONSTRAINT people_customer_merged_into_fk"
DROP = "ALTER TABLE people_customer DROP CONSTRAINT people_customer_merged_into_fk"
HELD = models.ForeignKey(
    blank=True,
    db_index=False,
    null=True,
    on_delete=django.db.models.deletion.SET_NULL,
    related_name="merged_from",
    to="people.customer",
)


class Migration(migrations.Migration):
    """Beside the running work: no lock is held while rows are read."""

    atomic = False
    dependencies = [("people", "0002_duplicates")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(ADD, DROP), migrations.RunSQL(VALIDATE, migrations.RunSQL.noop)],
            [migrations.AlterField("customer", "merged_into", HELD)],
        ),
        AddIndexConcurrently(
            "customer",
            models.Index(fields=["merged_into"], name="customer_merged", condition=models.Q(merged_into__isnull=False)),
        ),
    ]
