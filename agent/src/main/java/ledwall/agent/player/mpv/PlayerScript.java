package ledwall.agent.player.mpv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What mpv runs inside itself (mpv manual, "Lua scripting"): without its agent a player that is parked, paused or idle ends itself. It comes to no end of a list,
 * and would stand there for ever. One that is seen and plays is left to its list; one that was held for what should have taken its place goes on. An mpv that
 * was built without Lua says so in its log and does without.
 */
final class PlayerScript {
    private static final Logger LOG = LoggerFactory.getLogger(PlayerScript.class);
    /** {@code script-message} with the seconds after which a parked player ends unless it is told again. */
    static final String PARKED = "ledwall-parked";
    static final String SEEN = "ledwall-seen";
    /** {@code script-message} with the seconds after which what was told to stand still goes on, unless one of the others is said before; 0: it does not. */
    static final String HELD = "ledwall-held";
    private static final String TEXT = """
        -- Written anew at each start of a player.
        local parked = true
        local timer
        local patience = 60
        local function again(look)
          if timer then timer:kill() end
          timer = mp.add_timeout(patience, look)
        end
        local held
        local function release()
          if held then held:kill() end
          held = nil
        end
        local function look()
          if parked or (mp.get_property_native("pause") and not held) or mp.get_property_native("idle-active") then
            mp.command("quit")
          else
            again(look)
          end
        end
        mp.register_script_message("%s", function(seconds)
          parked = true
          patience = tonumber(seconds) or patience
          release()
          again(look)
        end)
        mp.register_script_message("%s", function()
          parked = false
          -- Who took it over found it held by an agent that has died.
          if held then mp.set_property_native("pause", false) end
          release()
          again(look)
        end)
        mp.register_script_message("%s", function(seconds)
          release()
          local wait = tonumber(seconds) or 0
          if wait > 0 then
            held = mp.add_timeout(wait, function()
              held = nil
              mp.set_property_native("pause", false)
            end)
          end
        end)
        again(look)
        """.formatted(PARKED, SEEN, HELD);

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
