"""Keep the values of the organisation's own fields beside a customer's columns."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_rules'),
    ]

    operations = [
        migrations.AddField(
            model_name='customer',
            name='extra',
            field=models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict),
        ),
    ]
