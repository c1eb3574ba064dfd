import django.db.models.deletion
from django.db import migrations, models

import onehand.foundation.clock


class Migration(migrations.Migration):
    dependencies = [("actions", "0004_asking"), ("cases", "0004_find_late_answers")]

    operations: list[migrations.operations.base.Operation] = [
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.CharField(max_length=120)),
                ("kinds", models.JSONField(default=list)),
                ("recipient", models.CharField(blank=True, max_length=320)),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "MAIL"), (1, "CONFIRMED"), (2, "LINK"), (3, "PROOF")]
                    ),
                ),
                ("hashed", models.CharField(max_length=64, null=True, unique=True)),
                ("offered_at", models.DateTimeField(default=onehand.foundation.clock.now)),
                ("expires_at", models.DateTimeField()),
                ("spent_at", models.DateTimeField(null=True)),
                ("chosen", models.CharField(blank=True, max_length=60)),
                ("person_told_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="choices", to="cases.case"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="actions.event"
                    ),
                ),
                (
                    "run",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="choice",
                        to="actions.run",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["case", "order"], name="choice_of_order")]},
        ),
        migrations.CreateModel(
            name="Collision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.CharField(max_length=120)),
                ("day", models.DateField()),
                ("seen_at", models.DateTimeField(default=onehand.foundation.clock.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="collisions", to="cases.case"
                    ),
                ),
                (
                    "fact",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.fact"),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("fact", "order", "day"), name="collision_once")]},
        ),
    ]
