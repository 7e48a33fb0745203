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
    /// About how many leads of somebody who has left people are told one by one.
    package static let deskToldMax = 20
    /// How many leads of one contact that wait for an owner at once know of each other.
    package static let twinsMax = 20
    /// Longest text of a contact's field in which a number or an address is looked for, in bytes.
    package static let contactFieldBytesMax = 1000
    /// Longest title of a task, subject of a mail or name in it, in characters.
    package static let titleCharactersMax = 200
    /// Longest remark of a client that is passed on, in characters.
    package static let commentCharactersMax = 4000
    /// How many reviews are remembered, of one client and of one project manager.
    package static let reviewsKeptMax = 500
    /// How many requests may wait for a project manager at once.
    package static let waitingRequestsMax = 1000
    /// How many of those are named who were passed over when a project manager was chosen.
    package static let skippedNamedMax = 20
    /// How many who were passed over a request for a project manager remembers.
    package static let skipsKeptMax = 200
    /// How many rules may lead one to another: more is a circle that nobody meant.
    package static let ruleDepthMax = 8
    /// How often rules may fire because of one event: a rule that notifies many, on notices, grows.
    package static let ruleFiringsMax = 100
    /// How many waits of rules one subject may have at once.
    package static let ruleWaitsMax = 200
    /// How many months, or days, of a series of observations are kept: ten years of months.
    package static let seriesMonthsMax = 120
    /// How many sources and trades of pay are kept of one region.
    package static let salarySeriesMax = 50
    /// How many services one request may ask the price of.
    package static let priceLinesMax = 200
    /// How many versions of one index are kept.
    package static let indexSeriesMax = 20
    /// How many lines one charge may have; longer than any that a person reads.
    package static let chargeLinesMax = 1000
    /// Longest name or title in a document, in characters.
    package static let documentCharactersMax = 1000
    /// How many requests may wait for one set of documents to be made.
    package static let waitingForSetMax = 100
    /// How many proposals to raise one client's fee are remembered: fifty years of them.
    package static let proposalsKeptMax = 50
}
