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
    /// Longest title of a task, subject of a mail or name in it, in characters.
    package static let titleCharactersMax = 200
    /// Longest remark of a client that is passed on, in characters.
    package static let commentCharactersMax = 4000
    /// How many surveys of a client are remembered: twenty years of mails and calls.
    package static let surveysKeptMax = 200
    /// How often a client may change one answer before the changes between are forgotten.
    package static let answersKeptMax = 20
    /// How many recoveries of a client are remembered.
    package static let recoveriesKeptMax = 50
    /// How many rules may lead one to another: more is a circle that nobody meant.
    package static let ruleDepthMax = 8
    /// How often rules may fire because of one event: a rule that notifies many, on notices, grows.
    package static let ruleFiringsMax = 100
    /// How many waits of rules one subject may have at once.
    package static let ruleWaitsMax = 200
}
