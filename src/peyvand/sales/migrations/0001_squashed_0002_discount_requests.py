"""Orders, their lines, and discounts that were asked for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import peyvand.core.fields
from peyvand.core.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('sales', '0001_initial'),
        ('sales', '0002_discount_requests'),
    ]

    initial = True

    dependencies = [
        ('catalog', '0001_squashed_0004_pledges'),
        ('people', '0001_squashed_0014_shorter_contact_ways'),
        ('platform', '0001_squashed_0009_import_changes_by_one_index'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Order',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=60, unique=True)),
                    ('kind', models.CharField(choices=[('sale', 'order'), ('return', 'return')], default='sale', max_length=6)),
                    ('placed_at', models.DateTimeField()),
                    ('day', models.DateField()),
                    ('currency', models.CharField(default='IRR', max_length=3)),
                    ('total', models.BigIntegerField(default=0)),
                    ('line_count', models.PositiveIntegerField(default=0)),
                    ('note', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('deleted_at', models.DateTimeField(blank=True, null=True)),
                    ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='orders', to='people.customer')),
                    ('made_by_import', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='platform.import')),
                ],
                options={
                    'indexes': [models.Index(fields=['customer', '-placed_at', '-id'], name='order_timeline'), models.Index(condition=models.Q(('deleted_at', None)), fields=['customer', 'day'], include=('total', 'currency'), name='order_exchanges'), models.Index(condition=models.Q(('deleted_at', None)), fields=['-placed_at', '-id'], name='order_newest'), models.Index(condition=models.Q(('made_by_import__isnull', False)), fields=['made_by_import'], name='order_import')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='order_has_a_number')],
                },
            ),
            migrations.CreateModel(
                name='OrderLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField(default=1)),
                    ('description', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('quantity', models.DecimalField(decimal_places=4, max_digits=18)),
                    ('unit_price', models.DecimalField(decimal_places=4, max_digits=20)),
                    ('amount', models.BigIntegerField()),
                    ('made_by_import', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='platform.import')),
                    ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='sales.order')),
                    ('product', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='order_lines', to='catalog.product')),
                ],
                options={
                    'ordering': ('order', 'position'),
                    'indexes': [models.Index(fields=['order', 'position'], name='order_lines'), models.Index(condition=models.Q(('made_by_import__isnull', False)), fields=['made_by_import'], name='order_line_import')],
                },
            ),
            migrations.CreateModel(
                name='DiscountRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('percent', models.DecimalField(decimal_places=2, max_digits=5)),
                    ('reason', peyvand.core.fields.PersianCharField(max_length=300)),
                    ('until', models.DateField()),
                    ('draft', models.TextField(blank=True)),
                    ('asked_at', models.DateTimeField(auto_now_add=True)),
                    ('state', models.CharField(choices=[('open', 'waits for an answer'), ('granted', 'granted'), ('refused', 'refused')], default='open', max_length=8)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('note', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('spent_at', models.DateTimeField(null=True)),
                    ('told_at', models.DateTimeField(null=True)),
                    ('approver', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.customer')),
                    ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='sales.order')),
                ],
                options={
                    'indexes': [models.Index(fields=['customer', '-asked_at', '-id'], name='discount_of_customer'), models.Index(condition=models.Q(('told_at', None)), fields=['asked_at', 'id'], name='discount_waiting')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('percent__lte', 100)), name='discount_asked_in_percent')],
                },
            ),
        ]),
    ]
