import django.db.models.deletion
from django.db import migrations, models

import onehand.foundation.clock

OUTCOMES = ("told", "untold", "noted", "known", "stale", "passed", "unplaced", "aside", "erased")


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0005_choices"),
        ("cases", "0004_find_late_answers"),
        ("people", "0003_find_identities_by_value"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="outcome",
            field=models.CharField(
                choices=[(one, one.capitalize()) for one in OUTCOMES], default="unplaced", max_length=10
            ),
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("backend", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("reference", models.CharField(max_length=120)),
                ("number", models.CharField(blank=True, max_length=120)),
                ("started_at", models.DateTimeField(default=onehand.foundation.clock.now)),
                ("seen_at", models.DateTimeField(null=True)),
                ("silent_since", models.DateTimeField(null=True)),
                ("look_at", models.DateTimeField(default=onehand.foundation.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[("reached", "Reached"), ("dropped", "Dropped"), ("unseen", "Unseen")],
                        max_length=10,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="courses",
                        to="cases.case",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="courses", to="people.customer"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["look_at"], name="course_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("backend", "kind", "reference"), name="course_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("says", models.JSONField(default=dict)),
                ("expected_at", models.DateTimeField(null=True)),
                ("until", models.DateField(null=True)),
                ("by_system", models.BooleanField(default=False)),
                ("theirs", models.BooleanField(default=False)),
                ("reached_at", models.DateTimeField(null=True)),
                ("missed_at", models.DateTimeField(null=True)),
                ("stuck_at", models.DateTimeField(null=True)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="actions.course"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("course", "code"), name="milestone_once")],
            },
        ),
    ]
