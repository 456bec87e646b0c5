// The body of a function (theme, direction) that gives the page both and returns what does not fit.
// Type is of one family, which the tests' set-up installs, so that pictures can be compared.

const [theme, direction] = arguments;
const root = document.documentElement;
root.dataset.theme = theme;
root.dir = direction;
root.style.setProperty("--font", '"DejaVu Sans", sans-serif');
root.style.setProperty("--font-code", '"DejaVu Sans Mono", monospace');
scrollTo(0, 0);

const faults = [];
const say = (element) => {
  const hook = element.closest("[data-test]")?.dataset.test;
  return `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className} in ${hook}`;
};
if (root.scrollWidth > innerWidth) {
  faults.push(`it scrolls sideways: ${root.scrollWidth} of ${innerWidth} pixels`);
}
if (document.querySelector('[data-test="problem"][data-code="malformed"]')) {
  faults.push("a sample of the gallery is no answer to what the screen asks");
}
const scrolls = (element) => {
  for (let at = element; at; at = at.parentElement) {
    if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
  }
  return false;
};
for (const element of document.querySelectorAll("body *")) {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  if (box.width === 0 || style.visibility === "hidden" || element.closest(".visually-hidden")) continue;
  const inside = box.left >= -1 && box.right <= innerWidth + 1;
  if (!inside && !scrolls(element.parentElement) && !element.closest("svg")) {
    faults.push(`${say(element)} lies from ${Math.round(box.left)} to ${Math.round(box.right)}`);
  }
  if (element.matches("button, a, label, h1, h2") && element.scrollWidth > element.clientWidth + 1
      && style.display !== "inline") {
    faults.push(`${say(element)} is cut off: "${element.textContent.slice(0, 40)}"`);
  }
}
return { faults: faults.slice(0, 8), height: root.scrollHeight };
