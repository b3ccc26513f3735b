"""The passage of a text that answers a question, with the words found in it apart: the template marks and escapes."""

from core import stems

LENGTH = 220  # characters shown
BEFORE = 60  # of them, before the first word found


def excerpt(text: str, terms: set[str], language: str) -> list[tuple[str, bool]]:
    """Return pieces of the text with whether each was looked for; the beginning where nothing was."""
    text = " ".join(text.split())
    found = ((at, end) for at, end, word in stems.words_of(text) if stems.stem(word, language) in terms)
    at, after = next(found, (0, 0))
    start, end = window(text, at)
    pieces, shown = [("… " if start else "", False)], start
    while after and after <= end:  # the words past the window are not even read
        pieces += [(text[shown:at], False), (text[at:after], True)]
        shown = after
        at, after = next(found, (0, 0))
    pieces += [(text[shown:end].rstrip() + (" …" if end < len(text) else ""), False)]
    return [(piece, marked) for piece, marked in pieces if piece]


def window(text: str, at: int) -> tuple[int, int]:
    """Return where to begin and to end, between words where there are any near."""
    start = 0 if at <= BEFORE else at - BEFORE
    if start and (space := text.find(" ", start, at)) != -1:
        start = space + 1
    end = min(len(text), start + LENGTH)
    if end < len(text) and (space := text.rfind(" ", at, end)) > at:
        end = space
    return start, end
