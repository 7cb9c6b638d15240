/**
 * Servers that behave as the sites do with which Ledwall has to do, by their documents of 2026-11, faults included: WeChat's Official Account interface, and a partner
 * that takes webhooks. Programs of their own, on loopback alone; whoever starts one says that it is a test server.
 */
package ledwall.testserver;
