from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "onehand.actions"
    label = "actions"
