from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("actions", "0006_courses")]

    operations: list[migrations.operations.base.Operation] = []
