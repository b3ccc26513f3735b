import pytest

from accounts.roles import Role
from home import structure
from tests import factories as make


@pytest.fixture
def editor(client):
    """The browser of somebody who writes guides, on the real structure of the site."""
    structure.set_up()
    client.force_login(make.staff(Role.EDITOR))
    return client
