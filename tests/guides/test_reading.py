"""How hard a French text is to read: a hint, so it is right about words and sentences."""

import pytest
from django.utils import translation

from guides import reading


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("Un.", ["Un."]),
        ("Il fuit\u202f? Coupez l’eau.", ["Il fuit\u202f?", "Coupez l’eau."]),
        ("Une ligne\nUne autre", ["Une ligne", "Une autre"]),
        ("<p>Un <b>mot</b></p><ul><li>deux</li><li>trois</li></ul>", ["Un mot", "deux", "trois"]),
        ("Vite… Sortez !", ["Vite…", "Sortez !"]),
        ("19,5 degrés. – !", ["19,5 degrés."]),
    ],
)
def test_sentences(text, sentences):
    assert reading.sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("sentence", "count"),
    [("L’eau coule", 2), ("Attention\u00a0: chaud\u202f!", 2), ("un porte-clés – deux", 3), ("", 0)],
)
def test_words(sentence, count):
    assert len(reading.words_of(sentence)) == count


def test_hints_tell_the_mean_the_long_sentences_and_the_long_words():
    long = " ".join(["mot"] * 21) + "."
    with translation.override("fr"):
        hints = reading.hints([f"Court. {long}", "Renseignez-vous préalablement."])
        assert hints[0] == "8 mots par phrase."
        assert hints[1].startswith("21 mots, plus de 20")
        assert hints[2].endswith("Renseignez-vous, préalablement")
        assert reading.hints(["", ""]) == []
