import Domain
import Foundation

/// Where text for people goes: the one place that writes to a terminal.
package struct Output {
    private let handle: FileHandle

    package static var standard: Output { Output(handle: .standardOutput) }
    package static var error: Output { Output(handle: .standardError) }

    /// Writes one or more lines; what came from outside steers no terminal.
    package func write(_ text: String) {
        put(text.harmless)
    }

    /// Writes what other programs read, as it is, unless somebody looks at it.
    package func write(data text: String) {
        put(isatty(handle.fileDescriptor) == 1 ? text.harmless : text)
    }

    /// A reader that has gone is no error of ours.
    private func put(_ text: String) {
        let isEnded = text.utf8.last == UInt8(ascii: "\n")
        try? handle.write(contentsOf: Data((isEnded ? text : text + "\n").utf8))
    }
}
