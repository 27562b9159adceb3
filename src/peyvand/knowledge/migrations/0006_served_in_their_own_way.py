"""One more kind of fact: how a customer is served in her own way."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0005_reached_as_wanted'),
    ]

    operations = [
        migrations.AlterField(
            model_name='fact',
            name='kind',
            field=models.CharField(choices=[('need', 'need'), ('want', 'wish'), ('expectation', 'expectation'), ('decision', 'what decides'), ('value', 'value'), ('plan', 'plan'), ('life', 'life event'), ('business', 'business event'), ('functional', 'functional need'), ('emotional', 'emotional need'), ('words', 'words they use'), ('why_us', 'why they buy from us'), ('why_other', 'why they buy from a competitor'), ('unmet', 'what nobody offers'), ('service', 'served in their own way'), ('feeling_after', 'feeling after the purchase'), ('feeling_use', 'feeling in use'), ('formality', 'formal or informal'), ('pace', 'pace'), ('detail', 'details or the short of it'), ('channel', 'preferred channel'), ('hour', 'good hour'), ('do', 'do'), ('dont', 'do not'), ('personality', 'personality'), ('answer', 'answer to a question')], max_length=14),
        ),
    ]
