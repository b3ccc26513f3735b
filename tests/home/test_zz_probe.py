import pytest
from tests.home.test_search import ODD, library
@pytest.mark.django_db
@pytest.mark.parametrize("w", ODD)
def test_x(client, library, w):
    assert client.get("/recherche/", {"q": w}).status_code == 200
