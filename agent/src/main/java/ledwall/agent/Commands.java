package ledwall.agent;

import java.util.function.Supplier;

import ledwall.agent.link.Uplink;
import ledwall.agent.playout.Playout;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.Command;
import ledwall.protocol.message.CommandDone;
import ledwall.protocol.message.CommandName;
import ledwall.protocol.message.CoverRequest;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.TestPicture;

/** Does what the controller commands, and answers each command once. On the agent's loop. */
final class Commands {
    private static final CoverRequest PLAIN = new CoverRequest(null, CoverRequest.SECONDS, CoverRequest.MODULE_WIDTH, CoverRequest.MODULE_HEIGHT);

    private final Uplink uplink;
    private final Playout playout;
    private final Covers covers;
    private final ScreenId screen;
    private final Supplier<String> screenName;
    private final Runnable restart;

    /** @param restart ends this agent in order, so that its supervisor starts it again */
    Commands(Uplink uplink, Playout playout, Covers covers, ScreenId screen, Supplier<String> screenName, Runnable restart) {
        this.uplink = uplink;
        this.playout = playout;
        this.covers = covers;
        this.screen = screen;
        this.screenName = screenName;
        this.restart = restart;
    }

    void received(Command command) {
        CommandName name;
        try {
            name = WireName.parse(CommandName.class, command.name());
        } catch (JsonException e) {
            answer(command, "unknownCommand", "this agent does not know the command " + command.name());
            return;
        }
        CoverRequest cover = command.cover() == null ? PLAIN : command.cover();
        switch (name) {
            case RESTART_PLAYER -> {
                playout.restartPlayer();
                answer(command, "done", "the player is being started again");
            }
            case RESTART_AGENT -> {
                answer(command, "done", "the agent ends and is started again; the player plays on");
                restart.run();
            }
            case IDENTIFY -> {
                if (mayCover(command)) {
                    covers.identify(screenName.get(), screen.value(), cover, (code, detail) -> answer(command, code, detail));
                }
            }
            case TEST_PICTURE -> test(command, cover);
            case END_COVER -> {
                covers.end("asked to");
                answer(command, "done", "nothing covers the picture any more");
            }
        }
    }

    private void test(Command command, CoverRequest cover) {
        try {
            TestPicture picture = WireName.parse(TestPicture.class, String.valueOf(cover.picture()));
            if (mayCover(command)) {
                covers.test(picture, cover, (code, detail) -> answer(command, code, detail));
            }
        } catch (JsonException e) {
            answer(command, "unknownPicture", "this agent does not know the test picture " + cover.picture());
        }
    }

    /** A wall that somebody stopped stays dark: whoever stopped it does not expect light on it. */
    private boolean mayCover(Command command) {
        if (playout.status().state() == PlayState.STOPPED) {
            answer(command, "stopped", "the screen is stopped; resume it first");
            return false;
        }
        return true;
    }

    private void answer(Command command, String code, String detail) {
        uplink.send(new CommandDone(command.id(), code.equals("done"), code, detail));
    }
}
