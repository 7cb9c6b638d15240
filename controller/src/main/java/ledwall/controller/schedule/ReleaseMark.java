package ledwall.controller.schedule;

import ledwall.protocol.id.ReleaseRef;

/**
 * What makes a rule a release's: it is made, changed and taken away by the release alone, and screens are told it as a layer of its own.
 *
 * @param needsToken whether a screen that has not heard the go shows what it would show without the release
 */
public record ReleaseMark(ReleaseRef release, boolean needsToken) {}
