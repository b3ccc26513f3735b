"""What follows when a record or a page is saved: the index of search, the address of a neighbourhood's page."""

from collections.abc import Callable

from core.models import CustomDocument
from home import search_index
from home.models import NeighbourhoodPage
from territory.models import ContactPoint, Neighbourhood


def index_page(instance, raw=False, update_fields=None, **_signal) -> None:
    # A draft saves a few fields of a page that holds the draft's words in memory: nobody may find these yet.
    if not raw and update_fields is None:
        search_index.save_page(instance)


def forget_page(instance, **_signal) -> None:
    search_index.forget_page(instance)


def index_document(instance, raw=False, **_signal) -> None:
    if not raw:
        search_index.save_document(instance)


def index_contact(instance, raw=False, **_signal) -> None:
    if not raw:
        search_index.save_contact(instance)


def follow_address(instance: Neighbourhood, created, raw=False, **_signal) -> None:
    """Give the pages of a neighbourhood its new identifier as address. Wagtail leads the old one to the new one."""
    if created or raw:
        return
    for page in NeighbourhoodPage.objects.filter(neighbourhood=instance).exclude(slug=instance.slug):
        page.slug = instance.slug
        page.save()
        if page.latest_revision_id and not page.has_unpublished_changes:
            page.save_revision().publish()  # or the next edit would bring the old address back


SAVED: dict[type, Callable] = {
    **dict.fromkeys(search_index.KINDS, index_page),
    CustomDocument: index_document,
    ContactPoint: index_contact,
    Neighbourhood: follow_address,
}
