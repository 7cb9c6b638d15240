package ledwall.agent.player.mpv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What mpv runs inside itself (mpv manual, "Lua scripting"): a parked player that no longer hears from its agent ends itself. Paused, it comes to no end of a
 * list, and would stand beside the visible area for ever. An mpv that was built without Lua says so in its log and does without.
 */
final class PlayerScript {
    private static final Logger LOG = LoggerFactory.getLogger(PlayerScript.class);
    /** {@code script-message} with the seconds after which a parked player ends unless it is told again. */
    static final String PARKED = "ledwall-parked";
    static final String SEEN = "ledwall-seen";
    private static final String TEXT = """
        -- Written anew at each start of a player.
        local ending
        local function stay()
          if ending then
            ending:kill()
            ending = nil
          end
        end
        mp.register_script_message("%s", function(seconds)
          stay()
          ending = mp.add_timeout(tonumber(seconds) or 60, function() mp.command("quit") end)
        end)
        mp.register_script_message("%s", stay)
        """.formatted(PARKED, SEEN);

    private final Path file;

    PlayerScript(Path folder) {
        this.file = folder.resolve("player.lua");
    }

    /** The file. Where a disk does not take it, players do without: a wall must not stay dark for it. */
    Path path() {
        try {
            if (!Files.exists(file) || !Files.readString(file).equals(TEXT)) {
                Files.writeString(file, TEXT);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.getMessage());
        }
        return file;
    }
}
