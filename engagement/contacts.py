import unicodedata

from phonenumber_field.phonenumber import PhoneNumber

from engagement.models import Person


def identity_of(email: str, phone: PhoneNumber | str) -> str:
    """Return what makes two sign-ups the same person: the e-mail address folded, else the telephone in E.164."""
    if email:
        return unicodedata.normalize("NFKC", email).strip().casefold()
    return str(phone)


def find_or_create_person(email: str, phone: PhoneNumber | str, language: str) -> Person:
    """Return the contact of a household; a known one is left as it is, for a third party may be typing."""
    person, _ = Person.objects.get_or_create(
        identity=identity_of(email, phone), defaults={"email": email, "phone": phone or "", "language": language}
    )
    return person
