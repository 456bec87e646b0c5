// Draws the map by MapLibre, which is loaded when the first map is shown. The screens say what to draw, as
// GeoJSON, and hear where the person goes and what is picked. Nothing comes from outside of the app.

const here = (path) => new URL(path, import.meta.url);
const still = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");

/** Does it once; after a failure once more. */
const once = (make) => {
  let made;
  return () => {
    made ??= make().catch((failure) => {
      made = undefined;
      throw failure;
    });
    return made;
  };
};

const library = async () => {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = here("./vendor/maplibre-gl/maplibre-gl.css").href;
  document.head.append(style);
  const maplibre = await import("./vendor/maplibre-gl/maplibre-gl.mjs");
  // The page may be of a scheme of its own, which the library does not look for its worker in.
  maplibre.setWorkerUrl(here("./vendor/maplibre-gl/maplibre-gl-worker.mjs").href);
  return maplibre;
};

const json = async (path) => (await fetch(here(path))).json();

/** The list of towns: name, country, latitude and longitude between tabs, the largest first. */
export const towns = once(async () => (await fetch(here("./map/towns.tsv"))).text());

/** What a country is called in the page's language; its code where nobody knows. */
export const country = (code) => {
  try {
    const names = new Intl.DisplayNames([document.documentElement.lang], { type: "region" });
    return names.of(code) ?? code;
  } catch {
    return code;
  }
};

/** The lines of a TopoJSON object, of which each arc is in steps from one point to the next. */
const geometry = (base, name) => {
  const [sx, sy] = base.transform.scale;
  const [tx, ty] = base.transform.translate;
  const line = (index) => {
    let [x, y] = [0, 0];
    return base.arcs[index].map(([dx, dy]) => [(x += dx) * sx + tx, (y += dy) * sy + ty]);
  };
  const object = base.objects[name];
  const coordinates =
    object.type === "MultiPolygon"
      ? object.arcs.map((rings) => rings.map((arcs) => line(arcs[0])))
      : object.arcs.map((arcs) => line(arcs[0]));
  return { type: object.type, coordinates };
};

/** From which zoom on a town is named, by its place in the list. */
const ZOOMS = [
  [60, 2],
  [250, 3.5],
  [900, 5],
  [3000, 6.5],
  [9000, 8],
  [Infinity, 9],
];

const places = (list) => ({
  type: "FeatureCollection",
  features: list
    .split("\n")
    .map((row) => row.split("\t"))
    .filter((columns) => columns.length === 4)
    .map(([name, , latitude, longitude], rank) => ({
      type: "Feature",
      properties: { name, rank, from: ZOOMS.find(([most]) => rank < most)[1] },
      geometry: { type: "Point", coordinates: [Number(longitude), Number(latitude)] },
    })),
});

const NOTHING = { type: "FeatureCollection", features: [] };

/** The tokens that the map is painted with, as the page has them now. */
const paint = () => {
  // A token may be a pair, of which only what is drawn knows the one that counts.
  const probe = document.body.appendChild(document.createElement("i"));
  const token = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const opacity = ["match", ["get", "level"], 4, 0.7, 3, 0.5, 2, 0.34, 1, 0.2, 0.05];
  const painted = {
    background: { "background-color": token("sunk") },
    land: { "fill-color": token("surface") },
    lakes: { "fill-color": token("sunk") },
    borders: { "line-color": token("line-strong"), "line-width": 0.8, "line-opacity": 0.6 },
    cells: { "fill-color": token("accent"), "fill-opacity": opacity },
    edges: { "line-color": token("accent"), "line-width": 0.7, "line-opacity": 0.5 },
    chosen: { "line-color": token("ink"), "line-width": 3 },
    reach: { "line-color": token("warn"), "line-width": 2, "line-dasharray": [2, 2] },
    within: { "fill-color": token("warn"), "fill-opacity": 0.12 },
    track: { "line-color": token("ink"), "line-width": 2.5 },
    towns: {
      "text-color": token("ink-soft"),
      "text-halo-color": token("surface"),
      "text-halo-width": 1.4,
    },
    own: {
      "circle-radius": 7,
      "circle-color": ["match", ["get", "kind"], "device", token("accent-strong"), token("surface")],
      "circle-stroke-color": ["match", ["get", "kind"], "device", token("surface"), token("ink")],
      "circle-stroke-width": 2.5,
    },
  };
  probe.remove();
  return painted;
};

/** The library, and what is the same under every map. */
const load = once(async () => {
  const [maplibre, base, list] = await Promise.all([library(), json("./map/base.json"), towns()]);
  const shapes = Object.fromEntries(["land", "lakes", "borders"].map((name) => [name, geometry(base, name)]));
  return [maplibre, { ...shapes, towns: places(list) }];
});

const style = (under) => {
  const painted = paint();
  const source = (data) => ({ type: "geojson", data, tolerance: 0.2 });
  const layer = (id, type, of, more = {}) => ({ id, type, source: of, paint: painted[id], ...more });
  const kind = (name) => ({ filter: ["==", ["get", "kind"], name] });
  return {
    version: 8,
    sources: {
      land: source(under.land),
      lakes: source(under.lakes),
      borders: source(under.borders),
      towns: source(under.towns),
      cells: source(NOTHING),
      marks: source(NOTHING),
    },
    layers: [
      { id: "background", type: "background", paint: painted.background },
      layer("land", "fill", "land"),
      layer("lakes", "fill", "lakes"),
      layer("borders", "line", "borders"),
      layer("cells", "fill", "cells"),
      layer("edges", "line", "cells"),
      layer("within", "fill", "marks", kind("reach")),
      layer("reach", "line", "marks", kind("reach")),
      layer("track", "line", "marks", kind("track")),
      layer("chosen", "line", "marks", kind("chosen")),
      layer("towns", "symbol", "towns", {
        filter: ["<=", ["get", "from"], ["zoom"]],
        layout: {
          "symbol-sort-key": ["get", "rank"],
          "text-field": ["get", "name"],
          "text-font": ["system-ui", "sans-serif"],
          "text-size": ["step", ["get", "rank"], 15, 250, 13, 3000, 12],
          "text-padding": 6,
        },
      }),
      layer("own", "circle", "marks", { filter: ["in", ["get", "kind"], ["literal", ["device", "plan"]]] }),
    ],
  };
};

/**
 * Draws a map in `element`. `heard` is told ("moved", latitude, longitude, zoom), ("picked", latitude,
 * longitude, zoom) and ("failed", 0, 0, 0).
 */
export const open = async (element, label, latitude, longitude, zoom, heard) => {
  if (!document.createElement("canvas").getContext("webgl2")) throw new Error("no WebGL");
  const [maplibre, under] = await load();
  const map = new maplibre.Map({
    container: element,
    style: style(under),
    center: [longitude, latitude],
    zoom,
    minZoom: 1,
    maxZoom: 14,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: { "Map.Title": label },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const tell = (event, at) => heard(event, at.lat, at.lng, map.getZoom());
  map.on("moveend", () => tell("moved", map.getCenter()));
  map.on("click", ({ lngLat }) => tell("picked", lngLat.wrap()));
  map.on("webglcontextlost", () => tell("failed", map.getCenter()));
  map.on("idle", () => element.setAttribute("data-idle", "true"));
  const repaint = () => {
    for (const [layer, values] of Object.entries(paint())) {
      for (const [name, value] of Object.entries(values)) map.setPaintProperty(layer, name, value);
    }
  };
  const themes = new MutationObserver(repaint);
  themes.observe(document.documentElement, { attributes: true });
  dark.addEventListener("change", repaint);
  await map.once("load");
  return {
    draw: (cells, marks) => {
      map.getSource("cells").setData(JSON.parse(cells));
      map.getSource("marks").setData(JSON.parse(marks));
      element.removeAttribute("data-idle");
    },
    look: (latitude, longitude, zoom) => {
      const center = [longitude, latitude];
      if (!zoom && map.getBounds().contains(center)) return;
      const view = { center, zoom: zoom || map.getZoom() };
      if (still.matches) map.jumpTo(view);
      else map.easeTo(view);
    },
    zoom: (by) => map.easeTo({ zoom: map.getZoom() + by, animate: !still.matches }),
    close: () => {
      themes.disconnect();
      dark.removeEventListener("change", repaint);
      map.remove();
    },
  };
};
