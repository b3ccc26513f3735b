"""By the keyboard alone: from the list to a guide, to who pays, to an opinion; and a voice, where there is one."""

import pytest

from guides.models import GuideFeedback
from home import references, structure
from tests.guides import pages

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

# A browser that speaks French, as the page sees it: headless Chromium has no voice.
VOICE = """
  const said = [];
  window.said = said;
  const speech = Object.assign(new EventTarget(), {
    getVoices: () => [{ lang: "fr-FR", name: "Test" }],
    speak(utterance) { said.push(utterance.text); window.current = utterance; },
    cancel() {}, pause() { window.paused = true; }, resume() { window.paused = false; },
  });
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.fixture
def house():
    structure.set_up()
    references.load()
    steps = [pages.step(title="Coupez l’eau", text="Fermez le robinet. Attendez.")]
    rows = references.named(["rl-14"])
    pages.guide(title="Un robinet fuit", slug="robinet", steps=steps, repairs=rows)


def press(page, label: str) -> None:
    """Reach a link or a button by the Tab key, see that its focus shows, and press Enter."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate("""() => {
            const it = document.activeElement;
            const box = it.closest(".card") ?? it;  // a card rings its whole box
            const styles = [getComputedStyle(it), getComputedStyle(it, "::after"), getComputedStyle(box)];
            return [it.textContent.trim(), styles.some((s) => s.outlineStyle !== "none" || s.boxShadow !== "none")];
        }""")
        if label in focused[0]:
            assert focused[1], f"The focus on {label} does not show."
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    pytest.fail(f"{label} is not reached by the keyboard.")


def test_guide_is_followed_and_judged_by_the_keyboard(page, live_server, house, settings):
    settings.FORM_MIN_SECONDS = 0
    page.goto(f"{live_server.url}/guides/?texte=robinet")
    press(page, "Un robinet fuit")
    assert page.url.endswith("/guides/robinet/")
    press(page, "Tout le tableau")
    assert page.locator("table.who tbody tr").count() == 28
    page.go_back()
    press(page, "En partie")
    assert page.locator("input[value=partly]").is_checked()
    page.locator("textarea").fill("Il manque la taille du joint.")
    press(page, "Envoyer mon avis")
    assert page.url.endswith("/avis/merci/")
    assert GuideFeedback.objects.values_list("answer", "sentence").get() == ("partly", "Il manque la taille du joint.")


def test_guide_is_read_aloud_sentence_by_sentence_with_pause_and_stop(page, live_server, house):
    page.add_init_script(VOICE)
    page.goto(f"{live_server.url}/guides/robinet/")
    go = page.locator(".listen button").first
    assert go.inner_text() == "Écouter"
    go.click()
    assert (go.inner_text(), page.evaluate("said[0]"), page.locator("mark.reading").inner_text()) == (
        "Pause", "Un robinet fuit", "Un robinet fuit",
    )  # fmt: skip
    while page.evaluate("said.at(-1)").strip() != "Attendez.":
        page.evaluate("current.onend()")
    assert page.locator("mark.reading").inner_text().strip() == "Attendez."
    assert "Fermez le robinet." in page.evaluate("said")
    go.click()
    assert (go.inner_text(), page.evaluate("paused")) == ("Continuer", True)
    page.locator(".listen button", has_text="Arrêter").click()
    assert (go.inner_text(), page.locator(".reading").count()) == ("Écouter", 0)


def test_nothing_offers_to_read_where_there_is_no_voice(page, live_server, house):
    page.add_init_script(VOICE.replace("fr-FR", "de-DE"))
    page.goto(f"{live_server.url}/guides/robinet/")
    assert page.locator(".listen").is_hidden()
