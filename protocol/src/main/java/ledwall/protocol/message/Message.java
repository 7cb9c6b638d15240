package ledwall.protocol.message;

/** Any message of the wire. */
public sealed interface Message permits ToAgent, ToController {}
