from django.apps import AppConfig


class EmailConfig(AppConfig):
    name = "onehand.channels.email"
    label = "email"
