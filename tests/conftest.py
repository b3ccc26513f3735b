"""Fixtures of the whole suite. Rooms have their own beside their tests."""

import os
import shutil
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from tests.support import template
from tests.support.machine import Missing, nothing_may_be_skipped

# Playwright's synchronous interface keeps an event loop in the main thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Browser tests come last: from the first one on, an event loop runs in this thread."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    for item in items:
        if _commits(item):
            # Asks pytest-django to keep the rows that migrations made: see the hook below.
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Leave the next test, in whatever order, the house as it was: the source language, and what migrations made.

    A test that commits empties all tables when it ends: Wagtail's root page, the locales, the roles are put back. One
    whose module has laid a whole site (tests/support/shells.py) empties nothing.
    """
    done = yield
    translation.deactivate()
    if nextitem is not None and _commits(item) and "shells" not in item.fixturenames:
        with item.config.stash[blocking_manager_key].unblock():
            _lay_the_ground()
    return done


def _lay_the_ground() -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from wagtail.models import Site

    connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


def _commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    if marker is not None and (marker.kwargs.get("transaction") or any(marker.args[:1])):
        return True
    return not {"live_server", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session", autouse=True)
def data_folder():
    """The throw-away folder of the whole run, removed at its end."""
    from django.conf import settings

    folder = Path(settings.DATA_DIR)
    # WhiteNoise warns, and a warning is an error, when there is no such folder.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    yield folder
    if folder.name.startswith("habiter-test-"):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Begin as a process whose cache knows one thing: that there is no neighbourhood.

    A rolled-back test gives its ids to the next: Wagtail would take the rendition of one's picture for the other's.
    """
    from django.core.cache import cache

    from territory import names

    cache.clear()
    cache.set(names.KEY, names.Names([], {}))


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, django_db_modify_db_settings):
    """Start from the kept, migrated copy where there is one (tests/support/template.py)."""
    from django.db import connection

    if connection.vendor != "sqlite" or nothing_may_be_skipped():
        return django_db_keepdb
    return template.fetch(Path(connection.settings_dict["TEST"]["NAME"])) or django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    from django.db import connections

    connection = connections["default"]
    # Inside Playwright's event loop Django opens another connection than outside: both must know the migrations' rows.
    type(connection)._test_serialized_contents = getattr(connection, "_test_serialized_contents", "[]")
    if connection.vendor == "sqlite" and not nothing_may_be_skipped():
        with django_db_blocker.unblock():
            template.keep(connection)


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium for the run. Without one the test is skipped, in CI it fails."""
    from tests.support.browser import chromium

    running = chromium()
    try:
        started = running.__enter__()
    except Missing as missing:
        if nothing_may_be_skipped():
            pytest.fail(f"Missing: {missing}")
        pytest.skip(f"Missing: {missing}")
    yield started
    running.__exit__(None, None, None)


@pytest.fixture
def page(browser, live_server):
    """A page on the live server, with JavaScript. `page.guard` is checked at the end: see tests/support/browser.py."""
    from tests.support.browser import watched_page

    with watched_page(browser, live_server.url) as opened:
        yield opened


@pytest.fixture
def page_no_js(browser, live_server):
    """The same without JavaScript."""
    from tests.support.browser import watched_page

    with watched_page(browser, live_server.url, java_script_enabled=False) as opened:
        yield opened


@pytest.fixture
def new_page(browser, live_server):
    """Open further pages, each with a context of its own: `new_page(viewport={"width": 360, "height": 780})`."""
    from contextlib import ExitStack

    from tests.support.browser import watched_page

    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(watched_page(browser, live_server.url, **options))
