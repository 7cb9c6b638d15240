import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * What the page has to say on every view, at the window's lower edge: always in sight, and nothing that is about to be pressed moves when it comes or goes.
 * Other things that keep to that edge keep above it, by `--foot`.
 */
export function Foot({ children }: { children: ComponentChildren }) {
  const foot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = foot.current;
    if (!element) {
      return undefined;
    }
    const style = document.documentElement.style;
    const watch = new ResizeObserver(() => style.setProperty("--foot", `${element.offsetHeight}px`));
    watch.observe(element);
    return () => {
      watch.disconnect();
      style.removeProperty("--foot");
    };
  }, []);
  return <div class="foot" ref={foot}>{children}</div>;
}
