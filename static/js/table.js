// “Next open row” goes to the one below what is in sight, and from the last one to the first.
// Without this it always goes to the first.
(() => {
  const link = document.querySelector("[data-js-next-open]");
  const rows = [...document.querySelectorAll("[data-js-open-row]")];
  if (!link || !rows.length) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const top = document.querySelector("header").getBoundingClientRect().bottom + 24;
    const next = rows.find((row) => row.getBoundingClientRect().top > top) || rows[0];
    history.replaceState(null, "", `#${next.id}`);
    next.scrollIntoView();
    next.focus({ preventScroll: true });
  });
})();
