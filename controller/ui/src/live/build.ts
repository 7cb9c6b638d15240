/** The files that make up a page, named by their content: two builds that differ, differ here. */
function files(addresses: Iterable<string>): string {
  const names = [...addresses].map((each) => /assets\/[^"?#]+/.exec(each)?.[0] ?? "");
  return [...new Set(names)].filter(Boolean).sort().join(" ");
}

function own(): string {
  const scripts = [...document.querySelectorAll<HTMLScriptElement>("script[src]")].map((each) => each.src);
  const styles = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].map((each) => each.href);
  return files([...scripts, ...styles]);
}

async function offered(): Promise<string | null> {
  try {
    const response = await fetch("/index.html", { cache: "no-cache", credentials: "same-origin" });
    return response.ok ? files((await response.text()).match(/assets\/[^"]+/g) ?? []) : null;
  } catch {
    return null;
  }
}

/** Whether the controller serves another build of this page than the one that runs here. */
export async function newerPage(): Promise<boolean> {
  const there = await offered();
  return there !== null && there !== "" && there !== own();
}

const TRIED = "ledwall.reloadedFor";

/** Loads the controller's build, once: a cache on the way that keeps serving the old one must not make the page turn in circles. */
export async function reloadOnce(): Promise<boolean> {
  const there = await offered();
  if (!there || sessionStorage.getItem(TRIED) === there) {
    return false;
  }
  sessionStorage.setItem(TRIED, there);
  location.reload();
  return true;
}
