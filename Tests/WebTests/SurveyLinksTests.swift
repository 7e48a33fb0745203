import Domain
import Foundation
import Testing

@testable import Web

@Suite struct SurveyLinksTests {
    private static let noon = Date(timeIntervalSince1970: 1_784_106_000.25)
    private let links = SurveyLinks(
        secret: "a secret of enough bytes",
        publicURL: "https://b.test/x"
    )
    private let ticket = SurveyTicket(surveyID: "S3-C-77", expiresAt: noon)

    @Test func `a token gives back what was put in`() throws {
        let token = links.token(ticket)
        let read = try links.ticket(token, at: Self.noon - 1)
        #expect(read.surveyID == "S3-C-77")
        #expect(abs(read.expiresAt.timeIntervalSince(Self.noon)) < 0.001)
    }

    @Test func `the same ticket has the same link, made of what an address may hold`() throws {
        let link = links.link(ticket)
        #expect(link == links.link(ticket))
        #expect(link.hasPrefix("https://b.test/x/nps/"))
        #expect(links.token(ticket).wholeMatch(of: /[A-Za-z0-9_-]{40,120}/) != nil)
    }

    @Test(arguments: ["S1-клиент № 7", "S12-" + String(repeating: "x", count: 240), "S1-a-b/c?d"])
    func `any id of a client fits`(_ id: String) throws {
        let ticket = SurveyTicket(surveyID: SurveyID(trusted: id), expiresAt: Self.noon)
        #expect(try links.ticket(links.token(ticket), at: .distantPast).surveyID.rawValue == id)
    }

    @Test func `a link is good until the very instant of its expiry`() throws {
        let token = links.token(ticket)
        #expect(throws: Never.self) { try links.ticket(token, at: Self.noon - 0.002) }
        #expect(throws: SurveyLinks.Fault.expired) { try links.ticket(token, at: Self.noon) }
        #expect(throws: SurveyLinks.Fault.expired) { try links.ticket(token, at: .distantFuture) }
    }

    @Test func `every single changed character is noticed`() {
        let token = Array(links.token(ticket))
        for index in token.indices {
            for other: Character in ["A", "B", "_", "9"] where token[index] != other {
                var altered = token
                altered[index] = other
                #expect(throws: SurveyLinks.Fault.forged, "\(index) \(other)") {
                    try links.ticket(String(altered), at: .distantPast)
                }
            }
        }
    }

    @Test(arguments: ["", "A", "AAAA", "=", "а", "..", "%", "A B", "AQAAAAAAAFMxLUMx"])
    func `what nobody signed is forged`(_ token: String) {
        #expect(throws: SurveyLinks.Fault.forged) { try links.ticket(token, at: .distantPast) }
    }

    @Test func `a cut, padded or lengthened token is forged`() {
        let token = links.token(ticket)
        let altered = [
            String(token.dropLast()), token + "A", token + "=", "A" + token, token + "\n",
            String(repeating: "A", count: 100_000),
        ]
        for text in altered {
            #expect(throws: SurveyLinks.Fault.forged) {
                try links.ticket(text, at: .distantPast)
            }
        }
    }

    @Test func `another secret makes other links`() {
        let others = SurveyLinks(secret: "another secret, as long", publicURL: "https://b.test/x")
        #expect(throws: SurveyLinks.Fault.forged) {
            try links.ticket(others.token(ticket), at: .distantPast)
        }
    }

    @Test func `a forged token is forged even after its expiry`() {
        var token = Array(links.token(ticket))
        token[4] = token[4] == "A" ? "B" : "A"
        #expect(throws: SurveyLinks.Fault.forged) {
            try links.ticket(String(token), at: .distantFuture)
        }
    }
}
