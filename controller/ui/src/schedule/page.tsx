import { Ahead } from "./ahead";
import { WindowsCard } from "./windows";

/** One-off windows, and what comes of them and of the loops. */
export function SchedulePage() {
  return (
    <>
      <WindowsCard />
      <Ahead />
    </>
  );
}
