"""How the platform keeps people, rights, settings, imports and the audit, which is append-only."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import peyvand.core.fields
import peyvand.core.origin
from peyvand.core.tables import CreateTables

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):

    replaces = [
        ('platform', '0001_initial'),
        ('platform', '0002_append_only_audit'),
        ('platform', '0003_user_badges'),
        ('platform', '0004_tokens_keep_their_fields'),
        ('platform', '0005_second_factor'),
        ('platform', '0006_user_list_columns'),
        ('platform', '0007_custom_fields'),
        ('platform', '0008_audit_origin'),
        ('platform', '0009_import_changes_by_one_index'),
    ]

    initial = True

    dependencies = []

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('email', models.EmailField(blank=True, max_length=254, null=True)),
                    ('phone', models.CharField(blank=True, help_text='E.164', max_length=20, null=True, unique=True)),
                    ('name', peyvand.core.fields.PersianCharField(max_length=120)),
                    ('is_active', models.BooleanField(default=True)),
                    ('language', models.CharField(choices=[('fa', 'فارسی'), ('en', 'English')], default='fa', max_length=2)),
                    ('calendar', models.CharField(choices=[('jalali', 'Jalali'), ('gregorian', 'Gregorian')], default='jalali', max_length=9)),
                    ('digits', models.CharField(choices=[('fa', '۱۲۳'), ('en', '123')], default='fa', max_length=2)),
                    ('money_unit', models.CharField(choices=[('toman', 'Toman'), ('rial', 'Rial')], default='toman', max_length=5)),
                    ('theme', models.CharField(choices=[('system', 'as the device'), ('light', 'light'), ('dark', 'dark')], default='system', max_length=6)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='users', to='platform.role')),
                    ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='users', to='platform.team')),
                    ('badges', models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict)),
                    ('list_columns', models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict)),
                ],
                options={
                    'ordering': ('name', 'id'),
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once'), models.CheckConstraint(condition=models.Q(('email__isnull', False), ('phone__isnull', False), _connector='OR'), name='user_can_sign_in')],
                },
            ),
            migrations.CreateModel(
                name='EventRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('payload', models.JSONField()),
                    ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ],
            ),
            migrations.CreateModel(
                name='Holiday',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(unique=True)),
                    ('name_fa', peyvand.core.fields.PersianCharField(max_length=160)),
                    ('name_en', models.CharField(blank=True, max_length=160)),
                    ('kind', models.CharField(choices=[('holiday', 'holiday'), ('workday', 'working day'), ('half', 'half day')], default='holiday', max_length=7)),
                    ('is_tentative', models.BooleanField(default=False)),
                    ('is_seeded', models.BooleanField(default=False)),
                ],
                options={
                    'ordering': ('day',),
                },
            ),
            migrations.CreateModel(
                name='JobFailure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('job_id', models.BigIntegerField(db_index=True)),
                    ('error', models.CharField(max_length=500)),
                    ('trace', models.TextField(blank=True)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                ],
            ),
            migrations.CreateModel(
                name='RateLimit',
                fields=[
                    ('bucket', models.CharField(max_length=160, primary_key=True, serialize=False)),
                    ('window_start', models.DateTimeField()),
                    ('tries', models.PositiveIntegerField(default=0)),
                ],
            ),
            migrations.CreateModel(
                name='Role',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=40, unique=True)),
                    ('name', peyvand.core.fields.PersianCharField(blank=True, max_length=80)),
                    ('needs_second_factor', models.BooleanField(db_default=False, default=False)),
                ],
            ),
            migrations.CreateModel(
                name='Setting',
                fields=[
                    ('key', models.CharField(max_length=80, primary_key=True, serialize=False)),
                    ('value', models.JSONField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Team',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', peyvand.core.fields.PersianCharField(max_length=80, unique=True)),
                ],
                options={
                    'ordering': ('name',),
                },
            ),
            migrations.CreateModel(
                name='Import',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('table', models.CharField(max_length=40)),
                    ('file_name', models.CharField(max_length=255)),
                    ('path', models.TextField()),
                    ('size', models.BigIntegerField(default=0)),
                    ('digest', models.CharField(blank=True, max_length=64)),
                    ('dialect', models.JSONField(default=dict)),
                    ('header', models.JSONField(default=list)),
                    ('mapping', models.JSONField(default=dict, help_text='{field: column index}')),
                    ('options', models.JSONField(default=dict, help_text='match_by, owner_id, currency, day_first...')),
                    ('policy', models.CharField(choices=[('create', 'create new ones only'), ('update', 'create and update'), ('skip', 'skip what exists')], default='update', max_length=6)),
                    ('status', models.CharField(choices=[('draft', 'draft'), ('ready', 'ready'), ('checking', 'dry run'), ('running', 'running'), ('done', 'done'), ('failed', 'failed'), ('undoing', 'being undone'), ('undone', 'undone')], default='draft', max_length=8)),
                    ('cursor', models.BigIntegerField(default=0)),
                    ('rows', models.BigIntegerField(default=0)),
                    ('created', models.BigIntegerField(default=0)),
                    ('updated', models.BigIntegerField(default=0)),
                    ('skipped', models.BigIntegerField(default=0)),
                    ('rejected', models.BigIntegerField(default=0)),
                    ('reasons', models.JSONField(default=dict, help_text='{reason code: rows}')),
                    ('totals', models.JSONField(default=dict, help_text="objects made, e.g. {'customers': 12}")),
                    ('checked', models.JSONField(default=dict, help_text="the dry run's counts")),
                    ('error', models.TextField(blank=True)),
                    ('errors_path', models.TextField(blank=True)),
                    ('errors_size', models.BigIntegerField(default=0, help_text='bytes of the errors file that belong to done rows')),
                    ('beat_at', models.DateTimeField(help_text='last sign of life of who runs it', null=True)),
                    ('newest_on', models.DateField(help_text='newest exchange in the file', null=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('started_at', models.DateTimeField(null=True)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='ImportMapping',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('table', models.CharField(max_length=40)),
                    ('header_key', models.CharField(max_length=64)),
                    ('mapping', models.JSONField()),
                    ('options', models.JSONField(default=dict)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('table', 'header_key'), name='one_mapping_per_header')],
                },
            ),
            migrations.CreateModel(
                name='Session',
                fields=[
                    ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                    ('session_data', models.TextField(verbose_name='session data')),
                    ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                    ('address', models.GenericIPAddressField(null=True)),
                    ('browser', models.CharField(blank=True, max_length=300)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('last_seen_at', models.DateTimeField(auto_now_add=True)),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'session',
                    'verbose_name_plural': 'sessions',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SignInLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('secret_hash', models.CharField(max_length=64, unique=True)),
                    ('purpose', models.CharField(choices=[('invitation', 'invitation'), ('password', 'new password')], max_length=10)),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_links', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Token',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('prefix', models.CharField(max_length=12)),
                    ('secret_hash', models.CharField(max_length=64, unique=True)),
                    ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('expires_at', models.DateTimeField(null=True)),
                    ('last_used_at', models.DateTimeField(null=True)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='AttentionState',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=120)),
                    ('state', models.CharField(max_length=10)),
                    ('until', models.DateField(null=True)),
                    ('reason', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('title', models.CharField(blank=True, max_length=300)),
                    ('at', models.DateTimeField(auto_now=True)),
                    ('day', models.DateField()),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='one_state_per_item')],
                },
            ),
            migrations.CreateModel(
                name='AuditEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('actor_name', models.CharField(blank=True, max_length=120)),
                    ('action', models.CharField(max_length=60)),
                    ('model', models.CharField(max_length=40)),
                    ('object_id', models.BigIntegerField()),
                    ('title', models.CharField(blank=True, max_length=300)),
                    ('changes', models.JSONField(default=dict)),
                    ('actor', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('origin', models.CharField(blank=True, db_default='', default=peyvand.core.origin.present, max_length=60)),
                ],
                options={
                    'indexes': [models.Index(fields=['model', 'object_id', '-id'], name='audit_of_object'), models.Index(fields=['-at'], name='audit_by_time')],
                },
            ),
            migrations.CreateModel(
                name='IdempotencyKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=200)),
                    ('request_hash', models.CharField(max_length=64)),
                    ('status', models.PositiveSmallIntegerField(null=True)),
                    ('body', models.JSONField(null=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='one_answer_per_key')],
                },
            ),
            migrations.CreateModel(
                name='ImportChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('model', models.CharField(max_length=40)),
                    ('object_id', models.BigIntegerField()),
                    ('before', models.JSONField()),
                    ('version', models.IntegerField(default=0)),
                    ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='platform.import')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('run', 'model', 'object_id'), name='one_before_per_object')],
                },
            ),
            migrations.CreateModel(
                name='RoleRight',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('model', models.CharField(max_length=40)),
                    ('action', models.CharField(max_length=20)),
                    ('level', models.CharField(choices=[('none', 'none'), ('own', 'own'), ('team', 'team'), ('all', 'all')], default='none', max_length=4)),
                    ('role', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rights', to='platform.role')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('role', 'model', 'action'), name='one_level_per_right')],
                },
            ),
            migrations.CreateModel(
                name='SavedView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('list_key', models.CharField(max_length=40)),
                    ('name', peyvand.core.fields.PersianCharField(max_length=80)),
                    ('query', models.TextField(blank=True)),
                    ('is_shared', models.BooleanField(default=False)),
                    ('is_pinned', models.BooleanField(default=False)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('-is_pinned', 'name'),
                    'constraints': [models.UniqueConstraint(fields=('user', 'list_key', 'name'), name='one_view_per_name')],
                },
            ),
            migrations.CreateModel(
                name='SecondFactor',
                fields=[
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='second_factor', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ('salt', models.CharField(max_length=64)),
                    ('last_step', models.BigIntegerField(default=0)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('confirmed_at', models.DateTimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='RecoveryCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code_hash', models.CharField(max_length=160)),
                    ('used_at', models.DateTimeField(null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
                ],
            ),
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
        ]),
        migrations.RunSQL(
            (SQL / "audit_append_only.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION platform_audit_is_append_only() CASCADE",
        ),
        migrations.RunSQL((SQL / "iso_day.sql").read_text(encoding="utf-8"), "DROP FUNCTION iso_day(text)"),
    ]
