// Draws the tokens from the style sheet itself, and the widgets as a test of the app has drawn them.

const tokens = [...document.styleSheets]
  .find((sheet) => sheet.href.endsWith("tokens.css"))
  .cssRules[0].style;
const names = [...tokens].filter((name) => name.startsWith("--"));

const draw = (list, prefix, show) => {
  for (const name of names.filter((name) => prefix.test(name))) {
    const item = document.getElementById(list).appendChild(document.createElement("li"));
    const sample = item.appendChild(document.createElement("span"));
    const label = item.appendChild(document.createElement("code"));
    label.textContent = name;
    show(sample, `var(${name})`);
  }
};
const isColour = /^--(bg|surface|sunk|line|ink|accent|on-accent|warn|bad)/;
draw("colour-list", isColour, (sample, value) => {
  sample.style.background = value;
});
draw("type-list", /^--text-/, (sample, value) => {
  sample.style.fontSize = value;
  sample.textContent = "Verified on this device";
});
draw("space-list", /^--space-/, (sample, value) => {
  sample.style.inlineSize = value;
  sample.className = "bar";
});
draw("corner-list", /^--radius-/, (sample, value) => {
  sample.style.borderRadius = value;
  sample.className = "corner";
});

const widgets = await (await fetch(new URL("widgets.html", import.meta.url))).text();
document.getElementById("widgets").innerHTML = widgets;
document.documentElement.dataset.ready = "true";
