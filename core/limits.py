"""How often something may be tried, counted in the cache under a hash: neither an address nor a name is kept."""

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

HOUR = 3600  # seconds


def address_of(request) -> str:
    """Return the visitor’s address. X-Forwarded-For is believed as far as our own proxies wrote it, and no further."""
    hops = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return forwarded[-hops] if hops and len(forwarded) >= hops else request.META.get("REMOTE_ADDR", "")


def times(purpose: str, who: str, seconds: int) -> int:
    """Count one more time and return how many there were; the count starts again so many seconds after the first."""
    key = key_of(purpose, who)
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # the time ended between the two
        return 1


def forget(purpose: str, who: str) -> None:
    cache.delete(key_of(purpose, who))


def key_of(purpose: str, who: str) -> str:
    return "limit:" + salted_hmac(f"habiter.limit.{purpose}", who, algorithm="sha256").hexdigest()


def is_flooded(request, purpose: str) -> bool:
    """Count one post, and say whether its address has sent more than POSTS_AN_HOUR for this purpose.

    The limit is far above what a school or a neighbourhood house behind one address sends in an hour.
    """
    most = settings.POSTS_AN_HOUR
    return bool(most) and times(purpose, address_of(request), HOUR) > most
