// Stands in for the app's shell in an ordinary browser: requests by POST, events as lines of a stream.
// The address brings the token once, `#TOKEN` or `#TOKEN/home`; it is kept for this tab alone.

const [, brought, route] = /^#([0-9a-f]{32})(\/.*)?$/.exec(location.hash) ?? [];
if (brought) {
  sessionStorage.setItem("token", brought);
  history.replaceState(null, "", route ? `#${route}` : "/");
}
const headers = {
  Authorization: `Bearer ${sessionStorage.getItem("token")}`,
  "Content-Type": "application/json",
};

const invoke = async (_, request) => {
  const response = await fetch("/call", { method: "POST", headers, body: JSON.stringify(request) });
  const answer = await response.json();
  if (!response.ok) throw answer;
  return answer;
};

const read = async (stream, heard) => {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) heard({ payload: JSON.parse(line) });
  }
};

const listen = async (_, heard) => {
  const response = await fetch("/events", { headers });
  if (!response.ok) throw new Error(`the host answers ${response.status}`);
  read(response.body, heard);
};

window.__TAURI__ = { core: { invoke }, event: { listen } };
