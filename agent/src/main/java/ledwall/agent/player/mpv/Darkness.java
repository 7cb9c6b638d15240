package ledwall.agent.player.mpv;

import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;

/** The black of one mpv: renewed while an agent lives, or without end; and whether it came. On the agent's loop. */
final class Darkness {
    private final MpvRequests requests;
    private final Loop loop;
    private final Loadfile loadfile;
    private Loop.@Nullable Timer renewal;
    /** Asked for without end, and not lifted. */
    private boolean forGood;
    private boolean came;
    /** Its number in mpv's own playlist. */
    private long entry = -1;

    Darkness(MpvRequests requests, Loop loop, Loadfile loadfile) {
        this.requests = requests;
        this.loop = loop;
        this.loadfile = loadfile;
    }

    /** Black that ends with its agent. */
    void black() {
        run();
        requests.send(loadfile.blackNow(), reply -> {});
        keep();
    }

    /** What is black already is to stay so. */
    void keep() {
        renewal = loop.after(Loadfile.RENEW_BLACK, "renew black", () -> {
            requests.send(loadfile.blackNow(), reply -> {});
            keep();
        });
    }

    /** Black without a list behind it, and without an end after which something else would come. */
    void forGood() {
        came = false;
        forGood = true;
        run();
        requests.send(Loadfile.blackForGood(), reply -> {
            if (reply.success() && reply.data() instanceof Long number) {
                entry = number;
            }
        });
    }

    private void run() {
        requests.send("set_property", "speed", 1.0);
        // A paused mpv would stand on black for ever, also when its agent is gone.
        requests.send("set_property", "pause", false);
    }

    void pictureReady(long playing) {
        came |= forGood && playing == entry;
    }

    boolean disobeyed() {
        return forGood && !came;
    }

    void lift() {
        forGood = false;
    }

    /** Something else is loaded: nothing is renewed any more. */
    void leave() {
        if (renewal != null) {
            renewal.cancel();
            renewal = null;
        }
    }
}
