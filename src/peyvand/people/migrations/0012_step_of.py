"""Find a person's next steps in the order of their days, whether she is named for them or answers for the customer."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    """Beside the running work."""

    atomic = False
    dependencies = [("people", "0011_parties")]
    operations = [
        AddIndexConcurrently(
            "customer",
            models.Index(
                Coalesce("next_step_by", "owner"),
                models.F("next_step_on"),
                models.F("id"),
                include=["owner", "next_step_by", "team"],
                name="customer_step_of",
                condition=models.Q(next_step_on__isnull=False, deleted_at=None),
            ),
        ),
        RemoveIndexConcurrently("customer", "customer_next_step"),
    ]
