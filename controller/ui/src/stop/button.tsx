import { useState } from "preact/hooks";
import { useWords } from "../base/i18n";
import { useMay } from "../shell/session";
import { StopDialog } from "./dialog";
import { stopWords } from "./words";

/** Always there, whatever view is open: a text in both scripts and a shape, not only a colour. */
export function StopButton() {
  const words = useWords(stopWords);
  const may = useMay("stop");
  const [open, setOpen] = useState(false);
  if (!may) {
    return null;
  }
  return (
    <>
      <button id="stop" class="danger" onClick={() => setOpen(true)}><span class="octagon" aria-hidden="true" />{words.button}</button>
      {open && <StopDialog chosen={null} onClose={() => setOpen(false)} />}
    </>
  );
}
