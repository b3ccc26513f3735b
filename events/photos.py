"""Pictures of what was done at a session, with the right to show them."""

from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.models import CustomImage
from core.pictures import redrawn
from events.models import Session, SessionPhoto

MOST = 12  # pictures a session


def add_photo(session: Session, file: BinaryIO, staff: User, *, caption: str, credit: str) -> SessionPhoto:
    """Keep a picture, drawn anew without its place or camera. Raises DomainError when it cannot be read.

    The caller has asked for the rights: nobody can be recognised, or everybody agreed in writing.
    """
    if session.photos.count() >= MOST:
        raise DomainError(_("This session has twelve photos already: remove one first."), field="file")
    try:
        clean = redrawn(file)
    except DomainError as error:
        raise DomainError(error.message, field="file") from error
    image = CustomImage(title=caption[:255], description=caption[:255], credit=credit, uploaded_by_user=staff)
    with clean, transaction.atomic():
        image.file = ImageFile(clean, name=f"seance-{uuid4().hex[:12]}{Path(clean.name).suffix}")
        image.save()
        return SessionPhoto.objects.create(
            session=session, image=image, caption=caption, credit=credit, people_agreed=True, added_by=staff
        )


def remove_photo(photo: SessionPhoto) -> None:
    """Take a picture away, its file too."""
    with transaction.atomic():
        photo.delete()
        photo.image.delete()
