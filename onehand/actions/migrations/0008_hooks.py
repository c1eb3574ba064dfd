from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("actions", "0007_due_process")]

    operations: list[migrations.operations.base.Operation] = []
