// Questions asked only after an answer: <div data-after="name of the field" data-answer="value">.
// Without this file they all stand there, each with a hint that says when it is asked.
for (const block of document.querySelectorAll("[data-after]")) {
  const fields = document.querySelectorAll(`[name="${block.dataset.after}"]`);
  const show = () => {
    const chosen = [...fields].find((field) => field.checked || field.type !== "radio");
    block.hidden = chosen?.value !== block.dataset.answer;
  };
  for (const field of fields) field.addEventListener("change", show);
  if (fields.length) show();
}
