// Find parties while typing. Without this the Find button does it.
(() => {
  const field = document.querySelector("[data-directory]");
  const found = document.getElementById("found");
  if (!field || !found) return;
  let timer, asked;

  async function search() {
    asked?.abort();
    asked = new AbortController();
    const address = `${field.dataset.directory}?q=${encodeURIComponent(field.value)}`;
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok && !answer.redirected) found.innerHTML = await answer.text();
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
