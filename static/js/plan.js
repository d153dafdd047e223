// On the plan the drafter's own actions, `data-js-own`, also move from one theme's list, `data-js-slot`, to another's: for
// order.js, which comes after this.
(() => {
  const form = document.querySelector("[data-js-person]");
  const plan = document.querySelector("[data-js-plan]");
  if (!form) return;
  const slots = () => [...plan.querySelectorAll("[data-js-slot]")];
  const isOwn = (item) => "jsOwn" in item.dataset;

  form.plan = {
    name: (item) => item.closest("[data-js-slot]").dataset.jsSlotName,

    // The list of the theme before or after.
    beyond(item, way) {
      const all = slots();
      return isOwn(item) ? all[all.indexOf(item.parentElement) + (way === "up" ? -1 : 1)] : undefined;
    },

    // The list of the theme at that height.
    at(item, y) {
      const isThere = ({ top, bottom }) => y >= top && y <= bottom;
      return isOwn(item) && slots().find((slot) => isThere(slot.parentElement.getBoundingClientRect()));
    },

    // The plan as the server numbers it; what had the focus keeps it.
    renew(page) {
      const focus = plan.contains(document.activeElement) && document.activeElement.id;
      plan.replaceChildren(...page.querySelector("[data-js-plan]").childNodes);
      if (focus) document.getElementById(focus)?.focus();
    },
  };
})();
