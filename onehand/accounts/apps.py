from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "onehand.accounts"
    label = "accounts"
