import { Choice } from "../base/fields";
import type { Screen } from "../base/types";

/** Check boxes, one per screen. */
export function ChooseScreens({ screens, chosen, onChange }: { screens: Screen[]; chosen: string[]; onChange: (chosen: string[]) => void }) {
  return (
    <ul class="choices">
      {screens.map((screen) => (
        <li key={screen.id}>
          <Choice type="checkbox" name="screen" value={screen.id} label={screen.name} checked={chosen.includes(screen.id)}
            onTick={(ticked) => onChange(ticked ? [...chosen, screen.id] : chosen.filter((id) => id !== screen.id))} />
        </li>
      ))}
    </ul>
  );
}
