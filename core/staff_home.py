"""“My work” on the admin's home: each line a number and one link, only what the user may see.

A room gives its lines by the hook `my_work_lines`, a function of the user that returns a list of `line()`.
"""

from wagtail import hooks
from wagtail.admin.ui.components import Component

HOOK = "my_work_lines"


class MyWork(Component):
    name = "my_work"
    order = 10
    template_name = "core/staff/my_work.html"

    def __init__(self, lines: list[dict]):
        self.lines = lines

    def get_context_data(self, parent_context):
        return {"lines": self.lines}


def line(label: str, count: int, url: str, icon: str) -> dict:
    return {"label": label, "count": count, "url": url, "icon": icon}


def lines_for(user) -> list[dict]:
    return [each for lines_of in hooks.get_hooks(HOOK) for each in lines_of(user)]
