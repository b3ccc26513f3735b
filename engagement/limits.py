"""How often one network address may post, counted in the cache under a hash: no address is kept.

The limit is far above what a school or a neighbourhood house behind one address sends in an hour.
"""

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

HOUR = 3600  # seconds


def address_of(request) -> str:
    """Return the visitor’s address. X-Forwarded-For is believed as far as our own proxies wrote it, and no further."""
    hops = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return forwarded[-hops] if hops and len(forwarded) >= hops else request.META.get("REMOTE_ADDR", "")


def is_flooded(request, purpose: str) -> bool:
    """Count one post, and say whether its address has sent more than POSTS_AN_HOUR for this purpose."""
    if not settings.POSTS_AN_HOUR:
        return False
    key = "limit:" + salted_hmac(f"habiter.limit.{purpose}", address_of(request), algorithm="sha256").hexdigest()
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > settings.POSTS_AN_HOUR
    except ValueError:  # the hour ended between the two
        return False
