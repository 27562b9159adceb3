"""Let the organisation define fields of its own, and let indexes hold their days."""

from pathlib import Path

import peyvand.core.fields
from django.db import migrations, models


ISO_DAY = (Path(__file__).parent.parent / "sql" / "iso_day.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):

    dependencies = [
        ('platform', '0006_user_list_columns'),
    ]

    operations = [
        migrations.RunSQL(ISO_DAY, "DROP FUNCTION iso_day(text)"),
        migrations.CreateModel(
            name='CustomField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=40)),
                ('kind', models.CharField(choices=[('text', 'text'), ('number', 'number'), ('money', 'amount of money'), ('date', 'date'), ('choice', 'one of a list'), ('choices', 'several of a list'), ('person', 'colleague'), ('flag', 'yes or no')], max_length=10)),
                ('label_fa', peyvand.core.fields.PersianCharField(blank=True, max_length=80)),
                ('label_en', peyvand.core.fields.PersianCharField(blank=True, max_length=80)),
                ('help_fa', peyvand.core.fields.PersianCharField(blank=True, max_length=200)),
                ('help_en', peyvand.core.fields.PersianCharField(blank=True, max_length=200)),
                ('field_class', models.CharField(choices=[('public', 'public'), ('internal', 'internal'), ('personal', 'personal'), ('special', 'special')], default='public', max_length=10)),
                ('variant', models.CharField(blank=True, max_length=20)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('choices', models.JSONField(blank=True, default=list)),
                ('required_for', models.JSONField(blank=True, default=list)),
                ('is_filterable', models.BooleanField(default=True)),
                ('rank', models.PositiveIntegerField(default=0)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('is_demo', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ('rank', 'id'),
                'constraints': [models.UniqueConstraint(fields=('subject', 'key'), name='custom_field_once'), models.CheckConstraint(condition=models.Q(models.Q(('label_fa', ''), _negated=True), models.Q(('label_en', ''), _negated=True), _connector='OR'), name='custom_field_has_a_label')],
            },
        ),
    ]
