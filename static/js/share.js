// Buttons that open the device's own sheet for sharing: <button hidden data-share="address" data-share-title="title">.
// They show only where there is such a sheet; the address stands beside them for everybody.
if (navigator.share) {
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.share({ title: button.dataset.shareTitle, url: button.dataset.share }).catch(() => {});
    });
  }
}
