// @ts-check
/** One request to the line whose body is on its way for a while: how much of it has gone, and what was answered. */

/** @typedef {import("./types.js").Sending} Sending */
/** @typedef {{status: number, told: Record<string, any>}} Answer status 0 where there was none; `told` is empty where it was no JSON */

/**
 * Never rejects but for `signal`, with its reason: what fails on the way is an answer of status 0.
 * @param {Sending} sending
 * @returns {Promise<Answer>}
 */
export function send({ method, url, headers = {}, body, signal, onSent }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much of a body has gone
    const stop = () => request.abort();
    const end = () => {
      signal?.removeEventListener("abort", stop);
      if (signal?.aborted) {
        reject(signal.reason);
      } else {
        resolve({ status: request.status, told: jsonOf(request.responseText) });
      }
    };
    request.open(method, url);
    request.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(headers)) {
      request.setRequestHeader(name, value);
    }
    request.upload.addEventListener("progress", (event) => onSent?.(event.loaded));
    request.addEventListener("loadend", end);
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) {
      end();
    } else {
      request.send(body && new Blob([body])); // a blob goes to the network past this thread
    }
  });
}

/** @param {string} text */
function jsonOf(text) {
  try {
    const told = JSON.parse(text);
    return typeof told === "object" && told !== null ? told : {};
  } catch {
    return {};
  }
}
