from django.tasks import task
from wagtail.images.shortcuts import get_rendition_or_not_found

from guides import facts, papers
from guides.models import GuidePage

ON_PAGE = "width-640"  # the size of a step's picture in templates/components/step.html


@task()
def make_paper(page_id: int) -> None:
    """Make what takes long before somebody asks for a guide: the pictures of its steps as the page shows them, then its
    document. A guide that is gone meanwhile needs none.
    """
    page = GuidePage.objects.live().select_related("locale").filter(pk=page_id).first()
    if page is not None:
        for picture in facts.pictures_of_steps(page):
            get_rendition_or_not_found(picture, ON_PAGE)
        papers.paper_of(page)
