package ledwall.agent.player;

import org.jspecify.annotations.Nullable;

/** Hears a player and does nothing: a test overrides what it is about. */
public class SilentEvents implements Player.Events {
    @Override
    public void opened(Player.@Nullable Adopted adopted) {}

    @Override
    public void cued(String listId, long atNanos, long runsAtNanos) {}

    @Override
    public void refused(String listId, String reason) {}

    @Override
    public void position(String listId, long positionNanos, long atNanos) {}

    @Override
    public void failed(String listId, String reason) {}

    @Override
    public void stumbled(String listId) {}

    @Override
    public void ended(String listId) {}

    @Override
    public void dropped(long frames) {}

    @Override
    public void lost(String reason) {}
}
