"""What keeps a guide from being published, each with the place where to put it right. A draft may hold anything."""

from pathlib import Path

from django.utils.translation import gettext as _

MAX_STEPS = 30
VIDEO_FILES = (".mp4", ".webm")
CAPTION_FILES = (".vtt",)

type Fault = tuple[str, str]


def faults_of_guide(page) -> list[Fault]:
    """Return pairs of field and sentence, none for a guide that may be published."""
    steps = [block.value for block in page.steps if block.block_type == "step"]
    named = [(_("Step %(number)d") % {"number": n}, step) for n, step in enumerate(steps, start=1)]
    return [
        *faults_of_count(len(steps)),
        *(("steps", fault) for place, step in named for fault in faults_of_picture(place, step)),
        *(("video", fault) for block in page.video for fault in faults_of_video(block.value)),
    ]


def faults_of_simple(page) -> list[Fault]:
    if not page.parts:
        return [("parts", _("Write at least one part."))]
    named = [(_("Part %(number)d") % {"number": n}, part.value) for n, part in enumerate(page.parts, start=1)]
    return [("parts", fault) for place, part in named for fault in faults_of_picture(place, part)]


def faults_of_count(count: int) -> list[Fault]:
    if count == 0:
        return [("steps", _("A guide without a step cannot be followed: write at least one."))]
    if count > MAX_STEPS:
        sentence = _("A guide of %(count)d steps cannot be followed: %(most)d at most. Make several guides of it.")
        return [("steps", sentence % {"count": count, "most": MAX_STEPS})]
    return []


def faults_of_picture(place: str, value) -> list[str]:
    """A picture is described, or said to add nothing: one is decided (WCAG 1.1.1)."""
    has_picture = bool(value.get("drawing") or value.get("image"))
    if not has_picture or value.get("alt", "").strip() or value.get("decorative"):
        return []
    sentence = _("%(place)s, “%(title)s”: say what its picture shows, or tick that it adds nothing.")
    return [sentence % {"place": place, "title": value["title"]}]


def faults_of_video(video) -> list[str]:
    """Captions and a transcript go with every video (WCAG 1.2.2, 1.2.3)."""
    faults = []
    if not named_as(video["file"], VIDEO_FILES):
        faults.append(_("Video “%(title)s”: choose a file in MP4 or WebM."))
    if not named_as(video["captions"], CAPTION_FILES):
        faults.append(_("Video “%(title)s”: add its captions, a WebVTT file (.vtt)."))
    if not video["transcript"].strip():
        faults.append(_("Video “%(title)s”: write its transcript."))
    return [fault % {"title": video["title"]} for fault in faults]


def named_as(document, endings: tuple[str, ...]) -> bool:
    return document is not None and Path(document.file.name).suffix.lower() in endings
