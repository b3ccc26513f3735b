"""How many passwords may be tried before the login refuses, whatever comes next.

Counted within a quarter of an hour: for one name from one address; for one name from anywhere, so that many machines
share the same few tries; and for one address, far above what a whole office signs in behind its own.
"""

from core import limits

QUARTER = 15 * 60  # seconds
MOST_FOR_BOTH, MOST_FOR_NAME, MOST_FOR_ADDRESS = 10, 50, 200
RESETS_AN_HOUR = 3  # e-mails with a link to a new password, for one address


def are_over(request, name: str) -> bool:
    """Count one attempt, and say whether there were too many."""
    name, address = name.casefold(), limits.address_of(request)
    counted = [
        limits.times("login", f"{address} {name}", QUARTER) > MOST_FOR_BOTH,
        limits.times("login-name", name, QUARTER) > MOST_FOR_NAME,
        limits.times("login-address", address, QUARTER) > MOST_FOR_ADDRESS,
    ]
    return any(counted)


def forgive(request, name: str) -> None:
    """Forget the attempts of somebody who has come in."""
    name = name.casefold()
    limits.forget("login", f"{limits.address_of(request)} {name}")
    limits.forget("login-name", name)


def too_many_resets(email: str) -> bool:
    return limits.times("password-reset", email.casefold(), limits.HOUR) > RESETS_AN_HOUR
