/** Calls the controller. A refusal becomes an ApiError that carries the cause and the next step in the controller's words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly advice: string,
  ) {
    super(advice ? `${title} ${advice}` : title);
  }
}

interface Problem {
  code?: string;
  title?: string;
  detail?: string;
  advice?: string;
}

const BASE = "/api/v1";

export interface Answer<T> {
  body: T;
  etag: string | null;
}

function error(status: number, problem: Problem): ApiError {
  return new ApiError(status, problem.code ?? `http${status}`, problem.detail ?? problem.title ?? `HTTP ${status}`, problem.advice ?? "");
}

async function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers: body === undefined ? headers : { "Content-Type": "application/json", ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: "same-origin",
    });
  } catch {
    throw new ApiError(0, "unreachable", "", "");
  }
  const text = await response.text();
  const parsed: unknown = text && (response.headers.get("Content-Type") ?? "").includes("json") ? JSON.parse(text) : undefined;
  if (!response.ok) {
    throw error(response.status, (parsed ?? {}) as Problem);
  }
  return { body: parsed as T, etag: response.headers.get("ETag") };
}

export const get = async <T>(path: string): Promise<T> => (await call<T>("GET", path)).body;
export const getTagged = <T>(path: string): Promise<Answer<T>> => call<T>("GET", path);
export const post = async <T>(path: string, body: unknown): Promise<T> => (await call<T>("POST", path, body)).body;
export const put = <T>(path: string, body: unknown, etag: string): Promise<Answer<T>> => call<T>("PUT", path, body, { "If-Match": etag });
export const del = async (path: string): Promise<void> => void (await call("DELETE", path));

/** Sends one file as one streamed body and tells how much has left this computer. */
export function upload<T>(file: File, progress: (percent: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${BASE}/media?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => progress(event.total ? (100 * event.loaded) / event.total : 0);
    request.onerror = () => reject(new ApiError(0, "unreachable", "", ""));
    request.onload = () => {
      let body: unknown = {};
      try {
        body = JSON.parse(request.responseText || "{}");
      } catch {
        // Not JSON: the status says enough.
      }
      if (request.status >= 200 && request.status < 300) {
        resolve(body as T);
      } else {
        reject(error(request.status, body as Problem));
      }
    };
    request.send(file);
  });
}

/** A wall's picture and when it was read from the glass; null where none can be had now. */
export async function snapshot(screen: string, maxWidth: number): Promise<{ picture: ImageBitmap; capturedAt: string | null } | null> {
  try {
    const response = await fetch(`${BASE}/screens/${screen}/snapshot?maxWidth=${maxWidth}`, { credentials: "same-origin", cache: "no-store" });
    if (!response.ok || response.status === 204) {
      return null;
    }
    return { picture: await createImageBitmap(await response.blob()), capturedAt: response.headers.get("X-Ledwall-Captured-At") };
  } catch {
    return null;
  }
}
