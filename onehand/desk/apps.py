from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "onehand.desk"
    label = "desk"
