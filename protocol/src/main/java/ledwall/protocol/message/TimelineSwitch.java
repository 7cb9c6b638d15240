package ledwall.protocol.message;

import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.timeline.Switch;

/** The timeline takes over at an instant, which is a stored fact. May name an instant in the past: the agent then joins at once. */
public record TimelineSwitch(long version, TimelineHash hash, Switch change) implements ToAgent {}
