"""Which broken promise a problem is about."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("relationship", "0005_many_customers_handed_over"),
        ("interactions", "0002_jots_and_promises"),
    ]

    operations = [
        migrations.AddField(
            model_name="problem",
            name="promise",
            field=models.ForeignKey(
                to="interactions.promise", on_delete=models.deletion.SET_NULL, null=True, related_name="+", db_index=False
            ),
        ),
        AddIndexConcurrently(
            model_name="problem",
            index=models.Index(
                fields=["promise"], name="problem_promise", condition=models.Q(promise__isnull=False)
            ),
        ),
    ]
