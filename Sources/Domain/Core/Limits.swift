/// Every bound of the domain in one place, each with its reason.
package enum Limits {
    /// Longest identifier, in bytes: AMQP short strings hold 255, and index rows must stay small.
    package static let identifierBytesMax = 255
    /// How many leads are let out of the night pool at once, so that other events come between.
    package static let poolDrainMax = 25
    /// How deep follow-up events may cause further ones before the event is put aside.
    package static let followUpDepthMax = 16
    /// Longest phone number or address kept as a look-up key, in bytes: RFC 5321 allows 254.
    package static let lookupKeyBytesMax = 254
    /// How many rules may lead one to another: more is a circle that nobody meant.
    package static let ruleDepthMax = 8
    /// How often rules may fire because of one event: a rule that notifies many, on notices, grows.
    package static let ruleFiringsMax = 100
    /// How many waits of rules one subject may have at once.
    package static let ruleWaitsMax = 200
}
