import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Failure, useAction } from "./errors";
import { useWords } from "./i18n";
import { baseWords } from "./words";

/** The browser's own modal dialog: it keeps the focus inside, closes with Escape, and gives the focus back to where it was. */
export function Dialog({ title, wide, middle, onClose,
  children }: { title: string; wide?: boolean; middle?: boolean; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // What one presses first, where that is not what stands first.
    dialog.current?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, []);
  return (
    <dialog ref={dialog} class={wide ? "wide" : middle ? "middle" : undefined} onClose={onClose} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  );
}

/** A form in a dialog: one request, whose failure is said inside, and which closes the dialog when it went well. */
export function FormDialog({ id, title, action, danger, blocked, onSubmit, onClose, children }: {
  id: string;
  title: string;
  /** What the button says. */
  action: string;
  danger?: boolean;
  blocked?: boolean;
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  children?: ComponentChildren;
}) {
  const words = useWords(baseWords);
  const { busy, failure, run } = useAction();
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await run(onSubmit)) {
      onClose();
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form id={id} onSubmit={(event) => void submit(event)}>
        {children}
        <Failure of={failure} />
        <p class="actions">
          <button type="submit" class={danger ? "danger" : "main"} disabled={busy || blocked}>{action}</button>
          <button type="button" onClick={onClose}>{words.cancel}</button>
        </p>
      </form>
    </Dialog>
  );
}
