package ledwall.agent.playout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ledwall.agent.player.Player;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;

/** The lists that the player may be found playing: the one on the glass, one on its way there, and the next. Kept on disk for a successor. On the loop. */
final class KnownLists {
    private static final String LANE = "playout";
    private static final Duration WRITE_AGAIN = Duration.ofSeconds(5);

    private final Clock clock;
    private final Loop loop;
    private final Work work;
    private final ReelFile file;
    private final ScreenId screen;
    private final Trouble trouble;
    private List<Reel> reels = List.of();
    /** Counts the writes asked for: only the newest is worth trying again. */
    private long asked;

    KnownLists(Clock clock, Loop loop, Work work, ReelFile file, ScreenId screen, Trouble trouble) {
        this.clock = clock;
        this.loop = loop;
        this.work = work;
        this.file = file;
        this.screen = screen;
        this.trouble = trouble;
    }

    /** Reads what the last run left, which counts only within one boot of the machine and for the same screen. */
    void read(Runnable then) {
        work.submit(LANE, "read lists", file::read, loop, new Work.Outcome<>() {
            @Override
            public void done(Optional<ReelFile.Content> found) {
                reels = found.filter(kept -> kept.bootId().equals(clock.bootId()) && kept.screen().equals(screen)).map(ReelFile.Content::reels).orElse(List.of());
                then.run();
            }

            @Override
            public void failed(Exception cause) {
                then.run();
            }
        });
    }

    /** Writes the lists down; {@code written} follows unless the disk refuses, which is tried again for as long as nothing newer is asked for. */
    void write(List<Reel> lists, Runnable written) {
        reels = List.copyOf(lists);
        attempt(++asked, reels, written);
    }

    private void attempt(long number, List<Reel> lists, Runnable written) {
        var content = new ReelFile.Content(clock.bootId(), screen, lists);
        work.submit(LANE, "write lists", () -> {
            file.write(content);
            return true;
        }, loop, new Work.Outcome<>() {
            @Override
            public void done(Boolean result) {
                trouble.listWritten();
                written.run();
            }

            @Override
            public void failed(Exception cause) {
                trouble.listNotWritten(cause);
                loop.after(WRITE_AGAIN, "write lists again", () -> {
                    if (asked == number) {
                        attempt(number, lists, written);
                    }
                });
            }
        });
    }

    List<Reel> all() {
        return reels;
    }

    /** The list that a player was found playing; {@code null} where it plays none of ours. */
    @Nullable Reel find(Player.@Nullable Adopted adopted) {
        for (Reel reel : reels) {
            if (adopted != null && reel.id().equals(adopted.listId())) {
                return reel;
            }
        }
        return null;
    }
}
