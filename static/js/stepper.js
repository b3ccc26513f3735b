// Buttons − and + around number fields: <div data-stepper data-fewer="One fewer:" data-more="One more:">.
// The field stays what it is: typed in, checked and sent as without this script.
const limit = (input, name, otherwise) => (input[name] === "" ? otherwise : Number(input[name]));

function button(sign, words, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "stepper__button";
  made.textContent = sign;
  made.setAttribute("aria-label", words);
  made.addEventListener("click", press);
  return made;
}

function equip(input, words, label) {
  const lowest = limit(input, "min", 0);
  const highest = limit(input, "max", Infinity);
  const value = () => Number.parseInt(input.value, 10) || 0;
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  const step = (by) => () => {
    const wanted = Math.min(highest, Math.max(lowest, value() + by));
    if (wanted === value() && input.value !== "") return;
    input.value = wanted;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    spoken.textContent = `${label} ${wanted}`;
  };
  const fewer = button("−", `${words.fewer} ${label}`, step(-1));
  const more = button("+", `${words.more} ${label}`, step(1));
  // Said, not disabled: a button that is disabled under the finger loses the focus.
  const mark = () => {
    fewer.setAttribute("aria-disabled", String(value() <= lowest));
    more.setAttribute("aria-disabled", String(value() >= highest));
  };
  const box = document.createElement("div");
  box.className = "stepper";
  input.before(box);
  box.append(fewer, input, more, spoken);
  input.addEventListener("input", mark);
  mark();
}

for (const group of document.querySelectorAll("[data-stepper]")) {
  for (const input of group.querySelectorAll("input[type=number]")) {
    const label = input.labels[0]?.firstChild?.textContent.trim() ?? "";
    equip(input, { fewer: group.dataset.fewer, more: group.dataset.more }, label);
  }
}
