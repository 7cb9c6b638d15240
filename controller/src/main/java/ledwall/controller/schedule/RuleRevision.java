package ledwall.controller.schedule;

import java.time.Instant;

/**
 * A rule as it once was. Kept for good: any of them can be had again.
 *
 * @param by who made it so; empty for the controller itself
 * @param deleted the edit that took it away; {@code rule} is what it was then
 */
public record RuleRevision(Rule rule, Instant at, String by, boolean deleted) {}
