from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Agenda",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("entry", models.ForeignKey("catalogue.Entry", models.CASCADE)),
            ],
        ),
    ]
