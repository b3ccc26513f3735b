import secrets

# No 0/O, 1/I/L, 5/S, 8/B, U/V: read aloud on the phone and copied from paper.
ALPHABET = "234679ACDEFGHJKMNPQRTWXYZ"


def new_reference() -> str:
    """Return a reference of eight letters and figures in two groups, as "K7MX-29QP"."""
    letters = [secrets.choice(ALPHABET) for _ in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])
