package ledwall.controller.rollout;

import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.trust.Envelope;

/** A screen's timeline as compiled once: the envelope is what travels, byte for byte. */
public record StoredTimeline(ScreenId screen, long version, TimelineHash hash, Envelope envelope, Timeline timeline) {}
