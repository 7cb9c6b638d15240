import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Right, Session } from "../base/types";

export const SessionContext = createContext<Session | null>(null);

/** Whether the person signed in has a right. What the page does not offer the controller would refuse anyway. */
export function useMay(right: Right): boolean {
  return useContext(SessionContext)?.rights.includes(right) ?? false;
}
