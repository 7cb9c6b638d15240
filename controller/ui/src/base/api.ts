/** Calls the controller. A refusal becomes an ApiError that carries the cause and the next step in the controller's words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly problem: ProblemBody,
  ) {
    super([problem.detail ?? problem.title ?? (status ? `HTTP ${status}` : ""), problem.advice].filter(Boolean).join(" "));
  }
}

/** RFC 9457, as the controller writes it. */
export interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  advice?: string;
  /** With `badInput`: what is wrong with each field. */
  problems?: { field: string; detail: string }[];
  /** With a text that cannot be shown: which of a notice's it is. */
  field?: string;
}

const BASE = "/api/v1";

export interface Answer<T> {
  body: T;
  etag: string | null;
}

const unreachable = () => new ApiError(0, "unreachable", {});

function refusal(status: number, body: unknown): ApiError {
  const problem = (body ?? {}) as ProblemBody;
  return new ApiError(status, problem.code ?? `http${status}`, problem);
}

async function send(method: string, path: string, body: unknown, headers: Record<string, string>, stop: AbortSignal | null = null): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers: body === undefined ? headers : { "Content-Type": "application/json", ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: "same-origin",
      signal: stop,
    });
  } catch {
    throw unreachable();
  }
  if (!response.ok) {
    throw refusal(response.status, await json(response).catch(() => undefined));
  }
  return response;
}

async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  return text && (response.headers.get("Content-Type") ?? "").includes("json") ? JSON.parse(text) : undefined;
}

/** For requests that need a header of their own. */
export async function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}, patienceMillis?: number): Promise<Answer<T>> {
  const response = await send(method, path, body, headers, patienceMillis === undefined ? null : AbortSignal.timeout(patienceMillis));
  return { body: (await json(response)) as T, etag: response.headers.get("ETag") };
}

export const get = async <T>(path: string): Promise<T> => (await call<T>("GET", path)).body;
export const getTagged = <T>(path: string): Promise<Answer<T>> => call<T>("GET", path);
export const getText = async (path: string): Promise<string> => (await send("GET", path, undefined, {})).text();
/** @param patienceMillis gives up then; without it, when the browser does */
export const post = async <T>(path: string, body: unknown, patienceMillis?: number): Promise<T> => (await call<T>("POST", path, body, {}, patienceMillis)).body;
/** What is answered with a picture. */
export async function postForPicture(path: string, body: unknown, stop: AbortSignal): Promise<{ picture: Blob; headers: Headers }> {
  const response = await send("POST", path, body, {}, stop);
  return { picture: await response.blob(), headers: response.headers };
}
/** What an edit of something at this revision is based on. */
export const etagOf = ({ revision }: { revision: number }): string => `"${revision}"`;
/** @param etag what the edit is based on; the controller refuses it if that is no longer the newest */
export const put = <T>(path: string, body: unknown, etag?: string): Promise<Answer<T>> => call<T>("PUT", path, body, etag ? { "If-Match": etag } : {});
export const del = async (path: string, etag?: string): Promise<void> => void (await call("DELETE", path, undefined, etag ? { "If-Match": etag } : {}));

/** Every page of a list. */
export async function getAll<T>(path: string): Promise<T[]> {
  const out: T[] = [];
  let next: string | null = "";
  while (next !== null) {
    const page: { items: T[]; next: string | null } = await get(next ? `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(next)}` : path);
    out.push(...page.items);
    next = page.next ?? null;
  }
  return out;
}

/** Where the rest of an answer is, without the API's base; null after the last part. */
function rest(response: Response): string | null {
  const link = /<\/api\/v1([^>]+)>; rel="next"/.exec(response.headers.get("Link") ?? "");
  return link?.[1] ?? null;
}

/** A list whose rest is named by a Link header. */
export async function getLinked<T>(path: string): Promise<T[]> {
  const out: T[] = [];
  for (let at: string | null = path; at !== null; ) {
    const response: Response = await send("GET", at, undefined, {});
    out.push(...((await json(response)) as T[]));
    at = rest(response);
  }
  return out;
}

/** A table of comma-separated values whose rest is named by a Link header; the head line stands once. */
export async function getTable(path: string): Promise<string> {
  let out = "";
  for (let at: string | null = path; at !== null; ) {
    const response: Response = await send("GET", at, undefined, { Accept: "text/csv" });
    const part = await response.text();
    out += out ? part.slice(part.indexOf("\n") + 1) : part;
    at = rest(response);
  }
  return out;
}

/** Hands a file to the browser's downloads. */
export function saveAs(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Sends one file as one streamed body and tells how much has left this computer. */
export function upload<T>(file: File, progress: (percent: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${BASE}/media?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => progress(event.total ? (100 * event.loaded) / event.total : 0);
    request.onerror = () => reject(unreachable());
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
        reject(refusal(request.status, body));
      }
    };
    request.send(file);
  });
}

/** A wall's picture and when it was read from the glass, with `kept` the last one that the controller has; null where none can be had. */
export async function snapshot(screen: string, maxWidth: number, kept = false): Promise<{ picture: ImageBitmap; capturedAt: string | null } | null> {
  try {
    const response = await fetch(`${BASE}/screens/${screen}/snapshot?maxWidth=${maxWidth}${kept ? "&kept=true" : ""}`, { credentials: "same-origin", cache: "no-store" });
    if (!response.ok || response.status === 204) {
      return null;
    }
    return { picture: await createImageBitmap(await response.blob()), capturedAt: response.headers.get("X-Ledwall-Captured-At") };
  } catch {
    return null;
  }
}
