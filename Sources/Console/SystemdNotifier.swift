import Glibc

/// The readiness protocol of systemd: datagrams to the socket that `NOTIFY_SOCKET` names.
///
/// See sd_notify(3). Without the variable nothing is sent.
package struct SystemdNotifier {
    private let path: String?

    package init(environment: [String: String]) {
        path = environment["NOTIFY_SOCKET"]
    }

    /// Sends an assignment such as `READY=1`; a manager that does not listen is no error of ours.
    package func notify(_ text: String) {
        guard let path, var address = Self.address(path) else { return }
        let descriptor = socket(
            AF_UNIX,
            Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0
        )
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.utf8.count)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                sendto(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL), address, length)
            }
        }
    }

    /// The socket's address; a leading `@` means the abstract namespace.
    private static func address(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            for (index, byte) in path.utf8.enumerated() {
                bytes[index] = index == 0 && byte == UInt8(ascii: "@") ? 0 : byte
            }
        }
        return address
    }
}
