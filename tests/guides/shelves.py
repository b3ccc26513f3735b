"""A thousand guides in a second: written as rows, since publishing them one by one takes minutes."""

from uuid import uuid4

from django.db import connection
from wagtail.models import Page

from guides.models import GuidePage
from tests import factories as make


def offer(page: GuidePage) -> None:
    """Put a guide into the other languages: untranslated in English, translated into Arabic."""
    for code, alias in (("en", True), ("ar", False)):
        make.home_page(code)
        page.copy_for_translation(make.locale(code), copy_parents=True, alias=alias)
    Page.objects.filter(live=False).update(live=True)


def fill(sample: GuidePage, count: int) -> None:
    """Copy a guide `count` times beside it, in each language that it is in."""
    keys = [uuid4() for _ in range(count)]
    sources = dict(zip(keys, copied(sample, keys, {}), strict=True))
    for other in GuidePage.objects.filter(translation_key=sample.translation_key).exclude(pk=sample.pk):
        copied(other, keys, sources if other.alias_of_id else {})


def copied(guide: GuidePage, keys: list, sources: dict) -> list[int]:
    """Return the keys of the copies of a guide, one for each translation key; they are aliases of their sources."""
    parent, row = guide.get_parent(), {field.attname: getattr(guide, field.attname) for field in Page._meta.fields}
    rows = [
        Page(
            **row | {
                "id": None, "translation_key": key, "alias_of_id": sources.get(key), "slug": f"{guide.slug}-{n}",
                "title": f"{guide.title} {n}", "url_path": f"{parent.url_path}{guide.slug}-{n}/",
                "path": Page._get_path(parent.path, guide.depth, parent.numchild + n),
            }
        )
        for n, key in enumerate(keys, start=1)
    ]  # fmt: skip
    made = [page.pk for page in Page.objects.bulk_create(rows)]
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(made))
    dress(guide, made)
    return made


def dress(guide: GuidePage, pages: list[int]) -> None:
    """Give rows of pages, whose keys follow each other, the rest of a guide: its own fields, rooms, themes, words."""
    own = [GuidePage, GuidePage.rooms.through, GuidePage.themes.through, GuidePage.tags.through]
    with connection.cursor() as cursor:
        for model, of in zip(own, ("page_ptr_id", "guidepage_id", "guidepage_id", "content_object_id"), strict=True):
            table = connection.ops.quote_name(model._meta.db_table)
            names = [field.column for field in model._meta.local_fields if field.column not in (of, "id")]
            rest = ", ".join(connection.ops.quote_name(name) for name in names)
            cursor.execute(
                f"INSERT INTO {table} ({of}, {rest}) SELECT made.id, {', '.join(f'kept.{name}' for name in names)} "
                f"FROM {table} kept, wagtailcore_page made WHERE kept.{of} = %s AND made.id BETWEEN %s AND %s",
                [guide.pk, pages[0], pages[-1]],
            )
