import Domain
import Foundation
import Settings
import Testing

/// What a mailer can't take for one address is refused when the configuration is read.
@Suite struct `A mail address of the configuration` {
    private func problems(_ address: String) -> [String] {
        let quoted = address.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return Given.problems(
            """
            [[reports]]
            name = "monday"
            report = "marketing"
            to = ["\(quoted)"]
            """
        )
    }

    @Test(arguments: [
        "<director@example.org>", "director@example.org,", "a@example.org;b", "a@b\"", "a b@c.org",
        " a@b.org", "a@b.org\u{200B}", "a@b@c.org", "a@", "@b.org", "a@b..org", "Anna (x) a@b.org",
        "a@b.org,\u{301}c@d.org",
    ])
    func `is refused where it is more or less than one`(_ address: String) {
        let said = problems(address)
        #expect(said.count == 1)
        #expect(said.first?.contains("reports[0].to[0]: must be one mail address") == true)
    }

    @Test(arguments: ["anna@example.org", "Anna.P+reports@Example.org", "почта@пример.рф"])
    func `is taken where it is one`(_ address: String) {
        #expect(problems(address) == [])
    }
}

/// The mark with which some editors begin a file says nothing.
@Suite struct `A byte order mark` {
    @Test func `costs the configuration nothing`() throws {
        try Given.folder { folder in
            let file = folder.appending(path: "c.toml")
            try "\u{FEFF}[service]\nlog_level = \"debug\"\n".write(
                to: file,
                atomically: true,
                encoding: .utf8
            )
            let settings = try Settings.load(file: file.path, environment: [:])
            #expect(settings.service.logLevel == .debug)
        }
    }

    @Test func `is no part of a secret in a file`() throws {
        try Given.folder { folder in
            let file = folder.appending(path: "secret")
            let secret = "0123456789abcdef0123456789abcdef"
            try "\u{FEFF}\(secret)\r\n".write(to: file, atomically: true, encoding: .utf8)
            let settings = try Settings.parse("[http]\nsecret = \"file:\(file.path)\"", name: "f")
            #expect(settings.http.secret?.revealed == secret)
        }
    }
}
