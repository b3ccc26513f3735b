// A form that one address sends many times over asks the device for a little work before it is sent again: the number
// whose SHA-256, with the stamp of the form, begins with so many zero bits. Nothing leaves the page for it.
async function worked(stamp, bits) {
  const encoder = new TextEncoder();
  for (let number = 0; ; number += 1) {
    // Let the page breathe, and the event that asked be over: browsers may hash so fast that no other turn comes.
    if (number % 2048 === 0) await new Promise((resolve) => setTimeout(resolve));
    const digest = await crypto.subtle.digest("SHA-256", encoder.encode(`${stamp}:${number}`));
    if (new DataView(digest).getUint32(0) >>> (32 - bits) === 0) return number;
  }
}

for (const field of document.querySelectorAll("input[data-work-bits]")) {
  const { form } = field;
  form?.addEventListener("submit", async (event) => {
    if (field.value || !globalThis.crypto?.subtle) return;
    event.preventDefault();
    form.querySelector("[data-work-says]").textContent = field.dataset.workWait;
    field.value = await worked(form.elements.stamp.value, Number(field.dataset.workBits));
    form.requestSubmit();
  });
}
