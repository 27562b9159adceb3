"""Products, their price lists, and what customers hope of them."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import peyvand.core.fields
from peyvand.core.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('catalog', '0001_initial'),
        ('catalog', '0002_price_lists'),
        ('catalog', '0003_price_list_version'),
        ('catalog', '0004_pledges'),
    ]

    initial = True

    dependencies = [
        ('core', '0001_squashed_0002_sort_in_the_short_way'),
        ('people', '0001_squashed_0014_shorter_contact_ways'),
        ('platform', '0001_squashed_0009_import_changes_by_one_index'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Product',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=60, unique=True)),
                    ('name', peyvand.core.fields.PersianCharField(max_length=200)),
                    ('unit', peyvand.core.fields.PersianCharField(blank=True, max_length=30)),
                    ('unit_price', models.BigIntegerField(blank=True, null=True)),
                    ('currency', models.CharField(default='IRR', max_length=3)),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('search', models.GeneratedField(db_persist=True, expression=peyvand.core.fields.FaKey(django.db.models.functions.text.Concat('code', models.Value(' '), 'name', output_field=models.TextField())), output_field=models.TextField())),
                    ('made_by_import', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='platform.import')),
                    ('after_sale', models.PositiveIntegerField(blank=True, null=True)),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='product_search', opclasses=['gin_trgm_ops'])],
                    'constraints': [models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='product_has_a_code')],
                },
            ),
            migrations.CreateModel(
                name='PriceList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', peyvand.core.fields.PersianCharField(max_length=80, unique=True)),
                    ('currency', models.CharField(default='IRR', max_length=3)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ],
                options={
                    'ordering': ('name',),
                },
            ),
            migrations.CreateModel(
                name='GroupPrices',
                fields=[
                    ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='prices', serialize=False, to='people.group')),
                    ('price_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='catalog.pricelist')),
                ],
            ),
            migrations.CreateModel(
                name='ListPrice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('unit_price', models.DecimalField(decimal_places=4, max_digits=20)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='list_prices', to='catalog.product')),
                    ('price_list', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='catalog.pricelist')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('price_list', 'product'), name='one_price_per_list'), models.CheckConstraint(condition=models.Q(('unit_price__gte', 0)), name='list_price_not_negative')],
                },
            ),
            migrations.CreateModel(
                name='PledgeAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('pledge', models.CharField(choices=[('solves', "It solves the customer's problem"), ('designed', 'Customers were thought of in its design'), ('answers', 'We are a reliable source of answers about it'), ('price', 'Its price fits'), ('belief', 'We believe in it ourselves'), ('stays', 'We do not vanish after the sale')], max_length=8)),
                    ('kept', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'unknown')], max_length=7)),
                    ('note', peyvand.core.fields.PersianTextField(blank=True)),
                    ('on', models.DateField()),
                    ('said_at', models.DateTimeField(auto_now_add=True)),
                    ('holds', models.BooleanField(default=True)),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='pledges', to='catalog.product')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('holds', True)), fields=('product', 'pledge'), name='one_pledge_answer_holds')],
                    'indexes': [models.Index(fields=['product', '-id'], name='pledge_answers')],
                },
            ),
        ]),
    ]
