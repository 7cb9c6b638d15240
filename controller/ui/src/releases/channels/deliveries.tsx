import { useEffect, useRef, useState } from "preact/hooks";
import { Dialog, FormDialog } from "../../base/dialog";
import { Failure } from "../../base/errors";
import { RowButton } from "../../base/fields";
import { useWords } from "../../base/i18n";
import { moment, near, ownZone, zoneName } from "../../base/time";
import { baseWords } from "../../base/words";
import { useNow, useScreens } from "../../live/live";
import { to } from "../../shell/route";
import { useMay } from "../../shell/session";
import { readDelivery, replayDelivery, type Channel, type Delivery } from "./api";
import { deliveryWords } from "./delivery-words";
import { useDeliveries } from "./use-deliveries";

type Asked = { what: "look" | "replay"; delivery: Delivery };

/** What went to a partner, what it answered, and sending it again. */
export function Deliveries({ channel }: { channel: Channel }) {
  const words = useWords(deliveryWords);
  const base = useWords(baseWords);
  const now = useNow(60_000);
  const mayReplay = useMay("manageChannels");
  const zone = useScreens()[0]?.zone ?? ownZone();
  const { all, failure, more, read } = useDeliveries(channel.id);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [replayed, setReplayed] = useState<Delivery | null>(null);
  const done = (delivery: Delivery) => {
    setReplayed(delivery);
    read();
  };
  return (
    <section class="card" id="deliveries" aria-label={words.deliveries}>
      <header><h2>{words.deliveries}</h2></header>
      <p class="hint">{words.hint} {base.zone(zoneName(zone, now))}</p>
      <Failure of={failure} />
      {all === null && !failure && <p class="hint">{base.loading}</p>}
      {all?.length === 0 && <p class="notice">{words.none}</p>}
      <div role="status">
        {replayed && (
          <p class={`notice ${wentWell(replayed) ? "good" : "bad"}`} id="replayed">{words.replayed(replayed.number)} <Answered delivery={replayed} /></p>
        )}
      </div>
      {all && all.length > 0 && (
        <div class="scroll" tabIndex={0} role="group" aria-label={words.deliveries}>
          <table class="stack">
            <thead>
              <tr>{["#", words.what, words.state, words.attempts, words.answer].map((head) => <th key={head} scope="col">{head}</th>)}<td /></tr>
            </thead>
            <tbody>
              {all.map((each) => (
                <tr key={each.number} data-delivery={each.number} data-state={stateOf(each)}>
                  <td class="figure" data-label="#">{each.number}</td>
                  <th scope="row"><What delivery={each} /><br /><small title={moment(each.madeAt, zone)}>{words.made(near(each.madeAt, zone, now))}</small></th>
                  <td><State delivery={each} zone={zone} now={now} /></td>
                  <td class="figure" data-label={words.attempts}>{each.attempts}{each.lastAt && <><br /><small>{words.last(near(each.lastAt, zone, now))}</small></>}</td>
                  <td data-label={words.answer}>{each.attempts > 0 && <Answered delivery={each} />}</td>
                  <td class="buttons">
                    <RowButton kind="sent" says={words.look} about={`#${each.number}`} onClick={() => setAsked({ what: "look", delivery: each })} />
                    {mayReplay && <RowButton kind="replay" says={words.replay} about={`#${each.number}`} onClick={() => setAsked({ what: "replay", delivery: each })} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more && <p><button class="more" onClick={more}>{words.more}</button></p>}
      {asked?.what === "look" && <LookDialog channel={channel} delivery={asked.delivery} onClose={() => setAsked(null)} />}
      {asked?.what === "replay" && <ReplayDialog channel={channel} delivery={asked.delivery} onDone={done} onClose={() => setAsked(null)} />}
    </section>
  );
}

const stateOf = ({ deliveredAt, attempts }: Delivery): "taken" | "notTaken" | "waiting" => (deliveredAt ? "taken" : attempts > 0 ? "notTaken" : "waiting");
const wentWell = ({ status }: Delivery): boolean => status !== null && status >= 200 && status < 300;

function What({ delivery: { type, releaseId, releaseName } }: { delivery: Delivery }) {
  const words = useWords(deliveryWords);
  const base = useWords(baseWords);
  return <>{words.types[type] ?? type}{releaseId && <>{base.colon}<a href={to("releases", releaseId)}>{releaseName ?? releaseId}</a></>}</>;
}

/** Its sign differs in shape, not only in colour. */
function State({ delivery, zone, now }: { delivery: Delivery; zone: string; now: number }) {
  const words = useWords(deliveryWords);
  const look = { taken: ["good", "✓"], notTaken: ["bad", "✕"], waiting: ["plain", "○"] } as const;
  const state = stateOf(delivery);
  const [way, sign] = look[state];
  return <><span class={`mark ${way}`}>{sign} {words.states[state]}</span>{delivery.deliveredAt && <><br /><small>{near(delivery.deliveredAt, zone, now)}</small></>}</>;
}

/** What came back from the last attempt. */
function Answered({ delivery: { status, words: said } }: { delivery: Delivery }) {
  const words = useWords(deliveryWords);
  return <>{status === null ? words.noAnswer : words.answered(status)} <small class="said">{said}</small></>;
}

/** What was sent, as the receiver gets it. */
function LookDialog({ channel, delivery, onClose }: { channel: Channel; delivery: Delivery; onClose: () => void }) {
  const words = useWords(deliveryWords);
  const base = useWords(baseWords);
  const [body, setBody] = useState<unknown>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    readDelivery(channel.id, delivery.number).then((read) => setBody(read.body), setFailure);
  }, []);
  return (
    <Dialog title={words.sentTitle(delivery.number)} middle onClose={onClose}>
      <p class="hint">{words.sentHint}</p>
      <dl class="facts"><dt>{words.event}</dt><dd>{delivery.event}</dd></dl>
      <Failure of={failure} />
      {body === null ? !failure && <p class="hint">{base.loading}</p> : <pre id="sent" tabIndex={0}>{JSON.stringify(body, null, 2)}</pre>}
      <p class="actions"><button type="button" data-first onClick={onClose}>{base.close}</button></p>
    </Dialog>
  );
}

function ReplayDialog({ channel, delivery, onDone, onClose }: { channel: Channel; delivery: Delivery; onDone: (delivery: Delivery) => void; onClose: () => void }) {
  const words = useWords(deliveryWords);
  const key = useRef(crypto.randomUUID());
  return (
    <FormDialog id="replay-form" title={words.replayTitle(delivery.number, channel.name)} action={words.replayNow} onClose={onClose}
      onSubmit={async () => onDone(await replayDelivery(channel.id, delivery.number, key.current))}>
      <p class="hint">{words.replayHint}</p>
      {delivery.deliveredAt && <p class="notice warn">{words.takenBefore}</p>}
      <dl class="facts"><dt>{words.what}</dt><dd><What delivery={delivery} /></dd><dt>{words.event}</dt><dd>{delivery.event}</dd></dl>
    </FormDialog>
  );
}
