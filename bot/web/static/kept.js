/* What this browser keeps, where it lets a page keep anything; nothing breaks where it doesn't. */
const attempt = (act) => {
  try {
    return act();
  } catch {
    return null; // blocked, as in another site's frame, or full
  }
};

export const kept = {
  /* Choices, for the next visit too. */
  choice: (name) => attempt(() => localStorage.getItem(`on-the-record ${name}`)),
  choose: (name, value) => attempt(() => localStorage.setItem(`on-the-record ${name}`, value)),
  /* What belongs to this tab alone. */
  read: (name) => attempt(() => JSON.parse(sessionStorage.getItem(`on-the-record ${name}`))),
  forget: (part) => attempt(() => Object.keys(sessionStorage).filter((name) => name.includes(part)).forEach((name) => sessionStorage.removeItem(name))),
  write: (name, value) => attempt(() => sessionStorage.setItem(`on-the-record ${name}`, JSON.stringify(value))),
};
