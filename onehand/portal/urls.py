"""Addresses of the contact page and the portal."""

from __future__ import annotations

from django.urls import path

from onehand.portal import (
    asked,
    callbacks,
    choice,
    confirmation,
    contact,
    my_card,
    my_case,
    my_cases,
    my_orders,
    signing_in,
    solved,
)

app_name = "portal"
urlpatterns = [
    path("", contact.home, name="home"),
    path("sent/", contact.sent, name="sent"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("in/", signing_in.sign_in, name="sign_in_door"),
    path("in/<str:secret>/", signing_in.confirm, name="sign_in_confirm"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("my/", my_cases.my_cases, name="my_cases"),
    path("my/orders/", my_orders.my_orders, name="my_orders"),
    path("my/card/", my_card.my_card, name="my_card"),
    path("my/card/lines/", my_card.lines, name="card_lines"),
    path("my/card/lines/erasure/", my_card.line_erasure, name="card_line_erasure"),
    path("my/card/consents/", my_card.consents, name="card_consents"),
    path("my/card/orders/", my_card.orders, name="orders"),
    path("my/card/calling-code/", my_card.calling_code, name="calling_code"),
    path("my/card/export/", my_card.export_file, name="card_export"),
    path("my/card/erasure/", my_card.erasure, name="card_erasure"),
    path("my/facts/<int:pk>/correction/", my_card.fact_correction, name="fact_correction"),
    path("my/facts/<int:pk>/erasure/", my_card.fact_erasure, name="fact_erasure"),
    path("my/addresses/", my_card.addresses, name="addresses"),
    path("my/addresses/<str:secret>/", my_card.address, name="address"),
    path("my/<int:number>/", my_case.my_case, name="my_case"),
    path("my/<int:number>/callback/", callbacks.in_case, name="callback_in_case"),
    path("my/<int:number>/callback/calendar.ics", callbacks.calendar_in_case, name="callback_calendar_in_case"),
    path("my/<int:number>/orders/", my_orders.in_case, name="orders_in_case"),
    path("my/<int:number>/wish/", my_case.wish, name="wish"),
    path("callback/<str:secret>/", callbacks.by_link, name="callback"),
    path("callback/<str:secret>/calendar.ics", callbacks.calendar_by_link, name="callback_calendar"),
    path("my/<int:number>/messages/", my_case.messages, name="messages"),
    path("my/<int:number>/closure/", my_case.closure, name="closure"),
    path("my/<int:number>/objection/", my_case.objection, name="objection"),
    path("my/attachments/<int:pk>/", my_case.attachment, name="attachment"),
    path("asked/<str:secret>/", asked.asked, name="asked"),
    path("choice/<str:secret>/", choice.choice, name="choice"),
    path("confirm/<str:secret>/", confirmation.confirmation, name="confirmation"),
    path("solved/<str:secret>/", solved.solved, name="solved"),
]
