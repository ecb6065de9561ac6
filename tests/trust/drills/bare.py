"""The reference of `make load`: Django with one view, one query, one small page."""

import os

import dj_database_url
import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

database = dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=600)
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"], DATABASES={"default": database}, ROOT_URLCONF=__name__
)


def bare(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT full_name FROM accounts_user ORDER BY id LIMIT 10")
        names = "".join(f"<li>{name}</li>" for (name,) in cursor.fetchall())
    return HttpResponse(f"<!doctype html><ul>{names}</ul>")


urlpatterns = [path("", bare)]
django.setup()
application = WSGIHandler()
