// The door. Each tap goes on a queue kept on the device, and is sent once, in its order, when the network lets it.
// The page does the same without this script, one request a tap.
const form = document.querySelector("[data-door]");
const list = document.querySelector(".door__list");
const words = list.dataset;
const state = document.querySelector("[data-state]");
const KEY = `habiter-door-${form.dataset.door}`;
const EVERY = 4000; // milliseconds between two attempts while something waits
let queue = JSON.parse(localStorage.getItem(KEY) ?? "[]");
let sending = false;

function keep() {
  if (queue.length) localStorage.setItem(KEY, JSON.stringify(queue));
  else localStorage.removeItem(KEY);
  state.textContent = queue.length ? `${state.dataset.waiting} ${queue.length}` : state.dataset.clear;
}

function put(item) {
  queue.push(item);
  keep();
  send();
}

const device = (() => {
  const known = localStorage.getItem("habiter-door-device") ?? crypto.randomUUID();
  localStorage.setItem("habiter-door-device", known);
  return known;
})();

async function post(item) {
  const body = new URLSearchParams(item.fields);
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  const answer = await fetch(item.url, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
  if (answer.status !== 200 && answer.status !== 422) throw new Error(String(answer.status));
  return answer.json();
}

async function send() {
  if (sending || !queue.length) return;
  sending = true;
  try {
    while (queue.length) {
      const item = queue[0];
      const answer = await post(item);
      queue.shift();
      keep();
      settle(item, answer);
    }
  } catch {
    keep(); // no network, or nobody signed in any more: it stays, and goes later
  } finally {
    sending = false;
  }
}

function settle(item, answer) {
  if (answer.counted !== undefined) document.querySelector("[data-counted]").textContent = answer.counted;
  const row = item.household && document.getElementById(`h${item.household}`);
  if (answer.error) {
    state.textContent = answer.error;
    if (row) show(row, item.fields.seen);
    if (item.back) giveBack(item);
    return;
  }
  if (!row) return;
  if (answer.applied) show(row, answer.mark, waits(item.household));
  else conflict(row, item.fields.mark, answer);
}

const waits = (household) => queue.some((item) => item.household === household);

function say(mark) {
  const [attendance, adults, children] = mark.split(".");
  if (attendance === "present") return `${words.here} ${Number(adults) + Number(children)}`;
  return attendance === "unknown" ? "" : words[attendance];
}

function button(text, press, css = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.className = css;
  made.addEventListener("click", press);
  return made;
}

function show(row, mark, late = false) {
  row.dataset.s = mark;
  row.toggleAttribute("data-late", late);
  for (const old of row.querySelectorAll("b, button, .door__conflict, .door__more")) old.remove();
  if (mark.startsWith("unknown")) {
    row.append(button(words.here, () => tap(row, `present.${row.dataset.p}`)));
    return;
  }
  const told = document.createElement("b");
  told.textContent = say(mark);
  row.append(told, button(words.undo, () => tap(row, "unknown.0.0"), "door__undo"));
}

function tap(row, mark, seen = row.dataset.s) {
  const household = row.id.slice(1);
  show(row, mark, true);
  put({ url: form.action, household, fields: { uuid: crypto.randomUUID(), household, mark, seen } });
}

function conflict(row, mine, answer) {
  show(row, answer.mark);
  const told = document.createElement("p");
  told.className = "door__conflict";
  told.setAttribute("role", "alert");
  told.textContent = `${words.conflict} ${say(answer.mark) || "–"} (${answer.by})`;
  row.append(
    told,
    button(`${words.replace}: ${say(mine) || words.undo}`, () => tap(row, mine, answer.mark)),
    button(words.keep, () => show(row, answer.mark), "door__undo"),
  );
}

function more(row) {
  const open = row.querySelector(".door__more");
  if (open) return open.remove();
  const box = document.createElement("div");
  box.className = "door__more door__buttons";
  const numbers = row.dataset.p.split(".").map((number, at) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "number", min: 0, max: 99, value: number, inputMode: "numeric" });
    input.setAttribute("aria-label", document.querySelector(`label[for=heads-${at ? "children" : "adults"}]`)?.textContent ?? "");
    return input;
  });
  const people = () => numbers.map((input) => Math.max(0, Math.min(99, Number.parseInt(input.value, 10) || 0)));
  box.append(
    ...numbers,
    button(words.here, () => tap(row, `present.${people().join(".")}`)),
    button(words.excused, () => tap(row, "excused.0.0"), "door__undo"),
    button(words.absent, () => tap(row, "absent.0.0"), "door__undo"),
  );
  row.append(box);
  numbers[0].focus();
}

// A name without its accents, so that "zoe" finds Zoé.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(text) {
  const wanted = plain(text.trim());
  for (const row of list.querySelectorAll("li[data-r]")) {
    row.hidden = !plain(`${row.querySelector("a").textContent} ${row.dataset.r}`).includes(wanted);
  }
}

function giveBack(item) {
  for (const [name, value] of Object.entries(item.fields)) {
    const field = item.back && document.querySelector(`[data-queue="${item.back}"] [name="${name}"]`);
    if (field) field.value = value;
  }
  document.querySelector(`[data-queue="${item.back}"]`)?.closest("details")?.setAttribute("open", "");
}

list.addEventListener("click", (event) => {
  const row = event.target.closest("li[data-r]");
  if (!row) return;
  if (event.target.name === "tap") {
    event.preventDefault();
    tap(row, `present.${row.dataset.p}`);
  } else if (event.target.closest("a")) {
    event.preventDefault();
    more(row);
  }
});

const search = document.getElementById("q");
search.addEventListener("input", () => narrow(search.value));
search.form.addEventListener("submit", (event) => event.preventDefault());

for (const queued of document.querySelectorAll("[data-queue]")) {
  queued.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(queued));
    delete fields.csrfmiddlewaretoken;
    if (queued.dataset.queue === "heads") {
      fields.device = device;
      queue = queue.filter((item) => item.kind !== "heads" || item === queue[0]);
    }
    put({ url: queued.action, kind: queued.dataset.queue, back: queued.dataset.queue, fields });
    if (queued.dataset.queue === "walk-in") {
      queued.reset();
      queued.querySelector("[name$=submission]").value = crypto.randomUUID();
    }
  });
}

for (const row of list.querySelectorAll("li[data-r]")) {
  const late = queue.filter((item) => item.household === row.id.slice(1)).at(-1);
  if (late) show(row, late.fields.mark, true);
  else if (row.querySelector("b") && form.dataset.door) show(row, row.dataset.s);
}

// A code scanned with the camera, where the browser can read one; elsewhere the telephone's own camera opens its link.
const scan = document.querySelector("[data-scan]");
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  scan.hidden = false;
  scan.addEventListener("click", async () => {
    const camera = document.querySelector("[data-camera]");
    const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    camera.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    camera.hidden = false;
    await camera.play();
    const look = async () => {
      const [code] = await detector.detect(camera);
      if (!code) return requestAnimationFrame(look);
      for (const track of camera.srcObject.getTracks()) track.stop();
      camera.hidden = true;
      const reference = code.rawValue.split("/").filter(Boolean).at(-1);
      const row = list.querySelector(`li[data-r="${CSS.escape(reference)}"]`);
      search.value = row ? "" : reference;
      narrow(search.value);
      if (row) {
        row.scrollIntoView({ block: "center" });
        row.querySelector("button")?.focus();
      }
    };
    look();
  });
}

if (queue.length) keep();
window.addEventListener("online", send);
setInterval(send, EVERY);
send();
