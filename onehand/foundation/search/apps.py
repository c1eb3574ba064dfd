from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "onehand.foundation.search"
    label = "search"
