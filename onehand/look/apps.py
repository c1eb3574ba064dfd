from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "onehand.look"
    label = "look"
