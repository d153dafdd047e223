// “Next open row” goes on from the row that it led to, or from what is in sight; after the last one to the first.
// Without this it always goes to the first.
(() => {
  const link = document.querySelector("[data-js-next-open]");
  const rows = [...document.querySelectorAll("[data-js-open-row]")];
  if (!link || !rows.length) return;
  let last;
  const isInSight = (row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const top = document.querySelector("header").getBoundingClientRect().bottom;
    const following =
      last && isInSight(last)
        ? rows[rows.indexOf(last) + 1]
        : rows.find((row) => row.getBoundingClientRect().top > top);
    last = following || rows[0];
    history.replaceState(null, "", `#${last.id}`);
    last.scrollIntoView();
    last.focus({ preventScroll: true });
  });
})();

// Asks before what was typed and not saved is left. It is not kept on the device: others may use that, too.
(() => {
  const form = document.querySelector("[data-js-asks-before-leaving]");
  if (!form) return;
  let isSent = false;
  form.addEventListener("submit", () => (isSent = true));
  addEventListener("pageshow", () => (isSent = false));
  addEventListener("beforeunload", (event) => {
    const boxes = [...form.querySelectorAll("textarea")];
    if (!isSent && boxes.some((box) => box.value !== box.defaultValue)) event.preventDefault();
  });
})();
