package ledwall.controller.release.channel.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Health;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.OnlineRig;
import ledwall.controller.release.channel.Step;
import ledwall.protocol.id.Bytes;
import ledwall.testserver.WebhookReceiver;
import ledwall.testserver.WebhookReceiver.Event;
import ledwall.testserver.WebhookReceiver.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebhookChannelTest {
    private static final String KEY = "a key of both sides";

    @TempDir Path folder;
    private OnlineRig rig;
    private WebhookReceiver receiver;
    private Channel channel;

    @BeforeEach
    void start() throws IOException {
        rig = new OnlineRig(folder);
        receiver = new WebhookReceiver(0, KEY, Duration.ofMillis(2), 0.15, 7);
        channel = rig.channel(ChannelKind.WEBHOOK, Map.of("url", receiver.hook()), Map.of("key", KEY));
    }

    @AfterEach
    void stop() {
        receiver.close();
        rig.close();
    }

    private List<Event> told(String type) {
        return receiver.events().stream().filter(event -> event.type.equals(type)).toList();
    }

    private Job prepared() {
        Job job = rig.job(channel, rig.post());
        return job.with(assertInstanceOf(Step.Done.class, rig.open(channel).prepare(job)).memo());
    }

    @Test
    void aPartnerGetsOneSignedEventWithTextsAndFilesThatItCanFetch() throws IOException {
        Step step = rig.open(channel).publish(prepared());

        var proof = Objects.requireNonNull(assertInstanceOf(Step.Done.class, step, step::toString).proof());
        assertEquals("https://partner.example/news/1", proof.url());
        Event event = told("release.published").getFirst();
        assertEquals("春节晚会 今晚八点", event.body.path("texts").path(0).path("title").asText());
        assertEquals("bo", event.body.path("texts").path(1).path("language").asText());
        String url = event.body.path("files").path(1).path("url").asText();
        assertEquals(200_000, rig.get(url.substring(rig.base().length())).body().length);
        assertEquals(0, receiver.badlySigned());
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"UNAVAILABLE", "STALL", "DROP_ANSWER", "FLOOD"})
    void whateverBecomesOfTheAnswerThePartnerTakesTheEventOnce(Fault fault) {
        receiver.strike(fault, 2);
        Job job = prepared();
        Step step = rig.open(channel).publish(job);
        for (int i = 0; i < 6 && !(step instanceof Step.Done); i++) {
            job = job.with(step.memo());
            Step found = rig.open(channel).confirm(job);
            step = found instanceof Step.NotThere ? rig.open(channel).publish(job) : found;
        }
        assertInstanceOf(Step.Done.class, step, step::toString);
        assertEquals(1, told("release.published").size());
    }

    @Test
    void anAnswerThatStallsFor5SecondsIsWaitedFor() throws IOException {
        try (var stalling = new WebhookReceiver(0, KEY, Duration.ofMillis(2), 0.15, 7, WebhookReceiver.STALL)) {
            Channel slow = rig.channel(ChannelKind.WEBHOOK, Map.of("url", stalling.hook()), Map.of("key", KEY));
            stalling.strike(Fault.STALL, 1);

            assertInstanceOf(Step.Done.class, rig.open(slow).publish(rig.job(slow, rig.post())));
            assertEquals(1, stalling.events().getFirst().times, "told once");
        }
    }

    @Test
    void aRefusalIsForGoodAndARedirectIsNotFollowed() {
        receiver.strike(Fault.REFUSED, 1);
        assertEquals("webhookRefused", assertInstanceOf(Step.Refused.class, rig.open(channel).publish(prepared())).code());

        receiver.strike(Fault.REDIRECT, 1);
        var refused = assertInstanceOf(Step.Refused.class, rig.open(channel).publish(prepared()));
        assertTrue(refused.words().contains("Redirects are not followed"), refused::words);
        assertEquals(List.of(), told("release.published"));
    }

    @Test
    void whoTriesAgainByHandAfterAllTriesHasOneMore() {
        receiver.strike(Fault.UNAVAILABLE, 3);
        Job job = prepared();
        rig.open(channel).publish(job);
        rig.database.change("as after many tries", handle -> handle.execute("UPDATE webhook_delivery SET attempts = 29"));
        for (int tries : List.of(30, 31)) {
            var refused = assertInstanceOf(Step.Refused.class, rig.open(channel).publish(job));
            assertTrue(refused.words().contains("in " + tries + " tries"), refused::words);
        }
        Step step = rig.open(channel).publish(job);
        assertInstanceOf(Step.Done.class, step, step::toString);
        assertEquals(1, told("release.published").size());
    }

    @Test
    void aWrongKeyIsSeenBeforeTheInstant() {
        Channel wrong = rig.channel(ChannelKind.WEBHOOK, Map.of("url", receiver.hook()), Map.of("key", "another key altogether"));

        Health health = rig.open(wrong).health();
        assertFalse(health.well());
        assertTrue(health.words().contains("401"), health::words);
        assertTrue(rig.open(channel).health().well());
        assertEquals(1, receiver.badlySigned());
    }

    @Test
    void aWithdrawalIsToldOnceAndOnlyToWhomItConcerns() throws IOException {
        Job job = prepared();
        assertInstanceOf(Step.Done.class, rig.open(channel).withdraw(job));
        assertEquals(List.of(), told("release.withdrawn"), "the partner never heard of it");

        rig.open(channel).publish(job);
        String file = job.post().attachments().getFirst().hash() + ".jpg";
        assertEquals(200, rig.get("/media/" + file).statusCode());
        receiver.strike(Fault.DROP_ANSWER, 1);
        assertInstanceOf(Step.Trouble.class, rig.open(channel).withdraw(job));
        assertInstanceOf(Step.Done.class, rig.open(channel).withdraw(job));
        assertInstanceOf(Step.Done.class, rig.open(channel).withdraw(job));
        assertEquals(1, told("release.withdrawn").size());
        assertEquals(2, told("release.withdrawn").getFirst().times);
        assertEquals(told("release.published").getFirst().id, told("release.withdrawn").getFirst().body.path("withdraws").asText());
        assertEquals(404, rig.get("/media/" + file).statusCode());
    }

    @Test
    void aDeliveryIsReplayedByHandUnderTheSameEvent() {
        receiver.strike(Fault.REFUSED, 1);
        rig.open(channel).publish(prepared());
        var deliveries = rig.online.deliveries();
        Delivery failed = deliveries.page(channel.id(), Long.MAX_VALUE, 10).getFirst();
        assertEquals(400, failed.status());
        assertEquals(null, failed.deliveredAt());

        Delivery replayed = deliveries.replay(channel.id(), failed.number());

        assertEquals(200, replayed.status());
        assertEquals(2, replayed.attempts());
        assertEquals(failed.event(), told("release.published").getFirst().id);
        receiver.strike(Fault.REFUSED, 1);
        assertEquals(replayed.deliveredAt(), deliveries.replay(channel.id(), failed.number()).deliveredAt(), "what was delivered stays delivered");
    }

    /** Whoever takes it only now would show what was taken back; that it was taken back may be said as often as anybody likes. */
    @Test
    void whatWasWithdrawnIsNotSentAnewByHand() {
        receiver.strike(Fault.REFUSED, 1);
        Job job = prepared();
        Step step = rig.open(channel).publish(job);
        var deliveries = rig.online.deliveries();
        Delivery published = deliveries.page(channel.id(), Long.MAX_VALUE, 10).getFirst();
        assertInstanceOf(Step.Done.class, rig.open(channel).withdraw(job.with(step.memo())));

        var refusal = assertThrows(Refusal.class, () -> deliveries.replay(channel.id(), published.number()));
        assertEquals("deliveryWithdrawn", refusal.code());
        assertEquals(List.of(), told("release.published"));

        Delivery withdrawn = deliveries.page(channel.id(), Long.MAX_VALUE, 10).getFirst();
        assertEquals(200, deliveries.replay(channel.id(), withdrawn.number()).status());
        assertEquals(2, told("release.withdrawn").getFirst().times);
    }

    @Test
    void aPartnerIsToldOfTheWithdrawalOfWhatItWasToldLongAgo() {
        Job job = prepared();
        Job published = job.with(rig.open(channel).publish(job).memo());
        // Deliveries that are through are not kept for ever.
        rig.database.write("forget", handle -> handle.execute("DELETE FROM webhook_delivery"));

        assertInstanceOf(Step.Done.class, rig.open(channel).withdraw(published));
        assertEquals(published.key(), told("release.withdrawn").getFirst().body.path("withdraws").asText());
    }

    @Test
    void aReceiverThatIsDownIsNoUnknownOutcome() {
        Job job = prepared();
        receiver.close();

        var trouble = assertInstanceOf(Step.Trouble.class, rig.open(channel).publish(job));
        assertTrue(trouble.words().contains("cannot be reached"), trouble::words);
    }

    @Test
    void addressesOfTheHousesOwnNetworkAreNotCalledUnlessAllowed() {
        for (String url : List.of("http://192.0.2.1/in", "https://10.1.2.3/in", "https://169.254.169.254/latest", "https://[fd00::1]/in", "https://100.64.0.1/")) {
            Channel inner = rig.channel(ChannelKind.WEBHOOK, Map.of("url", url), Map.of("key", KEY));
            var trouble = assertInstanceOf(Step.Trouble.class, rig.open(inner).prepare(rig.job(inner, rig.post())), url);
            assertTrue(trouble.words().contains("anywhere=yes"), trouble::words);
        }
        Channel allowed = rig.channel(ChannelKind.WEBHOOK, Map.of("url", "http://192.0.2.1/in", "anywhere", "yes"), Map.of("key", KEY));
        assertInstanceOf(Step.Done.class, rig.open(allowed).prepare(rig.job(allowed, rig.post())));
    }

    @Test
    void theSignatureIsTheOneOfTheDocument() {
        // Computed with: printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac SECtest-0123456789
        String signature = Signature.of("SECtest-0123456789", "1700000000", Bytes.of("{\"a\":1}".getBytes(StandardCharsets.UTF_8)));
        assertEquals("sha256=281ffdd65e3850a8806b806bc846de66c98d2f715eef7606af8b3052c3807192", signature);
    }

    @Test
    void nothingIsKeptOfAReleaseThatWasOnlyPrepared() {
        assertEquals(Memo.EMPTY, prepared().memo());
        assertEquals(List.of(), rig.online.deliveries().page(channel.id(), Long.MAX_VALUE, 10));
    }
}
