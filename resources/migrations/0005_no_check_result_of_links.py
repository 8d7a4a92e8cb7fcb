from django.db import migrations


class Migration(migrations.Migration):
    """The link checker keeps results by address; these fields were never written."""

    dependencies = [("resources", "0004_no_kept_copy_of_links")]

    operations = [
        migrations.RemoveField(model_name="link", name="check_result"),
        migrations.RemoveField(model_name="link", name="checked_at"),
    ]
