package ledwall.controller;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.release.channel.Channels;
import ledwall.controller.release.channel.PublicAddress;
import ledwall.controller.release.channel.Task;
import ledwall.controller.release.channel.Tasks;
import ledwall.controller.release.channel.Vault;
import ledwall.controller.release.channel.feed.FeedPages;
import ledwall.controller.release.channel.feed.FeedType;
import ledwall.controller.release.channel.http.Caller;
import ledwall.controller.release.channel.manual.ManualType;
import ledwall.controller.release.channel.webhook.Deliveries;
import ledwall.controller.release.channel.webhook.WebhookType;
import ledwall.controller.release.channel.wechat.CallbackTally;
import ledwall.controller.release.channel.wechat.Callbacks;
import ledwall.controller.release.channel.wechat.WechatType;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlCallStore;
import ledwall.controller.storage.SqlCallbackStore;
import ledwall.controller.storage.SqlChannelStore;
import ledwall.controller.storage.SqlDeliveryStore;
import ledwall.controller.storage.SqlFeedStore;
import ledwall.controller.storage.SqlPublicFiles;
import ledwall.controller.storage.SqlTaskStore;
import ledwall.controller.web.PublicPages;
import ledwall.controller.web.PublicServer;
import ledwall.controller.web.WebServer;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real channels and the public listener, put together. They have event loops of their own, so that whatever comes from outside takes nothing from the operators'
 * page. Started and stopped by its owner's thread.
 */
public final class ControllerOnline implements AutoCloseable {
    private static final Duration REMIND_EVERY = Duration.ofSeconds(20);
    private static final Logger log = LoggerFactory.getLogger(ControllerOnline.class);

    private final Vertx vertx;
    private final Changes changes;
    private final Caller caller;
    private final Channels channels;
    private final Tasks tasks;
    private final Deliveries deliveries;
    private final Callbacks callbacks;
    private final PublicPages pages;
    private final Node node;
    private volatile PublicAddress address = PublicAddress.NONE;
    private @Nullable PublicServer server;

    /**
     * Nothing is called and nothing listens yet.
     *
     * @param key under which the channels' secrets lie
     * @param now by the clock of the walls
     */
    public ControllerOnline(Node node, Database database, Bytes key, Changes changes, Supplier<Instant> now) {
        this.node = node;
        this.changes = changes;
        vertx = WebServer.vertx();
        caller = new Caller(vertx);
        var store = new SqlChannelStore(database);
        var calls = new SqlCallStore(database);
        var feeds = new SqlFeedStore(database);
        var files = new SqlPublicFiles(database);
        var told = new SqlCallbackStore(database);
        var tally = new CallbackTally();
        var delivered = new SqlDeliveryStore(database);
        tasks = new Tasks(new SqlTaskStore(database), changes, now);
        var webhooks = new WebhookType(new WebhookType.World(delivered, files, this::address, caller, node.clock(), now));
        var wechat = new WechatType(new WechatType.World(caller, told, tally, tasks, node.disk(), node.clock(), now));
        channels = new Channels(store, calls, new Vault(key, node.entropy()), changes, node.clock(), node.entropy(),
            List.of(new FeedType(feeds, files, this::address, now), webhooks, wechat, new ManualType(tasks)));
        deliveries = new Deliveries(delivered, channels, webhooks, now);
        callbacks = new Callbacks(store, channels, told, tally, changes, node.clock());
        pages = new PublicPages(new FeedPages(store, feeds, this::address, now), files, callbacks, node.disk(), now);
    }

    /**
     * Opens the public listener.
     *
     * @param port 0 for any free one
     * @param url what the outside types; null where that is the address itself
     * @throws IOException if the address cannot be bound
     */
    public void listen(String host, int port, @Nullable String url, PublicServer.Pace pace) throws IOException {
        var open = new PublicServer(vertx, pages, node.clock(), host, port, pace);
        server = open;
        String own = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + open.port();
        address = new PublicAddress(Optional.of(url == null ? own : url));
    }

    /** From now on people are reminded of what they have to do by hand: in the log, and by news of the release, which every board that is open reads anew. */
    public void remindPeople() {
        node.work().watch("reminders", REMIND_EVERY, tasks::remind, node.loop(), new Work.Outcome<>() {
            @Override
            public void done(List<Task> due) {
                due.forEach(task -> {
                    log.warn("{} waits to be done by hand since {}: {}", task.release(), task.openedAt(), task.task().words());
                    changes.post(new Change(Change.Kind.RELEASE, task.release().value()));
                });
            }
        });
    }

    public Channels channels() {
        return channels;
    }

    public Tasks tasks() {
        return tasks;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Callbacks callbacks() {
        return callbacks;
    }

    /** Where the public listener is found; {@link PublicAddress#NONE} without one. */
    public PublicAddress address() {
        return address;
    }

    /** Stops accepting, lets requests under way finish within {@code grace}, and ends calls of channels. */
    public void stop(Duration grace) {
        if (server != null) {
            server.stop(grace);
        }
        caller.close();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Its threads are daemons: the process ends without them.
        }
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
