"""Which broken promise a problem is about."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

ADD = """
ALTER TABLE relationship_problem ADD CONSTRAINT relationship_problem_promise_fk FOREIGN KEY (promise_id)
REFERENCES interactions_promise (id) DEFERRABLE INITIALLY DEFERRED NOT VALID
"""
VALIDATE = "ALTER TABLE relationship_problem VALIDATE CONSTRAINT relationship_problem_promise_fk"
DROP = "ALTER TABLE relationship_problem DROP CONSTRAINT relationship_problem_promise_fk"


def promise(*, held: bool) -> models.ForeignKey:
    """The column that names the promise; `held` says whether the database holds us to it."""
    return models.ForeignKey(
        to="interactions.promise",
        on_delete=django.db.models.deletion.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=held,
    )


class Migration(migrations.Migration):
    """Beside the running work: no lock is held while rows are read."""

    atomic = False
    dependencies = [
        ("relationship", "0005_many_customers_handed_over"),
        ("interactions", "0002_jots_and_promises"),
    ]
    operations = [
        migrations.AddField("problem", "promise", promise(held=False)),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(ADD, DROP), migrations.RunSQL(VALIDATE, migrations.RunSQL.noop)],
            [migrations.AlterField("problem", "promise", promise(held=True))],
        ),
        AddIndexConcurrently(
            model_name="problem",
            index=models.Index(fields=["promise"], name="problem_promise", condition=models.Q(promise__isnull=False)),
        ),
    ]
