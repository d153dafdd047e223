// Find parties while typing. Without this the Find button does it.
(() => {
  const field = document.querySelector("[data-js-directory]");
  const matches = document.querySelector("[data-js-matches]");
  if (!field || !matches) return;
  let timer, asked;

  async function search() {
    asked?.abort();
    asked = new AbortController();
    const address = `${field.dataset.jsDirectory}&q=${encodeURIComponent(field.value)}`;
    try {
      const response = await fetch(address, { signal: asked.signal });
      if (response.ok && !response.redirected) matches.innerHTML = await response.text();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 250);
  });
  // Enter finds; it doesn't save the page and leave.
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    search();
  });
})();
