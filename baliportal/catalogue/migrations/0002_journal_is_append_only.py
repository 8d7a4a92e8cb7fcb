from django.db import migrations

from baliportal.catalogue import append_only


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunPython(append_only.install, append_only.remove)]
