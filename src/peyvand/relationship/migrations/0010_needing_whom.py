"""Find the most pressing of one's own and of the team in the order of rank, without passing by those of everybody."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Beside the running work."""

    atomic = False
    dependencies = [("relationship", "0009_minimum_profile")]
    operations = [
        AddIndexConcurrently(
            "relationship",
            models.Index(
                fields=["owner_id", "-rank", "customer"],
                include=["attention_on"],
                name="relationship_needing_owner",
                condition=models.Q(attention_on__isnull=False),
            ),
        ),
        AddIndexConcurrently(
            "relationship",
            models.Index(
                fields=["team_id", "-rank", "customer"],
                include=["attention_on"],
                name="relationship_needing_team",
                condition=models.Q(attention_on__isnull=False),
            ),
        ),
    ]
