// Asks the system where this machine is: a phone by the shell's plugin, a browser by its own means. A desktop's
// shell has neither, and the app asks a GPS receiver instead.

const PATIENCE = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 };

export const position = async () => {
  const shell = window.__TAURI__;
  if (shell?.geolocation) {
    await shell.geolocation.requestPermissions(["location"]);
    return numbers(await shell.geolocation.getCurrentPosition(PATIENCE));
  }
  if (shell || !navigator.geolocation) return null;
  return new Promise((found, failed) => {
    navigator.geolocation.getCurrentPosition((at) => found(numbers(at)), failed, PATIENCE);
  });
};

const numbers = ({ coords }) => [coords.latitude, coords.longitude, coords.accuracy];
