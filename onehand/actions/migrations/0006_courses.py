from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("actions", "0005_choices")]

    operations: list[migrations.operations.base.Operation] = []
