/* On a narrow screen the transcript is a drawer at the bottom; elsewhere it always stands beside the conversation. */
const narrow = matchMedia("(max-width: 820px)");
const button = () => document.getElementById("open-transcript");

const set = (open) => {
  document.getElementById("app").classList.toggle("drawer", open);
  button().setAttribute("aria-expanded", String(open));
};

export const isOpen = () => narrow.matches && document.getElementById("app").classList.contains("drawer");
export const openDrawer = () => narrow.matches && set(true);
export const closeDrawer = () => set(false);

document.addEventListener("click", ({ target }) => {
  if (target.closest?.("#open-transcript")) {
    set(!isOpen());
    if (isOpen()) document.getElementById("transcript").focus({ preventScroll: true });
  }
});
narrow.addEventListener("change", closeDrawer);
