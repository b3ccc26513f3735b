"""From the plain text of our content files to what pages hold."""

from django.utils.html import escape


def to_html(text: str) -> str:
    """Return paragraphs and lists: a blank line parts paragraphs, lines that begin with "- " make a list."""
    html = []
    for part in text.strip().split("\n\n"):
        lines = [line.strip() for line in part.strip().splitlines() if line.strip()]
        loose = " ".join(line for line in lines if not line.startswith("- "))
        items = [line[2:] for line in lines if line.startswith("- ")]
        html += [f"<p>{escape(loose)}</p>"] if loose else []
        html += ["<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"] if items else []
    return "".join(html)


def to_body(content: dict) -> list[tuple[str, object]]:
    """Return the blocks of a page body: warnings first, then sections, tables and other notices."""
    notices = content.get("notices", [])
    return [
        *(to_notice(notice) for notice in notices if notice["kind"] == "warning"),
        *(block for section in content.get("sections", []) for block in to_section(section)),
        *(
            ("table", {"caption": table["caption"], "columns": table["columns"], "rows": table["rows"]})
            for table in content.get("tables", [])
        ),
        *(to_notice(notice) for notice in notices if notice["kind"] != "warning"),
    ]


def to_section(section: dict) -> list[tuple[str, object]]:
    heading = [("heading", section["heading"])] if section.get("heading") else []
    return heading + ([("text", to_html(section["text"]))] if section.get("text") else [])


def to_notice(notice: dict) -> tuple[str, object]:
    return "notice", {"kind": notice["kind"], "title": notice["title"], "text": to_html(notice.get("text", ""))}
