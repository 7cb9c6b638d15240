import { useState } from "preact/hooks";
import { Choice, Field } from "../../base/fields";
import { useWords } from "../../base/i18n";
import { useLive, useScreens } from "../../live/live";
import type { Targets } from "../rules";
import { ruleWords } from "./words";

/** From so many screens on one wants to seek. */
const MANY = 12;

/** For whom a rule is: whole groups, whoever joins them later too, and single screens. */
export function TargetFields({ groups: chosenGroups, screens: chosenScreens, onChange }: Targets & { onChange: (targets: Partial<Targets>) => void }) {
  const words = useWords(ruleWords);
  const groups = useLive((live) => live.groups);
  const screens = useScreens();
  const [sought, setSought] = useState("");
  const toggled = (ids: string[], id: string, ticked: boolean) => (ticked ? [...ids, id] : ids.filter((each) => each !== id));
  const found = screens.filter((screen) => chosenScreens.includes(screen.id) || screen.name.toLowerCase().includes(sought.trim().toLowerCase()));
  return (
    <fieldset>
      <legend>{words.where} <small>{words.chosen(chosenGroups.length + chosenScreens.length)}</small></legend>
      <div class="target-columns">
        <div role="group" aria-label={words.wholeGroups}>
          <small>{words.wholeGroups}</small>
          <ul class="choices">
            {groups.map((group) => (
              <li key={group.id}>
                <Choice type="checkbox" name="group" value={group.id} label={group.name} checked={chosenGroups.includes(group.id)}
                  onTick={(ticked) => onChange({ groups: toggled(chosenGroups, group.id, ticked) })} />
              </li>
            ))}
          </ul>
        </div>
        <div role="group" aria-label={words.oneByOne}>
          <small>{words.oneByOne}</small>
          {screens.length > MANY && <Field name="soughtScreen" label="" said={words.findScreen} placeholder={words.findScreen} value={sought}
            onText={setSought} />}
          <ul class="choices">
            {found.slice(0, 300).map((screen) => (
              <li key={screen.id}>
                <Choice type="checkbox" name="screen" value={screen.id} label={screen.name} checked={chosenScreens.includes(screen.id)}
                  onTick={(ticked) => onChange({ screens: toggled(chosenScreens, screen.id, ticked) })} />
              </li>
            ))}
          </ul>
        </div>
      </div>
    </fieldset>
  );
}
