import Glibc

/// One connection through the proxy: two sockets and what is under way between them.
struct ProxyLink {
    typealias Way = Proxy.Way
    typealias Shape = Proxy.Shape

    /// Bytes that go one way.
    private struct Flow {
        let from: Int32
        let to: Int32
        var shape = Shape()
        var buffer: [UInt8] = []
        /// When the bytes may go on.
        var due = ContinuousClock.now
        var isEnded = false
        /// Everything that a trap still has to see, with how far it is.
        var seen: [UInt8] = []

        var wantsInput: Bool { shape.mode != .freeze && buffer.count < 1 << 18 && !isEnded }
        var wantsOutput: Bool { shape.mode != .freeze && !buffer.isEmpty && due <= .now }
    }

    /// What makes out who the client is.
    private var head: [UInt8] = []
    private var flows: [Way: Flow]
    /// Behaviour that a trap has given to this link alone.
    var own: [Way: Shape] = [:]
    private(set) var isOver = false

    init(client: Int32, server: Int32) {
        var one: Int32 = 1
        for descriptor in [client, server] {
            setsockopt(
                descriptor,
                Int32(IPPROTO_TCP),
                TCP_NODELAY,
                &one,
                socklen_t(MemoryLayout<Int32>.size)
            )
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        }
        flows = [
            .toServer: Flow(from: client, to: server), .toClient: Flow(from: server, to: client),
        ]
    }

    func matches(_ text: String) -> Bool {
        text.isEmpty || head.firstRange(of: Array(text.utf8)) != nil
    }

    /// Resets both sides.
    mutating func end() {
        guard !isOver else { return }
        isOver = true
        var atOnce = linger(l_onoff: 1, l_linger: 0)
        for flow in flows.values {
            setsockopt(
                flow.from,
                SOL_SOCKET,
                SO_LINGER,
                &atOnce,
                socklen_t(MemoryLayout<linger>.size)
            )
            close(flow.from)
        }
    }

    // MARK: - A turn of the proxy's loop

    /// Takes the rules over; answers for how many milliseconds nothing happens by itself.
    mutating func prepare(_ rules: [(link: String, way: Way, shape: Shape)]) -> Int32 {
        var wait: Int32 = 1000
        for way in [Way.toServer, .toClient] {
            let rule = rules.last { $0.way == way && matches($0.link) }?.shape
            flows[way]?.shape = own[way] ?? rule ?? Shape()
            guard let flow = flows[way], !flow.buffer.isEmpty, flow.shape.mode != .freeze else {
                continue
            }
            let left = (flow.due - .now) / .milliseconds(1)
            if left > 0 { wait = min(wait, Int32(left) + 1) }
        }
        return wait
    }

    /// The client's socket, then the server's.
    var descriptors: [pollfd] {
        guard let out = flows[.toServer], let back = flows[.toClient], !isOver else {
            return [
                pollfd(fd: -1, events: 0, revents: 0), pollfd(fd: -1, events: 0, revents: 0),
            ]
        }
        return [Self.interest(out, back), Self.interest(back, out)]
    }

    private static func interest(_ reading: Flow, _ writing: Flow) -> pollfd {
        var events: Int32 = 0
        if reading.wantsInput { events |= POLLIN }
        if writing.wantsOutput { events |= POLLOUT }
        // A socket of which nothing is wanted would wake the loop for ever once it has hung up.
        return pollfd(fd: events == 0 ? -1 : reading.from, events: Int16(events), revents: 0)
    }

    /// Moves what can be moved; answers how many traps have sprung.
    mutating func work(_ ready: [Int16], _ traps: inout [Proxy.Trap]) -> Int {
        guard !isOver else { return 0 }
        var sprung = 0
        for (way, index) in [(Way.toServer, 0), (.toClient, 1)] {
            let isReadable = ready[index] & ~Int16(POLLOUT) != 0
            if isReadable, flows[way]?.wantsInput == true { sprung += read(way, &traps) }
            write(way)
        }
        if flows.values.contains(where: { $0.isEnded && $0.buffer.isEmpty }) { end() }
        return sprung
    }

    private mutating func read(_ way: Way, _ traps: inout [Proxy.Trap]) -> Int {
        guard var flow = flows[way] else { return 0 }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(flow.from, &bytes, bytes.count, 0)
        guard count > 0 else {
            if count == 0 || (errno != EAGAIN && errno != EINTR) { flow.isEnded = true }
            flows[way] = flow
            return 0
        }
        bytes.removeSubrange(count...)
        if let swap = flow.shape.swap {
            bytes = bytes.map { $0 == swap.from ? swap.to : $0 }
        }
        if way == .toServer, head.count < 4096 { head += bytes }
        let trap = spring(&traps, way, bytes)
        if let trap { own.merge(trap.before) { _, new in new } }
        if let own = own[way] { flow.shape = own }
        if flow.shape.mode == .pass {
            if flow.buffer.isEmpty { flow.due = .now + flow.shape.delay }
            flow.buffer += bytes
        }
        flows[way] = flow
        if let trap {
            write(way)
            own.merge(trap.after) { _, new in new }
        }
        return trap == nil ? 0 : 1
    }

    /// The first trap that these bytes complete; it is gone then.
    private mutating func spring(
        _ traps: inout [Proxy.Trap],
        _ way: Way,
        _ bytes: [UInt8]
    ) -> Proxy.Trap? {
        guard traps.contains(where: { $0.way == way && matches($0.link) }) else { return nil }
        flows[way]?.seen += bytes
        let seen = flows[way]?.seen ?? []
        let index = traps.firstIndex { trap in
            trap.way == way && matches(trap.link) && Self.holds(seen, trap.bytes)
        }
        guard let index else { return nil }
        flows[way]?.seen = []
        return traps.remove(at: index)
    }

    private static func holds(_ bytes: [UInt8], _ parts: [[UInt8]]) -> Bool {
        var rest = bytes[...]
        for part in parts {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }

    private mutating func write(_ way: Way) {
        guard var flow = flows[way], flow.wantsOutput, !isOver else { return }
        let count = min(flow.shape.slice ?? flow.buffer.count, flow.buffer.count)
        let sent = send(flow.to, flow.buffer, count, Int32(MSG_NOSIGNAL))
        if sent > 0 {
            flow.buffer.removeFirst(sent)
            flow.due = .now + flow.shape.delay
        } else if errno != EAGAIN, errno != EINTR {
            flow.isEnded = true
            flow.buffer = []
        }
        flows[way] = flow
    }
}
