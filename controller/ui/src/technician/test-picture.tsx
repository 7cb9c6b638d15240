import { useState } from "preact/hooks";
import { FormDialog } from "../base/dialog";
import { Field } from "../base/fields";
import { useWords } from "../base/i18n";
import type { Screen } from "../base/types";
import type { Command } from "./command";
import { technicianWords } from "./words";

const PICTURES = ["red", "green", "blue", "white", "black", "greyRamp", "grid"];
const MAX_SECONDS = 600;
const module = { type: "number", min: 4, max: 8192, required: true } as const;

/** Asks which test picture, and for how long. */
export function TestPicture({ screen, onShow, onClose }: { screen: Screen; onShow: (command: Command) => Promise<void>; onClose: () => void }) {
  const words = useWords(technicianWords);
  const [picture, setPicture] = useState("red");
  const [seconds, setSeconds] = useState("30");
  const [width, setWidth] = useState("64");
  const [height, setHeight] = useState("32");
  const grid = picture === "grid";
  const show = () => onShow({
    name: "testPicture", picture, seconds: Number(seconds), ...(grid ? { moduleWidth: Number(width), moduleHeight: Number(height) } : {}),
  });
  return (
    <FormDialog id="test-picture-form" title={words.testTitle(screen.name)} action={words.show} onSubmit={show} onClose={onClose}>
      <p class="hint">{words.testHint}</p>
      <fieldset class="row">
        <legend>{words.picture}</legend>
        {PICTURES.map((each) => (
          <label key={each} class="choice">
            <input type="radio" name="picture" value={each} checked={picture === each} onChange={() => setPicture(each)} />
            <span class={`sample ${each}`} aria-hidden="true" />{words.pictures[each]}
          </label>
        ))}
      </fieldset>
      {grid && (
        <div class="fields">
          <Field name="moduleWidth" label={words.moduleWidth} {...module} value={width} onText={setWidth} />
          <Field name="moduleHeight" label={words.moduleHeight} {...module} value={height} onText={setHeight} />
        </div>
      )}
      <Field name="seconds" label={words.forSeconds} type="number" min={1} max={MAX_SECONDS} required value={seconds} onText={setSeconds} />
    </FormDialog>
  );
}
