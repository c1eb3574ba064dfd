from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "onehand.cases"
    label = "cases"
