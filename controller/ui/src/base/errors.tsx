import { useState } from "preact/hooks";
import { refusals } from "../problems-zh";
import { ApiError } from "./api";
import { useLanguage, useWords } from "./i18n";
import { baseWords } from "./words";

/** Refusals whose Chinese words point to what the controller's own words list. */
const TELLING: ReadonlySet<string> = new Set(["frozen", "channelSettingsWrong", "packageImpossible", "packageNotReady", "releaseTextInvalid", "releaseTooSoon"]);

/** Makes words for people of any failure. */
export function useExplain(): (failure: unknown) => string {
  const words = useWords(baseWords);
  const chinese = useLanguage() === "zh-CN";
  return (failure) => {
    if (!(failure instanceof ApiError)) {
      return `${words.unexpected} ${failure instanceof Error ? failure.message : String(failure)}`;
    }
    if (failure.code === "unreachable") {
      return words.unreachable;
    }
    const said = chinese ? refusals[failure.code] : undefined;
    // What stands in the way has names, and only the controller's own words hold them.
    const names = said && (failure.code.endsWith("InUse") || TELLING.has(failure.code)) ? ` ${failure.problem.detail ?? ""}` : "";
    // A refusal of one text has told of it already.
    const fields = failure.problem.field ? "" : failure.problem.problems?.map((each) => ` ${each.field}${words.colon}${each.detail}`).join("") ?? "";
    return (said?.join("") ?? failure.message) + names + fields;
  };
}

/** Says what failed, to screen readers too; nothing for null. */
export function Failure({ of: failure }: { of: unknown }) {
  const explain = useExplain();
  return failure === null || failure === undefined ? null : <p class="notice bad" role="alert">{explain(failure)}</p>;
}

export interface Action {
  busy: boolean;
  failure: unknown;
  /** Runs one request at a time; tells whether it went well. */
  run: (what: () => Promise<unknown>) => Promise<boolean>;
  forget: () => void;
}

/** A request that a person makes: whether it is under way, and how it failed. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const run = async (what: () => Promise<unknown>) => {
    setBusy(true);
    setFailure(null);
    try {
      await what();
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, run, forget: () => setFailure(null) };
}
