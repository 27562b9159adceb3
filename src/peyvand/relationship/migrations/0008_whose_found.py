"""Find those whom a person or her team answers for in the index alone, of the few that need somebody."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Beside the running work, and never without an index."""

    atomic = False
    dependencies = [("relationship", "0007_whose")]
    operations = [
        AddIndexConcurrently(
            "relationship",
            models.Index(
                fields=["-rank", "customer"],
                include=["attention_on", "owner_id", "team_id"],
                name="relationship_needing",
                condition=models.Q(attention_on__isnull=False),
            ),
        ),
        RemoveIndexConcurrently("relationship", "relationship_attention"),
    ]
