// Reads a page aloud with the voice of the browser. Without speech, or without a voice of the page's language, there is
// no button: nothing that does nothing is shown.
const SKIPPED = ".no-print, .visually-hidden, details:not([open]) > :not(summary), svg, table thead, form";
const TEXTS = "h1, h2, h3, p, li, dt, dd, th, td, summary, caption";
const MARK = "reading";

const speech = window.speechSynthesis;
const place = document.querySelector("[data-listen]");

if (speech && place && window.SpeechSynthesisUtterance) {
  const language = (place.dataset.language || document.documentElement.lang).slice(0, 2);
  const voice = () => speech.getVoices().find((each) => each.lang.slice(0, 2).toLowerCase() === language);
  let queue = [];
  let current = null;
  let state = "idle";

  const button = (action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button--quiet button--small";
    made.addEventListener("click", action);
    place.append(made);
    return made;
  };
  const go = button(() => (state === "idle" ? start() : state === "reading" ? pause() : resume()));
  const stop = button(() => finish());

  const show = () => {
    go.textContent = { idle: place.dataset.start, reading: place.dataset.pause, paused: place.dataset.resume }[state];
    stop.textContent = place.dataset.stop;
    stop.hidden = state === "idle";
  };

  // What is read: the innermost texts that are seen and in the voice's language, each cut into its sentences.
  const texts = () =>
    [...document.querySelector(place.dataset.listen).querySelectorAll(TEXTS)].filter(
      (each) =>
        !each.closest(SKIPPED) &&
        !each.querySelector(TEXTS) &&
        each.closest("[lang]").lang.slice(0, 2) === language &&
        each.textContent.trim() &&
        each.offsetParent,
    );
  const sentences = (text) => text.replace(/\s+/g, " ").trim().match(/[^.!?…؟]+[.!?…؟]*/g) || [];

  const start = () => {
    queue = texts().flatMap((element) => sentences(spoken(element)).map((sentence) => ({ element, sentence })));
    state = "reading";
    show();
    next();
  };
  const spoken = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".visually-hidden, svg").forEach((each) => each.remove());
    return copy.textContent;
  };
  const next = () => {
    unmark();
    const item = queue.shift();
    if (!item || state === "idle") return finish();
    mark(item);
    const utterance = new SpeechSynthesisUtterance(item.sentence);
    utterance.voice = voice();
    utterance.lang = utterance.voice?.lang || language;
    utterance.onend = () => current === utterance && next();
    utterance.onerror = () => current === utterance && finish();
    current = utterance;
    speech.speak(utterance);
  };
  // The sentence itself is marked where no other element cuts it, else its paragraph.
  const mark = ({ element, sentence }) => {
    const range = rangeOf(element, sentence.trim());
    if (range) {
      const made = document.createElement("mark");
      made.className = MARK;
      range.surroundContents(made);
    } else {
      element.classList.add(MARK);
    }
    element.scrollIntoView({ block: "nearest" });
  };
  const rangeOf = (element, sentence) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.replace(/\s/g, " ").indexOf(sentence);
      if (at >= 0) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + sentence.length);
        return range;
      }
    }
    return null;
  };
  const unmark = () => {
    const marked = document.querySelector(`.${MARK}`);
    if (marked?.tagName === "MARK") {
      const parent = marked.parentNode;
      marked.replaceWith(...marked.childNodes);
      parent.normalize();
    } else {
      marked?.classList.remove(MARK);
    }
  };
  const pause = () => {
    state = "paused";
    speech.pause();
    show();
  };
  const resume = () => {
    state = "reading";
    speech.resume();
    show();
  };
  const finish = () => {
    state = "idle";
    current = null;
    queue = [];
    speech.cancel();
    unmark();
    show();
    if (document.activeElement === stop) go.focus();
  };

  const offer = () => {
    place.hidden = !voice();
  };
  show();
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  window.addEventListener("pagehide", finish);
}
