"""Words that mean danger now: search shows the number before anything else. Not editable, on purpose.

The numbers are those of the project's facts: 0 800 47 33 33, 18, 15, 112 and 114.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core import stems

GAS, FIRE, SAMU, EUROPE, SMS = "0800473333", "18", "15", "112", "114"
TYPO_FROM, TWO_TYPOS_FROM = 5, 9  # letters from which one wrong letter is forgiven, and two


@dataclass(frozen=True)
class Emergency:
    """A danger: what people write, what to do first, whom to call. Phrases are sets of words, in any order."""

    title: str
    advice: str
    numbers: tuple[str, ...]
    words: tuple[str, ...]
    maybe: tuple[str, ...] = ()  # words that mean danger too, but for UPKEEP beside them


UPKEEP = ("détecteur", "détecteurs", "daaf", "alarme", "pile", "detector", "detectors", "alarm", "battery", "كاشف")
EMERGENCIES = (
    Emergency(
        _("Smell of gas"),
        _("Light nothing, touch no switch. Open the windows, go out by the stairs, then call from outside."),
        (GAS, FIRE, EUROPE, SMS),
        ("gaz", "gas", "gaze", "gazz", "gaaz", "غاز", "الغاز"),
    ),
    Emergency(
        _("Carbon monoxide"),
        _("Headache, sickness, several people unwell? Open the windows, go out, then call."),
        (FIRE, SAMU, EUROPE, SMS),
        ("monoxyde", "monoxide", "intoxication", "asphyxie", "asphyxié", "اول اكسيد", "اكسيد الكربون", "اختناق"),
    ),
    Emergency(
        _("Fire"),
        _("Get out and close the door behind you. Smoke in the stairs? Stay in, and call."),
        (FIRE, EUROPE, SMS),
        ("feu", "feux", "incendie", "flammes", "brûle", "étincelles", "explosion", "fire", "burning", "flames",
         "حريق", "نار"),
        ("fumée", "smoke", "دخان", "الدخان"),
    ),
    Emergency(
        _("Electric shock"),
        _("Do not touch the person. Cut the current if you can reach the main switch, then call."),
        (SAMU, FIRE, EUROPE, SMS),
        ("électrocution", "électrocuté", "électrocutée", "électrocuter", "décharge électrique", "coup de jus",
         "electrocution", "electrocuted", "electric shock", "صعقة", "صعق", "صعقه كهربائيه"),
    ),
    Emergency(
        _("Somebody is in danger"),
        _("Call at once and say where you are."),
        (SAMU, FIRE, EUROPE, SMS),
        ("malaise", "blessé", "blessée", "inconscient", "inconsciente", "urgence", "urgences", "secours", "noyade",
         "emergency", "injured", "unconscious", "طوارئ", "مصاب", "اغماء"),
    ),
)  # fmt: skip


def found_in(words: str) -> Emergency | None:
    """Return the danger that a question speaks of, misspelt or not, or nothing. Bounded: the first words only."""
    asked = [word for _, _, word in stems.words_of(words)][:40]
    return next((each for each in EMERGENCIES if speaks_of(asked, each)), None)


def speaks_of(asked: list[str], emergency: Emergency) -> bool:
    about_upkeep = any(stems.fold(word) in asked for word in UPKEEP)
    texts = emergency.words if about_upkeep else emergency.words + emergency.maybe
    phrases = ([word for _, _, word in stems.words_of(text)] for text in texts)
    return any(all(any(same(word, each) for each in asked) for word in phrase) for phrase in phrases)


def same(word: str, asked: str) -> bool:
    """Say whether somebody meant a word: one letter wrong in a long one, two in a very long one."""
    wrong = (len(word) >= TYPO_FROM) + (len(word) >= TWO_TYPOS_FROM)
    if word == asked or not wrong or abs(len(word) - len(asked)) > wrong or word[0] != asked[0]:
        return word == asked
    return distance(word, asked) <= wrong


def distance(one: str, other: str) -> int:
    """Return how many letters to add, drop, change or swap with the next lead from one word to the other."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, sign in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
