import Testing

@testable import AdapterKit

/// Whether an adapter is ready, and what is said of it.
@Suite struct `An adapter's standing` {
    private let gone = Failure.away("gone", isUnclear: false)

    @Test func `is not ready before it was prepared`() {
        let standing = Standing(provesCredentials: true)
        #expect(standing.hindrance != nil)
        #expect(!standing.admitsWork())
        #expect(standing.prepared() == "prepared")
        #expect(standing.prepared() == nil)
        #expect(standing.hindrance == nil)
        #expect(standing.admitsWork())
    }

    @Test func `is ready though the other side is away, where it was at work before`() {
        let standing = Standing(provesCredentials: true)
        #expect(standing.failedToBegin(gone, onlyWaits: true))
        #expect(!standing.failedToBegin(gone, onlyWaits: true))
        #expect(standing.hindrance == nil)
        #expect(!standing.isWorking)
        #expect(standing.failedToBegin(.away("gone again", isUnclear: false), onlyWaits: false))
        #expect(standing.hindrance == "gone again")
    }

    @Test func `says once that credentials fail, and that they work again`() {
        let standing = Standing(provesCredentials: true)
        _ = standing.prepared()
        #expect(standing.stopped("expired"))
        #expect(!standing.stopped("expired"))
        #expect(standing.hindrance == "expired")
        #expect(!standing.admitsWork())
        #expect(standing.prepared() == "may work again")
        #expect(standing.hindrance == nil)
    }

    @Test func `lets one command try where nothing else can prove credentials`() {
        let standing = Standing(provesCredentials: false)
        _ = standing.prepared()
        #expect(standing.stopped("401"))
        #expect(standing.prepared() == nil)
        #expect(standing.hindrance == "401")
        #expect(standing.admitsWork())
        #expect(!standing.admitsWork())
        #expect(standing.worked())
        #expect(standing.hindrance == nil)
        #expect(!standing.worked())
    }
}
