from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("timeline", "ChainHead").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_entries_and_chain")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
