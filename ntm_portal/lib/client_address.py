"""The address from which a request came."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Of the browser; "" when unknown.

    Behind our own web server (NTM_HTTPS) it is the last one of X-Forwarded-For, which that server
    wrote; those before it anybody may have made up.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2]
    try:
        return str(ip_address(address.strip()))
    except ValueError:
        return ""
