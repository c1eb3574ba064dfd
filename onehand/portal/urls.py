"""Addresses of the contact page and the portal."""

from __future__ import annotations

from django.urls import path

from onehand.portal import contact, my_case, my_cases, signing_in, solved

app_name = "portal"
urlpatterns = [
    path("", contact.home, name="home"),
    path("sent/", contact.sent, name="sent"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("in/", signing_in.sign_in, name="sign_in_door"),
    path("in/<str:secret>/", signing_in.confirm, name="sign_in_confirm"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("my/", my_cases.my_cases, name="my_cases"),
    path("my/<int:number>/", my_case.my_case, name="my_case"),
    path("my/<int:number>/messages/", my_case.messages, name="messages"),
    path("my/<int:number>/closure/", my_case.closure, name="closure"),
    path("my/<int:number>/objection/", my_case.objection, name="objection"),
    path("my/attachments/<int:pk>/", my_case.attachment, name="attachment"),
    path("solved/<str:secret>/", solved.solved, name="solved"),
]
