from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "onehand.api"
    label = "api"
