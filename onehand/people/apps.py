from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "onehand.people"
    label = "people"
