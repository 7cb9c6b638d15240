import { render } from "preact";
import { App } from "./shell/app";
import "./base/style.css";
import "./shell/style.css";
import "./walls/style.css";
import "./stop/style.css";
import "./library/style.css";
import "./notices/style.css";
import "./playlists/style.css";
import "./schedule/style.css";
import "./schedule/timeline/style.css";
import "./schedule/apply/style.css";
import "./schedule/rule/style.css";
import "./releases/style.css";
import "./technician/style.css";

const root = document.getElementById("app");
if (root) {
  render(<App />, root);
}
