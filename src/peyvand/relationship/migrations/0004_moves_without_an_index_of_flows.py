"""Nobody reads moves by day any more: the tally of moves is read instead."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    """The index goes while others read."""

    atomic = False
    dependencies = [("relationship", "0003_due_and_moves_counted")]
    operations = [RemoveIndexConcurrently("stagemove", "stage_move_flow")]
