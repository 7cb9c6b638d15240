package ledwall.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import ledwall.agent.link.Enrolment;
import ledwall.agent.setup.ScreenKey;
import ledwall.agent.setup.Settings;
import ledwall.protocol.message.Enrolled;
import ledwall.protocol.runtime.real.RealNode;

/** Trades a code for a key and keeps it. */
final class EnrolCommand {
    private EnrolCommand() {}

    /** Blocks for at most the enrolment's own deadline. */
    static ScreenKey enrol(Path data, Settings.Address controller, String code, String version) throws IOException {
        var outcome = new CompletableFuture<Enrolled>();
        try (RealNode node = RealNode.open("enrol", data, (task, error) -> outcome.completeExceptionally(error))) {
            Enrolment.start(node.node(), controller.host(), controller.port(), code, version, new Enrolment.Outcome() {
                @Override
                public void enrolled(Enrolled enrolled) {
                    outcome.complete(enrolled);
                }

                @Override
                public void failed(String why) {
                    outcome.completeExceptionally(new IOException(why));
                }
            });
            Enrolled enrolled = outcome.get();
            var key = new ScreenKey(enrolled.screen(), enrolled.screenName(), enrolled.key(), controller);
            key.write(data);
            return key;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
