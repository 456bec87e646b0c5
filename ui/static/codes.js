// Reads QR codes: a phone through its camera, by the shell's plugin; every other machine from a picture that its
// person chose or pasted, which is turned into shades of grey here and looked at by the app.

const camera = () => window.__TAURI__?.barcodeScanner;

export const has_camera = () => Boolean(camera());

// What the code says; nothing if the person turns back. Fails where the camera may not be used.
export const scan = async () => {
  if ((await camera().requestPermissions()) !== "granted") throw new Error("the camera may not be used");
  try {
    return (await camera().scan({ formats: ["QR_CODE"] })).content;
  } catch {
    return null;
  }
};

// The picture that an event pastes, if it does.
export const pasted = (event) =>
  [...(event.clipboardData?.items ?? [])].find(({ type }) => type.startsWith("image/"))?.getAsFile() ?? null;

// The longest side that the app looks at.
const LONGEST = 1600;

// The width of a picture, and a hexadecimal digit for each of its pixels, 0 for black. Fails if it is none.
export const shades = async (file) => {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  // What can be seen through is on white paper.
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  const digits = new Uint8Array(data.length / 4);
  for (let pixel = 0, at = 0; pixel < digits.length; pixel += 1, at += 4) {
    const shade = (77 * data[at] + 150 * data[at + 1] + 29 * data[at + 2]) >> 12;
    digits[pixel] = shade + (shade < 10 ? 48 : 87);
  }
  return [canvas.width, new TextDecoder().decode(digits)];
};
