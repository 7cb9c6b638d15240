import { useEffect, useRef, useState } from "preact/hooks";
import { snapshot } from "../base/api";
import { Dialog } from "../base/dialog";
import { useWords } from "../base/i18n";
import { moment } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { wallsWords } from "../walls/words";
import { technicianWords } from "./words";

const MAX_WIDTH = 1920;

/** The glass as it is at this moment, as large as it comes. */
export function SnapshotDialog({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const words = useWords(technicianWords);
  const base = useWords(baseWords);
  const walls = useWords(wallsWords);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [at, setAt] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    void snapshot(screen.id, Math.min(MAX_WIDTH, screen.width)).then((shot) => {
      const target = canvas.current;
      if (shot && target) {
        target.width = shot.picture.width;
        target.height = shot.picture.height;
        target.getContext("2d")?.drawImage(shot.picture, 0, 0);
      }
      setAt(shot?.capturedAt ?? null);
    });
  }, [screen.id]);
  const save = () => canvas.current?.toBlob((blob) => {
    if (blob) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${screen.name}-${at ? moment(at, screen.zone).replace(/[ :]/g, "-") : "snapshot"}.png`;
      link.click();
      URL.revokeObjectURL(link.href);
    }
  }, "image/png");
  return (
    <Dialog title={words.snapshotTitle(screen.name)} wide onClose={onClose}>
      <canvas ref={canvas} class="glass large" role="img" aria-label={words.snapshotTitle(screen.name)} />
      <p class="hint" role="status">{at === undefined ? base.loading : at === null ? walls.noPicture : `${moment(at, screen.zone)} (${screen.zone})`}</p>
      <p class="actions"><button data-first onClick={onClose}>{base.close}</button>{at && <button onClick={save}>{words.saveSnapshot}</button>}</p>
    </Dialog>
  );
}
