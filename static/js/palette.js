// The palette: find a pledge, one of its pages or a finding, and go there, by the keyboard alone. It is fetched the
// first time that Ctrl K is pressed; without it there is the page to which the link in the menu leads.
(() => {
  const address = document.querySelector("[data-js-find]").href;
  const reference = location.pathname.match(/^\/pledges\/(PB-[^/]+)\//)?.[1] ?? "";
  const dialog = document.createElement("dialog");
  let timer, asked;
  document.body.append(dialog);

  const field = () => dialog.querySelector("input[type=search]");
  const hits = () => [...dialog.querySelectorAll("[data-js-hits] a")];

  async function ask(parameters) {
    asked?.abort();
    asked = new AbortController();
    const response = await fetch(`${address}?${new URLSearchParams({ pledge: reference, ...parameters })}`, {
      signal: asked.signal,
    });
    if (!response.ok || response.redirected) throw new Error(response.status);
    return response.text();
  }

  async function open() {
    const shown = document.querySelector("[data-js-palette] input[type=search]");
    if (dialog.open || shown) return (shown ?? field()).select();
    try {
      const page = new DOMParser().parseFromString(await ask({}), "text/html");
      dialog.replaceChildren(...page.querySelector("[data-js-palette]").children);
    } catch {
      location.assign(`${address}?pledge=${reference}`); // signed out, or no connection: the browser says so
      return;
    }
    dialog.showModal();
    field().focus();
  }

  async function look() {
    try {
      dialog.querySelector("[data-js-hits]").innerHTML = await ask({ q: field().value, bare: 1 });
    } catch (error) {
      if (error.name !== "AbortError") dialog.querySelector("form").requestSubmit();
    }
  }

  dialog.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 200);
  });
  dialog.addEventListener("keydown", async (event) => {
    const stops = [field(), ...hits()];
    const here = stops.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      stops[(here + step + stops.length) % stops.length].focus();
    } else if (event.key === "Enter" && !here) {
      event.preventDefault();
      clearTimeout(timer);
      await look();
      hits()[0]?.click();
    }
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  window.palette = { open };
  open();
})();
