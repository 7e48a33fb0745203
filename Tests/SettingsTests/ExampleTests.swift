import Foundation
import Settings
import Testing

@Suite struct ExampleTests {
    private let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config.example.toml")

    @Test func `config.example.toml is what the description of the keys says`() throws {
        // BATON_TEST_WRITE_EXAMPLE=1 writes it anew after a key was added.
        if ProcessInfo.processInfo.environment["BATON_TEST_WRITE_EXAMPLE"] != nil {
            try Settings.example.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == Settings.example)
    }
}
