import pytest


@pytest.fixture
def english(settings):
    """The screens in their source language, so that the tests do not wait for the catalogues."""
    settings.LANGUAGE_CODE = "en"
