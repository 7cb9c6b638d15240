import { call, del, etagOf, get, getAll, post, put } from "../../base/api";
import type { Page } from "../api";

/** The shapes of /api/v1/channels. */

const DELIVERIES_A_PAGE = 50;

export type Kind = "feed" | "wechat" | "webhook" | "manual";
export const KINDS: readonly Kind[] = ["feed", "wechat", "webhook", "manual"];

export interface Channel {
  id: string;
  name: string;
  kind: Kind;
  settings: Record<string, string>;
  /** Of each interface that the site limits, the calls of its day so far. */
  usage: { api: string; used: number; most: number }[];
  /** Whether secrets are kept; they themselves are never told. */
  secret: boolean;
  /** Whether it calls nobody because its secrets cannot be read with the controller's key file. */
  locked: boolean;
  /** Since the controller was started: how many calls failed in a row, and whether none is made because of that. */
  breaker: { open: boolean; failures: number };
  /** So long before the instant it is called. */
  leadMillis: number;
  revision: number;
}

export interface Health {
  well: boolean;
  words: string;
}

/** An event on its way to a partner, or there. */
export interface Delivery {
  number: number;
  /** The id by which the receiver knows it again. */
  event: string;
  type: string;
  releaseId: string | null;
  releaseName: string | null;
  madeAt: string;
  attempts: number;
  lastAt: string | null;
  /** Of the last answer; null where none came. */
  status: number | null;
  words: string;
  deliveredAt: string | null;
}

export const readChannels = (): Promise<Channel[]> => getAll("/channels");
export const makeChannel = (channel: Pick<Channel, "name" | "kind" | "settings">, secret: Record<string, string>, key: string): Promise<unknown> =>
  call("POST", "/channels", { ...channel, ...(Object.keys(secret).length ? { secret } : {}) }, { "Idempotency-Key": key });
/** @param secret all of them anew; nothing keeps those that are there */
export const changeChannel = (before: Channel, name: string, settings: Record<string, string>, secret: Record<string, string>): Promise<unknown> =>
  put(`/channels/${before.id}`, { name, settings, ...(Object.keys(secret).length ? { secret } : {}) }, etagOf(before));
/** @param evenInUse also where a release is to go there, or something is public there that nobody could withdraw any more */
export const deleteChannel = (channel: Channel, evenInUse: boolean): Promise<void> =>
  del(`/channels/${channel.id}${evenInUse ? "?evenInUse=true" : ""}`, etagOf(channel));
export const checkChannel = (id: string): Promise<Health> => post(`/channels/${id}/check`, {});

const deliveriesOf = (id: string) => `/channels/${id}/deliveries`;
export const readDeliveries = (id: string, cursor: string | null): Promise<Page<Delivery>> =>
  get(`${deliveriesOf(id)}?limit=${DELIVERIES_A_PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
export const readDelivery = (id: string, number: number): Promise<Delivery & { body: unknown }> => get(`${deliveriesOf(id)}/${number}`);
/** One press sends it once, also where the line breaks meanwhile. */
export const replayDelivery = async (id: string, number: number, key: string): Promise<Delivery> =>
  (await call<Delivery>("POST", `${deliveriesOf(id)}/${number}/replay`, {}, { "Idempotency-Key": key })).body;
