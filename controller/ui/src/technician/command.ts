/** What an agent can be asked to do. */
export interface Command {
  name: "restartPlayer" | "restartAgent" | "identify" | "testPicture" | "endCover";
  picture?: string;
  seconds?: number;
  moduleWidth?: number;
  moduleHeight?: number;
}
