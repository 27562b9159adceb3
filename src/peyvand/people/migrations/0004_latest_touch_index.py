"""Let the list of customers walk from the latest touch down, those never touched last."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("people", "0003_customer_merged_into")]

    operations = [
        AddIndexConcurrently(
            "customer",
            models.Index(
                F("last_touch_at").desc(nulls_last=True),
                F("id").desc(),
                name="customer_latest_touch",
                condition=Q(deleted_at=None),
            ),
        )
    ]
