"""The facts that we know of customers."""

import django.db.models.deletion
import peyvand.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0006_customer_extra'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('need', 'need'), ('want', 'wish'), ('expectation', 'expectation'), ('decision', 'what decides'), ('value', 'value'), ('plan', 'plan'), ('life', 'life event'), ('business', 'business event'), ('functional', 'functional need'), ('emotional', 'emotional need'), ('words', 'words they use'), ('why_us', 'why they buy from us'), ('why_other', 'why they buy from a competitor'), ('unmet', 'what nobody offers'), ('feeling_after', 'feeling after the purchase'), ('feeling_use', 'feeling in use'), ('formality', 'formal or informal'), ('pace', 'pace'), ('detail', 'details or the short of it'), ('channel', 'preferred channel'), ('hour', 'good hour'), ('do', 'do'), ('dont', 'do not'), ('personality', 'personality')], max_length=14)),
                ('text', peyvand.core.fields.PersianTextField(max_length=1000)),
                ('quote', peyvand.core.fields.PersianTextField(blank=True, max_length=1000)),
                ('competitor', peyvand.core.fields.PersianCharField(blank=True, max_length=100)),
                ('status', models.CharField(choices=[('open', 'open'), ('met', 'met'), ('dropped', 'dropped')], default='open', max_length=7)),
                ('rank', models.PositiveSmallIntegerField(default=0)),
                ('is_asked', models.BooleanField(default=False)),
                ('source', models.CharField(choices=[('call', 'a call'), ('meeting', 'a meeting'), ('visit', 'a visit'), ('message', 'a message or mail'), ('survey', 'a survey'), ('colleague', 'a colleague'), ('observed', 'what we saw ourselves'), ('other', 'something else')], default='other', max_length=10)),
                ('learned_on', models.DateField()),
                ('noted_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('folded', models.GeneratedField(db_persist=True, expression=peyvand.core.fields.FaKey('text'), output_field=models.TextField())),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='knowledge', to='people.customer')),
                ('noted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supersedes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successors', to='knowledge.fact')),
            ],
            options={
                'indexes': [models.Index(fields=['customer', 'kind', 'rank', 'id'], name='fact_customer'), models.Index(condition=models.Q(('removed_at', None)), fields=['-learned_on', '-id'], name='fact_newest'), models.Index(condition=models.Q(('removed_at', None)), fields=['kind', 'folded'], name='fact_same_words')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='fact_says_something')],
            },
        ),
    ]
