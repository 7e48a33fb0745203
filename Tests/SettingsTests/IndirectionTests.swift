import Domain
import Foundation
import Testing

@testable import Settings

/// Secrets that a person reads at the shell, without systemd.
@Suite struct IndirectionTests {
    @Test func `root needs no systemd to read the secrets that the units load`() throws {
        try Given.folder { folder in
            try Data("hidden\n".utf8).write(to: folder.appending(path: "smtp"))
            let typed = Indirection(
                credentialsDirectory: nil,
                installedDirectory: folder.path
            )
            let file = try #require(try typed.target(of: "credential:baton_smtp"))
            #expect(try typed.content(of: file) == "hidden")
            #expect(throws: UnfetchedValue.self) {
                try typed.target(of: "credential:baton_none")
            }
            #expect(throws: UnfetchedValue.self) { try typed.target(of: "credential:smtp") }
            let unit = Indirection(
                credentialsDirectory: "/run/credentials/baton",
                installedDirectory: folder.path
            )
            let own = try unit.target(of: "credential:baton_smtp")
            #expect(own == "/run/credentials/baton/baton_smtp")
        }
    }
}
