"""A guide on paper follows its page: made in the background when it is published, taken away with it."""

from functools import partial

from django.db import transaction
from wagtail.signals import page_published, page_unpublished

from guides import papers
from guides.models import GuidePage
from guides.tasks import make_paper


def connect() -> None:
    page_published.connect(guide_published, sender=GuidePage)
    page_unpublished.connect(guide_unpublished, sender=GuidePage)


def guide_published(sender, instance, **kwargs):
    if instance.alias_of_id is None:  # an untranslated copy is made when somebody asks for it
        transaction.on_commit(partial(make_paper.enqueue, instance.pk))


def guide_unpublished(sender, instance, **kwargs):
    transaction.on_commit(partial(papers.forget, instance.pk))
