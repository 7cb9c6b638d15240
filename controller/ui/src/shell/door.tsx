import { useState } from "preact/hooks";
import { post } from "../base/api";
import { Failure, useAction } from "../base/errors";
import { useWords } from "../base/i18n";
import type { Session } from "../base/types";
import { baseWords } from "../base/words";
import { shellWords } from "./words";

function Credentials({ id, title, hint, action, autoComplete, onSubmit }: {
  id: string;
  title: string;
  hint?: string;
  action: string;
  autoComplete: string;
  onSubmit: (name: string, password: string) => Promise<void>;
}) {
  const words = useWords(baseWords);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { busy, failure, run } = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void run(() => onSubmit(name, password));
  };
  return (
    <form id={id} class="card door" onSubmit={submit}>
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
      <Failure of={failure} />
      <button type="submit" class="main" disabled={busy}>{action}</button>
    </form>
  );
}

export function Login({ hint, onDone }: { hint?: string; onDone: (session: Session) => void }) {
  const words = useWords(shellWords);
  return (
    <Credentials id="login" title={words.logIn} {...(hint ? { hint } : {})} action={words.logIn} autoComplete="current-password"
      onSubmit={async (name, password) => onDone(await post<Session>("/session", { name, password }))} />
  );
}

export function Setup({ token, onDone }: { token: string | null; onDone: (session: Session) => void }) {
  const words = useWords(shellWords);
  if (token === null) {
    return <p class="notice warn">{words.setupNeeded}</p>;
  }
  return (
    <Credentials id="setup" title={words.setupTitle} hint={words.setupHint} action={words.create} autoComplete="new-password"
      onSubmit={async (name, password) => onDone(await post<Session>("/setup", { token, name, password }))} />
  );
}
