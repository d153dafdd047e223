// Closes the menus of the bar by Escape and by a click anywhere else.
(() => {
  const open = () => [...document.querySelectorAll(".bar details[open]")];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      const isInside = menu.contains(document.activeElement);
      menu.open = false;
      if (isInside) menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => open().forEach((menu) => (menu.open = menu.contains(event.target))));
})();
