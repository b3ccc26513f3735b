from django.tasks import task

from guides import papers
from guides.models import GuidePage


@task()
def make_paper(page_id: int) -> None:
    """Make the document of a guide before somebody asks for it. A guide that is gone meanwhile needs none."""
    page = GuidePage.objects.live().select_related("locale").filter(pk=page_id).first()
    if page is not None:
        papers.paper_of(page)
