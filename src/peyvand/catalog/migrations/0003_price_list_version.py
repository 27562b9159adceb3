from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_price_lists")]

    operations = [
        migrations.AddField("pricelist", "version", models.PositiveIntegerField(db_default=1, default=1)),
    ]
