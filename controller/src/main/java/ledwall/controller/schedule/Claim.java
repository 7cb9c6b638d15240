package ledwall.controller.schedule;

import ledwall.controller.calendar.When;
import ledwall.protocol.id.RuleId;

/** What the total order and the calendar need to know of a rule: its claim to a screen's time. */
public record Claim(RuleId rule, RuleClass ruleClass, int priority, When when) {}
