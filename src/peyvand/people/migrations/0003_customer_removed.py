"""Find the few customers that were put away, so that counting need not look at all the others."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """One small index."""

    atomic = False
    dependencies = [("people", "0002_affiliation_search")]

    operations = [
        AddIndexConcurrently(
            model_name="customer",
            index=models.Index(condition=Q(deleted_at__isnull=False), fields=["id"], name="customer_removed"),
        ),
    ]
