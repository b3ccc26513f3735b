// The reader's neighbourhood, remembered by this device and nobody else: no cookie, nothing is sent.
// Without this file the form does the same for one visit, through the address.
const KEY = "habiter.quartier";
const forms = [...document.querySelectorAll("form[data-near]")];

// A browser may refuse its storage (private windows): then nothing is remembered.
const store = (slug) => {
  try {
    if (slug) localStorage.setItem(KEY, slug);
    else localStorage.removeItem(KEY);
  } catch { /* nothing to do */ }
};
const stored = () => {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
};

const named = (form, slug) => [...form.elements.quartier.options].find((option) => option.value === slug && slug);

function leadAgendaTo(slug) {
  for (const link of document.querySelectorAll("a[data-near-agenda]")) {
    const url = new URL(link.href);
    if (slug) url.searchParams.set("quartier", slug);
    else url.searchParams.delete("quartier");
    link.href = url.pathname + url.search;
  }
}

function show(form, slug, kept) {
  const option = named(form, kept);
  const link = form.querySelector("[data-near-link]");
  form.querySelector("[data-near-kept]").hidden = !option;
  if (named(form, slug)) form.elements.quartier.value = slug;
  if (!option) return;
  link.textContent = option.text;
  link.href = `${form.getAttribute("action")}${kept}/`;
}

function refresh() {
  const kept = stored();
  // What the address says comes before what the device remembers.
  const slug = document.querySelector("[data-near-chosen]")?.dataset.nearChosen || kept;
  for (const form of forms) show(form, slug, kept);
  const option = forms[0] && named(forms[0], slug);
  for (const name of document.querySelectorAll("[data-near-name]")) {
    name.textContent = option ? option.text : name.dataset.nearName;
  }
  leadAgendaTo(option ? slug : "");
}

for (const form of forms) {
  form.addEventListener("submit", () => store(form.elements.quartier.value));
  form.querySelector("[data-near-forget]").addEventListener("click", () => {
    store("");
    for (const each of forms) each.elements.quartier.value = "";
    refresh();
    form.elements.quartier.focus();
  });
}
refresh();
