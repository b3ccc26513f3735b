import secrets

# No 0/O, 1/I/L, 5/S, 8/B, U/V: read aloud on the phone and copied from paper.
ALPHABET = "234679ACDEFGHJKMNPQRTWXYZ"
CODE_LENGTH = 6


def new_reference() -> str:
    """Return a reference of eight letters and figures in two groups, as "K7MX-29QP"."""
    letters = new_code(8)
    return letters[:4] + "-" + letters[4:]


def new_code(length: int = CODE_LENGTH) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
