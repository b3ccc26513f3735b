// Rows of dates in the event form: add one, with the hours, venue and places of the last, or take one away again.
// Without this file the button "More rows" does the same by a request.

const rows = document.querySelector("[data-date-rows]");
const pattern = document.querySelector("#date-row");
const add = document.querySelector("[data-add-date]");

if (rows && pattern && add) {
  const total = document.querySelector("[name=dates-TOTAL_FORMS]");
  const most = Number(document.querySelector("[name=dates-MAX_NUM_FORMS]")?.value || 100);
  const all = () => [...rows.querySelectorAll("[data-date-row]")];
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

  const renumber = () => all().forEach((row, index) => {
    row.querySelector("[data-date-number]").textContent = index + 1;
  });

  const showRemoval = (row) => {
    const button = row.querySelector("[data-remove-date]");
    if (button) button.hidden = false;
  };

  const addRow = () => {
    const index = Number(total.value);
    if (index >= most) return;
    const above = all().at(-1);
    const holder = document.createElement("template");
    holder.innerHTML = pattern.innerHTML.replaceAll("__prefix__", index).replaceAll("__number__", index + 1);
    const row = holder.content.firstElementChild;
    rows.append(row);
    total.value = index + 1;
    if (above) {
      for (const name of ["start", "end", "venue", "capacity"]) field(row, name).value = field(above, name).value;
      field(row, "requires_sign_up").checked = field(above, "requires_sign_up").checked;
    }
    showRemoval(row);
    renumber();
    field(row, "date").focus();
  };

  // A row taken away stays in the form, empty and hidden: empty rows are ignored.
  const takeAway = (row) => {
    for (const name of ["date", "start", "end", "venue", "capacity"]) field(row, name).value = "";
    row.hidden = true;
    row.removeAttribute("data-date-row");
    renumber();
    add.focus();
  };

  add.hidden = false;
  document.querySelector("[data-more-rows]").hidden = true;
  all().forEach(showRemoval);
  add.addEventListener("click", addRow);
  rows.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove-date]");
    if (button) takeAway(button.closest("[data-date-row]"));
  });
}
