// Lists every state of states.json in a frame of its own.
const states = await (await fetch(new URL("states.json", import.meta.url))).json();
const choice = (id) => document.getElementById(id);

const draw = () => {
  const frames = states.map(({ name, title }) => {
    const figure = document.createElement("figure");
    const caption = figure.appendChild(document.createElement("figcaption"));
    caption.textContent = title;
    const frame = figure.appendChild(document.createElement("iframe"));
    frame.width = choice("width").value;
    frame.loading = "lazy";
    frame.src = `frame.html?state=${name}&theme=${choice("theme").value}&dir=${choice("dir").value}`;
    return figure;
  });
  document.querySelector("main").replaceChildren(...frames);
};
for (const id of ["width", "theme", "dir"]) choice(id).addEventListener("change", draw);
draw();
