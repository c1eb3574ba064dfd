from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("actions", "0004_asking")]

    operations: list[migrations.operations.base.Operation] = []
