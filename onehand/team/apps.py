from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "onehand.team"
    label = "team"
