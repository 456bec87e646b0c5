// The body of a function (theme, direction) that gives the page both and returns what does not fit. Without a
// direction the page keeps that of its language.
// Type is of one family, which the tests' set-up installs, so that pictures can be compared.

const [theme, direction] = arguments;
const root = document.documentElement;
root.dataset.theme = theme;
if (direction) root.dir = direction;
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
  const hidden = (overflow) => ["hidden", "clip"].includes(overflow);
  const wide = element.scrollWidth > element.clientWidth + 1;
  const high = element.scrollHeight > element.clientHeight + 1;
  const named = element.matches("button, a, label, legend, summary, h1, h2, h3, th");
  // A name that somebody gave may end in an ellipsis in a list: all of it is a tap away.
  const shortened = element.matches(".row-words > strong") && style.textOverflow === "ellipsis";
  const cuts = !shortened && ((hidden(style.overflowX) && wide) || (hidden(style.overflowY) && high));
  if (style.display !== "inline" && ((named && wide) || (cuts && element.closest("button, a, label, legend, summary")))) {
    faults.push(`${say(element)} is cut off: "${element.textContent.slice(0, 40)}"`);
  }
}
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const text = texts.currentNode.textContent.trim();
  // A key stands in for words that are missing, and the name of a value for one that was not given.
  const isKey = /^[a-z]+(-[a-z0-9]+)+(\.[a-z]+)?$/.test(text) && !texts.currentNode.parentElement.closest("code");
  if (isKey || text.includes("{$")) faults.push(`words are missing: "${text.slice(0, 60)}"`);
}
return { faults: faults.slice(0, 8), height: root.scrollHeight };
