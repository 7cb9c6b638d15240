package ledwall.controller.release.channel;

import java.time.Duration;

/** A channel whose secrets cannot be read, such as after a restore without the key file: it calls nobody, and says what to do. */
record LockedChannel(String words) implements OnlineChannel {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    @Override
    public Step prepare(Job job) {
        return trouble(job);
    }

    @Override
    public Step publish(Job job) {
        return trouble(job);
    }

    @Override
    public Step confirm(Job job) {
        return trouble(job);
    }

    @Override
    public Step withdraw(Job job) {
        return trouble(job);
    }

    private Step trouble(Job job) {
        return new Step.Trouble(job.memo(), words, LOOK_AGAIN);
    }

    @Override
    public Health health() {
        return Health.ill(words);
    }
}
