import type { Screen } from "../base/types";

/** Check boxes, one per screen. */
export function ChooseScreens({ screens, chosen, onChange }: { screens: Screen[]; chosen: string[]; onChange: (chosen: string[]) => void }) {
  return (
    <ul class="choices">
      {screens.map((screen) => (
        <li key={screen.id}>
          <label class="choice">
            <input type="checkbox" name="screen" value={screen.id} checked={chosen.includes(screen.id)}
              onChange={(e) => onChange(e.currentTarget.checked ? [...chosen, screen.id] : chosen.filter((id) => id !== screen.id))} />
            {screen.name}
          </label>
        </li>
      ))}
    </ul>
  );
}
