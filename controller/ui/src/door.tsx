import { useState } from "preact/hooks";
import { post } from "./api";
import { explain } from "./errors";
import { useWords } from "./i18n";
import type { Session } from "./types";

function Credentials({ id, title, hint, action, autoComplete, onSubmit }: {
  id: string;
  title: string;
  hint?: string;
  action: string;
  autoComplete: string;
  onSubmit: (name: string, password: string) => Promise<void>;
}) {
  const words = useWords();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await onSubmit(name, password);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form id={id} class="card door" onSubmit={(event) => void submit(event)}>
      <h1>{title}</h1>
      {hint && <p class="hint">{hint}</p>}
      <label>
        {words.name}
        <input name="name" autocomplete="username" required value={name} onInput={(e) => setName(e.currentTarget.value)} />
      </label>
      <label>
        {words.password}
        <input name="password" type="password" autocomplete={autoComplete} required value={password} onInput={(e) => setPassword(e.currentTarget.value)} />
      </label>
      {failure !== null && <p class="notice bad" role="alert">{explain(words, failure)}</p>}
      <button type="submit" class="main" disabled={busy}>{action}</button>
    </form>
  );
}

export function Login({ onDone }: { onDone: (session: Session) => void }) {
  const words = useWords();
  return (
    <Credentials id="login" title={words.logIn} action={words.logIn} autoComplete="current-password"
      onSubmit={async (name, password) => onDone(await post<Session>("/session", { name, password }))} />
  );
}

export function Setup({ token, onDone }: { token: string | null; onDone: (session: Session) => void }) {
  const words = useWords();
  if (token === null) {
    return <p class="notice warn">{words.setupNeeded}</p>;
  }
  return (
    <Credentials id="setup" title={words.setupTitle} hint={words.setupHint} action={words.create} autoComplete="new-password"
      onSubmit={async (name, password) => onDone(await post<Session>("/setup", { token, name, password }))} />
  );
}
