"""All addresses. Faces bring their own."""

from __future__ import annotations

from django.urls import include, path

from onehand.config import health, language, metrics, wellknown

urlpatterns = [
    path("desk/", include("onehand.desk.urls")),
    path("api/v1/", include("onehand.api.urls")),
    path("language/", language.set_language, name="set_language"),
    path("health", health.health, name="health"),
    path("metrics", metrics.metrics, name="metrics"),
    path(".well-known/security.txt", wellknown.security_txt, name="security_txt"),
    path("robots.txt", wellknown.robots_txt, name="robots_txt"),
    path("", include("onehand.portal.urls")),
]

handler400 = "onehand.config.errors.bad_request"
handler403 = "onehand.config.errors.denied"
handler404 = "onehand.config.errors.not_found"
handler500 = "onehand.config.errors.broken"
