import Curl
import Foundation
import Synchronization
import Testing

/// Requests through libcurl to a server of the test's own.
@Suite struct `A request` {
    private static let open = AddressRules(allowsPrivate: true)

    @Test func `brings its body and headers, and the answer back`() async throws {
        let visits = Mutex<[WebSite.Visit]>([])
        try await WebSite.serving { visit in
            visits.withLock { $0.append(visit) }
            return (201, "made")
        } _: { address in
            let answer = try await HTTPRequest(
                "POST",
                "\(address)/a?b=1",
                headers: [(name: "X-Test", value: "да")],
                body: Array("{}".utf8),
                rules: Self.open
            ).answered()
            #expect(answer.status == 201)
            #expect(answer.text == "made")
        }
        let first = visits.withLock { $0.first }
        let visit = try #require(first)
        #expect(visit.path == "/a?b=1")
        #expect(visit.body == "{}")
        #expect(visit.headers["x-test"] == "да")
    }

    @Test func `follows no redirect`() async throws {
        try await WebSite.serving { _ in
            (302, "")
        } _: { address in
            let answer = try await HTTPRequest("GET", "\(address)/a", rules: Self.open).answered()
            #expect(answer.status == 302)
        }
    }

    @Test func `reaches this machine only where that is allowed`() async throws {
        try await WebSite.serving { _ in
            (200, "")
        } _: { address in
            let refused = #expect(throws: CurlError.self) {
                try HTTPRequest(
                    "GET",
                    address.replacing("http:", with: "https:"),
                    rules: AddressRules(allowsPrivate: false)
                ).perform()
            }
            #expect(refused?.code == .forbiddenAddress)
            #expect(refused?.isUnclear == false)
        }
    }

    @Test func `that nobody takes was not sent`() {
        let error = #expect(throws: CurlError.self) {
            try HTTPRequest("POST", "http://127.0.0.1:1/", rules: Self.open).perform()
        }
        #expect(error?.code == .unreachable)
        #expect(error?.isUnclear == false)
    }

    @Test func `takes no header that would begin another`() {
        let error = #expect(throws: CurlError.self) {
            try HTTPRequest(
                "GET",
                "http://127.0.0.1:1/",
                headers: [(name: "X", value: "a\r\nY: b")],
                rules: Self.open
            ).perform()
        }
        #expect(error?.code == .unusable)
    }
}

extension HTTPRequest {
    /// The answer, waited for on a thread of its own: the pool's are for the server.
    fileprivate func answered() async throws -> HTTPAnswer {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try self.perform() })
            }
        }
    }
}
